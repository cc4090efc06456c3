"""Writing in a company room. The journal says that a company wrote, never what."""

from typing import Any

from committees.queries import company_people
from foundation.actor import Standing
from foundation.dates import day_in_japan
from foundation.errors import Stale, require
from foundation.verdict import Verdict
from foundation.work import Work
from notifications.outbox import tell
from proposals.rooms import queries, rules
from proposals.rooms.approval import wants_approval
from proposals.rooms.models import RoomDraft, RoomNote, RoomRule, RoomStep


def set_approval(work: Work, wanted: bool) -> None:
    """Whether the company's answers need its representative's approval. Raises Refused."""
    company_id = queries.company_of(work.actor)
    require(rules.may_set_approval(work.actor))
    row = queries.rule(work) or RoomRule(
        company_id=company_id, approval=wanted, person_id=work.actor.id, changed_at=work.now
    )
    row.approval, row.person_id, row.changed_at = wanted, work.actor.id, work.now
    work.db.add(row)
    work.record("room.set_approval", ("company", company_id), after={"approval": wanted})


def save(work: Work, subject_id: str, values: Any, base: int, *, state: str = "") -> RoomDraft:
    """Keep what the company is about to say. Whoever calls has seen that it may be written.

    Raises Stale where a colleague saved since revision `base`: nobody overwrites unseen.
    """
    company_id = queries.company_of(work.actor)
    row = queries.draft(work, subject_id)
    if row is None:
        row = RoomDraft(
            id=work.id("room_draft"), company_id=company_id, subject_id=subject_id, values=values,
            revision=1, state=state or rules.WRITING, person_id=work.actor.id,
            changed_at=work.now,
        )  # fmt: skip
    else:
        changed = row.values != values
        if changed and base != row.revision:
            raise Stale(mine={}, theirs={})
        row.revision += changed
        row.values, row.person_id, row.changed_at = values, work.actor.id, work.now
        row.state = state or (rules.WRITING if changed else row.state)
    work.db.add(row)
    work.db.flush()
    work.record("room.save", ("company", company_id), after={"draft": row.id,
                                                            "revision": row.revision})  # fmt: skip
    return row


def ask(
    work: Work, subject_id: str, values: Any, base: int, open_: Verdict, link: str
) -> None:
    """Save, and ask the representative for approval. Raises Refused or Stale."""
    company_id = queries.company_of(work.actor)
    require(rules.may_ask(open_, approval=wants_approval(work.db, company_id)))
    save(work, subject_id, values, base, state=rules.ASKED)
    _step(work, subject_id, rules.ASKED)
    day = day_in_japan(work.now)
    people = company_people(work.db, company_id, day, Standing.REPRESENTATIVE)
    tell(work, people, "mail.room_asked", link)


def give_back(work: Work, subject_id: str, note: str, link: str) -> None:
    """The representative returns the draft with a note. Raises Refused."""
    queries.company_of(work.actor)
    row = queries.draft(work, subject_id)
    require(rules.may_return(work.actor, row.state if row else ""))
    assert row is not None, "the rule has seen it"
    writer = row.person_id
    row.state = rules.RETURNED
    work.db.add(row)
    _step(work, subject_id, rules.RETURNED, note)
    tell(work, [writer], "mail.room_returned", link)


def given(work: Work, subject_id: str, values: Any, base: int) -> None:
    """What the company has said stands in its room as well, with who said it."""
    save(work, subject_id, values, base, state=rules.GIVEN)
    _step(work, subject_id, rules.GIVEN)


def note(work: Work, subject_id: str, text: str) -> RoomNote:
    """A note among colleagues."""
    row = RoomNote(
        id=work.id("room_note"), company_id=queries.company_of(work.actor),
        subject_id=subject_id, text=text, person_id=work.actor.id, created_at=work.now,
    )  # fmt: skip
    work.db.add(row)
    work.db.flush()
    work.record("room.note", ("company", row.company_id), after={"note": row.id})
    return row


def _step(work: Work, subject_id: str, step: str, note: str = "") -> None:
    row = RoomStep(
        id=work.id("room_step"), company_id=queries.company_of(work.actor),
        subject_id=subject_id, step=step, note=note, person_id=work.actor.id,
        created_at=work.now,
    )  # fmt: skip
    work.db.add(row)
    work.db.flush()
    work.record(f"room.{step}", ("company", row.company_id), after={"step": row.id})
