"""The development mailbox: there in the demonstration, and nowhere else."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from foundation.mail import Mail
from goi.mailbox import MOST
from world import World, a_world, says


@pytest.fixture
def demo(stores_url: str, tmp_path: Path) -> Iterator[World]:
    world = a_world(stores_url, tmp_path, demo=True)
    yield world
    world.dispose()


def send(world: World, to: str, subject: str, body: str = "本文") -> None:
    world.clock.forward(seconds=1)
    world.mailer.send(Mail(world.chance.id("mail"), to, subject, body, world.clock.now()))


def test_mails_stand_newest_first_and_can_be_narrowed(demo: World) -> None:
    send(demo, "a@example.jp", "first")
    send(demo, "b@example.jp", "second")
    send(demo, "a@example.jp", "third")
    found = demo.anyone().api("/demo/mailbox").json()
    assert [mail["subject"] for mail in found["mails"]] == ["third", "second", "first"]
    assert found["addresses"] == ["a@example.jp", "b@example.jp"]
    only = demo.anyone().api("/demo/mailbox?to=a@example.jp").json()
    assert [mail["subject"] for mail in only["mails"]] == ["third", "first"]
    assert only["addresses"] == found["addresses"]


def test_a_mail_is_shown_as_text_with_its_link(demo: World) -> None:
    send(demo, "a@example.jp", "投票のお願い", "<script>alert(1)</script>\nhttp://goi.test/ballots/x")
    page = demo.anyone().get("/demo/mailbox")
    assert "投票のお願い" in says(page)
    assert "<script>alert" not in page.text and "&lt;script&gt;alert" in page.text
    assert 'href="http://goi.test/ballots/x"' in page.text


def test_an_empty_mailbox_says_so(demo: World) -> None:
    assert "メールはまだありません" in says(demo.anyone().get("/demo/mailbox"))
    nobody = says(demo.anyone().get("/demo/mailbox?to=nobody@example.jp"))
    assert "nobody@example.jp 宛てのメールはありません" in nobody


def test_only_the_newest_are_drawn(demo: World) -> None:
    for number in range(MOST + 1):
        send(demo, "a@example.jp", f"no {number}")
    found = demo.anyone().api("/demo/mailbox").json()
    assert len(found["mails"]) == MOST and found["full"]
    assert found["mails"][0]["subject"] == f"no {MOST}"


@pytest.mark.parametrize("name", ["chair", "administrator"])
def test_outside_the_demonstration_there_is_none(world: World, name: str) -> None:
    send(world, "a@example.jp", "secret")
    for client in (world.as_(name), world.anyone()):
        page = client.get("/demo/mailbox")
        assert page.status_code == 404 and "secret" not in page.text
