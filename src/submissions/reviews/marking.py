"""What is done with findings: found, decided, marked by hand. Every change of the released text is
a decision about a finding, so that nothing changes without somebody having decided it."""

from dataclasses import dataclass

from sqlmodel import Session

from anonymizer.stated import light
from foundation.dates import day_in_japan
from foundation.errors import Invalid, NotFound, require
from foundation.work import Work
from proposals.directory import directory
from submissions import fields, queries
from submissions.attachments.queries import labels
from submissions.candidates.counting import hidden_speakers
from submissions.gathering import gather
from submissions.models import Review, ReviewFinding
from submissions.reviews import searching
from submissions.reviews.models import ReviewDecision
from submissions.reviews.searching import (
    ACCEPT,
    KEEP,
    NEEDS_OWN_WORDS,
    REPLACE,
    Proposed,
)
from submissions.reviews.style import examine, plain, prose
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
    members, beside = directory(work.db), labels(work.db, row.files)
    for one in earlier.values():
        work.db.delete(one)
    work.db.flush()
    for proposed in searching.search(texts, speaking, members, beside):
        found = proposed.finding
        _add(work, row, proposed, earlier.get((found.field, found.start, found.text)))
    row.original, row.directory_version = texts, members.version
    rewrite(work, row)
    row.style = examine(work.db, row)
    work.db.add(row)


def numbered(db: Session, row: Review) -> list[tuple[int, ReviewFinding]]:
    """The findings in the order of the text, each with the number it has on the page."""
    return list(enumerate(fields.in_order(queries.findings(db, row.id)), 1))


def next_undecided(db: Session, row: Review, finding_id: str) -> int | None:
    """The number of the finding to be decided after this one: the next open one, or the first."""
    found = numbered(db, row)
    at = next((number for number, one in found if one.id == finding_id), 0)
    undecided = [number for number, one in found if not one.decision]
    return next((number for number in undecided if number > at), next(iter(undecided), None))


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
    """Mark a passage by hand wherever it stands in the field (file_1: anywhere in the file), taking
    in what was found inside it; answers in how many places.

    Raises Invalid where it does not stand there, or cuts through something that was found.
    """
    require(may_decide(work.actor, queries.gate_facts(work.db, row, work.actor)))
    names = fields.within(field, row.original)
    if not names:
        raise NotFound
    found = [(name, start) for name in names for start in _places(row.original[name], passage)]
    if not found:
        raise Invalid(passage="review.passage_missing")
    for name, start in found:
        clear(work, row, name, start, start + len(passage))
        _mark(work, row, name, start, passage, replacement)
    work.db.flush()
    rewrite(work, row)
    work.record(
        "review.mark", ("review", row.id),
        after={"field": field, "places": found, "replacement": replacement},
    )
    return len(found)


def soften(work: Work, row: Review, names: tuple[str, ...], words: str, instead: str) -> int:
    """Write `instead` wherever the released texts of these fields have `words`, in whatever width;
    answers in how many places. What stood in a replacement is decided anew, the rest is marked.

    Raises Invalid where nothing can be replaced in one go: a person has to find better words.
    """
    require(may_decide(work.actor, queries.gate_facts(work.db, row, work.actor)))
    found, places = queries.findings(work.db, row.id), 0
    for name in names:
        here, end = [one for one in found if one.field == name], 0
        for one in (*here, None):
            start = one.start if one else len(row.original[name])
            for place in _places(light(row.original[name][end:start]), light(words)):
                begin = end + place
                passage = row.original[name][begin:begin + len(words)]
                _mark(work, row, name, begin, passage, instead)
                places += 1
            if one:
                places += _soften_one(work, one, words, instead)
                end = one.end
    if not places:
        raise Invalid(instead="candidates.by_hand")
    work.db.flush()
    rewrite(work, row)
    work.record(
        "review.soften", ("review", row.id),
        after={"words": words, "instead": instead, "places": places},
    )
    return places


def _soften_one(work: Work, one: ReviewFinding, words: str, instead: str) -> bool:
    kept = (one.decision or one.proposal) == KEEP
    standing = one.text if kept else one.replacement
    if words not in standing:
        return False
    _decide(work, one, Choice(REPLACE, standing.replace(words, instead)))
    return True


def _mark(
    work: Work, row: Review, field: str, start: int, passage: str, replacement: str
) -> None:
    found = ReviewFinding(
        id=work.id("finding"), review_id=row.id, field=field, start=start,
        end=start + len(passage), text=passage, kind="hand", source="hand", certainty="certain",
        reason="hand.marked", replacement=replacement, decision=REPLACE,
        decided_by_id=work.actor.id, decided_at=work.now,
    )  # fmt: skip
    work.db.add(found)
    _remember(work, found)


def _remember(work: Work, found: ReviewFinding) -> None:
    """Every decision stays readable, whatever is decided later."""
    work.db.add(
        ReviewDecision(
            id=work.id("decision"), review_id=found.review_id, field=found.field,
            start=found.start, text=found.text, kind=found.kind, source=found.source,
            decision=found.decision, replacement="" if found.decision == KEEP
            else found.replacement, reason=found.decision_reason, person_id=work.actor.id,
            at=work.now,
        )
    )  # fmt: skip


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
    _remember(work, found)
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
    """Write the released texts from the findings as they stand, in the plain form if chosen."""
    row.released = searching.released(row.original, queries.findings(work.db, row.id))
    if row.plain:
        row.released = plain(row.released, plain_fields(work, row))
    work.db.add(row)
    work.db.flush()


def plain_fields(work: Work, row: Review) -> frozenset[str]:
    """Fields in which a hidden company speaks and whose form may be changed."""
    request = queries.request_of(work.db, row)
    speaking = gather(work.db, request, day_in_japan(work.now)).open
    speakers = hidden_speakers(row, request, speaking)
    return frozenset[str]().union(*map(prose, speakers.values()))


def choose_form(work: Work, row: Review, *, as_plain: bool) -> None:
    """Put the released texts into the body's plain form, or take it off, and look again how well
    the style would be recognised."""
    require(may_decide(work.actor, queries.gate_facts(work.db, row, work.actor)))
    row.plain = as_plain
    rewrite(work, row)
    row.style = examine(work.db, row)
    work.db.add(row)
    work.record("review.choose_form", ("review", row.id), after={"plain": as_plain})
