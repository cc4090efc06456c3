"""Passwords: argon2id, at most two at a time so that a rush can't exhaust memory."""

import threading
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

from foundation.errors import Unavailable

MIN_LENGTH = 12
MAX_LENGTH = 128
_WAIT_SECONDS = 10
_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
_two_at_a_time = threading.BoundedSemaphore(2)


def hash_password(password: str) -> str:
    """The argon2id hash (19 MiB, t=2, p=1: OWASP password storage cheat sheet)."""
    with _turn():
        return _hasher.hash(password)


def password_matches(stored: str | None, password: str) -> bool:
    """Whether the password is right. Works as long for an unknown account as for a known one."""
    with _turn():
        try:
            return _hasher.verify(stored or _decoy(), password) and stored is not None
        except (Argon2Error, InvalidHashError):
            return False


@cache
def _decoy() -> str:
    return _hasher.hash("nobody has this password")


class _turn:
    def __enter__(self) -> None:
        if not _two_at_a_time.acquire(timeout=_WAIT_SECONDS):
            raise Unavailable

    def __exit__(self, *_: object) -> None:
        _two_at_a_time.release()
