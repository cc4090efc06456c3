"""Disposing of comments; taking tables in: rule, change, journal, news, in that order."""

from foundation.errors import Invalid, require
from foundation.work import Work
from notifications.outbox import tell
from proposals.comment_table import queries, rules
from proposals.comment_table.models import Disposition, ImportedRow, TableUpload
from proposals.comment_table.planning import Plan, Planned
from proposals.comment_table.reading import Table
from proposals.comment_table.stages import BY_OUTCOME, Outcome
from proposals.deliberation import commenting
from proposals.deliberation import queries as deliberation
from proposals.deliberation.anchors import Anchor
from proposals.deliberation.discretion import keep_unnamed
from proposals.deliberation.kinds import CommentKind, Visibility
from proposals.deliberation.rules import Party
from proposals.drafting import news
from proposals.models import Comment
from proposals.queries import Seen


def dispose(
    work: Work, seen: Seen, comment_id: str, outcome: Outcome, reason: str,
    duplicate_of: str | None,
) -> Disposition:
    """Say what becomes of a comment. Said again it replaces what was said; the journal keeps both.

    Raises NotFound for a comment this actor may not read and for a reply, Refused for who may not.
    """
    who = party(work, seen)
    comment = _root(work, seen, who, comment_id)
    line = BY_OUTCOME[outcome]
    require(rules.may_dispose(who, line))
    keep_unnamed(work, seen, reason=reason)
    given = queries.dispositions(work.db, seen.request.id)
    other = _other(work, seen, who, comment, duplicate_of, given) if line.refers else None
    return _say(work, seen, who, comment, outcome, reason, other, given)


def _say(
    work: Work, seen: Seen, who: Party, comment: Comment, outcome: Outcome, reason: str,
    other: Comment | None, given: dict[str, Disposition],
) -> Disposition:
    row = given.get(comment.id)
    before = _journalled(row) if row else None
    if row is None:
        row = Disposition(
            id=work.id("disposition"), comment_id=comment.id, request_id=seen.request.id,
            value="", reason="", by="", at=work.now,
        )  # fmt: skip
    row.value, row.reason, row.at = outcome.value, reason, work.now
    row.by = rules.side(who, BY_OUTCOME[outcome]).value
    row.duplicate_of_id = other.id if other else None
    work.db.add(row)
    work.record("comment.dispose", ("comment", comment.id), before, _journalled(row))
    holder = [comment.person_id] if comment.person_id else []
    people = news.requester(work, seen.request) if comment.as_requester else holder
    tell(
        work, people, "mail.comment_disposed", f"/requests/{seen.request.id}/comment-table",
        title=news.named(seen.request),
    )  # fmt: skip
    return row


def keep_table(work: Work, seen: Seen, file_name: str, table: Table) -> TableUpload:
    """Keep what was read of a file until it is confirmed; an older one of the same person goes."""
    require(rules.may_send_table(party(work, seen)))
    row = TableUpload(
        id=work.id("table_upload"), request_id=seen.request.id, person_id=work.actor.id,
        version=seen.request.latest, file_name=file_name[:120],
        rows={
            "rows": [[one.line, one.cells] for one in table.rows],
            "faults": [
                [one.line, one.column, one.key, one.params, one.warns] for one in table.faults
            ],
        },
        at=work.now,
    )  # fmt: skip
    work.db.add(row)
    return row


def take(work: Work, seen: Seen, row: TableUpload, plan: Plan) -> int:
    """Write the comments and dispositions of a table in which nothing is wrong; how many. Rows
    taken before, from this file or another, are passed over, and so is what stands already.

    Raises Refused for who may not, Invalid where a row is wrong.
    """
    who = party(work, seen)
    require(rules.may_send_table(who))
    if plan.errors:
        raise Invalid(file="table.has_faults")
    written: dict[str, str] = {}
    for one in plan.new:
        comment = _write(work, seen, one, row.version, own=not rules.enters_for_others(who))
        work.db.flush()
        work.db.add(
            ImportedRow(comment_id=comment.id, request_id=seen.request.id, digest=one.digest)
        )
        written[one.digest] = comment.id
    _dispose_all(work, seen, who, plan, written)
    work.record(
        "comments.import", ("request", seen.request.id),
        after={"version": row.version, "rows": len(plan.new), "known": plan.known,
               "dispositions": len(plan.dispositions)},
    )  # fmt: skip
    work.db.delete(row)
    return len(plan.new) + len(plan.dispositions)


def _dispose_all(
    work: Work, seen: Seen, who: Party, plan: Plan, written: dict[str, str]
) -> None:
    """Say what a table says becomes of comments, by the rules that hold for each alone."""
    if not plan.dispositions:
        return
    comments = {row.id: row for row in deliberation.comments(work, seen, who)}
    given = queries.dispositions(work.db, seen.request.id)
    for one in plan.dispositions:
        require(rules.may_dispose(who, BY_OUTCOME[one.outcome]))
        keep_unnamed(work, seen, reason=one.reason)
        comment = comments[one.comment_id or written[one.digest]]
        other = comments[one.duplicate_of] if one.duplicate_of else None
        _say(work, seen, who, comment, one.outcome, one.reason, other, given)


def party(work: Work, seen: Seen) -> Party:
    return deliberation.party_of(work, seen, deliberation.newest_round(work.db, seen.request.id))


def _write(work: Work, seen: Seen, one: Planned, version: int, *, own: bool) -> Comment:
    anchor = Anchor(section=one.section, block=one.block)
    kind = CommentKind(one.kind)
    if own:
        return commenting.comment(
            work, seen, one.text, kind, Visibility.COMMITTEE, anchor, version, one.proposed
        )
    return commenting.enter(
        work, seen, one.company_id, one.text, kind, anchor, version, one.proposed
    )


def _root(work: Work, seen: Seen, who: Party, comment_id: str) -> Comment:
    row = deliberation.comment(work, seen, who, comment_id)
    if row.parent_id is not None:
        raise Invalid(outcome="disposition.reply")
    return row


def _other(
    work: Work, seen: Seen, who: Party, comment: Comment, other_id: str | None,
    given: dict[str, Disposition],
) -> Comment:
    if not other_id:
        raise Invalid(duplicate_of="field.required")
    other = _root(work, seen, who, other_id)
    said = given.get(other.id)
    verdict = rules.may_refer(
        other.id == comment.id, bool(said and said.value == Outcome.DUPLICATE)
    )
    if not verdict:
        raise Invalid(duplicate_of=verdict.reason)
    return other


def _journalled(row: Disposition) -> dict[str, object]:
    return {"value": row.value, "reason": row.reason, "duplicate_of": row.duplicate_of_id,
            "by": row.by}  # fmt: skip
