"""The door of the memory."""

from proposals.memory import pages, views
from web.door import Door, View

ROUTES: tuple[Door, ...] = (
    View(
        "memory", "/requests/{request_id:id}/memory", "proposals/memory.html", pages.memory,
        views.MemoryView, partial="memory",
    ),
)  # fmt: skip
