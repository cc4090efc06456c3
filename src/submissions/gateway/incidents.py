"""What the other side sent and we refused: written down and logged."""

import logging

from sqlmodel import col, select

from foundation.work import Work
from submissions.gateway.models import GatewayIncident

log = logging.getLogger("goi.gateway")


def write_down(work: Work, source: str, reason: str, about: str) -> None:
    """Keep it for a person to see. The same again is counted until somebody has seen it."""
    row = work.db.exec(
        select(GatewayIncident).where(
            GatewayIncident.source == source, GatewayIncident.reason == reason,
            GatewayIncident.about == about, col(GatewayIncident.seen_at).is_(None),
        )
    ).first()  # fmt: skip
    if row:
        row.count, row.last_at = row.count + 1, work.now
        work.db.add(row)
        return
    row = GatewayIncident(
        id=work.id("gateway_incident"), source=source, reason=reason, about=about,
        first_at=work.now, last_at=work.now,
    )  # fmt: skip
    work.db.add(row)
    work.db.flush()
    work.record(
        "gateway.refuse", ("gateway_incident", row.id),
        after={"source": source, "reason": reason, "about": about},
    )  # fmt: skip
    log.warning("refused from the gateway: %s, %s, %s", source, reason, about)
