"""Does the style tell who asks? The text beside what members wrote before, names masked."""

from typing import TypedDict

from sqlmodel import Session

from anonymizer import Directory, find, rewrite
from anonymizer.style import attribution, gives_away, plain_form
from proposals import authorship
from proposals.directory import directory
from submissions import fields
from submissions.models import Review

# So much of so many texts of each company: more takes longer and tells hardly more.
MOST_TEXTS, MOST_CHARACTERS = 12, 1500
TOP = 5
# Titles in English and legal references have forms of their own, as have tables in files.
_NO_PROSE = frozenset({"title_en", "legal_references"})


class Style(TypedDict):
    """The asking company's rank among `of` members with enough texts; rank 0 where it has too few
    itself. `likeness` is a cosine from 0 to 1. Nothing here says which company it is."""

    rank: int
    of: int
    likeness: float
    gives_away: bool


def examine(db: Session, row: Review) -> Style:
    """How well the released words as they stand would be recognised."""
    own = "\n".join(
        row.released[name] for name in fields.ordered(row.released) if _is_askers(name)
    )
    members = directory(db)
    earlier = {
        company: [_masked(version_id, text[:MOST_CHARACTERS], members)
                  for version_id, text in texts]
        for company, texts in authorship.earlier_texts_for_machine(
            db, row.request_id, MOST_TEXTS
        ).items()
    }
    ranking = attribution(own, earlier)
    asker = authorship.company_for_machine(db, row.request_id)
    mine = next((one for one in ranking if one.member_id == asker), None)
    return Style(
        rank=mine.rank if mine else 0, of=len(ranking),
        likeness=round(mine.likeness, 3) if mine else 0.0,
        gives_away=mine is not None and gives_away(mine.member_id, ranking, TOP),
    )


def plain(texts: dict[str, str], names: frozenset[str]) -> dict[str, str]:
    """These fields in the body's plain form, the others as they are."""
    return {
        name: plain_form(text).strip() if name in names else text for name, text in texts.items()
    }


def prose(names: tuple[str, ...]) -> frozenset[str]:
    """Those of the fields that can be put into the plain form."""
    return frozenset(one for one in names if _is_prose(one))


def _is_askers(name: str) -> bool:
    return not name.startswith(fields.MINORITY) and _is_prose(name)


def _is_prose(name: str) -> bool:
    return name not in _NO_PROSE and not fields.is_passage(name)


_MOST_KEPT = 4096
_kept: dict[tuple[str, str], str] = {}


def _masked(version_id: str, text: str, members: Directory) -> str:
    """Versions never change, so a text is masked once for each directory."""
    key = (version_id, members.version)
    masked = _kept.get(key)
    if masked is None:
        masked = rewrite({"": text}, find(text, members))[""]
        if len(_kept) >= _MOST_KEPT:
            _kept.clear()
        _kept[key] = masked
    return masked
