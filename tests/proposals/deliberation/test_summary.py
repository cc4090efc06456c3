"""How positions are counted: by sector, silence apart."""

import json
from importlib.resources import files
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proposals.deliberation.kinds import DEEMED, Stand
from proposals.deliberation.summary import DEEMED_SILENT, SILENT, Told, summary

ASKED = {"a": "machines", "b": "machines", "c": "trade", "d": "trade"}


def counts(row: Any) -> dict[str, int]:
    return {word: n for word, n in row.counts.items() if n}


def test_each_sector_is_counted_in_the_order_given() -> None:
    told = [Told("a", Stand.SUPPORT), Told("b", Stand.OBJECT), Told("d", Stand.CAN_LIVE_WITH)]
    result = summary(told, ASKED)
    assert list(result.sectors) == ["machines", "trade"]
    assert counts(result.sectors["machines"]) == {"support": 1, "object": 1}
    assert counts(result.sectors["trade"]) == {"can_live_with": 1, "silent": 1}
    assert (result.whole.asked, result.whole.answered, result.whole.accepting) == (4, 3, 2)
    assert result.unanswered == ("c",)


def test_deemed_silence_is_no_position() -> None:
    result = summary([Told("a", Stand.SUPPORT)], ASKED, deemed=True)
    assert counts(result.whole) == {"support": 1, "deemed": 3}
    assert (result.whole.answered, result.whole.accepting) == (1, 1)


def test_abstaining_is_an_answer_and_no_acceptance() -> None:
    result = summary([Told("a", Stand.ABSTAIN)], ASKED)
    assert (result.whole.answered, result.whole.accepting) == (1, 0)


def test_who_was_not_asked_is_not_counted() -> None:
    result = summary([Told("stranger", Stand.OBJECT)], ASKED)
    assert counts(result.whole) == {"silent": 4}


def test_positions_on_an_older_version_are_known() -> None:
    told = [Told("a", Stand.SUPPORT, 1), Told("b", Stand.SUPPORT, 2)]
    assert summary(told, ASKED, latest=2).on_older == ("a",)


def test_nobody_asked_is_nothing_counted() -> None:
    assert summary([], {}).whole.asked == 0


# The demonstration's five answers and two kinds of silence, as they are told here.
STANDS = {
    "support": Stand.SUPPORT, "support_with_conditions": Stand.CAN_LIVE_WITH,
    "no_objection": Stand.CAN_LIVE_WITH, "abstain": Stand.ABSTAIN, "object": Stand.OBJECT,
    "pending": SILENT, "no_reply": SILENT, "deemed_no_objection": DEEMED_SILENT,
}  # fmt: skip


def rounds() -> list[Any]:
    found = json.loads((files("goi.demo") / "data" / "proposals.json").read_text("utf-8"))
    return [
        pytest.param(one, id=one["id"])
        for proposal in found["proposals"]
        for one in proposal["rounds"]
    ]


@pytest.mark.parametrize("one", rounds())
def test_the_rounds_of_the_demonstration_come_out_as_they_were_reckoned(one: Any) -> None:
    expected: dict[str, int] = {}
    for word, n in one["expected_tally"].items():
        expected[str(STANDS[word])] = expected.get(str(STANDS[word]), 0) + n
    told = [Told(p["company_id"], Stand(STANDS[p["value"]])) for p in one["positions"]]
    result = summary(
        told, {company: "all" for company in one["requested_company_ids"]},
        deemed=one["closed"] and one["silence_rule"] == f"deemed_{DEEMED}",
    )
    assert counts(result.whole) == {word: n for word, n in expected.items() if n}


COMPANIES = st.sampled_from("abcdefgh")


@given(
    st.dictionaries(COMPANIES, st.sampled_from(["x", "y", "z"])),
    st.dictionaries(COMPANIES, st.sampled_from(list(Stand))),
    st.booleans(),
)
def test_every_company_asked_is_counted_once(
    asked: dict[str, str], said: dict[str, Stand], deemed: bool
) -> None:
    result = summary([Told(one, value) for one, value in said.items()], asked, deemed=deemed)
    assert result.whole.asked == len(asked)
    assert sum(row.asked for row in result.sectors.values()) == len(asked)
    assert result.whole.answered == len(asked) - len(result.unanswered)
    assert result.whole.accepting <= result.whole.answered
    assert not result.whole.counts[SILENT if deemed else DEEMED_SILENT]
