"""Fixed times of the week in Japan, as a setting writes them: "tue 10:00, fri 10:00"; or, to try
things out, "every 2 minutes"."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from foundation.dates import JST

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_EVERY_DAY = "daily"
_EVERY = re.compile(r"every (?P<minutes>[1-9][0-9]?) minutes")
_ENTRY = re.compile(r"(?P<day>[a-z]+)\s+(?P<hour>[01][0-9]|2[0-3]):(?P<minute>[0-5][0-9])")


@dataclass(frozen=True)
class Timetable:
    """Pairs of day of the week (Monday is 0) and time of day in Japan; where there is none, every
    so many minutes."""

    times: frozenset[tuple[int, time]]
    minutes: int = 0

    @classmethod
    def read(cls, written: str) -> "Timetable":
        """From "tue 10:00, fri 10:00", "daily 10:00" or "every 2 minutes". Raises ValueError for
        anything else."""
        if often := _EVERY.fullmatch(written.strip().lower()):
            return cls(frozenset(), int(often["minutes"]))
        times: set[tuple[int, time]] = set()
        for entry in written.split(","):
            found = _ENTRY.fullmatch(entry.strip().lower())
            if found is None or found["day"] not in (*_DAYS, _EVERY_DAY):
                raise ValueError(f"no time of the week: {entry.strip()!r}")
            at = time(int(found["hour"]), int(found["minute"]))
            day = found["day"]
            days = range(7) if day == _EVERY_DAY else (_DAYS.index(day),)
            times |= {(one, at) for one in days}
        return cls(frozenset(times))

    def next(self, moment: datetime) -> datetime:
        """The first of these times that is not before the moment, in UTC."""
        if self.minutes:
            seconds = self.minutes * 60
            return datetime.fromtimestamp(-(-moment.timestamp() // seconds) * seconds, UTC)
        here = moment.astimezone(JST)
        candidates = (
            datetime.combine(here.date() + timedelta(days=ahead), at, JST)
            for ahead in range(8)
            for day, at in self.times
            if (here.weekday() + ahead) % 7 == day
        )
        return min(one for one in candidates if one >= here).astimezone(UTC)

    def after(self, moment: datetime) -> datetime:
        """The first of these times that is later than the moment, in UTC."""
        return self.next(moment + timedelta(microseconds=1))
