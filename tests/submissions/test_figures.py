"""Figures over what was asked and answered: what each number means, and which are left out."""

from datetime import date

import pytest

from proposals.stages import State
from request_builder import numbered, write_directly
from submissions.figures.counting import (
    OUTCOMES,
    By,
    Carried,
    Case,
    balances,
    carried,
    divided,
    waits,
)
from world import World


def a_case(**what: object) -> Case:
    known = {
        "year": 2026, "committee": "C1", "sector": "machinery", "items": ("9",),
        "kind": "operation", "outcome": "waiting",
    }  # fmt: skip
    return Case(**(known | what))  # type: ignore[arg-type]


def test_requested_answered_and_adopted_are_counted_apart() -> None:
    cases = [a_case(outcome=one) for one in OUTCOMES]
    (line,) = divided(cases, By.YEAR)
    assert (line.key, line.requested, line.answered, line.adopted) == ("2026", 5, 4, 2)


def test_a_request_on_two_items_counts_at_both_and_one_on_none_apart() -> None:
    lines = divided([a_case(items=("3-2", "9")), a_case(items=())], By.ITEM)
    assert {line.key: line.requested for line in lines} == {"3-2": 1, "9": 1, "": 1}


@pytest.mark.parametrize("few", [1, 2])
def test_a_sector_with_few_requests_is_left_out_and_can_not_be_calculated_back(few: int) -> None:
    cases = [a_case(sector="optics", outcome="adopted") for _ in range(few)]
    cases += [a_case(sector=one) for one in ("machinery", "trading") for _ in range(9)]
    lines = {line.key: line for line in divided(cases, By.SECTOR)}
    assert lines["optics"].requested is lines["optics"].counts["adopted"] is None
    # The total of the adopted is known from the other tables: another cell of it hides this one.
    others = [lines[one].counts["adopted"] for one in ("machinery", "trading")]
    assert None in others


def test_how_long_it_took_is_told_by_median_and_longest() -> None:
    day = date(2026, 4, 1)
    cases = [a_case(released=day, answered=date(2026, month, 1)) for month in (5, 6, 10)]
    (wait,) = waits([*cases, a_case(released=day)])
    assert (wait.answered, wait.median_days, wait.longest_days) == (3, 61, 183)


def test_how_much_of_what_was_adopted_is_in_force() -> None:
    released = date(2025, 10, 1)
    days = [date(2026, 4, 1), date(2027, 4, 1), None]
    cases = [a_case(outcome="adopted", released=released, effective=day) for day in days]
    told = carried([*cases, a_case(outcome="not_adopted")], date(2026, 11, 23))
    assert told == [Carried(2026, adopted=3, dated=2, in_force=1, median_days=364)]


@pytest.mark.parametrize(
    ("kinds", "burden", "control", "leans"),
    [
        (("operation", "procedure"), 90, 10, True),
        (("operation", "procedure"), 70, 30, False),
        (("list_review", "interpretation"), 90, 10, False),
        (("operation", "list_review"), 90, 10, False),
    ],
)
def test_a_year_leans_towards_petitions_by_kind_and_words(kinds, burden, control, leans) -> None:
    cases = [a_case(kind=kind, burden=burden, control=control) for kind in kinds]
    (balance,) = balances(cases)
    assert balance.leans is leans and balance.control == control


def test_only_what_one_may_see_is_counted_and_a_hidden_company_has_no_sector(
    world: World,
) -> None:
    numbered(world, state=State.DECLINED, anonymity="members")
    numbered(world, state=State.ADOPTED)
    write_directly(world, "volunteer", State.SUBMITTED, "none", number=None)
    second = world.as_("second")
    figures = second.api("/figures?by=sector").json()
    assert (figures["requested"], figures["answered"], figures["adopted"]) == (2, 2, 1)
    assert world.as_("volunteer").api("/figures").json()["requested"] == 3
    assert all(line["requested"] is None for line in figures["lines"])
    table = second.get("/figures.csv?by=kind")
    assert table.headers["content-type"].startswith("text/csv")
    assert table.content.decode("utf-8-sig").splitlines()[1].startswith("運用改善,2,2,1")
    assert second.get("/figures.xlsx?by=year").content[:2] == b"PK"
    assert second.get("/figures.csv?by=company").status_code == 422
