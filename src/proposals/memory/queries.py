"""Requests of before that a writer may see."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlmodel import col, select

from foundation.work import Work
from legislation import Provision
from legislation.citations import provisions
from proposals.drafting.queries import visible
from proposals.memory.wording import telling
from proposals.models import Request, Version
from proposals.provisions.queries import Touching, cited_by, earlier_on
from search.audiences import audiences_of
from search.queries import hits, subjects, terms

MOST = 6
_NEEDED = 2  # words in common, where there are so many


@dataclass(frozen=True)
class Remembered:
    """An earlier request; `words` are those it has in common with the draft, none where it is the
    legal item."""

    found: Touching
    words: tuple[str, ...] = ()


def earlier(work: Work, request_id: str, texts: Mapping[str, str]) -> list[Remembered]:
    """Those on the same legal item, the nearest first, then those in the same words."""
    cited = provisions(texts.get("legal_references", ""), field=True)
    numbered = col(Request.number).is_not(None)
    same_item = earlier_on(work, cited, request_id, MOST, numbered)
    known = {one.request.id for one in same_item} | {request_id}
    rest = [one for one in _in_words(work, telling(texts)) if one.found.request.id not in known]
    return ([Remembered(one) for one in same_item] + rest)[:MOST]


def _in_words(work: Work, words: Sequence[str]) -> list[Remembered]:
    """Requests that share at least two of the words, those with the most first."""
    shared: dict[int, list[str]] = {}
    readers = audiences_of(work.actor)
    for word in words:
        for hit in hits(work, terms(f'"{word}"'), readers, "request"):
            shared.setdefault(hit.id, []).append(word)
    needed = min(_NEEDED, len(words))
    best = Counter({id: len(of) for id, of in shared.items() if len(of) >= needed})
    ids = subjects(work, [id for id, _ in best.most_common(MOST * 2)])
    rows = work.db.exec(
        select(Request, Version)
        .join(Version, col(Version.request_id) == Request.id)
        .where(
            visible(work.actor), col(Request.id).in_(list(ids.values())),
            col(Version.number) == Request.latest,
        )
    ).all()
    by_id = {request.id: (request, version) for request, version in rows}
    found = []
    for entry_id, subject in ids.items():
        if subject in by_id:
            request, version = by_id[subject]
            cites = tuple(Provision(row.key) for row in cited_by(work.db, version))
            found.append(Remembered(Touching(request, cites), tuple(shared[entry_id])))
    return found
