"""The words of a message: kept without a language, chosen when it is sent."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from foundation.dates import long_date
from foundation.texts import texts


def both(ja: str, en: str) -> dict[str, str]:
    """A param that is told in the recipient's language, in the other where one is missing."""
    return {"ja": ja or en, "en": en or ja}


def stored(params: Mapping[str, Any]) -> dict[str, Any]:
    """The params as they are kept. Raises TypeError for one that can't be told."""
    return {name: _stored(name, value) for name, value in params.items()}


def subject_and_body(
    text_key: str, params: Mapping[str, Any], *, lang: str, name: str, company: str, address: str
) -> tuple[str, str]:
    """Subject and body in `lang`, the body in the frame every mail has.

    Raises MissingText when the catalogue has no such message.
    """
    say = texts(lang).say
    told = {key: _told(value, lang) for key, value in params.items()}
    greeting = say("mail.to_company", {"company": company, "name": name}) if company else say(
        "mail.to_person", {"name": name}
    )
    parts = (
        greeting,
        say(f"{text_key}.body", told),
        say("mail.open", {"address": address}),
        say("mail.automatic"),
    )
    # A title may hold what a header may not: a line break.
    return " ".join(say(f"{text_key}.subject", told).split()), "\n\n".join(parts) + "\n"


def _stored(name: str, value: Any) -> Any:
    if isinstance(value, date):
        return {"day": value.isoformat()}
    if isinstance(value, str | int) or (
        isinstance(value, dict) and value.keys() == {"ja", "en"}
    ):
        return value
    raise TypeError(f"{name}: {type(value).__name__} can't be told in a message")


def _told(value: Any, lang: str) -> Any:
    if not isinstance(value, dict):
        return value
    return long_date(date.fromisoformat(value["day"]), lang) if "day" in value else value[lang]
