"""The page of results, for people and for programs."""

from collections.abc import Callable

from world import World, says

Enter = Callable[..., None]


def test_results_are_grouped_by_kind_with_the_hits_marked(world: World, enter: Enter) -> None:
    enter("a", "少額特例の見直し", "基準額を引き上げる。")
    enter("b", "賛成します", "少額特例は必要です。", kind="comment")
    page = world.as_("second").get("/search?q=特例")
    assert page.status_code == 200
    assert "<mark>特例</mark>の見直し" in page.text
    assert says(page).index("要望") < says(page).index("コメント")
    assert 'href="/requests/a"' in page.text


def test_the_api_gives_the_same_in_pieces(world: World, enter: Enter) -> None:
    enter("a", "少額特例の見直し")
    found = world.as_("second").api("/search?q=特例").json()
    (group,) = found["groups"]
    assert (group["kind"], found["total"]) == ("request", 1)
    assert group["hits"][0]["title"] == [
        {"text": "少額", "hit": False}, {"text": "特例", "hit": True},
        {"text": "の見直し", "hit": False},
    ]  # fmt: skip


def test_of_several_kinds_a_few_are_shown_and_the_rest_is_a_link_away(
    world: World, enter: Enter
) -> None:
    for number in range(10):
        enter(f"r{number}", f"少額特例 {number}")
    enter("c", "少額特例", kind="comment")
    found = world.as_("second").api("/search?q=特例").json()
    requests = next(group for group in found["groups"] if group["kind"] == "request")
    assert len(requests["hits"]) == 8
    assert requests["more"] == "/search?q=%E7%89%B9%E4%BE%8B&kind=request"
    rest = world.as_("second").api(requests["more"]).json()
    assert [len(group["hits"]) for group in rest["groups"]] == [10]
    assert rest["all"] == "/search?q=%E7%89%B9%E4%BE%8B"


def test_a_part_of_the_page_is_the_same_results(world: World, enter: Enter) -> None:
    enter("a", "少額特例")
    part = world.as_("second").get("/search?q=特例", headers={"HX-Request": "true"})
    assert part.text.strip().startswith('<div id="results"')
    assert "<html" not in part.text and "<mark>特例</mark>" in part.text
    assert part.headers["vary"] == "HX-Request"


def test_nothing_asked_and_nothing_found_both_explain(world: World) -> None:
    person = world.as_("second")
    assert "探し方" in says(person.get("/search"))
    assert "見つかりませんでした" in says(person.get("/search?q=zzz"))
    assert "記号だけでは検索できません" in says(person.get("/search?q=%2B%2B"))


def test_what_was_asked_is_shown_as_text(world: World) -> None:
    page = world.as_("second").get("/search?q=<script>alert(1)</script>")
    assert page.status_code == 200
    assert "<script>alert" not in page.text


def test_bad_questions_are_told_what_is_wrong(world: World) -> None:
    person = world.as_("second")
    assert person.get("/search?q=" + "x" * 101).status_code == 422
    assert person.get("/search?q=a%E2%80%AEb").status_code == 422
    assert person.get("/search?q=a%00b").status_code == 400
    assert person.get("/search?q=a&q=b").status_code == 400
    assert person.get("/search?q=a&kind=REQUEST").status_code == 422
    assert person.get("/search?q=a&kind=nothing").status_code == 200


def test_nobody_searches_without_signing_in(world: World, enter: Enter) -> None:
    enter("a", "少額特例")
    assert world.anyone().get("/search?q=特例").status_code == 303
    assert world.anyone().api("/search?q=特例").status_code == 401
