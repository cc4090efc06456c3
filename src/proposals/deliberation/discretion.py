"""What whoever asks may say of themselves where members must not know who it is."""

from foundation.errors import require
from foundation.verdict import YES, no
from foundation.work import Work
from proposals.directory import directory, identifying
from proposals.queries import Seen
from proposals.rules import HIDDEN_FROM_MEMBERS


def speaks_unnamed(seen: Seen) -> bool:
    """Whether what this actor says is said by whoever asks, without a name."""
    return seen.request.anonymity == HIDDEN_FROM_MEMBERS and seen.relation.requester


def keep_unnamed(work: Work, seen: Seen, **texts: str) -> None:
    """Refuse words by which their unnamed author would tell who asks.

    Only that author is refused: a refusal to anybody else would answer the question they may not
    ask. Raises Refused.
    """
    if not speaks_unnamed(seen):
        return
    found = identifying(work.db, seen.request.id, texts, directory(work.db))
    require(no("deliberation.tells_who", n=len(found)) if found else YES)
