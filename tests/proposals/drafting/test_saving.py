"""New versions: by whom, over which, and what becomes of two people's changes."""

import pytest

from request_builder import WORDS, draft, filing, numbered, row, save, submitted
from world import World, says


@pytest.fixture(scope="module")
def world(common_world: World) -> World:
    return common_world


def versions(world: World, name: str, request_id: str) -> list[int]:
    listed = world.as_(name).api(f"/requests/{request_id}/versions").json()
    return [one["number"] for one in listed["versions"]]


def source(world: World, request_id: str, section: str = "problem") -> str:
    shown = world.as_("volunteer").api(f"/requests/{request_id}").json()
    return next(one["source"] for one in shown["text"]["sections"] if one["name"] == section)


def test_every_save_is_a_version_of_its_own(world: World) -> None:
    request_id = draft(world)
    answer = save(world.as_("representative"), request_id, 1, problem="二十年変わっていない。")
    assert answer.status_code == 303
    assert versions(world, "volunteer", request_id) == [2, 1]
    first = world.as_("volunteer").get(f"/requests/{request_id}/versions/1")
    assert WORDS["problem"] in says(first) and "最新は第2版です" in says(first)


def test_saving_without_a_change_makes_no_version(world: World) -> None:
    request_id = draft(world)
    client = world.as_("volunteer")
    page = client.follow(save(client, request_id, 1))
    assert "新しい版は作りませんでした" in says(page)
    assert row(world, request_id).latest == 1


def test_a_save_says_what_was_changed(world: World) -> None:
    request_id = draft(world)
    answer = save(world.as_("volunteer"), request_id, 1, problem="変えた。", summary=" ")
    assert answer.status_code == 422


def test_changes_in_different_places_are_united(fresh_world: World) -> None:
    request_id = draft(fresh_world, problem="一文目。二文目。三文目。")
    first, late = fresh_world.as_("representative"), fresh_world.as_("volunteer")
    save(first, request_id, 1, problem="一文目。二文目。三つ目。")
    answer = save(late, request_id, 1, problem="一つ目。二文目。三文目。", reason="円安。")
    assert "その間に別の方が保存した変更も取り込みました" in says(late.follow(answer))
    assert source(fresh_world, request_id) == "一つ目。二文目。三つ目。"
    assert source(fresh_world, request_id, "reason") == "円安。"


def test_changes_of_one_sentence_are_both_shown_and_neither_is_lost(world: World) -> None:
    request_id = draft(world)
    first = world.as_("representative")
    save(first, request_id, 1, problem="二十年変わらない。", effect="早くなる。")
    late = world.as_("volunteer")
    page = save(late, request_id, 1, problem="十年変わらない。")
    assert page.status_code == 409
    assert "二十年変わらない。" in says(page) and "十年変わらない。" in says(page)
    assert 'name="base_version" value="2"' in page.text
    assert row(world, request_id).latest == 2

    # What the other person wrote elsewhere is in the form already, so that a second save keeps it.
    assert "早くなる。" in page.text.partition("<form class")[2]
    again = save(late, request_id, 2, problem="十年変わらない。", effect="早くなる。")
    assert again.status_code == 303
    assert source(world, request_id) == "十年変わらない。"


def test_filing_changed_meanwhile_is_told_and_not_overwritten(world: World) -> None:
    request_id = draft(world)
    changed = filing(world, anonymity="members")
    save(world.as_("representative"), request_id, 1, problem="変えた。", **changed)
    late = save(world.as_("volunteer"), request_id, 1, reason="円安。", **filing(world))
    assert late.status_code == 409
    assert "経済産業省と他の会員に対して匿名" in says(late)
    assert row(world, request_id).anonymity == "members"


def test_the_api_is_told_what_the_other_one_saved(world: World) -> None:
    request_id = draft(world)
    save(world.as_("representative"), request_id, 1, problem="二十年変わらない。")
    body = {**WORDS, "problem": "十年。", "base_version": 1, "summary": "年数"}
    answer = world.as_("volunteer").api(f"/requests/{request_id}/edit", body)
    assert answer.status_code == 409
    assert answer.json()["theirs"] == {"problem": "二十年変わらない。", "base_version": "2"}


def test_a_version_that_never_was_is_no_base(world: World) -> None:
    request_id = draft(world)
    assert save(world.as_("volunteer"), request_id, 9, problem="変えた。").status_code == 422


def test_a_form_sent_twice_saves_once(world: World) -> None:
    request_id = draft(world)
    client = world.as_("volunteer")
    for _ in "12":
        save(client, request_id, 1, problem="変えた。", once="the-same-key")
    assert row(world, request_id).latest == 2


def test_filing_is_settled_with_the_submission(world: World) -> None:
    request_id = numbered(world)
    answer = save(world.as_("volunteer"), request_id, 1, problem="変えた。", priority="A")
    assert answer.status_code == 422
    assert row(world, request_id).priority == "B"


def test_what_was_submitted_is_not_edited_until_views_are_reconciled(world: World) -> None:
    request_id = submitted(world)
    assert save(world.as_("volunteer"), request_id, 1, problem="変えた。").status_code == 409
    assert save(world.as_("secretary"), request_id, 1, problem="変えた。").status_code == 409


def test_the_lead_edits_while_views_are_reconciled(world: World) -> None:
    request_id = numbered(world)
    assert save(world.as_("lead"), request_id, 1, problem="主査が直した。").status_code == 303
    assert save(world.as_("second"), request_id, 2, problem="別の会社。").status_code == 409


def test_versions_before_the_submission_stay_the_companys_own(world: World) -> None:
    request_id = draft(world)
    save(world.as_("volunteer"), request_id, 1, problem="提出した版。")
    world.as_("volunteer").post(f"/requests/{request_id}/moves/submit")
    assert versions(world, "volunteer", request_id) == [2, 1]
    assert versions(world, "secretary", request_id) == [2]
    secretary = world.as_("secretary")
    for path in ("/versions/1", "/compare?from=1&to=2"):
        assert secretary.get(f"/requests/{request_id}{path}").status_code == 404
        assert world.as_("volunteer").get(f"/requests/{request_id}{path}").status_code == 200
    assert WORDS["problem"] not in secretary.get(f"/requests/{request_id}?view=redline").text


def test_two_versions_are_compared_in_three_ways(world: World) -> None:
    request_id = draft(world)
    save(world.as_("volunteer"), request_id, 1, problem="基準額が二十年変わっていない。")
    client = world.as_("volunteer")

    def page(view: str) -> str:
        return client.get(f"/requests/{request_id}/compare?from=1&to=2&view={view}").text

    assert "<del>" in page("redline") and "<ins>" in page("redline")
    assert "<table" in page("sidebyside") and "傍線部は改正部分" in page("sidebyside")
    assert "<ins>" not in page("clean") and "二十年" in page("clean")
    back = client.get(f"/requests/{request_id}/compare?from=2&to=1")
    assert back.status_code == 200
    assert client.get(f"/requests/{request_id}/compare?from=1&to=3").status_code == 404
    assert client.get(f"/requests/{request_id}/compare?to={'9' * 3_000}").status_code == 422
