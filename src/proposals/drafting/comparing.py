"""The text of a version in one of its three views."""

from collections.abc import Iterable
from functools import lru_cache

from proposals.deliberation.views import ThreadView
from proposals.diff import Change, Row, redline, side_by_side
from proposals.drafting.classification import TextView
from proposals.drafting.marking import Quote, marked
from proposals.drafting.text_views import ChangeView, RowView, SectionView, TextShown, VersionRef
from proposals.models import Version
from proposals.queries import texts_of
from proposals.sections import NAMES
from web.visit import Visit

_HEAD = ("title_ja", "title_en", "legal_references")

# Versions never change, so neither do their differences; the busiest page asks again and again.
_redline = lru_cache(maxsize=512)(redline)
_side_by_side = lru_cache(maxsize=512)(side_by_side)


def shown_text(
    visit: Visit,
    view: TextView,
    new: tuple[Version, VersionRef],
    old: tuple[Version, VersionRef] | None,
    *,
    head: bool = False,
) -> TextShown:
    """The sections of the new version, compared with the old one where a view asks for that.

    `head`: titles and legal references are compared as well.
    """
    if old is None:
        view = TextView.CLEAN
    after = texts_of(new[0])
    before = texts_of(old[0]) if old else {}
    names = (*_HEAD, *NAMES) if head and view is not TextView.CLEAN else NAMES
    sections = [
        _section(visit, view, name, before.get(name, ""), after.get(name, ""), new[0].html)
        for name in names
        if after.get(name) or (before.get(name) and view is not TextView.CLEAN)
    ]
    return TextShown(view=view, new=new[1], old=old[1] if old else None, sections=sections)


def _section(
    visit: Visit, view: TextView, name: str, before: str, after: str, html: dict[str, str]
) -> SectionView:
    shown = SectionView(
        name=name, label=visit.t(f"section.{name}"), source=after, changed=before != after
    )
    if view is TextView.CLEAN:
        shown.html = html.get(name, "")
    elif view is TextView.REDLINE:
        shown.changes = [_change(change) for change in _redline(before, after)]
    else:
        shown.rows = [_row(row) for row in _side_by_side(before, after)]
    return shown


def _change(change: Change) -> ChangeView:
    return ChangeView(kind=change.kind, text=change.text)


def _row(row: Row) -> RowView:
    return RowView(
        new=[_change(change) for change in row.new], old=[_change(change) for change in row.old]
    )


def mark_threads(visit: Visit, text: TextShown, threads: Iterable[ThreadView]) -> None:
    """Mark the words that threads are about, where the text is shown as it reads."""
    quotes: dict[str, list[Quote]] = {}
    for thread in threads:
        words = " ".join((thread.words or thread.quote).split())
        if words and thread.start >= 0:
            quote = Quote(thread.number, words, thread.start)
            quotes.setdefault(thread.section, []).append(quote)
    if text.view != TextView.CLEAN:
        return
    told = visit.t("site.comment_no")
    for section in text.sections:
        section.html = marked(section.html, quotes.get(section.name, []), told)
