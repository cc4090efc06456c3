"""The directory of members, compiled once into what the finder looks for."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import ahocorasick

from anonymizer.keys import KINDS, Key, keys_of
from anonymizer.model import Member
from anonymizer.ordinary import is_ordinary, is_word
from anonymizer.views import fold, lines, tight

# So often in the background, a spelling in hiragana is a word of grammar.
_COMMON = 5


@dataclass(frozen=True, slots=True)
class Reports:
    """What whoever keeps the directory should look at.

    clashes: letters and the members that share them; prefixes: (shorter, longer) letters of
    different members; contextual: spellings that are everyday words or occur in the background.
    """

    clashes: tuple[tuple[str, tuple[str, ...]], ...]
    prefixes: tuple[tuple[str, str], ...]
    contextual: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Directory:
    """An immutable, compiled directory. `version` is the SHA-256 of all members and keys."""

    members: Mapping[str, Member]
    keys: Mapping[str, tuple[Key, ...]]
    contextual: frozenset[str]
    common: frozenset[str]
    numbers: Mapping[str, str]
    domains: Mapping[str, str]
    contacts: Mapping[str, str]
    prefixes: Mapping[str, str]
    version: str
    reports: Reports
    automaton: Any = field(repr=False)

    def everyday(self, written: str) -> bool:
        """Whether a spelling is also an everyday word, for every member that has it. That it is
        short does not make it one."""
        keys = self.keys.get(fold(written), ())
        return bool(keys) and all(
            key.spelling in self.contextual or is_word(key.spelling) for key in keys
        )

    @classmethod
    def compile(cls, members: Iterable[Member], background: Iterable[str] = ()) -> "Directory":
        """Raises ValueError if two members have the same id."""
        by_id: dict[str, Member] = {}
        for member in members:
            if member.id in by_id:
                raise ValueError(f"two members have the id {member.id!r}")
            by_id[member.id] = member
        keys = _keys(by_id.values())
        automaton = _automaton(keys)
        seen = _in_background(automaton, background)
        contextual = frozenset(seen)
        return cls(
            members=by_id, keys=keys, contextual=contextual,
            common=frozenset(form for form, count in seen.items() if count >= _COMMON),
            automaton=automaton,
            numbers=_numbers(by_id.values()), domains=_domains(by_id.values()),
            contacts=_contacts(by_id.values()),
            prefixes={
                prefix.upper(): member.id
                for member in by_id.values() for prefix in member.model_prefixes
            },
            version=_version(by_id.values(), keys),
            reports=Reports(
                _clashes(keys), _prefixes(keys, automaton),
                tuple(sorted(contextual | {
                    key.spelling for found in keys.values() for key in found
                    if is_ordinary(key.spelling)
                })),
            ),
        )


def _keys(members: Iterable[Member]) -> dict[str, tuple[Key, ...]]:
    found: dict[str, list[Key]] = defaultdict(list)
    for member in members:
        for key in keys_of(member):
            if all(key.member_id != other.member_id for other in found[key.letters]):
                found[key.letters].append(key)
    return {
        letters: tuple(sorted(keys, key=lambda key: (KINDS.index(key.kind), key.member_id)))
        for letters, keys in found.items()
    }


def _automaton(keys: Mapping[str, tuple[Key, ...]]) -> Any:
    automaton = ahocorasick.Automaton()
    for letters in keys:
        automaton.add_word(letters, letters)
    automaton.make_automaton()
    return automaton


def _in_background(automaton: Any, background: Iterable[str]) -> Counter[str]:
    if not len(automaton):
        return Counter()
    return Counter(
        view.written(last + 1 - len(letters), last + 1)
        for text in background
        for view in (tight(lines(text, seen=True)),)
        for last, letters in automaton.iter(view.text)
    )


def _clashes(keys: Mapping[str, tuple[Key, ...]]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple(
        (letters, tuple(key.member_id for key in found))
        for letters, found in sorted(keys.items()) if len(found) > 1
    )


def _prefixes(keys: Mapping[str, tuple[Key, ...]], automaton: Any) -> tuple[tuple[str, str], ...]:
    return tuple(
        (shorter, longer)
        for longer in sorted(keys) for end, shorter in automaton.iter(longer)
        if shorter != longer and end + 1 == len(shorter)
        and keys[shorter][0].member_id != keys[longer][0].member_id
    )


def _numbers(members: Iterable[Member]) -> dict[str, str]:
    return {
        number.upper(): member.id
        for member in members
        for number in (member.corporate_number, member.edinet_code, _code(member.securities_code))
        if number
    }


def _code(securities_code: str | None) -> str | None:
    """Four characters; the fifth, a class of share, is left off."""
    return securities_code[:4] if securities_code else None


def _domains(members: Iterable[Member]) -> dict[str, str]:
    return {
        domain.lower().strip("."): member.id for member in members for domain in member.domains
    }


def _contacts(members: Iterable[Member]) -> dict[str, str]:
    """Mail addresses and bare telephone digits of people, by member."""
    return {
        contact: member.id
        for member in members for person in member.people
        for contact in (*map(str.lower, person.emails), *map(phone_digits, person.phones))
    }


def phone_digits(written: str) -> str:
    """The digits of a telephone number as dialled at home."""
    digits = "".join(filter(str.isdecimal, written))
    return "0" + digits[2:].removeprefix("0") if digits.startswith("81") else digits


def _version(members: Iterable[Member], keys: Mapping[str, tuple[Key, ...]]) -> str:
    digest = hashlib.sha256()
    for member in sorted(members, key=lambda member: member.id):
        digest.update(repr(member).encode())
    for letters in sorted(keys):
        digest.update(repr(keys[letters]).encode())
    return digest.hexdigest()
