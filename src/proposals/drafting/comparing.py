"""The text of a version in one of its three views."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from proposals.blocks import Blocks
from proposals.deliberation.views import ThreadView
from proposals.diff import Change, Row, cut, redline, side_by_side
from proposals.drafting.classification import TextView
from proposals.drafting.marking import Quote, marked
from proposals.drafting.text_views import (
    ChangeView,
    PassageView,
    RowView,
    SectionView,
    TextShown,
    VersionRef,
)
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
        _section(visit, view, name, before.get(name, ""), after.get(name, ""), new[0])
        for name in names
        if after.get(name) or (before.get(name) and view is not TextView.CLEAN)
    ]
    return TextShown(view=view, new=new[1], old=old[1] if old else None, sections=sections)


def _section(
    visit: Visit, view: TextView, name: str, before: str, after: str, row: Version
) -> SectionView:
    shown = SectionView(
        name=name, label=visit.t(f"section.{name}"), source=after, changed=before != after
    )
    if view is TextView.CLEAN:
        shown.html = row.html.get(name, "")
    elif view is TextView.REDLINE:
        shown.passages = _passages(_redline(before, after), row, name)
    else:
        shown.rows = [_row(row) for row in _side_by_side(before, after)]
    return shown


def _passages(changes: Sequence[Change], row: Version, name: str) -> list[PassageView]:
    """The changes by the blocks of the newer version. Empty lines stand between blocks; where a
    passage begins with one it is left out, and so where it ends."""
    blocks = [one for one in Blocks.from_json(row.blocks).all if one.section == name]
    parts = cut(changes, [one.start for one in blocks])
    ids = ["", *(one.id for one in blocks)]
    shown = [
        PassageView(id=block_id, changes=[_change(one) for one in part])
        for block_id, part in zip(ids, parts, strict=True)
        if block_id or any(one.text.strip() for one in part)
    ]
    for passage in shown:
        _trim(passage.changes)
    return shown


def _trim(changes: list[ChangeView]) -> None:
    """Take the empty lines at the end away."""
    for change in reversed(changes):
        change.text = change.text.rstrip("\n")
        if change.text:
            return


def _change(change: Change) -> ChangeView:
    return ChangeView(kind=change.kind, text=change.text)


def _row(row: Row) -> RowView:
    return RowView(
        new=[_change(change) for change in row.new], old=[_change(change) for change in row.old]
    )


def mark(
    visit: Visit, text: TextShown, threads: Iterable[ThreadView],
    suggestions: Mapping[str, list[int]],
) -> None:
    """Mark the words that threads are about, where the text is shown as it reads; where its changes
    are shown, tell at each block which threads and which open suggestions (numbers by block) are
    about it."""
    on: dict[str, list[int]] = {}
    quotes: dict[str, list[Quote]] = {}
    for thread in threads:
        on.setdefault(thread.block, []).append(thread.number)
        words = " ".join((thread.words or thread.quote).split())
        if words and thread.start >= 0:
            quote = Quote(thread.number, words, thread.start)
            quotes.setdefault(thread.section, []).append(quote)
    told = visit.t("site.comment_no")
    for section in text.sections:
        if text.view == TextView.CLEAN:
            section.html = marked(section.html, quotes.get(section.name, []), told)
        for passage in section.passages:
            if passage.id:
                passage.comments = on.get(passage.id, [])
                passage.suggestions = suggestions.get(passage.id, [])
