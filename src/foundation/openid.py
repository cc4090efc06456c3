"""Signing in at somebody else's: OpenID Connect, authorization code with PKCE.

One provider, named in the settings. Its addresses come from its own discovery document and lead to
its own host or to hosts named in the settings; its keys are fetched again when a token names one
that we do not know, at most once a minute. What a token says is judged in `foundation.tokens`.
"""

import base64
import hashlib
import json
import logging
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode, urlsplit

from foundation import outbound, tokens
from foundation.clock import Clock
from foundation.tokens import Claims, TokenRefused

log = logging.getLogger("goi.openid")

KNOWN_FOR = timedelta(hours=1)
KEYS_ASKED_EVERY = timedelta(minutes=1)
_DISCOVERY = "/.well-known/openid-configuration"
_SCOPE = "openid profile email"


class SignInFailed(Exception):
    """Nobody was proved to be anybody. The words are for the log, never for the visitor."""


class ProviderAway(SignInFailed):
    """The provider can't be reached or does not answer as one."""


@dataclass(frozen=True)
class Registration:
    """How the provider knows us and we know it. `alg` is the one algorithm its tokens are signed
    with; `hosts` are those its addresses may be at beside the issuer's own."""

    issuer: str
    client_id: str
    client_secret: str = field(default="", repr=False)
    alg: str = "RS256"
    hosts: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Attempt:
    """One try to sign in. Everything follows from a secret that only this browser keeps: nothing
    has to be stored, and an answer meant for another browser proves nothing here."""

    secret: str

    @property
    def state(self) -> str:
        return self._derived("state")

    @property
    def nonce(self) -> str:
        return self._derived("nonce")

    @property
    def verifier(self) -> str:
        return self._derived("verifier")

    @property
    def challenge(self) -> str:
        """RFC 7636, S256."""
        return _b64(hashlib.sha256(self.verifier.encode()).digest())

    def _derived(self, purpose: str) -> str:
        return _b64(hashlib.sha256(f"{purpose} {self.secret}".encode()).digest())


@dataclass
class _Known:
    value: Any
    at: datetime


class Provider:
    """The provider, as this process knows it: its document and keys are kept for an hour."""

    def __init__(self, registration: Registration, clock: Clock) -> None:
        self._of = registration
        self._clock = clock
        self._lock = threading.Lock()
        self._document: _Known | None = None
        self._keys: _Known | None = None

    @property
    def issuer(self) -> str:
        return self._of.issuer

    def authorization_address(self, attempt: Attempt, back: str) -> str:
        """Where the browser is sent. Raises ProviderAway."""
        asked = {
            "response_type": "code",
            "client_id": self._of.client_id,
            "redirect_uri": back,
            "scope": _SCOPE,
            "state": attempt.state,
            "nonce": attempt.nonce,
            "code_challenge": attempt.challenge,
            "code_challenge_method": "S256",
        }
        return _with_query(self._endpoint("authorization_endpoint"), asked)

    def end_session_address(self, back: str) -> str | None:
        """Where a session at the provider is ended; None where it has no such place."""
        if "end_session_endpoint" not in self._discovered():
            return None
        asked = {"client_id": self._of.client_id, "post_logout_redirect_uri": back}
        return _with_query(self._endpoint("end_session_endpoint"), asked)

    def names_itself(self, iss: str | None) -> bool:
        """Whether an answer names this provider (RFC 9207), where it says that it does."""
        promised = self._discovered().get("authorization_response_iss_parameter_supported")
        return iss == self._of.issuer if iss is not None else promised is not True

    def claims(self, code: str, attempt: Attempt, back: str) -> Claims:
        """Who signed in, as the provider's signed token for this very attempt says.

        Raises SignInFailed.
        """
        told = self._exchange(code, attempt, back)
        token, access = told.get("id_token"), told.get("access_token")
        if not isinstance(token, str):
            raise SignInFailed("no ID token")
        try:
            header, unproved = tokens.read(token)
            return tokens.verify_id_token(
                token,
                jwks=self._keys_for(header.get("kid")),
                alg=self._of.alg,
                issuer=self._of.issuer,
                client_id=self._of.client_id,
                nonce=attempt.nonce,
                now=int(self._clock.now().timestamp()),
                access_token=access if isinstance(access, str) and "at_hash" in unproved else None,
            )
        except (TokenRefused, ValueError, RecursionError) as error:
            raise SignInFailed(f"token refused: {error}") from None

    # --- what the provider is asked ---------------------------------------------------------

    def _exchange(self, code: str, attempt: Attempt, back: str) -> Mapping[str, Any]:
        sent = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": back,
            "client_id": self._of.client_id,
            "code_verifier": attempt.verifier,
        }
        secret = self._of.client_secret
        basic = (self._of.client_id, secret) if secret else None
        origin, path = _parted(self._endpoint("token_endpoint"))
        try:
            with outbound.client(origin) as link:
                status, body = outbound.post_form(link, path, sent, basic)
        except (*outbound.FAULTS, outbound.TooMuch) as error:
            raise ProviderAway(f"token endpoint: {error!r}") from None
        if status >= 500:
            raise ProviderAway(f"token endpoint: {status}")
        if status != 200:
            raise SignInFailed(f"code refused: {status}")
        return _object(body)

    def _keys_for(self, kid: object) -> list[Mapping[str, Any]]:
        """The provider's keys; asked for again where none has this name, but not every time:
        else whoever invents names makes us ask."""
        with self._lock:
            now, known = self._clock.now(), self._keys
            fresh = known is not None and now - known.at < KNOWN_FOR
            has = known is not None and any(key.get("kid") == kid for key in known.value)
            if known is None or not fresh or (not has and now - known.at >= KEYS_ASKED_EVERY):
                found = self._fetch(self._endpoint("jwks_uri")).get("keys")
                if not isinstance(found, list):
                    raise ProviderAway("no keys")
                known = self._keys = _Known([one for one in found if isinstance(one, dict)], now)
            keys: list[Mapping[str, Any]] = known.value
            return keys

    def _discovered(self) -> Mapping[str, Any]:
        now, known = self._clock.now(), self._document
        if known is None or now - known.at >= KNOWN_FOR:
            document = self._fetch(self._of.issuer.rstrip("/") + _DISCOVERY)
            if document.get("issuer") != self._of.issuer:
                raise ProviderAway("the discovery document is another issuer's")
            known = self._document = _Known(document, now)
        found: Mapping[str, Any] = known.value
        return found

    def _endpoint(self, name: str) -> str:
        """An address of the provider's: with the issuer's own scheme, at a host that is known."""
        address = self._discovered().get(name)
        own = urlsplit(self._of.issuer)
        try:
            parts = urlsplit(address) if isinstance(address, str) else None
            good = (
                parts is not None
                and parts.scheme == own.scheme
                and (parts.netloc == own.netloc or parts.netloc in self._of.hosts)
                and not parts.fragment
            )
        except ValueError:
            good = False
        if not good:
            raise ProviderAway(f"{name} leads elsewhere: {address!r}")
        return str(address)

    def _fetch(self, address: str) -> Mapping[str, Any]:
        origin, path = _parted(address)
        try:
            with outbound.client(origin) as link:
                return _object(outbound.get(link, path))
        except (*outbound.FAULTS, outbound.TooMuch) as error:
            raise ProviderAway(f"{path}: {error!r}") from None


def _parted(address: str) -> tuple[str, str]:
    parts = urlsplit(address)
    path = parts.path or "/"
    return f"{parts.scheme}://{parts.netloc}", f"{path}?{parts.query}" if parts.query else path


def _with_query(address: str, asked: Mapping[str, str]) -> str:
    return f"{address}{'&' if '?' in address else '?'}{urlencode(asked)}"


def _object(body: bytes) -> Mapping[str, Any]:
    try:
        value = json.loads(body)
    except (ValueError, RecursionError):
        raise ProviderAway("not JSON") from None
    if not isinstance(value, dict):
        raise ProviderAway("not an object")
    return value


def _b64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
