"""Findings, decisions and style in the reader's words."""

from collections.abc import Mapping
from typing import Any

from identity.models import Person
from web.visit import Visit


def reason_in_words(visit: Visit, reason: str) -> str:
    """Why something was found: the reason itself, else its family, else that it was found."""
    for known in (reason, reason.partition(".")[0], "other"):
        if f"finding.reason.{known}" in visit.texts:
            return visit.t(f"finding.reason.{known}")
    return ""


def class_in_words(visit: Visit, kind: str) -> str:
    """What a finding is; a class that a later search brings is called what may identify."""
    known = kind if f"finding.class.{kind}" in visit.texts else "other"
    return visit.t(f"finding.class.{known}")


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
