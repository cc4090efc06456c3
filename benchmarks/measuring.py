"""What the measures share: a world with many requests, a real server, a load from outside."""

import json
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median
from typing import Any

ROOT = Path(__file__).parents[1]
# Before this folder, in which anonymizer.py is a script and not the package of that name.
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests")]

import uvicorn  # noqa: E402
from starlette.applications import Starlette  # noqa: E402
from starlette.requests import Request  # noqa: E402
from starlette.responses import Response  # noqa: E402
from starlette.routing import Route  # noqa: E402

from foundation.chance import Chance  # noqa: E402
from goi.server import spare_the_collector  # noqa: E402
from web.application import build  # noqa: E402
from web.kept import KeptAnswers  # noqa: E402
from world import ORIGIN, World, a_world  # noqa: E402, F401

CONNECTIONS = 16
ROUNDS = 5


@dataclass
class Load:
    """What a run of load.py printed."""

    requests: int
    seconds: float
    statuses: dict[str, int]
    p50_ms: float
    p99_ms: float

    @property
    def per_second(self) -> float:
        return self.requests / self.seconds


@contextmanager
def settled_world() -> Iterator[World]:
    """The tests' named world in a temporary folder, over SQLite as it is shipped. Its clock
    stands still, so that sessions do not end; its pages are the real ones."""
    with tempfile.TemporaryDirectory() as folder:
        world = a_world(f"sqlite:///{folder}/goi.db", Path(folder))
        yield world
        world.dispose()


@contextmanager
def served(app: Any) -> Iterator[int]:
    """The application behind a real server on a free port, in a thread of this process."""
    config = uvicorn.Config(
        app, port=0, log_level="error", access_log=False, server_header=False, date_header=False
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    spare_the_collector()
    yield server.servers[0].sockets[0].getsockname()[1]
    server.should_exit = True
    thread.join()


def load(
    port: int, prepared: list[list[str]], seconds: float = 4, connections: int = CONNECTIONS,
    *, each_once: bool = False,
) -> Load:
    """Send the prepared requests from a process of its own."""
    command = [sys.executable, str(ROOT / "benchmarks" / "load.py"),
               str(port), str(seconds), str(connections)]  # fmt: skip
    done = subprocess.run(
        command + (["once"] if each_once else []), input=json.dumps(prepared), text=True,
        capture_output=True, check=True,
    )  # fmt: skip
    return Load(**json.loads(done.stdout))


def a_get(path: str, cookie: str, known: str = "") -> str:
    asking = f"If-None-Match: {known}\r\n" if known else ""
    return f"GET {path} HTTP/1.1\r\nHost: goi.test\r\nCookie: {cookie}\r\n{asking}\r\n"


def bare(body: bytes) -> Starlette:
    """A bare Starlette route that sends the same bytes."""

    async def answer(request: Request) -> Response:
        return Response(body, media_type="text/html")

    return Starlette(routes=[Route("/{path:path}", answer)])


def against_bare(
    world: World, name: str, path: str, *, kept: bool = False, known: bool = False
) -> dict[str, Any]:
    """A page with sign-in and permissions on, against the same bytes sent bare, in turns: medians
    of the rounds. It is drawn each time unless answers are `kept`; `known`: whoever asks has it."""
    app = build(replace(world.site, chance=Chance(), kept=KeptAnswers() if kept else None))
    client = world.as_("second")
    answer = client.get(path)
    assert answer.status_code == 200, answer.status_code
    cookie = "; ".join(f"{key}={value}" for key, value in client.cookies.items())
    validator = answer.headers["etag"] if known else ""
    plain, ours = [], []
    for _ in range(ROUNDS):
        with served(bare(answer.content)) as port:
            plain.append(load(port, [[a_get(path, cookie)]], 2))
        with served(app) as port:
            ours.append(load(port, [[a_get(path, cookie, validator)]], 4))
        assert set(ours[-1].statuses) == {"304" if known else "200"}, ours[-1].statuses
    ratios = [one.per_second / other.per_second for one, other in zip(ours, plain, strict=True)]
    return {
        "measure": name,
        "bytes": len(answer.content),
        "bare_per_s": round(median(one.per_second for one in plain)),
        "ours_per_s": round(median(one.per_second for one in ours), 1),
        "ratio": round(median(ratios), 4),
        "p99_ms": round(median(one.p99_ms for one in ours)),
    }
