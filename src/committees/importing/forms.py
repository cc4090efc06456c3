"""What is sent to import a table."""

from typing import Annotated, Any

from pydantic import Field

from committees.importing.running import ImportKind
from web.form import Form


class UploadTable(Form):
    """A file, or (for the API) the text of a CSV table."""

    kind: ImportKind
    file: Any = None
    text: Annotated[str, Field(max_length=200_000)] = ""
