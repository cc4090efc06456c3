"""A paper as PDF/A-2a and PDF/UA-1, set by Typst: tagged, with its fonts inside, the same bytes
for the same paper."""

import json
from datetime import UTC, datetime, time
from functools import cache
from importlib.resources import files
from typing import Any

from submissions.rendering.fonts import folder, printable
from submissions.rendering.paper import Paper, told

_STANDARDS = ["a-2a", "ua-1"]


def pdf(paper: Paper) -> bytes:
    """Raises MissingFonts."""
    import typst  # 80 MB that only rendering needs

    given = json.dumps(told(paper, printable), ensure_ascii=False)
    made = typst.compile(
        _template(),
        font_paths=_fonts(),
        sys_inputs={"paper": given},
        pdf_standards=_STANDARDS,  # type: ignore[arg-type]
        timestamp=datetime.combine(paper.day, time(), UTC),
    )
    assert isinstance(made, bytes)
    return made


@cache
def _template() -> bytes:
    return files("submissions.rendering").joinpath("paper.typ").read_bytes()


@cache
def _fonts() -> Any:
    import typst

    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(folder())]
    )
