"""Doors of what can be taken away."""

from ministry.exporting import pages
from web.door import Door, Page

ROUTES: tuple[Door, ...] = (
    Page("export_table", "/export.xlsx", pages.as_table),
    Page("export_json", "/export.json", pages.as_json),
)
