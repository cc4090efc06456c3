"""What every part of the page of a deliberation is drawn from."""

from dataclasses import dataclass

from committees.consensus_rules.terms import Terms, terms_of
from proposals.deliberation import queries
from proposals.deliberation.models import ObjectionEvent
from proposals.deliberation.people import People
from proposals.deliberation.rules import Party
from proposals.lateness import counted
from proposals.models import Consultation, Objection, Position, Request
from proposals.queries import Seen
from web.visit import Visit


@dataclass(frozen=True)
class Reader:
    """One visit to one request, with what several parts need. `positions` are those this reader
    may see, the newest first; while a round is sealed, the own company's alone. Of them `standing`
    are each company's newest, `counted` the newest that were not late. `everybody` is for counting
    who has answered; `events` the steps taken with the objections."""

    visit: Visit
    seen: Seen
    who: Party
    people: People
    newest: Consultation | None
    positions: tuple[Position, ...]
    objections: tuple[Objection, ...]
    events: tuple[ObjectionEvent, ...]
    terms: Terms
    everybody: tuple[Position, ...]

    @property
    def request(self) -> Request:
        return self.seen.request

    @property
    def sealed(self) -> bool:
        """Whether positions are hidden until the round closes."""
        return is_sealed(self.newest)

    @property
    def standing(self) -> tuple[Position, ...]:
        return tuple(row for row in self.positions if row.stands)

    @property
    def counted(self) -> tuple[Position, ...]:
        return tuple(counted(self.positions, self.newest))


def reader(visit: Visit, seen: Seen) -> Reader:
    """The reader of a request they see."""
    db, request_id = visit.work.db, seen.request.id
    newest = queries.newest_round(db, request_id)
    everybody = tuple(queries.positions(db, request_id))
    own = visit.work.actor.company_id
    positions = tuple(
        row for row in everybody
        if not is_sealed(newest) or (own is not None and row.company_id == own)
    )
    objections = tuple(queries.objections(db, request_id))
    events = tuple(queries.history(db, [row.id for row in objections]))
    people = People(visit)
    people.know(
        [*(row.company_id for row in positions), *(row.company_id for row in objections)],
        [
            *(person for row in objections for person in (row.answered_by_id, row.ended_by_id)),
            *(event.person_id for event in events),
        ],
    )
    return Reader(
        visit, seen, queries.party_of(visit.work, seen, newest), people, newest, positions,
        objections, events, terms_of(db, seen.lineage)[0], everybody,
    )  # fmt: skip


def is_sealed(newest: Consultation | None) -> bool:
    """Whether the round keeps its positions to itself for now."""
    return newest is not None and newest.sealed and newest.closed_at is None
