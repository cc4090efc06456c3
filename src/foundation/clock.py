"""The one place that asks what time it is."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta


@dataclass(frozen=True)
class Clock:
    """Tells the time in UTC, aware."""

    source: Callable[[], datetime] = field(default=lambda: datetime.now(UTC))

    def now(self) -> datetime:
        return self.source()


class StoppedClock(Clock):
    """A clock that moves only when told to, for tests and for loading past events."""

    def __init__(self, start: datetime) -> None:
        self._now = start
        super().__init__(source=lambda: self._now)

    def __setattr__(self, name: str, value: object) -> None:
        object.__setattr__(self, name, value)

    def forward(self, **delta: float) -> None:
        self._now += timedelta(**delta)

    def set(self, moment: datetime) -> None:
        self._now = moment
