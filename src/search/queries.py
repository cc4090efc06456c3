"""Finding: only what the reader holds a token for, newest first among hits of one worth."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ARRAY, Text, and_, column, exists, func, literal, literal_column, table
from sqlalchemy.sql.selectable import FromClause
from sqlmodel import select

from foundation.work import Work
from legislation import citations
from search import grams
from search.folding import cited, fold, settled
from search.models import SearchAudience, SearchEntry
from search.snippets import Piece, excerpt, marked

MAX_TERMS = 8
RANKED = 200  # hits in titles come first among this many of the newest
_TERM = re.compile(r'"([^"]*)"?|(\S+)')
_index = table("search_grams", column("rowid"), column("entry_id"), column("grams"))


@dataclass(frozen=True)
class Found:
    """An entry with the hits marked."""

    kind: str
    subject_id: str
    link: str
    title: tuple[Piece, ...]
    excerpt: tuple[Piece, ...]


def terms(query: str) -> tuple[str, ...]:
    """What is looked for, folded: words, phrases in quotation marks, and provisions of the law in
    any spelling. A term without a letter or digit is left out, and so is what comes after the
    eighth."""
    words, keys = _citations_apart(query.replace("\u201c", '"').replace("\u201d", '"'))
    parts = [settled(phrase or word) for phrase, word in _TERM.findall(fold(words))] + keys
    return tuple(dict.fromkeys(part for part in parts if grams.of_term(part)))[:MAX_TERMS]


def _citations_apart(query: str) -> tuple[str, list[str]]:
    """The query without the provisions it cites, and those as the index knows them. What stands
    between quotation marks is looked for as it is written."""
    if '"' in query:
        return query, []
    known = [(one, one.provision) for one in citations(query) if one.provision]
    for one, _ in reversed(known):
        query = f"{query[: one.start]} {query[one.end :]}"
    return query, [cited(provision.key) for _, provision in known]


def find(
    work: Work, query: str, audiences: Collection[str], limit: int, kind: str | None = None
) -> list[Found]:
    """At most `limit` entries that hold every term of the query in title or body."""
    wanted = terms(query)
    if not wanted or not audiences:
        return []
    ids = _ranked(work, wanted, audiences, kind)[:limit]
    rows = work.db.exec(select(SearchEntry).where(SearchEntry.id.in_(ids)))  # type: ignore
    by_id = {row.id: row for row in rows}
    return [_found(by_id[id], wanted) for id in ids]


def _ranked(
    work: Work, wanted: tuple[str, ...], audiences: Collection[str], kind: str | None
) -> list[int]:
    """Ids of the newest entries, those first that have all terms in the title."""
    position = func.instr if _is_sqlite(work) else func.strpos
    places = [position(SearchEntry.folded, literal(term)) for term in wanted]
    title_ends = position(SearchEntry.folded, literal("\n"))
    source, holds_grams = _candidates(work, wanted)
    query = (
        select(SearchEntry.id, and_(*(place < title_ends for place in places)))
        .select_from(source)
        .where(holds_grams)
        .where(*(place > 0 for place in places))
        .where(
            exists().where(
                SearchAudience.entry_id == SearchEntry.id,  # type: ignore[arg-type]
                SearchAudience.token.in_(sorted(audiences)),  # type: ignore[attr-defined]
            )
        )
        .order_by(_index.c.rowid.desc() if _is_sqlite(work) else SearchEntry.id.desc())  # type: ignore
        .limit(RANKED)
    )
    if kind:
        query = query.where(SearchEntry.kind == kind)
    hits = work.db.exec(query).all()
    return [id for id, _ in sorted(hits, key=lambda hit: not hit[1])]  # type: ignore[misc]


def _candidates(work: Work, wanted: tuple[str, ...]) -> tuple[FromClause, Any]:
    """The index joined to the entries, and the condition that all grams stand in it."""
    needed = sorted(set().union(*map(grams.of_term, wanted)))
    entries: Any = SearchEntry.__table__  # type: ignore[attr-defined]
    if _is_sqlite(work):
        # Grams are letters and digits only: between quotation marks they are no syntax.
        match = " ".join(f'"{gram}"' for gram in needed)
        return (
            _index.join(entries, entries.c.id == _index.c.rowid),
            literal_column("search_grams").op("MATCH")(match),
        )
    return (
        _index.join(entries, entries.c.id == _index.c.entry_id),
        _index.c.grams.op("@>")(literal(needed, ARRAY(Text))),
    )


def _found(entry: SearchEntry, wanted: tuple[str, ...]) -> Found:
    return Found(
        kind=entry.kind,
        subject_id=entry.subject_id,
        link=entry.link,
        title=marked(entry.title, wanted),
        excerpt=excerpt(entry.body, entry.folded.split("\n")[1], wanted),
    )


def _is_sqlite(work: Work) -> bool:
    return work.db.get_bind().dialect.name == "sqlite"
