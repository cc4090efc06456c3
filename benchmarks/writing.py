"""Several people write one draft at once: edits kept a second, and how long after it was sent an
edit is kept (acknowledged) and stands on another editor's page.

The server is real (uvicorn, one process); the editors are pages in another process, each with
its own document over a socket, each adding six characters at a time to the end of one field.

usage: python benchmarks/writing.py
"""

import asyncio
import base64
import json
import re
import subprocess
import sys
import time
from itertools import count
from statistics import median, quantiles
from typing import Any

from measuring import World, settled_world
from sqlmodel import select
from websockets.asyncio.client import connect

from foundation.chance import SeededChance
from identity.models import Person, SignInSession
from proposals.stages import State
from request_builder import write_directly
from sockets import PageDocument
from stage import served
from world import sessions

SECONDS = 15.0
EDITORS = (2, 5, 20)
EDITS_A_SECOND = 4.0  # by each: a quick typist, whose page says what was typed every quarter second
TOKEN = re.compile(r"\d{2}-\d{3}")


class Editor:
    """A page that types, and knows when it first saw what others typed."""

    def __init__(self, number: int, clock: dict[str, float]) -> None:
        self.number, self.sent = number, clock
        self.page = PageDocument()
        self.read: dict[str, float] = {}
        self.kept: list[float] = []
        self.waiting: dict[int, float] = {}

    async def write(
        self, host: str, request: str, cookie: str, csrf: str, until: float
    ) -> None:
        async with connect(
            f"ws://{host}/requests/{request}/writing/live", origin=f"http://{host}",
            additional_headers={"Cookie": cookie}, compression=None, proxy=None,
        ) as wire:  # fmt: skip
            await wire.send(json.dumps({"csrf": csrf, "state": self.page.state()}))
            self.page.hear(json.loads(await wire.recv()))
            self.page.unsent()
            hearing = asyncio.create_task(self.hear(wire))
            for number in count():
                if time.monotonic() > until:
                    break
                token = f"{self.number:02}-{number:03}"
                self.page.type("problem", len(self.page["problem"]), token)
                update = base64.b64encode(self.page.unsent()).decode()
                self.sent[token] = self.waiting[number] = time.monotonic()
                await wire.send(json.dumps({"n": number, "update": update}))
                await asyncio.sleep(1 / EDITS_A_SECOND)
            await asyncio.sleep(3)
            hearing.cancel()

    async def hear(self, wire: Any) -> None:
        async for message in wire:
            now = time.monotonic()
            self.page.hear(json.loads(message))
            for token in set(TOKEN.findall(self.page["problem"])) - self.read.keys():
                self.read[token] = now
            for number in [one for one in self.waiting if one <= self.page.ack]:
                self.kept.append(now - self.waiting.pop(number))


async def editing(given: dict[str, Any]) -> dict[str, Any]:
    sent: dict[str, float] = {}
    editors = [Editor(number, sent) for number in range(len(given["people"]))]
    until = time.monotonic() + SECONDS
    await asyncio.gather(
        *(
            one.write(given["host"], given["request"], *person, until)
            for one, person in zip(editors, given["people"], strict=True)
        )
    )
    told = sorted(
        one.read[token] - at
        for token, at in sent.items()
        for one in editors
        if token in one.read and not token.startswith(f"{one.number:02}-")
    )
    kept = sorted(wait for one in editors for wait in one.kept)
    texts = {one.page["problem"] for one in editors}
    return {
        "editors": len(editors), "sent": len(sent), "lost": len(sent) - len(kept),
        "texts": len(texts), "kept_per_s": round(len(kept) / SECONDS, 1),
        "kept_ms": _told(kept), "other_ms": _told(told),
    }  # fmt: skip


def _told(waits: list[float]) -> list[int]:
    """Median and 99th hundredth, in milliseconds."""
    return [round(median(waits) * 1000), round(quantiles(waits, n=100)[98] * 1000)]


def measure(world: World, editors: int) -> dict[str, Any]:
    request = write_directly(world, "volunteer", State.DRAFT, "none", number=None).id
    people = []
    with world.main.writing() as db:
        own = db.exec(select(Person).where(Person.email.like("colleague%"))).all()
        for person in own[:editors]:
            row, token = sessions.start(
                db, SignInSession, person.id, "benchmark", world.clock.now(), world.chance
            )
            people.append((f"{world.site.session_cookie}={token}", row.csrf))
    with served(world) as port:
        given = {"host": f"127.0.0.1:{port}", "request": request, "people": people}
        done = subprocess.run(
            [sys.executable, __file__, "editors"], input=json.dumps(given), text=True,
            stdout=subprocess.PIPE, check=True,
        )  # fmt: skip
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def main() -> None:
    with settled_world() as world:
        chance = SeededChance("colleagues")
        with world.main.writing() as db:
            known = db.get_one(Person, world.people["volunteer"])
            for number in range(max(EDITORS)):
                db.add(
                    Person(
                        **known.model_dump(exclude={"id", "email"}), id=chance.id("person"),
                        email=f"colleague{number}@people.example.jp",
                    )
                )  # fmt: skip
        for editors in EDITORS:
            print(json.dumps(measure(world, editors)))


if __name__ == "__main__":
    if sys.argv[1:] == ["editors"]:
        print(json.dumps(asyncio.run(editing(json.load(sys.stdin)))))
    else:
        main()
