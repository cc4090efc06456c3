"""Mails go out once, in the reader's language, and come back to it when the way is blocked."""

import logging
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from email.message import EmailMessage

import pytest
from sqlmodel import select

from foundation import retries
from foundation.mail import Mail
from foundation.outbox import MAX_ATTEMPTS, Claim
from foundation.retries import wait_after
from identity.models import Person
from notifications.delivery import outbox, send_due
from notifications.models import Message
from notifications.outbox import tell
from notifications.wording import both
from world import ORIGIN, PEOPLE, World

TITLE = both("少額特例の金額", "The small-value limit")


class BlockedMailer:
    """The outside is away; or, for `never`, refuses one address for ever."""

    def __init__(self, world: World, never: str | None = None) -> None:
        self._world = world
        self._never = never
        self.tried: list[str] = []

    def send(self, mail: Mail) -> None:
        self.tried.append(mail.id)
        if self._never in (None, mail.to):
            raise OSError("connection refused")
        self._world.mailer.send(mail)


def tell_of_vote(world: World, *names: str) -> None:
    with world.work("chair") as work:
        people = [world.people[name] for name in names]
        tell(work, people, "mail.vote_open", "/ballots/b", title=TITLE, due=date(2026, 12, 4))


def send(world: World, mailer: object = None, limit: int = 50) -> int:
    return send_due(world.main, mailer or world.mailer, world.clock, limit, ORIGIN)  # type: ignore


def text(mail: EmailMessage) -> str:
    return str(mail.get_content()).replace("\r\n", "\n")


def claimed(world: World) -> Claim | None:
    return outbox(world.main, ORIGIN).claim_next(world.clock)


def messages(world: World) -> list[Message]:
    with world.reading() as work:
        return list(work.db.exec(select(Message)))


def change(world: World, name: str, **facts: object) -> None:
    with world.work() as work:
        person = work.db.get(Person, world.people[name])
        person.sqlmodel_update(facts)  # type: ignore[union-attr]
        work.db.add(person)


def test_a_mail_goes_out_once(world: World) -> None:
    tell_of_vote(world, "second", "third")
    assert (send(world), send(world)) == (2, 0)
    assert len(world.mails("second")) == 1
    assert all(row.sent_at for row in messages(world))


def test_it_speaks_japanese_to_one_and_english_to_the_other(world: World) -> None:
    change(world, "third", locale="en")
    tell_of_vote(world, "second", "third")
    send(world)
    (japanese,), (english,) = world.mails("second"), world.mails("third")
    assert japanese["Subject"] == "「少額特例の金額」の投票が始まりました"
    assert "瑞雲電子株式会社\n伊藤 玲 様" in text(japanese)
    assert "2026年12月4日(金)までに" in text(japanese)
    assert english["Subject"] == "Vote on “The small-value limit”"
    assert "by 4 December 2026." in text(english)


def test_the_link_leads_to_the_page_and_decides_nothing(world: World) -> None:
    tell_of_vote(world, "second")
    send(world)
    (mail,) = world.mails("second")
    assert f"{ORIGIN}/ballots/b\n" in text(mail)
    assert "開いただけでは、何も確定しません" in text(mail)
    assert mail["Auto-Submitted"] == "auto-generated"


def test_a_person_of_no_company_is_greeted_by_name(world: World) -> None:
    tell_of_vote(world, "secretary")
    send(world)
    assert text(world.mails("secretary")[0]).startswith("佐藤 薫 様\n")


def test_no_more_than_the_limit_at_once(world: World) -> None:
    tell_of_vote(world, "second", "third", "fourth")
    assert (send(world, limit=2), send(world, limit=2)) == (2, 1)


def test_what_could_not_be_sent_comes_back_later_and_later(world: World) -> None:
    tell_of_vote(world, "second")
    blocked = BlockedMailer(world)
    waits = []
    for _ in range(4):
        assert send(world, blocked) == 0
        waits.append(messages(world)[0].due_at - world.clock.now())
        assert send(world, blocked) == 0  # not due yet
        world.clock.forward(seconds=waits[-1].total_seconds())
    assert len(blocked.tried) == 4
    assert send(world) == 1
    assert waits == sorted(waits) and waits[-1] >= timedelta(minutes=2)


def test_one_bad_address_holds_nobody_up(world: World) -> None:
    tell_of_vote(world, "second", "third")
    assert send(world, BlockedMailer(world, never=World.address("second"))) == 1
    assert len(world.mails("third")) == 1


def test_a_message_without_words_is_logged_and_holds_nobody_up(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    with world.work("chair") as work:
        tell(work, [world.people["second"]], "mail.forgotten", "/x")
    tell_of_vote(world, "third")
    assert send(world) == 1
    assert "mail.forgotten" in caplog.text


def test_after_many_tries_it_is_given_up_aloud(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    tell_of_vote(world, "second")
    blocked = BlockedMailer(world)
    for _ in range(MAX_ATTEMPTS + 3):
        send(world, blocked)
        world.clock.forward(hours=7)
    assert len(blocked.tried) == MAX_ATTEMPTS
    assert [r.levelno for r in caplog.records].count(logging.ERROR) == 1


def test_two_processes_never_hold_the_same_message(world: World) -> None:
    tell_of_vote(world, "second", "third")
    first, second = claimed(world), claimed(world)
    assert first and second and first.id != second.id
    assert claimed(world) is None


def test_workers_side_by_side_send_each_mail_once(world: World) -> None:
    names = [name for name in PEOPLE if name != "chair"]
    tell_of_vote(world, *names)
    counting = BlockedMailer(world, never="nobody")
    with ThreadPoolExecutor(4) as workers:
        sent = list(workers.map(lambda _: send(world, counting), range(4)))
    assert sum(sent) == len(counting.tried) == len(set(counting.tried)) == len(names)


def test_a_crash_between_sending_and_marking_repeats_the_very_same_mail(world: World) -> None:
    tell_of_vote(world, "second")
    claim = claimed(world)
    assert claim is not None
    world.mailer.send(claim.worded())  # and then the process dies
    (before,) = world.mails("second")
    assert send(world) == 0
    world.clock.forward(minutes=6)
    assert send(world) == 1
    (after,) = world.mails("second")
    assert after.as_bytes() == before.as_bytes()
    assert send(world) == 0


def test_nobody_who_has_left_is_written_to(world: World) -> None:
    tell_of_vote(world, "second", "third")
    change(world, "second", active_until=date(2026, 11, 22))
    change(world, "third", active_until=date(2026, 11, 23))
    assert send(world) == 1
    assert world.mails("second") == [] and len(messages(world)) == 1


def test_a_line_break_in_a_title_breaks_no_header(world: World) -> None:
    with world.work("chair") as work:
        people = [world.people["second"]]
        tell(work, people, "mail.vote_open", "/x", title="a\r\nBcc: all@x.example", due="-")
    assert send(world) == 1
    (mail,) = world.mails("second")
    assert mail["Bcc"] is None


@pytest.mark.parametrize("attempts", [1, 2, 5, 24])
def test_waits_are_spread_and_bounded(attempts: int) -> None:
    waits = {wait_after(f"message-{n}", attempts) for n in range(20)}
    longest = min(retries.FIRST_WAIT * 2 ** (attempts - 1), retries.LONGEST_WAIT)
    assert len(waits) > 10
    assert all(longest / 2 <= wait <= longest for wait in waits)
