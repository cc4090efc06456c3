"""Downloads of what was received, narrowed as the list is."""

import json

from starlette.responses import Response

from foundation import sheets_out
from ministry import queries
from ministry.exporting.documents import document, table
from ministry.exporting.letters import archive
from ministry.forms import InboxQuery
from ministry.listing import Counted
from ministry.pages import found_among
from web.downloads import attachment
from web.visit import Visit

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def as_table(visit: Visit) -> Response:
    """XLSX: no cell of it is ever computed."""
    rows = table(visit, _found(visit))
    return _download(sheets_out.xlsx_bytes(visit.t("export.sheet"), rows), _XLSX, "xlsx")


def as_json(visit: Visit) -> Response:
    text = json.dumps(document(visit, _found(visit)), ensure_ascii=False, indent=1)
    return _download(text.encode(), "application/json", "json")


def as_letters(visit: Visit) -> Response:
    return _download(archive(visit, _found(visit)), "application/zip", "zip")


def _found(visit: Visit) -> list[Counted]:
    asked = InboxQuery.gather(visit.request.query_params)
    query = InboxQuery.read({name: value for name, value in asked.items() if name != "lang"})
    return found_among(visit.work, queries.items(visit.work.db), query)


def _download(content: bytes, kind: str, ending: str) -> Response:
    return attachment(content, kind, f"requests.{ending}")
