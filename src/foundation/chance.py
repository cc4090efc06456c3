"""Random numbers and public ids, with a stream of its own for each purpose.

One shared stream would shift when another part of the program draws more numbers; two worlds
that differ only in who asked would then differ everywhere, and a comparison would prove nothing.
"""

import base64
import random
import secrets
from collections.abc import Callable
from typing import Any

ID_PATTERN = "[a-z2-7]{16}"


class Chance:
    """Source of unguessable bytes; `stream` names the purpose."""

    def bytes(self, stream: str, size: int) -> bytes:
        return secrets.token_bytes(size)

    def id(self, stream: str) -> str:
        """A public id: 80 random bits as 16 characters of base32, lower case. Tells nothing."""
        return base64.b32encode(self.bytes(stream, 10)).decode().lower()

    def token(self, stream: str) -> str:
        """A bearer secret of 256 bits, 43 URL-safe characters."""
        return base64.urlsafe_b64encode(self.bytes(stream, 32)).decode().rstrip("=")

    def shuffle(self, stream: str, items: list[Any]) -> None:
        """Shuffle in place by drawing from the stream."""
        seed = int.from_bytes(self.bytes(stream, 32), "big")
        random.Random(seed).shuffle(items)


class SeededChance(Chance):
    """Repeatable streams, for tests and the demo world only."""

    def __init__(self, seed: str) -> None:
        self._seed = seed
        self._streams: dict[str, Callable[[int], bytes]] = {}

    def bytes(self, stream: str, size: int) -> bytes:
        draw = self._streams.setdefault(
            stream, random.Random(f"{self._seed}/{stream}").randbytes
        )
        return draw(size)
