"""Receipts of authorship: a company can prove later, if it ever wants to, that a request is its
own.

At the consent a nonce of 256 random bits is drawn. Its commitment, a hash over the consented text
and the nonce, travels with the request and tells nothing: without the nonce it can be neither
computed nor tried out. Named requests carry one as well, so having one tells nothing either. The
nonce is told the company once and kept nowhere, so that nobody but the company can ever open it.
"""

import hashlib
from dataclasses import dataclass
from typing import Any

from foundation.chance import Chance
from foundation.columns import canonical

FORMAT = "goi-authorship-1"
NONCE_BYTES = 32


@dataclass(frozen=True)
class Receipt:
    """`text` is the consented package, `text_hash` SHA-256 over its canonical JSON, `nonce` and
    `commitment` 64 hexadecimal digits each."""

    text: Any
    text_hash: str
    nonce: str
    commitment: str

    def written(self) -> str:
        """The file that the company keeps: JSON."""
        return canonical({"format": FORMAT, **vars(self)})


def draw(chance: Chance, text: Any, text_hash: str) -> Receipt:
    """A new receipt for a text."""
    nonce = chance.bytes(f"authorship/{text_hash}", NONCE_BYTES)
    return Receipt(text, text_hash, nonce.hex(), commitment(text_hash, nonce))


def commitment(text_hash: str, nonce: bytes) -> str:
    """SHA-256 over the format's name and a newline, the 32 bytes of the text's hash and the 32 of
    the nonce; as 64 hexadecimal digits."""
    return hashlib.sha256(f"{FORMAT}\n".encode() + bytes.fromhex(text_hash) + nonce).hexdigest()
