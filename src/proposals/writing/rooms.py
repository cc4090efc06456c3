"""Conversations about shared texts: one room a text and process, which is there while somebody is.

The log in the database is the truth. What a page sends is checked, written down and only then
told to others, and everybody, in whatever process, is told what stands in the log: so several
processes need to know nothing of each other, and nothing is shown that could be lost. A room takes
turns. In one turn, one transaction, it asks of everybody who sent something whether they may
still, keeps what they sent, and reads what came from elsewhere.
"""

import asyncio
import base64
import logging
import time
from collections import deque
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from starlette.concurrency import run_in_threadpool

from foundation import journal
from foundation.actor import SYSTEM
from foundation.errors import Invalid, NotFound, Problem, Refused, Unavailable
from foundation.work import Work
from proposals.queries import seen
from proposals.writing import actions, queries
from proposals.writing.crdt import Malformed, SharedDocument
from proposals.writing.forms import Hello, Said, place_of
from proposals.writing.models import SharedText
from proposals.writing.queries import Head, Present
from proposals.writing.rules import MOST_AT_ONCE, MOST_OF_ONE_PERSON, may_write
from proposals.writing.views import people_told
from web.live import Attendance, Code, Ended, code_of
from web.site import Site

log = logging.getLogger("goi.writing")

TURN_SECONDS = 0.04  # at least between two turns of a room: what comes meanwhile goes together
REST = 2.0  # and this many times as long as the last one took, so that rooms leave time to pages
POLL_SECONDS = 0.2  # to look for what other processes wrote
CHECK_SECONDS = 15.0  # between two looks at whether those who are silent may still be here
REMEMBERED = 1024 * 1024  # bytes of updates a room holds for those who read slowly
MESSAGES_A_SECOND, BURST = 20.0, 60.0
MOST_WAITING = 50  # messages of one page that are not kept yet
RETRY_SECONDS = 0.5


@dataclass(eq=False)
class Seat:
    """One window of one person in a room. `told` is the newest update it has been sent; `fresh`
    asks for everything it lacks since `state`."""

    attendance: Attendance
    id: str
    state: bytes | None
    birth: str | None
    fresh: bool = True
    said: deque[Said] = field(default_factory=deque)
    place: tuple[str, str, str] = ("", "", "")
    moved: bool = True
    checked: float = 0.0
    told: int = 0
    kept: int = -1
    ack: int = -1
    greeting: dict[str, Any] | None = None
    people: bool = True
    version: int = 0
    due: asyncio.Event = field(default_factory=asyncio.Event)
    ended: Code | None = None

    @property
    def waits(self) -> bool:
        return bool(self.said) or self.moved or self.fresh

    def end(self, code: Code) -> None:
        self.ended = self.ended or code
        self.due.set()


Update = tuple[int, str, bytes]  # its number, the seat it came from, its bytes


@dataclass
class Turn:
    """What a turn found: where the log is now, and what in it is new to this room. `broken`: the
    news do not join on to what the room knew, so everybody is told everything."""

    head: Head
    news: list[Update]
    broken: bool
    unsettled: list[str]
    people: list[Present] | None = None
    ended: dict[Seat, Code] = field(default_factory=dict)
    kept: dict[Seat, int] = field(default_factory=dict)
    greetings: dict[Seat, dict[str, Any]] = field(default_factory=dict)


class Room:
    """Those in this process who write one text."""

    def __init__(self, site: Site, request_id: str) -> None:
        self.site = site
        self.request_id = request_id
        self.seats: list[Seat] = []
        self.gone: list[str] = []
        self.wake = asyncio.Event()
        self.task: asyncio.Task[None] | None = None
        self._document: SharedDocument | None = None
        self._head: Head | None = None
        self._recent: deque[Update] = deque()
        self._recent_bytes = 0
        self._people: list[Present] = []
        self._unsettled: list[str] = []

    # --- on the loop --------------------------------------------------------------------------

    async def run(self) -> None:
        """Take turns until nobody is left."""
        while self.seats or self.gone:
            began = time.monotonic()
            try:
                await self._take_turn()
            except Unavailable:
                await asyncio.sleep(RETRY_SECONDS)
            took = time.monotonic() - began
            await asyncio.sleep(max(TURN_SECONDS, min(REST * took, 1.0)))
            with suppress(TimeoutError):
                async with asyncio.timeout(POLL_SECONDS):
                    await self.wake.wait()
            self.wake.clear()

    async def _take_turn(self) -> None:
        now = time.monotonic()
        seats = [seat for seat in self.seats if seat.ended is None]
        asked = [s for s in seats if s.waits or now - s.checked > CHECK_SECONDS]
        said = {seat: list(seat.said) for seat in asked}
        places = {seat: seat.place for seat in asked}
        gone = list(self.gone)
        turn = await run_in_threadpool(self._find, said, gone)
        self.gone = self.gone[len(gone) :]
        for seat, messages in said.items():
            seat.checked, seat.moved = now, seat.place != places[seat]
            for _ in messages:
                seat.said.popleft()
        if turn is not None:
            self._hand_out(turn)

    def _hand_out(self, turn: Turn) -> None:
        self._head, self._unsettled = turn.head, turn.unsettled
        if turn.broken:
            self._recent.clear()
            self._recent_bytes = 0
        for one in turn.news:
            self._recent.append(one)
            self._recent_bytes += len(one[2])
        while self._recent_bytes > REMEMBERED:
            self._recent_bytes -= len(self._recent.popleft()[2])
        if turn.people is not None:
            self._people = turn.people
        for seat in self.seats:
            if seat in turn.ended:
                seat.end(turn.ended[seat])
            if seat in turn.greetings:
                seat.greeting, seat.fresh = turn.greetings[seat], False
                seat.told, seat.version = turn.head.seq, turn.head.version
            elif turn.broken:
                seat.fresh = True
                self.wake.set()
            seat.kept = turn.kept.get(seat, seat.kept)
            seat.people = seat.people or turn.people is not None
            seat.due.set()

    def message_for(self, seat: Seat) -> dict[str, Any] | None:
        """What this page is to be told now; None where it knows everything."""
        message: dict[str, Any] = {}
        if seat.greeting:
            message |= seat.greeting
            seat.greeting = None
        elif self._head and not seat.fresh and seat.told < self._head.seq:
            if not self._recent or self._recent[0][0] > seat.told + 1:
                seat.fresh = True  # it fell behind what is remembered: everything, next turn
                self.wake.set()
            else:
                news = [one for one in self._recent if one[0] > seat.told]
                seat.told = self._head.seq
                others = [data for _, origin, data in news if origin != seat.id]
                if others:
                    message["updates"] = [base64.b64encode(data).decode() for data in others]
        if seat.kept > seat.ack:
            seat.ack = message["ack"] = seat.kept
        if seat.people and seat.birth:
            seat.people = False
            message["people"] = people_told(seat.attendance.visit, seat.id, self._people)
        if self._head and seat.birth and seat.version != self._head.version:
            seat.version = message["version"] = self._head.version
            message["unsettled"] = self._unsettled
        return message or None

    # --- in a worker thread, one turn at a time -------------------------------------------------

    def _find(self, said: dict[Seat, list[Said]], gone: list[str]) -> Turn | None:
        """One transaction, a writing one where anybody said anything; None where there is
        nothing new. What was not committed does not stay in memory either."""
        site, now = self.site, self.site.clock.now()
        try:
            if not said and not gone:
                with site.database.reading() as db:
                    if queries.heads(db, [self.request_id]).get(self.request_id) == self._head:
                        return None
                    return self._turn(Work(db, SYSTEM, now, site.chance), {}, [])
            with site.database.writing() as db:
                now = journal.not_before(db, site.journal, now)
                return self._turn(Work(db, SYSTEM, now, site.chance), said, gone)
        except BaseException:
            self._document = None
            raise

    def _turn(
        self, room: Work, said: dict[Seat, list[Said]], gone: list[str]
    ) -> Turn:
        """Ask, keep, read. `room` is nobody's in particular."""
        known = self._head
        self._catch_up(room)
        ended: dict[Seat, Code] = {}
        opened: actions.Opened | None = None
        for seat, messages in said.items():
            try:
                work = seat.attendance.work(room.db, room.now)
                opened = actions.open_text(work, seen(work, self.request_id), self._document)
                self._document = opened.document
                self._keep(work, opened, seat, messages)
            except Ended as end:
                ended[seat] = end.code or Code.UNREADABLE
            except Unavailable:
                raise
            except Problem as problem:
                ended[seat] = code_of(problem)
        if said or gone:  # else this is a look, in a transaction that may not write
            actions.rise(room, self.request_id, [*gone, *(seat.id for seat in ended)])
        room.db.flush()
        turn = self._read(room, known)
        turn.ended = ended
        turn.kept = {s: m[-1].n for s, m in said.items() if m and s not in ended}
        fresh = [seat for seat in said if seat not in ended and (seat.fresh or turn.broken)]
        for seat in fresh:
            try:
                turn.greetings[seat] = self._greeting(seat, turn)
            except Malformed:
                turn.ended[seat] = Code.UNREADABLE
        if fresh or known is None or known.stir != turn.head.stir:
            turn.people = queries.present(room, self.request_id)
        if opened is not None:
            opened.document = self._document or opened.document
            actions.compact(room, opened)
            turn.head = queries.head_of(opened.row)
        return turn

    def _catch_up(self, room: Work) -> None:
        """Bring the document in memory to where the log is."""
        row = room.db.get(SharedText, self.request_id)
        known = self._head
        if row is None or known is None or known.birth != row.birth:
            self._document = None
        if row is None:
            return
        if self._document is None or known is None:
            self._document = queries.document(room.db, row)
            return
        since = known.seq
        if row.snapshot_seq > known.seq:
            self._document.apply(row.snapshot)
            since = row.snapshot_seq
        for update in queries.updates_after(room.db, self.request_id, since):
            self._document.apply(update.data)

    def _keep(
        self, work: Work, opened: actions.Opened, seat: Seat, messages: list[Said]
    ) -> None:
        """Keep what a seat said. Raises Ended where it can't be."""
        if seat.birth is not None and seat.birth != opened.row.birth:
            raise Ended(Code.BEGUN_ANEW)
        updates = [one.update for one in messages if one.update]
        for update in updates:
            try:
                actions.write(work, opened, update, seat.id)
            except Refused:
                raise Ended(Code.TOO_LARGE) from None
            except Malformed:
                # A part of it may be in the document at hand; none of it is in the log.
                self._document = queries.document(work.db, opened.row)
                raise Ended(Code.UNREADABLE) from None
        if updates:
            seat.attendance.touch(work.db, work.now)
        actions.sit(work, opened, seat.id, seat.place, wrote=bool(updates))

    def _read(self, room: Work, known: Head | None) -> Turn:
        """What the log has that the room did not know at the turn's beginning."""
        row = room.db.get(SharedText, self.request_id)
        if row is None:  # nobody was let in, or the request has come to its end
            return Turn(known or Head("", 0, 0, 0, 0), [], False, [])
        head = queries.head_of(row)
        if known is None or known.birth != head.birth or head.snapshot_seq > known.seq:
            return Turn(head, [], True, list(row.unsettled))
        news = [
            (one.seq, one.origin, one.data)
            for one in queries.updates_after(room.db, self.request_id, known.seq)
        ]
        return Turn(head, news, False, list(row.unsettled))

    def _greeting(self, seat: Seat, turn: Turn) -> dict[str, Any]:
        """Everything a page needs to begin or to come back."""
        assert self._document is not None, "whoever is greeted was asked, and the text opened"
        seat.birth = turn.head.birth
        return {
            "birth": turn.head.birth,
            "seat": seat.id,
            "state": base64.b64encode(self._document.state()).decode(),
            "updates": [base64.b64encode(self._document.since(seat.state)).decode()],
            "version": turn.head.version,
            "unsettled": turn.unsettled,
        }


class Rooms:
    """The rooms of one process."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._rooms: dict[str, Room] = {}

    async def attend(self, attendance: Attendance, request_id: str) -> None:
        """One window's conversation, from its first message to its end."""
        try:
            hello = Hello.read(attendance.hello)
        except Invalid:
            raise Ended(Code.UNREADABLE) from None
        await run_in_threadpool(self._admit, attendance, request_id)
        seat = Seat(attendance, self._site.chance.id("seat"), hello.state, hello.birth)
        room = self._room(request_id, attendance.actor.id)
        room.seats.append(seat)
        room.wake.set()
        if room.task is None or room.task.done():
            room.task = asyncio.create_task(self._keep_open(room))
        listening = asyncio.create_task(_listen(room, seat))
        try:
            await _speak(room, seat, listening)
        finally:
            listening.cancel()
            room.seats.remove(seat)
            room.gone.append(seat.id)
            room.wake.set()

    def _room(self, request_id: str, person_id: str) -> Room:
        room = self._rooms.get(request_id)
        if room is None:
            room = self._rooms[request_id] = Room(self._site, request_id)
        own = sum(seat.attendance.actor.id == person_id for seat in room.seats)
        if len(room.seats) >= MOST_AT_ONCE or own >= MOST_OF_ONE_PERSON:
            raise Ended(Code.TOO_MANY)
        return room

    def _admit(self, attendance: Attendance, request_id: str) -> None:
        """Nobody has a room made, or learns of one, who may not write the text."""
        with self._site.database.reading() as db:
            work = attendance.work(db, self._site.clock.now())
            found = seen(work, request_id)
            if not may_write(found.relation, found.state):
                raise NotFound

    async def _keep_open(self, room: Room) -> None:
        """Run a room; the last to leave closes it, and its document leaves memory."""
        try:
            await room.run()
        except Exception:
            log.exception("the room of %s failed", room.request_id)
            for seat in room.seats:
                seat.end(Code.FAULT)
        finally:
            if self._rooms.get(room.request_id) is room:
                del self._rooms[room.request_id]


async def _listen(room: Room, seat: Seat) -> None:
    """Read what a page says, no faster than it may and than the room keeps it."""
    allowed, then = BURST, time.monotonic()
    try:
        while True:
            message = await seat.attendance.receive()
            try:
                said = Said.read(message)
            except Invalid:
                raise Ended(Code.UNREADABLE) from None
            now = time.monotonic()
            allowed, then = min(BURST, allowed + (now - then) * MESSAGES_A_SECOND) - 1, now
            if allowed < 0:
                await asyncio.sleep(-allowed / MESSAGES_A_SECOND)
            while len(seat.said) >= MOST_WAITING:
                await asyncio.sleep(TURN_SECONDS)
            place = place_of(said)
            seat.moved = seat.moved or place != seat.place
            seat.place = place
            seat.said.append(said)
            room.wake.set()
    except Ended as end:
        if end.code is not None:
            seat.end(end.code)
        raise


async def _speak(room: Room, seat: Seat, listening: asyncio.Task[None]) -> None:
    """Tell a page what is new, one message at a time: while it reads slowly, news wait together.

    Raises Ended."""
    while True:
        due = asyncio.create_task(seat.due.wait())
        try:
            await asyncio.wait({due, listening}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            due.cancel()
        seat.due.clear()
        if seat.ended is not None:
            raise Ended(seat.ended)
        if listening.done():
            listening.result()
        message = room.message_for(seat)
        if message is not None:
            await seat.attendance.send(message)


def open_rooms(site: Site) -> Callable[..., Awaitable[None]]:
    """What attends conversations about shared texts in one application."""
    return Rooms(site).attend
