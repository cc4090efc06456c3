"""Counts, for each company that a text hides, how many members fit what the text would say."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlmodel import Session

from anonymizer.k import Offer, Row, k_table, offers
from anonymizer.stated import Stated, narrowest, stated
from proposals.models import Request
from proposals.rules import NOT_HIDDEN
from submissions import fields
from submissions.candidates import queries
from submissions.candidates.queries import Known
from submissions.candidates.rules import ExceptionKind, Few, is_too_few
from submissions.models import Review, ReviewFinding

# Whoever asks; minority opinions speak for companies of their own, by the name of their field.
ASKER = ""
# Phrases that leave next to nobody but the writer, whatever the directory knows.
SINGULAR = frozenset({"quasi.only", "quasi.first", "quasi.rank", "quasi.share", "quasi.few"})
# Of several items or products a text names, so many are put together.
_TOGETHER = 3


@dataclass(frozen=True)
class Placed:
    """Something stated, in its field; `dismissed` where an officer says it is not of the company,
    `added` where no search found it."""

    field: str
    stated: Stated
    dismissed: bool = False
    added: bool = False


@dataclass(frozen=True)
class Candidates:
    """How many fit what one hidden company says. `counted` maps attribute to value, `rows` are all
    combinations, `offers` broader values; `uncounted` are attributes that the directory lacks."""

    speaker: str
    fields: tuple[str, ...]
    places: tuple[Placed, ...]
    counted: Mapping[str, str]
    rows: tuple[Row, ...]
    offers: tuple[Offer, ...]
    singular: tuple[str, ...]
    uncounted: tuple[str, ...]
    smallest: int
    too_few: bool

    @property
    def whole(self) -> Row | None:
        """The row of everything together: no combination has fewer."""
        return self.rows[-1] if self.rows else None

    @property
    def few(self) -> Few:
        whole = self.whole
        return Few(
            frozenset(self.counted.items()), whole.groups if whole else None,
            frozenset(self.singular),
        )


def hidden_speakers(
    row: Review, request: Request, speaking: Mapping[str, str]
) -> dict[str, tuple[str, ...]]:
    """The companies that this text hides and the fields in which each speaks; `speaking` maps
    fields to companies that speak under their own name."""
    names = fields.ordered(row.original)
    found: dict[str, tuple[str, ...]] = {}
    if request.anonymity != NOT_HIDDEN:
        found[ASKER] = tuple(name for name in names if not name.startswith(fields.MINORITY))
    for name in names:
        if name.startswith(fields.MINORITY) and name not in speaking:
            found[name] = (name,)
    return found


def count(
    db: Session, row: Review, request: Request, speaking: Mapping[str, str],
    findings: list[ReviewFinding],
) -> list[Candidates]:
    """For every hidden company what the released texts say as they stand now."""
    known, smallest = queries.known(db), queries.smallest_group(db)
    dismissed = {
        one.subject for one in queries.standing(db, row.id, ExceptionKind.NOT_STATED)
    }
    added = queries.standing(db, row.id, ExceptionKind.STATED)
    counted = []
    for speaker, names in hidden_speakers(row, request, speaking).items():
        places = [
            Placed(name, one, subject_of(speaker, one.attribute, one.value) in dismissed)
            for name in names for one in stated(row.released.get(name, ""), known.words)
        ]
        places += [
            Placed(speaker, Stated(0, 0, one.told["value"], one.told["attribute"],
                                   one.told["value"], True), added=True)
            for one in added if one.told["speaker"] == speaker
        ]
        singular = tuple(
            one.text for one in findings
            if one.field in names and one.reason in SINGULAR and one.decision == "keep"
        )
        consented = queries.consented(db, row.id, speaker)
        counted.append(_candidates(speaker, names, places, singular, known, smallest, consented))
    return counted


def subject_of(speaker: str, attribute: str, value: str) -> str:
    """How an exception names something stated."""
    return f"{speaker}|{attribute}|{value}"


def base(attribute: str) -> str:
    """The attribute of a further value: items2 is items."""
    return attribute.rstrip("0123456789")


def _candidates(
    speaker: str, names: tuple[str, ...], places: list[Placed], singular: tuple[str, ...],
    known: Known, smallest: int, consented: list[Few],
) -> Candidates:
    told = _together([one.stated for one in places if not one.dismissed])
    counted = {name: value for name, value in told.items() if base(name) in known.kept}
    attributes = {
        member: {**own, **{name: own[base(name)] for name in counted if base(name) in own}}
        for member, own in known.attributes.items()
    }
    made = Candidates(
        speaker, names, tuple(places), counted,
        k_table(attributes, counted, smallest, known.groups),
        offers(attributes, counted, smallest, known.groups),
        singular, tuple(sorted(set(told) - set(counted))), smallest, too_few=False,
    )
    return Candidates(
        **{**vars(made), "too_few": is_too_few(made.few, smallest, consented)}
    )


def _together(found: list[Stated]) -> dict[str, str]:
    """The narrowest value of each attribute, and up to three items and products."""
    told = narrowest(found)
    for attribute in ("items", "products"):
        values = dict.fromkeys(
            one.value for one in found if one.attribute == attribute and one.own
        )
        narrow = [
            one for one in values
            if not any(other.startswith(f"{one}(") for other in values)
        ]
        for place, value in enumerate(narrow[:_TOGETHER], 1):
            told[attribute if place == 1 else f"{attribute}{place}"] = value
    return told
