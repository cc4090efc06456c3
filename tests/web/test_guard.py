"""The outermost layer: strange hosts and addresses, and the headers of every answer."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from foundation.database import Database
from raw_http import Answer, ask
from tiny_site import TinyWorld
from web.guard import CSP
from web.render import manifest

SECURE = "https://goi.test"


@pytest.fixture
def secure(tmp_path: Path, tiny_templates: None) -> Iterator[TinyWorld]:
    """The same application as it is served under TLS."""
    settled = TinyWorld(Database(f"sqlite:///{tmp_path / 'secure.db'}"), origin=SECURE)
    yield settled
    settled.database.dispose()


@pytest.mark.parametrize(
    "host",
    [None, "", "evil.example", "goi.test.evil.example", "goi.test:81", "evil.example#goi.test",
     "goi.test@evil.example", "goi.test/x"],
)  # fmt: skip
def test_an_unknown_host_is_refused(tiny: TinyWorld, host: str | None) -> None:
    assert ask(tiny.app, path="/sign-in", host=host).status == 400


def test_two_hosts_are_refused_and_case_does_not_matter(tiny: TinyWorld) -> None:
    assert ask(tiny.app, path="/sign-in", headers=[("Host", "goi.test")]).status == 400
    assert ask(tiny.app, path="/sign-in", host="GOI.test").status == 200


BAD_BYTES = [
    b"%ff", b"%ed%a0%80", b"%c0%af", b"\xff", b"%00", b"%0a", b"%0d%0a", b"%1b", b"%7f", b"%e3%81",
]


@pytest.mark.parametrize("part", BAD_BYTES)
def test_an_address_that_cannot_be_read_is_refused(tiny: TinyWorld, part: bytes) -> None:
    assert ask(tiny.app, path=b"/notes/" + part).status == 400
    assert ask(tiny.app, path="/sign-in", query=b"next=/" + part).status == 400


@pytest.mark.parametrize(
    "path",
    ["/notes/" + "9" * 3000, "/pages/" + "9" * 3000, "/pages/0", "/pages/-1", "/pages/1e3",
     "/pages/１", "/notes/AAAAAAAAAAAAAAAA", "/notes/aaaaaaaaaaaaaaaa%20", "/notes//",
     "/notes/..%2f..%2fetc", "/static/../pyproject.toml", "/static/%2e%2e/x", "/api/pages/1"],
)  # fmt: skip
def test_an_address_that_leads_nowhere_is_not_found(tiny: TinyWorld, path: str) -> None:
    assert ask(tiny.app, path=path.encode()).status == 404


def test_a_path_of_5000_digits_is_refused(tiny: TinyWorld) -> None:
    assert ask(tiny.app, path="/pages/" + "9" * 5000).status == 400


def test_no_slash_is_added_and_no_link_made_from_the_host(tiny: TinyWorld) -> None:
    answer = ask(tiny.app, path="/sign-in/")
    assert answer.status == 404 and answer.header("location") is None


def answers_of_every_kind(tiny: TinyWorld) -> dict[str, Answer]:
    host = tiny.origin.partition("://")[2]

    def get(path: str = "/sign-in", method: str = "GET", **more: object) -> Answer:
        return ask(tiny.app, method, path, **{"host": host, **more})  # type: ignore[arg-type]

    return {
        "a page": get(),
        "a redirect": get("/"),
        "not found": get("/nowhere"),
        "wrong method": get(method="PUT"),
        "unknown host": get(host="evil.example"),
        "unreadable": get("/%ff"),
        "a foreign form": get(method="POST", headers=[("Origin", "https://evil.example")]),
        "API, signed out": get("/api/"),
        "API, not found": get("/api/nowhere"),
        "a built file": get(f"/static/{manifest()['app.css']}"),
        "no built file": get("/static/none.css"),
        "HEAD": get(method="HEAD"),
    }


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("content-security-policy", CSP),
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "same-origin"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
    ],
)
def test_every_answer_carries_the_header(tiny: TinyWorld, name: str, value: str) -> None:
    for kind, answer in answers_of_every_kind(tiny).items():
        assert answer.header(name) == value, kind


def test_every_answer_says_its_type_and_none_opens_to_other_origins(tiny: TinyWorld) -> None:
    for kind, answer in answers_of_every_kind(tiny).items():
        if answer.status != 303:
            assert "charset=utf-8" in answer.header("content-type") or answer.header(
                "content-type"
            ) in ("application/json", "application/problem+json"), kind
        for never in ("access-control-allow-origin", "etag", "last-modified", "server"):
            assert answer.header(never) is None, (kind, never)


def test_only_built_files_may_be_kept(tiny: TinyWorld) -> None:
    for kind, answer in answers_of_every_kind(tiny).items():
        wanted = "public, max-age=31536000, immutable" if kind == "a built file" else "no-store"
        assert answer.header("cache-control") == wanted, kind


def test_the_policy_allows_nothing_inline() -> None:
    assert "default-src 'none'" in CSP and "unsafe" not in CSP


def test_transport_security_is_asked_for_under_tls_only(
    tiny: TinyWorld, secure: TinyWorld
) -> None:
    for kind, answer in answers_of_every_kind(secure).items():
        assert answer.header("strict-transport-security") == (
            "max-age=63072000; includeSubDomains"
        ), kind
    assert ask(tiny.app, path="/sign-in").header("strict-transport-security") is None


def test_cookies_are_bound_to_the_host_under_tls(secure: TinyWorld) -> None:
    answer = ask(secure.app, path="/sign-in", query=b"lang=en")
    assert answer.header("set-cookie") == (
        "__Host-tiny-lang=en; HttpOnly; Path=/; SameSite=lax; Secure"
    )
    assert secure.site.session_cookie == "__Host-tiny"


def test_a_fault_tells_nothing_of_itself(tiny: TinyWorld) -> None:
    anna, note_id = tiny.as_("anna"), tiny.add_note()
    answer = anna.post(f"/notes/{note_id}/fall")
    assert answer.status_code == 500
    assert "secret" not in answer.text and "Traceback" not in answer.text
    assert answer.headers["content-security-policy"] == CSP
