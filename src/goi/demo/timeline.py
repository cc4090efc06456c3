"""Past events of the demonstration, in the order in which they happened."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time
from typing import Any

from committees.queries import chairs
from foundation.actor import SYSTEM, Actor, Kind
from foundation.dates import JST, day_in_japan
from foundation.work import Work
from goi.demo.organisation import Ids
from identity.models import Person

_OFFICE_OPENS = time(10)


def at(day: str) -> datetime:
    """A moment of a day of the data."""
    return datetime.combine(date.fromisoformat(day), _OFFICE_OPENS, JST).astimezone(UTC)


@dataclass
class Timeline:
    """What is to be done, each with its moment; `run` does it all in order of time."""

    work: Work
    ids: Ids
    _events: list[tuple[datetime, Callable[[], Any]]] = field(default_factory=list)

    def add(self, day: str, do: Callable[..., Any], *facts: Any) -> None:
        self._events.append((at(day), lambda: do(*facts)))

    def run(self) -> None:
        for _, do in sorted(self._events, key=lambda event: event[0]):
            do()

    def by(self, person_key: str, day: str) -> Work:
        """The hands of a person of the data, on a day."""
        person = self.work.db.get_one(Person, self.ids.people[person_key])
        return self._as(person, at(day))

    def by_presider(self, body_id: str, day: str) -> Work:
        """The hands of whoever presides over the body now."""
        today = day_in_japan(self.work.now)
        presider = chairs(self.work.db, body_id, today)[0]
        return self._as(self.work.db.get_one(Person, presider), at(day))

    def by_system(self, day: str) -> Work:
        return replace(self.work, actor=SYSTEM, now=at(day))

    def _as(self, person: Person, now: datetime) -> Work:
        actor = Actor(
            id=person.id, kind=Kind(person.kind), name_ja=person.name_ja, name_en=person.name_en,
            locale=person.locale, company_id=person.company_id,
            home_company_id=person.home_company_id,
        )  # fmt: skip
        return replace(self.work, actor=actor, now=now)
