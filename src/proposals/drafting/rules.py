"""Who may draft, and what filing goes together. Pure: facts in, verdict out."""

from foundation.actor import Actor, Kind
from foundation.verdict import YES, Verdict, no
from proposals.drafting.classification import Novelty

_DRAFTING = frozenset({Kind.MEMBER, Kind.ADVISER, Kind.SECRETARIAT})


def may_draft(actor: Actor) -> Verdict:
    """Members, advisers and the secretariat write requests; observers read."""
    return YES if actor.kind in _DRAFTING else no("request.no_drafter")


def fits_earlier(novelty: str, earlier_id: str | None) -> Verdict:
    """A request that goes back to another one says to which; a new one goes back to none."""
    if novelty == Novelty.NEW:
        return YES if earlier_id is None else no("request.earlier_not_new")
    return YES if earlier_id is not None else no("request.earlier_missing")
