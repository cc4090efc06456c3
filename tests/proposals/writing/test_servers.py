"""Two servers over one database, as they are run: what one is told the other's pages hear, and a
page whose server ends goes on at the other."""

import base64
import json
from contextlib import ExitStack
from typing import Any

import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from foundation import sessions
from foundation.clock import Clock
from identity.models import SignInSession
from processes import Process, serving
from proposals.stages import State
from request_builder import write_directly
from sockets import PageDocument
from world import World

pytestmark = pytest.mark.slow
PATIENCE = 120


class Page(PageDocument):
    """A page open at a server, over a real socket."""

    def __init__(self, world: World, name: str, request_id: str, wires: ExitStack) -> None:
        super().__init__()
        self.wires = wires
        self.path = f"/requests/{request_id}/writing/live"
        with world.main.writing() as db:
            row, token = sessions.start(
                db, SignInSession, world.people[name], "test", Clock().now(), world.chance
            )
            self.csrf = row.csrf
        self.cookie = f"{world.site.session_cookie}={token}"

    def join(self, process: Process) -> "Page":
        """Come, or come back with all that was typed meanwhile."""
        opening = connect(
            process.origin.replace("http", "ws", 1) + self.path, origin=process.origin,
            additional_headers={"Cookie": self.cookie}, proxy=None, compression=None,
        )  # fmt: skip
        self.wire = self.wires.enter_context(opening)
        hello = {"csrf": self.csrf, "state": self.state()}
        self.say(hello | ({"birth": self.birth} if self.birth else {}))
        greeting = self.listen()
        lacking = self.doc.get_update(base64.b64decode(greeting["state"]))
        self.say({"n": 1, "update": base64.b64encode(lacking).decode()})
        return self

    def say(self, message: dict[str, Any]) -> None:
        self.wire.send(json.dumps(message))

    def listen(self) -> dict[str, Any]:
        heard: dict[str, Any] = json.loads(self.wire.recv(timeout=PATIENCE))
        self.hear(heard)
        return heard

    def send(self, number: int) -> None:
        self.say({"n": number, "update": base64.b64encode(self.unsent()).decode()})
        while self.ack < number:
            self.listen()

    def reads(self, words: str) -> None:
        while words not in self["problem"]:
            self.listen()


def test_two_servers_and_the_end_of_one(sqlite_world: World) -> None:
    world = sqlite_world
    request_id = write_directly(world, "volunteer", State.DRAFT, "none", number=None).id
    env = {
        "GOI_DATABASE_URL": world.settings.database_url,
        "GOI_DATA_DIR": str(world.settings.data_dir),
    }
    with ExitStack() as open_things:
        first, second = (open_things.enter_context(serving("serve", env=env)) for _ in range(2))
        one = Page(world, "volunteer", request_id, open_things).join(first)
        other = Page(world, "representative", request_id, open_things).join(second)
        one.type("problem", 0, "一人目。")
        one.send(2)
        other.reads("一人目。")
        other.type("problem", 0, "二人目。")
        other.send(2)
        one.reads("二人目。")

        assert second.stop() == 0, second.printed()
        with pytest.raises(ConnectionClosed) as closed:
            while True:
                other.listen()
        assert closed.value.rcvd is not None and closed.value.rcvd.code == 1012
        other.type("problem", 0, "離れて。")
        other.join(first)
        one.reads("離れて。")
    assert "Traceback" not in first.printed() + second.printed()
