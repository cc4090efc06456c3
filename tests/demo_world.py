"""The world of the demonstration: its data in two stores, its people by the parts they play."""

from pathlib import Path

from sqlmodel import select

from foundation.chance import SeededChance
from foundation.clock import StoppedClock
from foundation.files import Files
from foundation.mail import MailboxMailer
from foundation.settings import Settings
from goi import stores
from goi.demo.loading import load
from goi.demo.story import STORY
from goi.worker import Parts
from identity.models import Person
from submissions.release_store import Official
from world import ORIGIN, START, World


def a_demo(database_url: str, folder: Path) -> World:
    """The demonstration in empty stores."""
    settings = Settings(
        database_url=database_url, data_dir=folder, public_origin=ORIGIN, demo=True
    )
    world = World(
        settings=settings,
        main=stores.open_main(settings),
        release=stores.open_release(settings),
        clock=StoppedClock(START),
        chance=SeededChance("demo"),
        mailer=MailboxMailer(Files(folder / "mail"), "goi@goi.test"),
    )
    stores.upgrade(world.main, world.release)
    load(world.main, world.release, world.clock, world.chance)
    email = {part.email: part.part for part in STORY}
    with world.main.reading() as db:
        people = {row.email: row.id for row in db.exec(select(Person))}
    with world.release.reading() as db:
        officials = {row.email: row.id for row in db.exec(select(Official))}
    world.people = {part: people[address] for address, part in email.items()}
    world.officials = {email[a]: row for a, row in officials.items() if a in email}
    return world


def parts_of(world: World) -> Parts:
    """What the worker's jobs work with in this world."""
    return Parts(
        world.settings, world.main, world.release, world.mailer, world.clock, world.chance
    )
