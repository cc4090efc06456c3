"""An Atom feed (RFC 4287). Its moments are days: the desk knows no other of what it received."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from xml.sax.saxutils import escape, quoteattr


@dataclass(frozen=True)
class Entry:
    """Something new; `key` names it for ever."""

    key: str
    day: date
    title: str
    link: str
    summary: str


@dataclass(frozen=True)
class Feed:
    """`address` is the desk's own, without a slash at its end; `authority` the host in ids."""

    title: str
    author: str
    address: str
    authority: str
    lang: str
    entries: Iterable[Entry]


def xml(feed: Feed) -> bytes:
    """The document. Every text in it is escaped; control characters were refused before."""
    entries = list(feed.entries)
    newest = max((one.day for one in entries), default=date(2000, 1, 1))
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang={quoteattr(feed.lang)}>',
        f"<id>{_tag(feed, 'feed')}</id>",
        f"<title>{escape(feed.title)}</title>",
        f"<updated>{_moment(newest)}</updated>",
        f"<author><name>{escape(feed.author)}</name></author>",
        f"<link href={quoteattr(feed.address + '/')}/>",
        *(line for one in entries for line in _entry(feed, one)),
        "</feed>",
    ]
    return ("\n".join(lines) + "\n").encode()


def _entry(feed: Feed, one: Entry) -> tuple[str, ...]:
    return (
        "<entry>",
        f"<id>{_tag(feed, one.key)}</id>",
        f"<title>{escape(one.title)}</title>",
        f"<updated>{_moment(one.day)}</updated>",
        f"<link href={quoteattr(feed.address + one.link)}/>",
        f"<summary>{escape(one.summary)}</summary>",
        "</entry>",
    )


def _moment(day: date) -> str:
    return f"{day.isoformat()}T00:00:00+09:00"


def _tag(feed: Feed, key: str) -> str:
    """A name for ever (RFC 4151)."""
    return escape(f"tag:{feed.authority},2026:{key}")
