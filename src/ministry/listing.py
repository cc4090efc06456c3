"""Lists of items: which of them are wanted, in which order. Pure."""

import json
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from foundation.dates import fiscal_year
from ministry.models import Handling
from submissions.release_store import Letter, Progress

A_LONG_TIME = date.max


class Show(StrEnum):
    """Which items: `WAITING` have points to answer, and so have those of all kinds after it."""

    ALL = "all"
    ANSWERED = "answered"
    WAITING = "waiting"
    NEW = "new"
    MINE = "mine"
    OVERDUE = "overdue"


class Sort(StrEnum):
    """Orders of a list; `LETTER` is that of the letters themselves, the newest first."""

    LETTER = "letter"
    DUE = "due"
    TITLE = "title"
    OPEN = "open"


class Head(NamedTuple):
    """What a list tells of an item, without its text. `legal_references` is the JSON of a list."""

    id: str
    letter_id: str
    place: int
    committee_ja: str
    committee_en: str
    kind: str
    title_ja: str
    title_en: str
    legal_references: str


@dataclass(frozen=True)
class Counted:
    """An item with how many of its points have an answer, what the answers are, where it is in the
    ministry (None: nobody has it yet) and how far it has come (None: nobody has taken it in)."""

    item: Head
    letter: Letter
    points: int
    answered: int
    outcomes: frozenset[str] = frozenset()
    handling: Handling | None = None
    progress: Progress | None = None

    @property
    def waits(self) -> bool:
        return self.answered < self.points

    @property
    def due_day(self) -> date | None:
        return self.handling.due_day if self.handling else None

    @property
    def is_new(self) -> bool:
        """Nobody has acknowledged or answered it."""
        return self.received_day is None and not self.answered

    @property
    def received_day(self) -> date | None:
        return self.progress.received_day if self.progress else None


@dataclass(frozen=True)
class Reader:
    """Who looks, and on which day: what is theirs and what is late depends on it."""

    official_id: str
    section_id: str | None
    today: date


@dataclass(frozen=True)
class Wanted:
    """What a list is narrowed to; an empty value narrows nothing. `year` is a fiscal year."""

    show: Show = Show.ALL
    outcome: str = ""
    section_id: str = ""
    year: int | None = None
    number: str = ""
    provision: str = ""


def sift(found: Iterable[Counted], wanted: Wanted, reader: Reader) -> list[Counted]:
    """Those that are wanted, in the order in which they came."""
    return [one for one in found if _fits(one, wanted, reader)]


def arranged(found: Iterable[Counted], sort: Sort) -> list[Counted]:
    """In another order; what is equal stays in the order of the letters."""
    if sort is Sort.DUE:
        return sorted(found, key=lambda one: (not one.waits, one.due_day or A_LONG_TIME))
    if sort is Sort.TITLE:
        return sorted(found, key=lambda one: one.item.title_ja)
    if sort is Sort.OPEN:
        return sorted(found, key=lambda one: one.answered - one.points)
    return list(found)


def shows(one: Counted, show: Show, reader: Reader) -> bool:
    """Whether an item stands in this list."""
    if show is Show.ALL:
        return True
    if show is Show.ANSWERED or not one.waits:
        return show is Show.ANSWERED and not one.waits
    if show is Show.NEW:
        return one.is_new
    if show is Show.MINE:
        return _is_mine(one, reader)
    if show is Show.OVERDUE:
        return one.due_day is not None and one.due_day < reader.today
    return True


def folded(text: str) -> str:
    """One spelling for full-width and half-width, large and small, with and without spaces."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def _fits(one: Counted, wanted: Wanted, reader: Reader) -> bool:
    return (
        shows(one, wanted.show, reader)
        and (not wanted.outcome or wanted.outcome in one.outcomes)
        and (not wanted.section_id or _section(one) == wanted.section_id)
        and (wanted.year is None or fiscal_year(one.letter.released_day) == wanted.year)
        and folded(wanted.number) in folded(one.letter.number)
        and _cites(one.item, wanted.provision)
    )


def _section(one: Counted) -> str | None:
    return one.handling.section_id if one.handling else None


def _is_mine(one: Counted, reader: Reader) -> bool:
    """Handed to me, or to my section and nobody in it."""
    if one.handling is None:
        return False
    if one.handling.official_id:
        return one.handling.official_id == reader.official_id
    return reader.section_id is not None and one.handling.section_id == reader.section_id


def _cites(item: Head, provision: str) -> bool:
    wanted = folded(provision)
    return not wanted or any(
        wanted in folded(one) for one in json.loads(item.legal_references)
    )
