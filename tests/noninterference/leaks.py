"""Five leaks, planted on purpose, to see that the comparison catches them.

Each is a patch of one of the product's functions, laid on by the test alone. The product has no
switch for them: a switch that lets names out must not exist, not even for a test.
"""

import hashlib
from collections.abc import Callable
from typing import Any

import pytest
from sqlmodel import select

from foundation.errors import NotFound, Refused
from identity.models import Company
from ministry import queries as desk
from proposals import authorship
from proposals.models import StateChange
from submissions.letters import actions
from submissions.models import Review
from submissions.package import ReleasedItem

Drawn = list[tuple[str, Review]]
_BASE32 = "abcdefghijklmnopqrstuvwxyz234567"


def sorted_by_the_asking_company(patch: pytest.MonkeyPatch) -> None:
    """Items stand in the letter in the order of their companies' readings, not drawn by lot."""
    make = actions._letter

    def letter(work: Any, drawn: Drawn, head: Any) -> Any:
        made, serial = make(work, drawn, head)
        askers = {item_id: _asker(work, row).reading for item_id, row in drawn}
        order = sorted(askers, key=lambda item_id: (askers[item_id], item_id))
        items = tuple(
            placed.model_copy(update={"place": order.index(placed.id) + 1})
            for placed in made.items
        )
        return made.model_copy(update={"items": items}), serial

    patch.setattr(actions, "_letter", letter)


def id_derived_from_the_company(patch: pytest.MonkeyPatch) -> None:
    """The id of an item is a hash of its company's number and of the review's id."""

    def derived(work: Any, drawn: Drawn) -> Drawn:
        return [
            (_hashed(f"{_asker(work, row).corporate_number}/{row.id}"), row) for _, row in drawn
        ]

    _before_the_letter(patch, derived)


def time_of_arrival(patch: pytest.MonkeyPatch) -> None:
    """The moment at which a request was handed in travels along with it."""

    def timed(work: Any, row: Review, item: ReleasedItem) -> ReleasedItem:
        moments = select(StateChange.at).where(
            StateChange.request_id == row.request_id, StateChange.move == "submit"
        )
        return item.model_copy(update={"novelty": work.db.exec(moments).one().isoformat()})

    _in_the_letter(patch, timed)


def name_in_the_title(patch: pytest.MonkeyPatch) -> None:
    """The title is marked as the company's own file was called."""

    def marked(work: Any, row: Review, item: ReleasedItem) -> ReleasedItem:
        mark = _asker(work, row).name_en[:2].lower()
        return item.model_copy(update={"title_en": f"{item.title_en} ({mark}-01)"})

    _in_the_letter(patch, marked)


def name_in_an_error(patch: pytest.MonkeyPatch) -> None:
    """The refusal of an answer to a point that is not there says whose item it is."""
    askers: dict[str, str] = {}
    found = desk.point

    def remembered(work: Any, drawn: Drawn) -> Drawn:
        askers.update({item_id: _asker(work, row).short_ja for item_id, row in drawn})
        return drawn

    def point(work: Any, item_id: str, point_id: str) -> Any:
        try:
            return found(work, item_id, point_id)
        except NotFound:
            if item_id in askers:
                raise Refused("problem.field_twice", field=askers[item_id]) from None
            raise

    _before_the_letter(patch, remembered)
    patch.setattr(desk, "point", point)


def _asker(work: Any, row: Review) -> Company:
    found: Company = work.db.get_one(
        Company, authorship.company_for_machine(work.db, row.request_id)
    )
    return found


def _hashed(text: str) -> str:
    return "".join(_BASE32[byte % 32] for byte in hashlib.sha256(text.encode()).digest()[:16])


def _before_the_letter(
    patch: pytest.MonkeyPatch, change: Callable[[Any, Drawn], Drawn]
) -> None:
    """Change which item gets which id and place."""
    make = actions._letter

    def letter(work: Any, drawn: Drawn, head: Any) -> Any:
        drawn[:] = change(work, drawn)
        return make(work, drawn, head)

    patch.setattr(actions, "_letter", letter)


def _in_the_letter(
    patch: pytest.MonkeyPatch, change: Callable[[Any, Review, ReleasedItem], ReleasedItem]
) -> None:
    """Change what is said of each item."""
    make = actions._letter

    def letter(work: Any, drawn: Drawn, head: Any) -> Any:
        made, serial = make(work, drawn, head)
        items = tuple(
            placed.model_copy(update={"item": change(work, row, placed.item)})
            for placed, (_, row) in zip(made.items, drawn, strict=True)
        )
        return made.model_copy(update={"items": items}), serial

    patch.setattr(actions, "_letter", letter)


LEAKS = {
    leak.__name__.replace("_", " "): leak
    for leak in (
        sorted_by_the_asking_company, id_derived_from_the_company, time_of_arrival,
        name_in_the_title, name_in_an_error,
    )
}  # fmt: skip
