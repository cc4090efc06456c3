"""Doors of the table of comments."""

from foundation.spreadsheets import MAX_FILE
from proposals.comment_table import forms, pages, views
from web.door import Act, Door, Page, View
from web.form import NoFields

_ONE = "/requests/{request_id:id}"
_TABLE = f"{_ONE}/comment-table"
_UPLOAD = f"{_TABLE}/uploads/{{table_upload_id:id}}"

ROUTES: tuple[Door, ...] = (
    View("comment_table", _TABLE, "proposals/comment_table.html", pages.table, views.TableView,
         query=forms.Narrowed),
    Page("comment_table_xlsx", f"{_TABLE}.xlsx", pages.table_xlsx),
    Page("comment_table_docx", f"{_TABLE}.docx", pages.table_docx),
    Act("dispose_comment", f"{_ONE}/comments/{{comment_id:id}}/disposition", forms.Dispose,
        pages.dispose, "comment_table"),
    Act("send_comment_table", f"{_TABLE}/uploads", forms.SendTable, pages.send_table,
        "comment_table", body_limit=MAX_FILE + 64 * 1024),
    View("comment_table_preview", _UPLOAD, "proposals/comment_table_preview.html", pages.preview,
         views.PreviewView),
    Act("take_comment_table", f"{_UPLOAD}/confirm", NoFields, pages.confirm,
        "comment_table_preview"),
)  # fmt: skip
