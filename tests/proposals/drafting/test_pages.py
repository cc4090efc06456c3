"""Requests over HTTP: drafting, saving, moving, reading."""

from world import World, says

WORDS = {
    "title_ja": "少額特例の金額基準の見直し",
    "title_en": "Review the small-value threshold",
    "legal_references": "輸出令第4条第1項第5号",
    "problem": "基準額が長く変わっていない。",
    "request": "(1) 基準額を引き上げる。(2) 換算の基準日を定める。",
    "reason": "物価と為替が変わったため。",
    "burden": "一件あたり二時間の確認が要る。",
    "effectiveness": "対象の貨物は変わらず、規制の目的は守られる。",
}


def draft(world: World, name: str = "volunteer", **changes: str) -> str:
    """A draft written by this person; its id."""
    filing = {
        "body": world.bodies["licensing"], "kind": "operation", "novelty": "new",
        "priority": "B", "anonymity": "none",
    }  # fmt: skip
    answer = world.as_(name).post("/requests/new", **{**filing, **WORDS, **changes})
    assert answer.status_code == 303, says(answer)
    return answer.headers["location"].rpartition("/")[2]


def test_a_draft_is_saved_and_shown(world: World) -> None:
    request_id = draft(world)
    page = world.as_("volunteer").get(f"/requests/{request_id}")
    assert page.status_code == 200, says(page)
    assert "少額特例の金額基準の見直し" in page.text
