"""Groups, scores and the map: pure, from published figures alone, the same in any order."""

import random
from math import isclose, sqrt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from proposals.disclosure_control import K
from proposals.rounds.agreement import in_order, score
from proposals.rounds.answers import Asked, Sent, Values, read
from proposals.rounds.figures import figures
from proposals.rounds.groups import OTHER, Group, Seat, declared
from proposals.rounds.kinds import QuestionKind
from proposals.rounds.opinion_map import LEAST, draw, own_place
from proposals.rounds.tables import Table

SECTORS = ["machinery", "materials", "trading", "logistics"]


def seats(*counts: int) -> list[Seat]:
    """So many companies in each of the sectors."""
    return [
        Seat(f"{sector}{n}", sector)
        for sector, count in zip(SECTORS, counts, strict=False) for n in range(count)
    ]  # fmt: skip


def test_small_sectors_are_told_together() -> None:
    asked = seats(5, 4, 2, 1)
    groups = declared(asked, [one.company_id for one in asked], SECTORS)
    assert [(one.id, one.sectors, one.replied) for one in groups] == [
        ("machinery", ("machinery",), 5), ("materials", ("materials",), 4),
        (OTHER, ("trading", "logistics"), 3),
    ]  # fmt: skip


def test_what_is_still_too_small_takes_the_smallest_other_sector_with_it() -> None:
    asked = seats(5, 4, 1)
    groups = declared(asked, [one.company_id for one in asked], SECTORS)
    assert [(one.id, one.sectors) for one in groups] == [
        ("machinery", ("machinery",)), (OTHER, ("materials", "trading")),
    ]  # fmt: skip


@given(st.lists(st.integers(0, 6), min_size=4, max_size=4), st.randoms())
def test_no_group_is_smaller_than_three_where_three_replied(counts: list[int], chance) -> None:
    asked = seats(*counts)
    replied = [one.company_id for one in asked if chance.random() < 0.8]
    groups = declared(asked, replied, SECTORS)
    assert sum(group.replied for group in groups) == len(replied)
    assert sum(group.asked for group in groups) == len(asked)
    if len(replied) >= K:
        assert all(group.replied >= K for group in groups)


def a_table(*rows: tuple[int | None, int | None]) -> tuple[Table, list[Group]]:
    """Groups of ten replies each, with those who agree and who disagree."""
    groups = [Group(f"g{n}", (f"g{n}",), 12, 10) for n, _ in enumerate(rows)]
    cells = {f"g{n}": {"agree": a, "disagree": d} for n, (a, d) in enumerate(rows)}
    total = {
        "agree": sum(a or 0 for a, _ in rows), "disagree": sum(d or 0 for _, d in rows),
    }  # fmt: skip
    return Table(("agree", "disagree"), total, cells, {}), groups


def test_consensus_is_the_geometric_mean_with_the_jeffreys_prior() -> None:
    found = score(*a_table((10, 0), (4, 6)), "agree", "disagree")
    assert found.consensus is not None
    assert isclose(found.consensus, sqrt((10.5 / 11) * (4.5 / 11)))
    assert found.based_on == 2


def test_one_sector_against_pulls_it_down_more_than_a_few_in_each() -> None:
    lone = score(*a_table((10, 0), (10, 0), (0, 10)), "agree", "disagree").consensus
    spread = score(*a_table((7, 3), (7, 3), (6, 4)), "agree", "disagree").consensus
    assert lone is not None and spread is not None and lone < spread


def test_a_score_is_told_from_published_cells_or_not_at_all() -> None:
    with_one = score(*a_table((10, 0), (8, 2), (None, None)), "agree", "disagree")
    without = score(*a_table((10, 0), (8, 2)), "agree", "disagree")
    assert with_one.consensus == without.consensus and with_one.based_on == 2
    assert score(*a_table((10, 0), (None, 0), (None, 0)), "agree", "disagree").consensus is None


def test_division_is_greatest_between_two_equal_camps() -> None:
    parted = score(*a_table((5, 5), (5, 5)), "agree", "disagree")
    united = score(*a_table((10, 0), (10, 0)), "agree", "disagree")
    assert (parted.divides, united.divides) == (1.0, 0.0)
    assert in_order({"a": united, "b": parted}, "divides") == ["b", "a"]
    assert in_order({"a": united, "b": parted}, "consensus") == ["a", "b"]


def test_a_sector_that_agrees_clearly_more_often_is_named() -> None:
    assert score(*a_table((10, 0), (2, 8), (3, 7)), "agree", "disagree").telling == ("g0",)


STATEMENTS = [Asked(f"q{n}", QuestionKind.SCALE) for n in range(6)]


def camps(chance: random.Random, of: int = 12) -> dict[str, Values]:
    """Two camps that answer every statement the other way round."""
    return {
        f"{side}{n:02}": {
            one.id: {"value": str(lean * (1 if place % 2 else -1) * chance.choice([1, 2]))}
            for place, one in enumerate(STATEMENTS)
        }
        for side, lean in (("a", 1), ("b", -1)) for n in range(of)
    }  # fmt: skip


def test_two_camps_are_discovered_and_no_point_is_a_company() -> None:
    answers = camps(random.Random(1))
    group_of = {one: "left" if one[0] == "a" else "right" for one in answers}
    drawn = draw(STATEMENTS, answers, group_of)
    assert drawn is not None
    assert [one["n"] for one in drawn.figures["groups"]] == [12, 12]
    assert {one["id"] for one in drawn.figures["sectors"]} == {"left", "right"}
    everything = str(drawn.figures)
    assert not [one for one in answers if one in everything]
    left = next(one for one in drawn.figures["sectors"] if one["id"] == "left")
    assert own_place(drawn.basis, answers["a00"])[0] * left["x"] > 0


def test_a_sector_of_four_is_not_on_the_map() -> None:
    answers = camps(random.Random(2))
    group_of = {one: "few" if one in ("a00", "a01", "a02", "a03") else "many" for one in answers}
    drawn = draw(STATEMENTS, answers, group_of)
    assert drawn is not None
    assert [one["id"] for one in drawn.figures["sectors"]] == ["many"]
    assert all(one["n"] >= LEAST for one in drawn.figures["groups"])


@settings(max_examples=5, deadline=None)
@given(st.randoms())
def test_the_figures_are_the_same_in_any_order(chance) -> None:
    made = random.Random(3)
    asked = seats(14, 9, 6, 2)
    answers = {
        one.company_id: {
            question.id: {"value": str(made.randint(-2, 2)), "reason": ""}
            for question in STATEMENTS
        }
        for one in asked
    }
    mixed = list(answers.items())
    chance.shuffle(mixed)
    shuffled = asked[:]
    chance.shuffle(shuffled)
    assert figures(STATEMENTS, asked, answers, SECTORS)[0] == figures(
        STATEMENTS, shuffled, dict(mixed), SECTORS
    )[0]


def test_below_three_replies_nothing_but_their_number_is_told() -> None:
    asked = seats(5, 5)
    answers = {one.company_id: {"q0": {"value": "2", "reason": ""}} for one in asked[:2]}
    told, basis = figures(STATEMENTS, asked, answers, SECTORS)
    assert (told["replied"], told["questions"], basis) == (2, {}, None)


CHOICE = Asked("c", QuestionKind.CHOICE, ("o1", "o2"))
ITEM = Asked("i", QuestionKind.ITEM)
RANKING = Asked("r", QuestionKind.RANKING, ("o1", "o2"))
READ = [
    (CHOICE, Sent("c", "o1"), True, None), (CHOICE, Sent("c", "o9"), False, "v.c"),
    (ITEM, Sent("i", "for"), True, None), (ITEM, Sent("i", "against"), True, "r.i"),
    (ITEM, Sent("i", "against"), False, None), (ITEM, Sent("i", "against", "広い。"), True, None),
    (ITEM, Sent("i", "conditions"), True, "r.i"), (ITEM, Sent("i", "no_opinion"), True, None),
    (RANKING, Sent("r", ranks={"o1": "2", "o2": "1"}), True, None),
    (RANKING, Sent("r", ranks={"o1": "1"}), True, "v.r"),
    (RANKING, Sent("r", ranks={"o1": "1"}), False, None),
    (RANKING, Sent("r", ranks={"o1": "9", "o2": "1"}), False, "v.r"),
    (CHOICE, Sent("x", "o1"), False, "form"), (CHOICE, Sent("c"), True, "form"),
]  # fmt: skip


@pytest.mark.parametrize("question, sent, complete, fault", READ)
def test_what_may_be_answered(
    question: Asked, sent: Sent, complete: bool, fault: str | None
) -> None:
    assert next(iter(read([question], [sent], complete=complete)[1]), None) == fault
