"""Sealing a vote to trustees so that any two of three open it, and none of them alone.

A slip is sealed three times, once for each pair of trustees: an inner seal to the second of the
pair inside an outer seal to the first. The first takes the outer seals off and shuffles; the second
opens what is inside. So whoever knows which sealed vote is whose needs both to learn what it says.

A seal is X25519 with a fresh key, HKDF-SHA256 and AES-256-GCM, bound to the opening's hash (after
RFC 9180, base mode). All sealed votes have the same length and carry no time.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

PAIRS = ((0, 1), (0, 2), (1, 2))
TRACKER = 10  # bytes; shown as 16 characters of base32
SLIP = 16
INNER = 32 + SLIP + 16
OUTER = 32 + INNER + 16
VOTE = OUTER * len(PAIRS)
SEEDS = 2 * len(PAIRS)


class Broken(Exception):
    """A seal that does not open, or a slip that is none."""


@dataclass(frozen=True)
class Slip:
    """What is inside: the voter's own random number, and the place of the choice among the
    options."""

    tracker: bytes
    option: int

    def to_bytes(self) -> bytes:
        return self.tracker + bytes([self.option]) + bytes(SLIP - TRACKER - 1)

    @classmethod
    def from_bytes(cls, plain: bytes, options: int) -> "Slip":
        """Raises Broken."""
        if len(plain) != SLIP or any(plain[TRACKER + 1 :]) or plain[TRACKER] >= options:
            raise Broken
        return cls(plain[:TRACKER], plain[TRACKER])


def vote_of(keys: Sequence[bytes], context: bytes, slip: Slip, seeds: Sequence[bytes]) -> bytes:
    """A sealed vote. `keys`: the three trustees' public keys; `context`: the opening's hash;
    `seeds`: six times 32 random bytes, used once."""
    fresh = iter(seeds)
    parts = []
    for first, second in PAIRS:
        inner = seal(keys[second], slip.to_bytes(), context, _label(first, second, "inner"),
                     next(fresh))  # fmt: skip
        parts.append(
            seal(keys[first], inner, context, _label(first, second, "outer"), next(fresh))
        )
    return b"".join(parts)


def open_outer(private: bytes, vote: bytes, context: bytes, pair: tuple[int, int]) -> bytes:
    """The first of a pair takes the outer seal off. Raises Broken."""
    place = PAIRS.index(pair) * OUTER
    outer = vote[place : place + OUTER]
    return unseal(private, outer, context, _label(*pair, "outer"))


def open_inner(
    private: bytes, inner: bytes, context: bytes, pair: tuple[int, int], options: int
) -> Slip:
    """The second of a pair opens what the first left. Raises Broken."""
    return Slip.from_bytes(unseal(private, inner, context, _label(*pair, "inner")), options)


def seal(public: bytes, plain: bytes, context: bytes, label: bytes, seed: bytes) -> bytes:
    """`plain` sealed to a public key: 32 bytes of the fresh key, then the ciphertext."""
    fresh = X25519PrivateKey.from_private_bytes(seed)
    own = fresh.public_key().public_bytes_raw()
    shared = fresh.exchange(X25519PublicKey.from_public_bytes(public))
    key, nonce = _key(shared, context, label, own, public)
    return own + AESGCM(key).encrypt(nonce, plain, None)


def unseal(private: bytes, sealed: bytes, context: bytes, label: bytes) -> bytes:
    """Raises Broken."""
    mine = X25519PrivateKey.from_private_bytes(private)
    own, ciphertext = sealed[:32], sealed[32:]
    try:
        shared = mine.exchange(X25519PublicKey.from_public_bytes(own))
        key, nonce = _key(shared, context, label, own, mine.public_key().public_bytes_raw())
        return AESGCM(key).decrypt(nonce, ciphertext, None)
    except (InvalidTag, ValueError):
        raise Broken from None


def _key(
    shared: bytes, context: bytes, label: bytes, own: bytes, public: bytes
) -> tuple[bytes, bytes]:
    made = HKDF(SHA256(), 44, salt=context, info=label + own + public).derive(shared)
    return made[:32], made[32:]


def _label(first: int, second: int, layer: str) -> bytes:
    return f"goi-seal-1 {first}{second} {layer} ".encode()


@dataclass(frozen=True)
class Prepared:
    """A vote sealed on the server, for a browser without script: all of it comes from the form's
    seed, so that a form sent twice is the same vote, and nothing of it need be kept."""

    vote: bytes
    tracker: bytes
    code: str


def prepare(keys: Sequence[bytes], context: bytes, option: int, seed: bytes) -> Prepared:
    """Seal `option` with randomness drawn from `seed` (32 random bytes of the form)."""

    def drawn(purpose: str) -> bytes:
        return hashlib.sha256(
            b"goi-form-1 " + purpose.encode() + b" " + bytes([option]) + seed + context
        ).digest()

    tracker = drawn("tracker")[:TRACKER]
    seeds = [drawn(f"seal {number}") for number in range(SEEDS)]
    vote = vote_of(keys, context, Slip(tracker, option), seeds)
    return Prepared(vote, tracker, drawn("code")[:16].hex())
