"""What a filled table would do: each row held against the text, the companies and the rules."""

import hashlib
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from foundation.characters import BadText, prose
from foundation.columns import canonical
from proposals.blocks import Blocks
from proposals.comment_table.reading import Fault, Row
from proposals.comment_table.rules import lacks_change
from proposals.comment_table.stages import TYPES
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
_LONGEST_COMMENT, _LONGEST_CHANGE = 10_000, 4_000


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
class Plan:
    """What would be done. `known` counts rows that are comments already."""

    new: tuple[Planned, ...]
    known: int
    faults: tuple[Fault, ...]

    @property
    def errors(self) -> list[Fault]:
        return [one for one in self.faults if not one.warns]


@dataclass(frozen=True)
class Ground:
    """What rows are held against. `companies` maps codes and names, folded, to ids; `own` is the
    only company whose rows are taken, None for all; `labels` maps what a clause may be called to
    the section; `there` are digests of comments that exist."""

    companies: Mapping[str, str]
    own: str | None
    labels: Mapping[str, str]
    blocks: Blocks
    there: frozenset[str]


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
    known, seen = 0, set[str]()
    for row in rows:
        own: list[Fault] = []
        one = _planned(row, ground, own)
        found += own
        if one is None:
            continue
        if one.digest in ground.there or one.digest in seen:
            known += 1
        else:
            new.append(one)
        seen.add(one.digest)
    found.sort(key=lambda fault: (fault.line, fault.column))
    return Plan(tuple(new), known, tuple(found))


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
