"""What would leave if the review were finished now, and what of it still tells a company."""

from dataclasses import dataclass

from sqlmodel import Session

from foundation.dates import day_in_japan
from foundation.errors import Refused
from foundation.markdown import MarkdownTooLong
from foundation.work import Work
from proposals.directory import directory
from proposals.models import Request
from submissions.gathering import Gathered, gather
from submissions.models import Review
from submissions.package import Closed, answer_package, package
from submissions.queries import request_of
from submissions.residue import Residue, residue


@dataclass(frozen=True)
class Preview:
    """`value` is None where the request's text has changed since it was searched."""

    value: Closed | None
    residue: list[Residue]

    @property
    def current(self) -> bool:
        return self.value is not None


def preview(work: Work, row: Review) -> Preview:
    """The package the released texts make today.

    Raises Refused where a text has become too long to be released.
    """
    gathered = gather(work.db, request_of(work.db, row), day_in_japan(work.now))
    if row.question_id is None and gathered.texts != row.original:
        return Preview(None, [])
    value = _value(row, gathered)
    return Preview(value, residue_of(work.db, value, gathered.hidden))


def residue_of(db: Session, value: Closed, hidden: frozenset[str]) -> list[Residue]:
    """Places of a package where one of these companies can still be read."""
    members = directory(db).members
    return residue(value, {one: members[one] for one in sorted(hidden) if one in members})


def hidden_in(work: Work, request: Request) -> tuple[frozenset[str], frozenset[str]]:
    """Ids of the companies that a request hides, and of those that speak in it by name."""
    gathered = gather(work.db, request, day_in_japan(work.now))
    return gathered.hidden, frozenset(gathered.open.values())


def _value(row: Review, gathered: Gathered) -> Closed:
    try:
        if row.question_id:
            return answer_package(row.question_id, row.released["answer"])
        return package(row.released, gathered.circumstances)
    except MarkdownTooLong:
        raise Refused("review.too_long") from None
