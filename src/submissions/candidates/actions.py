"""What officers put down about the count: consent, exceptions, better words, the body's number."""

from typing import Any

from anonymizer.stated import item_of
from foundation.dates import day_in_japan
from foundation.errors import Invalid, NotFound, Refused, require
from foundation.work import Work
from submissions import queries
from submissions.candidates import counting
from submissions.candidates.counting import Candidates
from submissions.candidates.models import GateSetting, ReviewException
from submissions.candidates.queries import SETTING, exception, known, smallest_group, standing
from submissions.candidates.rules import (
    TO_CONFIRM,
    ExceptionKind,
    may_confirm,
    may_record,
    may_settle,
)
from submissions.gathering import gather
from submissions.models import Review
from submissions.preview import preview
from submissions.reviews import marking


def count(work: Work, row: Review) -> list[Candidates]:
    """Who fits what the released texts say now, for each hidden company."""
    request = queries.request_of(work.db, row)
    speaking = gather(work.db, request, day_in_japan(work.now)).open
    return counting.count(
        work.db, row, request, speaking, queries.findings(work.db, row.id)
    )


def record_consent(work: Work, row: Review, speaker: str, reason: str) -> None:
    """The company agrees to say what so few fit. Raises Refused where enough fit anyway."""
    _open(work, row)
    found = _of(work, row, speaker)
    if not found.too_few:
        raise Refused("candidates.enough")
    whole = found.whole
    _add(work, row, ExceptionKind.CONSENT, speaker, reason, {
        "stated": sorted(found.counted.items()), "singular": sorted(found.singular),
        "groups": whole.groups if whole else None, "members": whole.members if whole else None,
    })


def dismiss(
    work: Work, row: Review, speaker: str, attribute: str, value: str, reason: str
) -> None:
    """These words say nothing of the company. A second officer has to agree."""
    _open(work, row)
    found = _of(work, row, speaker)
    if not any(
        (one.stated.attribute, one.stated.value) == (attribute, value) and not one.dismissed
        for one in found.places
    ):
        raise NotFound
    _add(
        work, row, ExceptionKind.NOT_STATED, counting.subject_of(speaker, attribute, value),
        reason, {"speaker": speaker, "attribute": attribute, "value": value},
    )


def add_stated(
    work: Work, row: Review, speaker: str, attribute: str, value: str, reason: str
) -> None:
    """The text says something of the company that no search has found.

    Raises Invalid for a value that no member of the directory has.
    """
    _open(work, row)
    _of(work, row, speaker)
    told = item_of(value) or value if attribute == "items" else value
    values = {
        one for own in known(work.db).attributes.values()
        for held in (own.get(attribute, ()),)
        for one in ((held,) if isinstance(held, str) else held)
    }
    if told not in values:
        raise Invalid(value="candidates.unknown_value")
    _add(
        work, row, ExceptionKind.STATED, counting.subject_of(speaker, attribute, told), reason,
        {"speaker": speaker, "attribute": attribute, "value": told},
    )


def record_false_hit(work: Work, row: Review, subject: str, reason: str) -> None:
    """The last look took other words for a name. A second officer has to agree.

    Raises Invalid where the last look sees nothing of the kind.
    """
    _open(work, row)
    seen = {one.subject: one for one in preview(work, row).residue}
    if subject not in seen:
        raise Invalid(subject="field.unknown_choice")
    hit = seen[subject]
    _add(
        work, row, ExceptionKind.FALSE_HIT, subject, reason,
        {"field": hit.field, "key": hit.key, "excerpt": hit.excerpt},
    )


def withdraw(work: Work, row: Review, exception_id: str) -> None:
    """Take an exception back; it stays readable as withdrawn."""
    _open(work, row)
    one = exception(work.db, row.id, exception_id)
    one.withdrawn_by_id, one.withdrawn_at = work.actor.id, work.now
    work.db.add(one)
    work.db.flush()
    work.record("review.withdraw_exception", ("review", row.id), after={"exception": one.id})


def confirm(work: Work, row: Review, exception_id: str) -> None:
    """A second officer agrees, for exactly the bytes that are to leave. Raises Refused."""
    one = exception(work.db, row.id, exception_id)
    if one.kind not in TO_CONFIRM:
        raise NotFound
    require(
        may_confirm(work.actor, queries.gate_facts(work.db, row, work.actor), one.person_id)
    )
    one.confirmed_by_id, one.confirmed_at = work.actor.id, work.now
    one.confirmed_hash = row.package_hash
    work.db.add(one)
    work.record(
        "review.confirm_exception", ("review", row.id),
        after={"exception": one.id, "hash": row.package_hash},
    )


def generalise(work: Work, row: Review, speaker: str, words: str, instead: str) -> int:
    """Broader words in place of what is stated; answers in how many places."""
    return marking.soften(work, row, _of(work, row, speaker).fields, words, instead)


def settle(work: Work, smallest: int) -> None:
    """From so many groups of companies on a text may leave without the company's agreement."""
    require(may_settle(work.actor))
    before = smallest_group(work.db)
    row = work.db.get(GateSetting, SETTING) or GateSetting(id=SETTING, smallest_group=smallest)
    row.smallest_group = smallest
    work.db.add(row)
    work.record(
        "gate.settle", ("gate_setting", SETTING), {"smallest": before}, {"smallest": smallest}
    )


def _open(work: Work, row: Review) -> None:
    require(may_record(work.actor, queries.gate_facts(work.db, row, work.actor)))


def _of(work: Work, row: Review, speaker: str) -> Candidates:
    for one in count(work, row):
        if one.speaker == speaker:
            return one
    raise NotFound


def _add(
    work: Work, row: Review, kind: ExceptionKind, subject: str, reason: str, told: dict[str, Any]
) -> None:
    if any(one.subject == subject for one in standing(work.db, row.id, kind)):
        if kind is not ExceptionKind.CONSENT:
            raise Refused("candidates.recorded")
    work.db.add(
        ReviewException(
            id=work.id("exception"), review_id=row.id, kind=kind.value, subject=subject,
            told=told, reason=reason, person_id=work.actor.id, at=work.now,
        )
    )  # fmt: skip
    work.db.flush()
    work.record(
        "review.record_exception", ("review", row.id),
        after={"kind": kind.value, "subject": subject, "told": told, "reason": reason},
    )
