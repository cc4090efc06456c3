"""The seam of a conversation over a WebSocket: from whom it comes, whether they may still have it,
and what is read from it.

A browser sends its cookies with every handshake, whoever's page began it, and knows no CSRF token
there. So a conversation needs one of our own origins, and its first message says the session's
token. What ends it is told by the close code; the codes are those a page can act on.
"""

import asyncio
import hmac
import json
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum
from typing import Any

from sqlmodel import Session
from starlette.concurrency import run_in_threadpool
from starlette.websockets import WebSocket, WebSocketDisconnect, WebSocketState

from foundation import sessions
from foundation.actor import Actor
from foundation.errors import BadRequest, Problem, SignInNeeded
from foundation.work import Work
from web.arrival import admit, arrive, recognise, same_origin
from web.body import parse_json
from web.door import Live
from web.site import Site
from web.visit import Visit

log = logging.getLogger("goi.web")

FIRST_MESSAGE_SECONDS = 15
SEND_SECONDS = 20  # a reader slower than this is let go; it comes back and is told what it missed


class Code(IntEnum):
    """Why a conversation ended (4000 to 4999 are an application's own, RFC 6455 7.4.2)."""

    UNREADABLE = 4400
    SIGN_IN = 4401
    NOT_FOUND = 4404
    TOO_SLOW = 4408
    BEGUN_ANEW = 4409
    TOO_LARGE = 4413
    TOO_MANY = 4429
    FAULT = 1011
    TRY_LATER = 1013


class Ended(Exception):
    """The conversation is over: by the other side, or with a code of ours."""

    def __init__(self, code: Code | None = None) -> None:
        super().__init__(code)
        self.code = code


Attend = Callable[..., Awaitable[None]]


@dataclass(eq=False)
class Attendance:
    """One conversation by one person. `visit` has their language; `hello` is the first message."""

    site: Site
    door: Live
    visit: Visit
    socket: WebSocket
    hello: dict[str, Any] = field(default_factory=dict)

    def work(self, db: Session, now: datetime) -> Work:
        """This person's hands in a transaction, as session and offices are in it.

        Raises SignInNeeded when the session has ended, NotFound when the door is closed to them.
        """
        recognise(self.visit, db, now)
        admit(self.visit, self.door)
        return Work(db, self.actor, now, self.site.chance, self.site.journal)

    @property
    def actor(self) -> Actor:
        if self.visit.actor is None:
            raise SignInNeeded
        return self.visit.actor

    def touch(self, db: Session, now: datetime) -> None:
        """Note that the session is in use, once a minute."""
        session = self.visit.session
        if session and sessions.is_due_for_touch(session, now):
            sessions.touch(db, self.site.sessions, session.id, now)

    async def receive(self) -> dict[str, Any]:
        """The next message. Raises Ended."""
        try:
            message = await self.socket.receive()
        except (WebSocketDisconnect, RuntimeError):
            raise Ended from None
        if message["type"] == "websocket.disconnect":
            raise Ended
        text = message.get("text")
        if text is None:
            raise Ended(Code.UNREADABLE)
        if len(text.encode("utf-8", "surrogatepass")) > self.door.body_limit:
            raise Ended(Code.TOO_LARGE)
        try:
            return parse_json(text)
        except BadRequest:
            raise Ended(Code.UNREADABLE) from None

    async def send(self, message: dict[str, Any]) -> None:
        """Send a message; waits while the reader is slow. Raises Ended."""
        text = json.dumps(message, ensure_ascii=False, separators=(",", ":"))
        try:
            async with asyncio.timeout(SEND_SECONDS):
                await self.socket.send_text(text)
        except TimeoutError:
            raise Ended(Code.TOO_SLOW) from None
        except (WebSocketDisconnect, RuntimeError, OSError):
            raise Ended from None

    async def close(self, code: Code) -> None:
        """End it with a code, where it has not ended."""
        if self.socket.application_state is not WebSocketState.CONNECTED:
            return
        try:
            async with asyncio.timeout(SEND_SECONDS):
                await self.socket.close(int(code))
        except (TimeoutError, WebSocketDisconnect, RuntimeError, OSError):
            pass


def code_of(problem: Problem) -> Code:
    """How a conversation ends for this problem; hidden and never-was alike are not found."""
    if isinstance(problem, SignInNeeded):
        return Code.SIGN_IN
    return Code.TRY_LATER if problem.status == 503 else Code.NOT_FOUND


async def converse(site: Site, door: Live, attend: Attend, socket: WebSocket) -> None:
    """Hold a conversation to its end."""
    visit = arrive(site, socket)
    try:
        same_origin(visit)
    except Problem:
        await socket.close(1008)
        return
    await socket.accept()
    attendance = Attendance(site, door, visit, socket)
    code: Code | None = None
    try:
        await _greet(attendance)
        await attend(attendance, **socket.path_params)
    except Ended as end:
        code = end.code
    except Problem as problem:
        code = code_of(problem)
    except Exception:
        log.exception("unexpected error in the conversation %s", door.name)
        code = Code.FAULT
    if code is not None:
        await attendance.close(code)


async def _greet(attendance: Attendance) -> None:
    """Read the first message and recognise who sends it by cookie and token together."""
    try:
        async with asyncio.timeout(FIRST_MESSAGE_SECONDS):
            attendance.hello = await attendance.receive()
    except TimeoutError:
        raise Ended(Code.UNREADABLE) from None
    await run_in_threadpool(_recognise, attendance)
    session, token = attendance.visit.session, attendance.hello.pop("csrf", "")
    if session is None or not isinstance(token, str):
        raise Ended(Code.SIGN_IN)
    if not hmac.compare_digest(session.csrf.encode(), token.encode("utf-8", "replace")):
        raise Ended(Code.SIGN_IN)


def _recognise(attendance: Attendance) -> None:
    with attendance.site.database.reading() as db:
        attendance.work(db, attendance.site.clock.now())
