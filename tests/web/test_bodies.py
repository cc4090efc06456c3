"""What is sent is read strictly, or refused with words; nothing of it becomes an internal error."""

import json

import pytest

from raw_http import ask
from tiny_site import TinyWorld
from web.door import DEFAULT_BODY_LIMIT
from world import ORIGIN, Client, says

BAD_JSON = {
    "cut off": b'{"title": "a',
    "empty": b"",
    "not an object": b'["title"]',
    "a bare word": b"title",
    "a name twice": b'{"title": "a", "title": "b"}',
    "a name twice, deep down": b'{"title": "a", "text": {"x": 1, "x": 2}}',
    "NaN": b'{"title": NaN}',
    "Infinity": b'{"amount": -Infinity}',
    "infinite without a name": b'{"title": "a", "amount": 1e999}',
    "a lone surrogate": b'{"title": "\\ud800"}',
    "a lone surrogate as a name": b'{"\\udfff": "a"}',
    "invalid UTF-8": b'{"title": "\xff"}',
    "a number of 5,000 digits": b'{"amount": ' + b"9" * 5000 + b"}",
    "100,000 deep": b'{"title": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    "33 deep": b'{"title": ' + b"[" * 33 + b"]" * 33 + b"}",
    "20,000 nodes": b'{"tags": [' + b"1," * 20_000 + b"1]}",
}


def send(client: Client, body: bytes, kind: str = "application/json", path: str = "/api/"):
    headers = {"Origin": ORIGIN, "Content-Type": kind, "Idempotency-Key": "key-of-this-test"}
    return client.request("POST", path, content=body, headers=headers)


@pytest.mark.parametrize("body", BAD_JSON.values(), ids=BAD_JSON.keys())
def test_json_that_cannot_be_trusted_is_a_bad_request(tiny: TinyWorld, body: bytes) -> None:
    answer = send(tiny.as_("anna"), body)
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["type"] == "/problems/bad-request"
    assert tiny.notes() == []


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"title": "a", "self": 1}, "self"),
        ({"title": "a", "cls": 1}, "cls"),
        ({"title": "a", "kind": "x"}, "kind"),
        ({"title": None}, "title"),
        ({"title": {}}, "title"),
        ({"title": "a\x00b"}, "title"),
        ({"title": "a\u202eb"}, "title"),
        ({"title": " \u3000\u200b"}, "title"),
        ({"title": "a" * 41}, "title"),
        ({"title": "a", "amount": 100}, "amount"),
        ({"title": "a", "amount": 1.5}, "amount"),
        ({"title": "a", "amount": "９９９"}, "amount"),
        ({"title": "a", "tags": "one"}, "tags"),
    ],
)
def test_a_field_that_cannot_be_accepted_is_named(tiny: TinyWorld, body: dict, field: str) -> None:
    answer = tiny.as_("anna").api("/", body)
    assert answer.status_code == 422
    assert [error["field"] for error in answer.json()["errors"]] == [field]
    assert tiny.notes() == []


def test_32_levels_and_18_digits_are_still_read(tiny: TinyWorld) -> None:
    deep = b'{"title": "a", "tags": ' + b"[" * 31 + b"]" * 31 + b"}"
    assert send(tiny.as_("anna"), deep).status_code == 422  # read, and told which field is wrong
    assert send(tiny.as_("anna"), b'{"title":"a","amount":' + b"9" * 18 + b"}").status_code == 422


BAD_FORMS = {
    "invalid UTF-8, escaped": b"title=%ff",
    "invalid UTF-8, raw": b"title=\xff",
    "half a surrogate": b"title=%ed%a0%80",
    "a field twice": b"title=a&title=b",
    "501 fields": b"&".join(b"f%d=1" % n for n in range(501)),
}


@pytest.mark.parametrize("body", BAD_FORMS.values(), ids=BAD_FORMS.keys())
def test_a_form_that_cannot_be_read_is_a_bad_request(tiny: TinyWorld, body: bytes) -> None:
    anna = tiny.as_("anna")
    controls = f"_csrf={anna.csrf}&_once=key-of-this-test&".encode()
    answer = send(anna, controls + body, "application/x-www-form-urlencoded", "/")
    assert answer.status_code == 400
    assert "<h1>" in answer.text and tiny.notes() == []


@pytest.mark.parametrize("char", ["\0", "\x07", "\x1b", "\u202e", "\u2066", "\ufff9"])
def test_control_characters_are_refused_by_name(tiny: TinyWorld, char: str) -> None:
    answer = tiny.as_("anna").post("/", title=f"a{char}b")
    assert answer.status_code == 422 and f"U+{ord(char):04X}" in says(answer)


@pytest.mark.parametrize("title", ["", "   ", "\u3000", "\u200b\u200b", "\ufeff"])
def test_a_title_of_nothing_is_refused(tiny: TinyWorld, title: str) -> None:
    assert tiny.as_("anna").post("/", title=title).status_code == 422
    assert tiny.notes() == []


@pytest.mark.parametrize(
    "kind", ["", "text/plain", "text/xml", "application/octet-stream", "application/json"]
)
def test_a_form_of_another_kind_is_refused(tiny: TinyWorld, kind: str) -> None:
    assert send(tiny.as_("anna"), b"title=a", kind, "/").status_code == 400


def test_a_broken_multipart_body_is_a_bad_request(tiny: TinyWorld) -> None:
    kind = "multipart/form-data; boundary=x"
    for body in (b"", b"--x", b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n1', b"\xff"):
        assert send(tiny.as_("anna"), body, kind, "/").status_code in (400, 403)
    assert send(tiny.as_("anna"), b"x", "multipart/form-data", "/").status_code == 400


def cookie_of(client: Client) -> tuple[str, str]:
    return "Cookie", "; ".join(f"{name}={value}" for name, value in client.cookies.items())


TWO_MB = 2 * 1024 * 1024


@pytest.mark.parametrize("path", ["/", "/api/"])
@pytest.mark.parametrize(
    ("told", "chunks"),
    [
        ([("Content-Length", str(TWO_MB))], [b"x" * TWO_MB]),
        ([("Content-Length", "10")], [b"x" * 65536] * 32),
        ([("Transfer-Encoding", "chunked")], [b"x" * 65536] * 32),
        ([("Content-Length", str(TWO_MB))], [b"{}"]),
    ],
    ids=["said so", "lied", "chunked", "only said so"],
)
def test_two_megabytes_are_too_much(
    tiny: TinyWorld, path: str, told: list, chunks: list[bytes]
) -> None:
    kind = "application/json" if path == "/api/" else "application/x-www-form-urlencoded"
    headers = [("Origin", ORIGIN), ("Content-Type", kind), cookie_of(tiny.as_("anna")), *told]
    answer = ask(tiny.app, "POST", path, headers=headers, chunks=chunks)
    assert answer.status == 413
    assert "256 KB" in answer.body.decode()
    assert answer.read <= DEFAULT_BODY_LIMIT + 65536  # the rest was never taken in
    assert tiny.notes() == []


@pytest.mark.parametrize("length", ["-1", "+5", "1e3", "0x10", "９", "", " ", "9" * 5000, "5, 5"])
def test_a_length_that_is_none_is_a_bad_request(tiny: TinyWorld, length: str) -> None:
    told = ("Content-Length", length.encode().decode("latin-1"))
    headers = [("Origin", ORIGIN), ("Content-Type", "application/json"), told]
    assert ask(tiny.app, "POST", "/api/", headers=headers, chunks=[b"{}"]).status == 400


def test_the_largest_body_that_is_allowed_is_read(tiny: TinyWorld) -> None:
    body = json.dumps({"title": "a"}).encode().ljust(DEFAULT_BODY_LIMIT)
    assert send(tiny.as_("anna"), body).status_code == 201
    assert send(tiny.as_("anna"), body + b" ").status_code == 413
