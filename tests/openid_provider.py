"""A reference provider of OpenID Connect, really served: its keys rotate, its codes work once, and
it misbehaves when told to."""

import base64
import hashlib
import secrets
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import uvicorn
from joserfc import jwt
from joserfc.jwk import ECKey
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

CLIENT, SECRET = "desk", "s3cret of the desk/+"
Json = dict[str, Any]


@dataclass
class ReferenceProvider:
    """`spoil` changes an ID token's header and claims before it is signed; `answer` replaces the
    answer of a path; `document` what discovery says beside the ordinary."""

    now: Callable[[], float]
    issuer: str = ""
    person: Json = field(default_factory=lambda: {"sub": "shiraishi-01"})
    keys: list[ECKey] = field(default_factory=list)
    codes: dict[str, Json] = field(default_factory=dict)
    spoil: Callable[[Json, Json], str | None] = lambda header, claims: None
    answer: dict[str, Callable[[], Response]] = field(default_factory=dict)
    document: Json = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.rotate()

    def rotate(self) -> None:
        """A new key; the old ones are gone."""
        self.keys = [ECKey.generate_key("P-256", {"kid": secrets.token_hex(4)})]

    def behave(self) -> None:
        """As a good provider again."""
        self.spoil = lambda header, claims: None
        self.answer, self.document = {}, {}

    @property
    def app(self) -> Starlette:
        return Starlette(
            routes=[
                Route("/.well-known/openid-configuration", self._discovery),
                Route("/authorize", self._authorize),
                Route("/token", self._token, methods=["POST"]),
                Route("/jwks", self._jwks),
            ]
        )

    async def _discovery(self, request: Request) -> Response:
        return self._or(request, lambda: JSONResponse({
            "issuer": self.issuer, "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token", "jwks_uri": f"{self.issuer}/jwks",
            "end_session_endpoint": f"{self.issuer}/out",
            "authorization_response_iss_parameter_supported": True, **self.document,
        }))  # fmt: skip

    async def _authorize(self, request: Request) -> Response:
        """The person is signed in already: straight back with a code."""
        asked = dict(request.query_params)
        assert asked["response_type"] == "code" and asked["code_challenge_method"] == "S256"
        code = secrets.token_urlsafe(16)
        self.codes[code] = asked
        back = {"code": code, "state": asked["state"], "iss": self.issuer}
        return RedirectResponse(f"{asked['redirect_uri']}?{urlencode(back)}", 303)

    async def _token(self, request: Request) -> Response:
        body = parse_qs((await request.body()).decode())
        sent = {name: value[0] for name, value in body.items()}
        asked = self.codes.pop(sent["code"], None)
        challenge = hashlib.sha256(sent.get("code_verifier", "").encode()).digest()
        good = (
            asked is not None
            and _b64(challenge) == asked["code_challenge"]
            and sent["redirect_uri"] == asked["redirect_uri"]
            and request.headers.get("authorization", "").startswith("Basic ")
        )
        if not good or asked is None:
            return JSONResponse({"error": "invalid_grant"}, 400)
        return self._or(request, lambda: JSONResponse(
            {"id_token": self._signed(asked), "access_token": "a", "token_type": "Bearer"}
        ))  # fmt: skip

    def _signed(self, asked: Json) -> str:
        now, key = int(self.now()), self.keys[-1]
        header: Json = {"alg": "ES256", "kid": key.kid}
        claims: Json = {
            "iss": self.issuer, "aud": CLIENT, "iat": now, "exp": now + 300,
            "nonce": asked["nonce"], **self.person,
        }  # fmt: skip
        return self.spoil(header, claims) or jwt.encode(header, claims, key)

    async def _jwks(self, request: Request) -> Response:
        keys = [key.as_dict(private=False) for key in self.keys]
        return self._or(request, lambda: JSONResponse({"keys": keys}))

    def _or(self, request: Request, good: Callable[[], Response]) -> Response:
        path = request.url.path
        self.asked.append(path)
        return self.answer.get(path, good)()


def unsigned(header: Json, claims: Json) -> str:
    """A token that claims to need no signature."""
    import json

    parts = ({**header, "alg": "none"}, claims)
    return ".".join([*(_b64(json.dumps(one).encode()) for one in parts), ""])


def code_and_state(address: str) -> Json:
    return {name: value[0] for name, value in parse_qs(urlsplit(address).query).items()}


def _b64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


@contextmanager
def serving(provider: ReferenceProvider) -> Iterator[ReferenceProvider]:
    """The provider on a free port; its issuer is its address."""
    config = uvicorn.Config(provider.app, port=0, log_level="error", access_log=False,
                            lifespan="off")  # fmt: skip
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    provider.issuer = f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    yield provider
    server.should_exit = True
    thread.join()
