"""Keeping what can be found: told by the features, in the transaction of the change."""

from collections.abc import Iterable

from sqlalchemy import text
from sqlmodel import delete, select

from foundation.work import Work
from legislation.citations import provisions
from search import grams
from search.folding import cited, fold, settled
from search.models import SearchAudience, SearchEntry


def put(
    work: Work,
    *,
    kind: str,
    subject_id: str,
    audience: str | Iterable[str],
    title: str,
    body: str,
    link: str,
) -> None:
    """Make a thing findable under its title and body, or change what is found of it.

    `audience` is a token or several (`search.audiences`): whoever holds one of them finds it.
    `kind` groups the results under the text "search.kind.<kind>"; `body` is plain text
    (`foundation.markdown.plain`), `link` a local path. What it cites of the law is found in every
    spelling.
    """
    tokens = {audience} if isinstance(audience, str) else set(audience)
    title, body = settled(title), settled(body)
    drop(work, subject_id)
    entry = SearchEntry(
        kind=kind,
        subject_id=subject_id,
        title=title,
        body=body,
        folded="\n".join([fold(title), fold(body), _cited(title, body)]),
        link=link,
        changed_at=work.now,
    )
    work.db.add(entry)
    work.db.flush()
    assert entry.id is not None
    for token in sorted(tokens):
        work.db.add(SearchAudience(entry_id=entry.id, token=token))
    work.db.flush()
    _enter(work, entry.id, entry.folded)


def _cited(*texts: str) -> str:
    """All that the texts cite of the law and what those provisions are parts of."""
    keys = {above.key for text in texts for one in provisions(text) for above in one.lineage}
    return " ".join(map(cited, sorted(keys)))


def drop(work: Work, subject_id: str) -> None:
    """Make a thing unfindable; nothing happens where it was not."""
    entry = work.db.exec(
        select(SearchEntry).where(SearchEntry.subject_id == subject_id)
    ).first()
    if entry is None or entry.id is None:
        return
    _leave(work, entry.id, entry.folded)
    work.db.exec(delete(SearchAudience).where(SearchAudience.entry_id == entry.id))  # type: ignore
    work.db.delete(entry)
    work.db.flush()


def _enter(work: Work, entry_id: int, folded: str) -> None:
    if work.db.get_bind().dialect.name == "sqlite":
        statement = "INSERT INTO search_grams (rowid, grams) VALUES (:id, :grams)"
        _run(work, statement, id=entry_id, grams=_line(folded))
    else:
        statement = "INSERT INTO search_grams (entry_id, grams) VALUES (:id, :grams)"
        _run(work, statement, id=entry_id, grams=sorted(grams.of_text(folded)))


def _leave(work: Work, entry_id: int, folded: str) -> None:
    # On PostgreSQL the row goes with its entry. FTS5 keeps no text: it must be told what to forget.
    if work.db.get_bind().dialect.name == "sqlite":
        statement = (
            "INSERT INTO search_grams (search_grams, rowid, grams) VALUES ('delete', :id, :grams)"
        )
        _run(work, statement, id=entry_id, grams=_line(folded))


def _line(folded: str) -> str:
    return " ".join(sorted(grams.of_text(folded)))


def _run(work: Work, statement: str, **params: object) -> None:
    work.db.connection().execute(text(statement), params)
