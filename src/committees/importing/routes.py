"""Doors of an import."""

from committees.importing import forms, pages, views
from foundation.spreadsheets import MAX_FILE
from web.door import Act, Audience, Door, View
from web.form import NoFields

_ADMIN = Audience.ADMINISTRATOR

ROUTES: tuple[Door, ...] = (
    View(
        "import", "/admin/import", "committees/import.html", pages.import_page,
        views.ImportView, audience=_ADMIN,
    ),
    Act(
        "upload_table", "/admin/import", forms.UploadTable, pages.upload_table,
        shown_on="import", audience=_ADMIN, body_limit=MAX_FILE + 64 * 1024,
    ),
    View(
        "import_preview", "/admin/import/{upload_id:id}", "committees/import_preview.html",
        pages.preview, views.PreviewView, audience=_ADMIN,
    ),
    Act(
        "confirm_import", "/admin/import/{upload_id:id}/confirm", NoFields, pages.confirm,
        shown_on="import_preview", audience=_ADMIN,
    ),
)
