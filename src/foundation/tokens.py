"""ID tokens of OpenID Connect and signed messages: the only module that may import jose.

The library accepts much that it should not, so that a token is read strictly before the library
sees it, and its claims are judged once more afterwards.
"""

import base64
import hmac
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NoReturn

from cryptography.hazmat.primitives.asymmetric import ec
from jose import jws, jwt
from jose.backends import ECKey, RSAKey
from jose.backends.cryptography_backend import CryptographyECKey, CryptographyRSAKey
from jose.exceptions import JOSEError

# What a provider may be configured with: no HMAC, no "none", no encryption.
KEY_TYPES = {"RS256": "RSA", "ES256": "EC"}

_MAX_LENGTH = 20_000
_SHAPE = re.compile(r"[\w-]{2,4096}\.[\w-]{2,16384}\.[\w-]{2,1024}", re.ASCII)
_MESSAGE = re.compile(r"[\w-]{2,4096}\.[\w-]{2,}\.[\w-]{86}", re.ASCII)
_P256 = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551  # order of the curve
KEY_BYTES = 48  # random bytes a signing key is made of (FIPS 186-5, A.2.1)
# Headers that bring a key of their own, change the meaning of the rest or ask for more.
_FORBIDDEN = frozenset("crit jku jwk x5u x5c b64 zip enc epk p2c p2s".split())
_LATEST = 2**40
# What the library and the standard library let escape on hostile input.
_MISHAPS = (JOSEError, ValueError, TypeError, LookupError, AttributeError, OverflowError)

Claims = dict[str, Any]


class TokenRefused(Exception):
    """The token proves nothing. `reason` is for the log, never for the visitor."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def assert_backend() -> None:
    """Make sure, at start, that the pure Python ecdsa and rsa are installed but never used.

    Raises:
        RuntimeError: jose would check signatures with them (CVE-2024-23342 is not mended there).
    """
    if RSAKey is not CryptographyRSAKey or ECKey is not CryptographyECKey:
        raise RuntimeError("python-jose must check signatures with the cryptography library")


def verify_id_token(
    token: str,
    *,
    jwks: Sequence[Mapping[str, Any]],
    alg: str,
    issuer: str,
    client_id: str,
    nonce: str,
    now: int,
    leeway: int = 60,
    max_age: int = 600,
    access_token: str | None = None,
) -> Claims:
    """The claims of an ID token that this issuer signed for us, just now, for this sign-in.

    `alg` is the one algorithm configured for the issuer, "RS256" or "ES256". `now`, `leeway` and
    `max_age` are in seconds, `now` since 1970. With `access_token` its hash must be in the token.
    After OpenID Connect Core 1.0, 3.1.3.7, and stricter: `aud` is our client id and nothing else.

    Raises:
        TokenRefused: for everything else, whatever is wrong with it.
        ValueError: our own configuration is wrong: an unknown `alg`, or an empty nonce.
    """
    if alg not in KEY_TYPES or not nonce:
        raise ValueError("an ID token is checked with RS256 or ES256 and a nonce")
    try:
        header, claims = read(token)
        key = key_for(header, jwks, alg)
        if signed_claims(token, key, alg, issuer, client_id, access_token) != claims:
            raise TokenRefused("read in two ways")
        _judge_times(claims, now, leeway, max_age)
        _judge_names(claims, issuer, client_id, nonce)
    except (*_MISHAPS, RecursionError) as error:
        raise TokenRefused(type(error).__name__) from None
    return claims


def read(token: str) -> tuple[Claims, Claims]:
    """Header and claims of a token in its one canonical spelling; nothing is verified yet."""
    if not isinstance(token, str) or len(token) > _MAX_LENGTH or not _SHAPE.fullmatch(token):
        raise TokenRefused("shape")
    header, claims, signature = token.split(".")
    _bytes(signature)
    return _object(header), _object(claims)


def key_for(
    header: Claims, jwks: Sequence[Mapping[str, Any]], alg: str, typ: str = "JWT"
) -> dict[str, Any]:
    """The one key of the issuer that the header names and that fits the algorithm."""
    if header.get("alg") != alg or header.get("typ", "JWT") != typ or _FORBIDDEN & header.keys():
        raise TokenRefused("header")
    kid = header.get("kid")
    fitting = [key for key in jwks if key.get("kid") == kid and _fits(key, alg)]
    if not isinstance(kid, str) or len(fitting) != 1:
        raise TokenRefused("key")
    return {**fitting[0], "alg": alg}


def signed_claims(
    token: str,
    key: Mapping[str, Any],
    alg: str,
    issuer: str,
    client_id: str,
    access_token: str | None,
) -> Claims:
    """What the library takes from the token after checking its signature.

    It is not asked about times, which it would compare with the machine's clock.
    """
    bound = access_token is not None
    # To require one of the times would be to ask about it.
    required = {f"require_{name}": True for name in ("aud", "iss", "sub")}
    clock = {f"verify_{name}": False for name in ("exp", "iat", "nbf")}
    return jwt.decode(
        token,
        key,
        algorithms=[alg],
        audience=client_id,
        issuer=issuer,
        access_token=access_token,
        options={**required, **clock, "verify_at_hash": bound, "require_at_hash": bound},
    )


@dataclass(frozen=True)
class Message:
    """A signed message that was verified: its protected header, and the bytes that were signed."""

    header: Claims
    payload: bytes


def new_signing_key(kid: str, random: bytes) -> Claims:
    """A private key for ES256 as JWK (RFC 7517), made of `KEY_BYTES` random bytes.

    Raises ValueError for fewer bytes.
    """
    if len(random) < KEY_BYTES:
        raise ValueError(f"a signing key is made of {KEY_BYTES} random bytes")
    secret = int.from_bytes(random) % (_P256 - 1) + 1
    point = ec.derive_private_key(secret, ec.SECP256R1()).public_key().public_numbers()
    numbers = {"x": point.x, "y": point.y, "d": secret}
    written = {name: _written(value.to_bytes(32)) for name, value in numbers.items()}
    return {"kty": "EC", "crv": "P-256", "alg": "ES256", "use": "sig", "kid": kid, **written}


def public_part(key: Mapping[str, Any]) -> Claims:
    """The key as others may have it."""
    return {name: value for name, value in key.items() if name != "d"}


def sign_message(
    payload: bytes, key: Mapping[str, Any], *, typ: str, issuer: str, audience: str, **header: str
) -> str:
    """The payload signed with ES256, as compact JWS (RFC 7515).

    What is said about the message (its type, from whom to whom, `header`) stands in the protected
    header, so that the payload is nothing but the bytes given.
    """
    said = {"typ": typ, "kid": key["kid"], "iss": issuer, "aud": audience, **header}
    return jws.sign(payload, dict(key), headers=said, algorithm="ES256")


def verify_message(
    token: str, *, jwks: Sequence[Mapping[str, Any]], typ: str, issuer: str, audience: str
) -> Message:
    """The message that this issuer signed with ES256 for us, of this type.

    Raises:
        TokenRefused: for everything else, whatever is wrong with it.
    """
    try:
        if not isinstance(token, str) or not _MESSAGE.fullmatch(token):
            raise TokenRefused("shape")
        first, second, signature = token.split(".")
        _bytes(signature)
        header, payload = _object(first), _bytes(second)
        key = key_for(header, jwks, "ES256", typ)
        if jws.verify(token, key, ["ES256"]) != payload:
            raise TokenRefused("read in two ways")
        if header["iss"] != issuer:
            raise TokenRefused("issuer")
        if header["aud"] != audience:
            raise TokenRefused("audience")
    except (*_MISHAPS, RecursionError) as error:
        raise TokenRefused(type(error).__name__) from None
    return Message(header, payload)


def read_json(payload: bytes) -> Claims:
    """A signed payload that is a JSON object, each name in it once. Raises TokenRefused."""
    try:
        return _parsed(payload)
    except (*_MISHAPS, RecursionError) as error:
        raise TokenRefused(type(error).__name__) from None


def _fits(key: Mapping[str, Any], alg: str) -> bool:
    purpose = (key.get("kty"), key.get("use", "sig"), key.get("alg", alg))
    if purpose != (KEY_TYPES[alg], "sig", alg) or "d" in key:
        return False
    if alg == "ES256":
        return key.get("crv") == "P-256"
    return int.from_bytes(_bytes(key["n"])).bit_length() >= 2048


def _judge_times(claims: Claims, now: int, leeway: int, max_age: int) -> None:
    exp, iat = _seconds(claims["exp"]), _seconds(claims["iat"])
    begins = _seconds(claims.get("nbf", 0))
    if exp <= now - leeway or begins > now + leeway or not now - max_age <= iat <= now + leeway:
        raise TokenRefused("time")


def _judge_names(claims: Claims, issuer: str, client_id: str, nonce: str) -> None:
    if claims["iss"] != issuer:
        raise TokenRefused("issuer")
    if claims["aud"] not in (client_id, [client_id]) or claims.get("azp", client_id) != client_id:
        raise TokenRefused("audience")
    if not hmac.compare_digest(_text(claims["nonce"]).encode(), nonce.encode()):
        raise TokenRefused("nonce")
    subject = _text(claims["sub"])
    if not 0 < len(subject) <= 255 or not (subject.isascii() and subject.isprintable()):
        raise TokenRefused("subject")


def _seconds(value: object) -> int:
    if type(value) is not int or not 0 <= value < _LATEST:
        raise TokenRefused("number")
    return value


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TokenRefused("text")
    return value


def _object(segment: str) -> Claims:
    return _parsed(_bytes(segment))


def _parsed(data: bytes) -> Claims:
    parsed = json.loads(
        data.decode(), object_pairs_hook=_without_duplicates, parse_constant=_no_number
    )
    if not isinstance(parsed, dict):
        raise TokenRefused("not an object")
    return parsed


def _bytes(segment: str) -> bytes:
    decoded = base64.urlsafe_b64decode(segment + "=" * (-len(segment) % 4))
    # Left-over bits would give one token several spellings.
    if _written(decoded) != segment:
        raise TokenRefused("spelling")
    return decoded


def _written(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def _without_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    named = dict(pairs)
    if len(named) != len(pairs):
        raise TokenRefused("a name twice")
    return named


def _no_number(_: str) -> NoReturn:
    raise TokenRefused("number")
