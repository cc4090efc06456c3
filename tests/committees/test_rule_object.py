"""A rule is kept only whole and sensible, and can be said in words."""

import pytest

from committees.bodies.forms import RuleForm, flat
from committees.rule_object import checked, in_words
from foundation.errors import Invalid
from foundation.texts import LANGUAGES, texts
from proposals.decision_rule import DecisionRule
from proposals.tally import PRESETS
from world import World, says

RULE = PRESETS["japanese_majority"].to_json()


@pytest.mark.parametrize("name", PRESETS)
def test_every_known_rule_is_taken_and_still_means_the_same(name: str) -> None:
    kept = checked(PRESETS[name].to_json())
    assert DecisionRule.from_json(kept) == PRESETS[name]
    assert RuleForm.read(flat(kept)).rule() == kept


@pytest.mark.parametrize("name", PRESETS)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_known_rule_can_be_said(name: str, lang: str) -> None:
    words = dict(in_words(PRESETS[name].to_json(), lambda key, **p: texts(lang).say(key, p)))
    assert len(words) >= 7


def test_a_majority_is_said_as_people_say_it() -> None:
    words = dict(in_words(RULE, lambda key, **p: texts("ja").say(key, p)))
    assert words["可決に必要な賛成"] == "有効票の過半数の賛成"
    assert words["定足数"] == "議席のある会社の1/2以上"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"mode": "dice"}, "mode"),
        ({"quorum": {"basis": "seats", "ratio": "3/2", "strict": False}}, "quorum_ratio"),
        ({"quorum": {"basis": "seats", "ratio": "1/0", "strict": False}}, "quorum_ratio"),
        ({"quorum": {"basis": "seats", "ratio": "0.5", "strict": False}}, "quorum_ratio"),
        ({"majority": {"base": "valid", "ratio": "0/1", "strict": False}}, "majority_ratio"),
        ({"majority": {"base": "valid", "ratio": "1/1", "strict": True}}, "majority_ratio"),
        ({"majority": {"base": "entitled", "ratio": "1/2", "strict": True}}, "abstain"),
        ({"silence": "for"}, "silence"),
        ({"min_yes": -1}, "min_yes"),
        ({"min_yes": True}, "min_yes"),
        ({"extra": 1}, "extra"),
    ],
)
def test_a_rule_that_makes_no_sense_is_refused_at_its_part(change: dict, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        checked(RULE | change)
    assert field in refused.value.fields


@pytest.mark.parametrize("left_out", RULE)
def test_nothing_of_a_rule_is_implied(left_out: str) -> None:
    with pytest.raises(Invalid):
        checked({name: value for name, value in RULE.items() if name != left_out})


def test_the_page_sets_a_rule(world: World) -> None:
    browser, path = world.as_("administrator"), f"/committees/{world.bodies['goods']}/rule"
    sent = {name: value for name, value in flat(RULE).items() if value not in (None, False)}
    sent = {name: "on" if value is True else value for name, value in sent.items()}
    assert browser.post(path, **sent).status_code == 303
    page = says(world.as_("volunteer").get(f"/committees/{world.bodies['goods']}"))
    assert "有効票の過半数の賛成" in page
    wrong = browser.post(path, **sent | {"quorum_ratio": "half"})
    assert wrong.status_code == 422
    assert 'id="set_rule-quorum_ratio-error"' in wrong.text
    assert world.as_("secretary").post(path, **sent).status_code == 404
