"""What a filled table would do: each row held against the text, the companies and the rules."""

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from foundation.characters import BadText, prose
from foundation.columns import canonical
from foundation.verdict import YES, Verdict
from proposals.blocks import Blocks
from proposals.comment_table.reading import Fault, Row
from proposals.comment_table.rules import lacks_change, may_refer
from proposals.comment_table.stages import TYPES, Outcome
from proposals.deliberation.kinds import CommentKind

_KINDS = {
    CommentKind.GENERAL: ("ge", "general", "全般", "一般"),
    CommentKind.TECHNICAL: ("te", "technical", "技術", "技術的"),
    CommentKind.EDITORIAL: ("ed", "editorial", "編集", "編集上"),
    CommentKind.QUESTION: ("question", "質問"),
}
# What stands in the place of a company where no company may be named, or none is.
REQUESTER, STAFF = "@requester", "@staff"
ALIASES = frozenset({REQUESTER, STAFF})
_WHOLE = ("", "general", "all", "全般", "全体", "-", "—", "ー")
_LONGEST_COMMENT, _LONGEST_CHANGE, _LONGEST_REASON = 10_000, 4_000, 4_000
# What may stand between a disposition and its reason, and how another comment is named.
_PARTING = re.compile(r"[:：。．、;；—–]|\s-\s")
_NUMBER = re.compile(r"[(（]?\s*[#＃]\s*(\d{1,6})\s*[)）]?\s*$")


@dataclass(frozen=True)
class Planned:
    """A row that would become a comment."""

    line: int
    company_id: str
    kind: str
    section: str
    block: str
    text: str
    proposed: str
    digest: str


@dataclass(frozen=True)
class Disposing:
    """What a row says becomes of a comment: `comment_id` is "" for the comment that the row itself
    would become. `duplicate_of` is the id of the comment that says the same."""

    line: int
    comment_id: str
    digest: str
    outcome: Outcome
    reason: str
    duplicate_of: str = ""


@dataclass(frozen=True)
class Plan:
    """What would be done. `known` counts rows that are comments already."""

    new: tuple[Planned, ...]
    known: int
    dispositions: tuple[Disposing, ...]
    faults: tuple[Fault, ...]

    @property
    def errors(self) -> list[Fault]:
        return [one for one in self.faults if not one.warns]


@dataclass(frozen=True)
class Ground:
    """What rows are held against. `companies` maps codes and names, folded, to ids; `own` is the
    only company whose rows are taken, None for all; `labels` maps what a clause may be called to
    the section; `there` are the comments that exist, by digest; `numbers` their ids by the numbers
    they have on the page. `outcomes` maps what a disposition may be called, folded, to it, `may`
    says of each whether the actor may give it, `said` what stands by comment: outcome and reason.
    `commenting`: whether the actor may write comments now."""

    companies: Mapping[str, str]
    own: str | None
    labels: Mapping[str, str]
    blocks: Blocks
    there: Mapping[str, Sequence[str]]
    numbers: Mapping[int, str] = field(default_factory=dict)
    outcomes: Mapping[str, Outcome] = field(default_factory=dict)
    may: Mapping[Outcome, Verdict] = field(default_factory=dict)
    said: Mapping[str, tuple[Outcome, str]] = field(default_factory=dict)
    commenting: Verdict = YES


def folded(text: str) -> str:
    """A name or label as it is compared: width, case and spaces left out of account."""
    return "".join(unicodedata.normalize("NFKC", text).lower().split())


def digest(company_id: str, kind: str, section: str, block: str, text: str, proposed: str) -> str:
    """The same for the same row, however often it is sent; types as the template has them."""
    facts = [company_id, TYPES[CommentKind(kind)], section, block, _told(text), _told(proposed)]
    return hashlib.sha256(canonical(facts).encode()).hexdigest()


def plan(rows: Iterable[Row], faults: Iterable[Fault], ground: Ground) -> Plan:
    """Hold every row against the ground; all that is wrong is told at once."""
    found = list(faults)
    new: list[Planned] = []
    disposing: list[Disposing] = []
    known, seen = 0, Counter[str]()
    for row in rows:
        own: list[Fault] = []
        one = _planned(row, ground, own)
        if one is not None:
            same = ground.there.get(one.digest, ())
            if same or one.digest in seen:
                known += 1
            elif ground.commenting:
                new.append(one)
            else:
                own.append(Fault(row.line, "comment", ground.commenting.reason))
            # Of comments alike in everything, the rows are theirs in turn.
            comment_id = same[min(seen[one.digest], len(same) - 1)] if same else ""
            said = _disposing(row, one.digest, comment_id, ground, own)
            if said and (comment_id or not seen[one.digest]):
                disposing.append(said)
            seen[one.digest] += 1
        found += own
    found.sort(key=lambda fault: (fault.line, fault.column))
    return Plan(tuple(new), known, tuple(disposing), tuple(found))


def _disposing(
    row: Row, digest: str, comment_id: str, ground: Ground, faults: list[Fault]
) -> Disposing | None:
    """What a row says becomes of its comment; None where it says nothing, or what stands."""

    def wrong(key: str, **params: object) -> None:
        faults.append(Fault(row.line, "observations", key, params))

    cell = row.cells["observations"]
    if not cell.strip():
        return None
    outcome, rest = _outcome(cell, ground.outcomes)
    if outcome is None:
        wrong("table.unknown_outcome", given=cell.splitlines()[0][:20])
        return None
    named = _NUMBER.search(rest) if outcome is Outcome.DUPLICATE else None
    told = rest[: named.start()].strip() if named else rest
    if ground.said.get(comment_id) == (outcome, _told(told)):
        return None
    if not ground.may[outcome]:
        wrong(ground.may[outcome].reason)
        return None
    before = len(faults)
    try:
        reason = prose(told, _LONGEST_REASON, blank_ok=True)
    except BadText as error:
        wrong(error.key, **error.params)
        return None
    if not reason:
        wrong("table.no_reason")
    other = ground.numbers.get(int(named[1]), "") if named else ""
    if outcome is Outcome.DUPLICATE:
        duplicate = ground.said.get(other, (None, ""))[0] is Outcome.DUPLICATE
        if not other:
            wrong("table.no_duplicate")
        elif not (verdict := may_refer(other == comment_id, duplicate)):
            wrong(verdict.reason)
    if len(faults) > before:
        return None
    return Disposing(row.line, comment_id, digest, outcome, reason, other)


def _outcome(cell: str, outcomes: Mapping[str, Outcome]) -> tuple[Outcome | None, str]:
    """The disposition a cell begins with, and the rest of it: a line of its own, or parted by a
    mark of punctuation."""
    text = cell.strip()
    for parted in (text.split("\n", 1), _PARTING.split(text, 1)):
        outcome = outcomes.get(folded(parted[0]))
        if outcome:
            return outcome, parted[1].strip() if len(parted) > 1 else ""
    named = _NUMBER.search(text)
    bare = outcomes.get(folded(text[: named.start()])) if named else None
    return bare, text[named.start() :] if named and bare else ""


def _planned(row: Row, ground: Ground, faults: list[Fault]) -> Planned | None:
    cells = row.cells

    def wrong(column: str, key: str, **params: object) -> None:
        faults.append(Fault(row.line, column, key, params))

    company = ground.companies.get(folded(cells["code"]), "") if cells["code"] else ground.own
    if not company:
        wrong("code", "table.unknown_company" if cells["code"] else "table.no_code")
    kind = _kind(cells["type"])
    if not cells["type"]:
        wrong("type", "table.no_type")
    elif not kind:
        wrong("type", "table.unknown_type", given=cells["type"][:20])
    if not cells["comment"]:
        wrong("comment", "table.no_comment")
    text = _clean("comment", cells, _LONGEST_COMMENT, wrong)
    proposed = _clean("proposed", cells, _LONGEST_CHANGE, wrong)
    section, block = _place(cells, kind, ground, wrong)
    if faults or not company:
        return None
    known = digest(company, kind, section, block, text, proposed)
    theirs = company == ground.own or (ground.own is None and company not in ALIASES)
    if known not in ground.there and not theirs:
        wrong("code", "table.other_company")
        return None
    if known not in ground.there and lacks_change(kind, proposed):
        faults.append(Fault(row.line, "proposed", "table.no_change", warns=True))
    return Planned(row.line, company, kind, section, block, text, proposed, known)


def _clean(column: str, cells: Mapping[str, str], most: int, wrong: Callable[..., None]) -> str:
    try:
        return prose(cells[column], most, blank_ok=True)
    except BadText as error:
        wrong(column, error.key, **error.params)
        return ""


def _kind(cell: str) -> str:
    told = folded(cell)
    return next((kind.value for kind, names in _KINDS.items() if told in names), "")


def _place(
    cells: Mapping[str, str], kind: str, ground: Ground, wrong: Callable[..., None]
) -> tuple[str, str]:
    """Section and block of a row: by the paragraph within its clause, else by the line number,
    which counts the blocks of the whole text."""
    clause, paragraph, line = (folded(cells[name]) for name in ("clause", "paragraph", "line"))
    if clause in _WHOLE and not paragraph and not line:
        if kind and kind != CommentKind.GENERAL and not clause:
            wrong("clause", "table.no_clause")
        return "", ""
    section = "" if clause in _WHOLE else ground.labels.get(clause, "?")
    if section == "?":
        wrong("clause", "table.unknown_clause", given=cells["clause"][:40])
        return "", ""
    own = [one for one in ground.blocks.all if one.section == section] if section else []
    if paragraph:
        digits = "".join(ch for ch in paragraph if ch.isdigit())
        by_id = ground.blocks.find(paragraph)
        if by_id and by_id.section == (section or by_id.section):
            return by_id.section, by_id.id
        if digits and len(digits) < 6 and 1 <= int(digits) <= len(own):
            return section, own[int(digits) - 1].id
        wrong("paragraph", "table.unknown_paragraph", given=cells["paragraph"][:40])
        return "", ""
    if line:
        if line.isascii() and line.isdigit() and len(line) < 6 and (
            1 <= int(line) <= len(ground.blocks.all)
        ):
            block = ground.blocks.all[int(line) - 1]
            if section in ("", block.section):
                return block.section, block.id
        wrong("line", "table.unknown_line", given=cells["line"][:20])
    return section, ""


def _told(text: str) -> str:
    return " ".join(text.split())
