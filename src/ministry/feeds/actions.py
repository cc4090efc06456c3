"""Making, renewing and closing the address of one's feed; wanting or not the mail of the day."""

from foundation.work import Work
from ministry.keys import hashed
from submissions.release_store import Official


def renew(work: Work) -> str:
    """A new address: the key in it. The old one leads nowhere from now on."""
    key = work.chance.token("feed")
    row = work.db.get_one(Official, work.actor.id)
    row.feed_hash = hashed(key)
    work.db.add(row)
    work.record("feed.renew", ("official", row.id))
    return key


def close(work: Work) -> None:
    """No feed any more."""
    row = work.db.get_one(Official, work.actor.id)
    row.feed_hash = None
    work.db.add(row)
    work.record("feed.close", ("official", row.id))


def want_digest(work: Work, wanted: bool) -> None:
    row = work.db.get_one(Official, work.actor.id)
    row.digest = wanted
    work.db.add(row)
    work.record("digest", ("official", row.id), after={"wanted": wanted})
