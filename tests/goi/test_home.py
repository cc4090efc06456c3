"""The first page begins with what waits for its reader, and shows nobody more than they may see."""

from datetime import date, timedelta

import pytest

from goi import home
from goi.worker import Parts, run_once
from proposals.models import Consultation, Request
from proposals.stages import State
from web.visit import Visit
from web.waiting import Waiting
from world import World, says

FILING = {"kind": "operation", "novelty": "new", "priority": "B", "anonymity": "members"}


def draft(world: World, title: str, body: str = "regulations") -> str:
    """A draft of the volunteer's company, hidden from the other members; its id."""
    answer = world.as_("volunteer").post(
        "/requests/new", once=world.chance.id("once"), body=world.bodies[body], title_ja=title,
        **FILING,
    )  # fmt: skip
    assert answer.status_code == 303, says(answer)
    return str(answer.headers["location"].rpartition("/")[2])


def open_round(world: World, request_id: str, days: int, number: str) -> None:
    """A round that ends in so many days."""
    with world.work("secretary") as work:
        request = work.db.get_one(Request, request_id)
        request.state, request.number = State.CONSULTATION.value, number
        work.db.add(request)
        work.db.add(
            Consultation(
                id=work.id("consultation"), request_id=request_id, version=1, opens_at=work.now,
                closes_at=work.now + timedelta(days=days), silence="nothing",
                company_ids=[world.companies["mizuho"]],
            )
        )  # fmt: skip


def seen_by(world: World, name: str) -> dict:
    answer = world.as_(name).api("/")
    assert answer.status_code == 200, says(answer)
    return answer.json()


def titles(rows: list[dict]) -> list[str]:
    return [row["title"] for row in rows]


def test_an_own_draft_waits_for_its_company_alone(world: World) -> None:
    draft(world, "少額特例の見直し")
    assert titles(seen_by(world, "volunteer")["waiting"]) == ["少額特例の見直し"]
    assert titles(seen_by(world, "representative")["waiting"]) == ["少額特例の見直し"]
    for name in ("second", "chair", "secretary", "officer", "observer"):
        found = seen_by(world, name)
        assert (found["waiting"], found["recent"], found["deadlines"]) == ([], [], [])


def test_deadlines_of_ones_own_committees_come_soonest_first(world: World) -> None:
    for days, title in ((9, "あとの件"), (2, "さきの件")):
        open_round(world, draft(world, title), days, f"R08-SYS-{days:03}")
    open_round(world, draft(world, "他の委員会", "goods"), 1, "R08-GDT-001")
    assert titles(seen_by(world, "second")["deadlines"]) == ["さきの件", "あとの件"]
    everywhere = titles(seen_by(world, "secretary")["deadlines"])
    assert everywhere == ["他の委員会", "さきの件", "あとの件"]
    page = world.as_("second").get("/")
    assert "あと2日" in says(page) and "令和８年" in says(page)


def test_nobody_reads_there_who_asked_anonymously(world: World) -> None:
    open_round(world, draft(world, "匿名の件"), 5, "R08-SYS-007")
    for name in ("second", "chair", "secretary", "secondee", "adviser"):
        page = world.as_(name).get("/")
        assert "匿名の件" in page.text
        assert "青葉" not in page.text and "Aoba" not in page.text


def test_what_waits_is_ordered_by_its_day(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def one_feature(_: Visit) -> list[Waiting]:
        return [
            Waiting(what="確認", title="いつでも", link="/a"),
            Waiting(what="投票", title="来週", link="/b", due=date(2026, 12, 1)),
        ]

    def another(_: Visit) -> list[Waiting]:
        return [
            Waiting(what="投票", title="昨日まで", link="/c", due=date(2026, 11, 22), urgent=True),
            Waiting(what="同意", title="来週・至急", link="/d", due=date(2026, 12, 1), urgent=True),
        ]

    monkeypatch.setattr(home, "WAITING", (one_feature, another))
    found = seen_by(world, "second")["waiting"]
    assert titles(found) == ["昨日まで", "来週・至急", "来週", "いつでも"]
    assert [one["left"] for one in found] == [-1, 8, 8, None]
    assert "期限を過ぎました" in says(world.as_("second").get("/"))


def test_the_page_names_ones_committees_and_role(world: World) -> None:
    page = says(world.as_("chair").get("/"))
    assert "制度専門委員会 委員長" in page
    assert "要望を起案する" in page
    assert "要望を起案する" not in says(world.as_("observer").get("/"))


@pytest.mark.parametrize(
    ("lang", "words"), [("ja", "業界の合意を、ひとつの要望に"), ("en", "One request from an")]
)
def test_anybody_else_learns_what_goi_is(world: World, lang: str, words: str) -> None:
    page = world.anyone().get(f"/?lang={lang}")
    assert page.status_code == 200
    assert words in says(page) and 'href="/sign-in"' in page.text
    assert "デモ" not in says(page) and "demonstration" not in says(page)
    assert world.anyone().api("/").json()["recent"] == []


def test_a_round_waits_for_the_companies_that_are_asked(world: World) -> None:
    open_round(world, draft(world, "少額特例の見直し"), 2, "R08-SYS-001")
    (waits,) = seen_by(world, "second")["waiting"]
    assert (waits["title"], waits["left"], waits["urgent"]) == ("少額特例の見直し", 2, True)
    assert seen_by(world, "outsider")["waiting"] == []


def test_a_round_that_is_over_waits_for_nobody_after_the_workers_round(world: World) -> None:
    open_round(world, draft(world, "少額特例の見直し"), 2, "R08-SYS-001")
    world.clock.forward(days=3)
    parts = Parts(
        world.settings, world.main, world.release, world.mailer, world.clock, world.chance
    )
    assert run_once(parts) == {}
    assert seen_by(world, "second")["waiting"] == []
    assert seen_by(world, "second")["deadlines"] == []
