"""PDF/A-2a and PDF/UA-1 by Typst: tagged, fonts inside, the same bytes for the same words."""

import base64
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import cache
from typing import Any, Literal

from typesetting.fonts import folder

_STANDARDS = ["a-2a", "ua-1"]
# Typst takes files from memory if they are text: a picture is wrapped into an SVG.
_WRAPPED = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}"><image '
    'width="{width}" height="{height}" href="data:image/{kind};base64,{data}"/></svg>'
)


@dataclass(frozen=True, slots=True)
class Picture:
    """Bytes of a PNG or JPEG, and its size in pixels."""

    kind: Literal["png", "jpeg"]
    width: int
    height: int
    data: bytes


def typeset(
    template: bytes, paper: Mapping[str, Any], day: date, pictures: Sequence[Picture] = ()
) -> bytes:
    """A PDF: `template` reads `paper` as JSON from `sys.inputs.paper`, so that words are never
    taken as markup, and the pictures as "0.svg", "1.svg" and so on. `day` is all that it tells of
    its making.

    Raises MissingFonts.
    """
    import typst  # 80 MB that only this needs

    made = typst.compile(  # type: ignore[call-overload]
        {"main.typ": template, **dict(map(_wrapped, range(len(pictures)), pictures))},
        font_paths=_fonts(),
        sys_inputs={"paper": json.dumps(paper, ensure_ascii=False)},
        pdf_standards=_STANDARDS,
        timestamp=datetime.combine(day, time(), UTC),
    )
    assert isinstance(made, bytes)
    return made


def _wrapped(number: int, picture: Picture) -> tuple[str, bytes]:
    data = base64.b64encode(picture.data).decode()
    svg = _WRAPPED.format(
        kind=picture.kind, width=picture.width, height=picture.height, data=data)
    return f"{number}.svg", svg.encode()


@cache
def _fonts() -> Any:
    import typst

    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(folder())]
    )
