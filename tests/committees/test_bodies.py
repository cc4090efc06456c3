"""The tree of bodies: made, moved and changed by an administrator, with nothing lost."""

import pytest

from committees.bodies.actions import create_body, edit_body, mark, set_rule, stated
from committees.bodies.facts import BodyFacts, BodyKind, Positions, Silence
from committees.bodies.queries import rule_of
from committees.bodies.rules import may_stand_under
from committees.queries import body
from foundation.errors import Invalid, Refused, Stale
from proposals.tally import PRESETS
from world import World, says

FACTS = BodyFacts("NEW", BodyKind.COMMITTEE, "新委員会", "しんいいんかい", "New Committee")


@pytest.mark.parametrize(
    ("parent", "beneath", "inside", "reason"),
    [
        (0, 0, False, ""),
        (3, 0, False, ""),
        (4, 0, False, "body.too_deep"),
        (2, 1, False, ""),
        (2, 2, False, "body.too_deep"),
        (1, 0, True, "body.under_itself"),
    ],
)
def test_where_a_body_may_stand(parent: int, beneath: int, inside: bool, reason: str) -> None:
    assert may_stand_under(parent, beneath, inside_itself=inside).reason == reason


@pytest.mark.parametrize("name", ["secretary", "chair", "officer"])
def test_only_an_administrator_makes_bodies(world: World, name: str) -> None:
    with world.work(name) as work, pytest.raises(Refused, match="committees.administrator_only"):
        create_body(work, FACTS)


def test_a_body_cannot_stand_under_its_own(world: World) -> None:
    with world.work("administrator") as work:
        top = body(work.db, world.bodies["regulations"])
        held = stated(top) | {"kind": BodyKind.COMMITTEE, "silence": Silence.NOTHING,
                              "positions": Positions.SEALED}  # fmt: skip
        for under in ("licensing", "regulations"):
            facts = BodyFacts(**held | {"parent_id": world.bodies[under]})
            with pytest.raises(Invalid) as refused:
                edit_body(work, top, facts, None)
            assert refused.value.fields["parent"][0] == "body.under_itself"


def test_a_code_is_one_bodys_own(world: World) -> None:
    with world.work("administrator") as work:
        create_body(work, FACTS)
        with pytest.raises(Invalid) as refused:
            create_body(work, FACTS)
        assert refused.value.fields["code"][0] == "body.code_taken"


def test_who_saves_an_old_state_is_shown_both_texts(world: World) -> None:
    with world.work("administrator") as work:
        row = create_body(work, FACTS)
        seen = mark(row)
        edit_body(work, row, BodyFacts(**FACTS.__dict__ | {"name_en": "First"}), seen)
        with pytest.raises(Stale) as stale:
            edit_body(work, row, BodyFacts(**FACTS.__dict__ | {"name_en": "Second"}), seen)
        assert stale.value.mine == {"name_en": "Second"}
        assert stale.value.theirs == {"name_en": "First"}


def test_the_rule_of_the_body_above_holds_until_there_is_one(world: World) -> None:
    top, sub = world.bodies["regulations"], world.bodies["licensing"]
    with world.work("administrator") as work:
        assert rule_of(work.db, sub) == (None, None)
        rule = PRESETS["two_thirds"].to_json()
        set_rule(work, body(work.db, top), rule)
        found, source = rule_of(work.db, sub)
        assert (found, source.id) == (rule, top)
        set_rule(work, body(work.db, sub), PRESETS["consent"].to_json())
        assert rule_of(work.db, sub)[1].id == sub
        set_rule(work, body(work.db, sub), None)
        assert rule_of(work.db, sub)[1].id == top


def form(**more: str) -> dict[str, str]:
    return {
        "code": "NEW", "kind": "committee", "name_ja": "新委員会", "reading": "しんいいんかい",
        "name_en": "New Committee", "silence": "nothing",
    } | more  # fmt: skip


def test_the_page_makes_and_changes_a_body(world: World) -> None:
    browser = world.as_("administrator")
    made = browser.post("/committees/new", **form())
    assert made.status_code == 303
    page = browser.follow(made)
    assert "新委員会" in says(page)
    edit = f"{made.headers['location']}/edit"
    seen = browser.get(edit).text.partition('name="seen" value="')[2].partition('"')[0]
    changed = browser.post(edit, **form(name_en="Newer Committee", seen=seen))
    assert changed.status_code == 303
    late = browser.post(edit, **form(name_en="Another Committee", seen=seen))
    assert late.status_code == 409
    assert "Newer Committee" in says(late) and "Another Committee" in late.text


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"name_ja": "  "}, "name_ja"),
        ({"name_ja": "あ" * 61}, "name_ja"),
        ({"name_en": "a\u202eb"}, "name_en"),
        ({"code": "new"}, "code"),
        ({"code": "SYS"}, "code"),
        ({"kind": "club"}, "kind"),
        ({"position": "-1"}, "position"),
    ],
)
def test_bad_input_is_shown_at_its_field(world: World, fields: dict, wrong: str) -> None:
    answer = world.as_("administrator").post("/committees/new", **form(**fields))
    assert answer.status_code == 422
    assert f'id="create_body-{wrong}-error"' in answer.text


def test_everybody_reads_the_tree_and_nobody_else_finds_the_forms(world: World) -> None:
    sub = world.bodies["licensing"]
    browser = world.as_("volunteer")
    tree = browser.api("/committees").json()["bodies"]
    assert [(one["name"], one["depth"]) for one in tree][:2] == [
        ("制度専門委員会", 0), ("許可手続分科会", 1)
    ]  # fmt: skip
    page = says(browser.get(f"/committees/{sub}"))
    assert "制度専門委員会" in page and "木村 葵" in page
    for path in ("/committees/new", f"/committees/{sub}/edit", f"/committees/{sub}/rule",
                 f"/committees/{sub}/seats", "/committees/aaaaaaaaaaaaaaaa"):  # fmt: skip
        assert browser.get(path).status_code == 404
    assert world.anyone().get("/committees").headers["location"].startswith("/sign-in")
