"""The protocol as docs/gateway.md tells it, and messages that are none."""

import json
import re
from pathlib import Path
from typing import Any

import httpx
import pytest
from joserfc import jws as second_opinion
from joserfc.jwk import ECKey
from jsonschema import Draft202012Validator

from foundation.outbound import MAX_RESPONSE, Link, TooMuch, Unreachable
from foundation.retries import wait_after
from foundation.settings import BadSettings, read_settings
from foundation.tokens import (
    KEY_BYTES,
    TokenRefused,
    new_signing_key,
    public_part,
    read_json,
    sign_message,
    verify_message,
)
from goi.cli import BAD_START, main
from submissions.gateway import wire
from submissions.gateway.rules import next_slot
from submissions.gateway.wire import Ends, WrongMessage, read_page, read_receipt
from world import START

DOCS = Path(__file__).parents[2] / "docs"
GOI, METI = "https://goi.example.jp", "https://gateway.example.go.jp/goi"
KEY = new_signing_key("k1", b"one".ljust(KEY_BYTES))
OTHER = new_signing_key("k1", b"two".ljust(KEY_BYTES))
ENDS = Ends(GOI, METI, [public_part(KEY)])
SHA = "0" * 64
RECEIPT = {"message": "letter.a", "sha256": SHA, "received_day": "2026-11-24"}


def told(kind: str) -> dict[str, str]:
    """The examples of the document by name."""
    text = (DOCS / "gateway.md").read_text("utf-8")
    return dict(re.findall(rf"(?s)```{kind} ([a-z-]+)\n(.*?)\n```", text))


def test_the_examples_of_the_document_are_what_it_says() -> None:
    examples = {name: json.loads(text) for name, text in told("json").items()}
    schema = json.loads((DOCS / "gateway.schema.json").read_text("utf-8"))
    Draft202012Validator.check_schema(schema)

    def fits(name: str, value: Any) -> None:
        one = {"$ref": f"#/properties/{name}", **schema}
        one.pop("title")
        Draft202012Validator(one).validate(value)

    for name in ("receipt", "asking", "page", "answer"):
        fits(name, examples[name])
    for entry in examples["page"]["replies"]:
        fits(entry["type"], entry)
        assert wire.read_entry(entry).id == entry["id"]

    message, answer = told("jws")["message"], told("jws")["answer"]
    taken = verify_message(
        message, jwks=[examples["key"]], typ="goi-answer+json", issuer=GOI, audience=METI
    )
    assert taken.payload.decode() == told("json")["answer"]
    receipt = read_receipt(
        answer.encode(), Ends(GOI, METI, [examples["receivers-key"]]), taken.header["jti"],
        examples["receipt"]["sha256"],
    )  # fmt: skip
    assert receipt.model_dump(mode="json") == examples["receipt"]
    key = ECKey.import_key(examples["key"])
    lenient = second_opinion.JWSRegistry(strict_check_header=False)
    again = second_opinion.deserialize_compact(message, key, registry=lenient)
    assert again.payload == taken.payload


def signed(payload: Any = None, key: Any = None, **header: str) -> bytes:
    said = {"typ": wire.RECEIPT, "issuer": METI, "audience": GOI, **header}
    body = payload if isinstance(payload, bytes) else json.dumps(payload or RECEIPT).encode()
    return sign_message(body, key or KEY, **said).encode()  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "garbage"), (b"<html>", "garbage"), ("合意".encode(), "garbage"),
        (signed() + b"\n", "garbage"), (signed()[:-1], "garbage"),
        (signed()[:-4] + b"AAAA", "signature"), (signed(key=OTHER), "signature"),
        (signed(key={**KEY, "kid": "k2"}), "signature"),
        (signed(typ=wire.PAGE), "signature"), (signed(issuer=GOI), "signature"),
        (signed(audience=METI), "signature"), (signed(jku="https://evil.example"), "signature"),
        (signed(crit="x"), "signature"), (signed(b"[]"), "not_understood"),
        (signed(b'{"message":"a","message":"b"}'), "not_understood"),
        (signed(b"\xff"), "not_understood"), (signed(b"[" * 9000), "not_understood"),
        (signed({**RECEIPT, "more": 1}), "not_understood"),
        (signed({**RECEIPT, "received_day": 1}), "not_understood"),
        (signed({**RECEIPT, "sha256": "1" * 64}), "other_message"),
        (signed({**RECEIPT, "message": "letter.b"}), "other_message"),
    ],
)  # fmt: skip
def test_what_is_not_the_receipt_for_this_message(body: bytes, reason: str) -> None:
    assert read_receipt(signed(), ENDS, "letter.a", SHA).message == "letter.a"
    with pytest.raises(WrongMessage) as wrong:
        read_receipt(body, ENDS, "letter.a", SHA)
    assert wrong.value.reason == reason


def test_a_page_answers_one_question_and_goes_on() -> None:
    page = {"after": "1", "nonce": "n", "next": "2", "more": False, "replies": [{"id": "r"}]}

    def read(**other: Any) -> wire.Page:
        return read_page(signed({**page, **other}, typ=wire.PAGE), ENDS, "1", "n")

    assert read().next == "2"
    for other, reason in (
        ({"nonce": "m"}, "replayed"), ({"after": "0"}, "replayed"), ({"next": "1"}, "no_progress"),
        ({"next": "1", "replies": [], "more": True}, "no_progress"),
        ({"replies": [{}] * 101}, "not_understood"), ({"next": "あ"}, "not_understood"),
    ):  # fmt: skip
        with pytest.raises(WrongMessage) as wrong:
            read(**other)
        assert wrong.value.reason == reason, other


def test_a_signed_message_says_of_itself_what_it_is_and_holds_the_bytes_alone() -> None:
    token = sign_message(b"{}", KEY, typ="goi-letter+json", issuer=GOI, audience=METI, jti="m")
    message = verify_message(
        token, jwks=[public_part(KEY)], typ="goi-letter+json", issuer=GOI, audience=METI
    )
    assert message.payload == b"{}" and read_json(message.payload) == {}
    assert message.header.keys() == {"alg", "kid", "typ", "iss", "aud", "jti"}
    assert "d" not in public_part(KEY)
    with pytest.raises(TokenRefused):  # a secret among the keys we trust is a fault of ours
        verify_message(token, jwks=[KEY], typ="goi-letter+json", issuer=GOI, audience=METI)
    with pytest.raises(ValueError, match="random bytes"):
        new_signing_key("k", b"short")


def test_new_things_leave_at_full_quarters_and_failures_wait_longer_each_time() -> None:
    at = START.replace(minute=3)
    assert next_slot(at, 15) == START.replace(minute=15)
    assert next_slot(START, 15) == START and next_slot(at, 0) == at
    waits = [wait_after("letter.a", attempts).total_seconds() for attempts in range(1, 40)]
    assert all(15 <= wait <= 6 * 3600 for wait in waits) and waits[0] <= 30
    assert min(waits[12:]) >= 3 * 3600
    assert len({wait_after(f"letter.{n}", 3) for n in range(20)}) > 10, "spread"


@pytest.mark.parametrize(
    ("status", "more", "comes"),
    [
        (302, {"headers": {"Location": "http://169.254.169.254/"}}, 302),
        (200, {"stream": httpx.ByteStream(b"x" * (MAX_RESPONSE + 1))}, TooMuch),
        (200, {"stream": httpx.ByteStream(b"x" * MAX_RESPONSE)}, 200),
    ],
)  # fmt: skip
def test_a_link_follows_nothing_and_reads_no_more_than_it_must(
    status: int, more: Any, comes: Any
) -> None:
    asked = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        sent = {"stream": httpx.ByteStream(b""), **more}
        return httpx.Response(status, **sent)

    with Link(METI, transport=httpx.MockTransport(answer)) as link:
        if isinstance(comes, int):
            assert link.post("/submissions", b"x", {}).status == comes
        else:
            with pytest.raises(comes):
                link.post("/submissions", b"x", {})
    assert [str(one.url) for one in asked] == [f"{METI}/submissions"]


def test_a_link_keeps_no_cookie_and_verifies_certificates(monkeypatch: Any) -> None:
    cookies = []

    def answer(request: httpx.Request) -> httpx.Response:
        cookies.append(request.headers.get("cookie"))
        return httpx.Response(
            200, headers={"Set-Cookie": "a=b"}, stream=httpx.ByteStream(b"")
        )

    with Link(METI, transport=httpx.MockTransport(answer)) as link:
        link.post("/", b"", {})
        link.post("/", b"", {})
    assert cookies == [None, None]
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:1")
    with Link("http://127.0.0.1:1") as link, pytest.raises(Unreachable, match="ConnectError"):
        link.post("/", b"", {})


@pytest.mark.parametrize(
    "address",
    ["http://gateway.example.go.jp", "https://", "ftp://x", "https://a:b@x/", "https://x/?q",
     "https://x/#f", "gateway"],
)  # fmt: skip
def test_an_address_that_is_not_secure_stops_the_start(address: str, tmp_path: Path) -> None:
    with pytest.raises(BadSettings, match="GOI_GATEWAY_URL"):
        read_settings(gateway_url=address, gateway_jwks=tmp_path)
    assert read_settings(gateway_url="http://127.0.0.1:81/", gateway_jwks=tmp_path).gateway_url
    with pytest.raises(BadSettings, match="GOI_GATEWAY_JWKS"):
        read_settings(gateway_url=METI)


@pytest.mark.parametrize("written", [None, "", "{}", '{"keys": 1}', '{"keys": [1]}'])
def test_a_worker_that_knows_no_key_of_the_receiver_does_not_begin(
    written: str | None, tmp_path: Path, monkeypatch: Any, capsys: Any
) -> None:
    file = tmp_path / "jwks.json"
    if written is not None:
        file.write_text(written)
    monkeypatch.setenv("GOI_GATEWAY_URL", METI)
    monkeypatch.setenv("GOI_GATEWAY_JWKS", str(file))
    monkeypatch.setenv("GOI_DATA_DIR", str(tmp_path / "nothing"))
    assert main(["worker"]) == BAD_START
    assert "GOI_GATEWAY_JWKS" in capsys.readouterr().err
    assert not (tmp_path / "nothing").exists()
