"""Fixed times of the week in Japan, as a setting writes them: "tue 10:00, fri 10:00"."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from foundation.dates import JST

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_EVERY_DAY = "daily"
_ENTRY = re.compile(r"(?P<day>[a-z]+)\s+(?P<hour>[01][0-9]|2[0-3]):(?P<minute>[0-5][0-9])")


@dataclass(frozen=True)
class Timetable:
    """Pairs of day of the week (Monday is 0) and time of day in Japan; never empty."""

    times: frozenset[tuple[int, time]]

    @classmethod
    def read(cls, written: str) -> "Timetable":
        """From "tue 10:00, fri 10:00" or "daily 10:00". Raises ValueError for anything else."""
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
