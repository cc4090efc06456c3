"""Rules as data: exact, complete, and refused when they make no sense."""

import json
from dataclasses import replace
from fractions import Fraction

import pytest

from proposals.decision_rule import JAPANESE_MAJORITY, PRESETS, DecisionRule, Majority, Quorum


@pytest.mark.parametrize("name", PRESETS)
def test_a_rule_survives_being_stored(name: str) -> None:
    stored = json.dumps(PRESETS[name].to_json())
    assert DecisionRule.from_json(json.loads(stored)) == PRESETS[name]


def test_the_stored_form() -> None:
    assert PRESETS["two_thirds"].to_json() == {
        "mode": "written",
        "seat_basis": "company",
        "quorum": {"basis": "seats", "ratio": "1/2", "strict": False},
        "majority": {"base": "valid", "ratio": "2/3", "strict": False},
        "max_negative_ratio": None,
        "min_yes": 0,
        "per_group_min": None,
        "no_objection": False,
        "negative_reason": "optional",
        "abstain": "excluded",
        "recuse": "shrinks_base",
        "tie": "rejected",
        "proxies": {"allowed": True, "max_per_holder": 1, "presence_required": True},
        "secrecy": "hidden_until_close",
        "silence": "none",
        "min_reply_days": 14,
        "confirm_days": 0,
    }


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"mode": "war"}, "mode"),
        ({"silence": "deemed_no_objection"}, "silence"),
        ({"recuse": "stays"}, "recuse"),
        ({"secrecy": "whispered"}, "secrecy"),
        ({"secrecy": "secret", "negative_reason": "required"}, "no reason"),
        ({"secrecy": "secret", "per_group_min": {"group_by": "sector", "ratio": "1/2"}}, "group"),
        ({"per_group_min": {"group_by": "size", "ratio": "1/2"}}, "per_group_min.group_by"),
        ({"negative_reason": "sometimes"}, "negative_reason"),
        ({"seat_basis": "person"}, "seat_basis"),
        ({"tie": "coin"}, "tie"),
        ({"min_yes": True}, "min_yes"),
        ({"min_yes": "1"}, "min_yes"),
        ({"min_yes": -1}, "min_yes"),
        ({"confirm_days": 1.0}, "confirm_days"),
        ({"max_negative_ratio": 0.25}, "max_negative_ratio"),
        ({"max_negative_ratio": "5/4"}, "max_negative_ratio"),
        ({"max_negative_ratio": "1/0"}, "max_negative_ratio"),
        ({"max_negative_ratio": " 1/4"}, "max_negative_ratio"),
        ({"max_negative_ratio": "１/４"}, "max_negative_ratio"),
        ({"max_negative_ratio": "-1/4"}, "max_negative_ratio"),
        ({"quorum": {"basis": "seats", "ratio": "1/2"}}, "quorum.strict"),
        ({"quorum": {"basis": "moon", "ratio": "1/2", "strict": False}}, "quorum.basis"),
        ({"quorum": {"basis": "seats", "ratio": "1/1", "strict": True}}, "quorum"),
        ({"majority": {"base": "valid", "ratio": "1/2", "strict": 1}}, "majority.strict"),
        ({"majority": {"base": "valid", "ratio": "0/1", "strict": False}}, "majority.ratio"),
        ({"majority": {"base": "valid", "ratio": "1/1", "strict": True}}, "majority"),
        ({"majority": {"base": "entitled", "ratio": "1/2", "strict": True}}, "abstain"),
        ({"majority": None}, "majority"),
        ({"proxies": {"allowed": True, "max_per_holder": 0, "presence_required": True}}, "proxies"),
        ({"veto": True}, "veto"),
    ],
)
def test_near_misses_are_refused_by_name(change: dict[str, object], told: str) -> None:
    with pytest.raises(ValueError, match=told):
        DecisionRule.from_json({**JAPANESE_MAJORITY.to_json(), **change})


@pytest.mark.parametrize("field", JAPANESE_MAJORITY.to_json())
def test_nothing_is_implied(field: str) -> None:
    stored = JAPANESE_MAJORITY.to_json()
    del stored[field]
    with pytest.raises(ValueError, match=f"{field}: Field required"):
        DecisionRule.from_json(stored)


@pytest.mark.parametrize("data", [None, [], "written", {1: 2}])
def test_what_is_no_object_is_no_rule(data: object) -> None:
    with pytest.raises(ValueError, match="object"):
        DecisionRule.from_json(data)  # type: ignore[arg-type]


def test_rules_made_in_code_are_checked_too() -> None:
    with pytest.raises(ValueError, match="2/3"):
        Quorum("seats", 0.5, False)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="heads"):
        replace(JAPANESE_MAJORITY, majority=Majority("present", Fraction(1, 2), True))
