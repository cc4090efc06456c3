"""Places in a ready wording that are filled in for each point. Pure.

A place stands in braces under its Japanese or its English name: {件名} or {title}.
"""

import re
from collections.abc import Mapping
from enum import StrEnum


class Place(StrEnum):
    """What can be filled in; the value is the English name of the place."""

    NUMBER = "number"
    TITLE = "title"
    POINT = "point"
    ASKED = "asked"
    PROVISION = "provision"
    SECTION = "section"
    TODAY = "today"


IN_JAPANESE = {
    Place.NUMBER: "文書番号",
    Place.TITLE: "件名",
    Place.POINT: "論点",
    Place.ASKED: "要望内容",
    Place.PROVISION: "法令箇所",
    Place.SECTION: "所属",
    Place.TODAY: "今日",
}
_BY_NAME = {name: place for place, name in IN_JAPANESE.items()} | {
    place.value: place for place in Place
}
_BRACES = re.compile(r"\{([^{}\n]{1,40})\}")


def unknown(text: str) -> list[str]:
    """Names in braces that name no place, in their order."""
    return [name for name in _BRACES.findall(text) if name.strip() not in _BY_NAME]


def fill(text: str, values: Mapping[Place, str]) -> str:
    """The wording with its places filled in once: what is filled in is not looked at again."""

    def filled(found: re.Match[str]) -> str:
        place = _BY_NAME.get(found[1].strip())
        return found[0] if place is None else values[place]

    return _BRACES.sub(filled, text)
