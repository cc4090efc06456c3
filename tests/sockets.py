"""Conversations over a WebSocket with an application in this process, and a page's document."""

import asyncio
import base64
import json
from collections.abc import Mapping
from typing import Any

import pycrdt

import own_loop
from proposals.drafting.wording import FIELDS
from world import ORIGIN, Client, World

PATIENCE = 30.0
_open: "set[Socket]" = set()


class Socket:
    """A browser's side of one conversation. `status` is "open", or how it ended: a close code,
    403 for a handshake that was refused."""

    def __init__(
        self, app: Any, path: str, cookies: Mapping[str, str], origin: str | None = ORIGIN,
        host: str = ORIGIN.partition("://")[2],
    ) -> None:
        headers = [(b"host", host.encode())]
        if origin is not None:
            headers.append((b"origin", origin.encode()))
        if cookies:
            pairs = "; ".join(f"{name}={value}" for name, value in cookies.items())
            headers.append((b"cookie", pairs.encode()))
        self._scope = {
            "type": "websocket", "asgi": {"version": "3.0", "spec_version": "2.4"}, "scheme": "ws",
            "path": path, "raw_path": path.encode(), "root_path": "", "query_string": b"",
            "headers": headers, "client": ("192.0.2.1", 1), "server": None, "subprotocols": [],
        }  # fmt: skip
        self._app = app
        self.status: int | str = "new"
        own_loop.run(self._begin())

    async def _begin(self) -> None:
        self._to: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self._from: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self._to.put_nowait({"type": "websocket.connect"})
        self._task = asyncio.create_task(
            self._app(self._scope, self._to.get, self._from.put)
        )
        _open.add(self)
        await self._next()

    async def _next(self) -> dict[str, Any] | None:
        async with asyncio.timeout(PATIENCE):
            message = await self._from.get()
        if message["type"] == "websocket.accept":
            self.status = "open"
        elif message["type"] == "websocket.close":
            self.status = 403 if self.status == "new" else int(message["code"])
            return None
        return message

    def send(self, text: str | bytes) -> None:
        kind = "bytes" if isinstance(text, bytes) else "text"
        own_loop.run(self._to.put({"type": "websocket.receive", kind: text}))

    def receive(self) -> dict[str, Any] | None:
        """The next message as it came; None at the end."""
        found: dict[str, Any] | None = own_loop.run(self._next())
        return found

    def leave(self) -> None:
        own_loop.run(self._leave())
        self.status = 1001

    async def _leave(self) -> None:
        _open.discard(self)
        self._to.put_nowait({"type": "websocket.disconnect", "code": 1001})
        async with asyncio.timeout(PATIENCE):
            await self._task


def leave_all() -> None:
    """Leave what is still open, and wait until the rooms behind it are closed: nobody looks into a
    database that is gone."""
    own_loop.run(_leave_all())


async def _leave_all() -> None:
    for one in list(_open):
        await one._leave()
    if begun := await _running():
        await asyncio.wait(begun, timeout=PATIENCE)


def running() -> bool:
    """Whether anything that a conversation began is still at work."""
    return bool(own_loop.run(_running()))


async def _running() -> set[asyncio.Task[Any]]:
    return asyncio.all_tasks() - {asyncio.current_task(), own_loop.root}


class PageDocument:
    """A page's own document, and what it has heard."""

    def __init__(self) -> None:
        self.doc: pycrdt.Doc = pycrdt.Doc()
        self.texts = {name: self.doc.get(name, type=pycrdt.Text) for name in FIELDS}
        self.birth: str | None = None
        self.seat: str | None = None
        self.people: list[dict[str, Any]] = []
        self.version = 0
        self.ack = -1
        self._sent = self.doc.get_state()

    def __getitem__(self, field: str) -> str:
        return str(self.texts[field])

    def type(self, field: str, place: int, text: str) -> None:
        """Type at a place counted in characters."""
        self.texts[field].insert(len(self[field][:place].encode()), text)

    def take_out(self, field: str, start: int, end: int) -> None:
        start, end = (len(self[field][:at].encode()) for at in (start, end))
        del self.texts[field][start:end]

    def unsent(self) -> bytes:
        """What was typed since this was asked for last (and what was heard: saying it again does
        no harm)."""
        update = self.doc.get_update(self._sent)
        self._sent = self.doc.get_state()
        return update

    def hear(self, message: Mapping[str, Any]) -> None:
        for update in message.get("updates", ()):
            self.doc.apply_update(base64.b64decode(update))
        self.birth = message.get("birth", self.birth)
        self.seat = message.get("seat", self.seat)
        self.people = message.get("people", self.people)
        self.version = message.get("version", self.version)
        self.ack = message.get("ack", self.ack)

    def state(self) -> str:
        return base64.b64encode(self.doc.get_state()).decode()


class Writing(PageDocument):
    """Somebody's page that has a draft open."""

    def __init__(self, world: World, name: str, request_id: str, app: Any = None) -> None:
        super().__init__()
        self.client: Client = world.as_(name)
        self._app, self._path = app or world.app, f"/requests/{request_id}/writing/live"
        self.n = 0
        self.join()

    def join(self) -> None:
        """Come, or come back after a lost connection with all that was typed meanwhile."""
        self.socket = Socket(self._app, self._path, dict(self.client.cookies))
        hello = {"csrf": self.client.csrf, "state": self.state()}
        if self.birth:
            hello["birth"] = self.birth
        self.socket.send(json.dumps(hello))
        message = self._message()
        if message is None:
            return
        self.hear(message)
        lacking = self.doc.get_update(base64.b64decode(message["state"]))
        self._sent = self.doc.get_state()
        if len(lacking) > 2:
            self.say(update=lacking)

    def say(self, *, update: bytes | None = None, **more: Any) -> None:
        self.n += 1
        message = {"n": self.n, **more}
        if update is None:
            update = self.unsent()
        if update:
            message["update"] = base64.b64encode(update).decode()
        self.socket.send(json.dumps(message))

    def _message(self) -> dict[str, Any] | None:
        raw = self.socket.receive()
        return None if raw is None else json.loads(raw["text"])

    def listen_until(self, done: Any) -> None:
        """Hear what comes until this holds, or the conversation ends."""
        while not done(self):
            message = self._message()
            if message is None:
                return
            self.hear(message)

    def kept(self) -> None:
        """Send what was typed, and wait until it is kept."""
        self.say()
        self.listen_until(lambda page: page.ack >= page.n)

    def ended(self) -> int | str:
        """How the conversation ends."""
        self.listen_until(lambda page: page.socket.status != "open")
        return self.socket.status

    def lose(self) -> None:
        """The connection is gone."""
        self.socket.leave()
