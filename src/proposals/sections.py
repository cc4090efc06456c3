"""The sections of a request (domain guide 2.2), in the order a letter has them."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Section:
    """A section of the text; `required` before it may leave the company."""

    name: str
    required: bool
    limit: int = 20_000


SECTIONS: tuple[Section, ...] = (
    Section("present_state", required=False),
    Section("problem", required=True),
    Section("request", required=True),
    Section("reason", required=True),
    Section("burden", required=True),
    Section("effectiveness", required=True),
    Section("effect", required=False),
    Section("comparison", required=False),
    Section("evidence", required=False),
)
NAMES: tuple[str, ...] = tuple(section.name for section in SECTIONS)


def missing(title: str, sections: dict[str, str]) -> tuple[str, ...]:
    """Names of what is required and still empty."""
    empty = [s.name for s in SECTIONS if s.required and not sections.get(s.name, "").strip()]
    return tuple(empty if title.strip() else ["title_ja", *empty])
