"""The count and the exceptions in the reader's words."""

from collections.abc import Callable

from anonymizer.k import Offer, Row
from anonymizer.stated import NEUTRAL
from identity.models import Person
from submissions import fields, queries
from submissions.candidates.counting import ASKER, Candidates, Placed, base
from submissions.candidates.models import ReviewException
from submissions.candidates.queries import exceptions, to_confirm
from submissions.candidates.rules import TO_CONFIRM, ExceptionKind, may_confirm
from submissions.candidates.views import (
    CandidatesView,
    ExceptionView,
    FitRow,
    StatedView,
    ToConfirm,
)
from submissions.models import Review
from web.visit import Visit

SENT_AS = "asker"


def shown(
    visit: Visit, found: Candidates, label: Callable[[str], str]
) -> CandidatesView:
    """One company's count, the rows with the fewest first."""
    whole = found.whole
    rows = sorted(found.rows, key=lambda row: (row.groups, len(row.stated)))
    return CandidatesView(
        speaker=found.speaker or SENT_AS,
        speaker_label=(
            fields.label(visit, found.speaker) if found.speaker != ASKER
            else visit.t("candidates.asker")
        ),
        smallest=found.smallest,
        fewest=whole.groups if whole else None,
        members=whole.members if whole else None,
        one_group=whole is not None and whole.groups < min(whole.members, found.smallest),
        stated=_stated(visit, found, label),
        rows=[_row(visit, row) for row in rows],
        singular=list(found.singular),
        uncounted=[visit.t(f"attribute.{base(one)}") for one in found.uncounted],
        too_few=found.too_few,
        consented=not found.too_few
        and bool(found.singular or (whole and whole.groups < found.smallest)),
    )


def kept_with(visit: Visit, row: Review) -> list[ExceptionView]:
    """All exceptions of a review, withdrawn ones too."""
    return [
        ExceptionView(
            id=one.id,
            kind=one.kind,
            kind_label=visit.t(f"exception.{one.kind}"),
            about=about(visit, one),
            reason=one.reason,
            by=_person(visit, one.person_id),
            at=one.at,
            confirmed_by=_person(visit, one.confirmed_by_id),
            confirmed=bool(one.confirmed_hash) and one.confirmed_hash == row.package_hash,
            withdrawn=one.withdrawn_at is not None,
            needs_confirmation=one.kind in TO_CONFIRM,
        )
        for one in exceptions(visit.work.db, row.id)
    ]


def asked_of_second(visit: Visit, row: Review) -> list[ToConfirm]:
    """What whoever releases has to look at first."""
    facts = queries.gate_facts(visit.work.db, row, visit.work.actor)
    return [
        ToConfirm(
            id=one.id,
            kind_label=visit.t(f"exception.{one.kind}"),
            about=about(visit, one),
            reason=one.reason,
            confirmed=one.confirmed_hash == row.package_hash,
            may_confirm=visit.may(may_confirm(visit.work.actor, facts, one.person_id)),
        )
        for one in to_confirm(visit.work.db, row.id)
    ]


def about(visit: Visit, one: ReviewException) -> str:
    """What an exception is about, in words."""
    told = one.told
    if one.kind == ExceptionKind.FALSE_HIT:
        return visit.t("exception.about.false_hit", name=told["key"], excerpt=told["excerpt"])
    if one.kind == ExceptionKind.CONSENT:
        said = [value_label(visit, base(name), value) for name, value in told["stated"]]
        return visit.t("site.comma").join([*said, *told["singular"]])
    return visit.t(
        "exception.about.stated", attribute=visit.t(f"attribute.{told['attribute']}"),
        value=value_label(visit, told["attribute"], told["value"]),
    )


def value_label(visit: Visit, attribute: str, value: str) -> str:
    """A value as people write it; sizes are codes in the directory."""
    return visit.t(f"company.size.{value}") if attribute == "size" else value


def _stated(
    visit: Visit, found: Candidates, label: Callable[[str], str]
) -> list[StatedView]:
    told: dict[tuple[str, str, str], StatedView] = {}
    counted = {(base(name), value) for name, value in found.counted.items()}
    for one in found.places:
        key = (one.stated.attribute, one.stated.value, one.stated.text)
        if key in told:
            continue
        counts = (one.stated.attribute, one.stated.value) in counted and not one.dismissed
        told[key] = StatedView(
            attribute=one.stated.attribute,
            attribute_label=visit.t(f"attribute.{one.stated.attribute}"),
            value=one.stated.value,
            value_label=value_label(visit, one.stated.attribute, one.stated.value),
            words=one.stated.text if not one.added else "",
            field_label=label(one.field),
            counts=counts,
            why_not="" if counts else visit.t(f"candidates.why_not.{_why_not(found, one)}"),
            offers=_offers(visit, found, one) if counts and not one.added else [],
            may_dismiss=counts and not one.added,
        )
    return list(told.values())


def _why_not(found: Candidates, one: Placed) -> str:
    if one.dismissed:
        return "dismissed"
    if not one.stated.own:
        return "others"
    return "uncounted" if one.stated.attribute in found.uncounted else "wider"


def _offers(visit: Visit, found: Candidates, one: Placed) -> list[tuple[str, str]]:
    """Broader words and how many would fit; at last words that say nothing."""
    made: list[tuple[str, str]] = [
        (offer.instead, _fit(visit, offer)) for offer in found.offers
        if base(offer.attribute) == one.stated.attribute and offer.value == one.stated.value
    ]
    return [*made, (NEUTRAL[one.stated.attribute], visit.t("candidates.dropped"))]


def _fit(visit: Visit, offer: Offer) -> str:
    return visit.texts.count("candidates.fit", offer.members)


def _row(visit: Visit, row: Row) -> FitRow:
    return FitRow(
        stated=[value_label(visit, base(name), value) for name, value in row.stated],
        members=row.members, groups=row.groups, enough=row.enough,
    )


def _person(visit: Visit, person_id: str | None) -> str:
    person = visit.work.db.get(Person, person_id) if person_id else None
    return visit.name(person.name_ja, person.name_en) if person else ""
