"""Counts closed rounds: read, compute outside of any transaction, write once."""

from datetime import timedelta

from foundation import journal
from foundation.actor import SYSTEM
from foundation.chance import Chance
from foundation.clock import Clock
from foundation.database import Database
from foundation.dates import day_in_japan
from foundation.journal import JournalEntry
from foundation.work import Work
from identity.companies.queries import sectors
from proposals.rounds import queries
from proposals.rounds.figures import figures
from proposals.rounds.groups import Seat
from proposals.rounds.kinds import Naming
from proposals.rounds.models import Round, RoundResult
from proposals.rounds.notices import tell_of

# A round that closed longer ago is counted without telling anybody: it is no news.
_NEWS = timedelta(days=7)


def count_due(main: Database, clock: Clock, chance: Chance) -> int:
    """Count every closed round that has no result yet; answers how many. Counting takes a second
    or two for a large round, in which others must be able to write."""
    with main.reading() as db:
        waiting = queries.uncounted(db)
    return sum(_count(main, clock, chance, round_id) for round_id in waiting)


def _count(main: Database, clock: Clock, chance: Chance, round_id: str) -> bool:
    with main.reading() as db:
        questions = queries.asked(queries.questions(db, round_id))
        seats = [
            Seat(one.company_id, one.sector_id, one.size) for one in queries.roll(db, round_id)
        ]
        answers = {one.company_id: one.values for one in queries.standing(db, round_id)}
        order = [one.id for one in sectors(db)]
        named = db.get_one(Round, round_id).naming == Naming.NAMED
    told, basis = figures(questions, seats, answers, order, named=named)
    with main.writing() as db:
        now = journal.not_before(db, JournalEntry, clock.now())
        if queries.result(db, round_id) is not None:
            return False  # another worker was faster
        work = Work(db, SYSTEM, now, chance)
        db.add(RoundResult(round_id=round_id, figures=told, basis=basis, computed_at=now))
        db.flush()
        row = db.get_one(Round, round_id)
        work.record("round.count", ("round", round_id),
                    after={"asked": told["asked"], "replied": told["replied"]})  # fmt: skip
        if row.closed_at is not None and now - row.closed_at < _NEWS:
            people = queries.speakers(db, row, day_in_japan(now))
            tell_of(work, row, people, "mail.round_result", at="/results")
    return True
