"""Who is at a shared text, as one of them is told."""

from collections.abc import Iterable
from typing import Any

from proposals.drafting.views import Card
from proposals.writing.queries import Present
from web.visit import Visit


class WritingCard(Card):
    """On the request's page, for the asking side: what is written is not yet in a version."""

    template: str = "proposals/_writing_card.html"
    request_id: str
    latest: int


def people_told(visit: Visit, seat: str, people: Iterable[Present]) -> list[dict[str, Any]]:
    """Everybody but this window itself, named in its reader's language; `own` are other windows
    of the same person."""
    actor_id = visit.actor.id if visit.actor else ""
    return [
        {
            "seat": one.id,
            "name": visit.name(one.name_ja, one.name_en),
            "own": one.person_id == actor_id,
            "field": one.field,
            "anchor": one.anchor,
            "head": one.head,
        }
        for one in people
        if one.id != seat
    ]
