"""The words of this package: members, findings, decisions, hits. Data only."""

from dataclasses import dataclass
from typing import Literal

Source = Literal["key", "rule", "model", "repeat"]
Certainty = Literal["certain", "ask"]


@dataclass(frozen=True, slots=True)
class Person:
    """Someone who works for a member and may be named in its texts."""

    name_ja: str = ""
    reading: str = ""
    name_en: str = ""
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Member:
    """A member company with every spelling and number that gives it away."""

    id: str
    names_ja: tuple[str, ...] = ()
    readings: tuple[str, ...] = ()
    names_en: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    former_names: tuple[str, ...] = ()
    brands: tuple[str, ...] = ()
    sites: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    model_prefixes: tuple[str, ...] = ()
    securities_code: str | None = None
    corporate_number: str | None = None
    edinet_code: str | None = None
    people: tuple[Person, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """One identifying place of a text.

    `start` and `end` count code points of the original field, end exclusive.
    `reason` is a stable key such as "member.alias" or "contact.phone".
    """

    field: str
    start: int
    end: int
    text: str
    cls: str
    source: Source
    certainty: Certainty
    reason: str
    member_id: str | None = None
    replacement: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """What the reviewer says about a finding; `replacement` belongs to kind "replace"."""

    kind: Literal["accept", "keep", "replace"] = "accept"
    replacement: str | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """A key of a member that the verifier still sees in finished bytes."""

    member_id: str
    key: str
    where: str
    excerpt: str
