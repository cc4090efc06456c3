"""Pages of a request's files: find, read the form, act, answer."""

from collections.abc import Callable
from functools import partial

from starlette.responses import Response

from foundation.errors import NotFound, require
from proposals import authorship
from proposals.attachments import actions, forms, queries
from proposals.attachments.kinds import download
from proposals.attachments.models import Attachment
from proposals.attachments.reading import Taken, take
from proposals.attachments.rules import may_attach
from proposals.attachments.views import AttachmentsCard, AttachmentsView, AttachmentView
from proposals.attachments.wording import left_in_words
from proposals.drafting.queries import linked, versions
from proposals.queries import Seen, seen, version
from proposals.rules import HIDDEN_FROM_MEMBERS, may_edit
from web.door import Done
from web.form import NoFields
from web.visit import Visit


def attachments(visit: Visit, request_id: str) -> AttachmentsView:
    found = seen(visit.work, request_id)
    request, files = found.request, _newest(visit, found)
    return AttachmentsView(
        request_id=request.id,
        number=request.number,
        title=visit.name(request.title_ja, request.title_en),
        version=request.latest,
        files=[_shown(visit, found, one) for one in files],
        hidden=request.anonymity == HIDDEN_FROM_MEMBERS,
        may_attach=visit.may(may_attach(found.relation, found.state, len(files))),
        may_detach=visit.may(may_edit(found.relation, found.state)),
    )


def take_file(visit: Visit, form: forms.Attach, request_id: str) -> Callable[[], Taken]:
    """Before anything is written: reading a file takes its time."""
    found = seen(visit.work, request_id)
    require(may_attach(found.relation, found.state, len(_newest(visit, found))))
    return partial(take, form, visit.lang)


def attach(visit: Visit, taken: Taken, request_id: str) -> Done:
    row = actions.attach(visit.work, seen(visit.work, request_id), taken)
    return Done(f"/requests/{request_id}/attachments", "done.attached", {"id": row.id})


def detach(visit: Visit, form: NoFields, request_id: str, attachment_id: str) -> Done:
    actions.detach(visit.work, seen(visit.work, request_id), attachment_id)
    return Done(f"/requests/{request_id}/attachments", "done.detached")


def file(visit: Visit, request_id: str, attachment_id: str) -> Response:
    """A file of any version that this reader may read. Raises NotFound."""
    found = seen(visit.work, request_id)
    readable = {one for row in versions(visit.work.db, found) for one in row.attachments}
    if attachment_id not in readable:
        raise NotFound
    return as_file(visit, attachment_id)


def as_file(visit: Visit, attachment_id: str) -> Response:
    """A file made anew, to be kept; the caller has seen that this reader may read it."""
    row = visit.work.db.get_one(Attachment, attachment_id)
    kept = queries.content(visit.work.db, attachment_id)
    return download(kept.content, row.kind, row.title)


def card(visit: Visit, found: Seen) -> AttachmentsCard | None:
    """The files on the request's page; None where there are none and none can come."""
    files = _newest(visit, found)
    may = bool(may_attach(found.relation, found.state, len(files)))
    if not files and not may:
        return None
    return AttachmentsCard(
        request_id=found.request.id, may_attach=may,
        files=[_shown(visit, found, one) for one in files],
    )


def _newest(visit: Visit, found: Seen) -> list[Attachment]:
    request = found.request
    return queries.of_version(
        visit.work.db, version(visit.work.db, request.id, request.latest)
    )


def shown(visit: Visit, row: Attachment, *, own: bool, merged_from: str = "") -> AttachmentView:
    """A file in a list; what was left behind of it for the reader whose own it is."""
    return AttachmentView(
        id=row.id, title=row.title, kind=row.kind,
        kind_label=visit.t(f"attachment.kind.{row.kind}"), size=row.size, sha256=row.sha256,
        passages=len(row.texts), pictures=len(row.pictures),
        left=left_in_words(visit, row) if own else [], merged_from=merged_from,
    )  # fmt: skip


def _shown(visit: Visit, found: Seen, row: Attachment) -> AttachmentView:
    own = _sent_by_reader(visit, found, row)
    return shown(visit, row, own=own, merged_from=_origin(visit, found, row))


def _sent_by_reader(visit: Visit, found: Seen, row: Attachment) -> bool:
    """Whether it is a file of the reader's own: of this request, or of theirs that was merged."""
    if row.request_id == found.request.id:
        return found.relation.requester
    return authorship.is_requester(visit.work.db, row.request_id, visit.work.actor)


def _origin(visit: Visit, found: Seen, row: Attachment) -> str:
    """The number of the request with which the file came, where this reader may see that one."""
    other = row.request_id if row.request_id != found.request.id else None
    origin = linked(visit.work, other)
    return origin.request.number or "" if origin else ""
