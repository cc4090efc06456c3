"""The days and limits as they hold in a body, whoever above it has set them."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from sqlmodel import Session, col, select

from committees.consensus_rules.models import ConsensusRule
from foundation.reading import asked_once

MOST_DAYS = 180
MOST_REOPENINGS = 9


@dataclass(frozen=True)
class Terms:
    """See `ConsensusRule`. What holds where no body has set anything: a week for objections to a
    call, two weeks for an appeal."""

    call_days: int = 7
    appeal_days: int = 14
    reopenings: int = 2
    drafter_polls: bool = False


@asked_once
def terms_of(db: Session, lineage: Iterable[str]) -> tuple[Terms, str | None]:
    """What holds in the first of these bodies (the nearest first), and the id of the body that
    has set it, None where none has."""
    line = list(lineage)
    rows = db.exec(select(ConsensusRule).where(col(ConsensusRule.body_id).in_(line))).all()
    found = {row.body_id: row for row in rows}
    for one in line:
        if one in found:
            row = found[one]
            return Terms(row.call_days, row.appeal_days, row.reopenings, row.drafter_polls), one
    return Terms(), None


def plain(terms: Terms) -> dict[str, Any]:
    """The terms by name, as they are kept."""
    return asdict(terms)
