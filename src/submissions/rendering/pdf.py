"""A paper as PDF/A-2a and PDF/UA-1, set by Typst: tagged, with its fonts inside, the same bytes
for the same paper."""

import json
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime, time
from functools import cache
from importlib.resources import files
from typing import Any

from submissions.rendering.fonts import folder, printable
from submissions.rendering.paper import Paper, Run, lang_of

_STANDARDS = ["a-2a", "ua-1"]


def pdf(paper: Paper) -> bytes:
    """Raises MissingFonts."""
    import typst  # 80 MB that only rendering needs

    told = json.dumps(_told(paper, paper.lang), ensure_ascii=False)
    made = typst.compile(
        _template(),
        font_paths=_fonts(),
        sys_inputs={"paper": told},
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


def _told(value: Any, lang: str) -> Any:
    """The value as plain JSON, each block with its kind and each run with its language."""
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, tuple):
        return [_told(one, lang) for one in value]
    if is_dataclass(value):
        told = {one.name: _told(getattr(value, one.name), lang) for one in fields(value)}
        told["kind"] = type(value).__name__.lower()
        if isinstance(value, Run):
            told["lang"] = lang_of(value.text, lang)
            told["link"] = value.link
        return told
    if isinstance(value, bool | int) or value is None:
        return value
    return str(value)
