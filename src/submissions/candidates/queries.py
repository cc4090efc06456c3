"""Exceptions of a review, the body's setting, and what the directory knows of its members."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlmodel import Session, col, select

from anonymizer.k import Attributes
from anonymizer.stated import Vocabulary, item_of
from foundation.errors import NotFound
from identity.models import Company, Sector
from submissions.candidates.models import GateSetting, ReviewException
from submissions.candidates.rules import SMALLEST_GROUP, TO_CONFIRM, ExceptionKind, Few

SETTING = "gate"


@dataclass(frozen=True)
class Known:
    """Members' attributes, the group each belongs to, the words for all values, and which
    attributes are kept at all: of the others nothing can be counted."""

    attributes: Attributes
    groups: dict[str, str]
    words: Vocabulary
    kept: frozenset[str]


def exceptions(db: Session, review_id: str) -> list[ReviewException]:
    """In the order in which they were put down, withdrawn ones too."""
    rows = select(ReviewException).where(ReviewException.review_id == review_id)
    return list(db.exec(rows.order_by(col(ReviewException.at), ReviewException.id)).all())


def standing(db: Session, review_id: str, *kinds: ExceptionKind) -> list[ReviewException]:
    """Those of these kinds that have not been withdrawn."""
    return [
        one for one in exceptions(db, review_id)
        if one.withdrawn_at is None and one.kind in kinds
    ]


def exception(db: Session, review_id: str, exception_id: str) -> ReviewException:
    """One that stands. Raises NotFound."""
    row = db.get(ReviewException, exception_id)
    if row is None or row.review_id != review_id or row.withdrawn_at is not None:
        raise NotFound
    return row


def to_confirm(db: Session, review_id: str) -> list[ReviewException]:
    """Those that a second officer has to look at."""
    return standing(db, review_id, *TO_CONFIRM)


def consented(db: Session, review_id: str, speaker: str) -> list[Few]:
    """What a company has agreed to say of itself though few fit."""
    return [
        Few(
            frozenset((name, value) for name, value in one.told["stated"]), one.told["groups"],
            frozenset(one.told["singular"]),
        )
        for one in standing(db, review_id, ExceptionKind.CONSENT) if one.subject == speaker
    ]


def smallest_group(db: Session) -> int:
    """From so many groups of companies on a text may be from any of them."""
    row = db.get(GateSetting, SETTING)
    return row.smallest_group if row else SMALLEST_GROUP


def known(db: Session) -> Known:
    """What the directory knows; made anew only where one of its rows has changed."""
    columns = (
        Company.id, Sector.name_ja, Company.size, Company.place, Company.parent_group,
        Company.items,
    )
    rows = db.exec(
        select(*columns)  # type: ignore[call-overload]
        .join(Sector, col(Sector.id) == Company.sector_id)
    ).all()
    return _known(tuple(sorted((*row[:5], tuple(row[5] or ())) for row in rows)))


@lru_cache(maxsize=2)
def _known(rows: tuple[tuple[Any, ...], ...]) -> Known:
    attributes: dict[str, dict[str, str | tuple[str, ...]]] = {}
    groups = {}
    products: set[str] = set()
    for company_id, sector, size, place, group, things in rows:
        items = tuple(item for thing in things if (item := item_of(thing)))
        other = tuple(thing for thing in things if item_of(thing) is None)
        products.update(other)
        told = {
            "sector": sector, "size": size, "place": place, "group": group, "items": items,
            "products": other,
        }
        attributes[company_id] = {name: value for name, value in told.items() if value}
        groups[company_id] = group or company_id
    words = Vocabulary(
        sectors=tuple(sorted({row[1] for row in rows})),
        places=tuple(sorted({row[3] for row in rows if row[3]})),
        products=tuple(sorted(products)),
        groups=tuple(sorted({row[4] for row in rows if row[4]})),
    )
    kept = frozenset(name for own in attributes.values() for name in own)
    return Known(attributes, groups, words, kept)
