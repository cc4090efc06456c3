"""The doors of the memory."""

from proposals.memory import forms, pages, views
from web.door import Act, Door, View

ROUTES: tuple[Door, ...] = (
    View(
        "memory", "/requests/{request_id:id}/memory", "proposals/memory.html", pages.memory,
        views.MemoryView, partial="memory",
    ),
    Act(
        "look_back", "/requests/new/earlier", forms.Begun, pages.show_begun, "request_new",
        reads=True, ahead=pages.of_what_is_begun, body_limit=2_000_000,
    ),
)  # fmt: skip
