"""Japan's calendar: Japan time, eras (元号), fiscal years (年度), days in words and deadlines."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone

# Japan has had no summer time since 1951, so a fixed offset is right on every machine.
JST = timezone(timedelta(hours=9), "JST")

_WEEKDAYS = "月火水木金土日"
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
# Never strftime("%B"): it speaks the language of the machine.
_MONTHS = (
    "January February March April May June July August September October November December"
).split()


@dataclass(frozen=True)
class Era:
    """An era: `letter` as official numbers abbreviate it ("R"), `first` its first day."""

    name: str
    romaji: str
    letter: str
    first: date


ERAS = (
    Era("令和", "Reiwa", "R", date(2019, 5, 1)),
    Era("平成", "Heisei", "H", date(1989, 1, 8)),
    Era("昭和", "Showa", "S", date(1926, 12, 25)),
)


def era(day: date) -> tuple[Era, int]:
    """The era of a day and the year within it, counted from 1.

    Raises:
        ValueError: the day lies before 昭和.
    """
    for candidate in ERAS:
        if day >= candidate.first:
            return candidate, day.year - candidate.first.year + 1
    raise ValueError(f"no era is known for {day.isoformat()}")


def era_year_word(year: int) -> str:
    """A year of an era as it is written: the first is 元, not 1."""
    return "元" if year == 1 else str(year)


def era_date(day: date, lang: str = "ja") -> str:
    """令和８年11月23日(月) in Japanese, 23 November 2026 in any other language.

    Official Japanese writing sets a lone digit full-width and two digits half-width.
    """
    if lang != "ja":
        return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
    its_era, year = era(day)
    written = [_official(era_year_word(year)), _official(str(day.month)), _official(str(day.day))]
    return f"{its_era.name}{written[0]}年{written[1]}月{written[2]}日({_weekday(day)})"


def long_date(day: date, lang: str = "ja") -> str:
    """2026年11月23日(月) in Japanese, 23 November 2026 in any other language."""
    if lang != "ja":
        return era_date(day, lang)
    return f"{day.year}年{day.month}月{day.day}日({_weekday(day)})"


def short_date(day: date, lang: str = "ja") -> str:
    """11月23日 / 23 November, where the year is not in question."""
    return f"{day.month}月{day.day}日" if lang == "ja" else f"{day.day} {_MONTHS[day.month - 1]}"


def long_moment(moment: datetime, lang: str = "ja") -> str:
    """2026年11月23日(月) 18:05 / 23 November 2026, 18:05 JST, always on Japan's clock."""
    local = to_jst(moment)
    clock = f"{local.hour:02}:{local.minute:02}"
    day = long_date(local.date(), lang)
    return f"{day} {clock}" if lang == "ja" else f"{day}, {clock} JST"


def iso(day: date) -> str:
    """The form for `<time datetime>`: a date as 2026-11-23, a moment with Japan's offset."""
    if isinstance(day, datetime):
        return to_jst(day).isoformat(timespec="seconds")
    return day.isoformat()


def fiscal_year(day: date) -> int:
    """The year in which the fiscal year (April to March) of this day began."""
    return day.year if day.month >= 4 else day.year - 1


def fiscal_era(year: int) -> tuple[Era, int]:
    """The era and era year that name a whole fiscal year: 2026 is 令和8年度.

    The era that reigns at the end of December names the whole of it, so 2019 is 令和元年度 from
    April on (decision of the government of 1 April 2019) and 1988 stays 昭和63年度.
    """
    return era(date(year, 12, 31))


def to_jst(moment: datetime) -> datetime:
    """The same moment on Japan's clock.

    Raises:
        ValueError: the moment carries no zone, so that nobody can know when it is.
    """
    if moment.tzinfo is None:
        raise ValueError("a moment without a zone has no place in Japan's day")
    return moment.astimezone(JST)


def day_in_japan(moment: datetime) -> date:
    """The calendar day in Japan at this moment."""
    return to_jst(moment).date()


def end_of_day_jst(day: date) -> datetime:
    """The last microsecond of a day in Japan, in UTC: later than this is too late.

    The last instant within the day and not the first of the next, so that a page which shows a
    stored deadline shows the day that was meant.
    """
    return datetime.combine(day, time.max, JST).astimezone(UTC)


def days_left(closes: date, now: datetime) -> int:
    """Days from today in Japan to the closing day: 0 on the day itself, negative afterwards."""
    return (closes - day_in_japan(now)).days


def _weekday(day: date) -> str:
    return _WEEKDAYS[day.weekday()]


def _official(number: str) -> str:
    return number.translate(_FULL_WIDTH) if len(number) == 1 else number
