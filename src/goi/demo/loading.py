"""Loads the whole demonstration into empty stores."""

from sqlmodel import select

from foundation.actor import SYSTEM
from foundation.chance import Chance
from foundation.clock import Clock
from foundation.database import Database
from foundation.dates import day_in_japan
from foundation.work import Work
from goi.demo.desk import load_desk
from goi.demo.law import load_correlations
from goi.demo.letters import load_letters, load_replies
from goi.demo.organisation import load_officials, load_organisation
from goi.demo.requests import load_requests
from goi.demo.reviewed import open_a_review
from goi.demo.rounds import load_rounds
from identity.models import Company
from notifications.models import Message
from proposals.same_items.telling import tell_same_items
from submissions.delivery import deliver_pending


def is_empty(main: Database) -> bool:
    """Whether nobody has put anything in yet."""
    with main.reading() as db:
        return db.exec(select(Company.id).limit(1)).first() is None


def load(main: Database, release: Database, clock: Clock, chance: Chance) -> None:
    """Organisation, requests and letters in one transaction; then, as in life, the letters are
    carried to the ministry and answered there."""
    now = clock.now()
    with release.writing() as desk:
        load_officials(desk, chance)
        load_desk(desk, chance)
    with main.writing() as db:
        work = Work(db, SYSTEM, now, chance)
        ids = load_organisation(work, lasting=day_in_japan(now))
        load_correlations(work)
        requests = load_requests(work, ids)
        told = load_letters(work, ids, requests)
        load_rounds(work, ids)
        open_a_review(work, ids, requests)
        _tell_of_the_past(work)
    deliver_pending(main, release, clock)
    with release.writing() as desk:
        load_replies(desk, chance, told)


def _tell_of_the_past(work: Work) -> None:
    """Of drafts on the same item everybody was told long ago: no mail leaves at the first start."""
    tell_same_items(work)
    for message in work.db.exec(select(Message)):
        message.sent_at = message.created_at
