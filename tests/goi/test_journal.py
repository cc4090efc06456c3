"""`goi journal verify` names the store and the entry where a chain breaks."""

from sqlalchemy import text

from foundation import journal
from foundation.database import Database
from goi.journal import verify
from submissions.release_store import DeskJournal
from world import World


def write(world: World) -> None:
    with world.work("chair") as work:
        for verb in ("opened", "changed", "closed"):
            work.record(verb, ("ballot", "b"), after={"by": verb})
    with world.release.writing() as db:
        for verb in ("read", "replied"):
            journal.append(
                db, DeskJournal, at=world.clock.now(), actor_id="official", verb=verb,
                subject=("point", "p"),
            )  # fmt: skip


def tamper(database: Database, statement: str) -> None:
    with database.writing() as db:
        db.connection().execute(text(statement))


def test_untouched_journals_are_whole(world: World) -> None:
    assert verify(world.main, world.release) == []
    write(world)
    assert verify(world.main, world.release) == []


def test_a_changed_entry_is_found_in_its_store(world: World) -> None:
    write(world)
    tamper(world.release, "UPDATE journal SET verb = 'nothing' WHERE seq = 1")
    assert verify(world.main, world.release) == ["desk: entry 1: was changed after it was written"]


def test_a_removed_entry_is_found(world: World) -> None:
    write(world)
    tamper(world.main, "DELETE FROM journal WHERE seq = 2")
    assert verify(world.main, world.release) == [
        "members: entry 2: missing (the next one is 3)",
        "members: entry 3: does not follow the entry before it",
    ]


def test_swapped_entries_are_found(world: World) -> None:
    write(world)
    for before, after in ((2, 9), (3, 2), (9, 3)):
        tamper(world.main, f"UPDATE journal SET seq = {after} WHERE seq = {before}")
    faults = verify(world.main, world.release)
    assert [fault.split(":")[1].strip() for fault in faults].count("entry 2") == 2


def test_the_newest_moment_is_that_of_the_last_entry(world: World) -> None:
    with world.main.reading() as db:
        assert journal.last_moment(db, journal.JournalEntry) is None
    write(world)
    world.clock.forward(hours=1)
    write(world)
    written = world.clock.now()
    world.clock.forward(days=-30)
    with world.main.reading() as db:
        assert journal.last_moment(db, journal.JournalEntry) == written
