"""The values a request is made of: its words, and what it is filed under."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from foundation.characters import BadText, prose
from foundation.errors import Invalid
from foundation.markdown import RENDERER_VERSION, MarkdownTooLong
from proposals.blocks import NONE, Blocks, identified, rendered
from proposals.models import Version
from proposals.sections import NAMES

FIELDS: tuple[str, ...] = ("title_ja", "title_en", "legal_references", *NAMES)


@dataclass(frozen=True)
class Words:
    """The text of a version. `sections` holds only those that are not empty, in their order."""

    title_ja: str
    title_en: str = ""
    legal_references: tuple[str, ...] = ()
    sections: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, texts: Mapping[str, str]) -> "Words":
        """From one text a field; legal references stand one a line."""
        lines = (line.strip() for line in texts.get("legal_references", "").splitlines())
        return cls(
            title_ja=texts["title_ja"].strip(),
            title_en=texts.get("title_en", "").strip(),
            legal_references=tuple(line for line in lines if line),
            sections={name: texts[name] for name in NAMES if texts.get(name, "").strip()},
        )

    @classmethod
    def in_version(cls, version: Version) -> "Words":
        return cls(
            version.title_ja, version.title_en, tuple(version.legal_references),
            {name: version.sections[name] for name in NAMES if name in version.sections},
        )

    def texts(self) -> dict[str, str]:
        """One text a field, empty ones included."""
        return {
            "title_ja": self.title_ja,
            "title_en": self.title_en,
            "legal_references": "\n".join(self.legal_references),
            **{name: self.sections.get(name, "") for name in NAMES},
        }

    def columns(self, before: Blocks = NONE) -> dict[str, Any]:
        """As columns of `Version`, the sections rendered as well; their blocks continue those of
        the version `before`.

        Raises Invalid for a section that would be too large a page.
        """
        blocks, html = _blocks(self.sections, before)
        return {
            "title_ja": self.title_ja,
            "title_en": self.title_en,
            "legal_references": list(self.legal_references),
            "sections": dict(self.sections),
            "html": html,
            "blocks": blocks.to_json(),
            "renderer": RENDERER_VERSION,
        }


def _blocks(sections: Mapping[str, str], before: Blocks) -> tuple[Blocks, dict[str, str]]:
    html: dict[str, str] = {}
    try:
        blocks = identified(sections, before)
        for name in sections:
            html |= rendered({name: sections[name]}, blocks)
    except MarkdownTooLong:
        heavy = next((name for name in sections if name not in html), "")
        raise Invalid(**{heavy: "request.section_too_heavy"}) from None
    return blocks, html


@dataclass(frozen=True)
class Filing:
    """What a request is filed under; columns of `Request` by the same names."""

    body_id: str
    kind: str
    novelty: str
    priority: str
    anonymity: str
    earlier_id: str | None = None

    def columns(self) -> dict[str, Any]:
        return asdict(self)


_ANY_LENGTH = 1 << 30


def tidy(texts: Mapping[str, str]) -> dict[str, str]:
    """Texts by field as a form would have them (composed, line ends alike, no trailing space), so
    that texts that came by different ways can be compared; what no form accepts stays as it is."""
    return Words.of({name: _tidied(texts.get(name, "")) for name in FIELDS}).texts()


def _tidied(text: str) -> str:
    try:
        return prose(text, _ANY_LENGTH, blank_ok=True)
    except BadText:
        return text
