"""Rounds as an actor may find them; outside that they are not found."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, func, or_, select

from committees.models import Seat
from committees.queries import in_force, lineage
from foundation.actor import SPEAKING, Standing
from foundation.errors import NotFound
from foundation.work import Work
from identity.models import Company, Person, Sector
from proposals.models import Consultation, Version
from proposals.points import points
from proposals.queries import Seen, seen
from proposals.rounds import rules
from proposals.rounds.answers import Asked
from proposals.rounds.kinds import QuestionKind, RoundState
from proposals.rounds.models import (
    Round,
    RoundAnswer,
    RoundQuestion,
    RoundResult,
    RoundSeat,
)
from proposals.rounds.rules import Clock, Party


@dataclass(frozen=True)
class Found:
    """A round with what the actor is to it. `request` is what it is about, if anything."""

    round: Round
    request: Seen | None
    who: Party
    clock: Clock


def round_of(work: Work, round_id: str) -> Found:
    """The round, if this actor may see it and its request.

    Raises NotFound for one that never was and for one that is hidden alike.
    """
    row = work.db.get(Round, round_id)
    if row is None:
        raise NotFound
    about = seen(work, row.request_id) if row.request_id else None
    ends = work.db.get(Consultation, row.consultation_id) if row.consultation_id else None
    asked = work.actor.company_id is not None and _on_roll(work, row.id)
    who = _party(work, row, about, lineage(work.db, row.body_id), asked=asked)
    if not rules.may_see(who, RoundState(row.state)):
        raise NotFound
    return Found(row, about, who, clock_of(row, ends))


def _party(
    work: Work, row: Round, about: Seen | None, above: tuple[str, ...], *, asked: bool
) -> Party:
    """A round on a request is run by those who look after that: for one hidden from members the
    anonymity officers and whoever presides."""
    who = rules.party(work.actor, above, row.bodies, asked=asked)
    if about is None:
        return who
    return replace(who, runs=about.relation.presides or about.relation.secretary)


def _on_roll(work: Work, round_id: str) -> bool:
    return work.db.get(RoundSeat, (round_id, str(work.actor.company_id))) is not None


def clock_of(row: Round, consultation: Consultation | None) -> Clock:
    """When the round ends: by the consultation it rides on, else by itself."""
    ends: Any = consultation or row
    return Clock(
        RoundState(row.state), ends.closes_at, row.closed_at or ends.closed_at, row.late_days,
        rides=consultation is not None,
    )  # fmt: skip


def questions(db: Session, round_id: str) -> list[RoundQuestion]:
    """The questions in their order."""
    rows = select(RoundQuestion).where(RoundQuestion.round_id == round_id)
    return list(db.exec(rows.order_by(col(RoundQuestion.place), RoundQuestion.id)).all())


def asked(rows: Iterable[RoundQuestion]) -> list[Asked]:
    """Questions as the rules see them."""
    return [
        Asked(row.id, QuestionKind(row.kind), tuple(one["key"] for one in row.options))
        for row in rows
    ]


def question(db: Session, round_id: str, question_id: str) -> RoundQuestion:
    """A question of this round. Raises NotFound."""
    row = db.get(RoundQuestion, question_id)
    if row is None or row.round_id != round_id:
        raise NotFound
    return row


def points_of(db: Session, row: Round) -> list[str]:
    """The numbered points of the version that the round is about."""
    if row.request_id is None:
        return []
    version = db.exec(
        select(Version).where(Version.request_id == row.request_id, Version.number == row.version)
    ).one()
    return points(version.sections.get("request", ""))


def addressees(db: Session, bodies: list[str], sectors: list[str], day: Any) -> list[Company]:
    """The companies with a voting seat in one of the bodies, and all companies of the sectors."""
    seated = select(Seat.company_id).where(
        col(Seat.body_id).in_(bodies), col(Seat.voting).is_(True), in_force(Seat, day),
        col(Seat.company_id).is_not(None),
    )  # fmt: skip
    wanted = select(Company).where(
        or_(col(Company.id).in_(seated), col(Company.sector_id).in_(sectors))
    )
    return list(db.exec(wanted.order_by(Company.id)).all())


def speakers(
    db: Session, row: Round, day: Any, *, unconfirmed: bool = False
) -> list[str]:
    """Ids of those who speak for a company on the roll, of those without an answer that stands
    where `unconfirmed`."""
    roll = select(RoundSeat.company_id).where(RoundSeat.round_id == row.id)
    if unconfirmed:
        roll = roll.where(col(RoundSeat.company_id).not_in(_answered(row.id)))
    seated = select(Seat.person_id).where(
        col(Seat.body_id).in_(row.bodies), in_force(Seat, day),
        col(Seat.role).in_([role.value for role in SPEAKING]),
    )
    people = select(Person.id).where(
        col(Person.company_id).in_(roll),
        or_(Person.standing == Standing.REPRESENTATIVE.value, col(Person.id).in_(seated)),
        or_(col(Person.active_until).is_(None), col(Person.active_until) >= day),
    )
    return list(db.exec(people.order_by(Person.id)).all())


def _answered(round_id: str) -> Any:
    return select(RoundAnswer.company_id).where(
        RoundAnswer.round_id == round_id, col(RoundAnswer.stands).is_(True),
        col(RoundAnswer.late).is_(False),
    )  # fmt: skip


def own_answer(db: Session, round_id: str, company_id: str) -> RoundAnswer | None:
    """The company's answer that stands."""
    return db.exec(
        select(RoundAnswer).where(
            RoundAnswer.round_id == round_id, RoundAnswer.company_id == company_id,
            col(RoundAnswer.stands).is_(True),
        )
    ).first()


@dataclass(frozen=True)
class Progress:
    """Numbers of companies: asked and confirmed in time, by sector; late ones apart."""

    sectors: dict[str, tuple[int, int]]
    late: int

    @property
    def asked(self) -> int:
        return sum(asked for asked, _ in self.sectors.values())

    @property
    def confirmed(self) -> int:
        return sum(confirmed for _, confirmed in self.sectors.values())


def progress(db: Session, round_id: str) -> Progress:
    """How far a round has come, in three queries whatever its size."""
    counted = select(RoundSeat.sector_id, func.count()).where(RoundSeat.round_id == round_id)
    asked = dict(db.exec(counted.group_by(RoundSeat.sector_id)).all())
    confirmed = dict(
        db.exec(
            counted.where(col(RoundSeat.company_id).in_(_answered(round_id)))
            .group_by(RoundSeat.sector_id)
        ).all()
    )
    order = db.exec(select(Sector.id).order_by(col(Sector.position), Sector.id)).all()
    return Progress(
        {one: (asked[one], confirmed.get(one, 0)) for one in order if one in asked},
        late_answers(db, round_id),
    )


def late_answers(db: Session, round_id: str) -> int:
    """How many companies answered late."""
    late = select(func.count()).select_from(RoundAnswer).where(
        RoundAnswer.round_id == round_id, col(RoundAnswer.stands).is_(True),
        col(RoundAnswer.late).is_(True),
    )  # fmt: skip
    return db.exec(late).one()


def companies_by(db: Session, round_id: str, *, confirmed: bool) -> list[Company]:
    """The companies asked that have confirmed in time, or those that have not, by reading."""
    roll = select(RoundSeat.company_id).where(RoundSeat.round_id == round_id)
    wanted = select(Company).where(col(Company.id).in_(roll))
    among = col(Company.id).in_(_answered(round_id))
    wanted = wanted.where(among if confirmed else ~among)
    return list(db.exec(wanted.order_by(Company.reading, Company.id)).all())


def roll(db: Session, round_id: str) -> list[RoundSeat]:
    """The roll, in a fixed order."""
    rows = select(RoundSeat).where(RoundSeat.round_id == round_id)
    return list(db.exec(rows.order_by(RoundSeat.company_id)).all())


def standing(db: Session, round_id: str, *, late: bool = False) -> list[RoundAnswer]:
    """The answers that stand, those in time or the late ones. For counting and for those alone
    who may read all."""
    rows = select(RoundAnswer).where(
        RoundAnswer.round_id == round_id, col(RoundAnswer.stands).is_(True),
        RoundAnswer.late == late,
    )  # fmt: skip
    return list(db.exec(rows.order_by(RoundAnswer.company_id)).all())


def result(db: Session, round_id: str) -> RoundResult | None:
    return db.get(RoundResult, round_id)


@dataclass(frozen=True)
class Listed:
    """A round in a list, with the numbers it is listed with."""

    found: Found
    asked: int
    confirmed: int
    mine: bool


def listed(
    work: Work, request_id: str | None = None, state: RoundState | None = None
) -> list[Listed]:
    """All rounds this actor may see, those that end last first; of one request, in one state where
    given."""
    db, actor = work.db, work.actor
    wanted = (
        select(Round, Consultation)
        .join(Consultation, col(Consultation.id) == Round.consultation_id, isouter=True)
        .order_by(
            func.coalesce(Consultation.closes_at, Round.closes_at, Round.created_at).desc(),
            col(Round.id),
        )
    )
    if request_id:
        wanted = wanted.where(Round.request_id == request_id)
    if state:
        wanted = wanted.where(Round.state == state.value)
    rows = db.exec(wanted).all()
    if not rows:
        return []
    ids = [row.id for row, _ in rows]
    on_roll = _rounds_of(db, actor.company_id)
    answered = _rounds_of(db, actor.company_id, answered=True)
    asked = _counts(
        db,
        select(RoundSeat.round_id, func.count())
        .where(col(RoundSeat.round_id).in_(ids))
        .group_by(RoundSeat.round_id),
    )
    confirmed = _counts(
        db,
        select(RoundAnswer.round_id, func.count())
        .where(
            col(RoundAnswer.round_id).in_(ids), col(RoundAnswer.stands).is_(True),
            col(RoundAnswer.late).is_(False),
        )
        .group_by(RoundAnswer.round_id),
    )
    lines: dict[str, tuple[str, ...]] = {}
    found = []
    for row, ends in rows:
        above = lines.setdefault(row.body_id, lineage(db, row.body_id))
        about = _request_of(work, row)
        who = _party(work, row, about, above, asked=row.id in on_roll)
        hidden = row.request_id is not None and about is None
        if not hidden and rules.may_see(who, RoundState(row.state)):
            found.append(
                Listed(
                    Found(row, about, who, clock_of(row, ends)), asked.get(row.id, 0),
                    confirmed.get(row.id, 0), row.id in answered,
                )
            )  # fmt: skip
    return found


def _request_of(work: Work, row: Round) -> Seen | None:
    if row.request_id is None:
        return None
    try:
        return seen(work, row.request_id)
    except NotFound:
        return None


def _rounds_of(db: Session, company_id: str | None, *, answered: bool = False) -> set[str]:
    if company_id is None:
        return set()
    if answered:
        mine = select(RoundAnswer.round_id).where(
            RoundAnswer.company_id == company_id, col(RoundAnswer.stands).is_(True)
        )
        return set(db.exec(mine).all())
    return set(db.exec(select(RoundSeat.round_id).where(RoundSeat.company_id == company_id)).all())


def _counts(db: Session, grouped: Any) -> dict[str, int]:
    return {row_id: int(n) for row_id, n in db.exec(grouped).all()}


def ended(db: Session, now: datetime) -> list[Round]:
    """Open rounds whose time is over, or whose consultation is, the first to end first."""
    rows = (
        select(Round)
        .join(Consultation, col(Consultation.id) == Round.consultation_id, isouter=True)
        .where(
            Round.state == RoundState.OPEN.value,
            or_(
                col(Consultation.closed_at).is_not(None),
                col(Round.consultation_id).is_(None) & (col(Round.closes_at) < now),
            ),
        )
    )
    return list(db.exec(rows.order_by(col(Round.opens_at), Round.id)).all())


def uncounted(db: Session) -> list[str]:
    """Ids of closed rounds that have no result yet."""
    rows = select(Round.id).where(
        Round.state == RoundState.CLOSED.value,
        col(Round.id).not_in(select(RoundResult.round_id)),
    )
    return list(db.exec(rows.order_by(Round.id)).all())


def running(db: Session) -> list[tuple[Round, Consultation | None]]:
    """Open rounds with the consultations they ride on."""
    rows = (
        select(Round, Consultation)
        .join(Consultation, col(Consultation.id) == Round.consultation_id, isouter=True)
        .where(Round.state == RoundState.OPEN.value)
        .order_by(Round.id)
    )
    return [(row, ends) for row, ends in db.exec(rows).all()]


def serial(db: Session, prefix: str) -> int:
    """The next serial of this prefix (R08-IK-)."""
    numbers = db.exec(select(Round.number).where(col(Round.number).startswith(prefix))).all()
    return 1 + max((int(str(one).rpartition("-")[2]) for one in numbers), default=0)



def companies_of(db: Session, ids: Iterable[str]) -> list[Company]:
    """These companies, in a fixed order."""
    return list(
        db.exec(select(Company).where(col(Company.id).in_(list(ids))).order_by(Company.id)).all()
    )
