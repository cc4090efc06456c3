"""The ministry's acknowledgement of a request, and of its answers the amended provision and the
day from which it is in force, until now folded into the words for the time of the measure."""

import re
from datetime import date

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"

_FOLDED = re.compile(
    r"(?:(?P<words>.*)（)?"
    r"(?:令和(?P<year>元|[0-9０-９]+)年(?P<month>[0-9０-９]+)月(?P<day>[0-9０-９]+)日\(.\)施行)?"
    r"、?(?:(?P<provision>.+)を改正)?"
    r"(?P<end>）)?",
    re.DOTALL,
)


def upgrade() -> None:
    op.add_column("point_reply", sa.Column("effective_day", sa.Date(), nullable=True))
    op.add_column(
        "point_reply", sa.Column("provision", sa.String(), server_default="", nullable=False)
    )
    op.add_column("review", sa.Column("received_day", sa.Date(), nullable=True))
    op.add_column("review", sa.Column("study_day", sa.Date(), nullable=True))
    reply = sa.table(
        "point_reply", sa.column("id", sa.String()), sa.column("measure_day", sa.String()),
        sa.column("effective_day", sa.Date()), sa.column("provision", sa.String()),
    )  # fmt: skip
    db = op.get_bind()
    told = db.execute(sa.select(reply.c.id, reply.c.measure_day).where(reply.c.measure_day != ""))
    for reply_id, folded in told.all():
        parts = unfolded(folded)
        if parts is not None:
            words, day, provision = parts
            db.execute(
                sa.update(reply).where(reply.c.id == reply_id)
                .values(measure_day=words, effective_day=day, provision=provision)
            )  # fmt: skip


def unfolded(folded: str) -> tuple[str, date | None, str] | None:
    """Words, day and provision of 令和9年3月（令和９年４月１日(木)施行、輸出令を改正）; None where
    there are words only."""
    found = _FOLDED.fullmatch(folded)
    if not found or not (found["year"] or found["provision"]):
        return None
    if (found["words"] is None) != (found["end"] is None):
        return None
    day = None
    if found["year"]:
        year = 1 if found["year"] == "元" else int(found["year"])
        day = date(2018 + year, int(found["month"]), int(found["day"]))
    return found["words"] or "", day, found["provision"] or ""
