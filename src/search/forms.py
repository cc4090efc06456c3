"""What is looked for."""

from typing import Annotated

from pydantic import Field

from web.form import Form, Line

Word = Annotated[str, Field(pattern=r"^[a-z_]{1,40}$")]
FACETS = ("of", "body", "state", "year", "sector", "comment", "month")


class SearchQuery(Form):
    """`q` the words; `kind` leaves one kind of thing. The others are facets: kind of request, body,
    state, fiscal year, sector; of comments their kind, of comments and rounds the month."""

    q: Line(100) = ""
    kind: Word = ""
    of: Word = ""
    body: Annotated[str, Field(pattern=r"^[a-z2-7]{16}$")] = ""
    state: Word = ""
    year: Annotated[str, Field(pattern=r"^[0-9]{4}$")] = ""
    sector: Annotated[str, Field(pattern=r"^[a-z0-9_-]{1,40}$")] = ""
    comment: Word = ""
    month: Annotated[str, Field(pattern=r"^[0-9]{4}-[0-9]{2}$")] = ""

    def facets(self) -> dict[str, str]:
        """What the hits are narrowed to, by name of the filter."""
        given = {name: getattr(self, name) for name in FACETS}
        return {name: value for name, value in given.items() if value}
