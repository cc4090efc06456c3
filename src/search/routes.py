"""The door of the search."""

from search.forms import SearchQuery
from search.pages import search_page
from search.views import SearchView
from web.door import Door, View

ROUTES: tuple[Door, ...] = (
    View(
        "search", "/search", "search/search.html", search_page, SearchView, query=SearchQuery,
        partial="results",
    ),
)
