"""The mail of the day: what nobody has acknowledged, what is due with its reader, what was
answered yesterday. It tells of days only, and goes out at an hour of the desk's own, so that the
moment of a mail tells nothing of the moment in which anybody wrote."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from sqlmodel import Session, col, select

from foundation.dates import day_in_japan, short_date, to_jst
from foundation.texts import texts
from foundation.work import Work
from ministry import listing, queries
from ministry.listing import Counted, Head, Reader, Show
from ministry.mails import outbox
from ministry.models import DeskMessage
from submissions.release_store import Item, Official, Question

HOUR = 8  # in Japan
DAYS_BEFORE = 3
MOST_NAMED = 10


def is_time(now: datetime) -> bool:
    """Whether the hour of the digest has come today."""
    return to_jst(now).hour >= HOUR


def write_due(work: Work) -> int:
    """Write today's digest to everybody who wants one and has not got it; nothing where there is
    nothing to tell. Answers how many were written."""
    today, written = day_in_japan(work.now), 0
    everything = queries.items(work.db)
    answered = _answered(work.db, today - timedelta(days=1))
    for official in _readers(work.db, today):
        lines = _told(official, today, everything, answered)
        if lines:
            say = texts(official.locale).say
            subject = say("mail.digest.subject", {"day": short_date(today, official.locale)})
            outbox.put(work, official, subject, "\n\n".join(lines), "/", today)
            written += 1
    return written


def _readers(db: Session, today: date) -> list[Official]:
    have = set(
        db.exec(select(DeskMessage.official_id).where(DeskMessage.digest_day == today)).all()
    )
    rows = db.exec(select(Official).order_by(col(Official.id))).all()
    return [row for row in rows if row.active and row.digest and row.id not in have]


def _answered(db: Session, day: date) -> list[Item]:
    """Items one of whose questions was answered on this day."""
    asked = select(Question.item_id).where(Question.answered_day == day)
    return list(db.exec(select(Item).where(col(Item.id).in_(asked)).order_by(Item.id)).all())


def _told(
    official: Official, today: date, everything: Iterable[Counted], answered: Iterable[Item]
) -> list[str]:
    """Paragraphs, each a line of what it is and its items."""
    lang = official.locale
    reader = Reader(official.id, official.section_id, today)
    everything = list(everything)
    until = today + timedelta(days=DAYS_BEFORE)
    due = [
        one for one in everything
        if listing.shows(one, Show.MINE, reader) and one.due_day and one.due_day <= until
    ]
    groups = (
        ("mail.digest.due", [
            f"{_title(one.item, lang)} ({short_date(one.due_day, lang)})"
            for one in due if one.due_day
        ]),
        ("mail.digest.new", [
            _title(one.item, lang) for one in everything
            if listing.shows(one, Show.NEW, reader)
        ]),
        ("mail.digest.answered", [_title(item, lang) for item in answered]),
    )  # fmt: skip
    return [_paragraph(key, titles, lang) for key, titles in groups if titles]


def _paragraph(key: str, titles: list[str], lang: str) -> str:
    say = texts(lang)
    lines = [say.count(key, len(titles)), *(f"- {title}" for title in titles[:MOST_NAMED])]
    if len(titles) > MOST_NAMED:
        lines.append(say.count("mail.digest.more", len(titles) - MOST_NAMED))
    return "\n".join(lines)


def _title(item: Item | Head, lang: str) -> str:
    return item.title_ja if lang == "ja" or not item.title_en else item.title_en
