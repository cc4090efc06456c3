"""Finding: only what the reader holds a token for, newest first among hits of one worth."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, repeat
from typing import Any

from sqlalchemy import bindparam, text
from sqlmodel import select

from foundation import grams
from foundation.folding import HIDDEN, fold, hidden, settled
from foundation.work import Work
from legislation import citations
from search.models import SearchEntry
from search.schema import CHUNK
from search.snippets import Piece, excerpt, marked

MAX_TERMS = 8
RANKED = 200  # hits in titles come first among this many of the newest
_CANDIDATES = (400, 4_000, 40_000)  # of PostgreSQL's index, looked at in one go
_TERM = re.compile(r'"([^"]*)"?|(\S+)')


@dataclass(frozen=True)
class Found:
    """An entry with the hits marked."""

    kind: str
    subject_id: str
    link: str
    title: tuple[Piece, ...]
    excerpt: tuple[Piece, ...]


@dataclass(frozen=True)
class Hit:
    """An entry that was found, by its id and kind."""

    id: int
    kind: str


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
    return query, [hidden(provision.key) for _, provision in known]


def find(
    work: Work, query: str, audiences: Collection[str], limit: int, kind: str | None = None,
    facets: Iterable[str] = (),
) -> list[Found]:
    """At most `limit` entries that hold every term of the query in title or body and are filed
    under every facet."""
    wanted = terms(query)
    return shown(work, hits(work, wanted, audiences, kind, facets)[:limit], wanted)


def hits(
    work: Work, wanted: Sequence[str], audiences: Collection[str], kind: str | None = None,
    facets: Iterable[str] = (),
) -> list[Hit]:
    """The newest entries with all terms and facets, those first that have all terms in the title.
    Nothing where neither is asked for."""
    sought = (*wanted, *map(hidden, facets))
    if not sought or not audiences:
        return []
    search = _Search(work, sought, audiences, kind)
    rows = search.on_sqlite() if _is_sqlite(work) else search.on_postgres()
    return [Hit(id, of) for id, of, in_title in sorted(rows, key=lambda row: not row[2])]


def shown(work: Work, found: Sequence[Hit], wanted: Sequence[str]) -> list[Found]:
    """Entries as they are shown, in the order given."""
    ids = [one.id for one in found]
    rows = work.db.exec(select(SearchEntry).where(SearchEntry.id.in_(ids)))  # type: ignore
    by_id = {row.id: row for row in rows}
    return [_found(by_id[id], wanted) for id in ids]


def subjects(work: Work, ids: Sequence[int]) -> dict[int, str]:
    """What entries are about, by their ids in the order given."""
    rows = work.db.exec(
        select(SearchEntry.id, SearchEntry.subject_id).where(SearchEntry.id.in_(ids))  # type: ignore
    ).all()
    known = {id: subject for id, subject in rows if id is not None}
    return {id: known[id] for id in ids if id in known}


_Row = tuple[int, str, bool]


class _Search:
    """One search in the databases' own words: which grams, which terms beyond them, for whom."""

    def __init__(
        self, work: Work, sought: Sequence[str], audiences: Collection[str], kind: str | None
    ) -> None:
        self.work = work
        self.needed = sorted(set().union(*map(grams.of_term, sought)))
        visible = [one for one in sought if not re.match(f"[{HIDDEN}]", one)]
        self.params: dict[str, Any] = {f"t{n}": one for n, one in enumerate(visible)}
        self.params |= {"tokens": sorted(audiences), "kind": kind}
        # What is a gram itself is told by the index.
        checked = [f"t{n}" for n, one in enumerate(visible) if not grams.is_whole(one)]
        where = "instr" if _is_sqlite(work) else "strpos"
        self.conditions = [f"{where}(e.folded, :{name}) > 0" for name in checked]
        self.conditions.append(
            "EXISTS (SELECT 1 FROM search_audience a"
            " WHERE a.entry_id = e.id AND a.token IN :tokens)"
        )
        if kind:
            self.conditions.append("e.kind = :kind")
        title_end = f"{where}(e.folded, :line_end)"
        self.params["line_end"] = "\n"
        in_title = [f"{where}(e.folded, :t{n}) BETWEEN 1 AND {title_end}"
                    for n in range(len(visible))]  # fmt: skip
        self.in_title = " AND ".join(in_title) or "1 = 0"

    def on_sqlite(self) -> list[_Row]:
        """FTS5 goes through its lists from the newest entry on and stops when it has enough."""
        # Grams are letters and digits only: between quotation marks they are no syntax.
        match = " ".join(f'"{gram}"' for gram in self.needed)
        return self._rows(
            "search_grams g CROSS JOIN search_entry e ON e.id = g.rowid",
            ["search_grams MATCH :match", *self.conditions],
            "g.rowid", match=match,
        )  # fmt: skip

    def on_postgres(self) -> list[_Row]:
        """The newest candidates of the index, more of them as long as too few are hits."""
        found: list[_Row] = []
        before, newest = None, self._newest()
        for most in chain(_CANDIDATES, repeat(_CANDIDATES[-1])):
            ids = self._candidates(before if before is not None else newest + 1, most)
            if ids:
                found += self._rows("search_entry e", ["e.id IN :ids", *self.conditions], "e.id",
                                    ids=ids)  # fmt: skip
            if len(found) >= RANKED or len(ids) < most:
                break
            before = ids[-1]
        return found[:RANKED]

    def _candidates(self, before: int, most: int) -> list[int]:
        """The newest entries below an id that have all grams."""
        statement = text(
            "SELECT c.entry_id FROM"
            " (SELECT k, ARRAY(SELECT n || ' ' || k FROM unnest(CAST(:needed AS text[])) AS n)"
            "   AS wanted FROM generate_series(:newest, 0, -1) AS k ORDER BY k DESC) AS chunk,"
            " LATERAL (SELECT entry_id FROM search_grams WHERE grams @> chunk.wanted) AS c"
            " WHERE c.entry_id < :before"
            " ORDER BY chunk.k DESC, c.entry_id DESC LIMIT :most"
        )
        rows = self.work.db.connection().execute(
            statement,
            {"newest": (before - 1) // CHUNK, "needed": self.needed, "before": before,
             "most": most},
        )  # fmt: skip
        return [row[0] for row in rows]

    def _newest(self) -> int:
        newest = text("SELECT coalesce(max(id), 0) FROM search_entry")
        return int(self.work.db.connection().execute(newest).scalar_one())

    def _rows(
        self, source: str, conditions: list[str], order: str, **params: Any
    ) -> list[_Row]:
        given = self.params | params
        lists: list[Any] = [
            bindparam(name, expanding=True) for name in ("tokens", "ids") if name in given
        ]
        statement = text(
            f"SELECT e.id, e.kind, {self.in_title} FROM {source}"
            f" WHERE {' AND '.join(conditions)} ORDER BY {order} DESC LIMIT {RANKED}"
        )
        used = {name: value for name, value in given.items() if f":{name}" in statement.text}
        rows = self.work.db.connection().execute(
            statement.bindparams(*(one for one in lists if one.key in used)), used
        )
        return [(row[0], row[1], bool(row[2])) for row in rows]


def _found(entry: SearchEntry, wanted: Sequence[str]) -> Found:
    return Found(
        kind=entry.kind,
        subject_id=entry.subject_id,
        link=entry.link,
        title=marked(entry.title, wanted),
        excerpt=excerpt(entry.body, entry.folded.split("\n")[1], wanted),
    )


def _is_sqlite(work: Work) -> bool:
    return work.db.get_bind().dialect.name == "sqlite"
