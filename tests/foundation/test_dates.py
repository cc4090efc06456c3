"""Days, eras and deadlines as people in Japan write and count them."""

import os
import time as machine_time
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundation import dates

MONDAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("day", "written"),
    [
        (MONDAY, "令和８年11月23日(月)"),
        (date(2026, 4, 1), "令和８年４月１日(水)"),
        (date(2019, 5, 1), "令和元年５月１日(水)"),
        (date(2019, 4, 30), "平成31年４月30日(火)"),
        (date(1989, 1, 8), "平成元年１月８日(日)"),
        (date(1989, 1, 7), "昭和64年１月７日(土)"),
        (date(1926, 12, 25), "昭和元年12月25日(土)"),
        (date(2028, 10, 10), "令和10年10月10日(火)"),
    ],
)
def test_official_writing(day: date, written: str) -> None:
    assert dates.era_date(day) == written


def test_days_before_showa_have_no_era_here() -> None:
    with pytest.raises(ValueError, match="1926-12-24"):
        dates.era(date(1926, 12, 24))


def test_english_has_no_era() -> None:
    assert dates.era_date(MONDAY, "en") == "23 November 2026"
    assert dates.long_date(MONDAY, "en") == "23 November 2026"


def test_everyday_writing() -> None:
    assert dates.long_date(MONDAY) == "2026年11月23日(月)"
    assert dates.long_date(date(2026, 4, 1)) == "2026年4月1日(水)"


def test_moments_are_told_on_japans_clock() -> None:
    evening = datetime(2026, 11, 23, 15, 5, tzinfo=UTC)
    assert dates.long_moment(evening) == "2026年11月24日(火) 00:05"
    assert dates.long_moment(evening, "en") == "24 November 2026, 00:05 JST"


def test_iso() -> None:
    assert dates.iso(MONDAY) == "2026-11-23"
    assert dates.iso(datetime(2026, 11, 23, 9, tzinfo=UTC)) == "2026-11-23T18:00:00+09:00"


@pytest.mark.parametrize(
    ("day", "year"),
    [(date(2026, 4, 1), 2026), (date(2026, 3, 31), 2025), (date(2027, 1, 1), 2026)],
)
def test_the_fiscal_year_begins_in_april(day: date, year: int) -> None:
    assert dates.fiscal_year(day) == year


@pytest.mark.parametrize(
    ("year", "name", "era_year"),
    [
        (2026, "令和", 8),
        (2019, "令和", 1),
        (2018, "平成", 30),
        (1989, "平成", 1),
        (1988, "昭和", 63),
    ],
)
def test_the_era_that_names_a_fiscal_year(year: int, name: str, era_year: int) -> None:
    its_era, counted = dates.fiscal_era(year)
    assert (its_era.name, counted) == (name, era_year)


def test_a_deadline_lasts_to_the_end_of_the_day_in_japan() -> None:
    end = dates.end_of_day_jst(date(2026, 12, 4))
    assert end == datetime(2026, 12, 4, 14, 59, 59, 999_999, tzinfo=UTC)
    assert dates.day_in_japan(end) == date(2026, 12, 4)
    assert dates.day_in_japan(end + timedelta(microseconds=1)) == date(2026, 12, 5)


def test_days_left_are_counted_in_japan() -> None:
    closes = date(2026, 12, 4)
    assert dates.days_left(closes, datetime(2026, 12, 3, 14, 59, tzinfo=UTC)) == 1
    assert dates.days_left(closes, datetime(2026, 12, 3, 15, 0, tzinfo=UTC)) == 0
    assert dates.days_left(closes, datetime(2026, 12, 4, 15, 0, tzinfo=UTC)) == -1


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        dates.day_in_japan(datetime(2026, 11, 23, 9))


def test_the_machines_zone_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    end = dates.end_of_day_jst(MONDAY)
    monkeypatch.setitem(os.environ, "TZ", "America/New_York")
    machine_time.tzset()
    try:
        assert dates.end_of_day_jst(MONDAY) == end
        assert dates.long_moment(end) == "2026年11月23日(月) 23:59"
    finally:
        monkeypatch.undo()
        machine_time.tzset()


@given(st.dates(min_value=date(1926, 12, 25), max_value=date(2150, 1, 1)))
def test_era_years_follow_the_calendar_year(day: date) -> None:
    its_era, year = dates.era(day)
    assert year >= 1
    assert its_era.first.year + year - 1 == day.year
    assert day >= its_era.first
