"""The jobs nobody asks for: done in every round, each on its own."""

import logging
import threading

import pytest

from goi.worker import JOBS, Job, Parts, run_once, work_until
from notifications.outbox import tell
from world import World


@pytest.fixture
def parts(world: World) -> Parts:
    quick = world.settings.model_copy(update={"worker_seconds": 0.001})
    return Parts(quick, world.main, world.release, world.mailer, world.clock, world.chance)


def fail(_parts: Parts) -> None:
    raise RuntimeError("the other side is away")


def test_an_idle_round_does_nothing_and_fails_at_nothing(parts: Parts) -> None:
    assert run_once(parts) == {}


def test_a_mail_goes_out_in_the_next_round(parts: Parts, world: World) -> None:
    with world.work("chair") as work:
        tell(work, [world.people["second"]], "mail.ballot_closed", "/ballots/b")
    assert run_once(parts) == {}
    assert len(world.mails("second")) == 1


def test_one_jobs_failure_does_not_stop_the_others(parts: Parts, world: World) -> None:
    with world.work("chair") as work:
        tell(work, [world.people["second"]], "mail.ballot_closed", "/ballots/b")
    faults = run_once(parts, (Job("letters", fail), *JOBS))
    assert list(faults) == ["letters"]
    assert len(world.mails("second")) == 1


def test_the_same_failure_is_logged_once_and_its_end_too(
    parts: Parts, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "goi.worker")
    stop, rounds = threading.Event(), []

    def away_for_three_rounds(parts: Parts) -> None:
        rounds.append(len(rounds))
        if len(rounds) == 5:
            stop.set()
        if len(rounds) <= 3:
            fail(parts)

    work_until(stop, parts, (Job("letters", away_for_three_rounds),))
    assert [record.getMessage() for record in caplog.records if record.name == "goi.worker"] == [
        "letters failed and will be tried again",
        "letters works again",
    ]
