"""Signing in through the ministry's own sign-in: the good way, and everything that must not do."""

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from joserfc import jwt
from joserfc.jwk import ECKey
from sqlmodel import select
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse

from foundation.settings import BadSettings, read_settings
from openid_provider import (
    CLIENT,
    SECRET,
    ReferenceProvider,
    code_and_state,
    serving,
    unsigned,
)
from submissions.release_store import DeskSession, Official
from world import Client, World, a_world, says

STRANGER = ECKey.generate_key("P-256")


@dataclass
class Door:
    """The desk beside the provider it trusts."""

    world: World
    provider: ReferenceProvider

    def begin(self, path: str = "/sign-in/openid") -> tuple[Client, str]:
        """A browser on its way back from the provider, and the path it comes back to."""
        self.world.clock.forward(minutes=6)  # tries are counted for five minutes
        browser = self.world.nobody_at_desk()
        sent = browser.get(path)
        assert sent.status_code == 303, says(sent)
        with httpx.Client() as link:
            back = link.get(sent.headers["location"]).headers["location"]
        return browser, back.removeprefix(self.world.desk_site.origin)

    def sessions(self) -> int:
        with self.world.release.reading() as db:
            return len(db.exec(select(DeskSession)).all())

    def official(self, **facts: Any) -> None:
        with self.world.release.writing() as db:
            row = db.get_one(Official, self.world.officials["official"])
            for name, value in facts.items():
                setattr(row, name, value)


@pytest.fixture
def door(sqlite_stores_url: str, tmp_path: Path) -> Iterator[Door]:
    held: dict[str, World] = {}
    now = lambda: held["world"].clock.now().timestamp()  # noqa: E731
    with serving(ReferenceProvider(now)) as provider:
        world = held["world"] = a_world(
            sqlite_stores_url, tmp_path, desk_oidc_issuer=provider.issuer,
            desk_oidc_client_id=CLIENT, desk_oidc_client_secret=SECRET, desk_oidc_alg="ES256",
        )  # fmt: skip
        made = Door(world, provider)
        made.official(issuer=provider.issuer, subject="shiraishi-01")
        yield made
        world.dispose()


def test_an_official_comes_in_and_goes_where_they_were_going(door: Door) -> None:
    assert "/sign-in/openid" in door.world.nobody_at_desk().get("/sign-in").text
    browser, back = door.begin("/sign-in/openid?next=/notices")
    assert "state" in code_and_state(back)
    assert browser.get(back).headers["location"] == "/notices"
    assert "白石 亮" in says(browser.get("/"))
    # The same answer once more: the secret was used, the code is spent.
    assert browser.get(back).headers["location"] == "/sign-in"

    out = browser.get("/sign-in/openid/out").headers["location"]
    assert out.startswith(f"{door.provider.issuer}/out?client_id=desk&post_logout_redirect_uri=")

    browser, back = door.begin("/sign-in/openid?next=//elsewhere.example")
    assert browser.get(back).headers["location"] == "/"


def test_whoever_has_no_account_stays_outside_unless_accounts_are_made(door: Door) -> None:
    door.provider.person = {
        "sub": "new-02", "name": "新人 花子", "email": "hanako@meti.example.jp",
        "email_verified": True,
    }  # fmt: skip
    browser, back = door.begin()
    refused = browser.get(back)
    assert refused.status_code == 409 and "new-02" in says(refused)
    door.official(active=False)
    door.provider.person = {"sub": "shiraishi-01"}
    browser, back = door.begin()
    assert browser.get(back).status_code == 409

    object.__setattr__(door.world.desk_site.settings, "desk_oidc_provision", True)
    door.provider.person = {"sub": "other", "name": "別人", "email_verified": True,
                            "email": "official@meti.example.jp"}  # fmt: skip
    browser, back = door.begin()
    assert browser.get(back).status_code == 409  # that address is somebody's own
    door.provider.person = {"sub": "new-02", "name": "新人 花子", "email_verified": True,
                            "email": "hanako@meti.example.jp"}  # fmt: skip
    browser, back = door.begin()
    assert browser.get(back).status_code == 303
    assert "新人 花子" in says(browser.get("/"))


Spoil = Callable[[dict[str, Any], dict[str, Any]], str | None]


def claim(**changed: Any) -> Spoil:
    return lambda header, claims: claims.update(changed)


def shifted(name: str, seconds: int) -> Spoil:
    return lambda header, claims: claims.update({name: claims[name] + seconds})


TOKENS: dict[str, Spoil] = {
    "wrong nonce": claim(nonce="another"),
    "no nonce": lambda header, claims: claims.pop("nonce") and None,
    "wrong audience": claim(aud="another"),
    "two audiences": claim(aud=[CLIENT, "another"]),
    "wrong issuer": claim(iss="https://another.example"),
    "expired": shifted("exp", -1_000),
    "from the future": shifted("iat", 1_000),
    "old": shifted("iat", -1_000),
    "alg none": unsigned,
    "a stranger's key under the right name": lambda header, claims: jwt.encode(
        header, claims, STRANGER
    ),
    "another algorithm": lambda header, claims: header.update(alg="RS256") or unsigned(
        header, claims
    ),
    "no subject": claim(sub=""),
}


def test_a_token_that_proves_nothing_lets_nobody_in(door: Door) -> None:
    before = door.sessions()
    for name, spoil in TOKENS.items():
        door.provider.spoil = spoil
        browser, back = door.begin()
        answer = browser.get(back)
        assert answer.status_code == 409, name
        assert "サインインできませんでした" in says(answer), name
        assert browser.get("/").headers["location"] == "/sign-in", name
    assert door.sessions() == before


def test_an_answer_that_is_not_for_this_browser_is_no_answer(door: Door) -> None:
    browser, back = door.begin()
    other, other_back = door.begin()
    assert browser.get(other_back).status_code == 409  # a state of another attempt
    assert door.world.nobody_at_desk().get(back).headers["location"] == "/sign-in"  # no secret
    assert other.get(other_back).status_code == 303

    for changed in ("&iss=https://another.example", "&error=access_denied", "&code=second"):
        browser, back = door.begin()
        assert browser.get(back + changed).status_code == 409, changed
    browser, back = door.begin()
    assert browser.get(back.partition("&iss=")[0]).status_code == 409  # iss was promised
    browser, back = door.begin()
    door.provider.codes.clear()  # spent by somebody else
    assert browser.get(back).status_code == 409


def test_keys_rotate_and_are_not_asked_for_at_every_invented_name(door: Door) -> None:
    browser, back = door.begin()
    assert browser.get(back).status_code == 303
    browser, back = door.begin()
    door.provider.rotate()
    assert browser.get(back).status_code == 303
    assert door.provider.asked.count("/jwks") == 2

    door.world.clock.forward(seconds=-359)  # within the minute: an unknown key is only unknown
    browser, back = door.begin()
    door.provider.rotate()
    door.provider.rotate()
    assert browser.get(back).status_code == 409
    assert door.provider.asked.count("/jwks") == 2
    door.world.clock.forward(minutes=2)
    browser, back = door.begin()
    assert browser.get(back).status_code == 303


def test_a_provider_that_does_not_answer_as_one_is_away(door: Door) -> None:
    large = PlainTextResponse("x" * 1_100_000)
    for path, answer in {
        "/token": [
            lambda: JSONResponse({}, 500), lambda: PlainTextResponse("{"), lambda: large,
            lambda: JSONResponse([]), lambda: RedirectResponse("http://127.0.0.1:1/", 302),
        ],
        "/jwks": [lambda: JSONResponse({"keys": 1}), lambda: PlainTextResponse("[" * 100_000)],
    }.items():  # fmt: skip
        for each in answer:
            door.provider.behave()
            browser, back = door.begin()
            door.world.clock.forward(hours=2)  # keys are asked for again
            door.world.clock.forward(hours=-2) if path == "/token" else None
            door.provider.answer = {path: each}
            assert browser.get(back).status_code in (409, 503), path

    for document in (
        {"issuer": "https://another.example"},
        {"token_endpoint": "http://another.example/token"},
        {"authorization_endpoint": "https://127.0.0.1/authorize"},
        {"jwks_uri": "file:///etc/passwd"},
    ):
        door.provider.behave()
        door.provider.document = document
        door.world.clock.forward(hours=2)
        browser = door.world.nobody_at_desk()
        sent = browser.get("/sign-in/openid")
        if sent.status_code == 303:
            with httpx.Client() as link:
                back = link.get(sent.headers["location"]).headers["location"]
            sent = browser.get(back.removeprefix(door.world.desk_site.origin))
        assert sent.status_code == 503, document
        assert sent.headers["retry-after"]


def test_tries_are_counted(door: Door) -> None:
    door.provider.spoil = claim(nonce="another")
    answers = []
    for _ in range(11):
        browser, back = door.begin()
        door.world.clock.forward(minutes=-6)
        answers.append(browser.get(back).status_code)
    assert answers == [409] * 10 + [429]


@pytest.mark.parametrize(
    "given",
    [
        {"desk_oidc_issuer": "http://id.example.jp", "desk_oidc_client_id": "x"},
        {"desk_oidc_issuer": "https://id.example.jp"},
        {"desk_oidc_alg": "HS256"},
        {"desk_oidc_alg": "none"},
    ],
)
def test_settings_that_would_not_be_safe_stop_the_start(given: dict[str, Any]) -> None:
    with pytest.raises(BadSettings):
        read_settings(**given)


def test_a_provider_that_is_slow_is_given_up(monkeypatch: pytest.MonkeyPatch, door: Door) -> None:
    from foundation import outbound

    monkeypatch.setattr(outbound, "LONGEST_ANSWER", 0.2)
    given_up = threading.Event()

    async def drip(scope: Any, receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        for _ in range(600):
            if given_up.wait(0.05):
                break
            await send({"type": "http.response.body", "body": b" ", "more_body": True})
        await send({"type": "http.response.body", "body": b""})

    browser, back = door.begin()
    door.provider.answer = {"/token": lambda: drip}  # type: ignore[dict-item, return-value]
    begun = time.monotonic()
    assert browser.get(back).status_code == 503
    assert time.monotonic() - begun < 15
    given_up.set()
