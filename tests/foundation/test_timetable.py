"""Fixed times of the week, as they are written and when they come."""

from datetime import UTC, datetime, timedelta

import pytest

from foundation.timetable import Timetable

TWICE = Timetable.read("tue 10:00, FRI 16:30")


def japan(day: int, hour: int, minute: int = 0, second: int = 0) -> datetime:
    """A moment of November 2026 in Japan; the 23rd is a Monday."""
    return datetime(2026, 11, day, hour, minute, second, tzinfo=UTC) - timedelta(hours=9)


@pytest.mark.parametrize(
    ("moment", "comes"),
    [
        (japan(23, 10), japan(24, 10)),
        (japan(24, 9, 59, 59), japan(24, 10)),
        (japan(24, 10), japan(24, 10)),
        (japan(24, 10, 0, 1), japan(27, 16, 30)),
        (japan(27, 16, 31), japan(24, 10) + timedelta(days=7)),
        (japan(24, 0, 30), japan(24, 10)),  # still Monday in UTC
    ],
)
def test_the_next_time_is_told_by_japans_clock(moment: datetime, comes: datetime) -> None:
    assert TWICE.next(moment) == comes


def test_after_a_time_comes_another_one() -> None:
    assert TWICE.after(japan(24, 10)) == japan(27, 16, 30)
    assert Timetable.read("daily 10:00").after(japan(24, 10)) == japan(25, 10)
    assert Timetable.read("mon 10:00").after(japan(23, 10)) == japan(30, 10)


def test_to_try_things_out_a_time_comes_every_few_minutes() -> None:
    often = Timetable.read("every 2 minutes")
    assert often.next(japan(24, 10, 0, 1)) == often.after(japan(24, 10)) == japan(24, 10, 2)
    assert often.next(japan(24, 10)) == japan(24, 10)


@pytest.mark.parametrize(
    "written",
    ["every 0 minutes", "", "tue", "10:00", "tue 24:00", "tue 9:00", "someday 10:00",
     "tue 10:00;fri 10:00"],
)
def test_nothing_else_is_a_time(written: str) -> None:
    with pytest.raises(ValueError, match="no time of the week"):
        Timetable.read(written)
