"""The annex: how member companies of each sector stood to a request, so that none can be found."""

from collections import Counter

from sqlmodel import Session, col, select

from identity.models import Company, Sector
from proposals.deliberation.queries import counted
from proposals.disclosure_control.cells import Arc, suppressed
from proposals.rounds.groups import OTHER, Seat, declared
from proposals.rules import NOT_HIDDEN
from submissions import queries
from submissions.models import Review
from submissions.package import SectorRow, Statistic

COLUMNS = ("support", "can_live_with", "object")
_OTHER = ("その他の業種", "Other sectors")


def statistic(db: Session, item_id: str, row: Review) -> Statistic | None:
    """The table of a request's positions by sector, None where there are none to tell.

    None for an anonymous request: the company that asks stands in one of the cells itself. Sectors
    of fewer than three companies are told together, and what could still be reckoned back to one
    or two companies is left out, its totals with it.
    """
    request = queries.request_of(db, row)
    # The letter's own lines may tell the totals already; then they can't be left out here.
    totals_told = any(isinstance(told, int) for _, told in row.package["support"])
    if request.anonymity != NOT_HIDDEN:
        return None
    said = {
        position.company_id: position.value for position in counted(db, request.id)
        if position.version == request.latest and position.value in COLUMNS
    }
    if not said:
        return None
    companies = db.exec(select(Company).where(col(Company.id).in_(sorted(said)))).all()
    sectors = db.exec(select(Sector).order_by(col(Sector.position), Sector.id)).all()
    seats = [Seat(one.id, one.sector_id) for one in companies]
    groups = declared(seats, said, [one.id for one in sectors])
    group_of = {sector: group.id for group in groups for sector in group.sectors}
    cells = Counter((group_of[one.sector_id], said[one.id]) for one in companies)
    totals = Counter(said.values())
    arcs = [
        *(Arc(f"x/{group.id}/{one}", f"g/{group.id}", f"col/{one}", cells[group.id, one])
          for group in groups for one in COLUMNS),
        *(Arc(f"r/{group.id}", "all", f"g/{group.id}", group.replied, known=True)
          for group in groups),
        *(Arc(f"c/{one}", f"col/{one}", "end", totals[one], known=totals_told)
          for one in COLUMNS),
        Arc("n", "end", "all", len(said), known=True),
    ]  # fmt: skip
    out = suppressed(arcs)
    names = {one.id: (one.name_ja, one.name_en) for one in sectors} | {OTHER: _OTHER}
    return Statistic(
        item_id=item_id,
        columns=COLUMNS,
        rows=tuple(
            SectorRow(
                sector_ja=names[group.id][0], sector_en=names[group.id][1],
                figures=tuple(
                    None if f"x/{group.id}/{one}" in out else cells[group.id, one]
                    for one in COLUMNS
                ),
            )
            for group in groups
        ),
        total=tuple(None if f"c/{one}" in out else totals[one] for one in COLUMNS),
    )  # fmt: skip
