"""The page of results, grouped by kind."""

from collections.abc import Sequence
from urllib.parse import urlencode

from search.audiences import audiences_of
from search.forms import SearchQuery
from search.queries import Found, find, terms
from search.views import Group, Hit, SearchView
from web.visit import Visit

LIMIT = 100
FIRST_OF_A_KIND = 8


def search_page(visit: Visit) -> SearchView:
    asked: SearchQuery = visit.query
    found = find(
        visit.work, asked.q, audiences_of(visit.work.actor), LIMIT, asked.kind or None
    )
    return SearchView(
        q=asked.q,
        kind=asked.kind,
        terms=list(terms(asked.q)),
        total=len(found),
        limit=LIMIT,
        groups=_groups(visit, asked, found),
        all=_address(visit, asked.q, "") if asked.kind else "",
    )


def _groups(visit: Visit, asked: SearchQuery, found: Sequence[Found]) -> list[Group]:
    """The kinds in the order of their best hits; of several kinds only the first few of each."""
    kinds = dict.fromkeys(one.kind for one in found)
    most = LIMIT if asked.kind or len(kinds) == 1 else FIRST_OF_A_KIND
    groups = []
    for kind in kinds:
        hits = [one for one in found if one.kind == kind]
        groups.append(
            Group(
                kind=kind,
                label=_label(visit, kind),
                hits=[_hit(visit, one) for one in hits[:most]],
                more=_address(visit, asked.q, kind) if len(hits) > most else "",
            )
        )
    return groups


def _hit(visit: Visit, found: Found) -> Hit:
    return Hit(
        link=visit.url(found.link), title=list(found.title), excerpt=list(found.excerpt)
    )


def _label(visit: Visit, kind: str) -> str:
    """The features name their kinds; one without words of its own is an "other"."""
    key = f"search.kind.{kind}"
    return visit.t(key if key in visit.texts else "search.kind.other")


def _address(visit: Visit, q: str, kind: str) -> str:
    return visit.url("/search?") + urlencode({"q": q} | ({"kind": kind} if kind else {}))
