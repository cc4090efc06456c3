"""Companies and their names."""

import unicodedata

from sqlmodel import Session, col, select

from foundation.errors import NotFound
from identity.models import Company, CompanyName, NameKind, Sector

# Katakana and hiragana are one when looking for a name: ア is ァ's row of code points above あ.
_KATAKANA = {code: code - 0x60 for code in range(0x30A1, 0x30F7)}


def company(db: Session, company_id: str) -> Company:
    """The company. Raises NotFound."""
    found = db.get(Company, company_id)
    if found is None:
        raise NotFound
    return found


def name(db: Session, company_id: str, name_id: str) -> CompanyName:
    """A further name of this company. Raises NotFound."""
    found = db.get(CompanyName, name_id)
    if found is None or found.company_id != company_id:
        raise NotFound
    return found


def names(db: Session, company_id: str) -> dict[NameKind, list[CompanyName]]:
    """A company's further names by kind; every kind is there."""
    found: dict[NameKind, list[CompanyName]] = {kind: [] for kind in NameKind}
    rows = select(CompanyName).where(CompanyName.company_id == company_id)
    for row in db.exec(rows.order_by(CompanyName.text)).all():
        found[NameKind(row.kind)].append(row)
    return found


def sectors(db: Session) -> list[Sector]:
    """All sectors in their order."""
    return list(db.exec(select(Sector).order_by(col(Sector.position), Sector.id)).all())


def companies(db: Session, sector: str = "", words: str = "") -> list[Company]:
    """Companies by reading, of a sector and with all the words in one of their names."""
    wanted = select(Company).order_by(Company.reading, Company.id)
    if sector:
        wanted = wanted.where(Company.sector_id == sector)
    found = list(db.exec(wanted).all())
    sought = folded(words).split()
    if not sought:
        return found
    further: dict[str, list[str]] = {}
    for company_id, text in db.exec(select(CompanyName.company_id, CompanyName.text)).all():
        further.setdefault(company_id, []).append(text)
    return [one for one in found if _named(one, further.get(one.id, []), sought)]


def folded(text: str) -> str:
    """A name for comparing: width, case and the kind of kana make no difference."""
    return unicodedata.normalize("NFKC", text).casefold().translate(_KATAKANA)


def _named(one: Company, further: list[str], sought: list[str]) -> bool:
    own = [
        one.name_ja, one.reading, one.name_en, one.short_ja, one.securities_code or "",
        one.corporate_number,
    ]
    told = [folded(text) for text in own + further]
    return all(any(word in text for text in told) for word in sought)
