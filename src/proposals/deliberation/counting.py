"""The positions of a request counted by sector, from the rows of the store."""

from collections.abc import Iterable

from sqlmodel import Session, col, select

from identity.models import Company, Sector
from proposals.deliberation.kinds import DEEMED, Stand
from proposals.deliberation.summary import Summary, Told, summary
from proposals.models import Consultation, Position, Request


def sectors(db: Session) -> list[Sector]:
    """Branches of industry in their order."""
    return list(db.exec(select(Sector).order_by(col(Sector.position), Sector.id)).all())


def asked_by_sector(db: Session, company_ids: Iterable[str]) -> dict[str, str]:
    """Sector by company, by place of the sector and reading of the name."""
    rows = db.exec(
        select(Company.id, Company.sector_id)
        .join(Sector, col(Sector.id) == Company.sector_id)
        .where(col(Company.id).in_(list(company_ids)))
        .order_by(col(Sector.position), Sector.id, Company.reading, Company.id)
    )
    return {company_id: sector_id for company_id, sector_id in rows}


def summary_of(
    db: Session, request: Request, newest: Consultation, stands: Iterable[Position]
) -> Summary:
    """How the companies asked in the newest round stand. Silence is deemed to be no objection
    only where the round said so, and only once it has closed."""
    return summary(
        [Told(row.company_id, Stand(row.value), row.version) for row in stands],
        asked_by_sector(db, newest.company_ids),
        deemed=newest.silence == DEEMED and newest.closed_at is not None,
        latest=request.latest,
    )
