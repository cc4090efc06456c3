"""Comments and replies: rendered when they are written, never changed."""

from collections.abc import Iterable
from dataclasses import replace

from sqlmodel import col, select

from foundation.errors import Invalid, require
from foundation.markdown import RENDERER_VERSION, MarkdownTooLong, plain, render
from foundation.work import Work
from identity.models import Person
from notifications.outbox import tell
from proposals.deliberation import anchors, queries, rules
from proposals.deliberation.anchors import Anchor
from proposals.deliberation.discretion import keep_unnamed, speaks_unnamed
from proposals.deliberation.kinds import CommentKind, Visibility
from proposals.drafting import news
from proposals.finding import comment_facets
from proposals.models import Comment
from proposals.queries import Seen, version
from proposals.rules import NOT_HIDDEN
from search import index
from search.audiences import of_request


def comment(
    work: Work, seen: Seen, text: str, kind: CommentKind, visibility: Visibility,
    anchor: Anchor, version_read: int, proposed: str = "",
) -> Comment:
    """A comment on a passage, a section or the whole text of a version.

    Raises Refused for who may not comment, Invalid for words that do not stand in that version.
    """
    who = queries.party_of(work, seen, queries.newest_round(work.db, seen.request.id))
    require(rules.may_comment(who))
    anchor = _checked(work, seen, anchor, version_read)
    keep_unnamed(work, seen, proposed=proposed)
    row = _write(work, seen, text, kind, visibility, version_read)
    _put(row, anchor, proposed)
    _keep(work, seen, row)
    _tell_of_comment(work, seen, row)
    return row


def enter(
    work: Work, seen: Seen, company_id: str, text: str, kind: CommentKind, anchor: Anchor,
    version_read: int, proposed: str = "",
) -> Comment:
    """A comment that a company has sent in, entered for it by the secretariat: no person is named.

    Raises Refused for who may not, Invalid for a place that is not in that version.
    """
    who = queries.party_of(work, seen, queries.newest_round(work.db, seen.request.id))
    require(rules.may_comment(who))
    require(rules.may_enter(who))
    anchor = _checked(work, seen, anchor, version_read)
    row = _write(work, seen, text, kind, Visibility.COMMITTEE, version_read)
    row.person_id, row.company_id, row.as_requester = None, company_id, False
    _put(row, anchor, proposed)
    _keep(work, seen, row)
    return row


def _put(row: Comment, anchor: Anchor, proposed: str) -> None:
    row.section, row.block = anchor.section, anchor.block
    row.quote, row.prefix, row.suffix = anchor.quote, anchor.prefix, anchor.suffix
    row.begins, row.ends = anchor.start, anchor.end
    row.proposed = proposed


def reply(work: Work, seen: Seen, parent_id: str, text: str) -> Comment:
    """A reply, read by whoever reads its thread.

    Raises NotFound for a comment that this actor may not read, Refused for who may not comment.
    """
    who = queries.party_of(work, seen, queries.newest_round(work.db, seen.request.id))
    parent = queries.comment(work, seen, who, parent_id)
    require(rules.may_comment(who))
    row = _write(
        work, seen, text, CommentKind(parent.kind), Visibility(parent.visibility), parent.version
    )
    row.parent_id = parent.id
    _keep(work, seen, row)
    _tell_author(work, seen, parent)
    return row


def _write(
    work: Work, seen: Seen, text: str, kind: CommentKind, visibility: Visibility, number: int
) -> Comment:
    keep_unnamed(work, seen, text=text)
    unnamed = speaks_unnamed(seen)
    try:
        html = render(text, top=4)
    except MarkdownTooLong:
        raise Invalid(text="comment.too_heavy") from None
    return Comment(
        id=work.id("comment"),
        request_id=seen.request.id,
        version=number,
        kind=kind.value,
        text=text,
        html=html,
        renderer=RENDERER_VERSION,
        visibility=visibility.value,
        as_requester=unnamed,
        person_id=None if unnamed else work.actor.id,
        company_id=None if unnamed else work.actor.company_id,
        created_at=work.now,
    )


def _keep(work: Work, seen: Seen, row: Comment) -> None:
    work.db.add(row)
    work.db.flush()
    work.record(
        "comment.write", ("comment", row.id),
        after={"request": row.request_id, "version": row.version, "section": row.section,
               "kind": row.kind, "visibility": row.visibility, "parent": row.parent_id},
    )  # fmt: skip
    if row.visibility == Visibility.COMMITTEE:
        index.put(
            work, kind="comment", subject_id=row.id,
            audience=of_request(hidden=seen.request.anonymity != NOT_HIDDEN),
            title=f"{seen.request.number} {seen.request.title_ja}", body=plain(row.text),
            link=f"/requests/{row.request_id}",
            facets=comment_facets(work.db, seen.request, row),
        )  # fmt: skip


def _checked(work: Work, seen: Seen, anchor: Anchor, number: int) -> Anchor:
    """The anchor with its block, as its words stand in that version. Raises Invalid."""
    if not (anchor.section or anchor.block):
        if anchor.quote:
            raise Invalid(block="field.required")
        return anchor
    read = version(work.db, seen.request.id, number)
    lies = queries.lies(read)
    if anchor.block:
        if anchor.block not in lies.spots:
            raise Invalid(block="field.unknown_choice")
        anchor = replace(anchor, section=lies.spots[anchor.block].section)
    source = read.sections.get(anchor.section, "")
    if not source:
        raise Invalid(block="field.unknown_choice")
    # The page with the changes shown has the source's own marks in its words.
    words = (lies.sections.get(anchor.section, ""), source)
    if anchor.quote and not any(anchors.occurs(anchor, text) for text in words):
        raise Invalid(quote="comment.quote_not_there")
    return anchors.located(anchor, lies)


def _tell_of_comment(work: Work, seen: Seen, row: Comment) -> None:
    """Whoever asks hears of comments to all, the secretariat of those to it alone: without those
    whom a member company has seconded, who may not read them."""
    if row.visibility == Visibility.COMMITTEE:
        people = news.requester(work, seen.request)
    else:
        people = work.db.exec(
            select(Person.id).where(
                col(Person.id).in_(list(news.keepers(work, seen.request))),
                col(Person.home_company_id).is_(None),
            )
        ).all()
    _tell(work, seen, people, "mail.comment_written")


def _tell_author(work: Work, seen: Seen, parent: Comment) -> None:
    if parent.as_requester:
        people = set(news.requester(work, seen.request))
    else:
        people = {parent.person_id} if parent.person_id else set()
    _tell(work, seen, people, "mail.comment_replied")


def _tell(work: Work, seen: Seen, people: Iterable[str], key: str) -> None:
    request = seen.request
    tell(work, people, key, f"/requests/{request.id}", title=news.named(request))
