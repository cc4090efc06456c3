"""Words in the reader's language: gettext catalogues, one a package, found by key.

A key stands in the code ("ballot.closed"); both languages have a catalogue entry for it. Several
catalogues are read as one, and a key that stands in two is an error when they are loaded.
"""

import gettext
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from foundation.places import frontend_dir

LANGUAGES = ("ja", "en")


class MissingText(KeyError):
    """A text key without an entry."""


class Texts:
    """All texts of one language."""

    def __init__(self, lang: str, folder: Path) -> None:
        self.lang = lang
        self._catalogues: dict[str, gettext.GNUTranslations] = {}
        self._texts: dict[str, str] = {}
        for path in sorted((folder / lang / "LC_MESSAGES").glob("*.mo")):
            with path.open("rb") as file:
                catalogue = gettext.GNUTranslations(file)
            for entry in catalogue._catalog:  # type: ignore[attr-defined]
                key = entry[0] if isinstance(entry, tuple) else entry
                if key and self._catalogues.setdefault(key, catalogue) is not catalogue:
                    raise ValueError(f"{path.name}: {key} stands in another catalogue too")

    def __contains__(self, key: str) -> bool:
        return key in self._catalogues

    def keys(self) -> frozenset[str]:
        return frozenset(self._catalogues)

    def say(self, key: str, params: Mapping[str, Any] | None = None) -> str:
        """The text of a key, its {names} filled in.

        Raises MissingText when there is none.
        """
        text = self._texts.get(key)
        if text is None:
            catalogue = self._catalogues.get(key)
            if catalogue is None:
                raise MissingText(key)
            text = self._texts[key] = catalogue.gettext(key)
        return text.format_map(dict(params)) if params else text

    def count(self, key: str, n: int, params: Mapping[str, Any] | None = None) -> str:
        """The text of a key for n things; {n} is filled in."""
        catalogue = self._catalogues.get(key)
        if catalogue is None:
            raise MissingText(key)
        return catalogue.ngettext(key, key, n).format_map({"n": n, **(params or {})})


@cache
def texts(lang: str) -> Texts:
    """The catalogues of a language, read once."""
    return Texts(lang if lang in LANGUAGES else LANGUAGES[0], frontend_dir() / "locales")
