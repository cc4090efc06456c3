"""Keeping what can be found: told by the features, in the transaction of the change."""

from collections.abc import Iterable

from sqlalchemy import text
from sqlmodel import col, delete, select, update

from foundation import grams
from foundation.folding import fold, hidden, settled
from foundation.work import Work
from legislation.citations import provisions
from search import schema
from search.models import SearchAudience, SearchEntry

# Raised when texts are folded, cited, cut into grams or filed otherwise: entries of before are made
# anew.
FORMAT = 2


def put(
    work: Work,
    *,
    kind: str,
    subject_id: str,
    audience: str | Iterable[str],
    title: str,
    body: str,
    link: str,
    facets: Iterable[str] = (),
) -> None:
    """Make a thing findable under its title and body, or change what is found of it.

    `audience` is a token or several (`search.audiences`): whoever holds one of them finds it.
    `kind` groups the results under the text "search.kind.<kind>"; `body` is plain text
    (`foundation.markdown.plain`), `link` a local path. What it cites of the law is found in every
    spelling. `facets` are what it can be filtered by ("state:adopted"): nothing that one of those
    who find it may not know.
    """
    tokens = {audience} if isinstance(audience, str) else set(audience)
    drop(work, subject_id)
    entry = SearchEntry(
        kind=kind,
        subject_id=subject_id,
        title=settled(title),
        body=settled(body),
        folded="",
        link=link,
        changed_at=work.now,
        facets=sorted(facets),
    )
    work.db.add(entry)
    work.db.flush()
    assert entry.id is not None
    for token in sorted(tokens):
        work.db.add(SearchAudience(entry_id=entry.id, token=token))
    _enter(work, entry)


def file_under(work: Work, subject_id: str, facets: Iterable[str]) -> None:
    """Change what an entry can be filtered by; nothing happens where there is none."""
    entry = _entry(work, subject_id)
    wanted = sorted(facets)
    if entry is None or entry.facets == wanted:
        return
    _leave(work, entry)
    entry.facets = wanted
    _enter(work, entry)


def drop(work: Work, subject_id: str) -> None:
    """Make a thing unfindable; nothing happens where it was not."""
    entry = _entry(work, subject_id)
    if entry is None:
        return
    _leave(work, entry)
    work.db.exec(delete(SearchAudience).where(SearchAudience.entry_id == entry.id))  # type: ignore
    work.db.delete(entry)
    work.db.flush()


def forget(work: Work) -> None:
    """Empty the index and take every entry for one of another format."""
    schema.empty(work.db.connection())
    work.db.exec(update(SearchEntry).values(format=0))  # type: ignore[call-overload]


def renew(work: Work, most: int) -> int:
    """Index at most so many entries of another format anew; answers how many there were.

    Their grams stand in no index: a change of format comes with an empty one.
    """
    rows = work.db.exec(
        select(SearchEntry)
        .where(SearchEntry.format != FORMAT)
        .order_by(col(SearchEntry.id))
        .limit(most)
    ).all()
    for entry in rows:
        _enter(work, entry)
    return len(rows)


def folded(title: str, body: str, facets: Iterable[str]) -> str:
    """What is compared: title, body and the hidden words, each on a line of its own."""
    keys = {above.key for text in (title, body) for one in provisions(text)
            for above in one.lineage}  # fmt: skip
    return "\n".join([fold(title), fold(body), " ".join(map(hidden, sorted(keys | set(facets))))])


def _entry(work: Work, subject_id: str) -> SearchEntry | None:
    return work.db.exec(select(SearchEntry).where(SearchEntry.subject_id == subject_id)).first()


def _enter(work: Work, entry: SearchEntry) -> None:
    entry.folded, entry.format = folded(entry.title, entry.body, entry.facets), FORMAT
    work.db.add(entry)
    work.db.flush()
    assert entry.id is not None
    if work.db.get_bind().dialect.name == "sqlite":
        statement = "INSERT INTO search_grams (rowid, grams) VALUES (:id, :grams)"
        _run(work, statement, id=entry.id, grams=_line(entry.folded))
    else:
        statement = "INSERT INTO search_grams (entry_id, grams) VALUES (:id, :grams)"
        _run(work, statement, id=entry.id,
             grams=schema.chunked(entry.id, grams.of_text(entry.folded)))  # fmt: skip


def _leave(work: Work, entry: SearchEntry) -> None:
    if entry.format != FORMAT:
        return
    if work.db.get_bind().dialect.name == "sqlite":
        # FTS5 keeps no text: it must be told what to forget.
        statement = (
            "INSERT INTO search_grams (search_grams, rowid, grams) VALUES ('delete', :id, :grams)"
        )
        _run(work, statement, id=entry.id, grams=_line(entry.folded))
    else:
        _run(work, "DELETE FROM search_grams WHERE entry_id = :id", id=entry.id)


def _line(folded: str) -> str:
    return " ".join(sorted(grams.of_text(folded)))


def _run(work: Work, statement: str, **params: object) -> None:
    work.db.connection().execute(text(statement), params)
