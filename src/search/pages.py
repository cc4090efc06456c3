"""The page of results, grouped by kind."""

from collections.abc import Sequence
from urllib.parse import urlencode

from search import queries, views
from search.audiences import audiences_of
from search.forms import SearchQuery
from search.queries import Found
from search.views import Filter, Group, SearchView
from web.visit import Visit

LIMIT = 50
FIRST_OF_A_KIND = 8


def search_page(visit: Visit) -> SearchView:
    asked: SearchQuery = visit.query
    work, wanted = visit.work, queries.terms(asked.q)
    facets = [f"{name}:{value}" for name, value in asked.facets().items()]
    # Words that hold nothing to look for are told of; they are not taken for no words at all.
    found = [] if asked.q and not wanted else queries.hits(
        work, wanted, audiences_of(work.actor), asked.kind or None, facets
    )[:LIMIT]
    return SearchView(
        q=asked.q,
        kind=asked.kind,
        terms=list(wanted) or facets,
        total=len(found),
        limit=LIMIT,
        groups=_groups(visit, asked, wanted, found),
        all=_address(visit, asked, "") if asked.kind else "",
        filters=_filters(visit, asked),
    )


def _groups(
    visit: Visit, asked: SearchQuery, wanted: Sequence[str], found: Sequence[queries.Hit]
) -> list[Group]:
    """The kinds in the order of their best hits; of several kinds only the first few of each."""
    kinds = dict.fromkeys(one.kind for one in found)
    most = LIMIT if asked.kind or len(kinds) == 1 else FIRST_OF_A_KIND
    groups = []
    for kind in kinds:
        of_kind = [one for one in found if one.kind == kind]
        groups.append(
            Group(
                kind=kind,
                label=_label(visit, kind),
                hits=[
                    _hit(visit, one) for one in queries.shown(visit.work, of_kind[:most], wanted)
                ],
                more=_address(visit, asked, kind) if len(of_kind) > most else "",
            )
        )
    return groups


def _hit(visit: Visit, found: Found) -> views.Hit:
    return views.Hit(
        link=visit.url(found.link), title=list(found.title), excerpt=list(found.excerpt)
    )


def _label(visit: Visit, kind: str) -> str:
    """The features name their kinds; one without words of its own is an "other"."""
    key = f"search.kind.{kind}"
    return visit.t(key if key in visit.texts else "search.kind.other")


def _filters(visit: Visit, asked: SearchQuery) -> list[Filter]:
    """The features know what can be filtered by."""
    make = visit.site.tools.get("search_filters")
    chosen = asked.facets()
    return [
        one.model_copy(update={"chosen": chosen.get(one.name, "")})
        for one in (make(visit) if make else ())
    ]


def _address(visit: Visit, asked: SearchQuery, kind: str) -> str:
    sent = {"q": asked.q} | asked.facets() | ({"kind": kind} if kind else {})
    return visit.url("/search?") + urlencode(sent)
