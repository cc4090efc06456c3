"""The docket: a case at the ministry, its chain over years, and asking again after a refusal."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from foundation.actor import Actor, Kind
from gate_builder import consented, released
from proposals.models import PointReply
from proposals.stages import State
from request_builder import numbered, row, write_directly
from submissions.docket.drawing import Axis, stretch
from submissions.docket.rules import may_repeat
from submissions.docket.zones import before_answer, of_day, of_request
from world import World, a_world, says

S = State


@pytest.fixture
def world(sqlite_stores_url: str, tmp_path: Path) -> Iterator[World]:
    settled = a_world(sqlite_stores_url, tmp_path)
    yield settled
    settled.dispose()


@pytest.mark.parametrize(
    ("state", "outcomes", "overtaken", "status"),
    [
        (S.APPROVED, [None], False, None),
        (S.SUBMITTED, [None, None], False, "sent"),
        (S.SUBMITTED, ["adopted", None], False, "under_study"),
        (S.SUBMITTED, [None], True, "repeated"),
        (S.CONTINUED, ["under_study"], False, "under_study"),
        (S.CONTINUED, ["under_study"], True, "repeated"),
        (S.ADOPTED, ["adopted"], True, "adopted"),
        (S.PARTIALLY_ADOPTED, ["partly", "not_adopted"], True, "partly"),
        (S.DECLINED, ["not_adopted"], False, "not_adopted"),
        (S.DECLINED, ["not_adopted"], True, "repeated"),
        (S.WITHDRAWN, [], False, None),
    ],
)
def test_where_a_request_stands_at_the_ministry(state, outcomes, overtaken, status) -> None:
    assert of_request(state, outcomes, overtaken=overtaken) == status


def test_before_an_answer_the_ministrys_own_days_tell_where_a_request_stands() -> None:
    day = date(2026, 11, 24)
    waiting = [before_answer(*days) for days in ((None, None), (day, None), (day, day))]
    assert waiting == ["sent", "received", "under_study"]
    told = [of_request(S.SUBMITTED, [None], overtaken=False, waiting=one) for one in waiting]
    assert told == waiting
    settled = of_request(S.DECLINED, ["not_adopted"], overtaken=False, waiting=waiting[1])
    assert settled == "not_adopted"


@pytest.mark.parametrize(
    ("outcomes", "status"),
    [
        (["adopted", "adopted"], "adopted"),
        (["adopted", "not_adopted"], "partly"),
        (["under_study", "not_adopted"], "under_study"),
        (["explained", "not_adopted"], "not_adopted"),
        (["superseded"], "superseded"),
    ],
)
def test_what_the_answers_of_a_day_come_to(outcomes, status) -> None:
    assert of_day(outcomes) == status


def test_days_stand_in_their_order_within_the_timeline() -> None:
    days = [date(2019, 2, 17), date(2024, 7, 25), date(2026, 11, 10)]
    axis = Axis.over(days)
    places = [axis.place(day) for day in days]
    assert 0 < places[0] < places[1] < places[2] < 100
    assert [year for year, _ in axis.years()] == [2020, 2022, 2024, 2026]
    assert stretch(axis, days[0], days[0])[1] > 0


@pytest.mark.parametrize("kind", [Kind.MEMBER, Kind.ADVISER, Kind.OBSERVER])
@pytest.mark.parametrize("state", list(State))
def test_what_was_not_given_can_be_asked_again(kind: Kind, state: State) -> None:
    may = may_repeat(Actor("p", kind), state)
    open_ = state in (S.DECLINED, S.PARTIALLY_ADOPTED, S.CONTINUED)
    assert bool(may) == (open_ and kind is not Kind.OBSERVER)


def answered(world: World, request_id: str, *answers: tuple[str, str], state: State) -> None:
    """The ministry's answers to the points: outcome and reason each."""
    with world.work() as work:
        request = row(world, request_id)
        request.state = state.value
        work.db.merge(request)
        for n, (outcome, reason) in enumerate(answers, 1):
            work.db.add(
                PointReply(
                    id=work.id("point_reply"), request_id=request_id, point=n, asked="",
                    outcome=outcome, text="回答", reason=reason, replied_day="2026-12-10",
                )
            )  # fmt: skip


def chain(world: World, request_id: str, who: str = "second") -> dict:
    found = world.as_(who).api(f"/requests/{request_id}/chain")
    assert found.status_code == 200, found.text
    return found.json()


def test_another_company_asks_again_with_the_reasons_and_without_the_first_ones_words(
    world: World,
) -> None:
    text = {
        "problem": "青葉精工では判定に時間を要する。",
        "request": "(1) 金額を見直すこと。(2) 基準日を定めること。",
    }
    first = numbered(world, state=S.APPROVED, anonymity="authority", **text)
    released(world, consented(world, first))
    refusal = ("not_adopted", "国際的な|均衡のため")
    answered(world, first, ("adopted", ""), refusal, state=S.DECLINED)

    second = world.as_("second")
    page = second.get(f"/requests/{first}")
    assert f"/requests/{first}/chain#repeat" in page.text
    refused = second.post(f"/requests/{first}/repeat", once="without-a-wish-one")
    assert refused.status_code == 422  # the wish for anonymity is never chosen beforehand
    answer = second.post(f"/requests/{first}/repeat", once="again-after-refusal", anonymity="none")
    assert answer.status_code == 303, says(answer)
    draft = answer.headers["location"].split("/")[2]
    made = second.api(f"/requests/{draft}/edit").json()
    assert made["values"]["earlier"] == first and made["values"]["novelty"] == "resubmission"
    sections = {one["name"]: one["text"] for one in made["sections"]}
    assert sections["request"] == "基準日を定めること。"
    assert "| (2) 国際的な｜均衡のため | |" in sections["reason"]
    assert "青葉精工" not in str(sections)

    # The draft is the second company's own: nobody else's chain tells of it.
    assert [one["request"]["id"] for one in chain(world, first)["rows"]] == [first, draft]
    assert [one["request"]["id"] for one in chain(world, first, "fourth")["rows"]] == [first]
    (case,) = chain(world, first, "fourth")["rows"]
    assert case["status"] == "not_adopted"
    assert [point["status"] for point in case["points"]] == ["adopted", "not_adopted"]
    zones = [(one["zone"], one["text"]) for one in chain(world, first, "fourth")["events"]]
    assert ("ministry", "国際的な|均衡のため") in zones


def test_nothing_is_asked_again_that_still_waits(world: World) -> None:
    waiting = numbered(world, state=S.SUBMITTED)
    answer = world.as_("second").post(
        f"/requests/{waiting}/repeat", once="too-early-to-ask", anonymity="none"
    )
    assert answer.status_code == 409
    hidden = write_directly(world, "volunteer", S.DECLINED, "members", number=None)
    assert world.as_("second").get(f"/requests/{hidden.id}/chain").status_code == 404
