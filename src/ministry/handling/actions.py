"""Taking a request in and handing it on. Each is a step that is kept."""

from collections.abc import Iterable
from datetime import date

from foundation.dates import day_in_japan
from foundation.errors import Invalid
from foundation.work import Work
from ministry import queries
from ministry.handling.forms import HandOn
from ministry.handling.rules import may_be_due, may_hand_to
from ministry.mails import outbox
from ministry.models import Handling, HandlingStep
from submissions.release_store import Item, Official, Section

ACKNOWLEDGE, STUDY, HAND_ON = "acknowledge", "study", "hand on"


def acknowledge(work: Work, items: Iterable[Item], day: date | None = None) -> int:
    """Say that the ministry has received these items, today or on another day; those it has said
    so of are left alone. Answers how many were new."""
    day, taken_in = day or day_in_japan(work.now), 0
    for item in items:
        row = queries.progress(work.db, item.id)
        if row.received_day is None:
            row.received_day = day
            work.db.add(row)
            _step(work, _handling(work, item), ACKNOWLEDGE, day=day)
            work.record("acknowledge", ("item", item.id))
            taken_in += 1
    return taken_in


def study(work: Work, item: Item, day: date | None = None) -> bool:
    """Say that the ministry has taken an item under study, today or on another day; whoever
    studies it has received it. Answers whether that was new."""
    row = queries.progress(work.db, item.id)
    if row.study_day is not None:
        return False
    row.study_day = day = day or day_in_japan(work.now)
    row.received_day = row.received_day or row.study_day
    work.db.add(row)
    _step(work, _handling(work, item), STUDY, day=day)
    work.record("study", ("item", item.id))
    return True


def hand_on(work: Work, item: Item, form: HandOn) -> bool:
    """Give an item to a section or a person, with a day until which it is due. Whoever has it
    has taken it in. Answers whether anything changed or was noted.

    Raises Invalid for somebody the ministry does not have and for a day that is past.
    """
    official = work.db.get(Official, form.official) if form.official else None
    section_id = form.section or (official.section_id if official else None)
    row = _handling(work, item)
    _judge(work, form, official, section_id, row.due_day)
    before = _told(row)
    row.section_id, row.official_id, row.due_day = section_id, form.official, form.due_day
    if _told(row) == before and not form.note:
        return False
    progress = queries.progress(work.db, item.id)
    progress.received_day = progress.received_day or day_in_japan(work.now)
    work.db.add(row)
    work.db.add(progress)
    _step(work, row, HAND_ON, form.note or "")
    work.record("hand_on", ("item", item.id), before, _told(row) | {"note": form.note or ""})
    if official is not None and official.id != work.actor.id and before["official"] != official.id:
        outbox.tell(work, official, "mail.handed_on", f"/items/{item.id}", title=item.title_ja)
    return True


def _judge(
    work: Work, form: HandOn, official: Official | None, section_id: str | None,
    due_before: date | None,
) -> None:
    section = work.db.get(Section, section_id) if section_id else None
    verdict = may_hand_to(
        section_exists=not section_id or (section is not None and section.active),
        official_exists=not form.official or (official is not None and official.active),
    )
    if not verdict:
        named = "section" if verdict.reason == "handling.no_such_section" else "official"
        raise Invalid(**{named: verdict.reason})
    # Somebody else may take over what is late already.
    due = may_be_due(form.due_day, day_in_japan(work.now))
    if not due and form.due_day != due_before:
        raise Invalid(due_day=due.reason)


def _handling(work: Work, item: Item) -> Handling:
    return queries.handling(work.db, item.id) or Handling(item_id=item.id)


def _told(row: Handling) -> dict[str, str]:
    return {
        "section": row.section_id or "",
        "official": row.official_id or "",
        "due": row.due_day.isoformat() if row.due_day else "",
    }


def _step(
    work: Work, row: Handling, kind: str, note: str = "", day: date | None = None
) -> None:
    earlier = queries.steps(work.db, row.item_id)
    work.db.flush()
    work.db.add(
        HandlingStep(
            id=work.id("handling_step"), item_id=row.item_id, kind=kind, note=note,
            place=earlier[0].place + 1 if earlier else 1, day=day or day_in_japan(work.now),
            by_id=work.actor.id, section_id=row.section_id, official_id=row.official_id,
            due_day=row.due_day,
        )
    )  # fmt: skip
    work.db.flush()
