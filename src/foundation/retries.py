"""How long what failed to leave waits before it is tried again: a mail, a message, a question."""

import hashlib
from datetime import timedelta

FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(hours=6)


def wait_after(what: str, attempts: int) -> timedelta:
    """How long to wait after this many failures in a row: doubling up to six hours, and spread by
    half of itself so that what failed together does not come back together. The spread follows
    from the id `what`, so nothing else can be read from it."""
    longest: timedelta = min(FIRST_WAIT * 2 ** min(max(attempts, 1) - 1, 20), LONGEST_WAIT)
    drawn = hashlib.sha256(f"{what}/{attempts}".encode()).digest()
    return longest * (0.5 + int.from_bytes(drawn[:4], "big") / 2**33)
