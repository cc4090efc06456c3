"""Making the search index anew where Gōi has come to index otherwise."""

from collections.abc import Callable

from foundation import journal
from foundation.actor import SYSTEM
from foundation.chance import Chance
from foundation.clock import Clock
from foundation.database import Database
from foundation.journal import JournalEntry
from foundation.work import Work
from proposals.finding import refile_all
from search import index

_BATCH = 500


def reindex(main: Database, clock: Clock, chance: Chance, *, whole: bool = False) -> int:
    """Index anew what was indexed otherwise, or everything (`whole`), in batches that let others
    write in between; answers how many entries it was. Repeating it changes nothing."""

    def as_system(do: Callable[[Work], int | None]) -> int:
        with main.writing() as db:
            now = journal.not_before(db, JournalEntry, clock.now())
            return do(Work(db, SYSTEM, now, chance)) or 0

    if whole:
        as_system(index.forget)
    done = 0
    while renewed := as_system(lambda work: index.renew(work, _BATCH)):
        done += renewed
    if done:
        as_system(refile_all)
    return done
