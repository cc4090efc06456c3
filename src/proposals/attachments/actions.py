"""What is done with a request's files: each change is a new version of the request."""

from foundation.errors import Invalid, NotFound, Refused, require
from foundation.work import Work
from proposals.attachments import queries
from proposals.attachments.models import Attachment, AttachmentContent
from proposals.attachments.reading import Taken, facts, packed
from proposals.attachments.rules import may_attach, pictures_vouched_for
from proposals.directory import directory, identifying
from proposals.drafting import news
from proposals.drafting.actions import enter_search, write_version
from proposals.drafting.wording import Words
from proposals.models import Request
from proposals.queries import Seen, version
from proposals.rules import HIDDEN_FROM_MEMBERS, Facts, guard, may_edit
from proposals.stages import Guard, State


def attach(work: Work, seen: Seen, taken: Taken) -> Attachment:
    """The file goes with the request from a new version on.

    Raises Refused where the request can't be edited, has enough files or this one already, and
    where the words would name an asker hidden from members; Invalid where nobody has looked at
    the pictures of such a request.
    """
    latest = version(work.db, seen.request.id, seen.request.latest)
    attached = queries.of_version(work.db, latest)
    require(may_attach(seen.relation, seen.state, len(attached)))
    if any(one.sha256 == taken.sha256 for one in attached):
        raise Refused("attachment.already")
    looked = pictures_vouched_for(
        seen.request.anonymity, len(taken.parsed.pictures), looked_at=taken.form.looked
    )
    if not looked:
        raise Invalid(looked=(looked.reason, dict(looked.params)))
    _keep_hidden(work, seen, taken)
    row = keep(work, seen.request, taken)
    _change(work, seen, [*latest.attachments, row.id])
    work.record(
        "request.attach", ("request", seen.request.id),
        after={"attachment": row.id, "sha256": row.sha256, "version": seen.request.latest},
    )
    return row


def keep(work: Work, request: Request, taken: Taken) -> Attachment:
    """Keep a file of a request, so that a version can name it."""
    row = Attachment(
        id=work.id("attachment"), request_id=request.id, created_at=work.now, **facts(taken)
    )
    work.db.add(row)
    work.db.flush()
    work.db.add(
        AttachmentContent(
            attachment_id=row.id, content=taken.content, parsed=packed(taken.parsed)
        )
    )
    return row


def detach(work: Work, seen: Seen, attachment_id: str) -> None:
    """The file goes with the request no longer; versions before keep it.

    Raises Refused where the request can't be edited, NotFound for a file that does not go with it.
    """
    require(may_edit(seen.relation, seen.state))
    latest = version(work.db, seen.request.id, seen.request.latest)
    if attachment_id not in latest.attachments:
        raise NotFound
    _change(work, seen, [one for one in latest.attachments if one != attachment_id])
    work.record(
        "request.detach", ("request", seen.request.id),
        after={"attachment": attachment_id, "version": seen.request.latest},
    )


def _change(work: Work, seen: Seen, attachments: list[str]) -> None:
    request = seen.request
    words = Words.in_version(version(work.db, request.id, request.latest))
    request.latest += 1
    request.changed_at = work.now
    work.db.add(request)
    write_version(work, request, words, summary="", attachments=attachments)
    if request.number:
        enter_search(work, request)
    news.revised(work, seen)


def _keep_hidden(work: Work, seen: Seen, taken: Taken) -> None:
    """As for the words of a version: once members read along, the asker's file must not tell."""
    hidden = seen.request.anonymity == HIDDEN_FROM_MEMBERS and seen.state is not State.DRAFT
    if hidden and seen.relation.requester:
        said = {"title": taken.form.title, **{str(n): t for n, t in enumerate(taken.texts)}}
        found = identifying(work.db, seen.request.id, said, directory(work.db))
        require(guard(Guard.NO_IDENTITY_IN_TEXT, Facts(identity=len(found))))
