"""Doors of what can be taken away."""

from ministry.exporting import pages
from ministry.exporting.letters import answer_file, file, item_file
from web.door import Door, Page

ROUTES: tuple[Door, ...] = (
    Page("export_table", "/export.xlsx", pages.as_table),
    Page("export_json", "/export.json", pages.as_json),
    Page("export_letters", "/export.zip", pages.as_letters),
    Page("letter_file", "/letters/{letter_id:id}/file", file),
    Page("item_file", "/items/{item_id:id}/file", item_file),
    Page("answer_file", "/questions/{question_id:id}/file", answer_file),
)
