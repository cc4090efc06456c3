"""Sealing secrets that stand in a store, with a key that does not: whoever has the database, or a
backup of it, has none of them.

The keys stand in a file, one a line: 32 bytes in base64url. The first one seals, all of them open,
so that a key is exchanged by putting a new one before it.
"""

import base64
import os
from collections.abc import Callable, Sequence
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEY_BYTES, NONCE_BYTES = 32, 12
_MARK = "sealed-1."


class CantOpen(Exception):
    """Sealed with another key, for another purpose, or damaged."""


class BadKeys(ValueError):
    """The file of keys is none."""


class Sealer:
    """Seals with the first of its keys (32 bytes each) and opens with any."""

    def __init__(self, keys: Sequence[bytes]) -> None:
        self._ciphers = [AESGCM(key) for key in keys]

    def seal(self, secret: bytes, purpose: str, nonce: bytes) -> str:
        """A secret as it may stand in a store. What is sealed for a purpose opens for no other;
        `nonce` is 12 bytes that are never used twice."""
        sealed = nonce + self._ciphers[0].encrypt(nonce, secret, purpose.encode())
        return _MARK + base64.urlsafe_b64encode(sealed).decode()

    def open(self, sealed: str, purpose: str) -> bytes:
        """The secret. Raises CantOpen."""
        try:
            raw = base64.urlsafe_b64decode(sealed.removeprefix(_MARK))
        except ValueError:
            raise CantOpen from None
        for cipher in self._ciphers:
            try:
                return cipher.decrypt(raw[:NONCE_BYTES], raw[NONCE_BYTES:], purpose.encode())
            except (InvalidTag, ValueError):
                continue
        raise CantOpen


def sealer_of(file: Path, new: Callable[[], bytes]) -> Sealer:
    """The sealer of a file of keys; where there is none yet one is made with a key from `new`,
    which nobody but its owner may read. Raises BadKeys, OSError."""
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        _write_once(file, base64.urlsafe_b64encode(new()) + b"\n")
    try:
        keys = [base64.b64decode(line, b"-_", validate=True) for line in file.read_bytes().split()]
    except ValueError:
        keys = []
    if not keys or any(len(key) != KEY_BYTES for key in keys):
        raise BadKeys(f"{file} must hold keys of 32 bytes in base64url, one a line")
    return Sealer(keys)


def _write_once(file: Path, content: bytes) -> None:
    """Of several processes that begin at once one writes it, and nobody sees half of it."""
    half = file.with_name(f"{file.name}.{os.getpid()}")
    with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        out.write(content)
    try:
        os.link(half, file)
    except FileExistsError:
        pass
    finally:
        half.unlink()
