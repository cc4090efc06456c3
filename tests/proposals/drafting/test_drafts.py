"""Drafts over HTTP: written, saved, refused."""

import pytest

from proposals.drafting.forms import Wording
from proposals.sections import NAMES
from request_builder import WORDS, draft, filing, numbered, row, save, submitted
from world import World, says


@pytest.fixture(scope="module")
def world(common_world: World) -> World:
    return common_world


def test_the_form_has_every_section() -> None:
    assert set(NAMES) < set(Wording.model_fields)


def test_a_draft_is_saved_and_shown_to_its_company(world: World) -> None:
    request_id = draft(world)
    for name in ("volunteer", "representative"):
        page = world.as_(name).get(f"/requests/{request_id}")
        assert page.status_code == 200
        assert WORDS["title_ja"] in says(page) and "自社の要望" in says(page)


def test_a_draft_may_lack_sections_but_not_its_title(world: World) -> None:
    request_id = draft(world, problem="", request="", reason="", burden="", effectiveness="")
    page = world.as_("volunteer").get(f"/requests/{request_id}/edit")
    assert "提出までに必要な項目" in says(page)


def test_a_foreign_draft_is_not_there(fresh_world: World) -> None:
    request_id = draft(fresh_world)
    for name in ("second", "chair", "secretary", "officer", "adviser"):
        client = fresh_world.as_(name)
        for path in ("", "/edit", "/versions", "/versions/1", "/compare"):
            hidden, unknown = (
                client.get(f"/requests/{one}{path}") for one in (request_id, "a" * 16)
            )
            assert hidden.status_code == unknown.status_code == 404, (name, path)
            assert says(hidden) == says(unknown)
            assert client.api(f"/requests/{request_id}{path}").status_code == 404


def test_a_foreign_draft_is_neither_saved_nor_moved(world: World) -> None:
    request_id = draft(world)
    client = world.as_("second")
    assert save(client, request_id, 1).status_code == 404
    assert client.post(f"/requests/{request_id}/moves/submit").status_code == 404
    assert row(world, request_id).latest == 1 and row(world, request_id).state == "draft"


@pytest.mark.parametrize("name", ["adviser", "secretary"])
def test_who_has_no_company_drafts_in_person(world: World, name: str) -> None:
    request_id = draft(world, name)
    assert world.as_(name).get(f"/requests/{request_id}").status_code == 200
    assert world.as_("officer").get(f"/requests/{request_id}").status_code == 404


def test_an_observer_reads_and_does_not_draft(world: World) -> None:
    client = world.as_("observer")
    assert "会員、アドバイザー、事務局" in says(client.get("/requests/new"))
    assert client.post("/requests/new", **filing(world), **WORDS).status_code == 409


BAD_TITLES = ["", "   ", "　\u200b", "a\x00b", "要\u202e望", "二\n行", "長" * 121]


def test_a_bad_title_is_told_and_nothing_is_lost(world: World) -> None:
    before = _requests(world)
    for title in BAD_TITLES:
        fields = {**filing(world), **WORDS, "title_ja": title}
        page = world.as_("volunteer").post("/requests/new", **fields)
        assert page.status_code == 422, title
        assert "new_request-title_ja" in page.text and WORDS["problem"] in page.text
    assert _requests(world) == before


BAD_FIELDS = [
    ("body", "a" * 16), ("body", "../../x"), ("kind", "other"), ("novelty", "old"),
    ("priority", "D"), ("anonymity", "all"), ("earlier", "a" * 16), ("problem", "字\u2066"),
    ("problem", "字" * 20_001), ("legal_references", "条\n" * 31),
    ("legal_references", "条" * 201), ("company_id", "mine"),
]  # fmt: skip


def test_bad_fields_are_refused(world: World) -> None:
    before = _requests(world)
    for field, value in BAD_FIELDS:
        fields = {**filing(world, novelty="continued"), **WORDS, field: value}
        answer = world.as_("volunteer").post("/requests/new", **fields)
        assert answer.status_code == 422, field
    assert _requests(world) == before


def test_nothing_is_chosen_beforehand(world: World) -> None:
    page = world.as_("volunteer").get("/requests/new")
    assert " checked" not in page.text and " selected" not in page.text
    fields = filing(world) | WORDS
    del fields["anonymity"]
    assert world.as_("volunteer").post("/requests/new", **fields).status_code == 422


def test_deep_nesting_costs_little_and_breaks_nothing(world: World) -> None:
    request_id = draft(world, problem="> " * 9_000 + "深い", reason="[" * 10_000 + "]" * 9_999)
    assert world.as_("volunteer").get(f"/requests/{request_id}").status_code == 200


def test_marks_of_html_are_shown_and_not_obeyed(world: World) -> None:
    request_id = draft(world, problem="<script>alert(1)</script> [x](javascript:alert(1))")
    text = world.as_("volunteer").get(f"/requests/{request_id}").text
    assert "<script>alert" not in text and "&lt;script&gt;" in text
    assert 'href="javascript' not in text


def test_a_form_sent_twice_makes_one_draft(world: World) -> None:
    client, fields, before = world.as_("volunteer"), filing(world) | WORDS, _requests(world)
    first, second = (client.post("/requests/new", once="the-same-key", **fields) for _ in "12")
    assert first.headers["location"] == second.headers["location"]
    assert len(_requests(world)) == len(before) + 1


def test_a_body_beyond_the_limit_is_refused(world: World) -> None:
    fields = filing(world) | WORDS | {"problem": "a" * 2_100_000}
    assert world.as_("volunteer").post("/requests/new", **fields).status_code == 413


def test_bad_filters_are_told(world: World) -> None:
    late = "after=" + "9" * 18 + "-" + "a" * 16
    for query in ("after=1-x", late, "state=none", "body=x", "q=%E2%80%AE", "mine=on&mine=on"):
        answer = world.as_("chair").get(f"/requests?{query}")
        assert answer.status_code in (400, 422), query


@pytest.mark.parametrize("novelty", ["continued", "resubmission"])
def test_what_goes_back_to_a_request_names_it(world: World, novelty: str) -> None:
    earlier = numbered(world, "second")
    fields = filing(world, novelty=novelty) | WORDS
    refused = world.as_("volunteer").post("/requests/new", **fields)
    assert refused.status_code == 422 and "もとの要望を選んでください" in says(refused)
    later = draft(world, novelty=novelty, earlier=earlier)
    assert "もとの要望" in says(world.as_("volunteer").get(f"/requests/{later}"))
    assert "この後の要望" in says(world.as_("volunteer").get(f"/requests/{earlier}"))
    assert "この後の要望" not in says(world.as_("second").get(f"/requests/{earlier}"))


def test_a_new_request_goes_back_to_none_and_nobody_to_a_foreign_draft(world: World) -> None:
    hidden, seen = submitted(world, "second"), numbered(world, "second")
    client = world.as_("volunteer")
    for novelty, earlier in (("new", seen), ("continued", hidden)):
        fields = filing(world, novelty=novelty, earlier=earlier) | WORDS
        assert client.post("/requests/new", **fields).status_code == 422


def test_the_api_drafts_by_the_same_rules(world: World) -> None:
    body = filing(world) | WORDS
    answer = world.as_("volunteer").api("/requests/new", body)
    assert answer.status_code == 201
    shown = world.as_("volunteer").api(f"/requests/{answer.json()['id']}").json()
    assert shown["title_ja"] == WORDS["title_ja"] and shown["state"] == "draft"
    refused = world.as_("volunteer").api("/requests/new", body | {"title_ja": " "})
    assert refused.status_code == 422 and refused.json()["errors"][0]["field"] == "title_ja"


def _requests(world: World) -> list[dict[str, str]]:
    found: list[dict[str, str]] = world.as_("volunteer").api("/requests").json()["rows"]
    return found
