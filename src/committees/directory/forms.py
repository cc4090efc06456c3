"""What is asked of the directory of companies."""

from typing import Annotated

from pydantic import Field

from web.form import Form, Line


class CompaniesQuery(Form):
    """A sector, words in any of a company's names, the page of the list."""

    q: Line(100) | None = None
    sector: Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]{0,39}$")] | None = None
    page: Annotated[int, Field(ge=1, le=1000)] = 1
