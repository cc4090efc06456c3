"""What is done with findings: found, decided, marked by hand. Every change of the released text is
a decision about a finding, so that nothing changes without somebody having decided it."""

from dataclasses import dataclass

from foundation.errors import Invalid, NotFound, require
from foundation.work import Work
from proposals.directory import directory
from submissions import queries
from submissions.models import Review, ReviewFinding
from submissions.reviews import searching
from submissions.reviews.searching import (
    ACCEPT,
    KEEP,
    NEEDS_OWN_WORDS,
    REPLACE,
    Proposed,
)
from submissions.rules import may_decide

NAMED_REQUEST = "named_request"


@dataclass(frozen=True)
class Choice:
    """What an officer decides about a finding."""

    decision: str
    replacement: str = ""
    reason: str = ""


def search(work: Work, row: Review, texts: dict[str, str], speaking: dict[str, str]) -> None:
    """Search the texts, in place of what was found before; a decision is kept where the same
    passage is found again."""
    earlier = {(one.field, one.start, one.text): one for one in queries.findings(work.db, row.id)}
    members = directory(work.db)
    for one in earlier.values():
        work.db.delete(one)
    work.db.flush()
    for proposed in searching.search(texts, speaking, members):
        found = proposed.finding
        _add(work, row, proposed, earlier.get((found.field, found.start, found.text)))
    row.original, row.directory_version = texts, members.version
    rewrite(work, row)


def decide(work: Work, row: Review, finding_id: str, choice: Choice) -> None:
    """Decide one finding, or decide it anew.

    Raises Refused outside the review, Invalid where own words or the reason are missing.
    """
    require(may_decide(work.actor, queries.gate_facts(work.db, row, work.actor)))
    found = queries.finding(work.db, row.id, finding_id)
    if choice.decision == ACCEPT and found.kind in NEEDS_OWN_WORDS and found.decision != REPLACE:
        raise Invalid(replacement="review.own_words_needed")
    if choice.decision == REPLACE and not choice.replacement:
        raise Invalid(replacement="field.required")
    if choice.decision == KEEP and not choice.reason:
        raise Invalid(reason="review.keep_needs_reason")
    _decide(work, found, choice)
    rewrite(work, row)


def decide_certain(work: Work, row: Review) -> int:
    """Accept what is proposed where it takes no second thought; answers how many."""
    require(may_decide(work.actor, queries.gate_facts(work.db, row, work.actor)))
    open_ones = [one for one in queries.findings(work.db, row.id) if is_plain(one)]
    for one in open_ones:
        reason = NAMED_REQUEST if one.proposal == KEEP else ""
        _decide(work, one, Choice(one.proposal, reason=reason))
    rewrite(work, row)
    return len(open_ones)


def is_plain(found: ReviewFinding) -> bool:
    """Undecided, and either found with certainty or the named company's own to keep."""
    if found.decision or found.proposal == REPLACE:
        return False
    return found.certainty == "certain" or found.proposal == KEEP


def add_finding(work: Work, row: Review, field: str, passage: str, replacement: str) -> int:
    """Mark a passage by hand wherever it stands in the field, taking in what was found inside it;
    answers in how many places.

    Raises Invalid where it does not stand there, or cuts through something that was found.
    """
    require(may_decide(work.actor, queries.gate_facts(work.db, row, work.actor)))
    text = row.original.get(field)
    if text is None:
        raise NotFound
    places = _places(text, passage)
    if not places:
        raise Invalid(passage="review.passage_missing")
    for start in places:
        end = start + len(passage)
        clear(work, row, field, start, end)
        work.db.add(
            ReviewFinding(
                id=work.id("finding"), review_id=row.id, field=field, start=start, end=end,
                text=passage, kind="hand", source="hand", certainty="certain",
                reason="hand.marked", replacement=replacement, decision=REPLACE,
                decided_by_id=work.actor.id, decided_at=work.now,
            )
        )  # fmt: skip
    work.db.flush()
    rewrite(work, row)
    work.record(
        "review.mark", ("review", row.id),
        after={"field": field, "places": places, "replacement": replacement},
    )
    return len(places)


def _add(
    work: Work, row: Review, proposed: Proposed, earlier: ReviewFinding | None
) -> ReviewFinding:
    found = proposed.finding
    finding = ReviewFinding(
        id=work.id("finding"), review_id=row.id, field=found.field, start=found.start,
        end=found.end, text=found.text, kind=found.cls, source=found.source,
        certainty=found.certainty, reason=found.reason, member_id=found.member_id,
        replacement=found.replacement, proposal=proposed.proposal,
    )  # fmt: skip
    if earlier and earlier.decision:
        finding.decision, finding.decision_reason = earlier.decision, earlier.decision_reason
        finding.decided_by_id, finding.decided_at = earlier.decided_by_id, earlier.decided_at
        if earlier.decision == REPLACE:
            finding.replacement = earlier.replacement
    work.db.add(finding)
    return finding


def _decide(work: Work, found: ReviewFinding, choice: Choice) -> None:
    before = {"decision": found.decision, "replacement": found.replacement}
    found.decision, found.decision_reason = choice.decision, choice.reason
    if choice.decision == REPLACE:
        found.replacement = choice.replacement
    found.decided_by_id, found.decided_at = work.actor.id, work.now
    work.db.add(found)
    after = {"decision": found.decision, "replacement": found.replacement, "reason": choice.reason}
    work.record("review.decide", ("finding", found.id), before, after)


def clear(work: Work, row: Review, field: str, start: int, end: int) -> None:
    """Take away the findings within a passage. Raises Invalid for one that only overlaps it."""
    if cut_by(work, row, field, start, end):
        raise Invalid(passage="review.passage_cuts")
    for one in _touched(work, row, field, start, end):
        work.db.delete(one)
    work.db.flush()


def cut_by(work: Work, row: Review, field: str, start: int, end: int) -> bool:
    """Whether a passage would cut through a finding."""
    touched = _touched(work, row, field, start, end)
    return any(one.start < start or end < one.end for one in touched)


def _touched(
    work: Work, row: Review, field: str, start: int, end: int
) -> list[ReviewFinding]:
    return [
        one for one in queries.findings(work.db, row.id)
        if one.field == field and one.start < end and start < one.end
    ]


def _places(text: str, passage: str) -> list[int]:
    places, start = [], text.find(passage)
    while start >= 0:
        places.append(start)
        start = text.find(passage, start + len(passage))
    return places


def rewrite(work: Work, row: Review) -> None:
    """Write the released texts from the findings as they stand."""
    row.released = searching.released(row.original, queries.findings(work.db, row.id))
    work.db.add(row)
    work.db.flush()
