"""Mails to the ministry's own people: the digest of the day, and what was handed to somebody."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from foundation.mail import Mail
from letter_builder import a_letter, points_of
from ministry.mails.jobs import Jobs
from submissions.release_store import Official, Question
from world import World


class Sink:
    """Takes mails, or is away."""

    def __init__(self) -> None:
        self.taken: list[Mail] = []
        self.away = False

    def send(self, mail: Mail) -> None:
        if self.away:
            raise OSError("away")
        self.taken.append(mail)


@pytest.fixture
def jobs(desk_world: World) -> Any:
    return Jobs(desk_world.desk_database, Sink(), desk_world.clock, desk_world.chance,
                "https://desk.example")  # fmt: skip


def test_a_digest_a_day_tells_what_is_new_and_due(desk_world: World, jobs: Jobs) -> None:
    world, sink = desk_world, jobs.mailer
    assert isinstance(sink, Sink)
    ids = a_letter(world, 甲=["一。"], 乙=["二。"])
    with world.release.writing() as db:
        db.get_one(Official, world.officials["second_official"]).locale = "en"
        db.add(
            Question(id=world.chance.id("q"), item_id=ids["乙"], text="件数は。",
                     asked_day=date(2026, 11, 20), official_id=world.officials["official"],
                     answer="十件。", answered_day=date(2026, 11, 22))
        )  # fmt: skip
    world.clock.set(datetime(2026, 11, 22, 22, 59, tzinfo=UTC))  # 7:59 in Japan
    jobs.run()
    assert sink.taken == []
    world.clock.forward(minutes=1)
    for _ in range(2):
        jobs.run()
    Jobs(jobs.release, sink, jobs.clock, jobs.chance, jobs.address).run()  # another process
    assert sorted(mail.to for mail in sink.taken) == [
        "official@meti.example.jp", "second_official@meti.example.jp",
    ]  # fmt: skip
    japanese, english = sorted(sink.taken, key=lambda mail: mail.to)
    assert "受領を確認していない要望が2件あります。\n- 甲\n- 乙" in japanese.body
    assert "質問への回答が1件の要望に届きました。\n- 乙" in japanese.body
    assert "2 requests have not been acknowledged." in english.body
    assert "https://desk.example/\n" in japanese.body

    sink.taken.clear()
    desk = world.at_desk()
    desk.post("/acknowledge", items=list(ids.values()))
    desk.post(f"/items/{ids['甲']}/hand-on", official=world.officials["official"],
              due_day="2026-11-26")  # fmt: skip
    world.clock.forward(days=1)
    desk = world.at_desk("second_official")
    desk.post("/notices")  # an unticked box: no mail of the day any more
    jobs.run()
    assert [(mail.to, "甲 (11月26日)" in mail.body) for mail in sink.taken] == [
        ("official@meti.example.jp", True)
    ]

    sink.taken.clear()
    desk = world.at_desk()
    point = points_of(world, ids["甲"])[0]["id"]
    desk.post(f"/items/{ids['甲']}/points/{point}/reply", outcome="adopted", text="可。",
              based_on="0")  # fmt: skip
    world.clock.forward(days=1)
    jobs.run()
    assert sink.taken == []  # nothing to tell


def test_whom_a_request_is_handed_to_is_told_and_a_mail_is_not_lost(
    desk_world: World, jobs: Jobs
) -> None:
    world, sink = desk_world, jobs.mailer
    assert isinstance(sink, Sink)
    with world.release.writing() as db:
        for key in world.officials.values():
            db.get_one(Official, key).digest = False
    item = a_letter(world, 甲=["一。"])["甲"]
    world.at_desk().post(f"/items/{item}/hand-on", official=world.officials["second_official"])
    sink.away = True
    jobs.run()
    sink.away = False
    jobs.run()
    assert sink.taken == []  # not at once again
    world.clock.forward(minutes=1)
    jobs.run()
    jobs.run()
    [mail] = sink.taken
    assert mail.to == "second_official@meti.example.jp"
    assert f"https://desk.example/items/{item}\n" in mail.body
