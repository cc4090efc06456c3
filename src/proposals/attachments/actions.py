"""What is done with a request's files: each change is a new version of the request."""

from collections.abc import Sequence

from foundation.errors import Invalid, NotFound, Refused, require
from foundation.work import Work
from proposals.attachments import queries
from proposals.attachments.models import Attachment, AttachmentContent
from proposals.attachments.reading import Taken, facts, packed
from proposals.attachments.rules import may_attach, may_bring, pictures_vouched_for
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


def bring(
    work: Work, source: Seen, target: Seen, wanted: Sequence[str] | None, *, looked: bool
) -> list[str]:
    """Files of a request go on with another one, into which it is merged: the rows as they are, so
    that whose they were stays known. Answers the ids of those that came; a file that is there
    already stays one.

    Raises Invalid where a wanted file is none of the newest version (None: all of them), where the
    other request can't take them, and where nobody has looked at their pictures though one of the
    two companies is hidden from members.
    """
    latest = version(work.db, target.request.id, target.request.latest)
    there = {one.sha256 for one in queries.of_version(work.db, latest)}
    offered = queries.of_version(
        work.db, version(work.db, source.request.id, source.request.latest)
    )
    if wanted is not None and not {*wanted} <= {one.id for one in offered}:
        raise Invalid(files="field.unknown_choice")
    coming = [
        one for one in offered
        if (wanted is None or one.id in wanted) and one.sha256 not in there
    ]
    if not coming:
        return []
    verdict = may_bring(target.relation, target.state, len(there), len(coming))
    if not verdict:
        raise Invalid(files=(verdict.reason, dict(verdict.params)))
    unseen = sum(len(one.pictures) for one in coming if not one.looked)
    for anonymity in (source.request.anonymity, target.request.anonymity):
        vouched = pictures_vouched_for(anonymity, unseen, looked_at=looked)
        if not vouched:
            raise Invalid(looked=(vouched.reason, dict(vouched.params)))
    came = [one.id for one in coming]
    _change(work, target, [*latest.attachments, *came])
    work.record(
        "request.attach_merged", ("request", target.request.id),
        after={
            "from": source.request.id, "version": target.request.latest, "looked": looked,
            "attachments": {one.id: one.sha256 for one in coming},
        },
    )
    return came


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
