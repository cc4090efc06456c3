"""Answers kept as they were drawn, for the same reader while nothing has changed.

Every act writes its journal entry in its own transaction, so the tip of the journal names the state
that pages are drawn from: an answer is found by the tip, never told that it is out of date, and
several processes need not speak to each other. Beside the tip it is found by all else that it was
drawn from: the session (so never by another reader), the door with its address and language, and
the minute, for pages show what is open, and what closes does so at the end of a minute.

No validator goes out with a page: it may be stored nowhere (`no-store`), so that no browser could
ask with one. The API's answers have one that is made of their bytes alone: it tells nothing that
they do not.
"""

import hashlib
import re
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from threading import Lock
from typing import Any, cast

import sqlalchemy
from sqlalchemy import Select, bindparam
from sqlmodel import col, select
from starlette.responses import Response

from foundation import sessions
from foundation.chance import Chance
from foundation.journal import JournalColumns
from foundation.sessions import SessionColumns
from web.arrival import FLASH
from web.door import Door, View
from web.visit import Visit

MOST_BYTES = 16 * 1024 * 1024

Place = tuple[Hashable, ...]


@dataclass(frozen=True)
class Kept:
    """An answer's bytes, cut where idempotency keys stood: `keys` says which, in their order.
    Each time it is sent they are new ones, as on every page."""

    pieces: tuple[bytes, ...]
    keys: tuple[int, ...]
    headers: tuple[tuple[bytes, bytes], ...]
    validator: str

    @classmethod
    def of(cls, response: Response, drawn: list[str], *, api: bool) -> "Kept":
        """The answer that was just drawn with these keys."""
        body = bytes(response.body)
        headers = tuple(one for one in response.raw_headers if one[0] != b"content-length")
        if api:
            digest = hashlib.sha256(body).hexdigest()[:32]
            return cls((body,), (), headers, f'"{digest}"')
        if not drawn:
            return cls((body,), (), headers, "")
        cut = re.split(f"({'|'.join(drawn)})".encode(), body)
        keys = tuple(drawn.index(key.decode()) for key in cut[1::2])
        return cls(tuple(cut[::2]), keys, headers, "")

    @property
    def size(self) -> int:
        return sum(map(len, self.pieces))

    def response(self, chance: Chance, known: str) -> Response:
        """The answer for sending; without a body to who knows its validator."""
        unchanged = bool(self.validator) and self.validator in known
        answer = Response(b"" if unchanged else self._body(chance), 304 if unchanged else 200)
        length = [one for one in answer.raw_headers if one[0] == b"content-length"]
        answer.raw_headers = [*self.headers, *([] if unchanged else length)]
        if self.validator:
            answer.headers["ETag"] = self.validator
        return answer

    def _body(self, chance: Chance) -> bytes:
        if not self.keys:
            return self.pieces[0]
        new = [chance.id("once").encode() for _ in range(max(self.keys) + 1)]
        parts = [b""] * (2 * len(self.keys) + 1)
        parts[::2] = self.pieces
        parts[1::2] = [new[key] for key in self.keys]
        return b"".join(parts)


class KeptAnswers:
    """The answers of this process that were asked for last, at most so many bytes of them."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._most = most_bytes
        self._size = 0
        self._kept: OrderedDict[Place, Kept] = OrderedDict()
        self._lock = Lock()

    def answer(self, place: Place, draw: Callable[[], Kept]) -> Kept:
        """What is kept at a place; drawn where there is nothing."""
        found = self._find(place)
        if found is None:
            found = draw()
            self._keep(place, found)
        return found

    def _find(self, place: Place) -> Kept | None:
        with self._lock:
            found = self._kept.get(place)
            if found is not None:
                self._kept.move_to_end(place)
            return found

    def _keep(self, place: Place, kept: Kept) -> None:
        with self._lock:
            before = self._kept.pop(place, None)
            self._size += kept.size - (before.size if before else 0)
            self._kept[place] = kept
            while self._size > self._most:
                _, oldest = self._kept.popitem(last=False)
                self._size -= oldest.size


def place(visit: Visit, door: Door, now: datetime, *, api: bool) -> Place | None:
    """Where the answer of a door to this visit would be kept, and the session it is for; None
    where nothing is: for nobody, for a door that keeps nothing, where something is said once."""
    site, request = visit.site, visit.request
    token = request.cookies.get(site.session_cookie)
    told = site.named_cookie(FLASH) in request.cookies
    if not isinstance(door, View) or not door.kept or not token or told:
        return None
    asked = _session_and_tip(site.sessions, site.journal)
    with site.database.glancing() as connection:
        row = connection.execute(asked, {"token_hash": sessions.hashed(token)}).first()
    if row is None or not sessions.is_live(session := cast(SessionColumns, row), now):
        return None
    visit.session = session  # as much of it as its being in use is noted by
    alone = bool(door.partial) and request.headers.get("hx-request") == "true"
    scope = request.scope
    return (
        row.tip, session.id, now.replace(second=0, microsecond=0),
        door.name, api, alone, visit.lang, scope.get("root_path", ""),
        scope["path"], scope["query_string"],
    )  # fmt: skip


@lru_cache
def _session_and_tip(
    table: type[SessionColumns], journal: type[JournalColumns]
) -> Select[Any]:
    """One question for both, as they are in one moment."""
    tip = select(journal.hash).order_by(col(journal.seq).desc()).limit(1).scalar_subquery()
    asked: Select[Any] = sqlalchemy.select(
        col(table.id), col(table.created_at), col(table.seen_at), tip.label("tip")
    )
    return asked.where(col(table.token_hash) == bindparam("token_hash"))
