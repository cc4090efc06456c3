"""Findings, decisions and style in the reader's words."""

from collections.abc import Mapping
from typing import Any

from identity.models import Person
from web.visit import Visit


def reason_in_words(visit: Visit, reason: str) -> str:
    """Why something was found."""
    key = f"finding.reason.{reason}"
    return visit.t(key) if key in visit.texts else visit.t("finding.reason.other")


def style_in_words(visit: Visit, style: Mapping[str, Any] | None) -> str:
    """What the test of style told; empty where it was never made."""
    if not style:
        return ""
    if not style["rank"]:
        return visit.t("style.nothing")
    return visit.t(
        "style.rank", rank=style["rank"], of=style["of"], likeness=f"{style['likeness']:.2f}"
    )


def person_name(visit: Visit, person_id: str | None) -> str:
    person = visit.work.db.get(Person, person_id) if person_id else None
    return visit.name(person.name_ja, person.name_en) if person else ""
