"""What an official does: answer a point, ask back. Written to the release store, with the desk's
own journal; our side collects both from there."""

from foundation.dates import day_in_japan
from foundation.errors import Invalid, require
from foundation.work import Work
from ministry import queries
from ministry.forms import Question as QuestionForm
from ministry.forms import Reply as ReplyForm
from ministry.rules import is_current, may_answer
from submissions.release_store import Item, Point, Question, Reply


def reply(work: Work, point: Point, form: ReplyForm) -> Reply:
    """Answer a point; an earlier answer stays as an earlier revision.

    Raises Invalid where the reason is missing, Refused when somebody answered meanwhile.
    """
    verdict = may_answer(form.outcome, form.reason or "")
    if not verdict:
        raise Invalid(reason=verdict.reason)
    newest = queries.newest_revision(work.db, point.id)
    require(is_current(form.based_on, newest))
    row = Reply(
        id=work.id("reply"),
        point_id=point.id,
        revision=newest + 1,
        outcome=form.outcome,
        text=form.text,
        reason=form.reason or "",
        measure=form.measure or "",
        measure_day=form.measure_day or "",
        effective_day=form.effective_day,
        provision=form.provision or "",
        replied_day=day_in_japan(work.now),
        official_id=work.actor.id,
    )
    work.db.add(row)
    work.record(
        "reply", ("point", point.id), {"revision": newest},
        {"revision": row.revision, "outcome": row.outcome, "text": row.text},
    )
    return row


def ask(work: Work, item: Item, form: QuestionForm) -> Question:
    """Ask back on an item. To whom the question goes only the members' side knows."""
    row = Question(
        id=work.id("question"),
        item_id=item.id,
        text=form.text,
        asked_day=day_in_japan(work.now),
        official_id=work.actor.id,
    )
    work.db.add(row)
    work.record("ask", ("item", item.id), after={"question": row.id, "text": row.text})
    return row
