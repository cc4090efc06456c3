"""The first page: for a member what waits for them, for anybody else what Gōi is."""

from collections.abc import Callable
from datetime import date

from pydantic import BaseModel

from committees.queries import bodies, body, lineage
from foundation.dates import days_left
from proposals.ballots.waiting import waiting as ballots
from proposals.deliberation.waiting import waiting as deliberation
from proposals.drafting import naming, queries
from proposals.drafting.rules import may_draft
from proposals.drafting.views import RequestRow
from proposals.drafting.waiting import waiting as drafting
from proposals.provisions.waiting import waiting as provisions
from proposals.rounds.waiting import waiting as rounds
from submissions.gateway.pages import waiting as gateway
from submissions.waiting import waiting as submissions
from web.door import Audience, Door, View
from web.visit import May, Visit
from web.waiting import Waiting

# Every feature in which something can wait for a person.
WAITING: tuple[Callable[[Visit], list[Waiting]], ...] = (
    drafting, deliberation, rounds, ballots, provisions, submissions, gateway,
)  # fmt: skip

RECENT = 6
DEADLINES = 6


class WaitingLine(Waiting):
    """`left` counts the days to the due day, below zero past it."""

    left: int | None = None


class SeatLine(BaseModel):
    """A body in which the reader sits, and as what."""

    body_id: str
    name: str
    role: str


class HomeView(BaseModel):
    """All lists are empty for somebody who is not signed in."""

    signed_in: bool
    may_draft: May
    waiting: list[WaitingLine] = []
    deadlines: list[RequestRow] = []
    recent: list[RequestRow] = []
    seats: list[SeatLine] = []


def home(visit: Visit) -> HomeView:
    if visit.actor is None:
        return HomeView(signed_in=False, may_draft=May(ok=False))
    return HomeView(
        signed_in=True,
        may_draft=visit.may(may_draft(visit.actor)),
        waiting=_waiting(visit),
        deadlines=_deadlines(visit),
        recent=naming.rows(visit, queries.recent(visit.work, RECENT)),
        seats=_seats(visit),
    )


def _waiting(visit: Visit) -> list[WaitingLine]:
    """From all features: first what is due first, then what is due on no day."""
    found = [one for ask in WAITING for one in ask(visit)]
    found.sort(key=lambda one: (one.due or date.max, not one.urgent))
    return [
        WaitingLine(
            what=one.what,
            title=one.title,
            link=visit.url(one.link),
            due=one.due,
            urgent=one.urgent,
            left=days_left(one.due, visit.work.now) if one.due else None,
        )
        for one in found
    ]


def _deadlines(visit: Visit) -> list[RequestRow]:
    """Rounds and ballots that end next in the reader's bodies; in all for the secretariat."""
    work = visit.work
    ours = [
        one for one in bodies(work.db)
        if work.actor.offices or work.actor.sits(lineage(work.db, one.id))
    ]
    ending = queries.ending(work, [one.id for one in ours], DEADLINES)
    return [row for row in naming.rows(visit, ending) if row.deadline]


def _seats(visit: Visit) -> list[SeatLine]:
    seats = []
    for seat in visit.work.actor.seats:
        its = body(visit.work.db, seat.body_id)
        line = SeatLine(
            body_id=its.id,
            name=visit.name(its.name_ja, its.name_en),
            role=visit.t(f"role.{seat.role}"),
        )
        seats.append((its.position, its.reading, line))
    return [line for _, _, line in sorted(seats, key=lambda one: one[:2])]


ROUTES: tuple[Door, ...] = (
    View("home", "/", "goi/home.html", home, HomeView, audience=Audience.ANYONE),
)
