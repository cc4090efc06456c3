"""Durable votes a second through the whole house (sign-in, rule, journal, receipt, outbox) against
raw commits of SQLite with the same settings, in one run.

usage: python benchmarks/votes.py
"""

import sqlite3
import tempfile
import time
from pathlib import Path
from urllib.parse import urlencode

from measuring import ORIGIN, World, load, served, settled_world
from pages import many_requests

from proposals.decision_rule import JAPANESE_MAJORITY
from proposals.models import Ballot
from web.application import build

VOTES = 600
CALLERS = 16


def raw_commits_per_second(seconds: float = 3) -> float:
    """One row a transaction, WAL and FULL, one by one."""
    with tempfile.TemporaryDirectory() as folder:
        db = sqlite3.connect(Path(folder) / "raw.db", isolation_level=None)
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "secure_delete=ON"):
            db.execute(f"PRAGMA {pragma}").fetchall()
        db.execute("CREATE TABLE vote (id TEXT PRIMARY KEY, choice TEXT)")
        done, started = 0, time.perf_counter()
        while time.perf_counter() - started < seconds:
            db.execute("BEGIN IMMEDIATE")
            db.execute("INSERT INTO vote VALUES (?, ?)", (f"vote-{done}", "for"))
            db.execute("COMMIT")
            done += 1
        return done / (time.perf_counter() - started)


def an_open_ballot(world: World) -> str:
    """A ballot that everybody in the world's committee may vote in."""
    request_id = many_requests(world)
    with world.work("chair") as work:
        row = Ballot(
            id=work.id("ballot"), request_id=request_id, version=1, question="提出すること",
            rule=JAPANESE_MAJORITY.to_json(),
            roll={"body": world.bodies["regulations"],
                  "companies": sorted(world.companies.values())},
            state="open", opens_at=work.now,
            closes_at=work.now.replace(year=work.now.year + 1),
        )  # fmt: skip
        work.db.add(row)
        return row.id


def votes(world: World, ballot_id: str, people: list[str]) -> list[list[str]]:
    """For each caller a list of votes, each with a key of its own."""
    prepared = []
    for caller in range(CALLERS):
        client = world.as_(people[caller % len(people)])
        cookie = "; ".join(f"{key}={value}" for key, value in client.cookies.items())
        mine = []
        for number in range(VOTES // CALLERS):
            body = urlencode({"_csrf": client.csrf, "_once": f"vote-{caller}-{number}-key",
                              "choice": ("for", "against")[number % 2]})  # fmt: skip
            mine.append(
                f"POST /ballots/{ballot_id}/vote HTTP/1.1\r\nHost: goi.test\r\n"
                f"Origin: {ORIGIN}\r\nCookie: {cookie}\r\n"
                "Content-Type: application/x-www-form-urlencoded\r\n"
                f"Content-Length: {len(body)}\r\n\r\n{body}"
            )
        prepared.append(mine)
    return prepared


def main() -> None:
    raw = raw_commits_per_second()
    with settled_world() as world:
        ballot_id = an_open_ballot(world)
        people = ["second", "third", "fourth", "chair"]
        prepared = votes(world, ballot_id, people)
        with served(build(world.site)) as port:
            found = load(port, prepared, 60, CALLERS, each_once=True)
        assert set(found.statuses) == {"303"}, found.statuses
        print(
            {
                "measure": f"durable votes, {CALLERS} callers",
                "raw_commits_per_s": round(raw),
                "votes_per_s": round(found.per_second),
                "ratio": round(found.per_second / raw, 4),
                "p50_ms": round(found.p50_ms, 1),
                "p99_ms": round(found.p99_ms, 1),
            }
        )


if __name__ == "__main__":
    main()
