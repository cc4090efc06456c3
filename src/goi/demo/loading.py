"""Loads the whole demonstration into empty stores: one transaction a store, all or nothing."""

from sqlmodel import select

from foundation.actor import SYSTEM
from foundation.chance import Chance
from foundation.clock import Clock
from foundation.database import Database
from foundation.dates import day_in_japan
from foundation.work import Work
from goi.demo.letters import load_letters
from goi.demo.organisation import load_officials, load_organisation
from goi.demo.requests import load_requests
from identity.models import Company


def is_empty(main: Database) -> bool:
    """Whether nobody has put anything in yet."""
    with main.reading() as db:
        return db.exec(select(Company.id).limit(1)).first() is None


def load(main: Database, release: Database) -> None:
    """Organisation, requests, letters; then the officials and what they have answered."""
    now, chance = Clock().now(), Chance()
    with release.writing() as desk:
        load_officials(desk, chance)
    with main.writing() as db:
        work = Work(db, SYSTEM, now, chance)
        ids = load_organisation(work, lasting=day_in_japan(now))
        requests = load_requests(work, ids)
        load_letters(work, release, ids, requests)
