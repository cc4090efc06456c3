"""Preparing a letter: what stands over it, its texts, the answers to reasons of refusal."""

from typing import Any

from foundation.errors import Invalid, Refused, Stale, require
from foundation.work import Work
from submissions.departures.models import Departure
from submissions.departures.rules import Batches
from submissions.letter_drafts import queries
from submissions.letter_drafts.forms import Draft, Rebuttal
from submissions.letter_drafts.models import LetterDraft
from submissions.letter_drafts.rules import may_answer_reasons, may_change, may_prepare
from submissions.letters import actions as letters
from submissions.letters.actions import Head
from submissions.rendering.paper import lines

_HEAD = ("kind", "title_ja", "addressee", "sender", "number", "order", "annex")


def prepare(work: Work, form: Draft) -> LetterDraft:
    """A new draft. Raises Refused."""
    require(may_prepare(work.actor))
    row = LetterDraft(
        id=work.id("letter_draft"), changed_by_id=work.actor.id, changed_at=work.now,
        **_told(form),
    )  # fmt: skip
    work.db.add(row)
    work.record("letter_draft.prepare", ("letter_draft", row.id), after=_told(form))
    return row


def edit(work: Work, row: LetterDraft, form: Draft) -> None:
    """Raises Refused once it was released, Stale where somebody saved meanwhile."""
    require(may_change(work.actor, released=queries.is_released(work.db, row)))
    told = _told(form)
    before = {name: getattr(row, name) for name in told}
    if form.revision != row.revision:
        raise Stale(
            {"title_ja": form.title_ja, "opening": form.opening or ""},
            {"title_ja": row.title_ja, "opening": row.opening},
        )
    for name, value in told.items():
        setattr(row, name, value)
    _changed(work, row)
    work.record("letter_draft.edit", ("letter_draft", row.id), before=before, after=told)


def gather(work: Work, row: LetterDraft, reviews: list[str]) -> None:
    """Gather exactly these texts. Raises Refused, and Invalid for one that can't be gathered."""
    require(may_change(work.actor, released=queries.is_released(work.db, row)))
    ready = {one.id for one in queries.ready(work.db)}
    if not set(reviews) <= ready:
        raise Invalid(reviews="field.unknown_choice")
    row.reviews = sorted(set(reviews))
    row.repeats = {one: told for one, told in row.repeats.items() if one in row.reviews}
    _changed(work, row)
    work.record("letter_draft.gather", ("letter_draft", row.id), after={"reviews": row.reviews})


def answer_reason(work: Work, row: LetterDraft, review_id: str, form: Rebuttal) -> None:
    """Add our answer to a reason of refusal; to one that has an answer, in its place."""
    _may_answer(work, row, review_id)
    told = [pair for pair in row.repeats.get(review_id, []) if pair[0] != form.reason]
    row.repeats = row.repeats | {review_id: [*told, [form.reason, form.comment]]}
    _changed(work, row)
    work.record(
        "letter_draft.answer_reason", ("letter_draft", row.id),
        after={"reason": form.reason, "comment": form.comment},
    )


def remove_answer(work: Work, row: LetterDraft, review_id: str, place: int) -> None:
    """Take out the answer at a place. Raises Invalid where there is none."""
    _may_answer(work, row, review_id)
    told = list(row.repeats.get(review_id, []))
    if place > len(told):
        raise Invalid(place="field.unknown_choice")
    reason, comment = told.pop(place - 1)
    row.repeats = row.repeats | {review_id: told}
    _changed(work, row)
    work.record(
        "letter_draft.remove_answer", ("letter_draft", row.id),
        before={"reason": reason, "comment": comment},
    )


def release(
    work: Work, row: LetterDraft, override_reason: str, batches: Batches
) -> Departure:
    """Release the letter by the rules of every release. Raises Refused."""
    require(may_change(work.actor, released=queries.is_released(work.db, row)))
    rows = queries.gathered(work.db, row)
    if not rows:
        raise Refused("letter_draft.empty")
    if len(rows) != len(row.reviews):
        raise Refused("letter_draft.incomplete")
    departure = letters.release(work, rows, head(row, override_reason), batches)
    row.departure_id = departure.id
    _changed(work, row)
    return departure


def head(row: LetterDraft, override_reason: str = "") -> Head:
    """What stands over the letter of a draft."""
    return Head(
        **{name: getattr(row, name) for name in _HEAD}, title_en=row.title_en,
        override_reason=override_reason, copies=list(row.copies), opening=row.opening,
        attachments=list(row.attachments), repeats=dict(row.repeats),
    )  # fmt: skip


def _told(form: Draft) -> dict[str, Any]:
    return {
        **{name: getattr(form, name) for name in _HEAD},
        "title_en": form.title_en or "", "opening": form.opening or "",
        "copies": list(lines(form.copies or "")),
        "attachments": list(lines(form.attachments or "")),
    }  # fmt: skip


def _may_answer(work: Work, row: LetterDraft, review_id: str) -> None:
    require(may_change(work.actor, released=queries.is_released(work.db, row)))
    require(may_answer_reasons(row.kind))
    if review_id not in row.reviews:
        raise Refused("letter_draft.not_gathered")


def _changed(work: Work, row: LetterDraft) -> None:
    row.revision += 1
    row.changed_by_id, row.changed_at = work.actor.id, work.now
    work.db.add(row)
