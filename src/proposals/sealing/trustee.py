"""What a trustee does with a private key the server never has: the key's file, and the two steps
of opening. The browser does the same in frontend/scripts/trustee.js."""

import base64
import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC

from foundation.columns import canonical
from proposals.sealing import merkle
from proposals.sealing.sealed import PAIRS, Broken, open_inner, open_outer

KEY_FORMAT = "goi-trustee-key-1"
ITERATIONS = 600_000
_PROOF = b"goi-trustee-1 "


class WrongKey(Exception):
    """A passphrase that does not open the file, or a key that is not the ballot's."""


@dataclass(frozen=True)
class Key:
    """A trustee's private keys: `seal` (X25519) opens, `sign` (Ed25519) signs."""

    seal: bytes
    sign: bytes

    @property
    def seal_public(self) -> bytes:
        return X25519PrivateKey.from_private_bytes(self.seal).public_key().public_bytes_raw()

    @property
    def sign_public(self) -> bytes:
        return Ed25519PrivateKey.from_private_bytes(self.sign).public_key().public_bytes_raw()

    @property
    def public(self) -> str:
        """What is handed to the server: both public keys and the proof that they are one's."""
        mine = self.seal_public + self.sign_public
        return (mine + self.signed(_PROOF + mine)).hex()

    def signed(self, data: bytes) -> bytes:
        return Ed25519PrivateKey.from_private_bytes(self.sign).sign(data)


def public_keys(handed: str) -> tuple[str, str]:
    """The sealing and the signing key (hex) of what a trustee handed over. Raises WrongKey."""
    try:
        raw = bytes.fromhex(handed)
        Ed25519PublicKey.from_public_bytes(raw[32:64]).verify(raw[64:], _PROOF + raw[:64])
    except (ValueError, InvalidSignature):
        raise WrongKey from None
    return raw[:32].hex(), raw[32:64].hex()


def fingerprint(seal: str, sign: str) -> str:
    """Eight groups of four characters by which two people compare a key."""
    digest = hashlib.sha256(bytes.fromhex(seal + sign)).hexdigest()[:32]
    return " ".join(digest[place : place + 4] for place in range(0, 32, 4))


def lock(key: Key, passphrase: str, salt: bytes, nonce: bytes) -> str:
    """The key's file: the private keys under a passphrase."""
    sealed = AESGCM(_stretched(passphrase, salt, ITERATIONS)).encrypt(
        nonce, key.seal + key.sign, None
    )
    told = {
        "format": KEY_FORMAT, "iterations": ITERATIONS, "salt": salt.hex(), "nonce": nonce.hex(),
        "sealed": sealed.hex(), "public": key.public,
    }  # fmt: skip
    return json.dumps(told, indent=1) + "\n"


def unlock(file: str, passphrase: str) -> Key:
    """Raises WrongKey."""
    try:
        told = json.loads(file)
        if told["format"] != KEY_FORMAT or not 100_000 <= told["iterations"] <= 10_000_000:
            raise WrongKey
        stretched = _stretched(passphrase, bytes.fromhex(told["salt"]), told["iterations"])
        plain = AESGCM(stretched).decrypt(
            bytes.fromhex(told["nonce"]), bytes.fromhex(told["sealed"]), None
        )
    except (ValueError, KeyError, TypeError, InvalidTag):
        raise WrongKey from None
    return Key(plain[:32], plain[32:])


def place_of(key: Key, bulletin: dict[str, Any]) -> int:
    """Which of the three trustees the key is. Raises WrongKey."""
    for place, one in enumerate(bulletin["opening"]["trustees"]):
        if (one["seal"], one["sign"]) == (key.seal_public.hex(), key.sign_public.hex()):
            return place
    raise WrongKey


def next_step(key: Key, bulletin: dict[str, Any]) -> list[dict[str, Any]]:
    """What this trustee hands over now: the opened slips where another has taken the outer seals
    off for them, else the votes without their outer seals. Raises WrongKey."""
    place = place_of(key, bulletin)
    for mixed in bulletin["mixed"]:
        if mixed["statement"]["pair"][1] == place:
            return [opened(key, bulletin, mixed)]
    return [mix(key, bulletin, pair) for pair in PAIRS if pair[0] == place]


def mix(key: Key, bulletin: dict[str, Any], pair: tuple[int, int]) -> dict[str, Any]:
    """Take the outer seals off. Sorting by what is inside is the shuffle: the inner seals are
    random, and their order has nothing to do with that of the votes."""
    context = bytes.fromhex(bulletin["opening_hash"])
    inner, broken = [], []
    for sealed in map(base64.b64decode, bulletin["box"]):
        try:
            inner.append(open_outer(key.seal, sealed, context, pair))
        except Broken:
            broken.append(merkle.leaf(sealed).hex())
    statement = {
        "format": "goi-ballot-mixed-1", "opening": bulletin["opening_hash"],
        "root": bulletin["root"], "pair": list(pair),
        "inner": sorted(base64.b64encode(one).decode() for one in inner), "broken": sorted(broken),
    }  # fmt: skip
    return _signed(key, statement)


def opened(key: Key, bulletin: dict[str, Any], mixed: dict[str, Any]) -> dict[str, Any]:
    """Open what is inside; the slips are sorted by their random numbers."""
    statement = mixed["statement"]
    pair = (statement["pair"][0], statement["pair"][1])
    context, options = bytes.fromhex(bulletin["opening_hash"]), bulletin["opening"]["options"]
    slips: dict[str, str] = {}
    broken = []
    for text in statement["inner"]:
        try:
            inner = base64.b64decode(text)
            slip = open_inner(key.seal, inner, context, pair, len(options))
            if (shown := tracker_shown(slip.tracker)) in slips:
                raise Broken  # a copy of a vote is no vote
            slips[shown] = options[slip.option]
        except Broken:
            broken.append(hashlib.sha256(base64.b64decode(text)).hexdigest())
    told = {
        "format": "goi-ballot-opened-1", "opening": bulletin["opening_hash"],
        "root": bulletin["root"], "pair": list(pair), "mixed": hash_of(statement),
        "slips": sorted(map(list, slips.items())), "broken": sorted(broken),
    }  # fmt: skip
    return _signed(key, told)


def hash_of(statement: dict[str, Any]) -> str:
    return hashlib.sha256(canonical(statement).encode()).hexdigest()


def tracker_shown(tracker: bytes) -> str:
    """The voter's own number as it is read aloud: 16 characters."""
    return base64.b32encode(tracker).decode().lower()


def is_signed(signed: dict[str, Any], public: str) -> bool:
    """Whether a statement carries the signature of this key."""
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(public)).verify(
            bytes.fromhex(signed["signature"]), canonical(signed["statement"]).encode()
        )
    except (InvalidSignature, ValueError, KeyError, TypeError):
        return False
    return True


def _signed(key: Key, statement: dict[str, Any]) -> dict[str, Any]:
    signature = key.signed(canonical(statement).encode())
    return {"statement": statement, "signature": signature.hex()}


def _stretched(passphrase: str, salt: bytes, iterations: int) -> bytes:
    return PBKDF2HMAC(SHA256(), 32, salt, iterations).derive(passphrase.encode())


NewBytes = Callable[[int], bytes]


def new_key(random: NewBytes) -> Key:
    """A new key from 64 random bytes."""
    return Key(random(32), random(32))
