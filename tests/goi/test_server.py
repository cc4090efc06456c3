"""Gōi as processes: first and second start, a clean end, several beside each other."""

import re
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from sqlmodel import col, select

from committees.models import Seat
from foundation.clock import Clock
from foundation.journal import JournalEntry, verify
from foundation.passwords import hash_password
from goi.demo.story import PASSWORD, STORY
from identity.models import Person
from processes import Process, serving
from proposals.decision_rule import JAPANESE_MAJORITY
from proposals.models import Ballot, Vote
from proposals.stages import State
from request_builder import write_directly
from world import World, a_world

pytestmark = pytest.mark.slow
READY = re.compile(r"Ready after ([\d.]+) s")


@pytest.fixture(scope="module")
def env(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return {"GOI_DATA_DIR": str(tmp_path_factory.mktemp("run") / "data")}


@pytest.fixture(scope="module")
def first(env: dict[str, str]) -> Iterator[Process]:
    """The first start of `goi run` in an empty folder."""
    with serving("run", env=env) as process:
        yield process
        assert process.stop() == 0, process.printed()


def test_the_first_start_loads_the_demonstration_and_says_where_to_go(first: Process) -> None:
    said = first.printed()
    assert "Loading the demo data" in said and READY.search(said)
    assert f"{first.origin}/\n" in said and f"{first.origin}/ministry/\n" in said
    assert PASSWORD in said
    assert all(part.email in said for part in STORY)


@pytest.mark.parametrize("path", ["/", "/sign-in", "/ministry/sign-in", "/help", "/api"])
def test_everybody_is_received(first: Process, path: str) -> None:
    answer = first.get(path)
    assert answer.status_code == 200 and "<h1" in answer.text


def test_the_desk_stands_at_its_own_address_only(first: Process) -> None:
    assert first.get("/ministry").headers["location"] == "/ministry/"
    assert first.get("/ministry/").headers["location"] == "/ministry/sign-in"
    assert first.get("/ministry/requests").status_code == 404


def test_a_demo_account_gets_in_with_the_password_that_was_printed(first: Process) -> None:
    chair = next(part for part in STORY if part.part == "chair")
    with browser(first) as chairs:
        signed_in = sign_in(chairs, chair.email, PASSWORD)
        assert signed_in.status_code == 303 and signed_in.headers["location"] == "/"
        assert chair.name in chairs.get("/").text


def test_a_second_start_finds_everything_and_ends_when_told_to(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    env = {"GOI_DATA_DIR": str(tmp_path / "data")}
    for start in ("first", "second"):
        with serving("run", env=env) as process:
            memory = process.memory_mb
            assert process.get("/sign-in").status_code == 200
            assert process.stop() == 0, process.printed()
        said = process.printed()
        ready = READY.search(said)
        assert ready, said
        assert ("Loading" in said) is (start == "first")
        assert "Traceback" not in said
        with capsys.disabled():
            print(f"\n{start} start: ready after {ready[1]} s, {memory} MB", end="")


# --- several processes on one PostgreSQL -----------------------------------------------------

CALLERS = 16


@pytest.fixture
def world_on_postgres(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[World]:
    settled = a_world(request.getfixturevalue("postgres_stores_url"), tmp_path)
    yield settled
    settled.dispose()
@pytest.fixture
def its(world_on_postgres: World) -> dict[str, str]:
    """The settings under which a process finds the world."""
    return {
        "GOI_DATABASE_URL": world_on_postgres.settings.database_url,
        "GOI_DATA_DIR": str(world_on_postgres.settings.data_dir),
    }


@pytest.fixture
def ballot(world_on_postgres: World) -> str:
    """An open ballot of today among people who have a password and a seat for good."""
    world, now = world_on_postgres, Clock().now()
    request_id = write_directly(world, "volunteer", State.BALLOT, "none", number="R08-SYS-001").id
    with world.main.writing() as db:
        stored = hash_password(PASSWORD)
        for person in db.exec(select(Person)):
            person.password_hash = stored
        for seat in db.exec(select(Seat)):
            seat.starts, seat.ends = now.date() - timedelta(days=30), None
        row = Ballot(
            id=world.chance.id("id/ballot"), request_id=request_id, version=1, question="可否",
            rule=JAPANESE_MAJORITY.to_json(), state="open", opens_at=now,
            roll={"body": world.bodies["regulations"],
                  "companies": sorted(world.companies.values())},
            closes_at=now + timedelta(days=1),
        )  # fmt: skip
        db.add(row)
        return row.id


@pytest.mark.postgres
def test_two_processes_are_one_house(
    world_on_postgres: World, its: dict[str, str], ballot: str
) -> None:
    """Who signed in at one is known at the other; of many votes at once each company has one."""
    world, voters = world_on_postgres, ("second", "third", "fourth", "chair")
    with ExitStack() as open_things:
        one, other = (
            open_things.enter_context(serving("serve", env=its)) for _ in range(2)
        )
        signed_in = {name: open_things.enter_context(browser(one)) for name in voters}
        for name, person in signed_in.items():
            assert sign_in(person, World.address(name), PASSWORD).status_code == 303
            assert person.get(f"{other.origin}/ballots/{ballot}").status_code == 200

        def vote(number: int) -> int:
            person = signed_in[voters[number % len(voters)]]
            process = (one, other)[number // len(voters) % 2]
            return cast(person, process, ballot, number)

        with ThreadPoolExecutor(CALLERS) as callers:
            answers = Counter(callers.map(vote, range(2 * CALLERS)))
        assert answers == {201: 2 * CALLERS}
        assert (one.stop(), other.stop()) == (0, 0)
    with world.main.reading() as db:
        counted = db.exec(select(Vote.company_id).where(col(Vote.ballot_id) == ballot)).all()
        cast_votes = [row for row in db.exec(select(JournalEntry)) if "vote" in row.verb]
        assert list(verify(db, JournalEntry)) == []
    assert len(counted) == len(set(counted)) == len(voters)
    assert len(cast_votes) == 2 * CALLERS


def browser(process: Process) -> httpx.Client:
    """A browser without script that knows this process's address."""
    return httpx.Client(base_url=process.origin, trust_env=False, timeout=180)


def sign_in(person: httpx.Client, email: str, password: str) -> httpx.Response:
    origin = str(person.base_url).rstrip("/")
    given = {"email": email, "password": password}
    return person.post("/sign-in", data=given, headers={"Origin": origin})


def cast(person: httpx.Client, process: Process, ballot: str, number: int) -> int:
    """One vote with a key of its own; answers its status."""
    address = f"{process.origin}/api/ballots/{ballot}/vote"
    answer = person.post(
        address, json={"choice": ("for", "against")[number % 2]},
        headers={"Origin": process.origin, "Idempotency-Key": f"one-vote-{number:04}"},
    )  # fmt: skip
    return answer.status_code


@pytest.mark.parametrize(("proxies", "last"), [("127.0.0.1", 409), ("", 429)])
def test_tries_are_counted_by_client_behind_a_proxy_that_is_believed(
    tmp_path: Path, proxies: str, last: int
) -> None:
    env = {"GOI_DATA_DIR": str(tmp_path), "GOI_PROXIES": proxies}
    with serving("serve", env=env) as served:
        answers = [
            httpx.post(
                f"{served.origin}/sign-in", trust_env=False, timeout=180,
                data={"email": f"nobody{n}@people.example.jp", "password": "a wrong password"},
                headers={"Origin": served.origin, "X-Forwarded-For": f"192.0.2.{n}"},
            ).status_code
            for n in range(1, 12)
        ]  # fmt: skip
    assert answers == [409] * 10 + [last]
