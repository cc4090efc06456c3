"""Checks certificates against the record."""

from foundation.database import Database
from proposals.certificates.models import Certificate
from proposals.certificates.queries import all_ids
from proposals.certificates.verifying import faults


def verify(main: Database, wanted: str | None = None) -> tuple[list[str], bool]:
    """What was found of one certificate or of all of them, in lines, and whether all are sound."""
    lines: list[str] = []
    sound = True
    with main.reading() as db:
        for one in [wanted] if wanted else all_ids(db):
            row = db.get(Certificate, one)
            found = faults(db, row) if row else ["there is no such certificate"]
            sound = sound and not found
            lines += [f"{one}: {fault}" for fault in found]
            if row and not found:
                lines.append(f"{one}: whole, sha256 {row.content_hash}")
    if not lines:
        lines.append("There are no certificates.")
    return lines, sound
