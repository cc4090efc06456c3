"""Positions over HTTP: one a company, the newest stands, the older ones are kept."""

import pytest
from sqlmodel import select

from deliberation_builder import checked, consulted, position, reconciled, revised, seen, send
from notifications.models import Message
from proposals.models import Objection, Position
from request_builder import submitted
from world import World, says

pytestmark = pytest.mark.databases("sqlite")


def rows(world: World) -> list[Position]:
    with world.reading() as work:
        order = (Position.created_at, Position.stands)
        return list(work.db.exec(select(Position).order_by(*order)))


def test_no_position_is_chosen_beforehand(world: World) -> None:
    request_id = consulted(world)
    page = world.as_("second").get(f"/requests/{request_id}").text
    form = page[page.index('id="take_position"') :]
    assert 'type="radio"' in form and " checked" not in form[: form.index("</form>")]
    position(world, "second", request_id, "support")
    page = world.as_("second").get(f"/requests/{request_id}").text
    form = page[page.index('id="take_position"') :]
    assert " checked" not in form[: form.index("</form>")]
    empty = send(world, "second", f"/requests/{request_id}/position")
    assert empty.status_code == 422


def test_a_company_has_one_position_whoever_speaks(world: World) -> None:
    request_id = consulted(world)
    position(world, "second", request_id, "support")
    position(world, "second_contributor", request_id, "can_live_with", reason="条件がある。")
    reconciled(world, request_id)
    stands = seen(world, "third", request_id)["positions"]
    assert [(one["company"], one["value"]) for one in stands["rows"]] == [
        ("瑞雲電子", "can_live_with")
    ]
    assert (stands["answered"], stands["accepting"], stands["silent"]) == (1, 1, 4)
    assert sorted(row.stands for row in rows(world)) == [False, True]
    mine = seen(world, "second", request_id)["positions"]
    assert [one["value"] for one in mine["earlier"]] == ["support"]


SENT = [
    ({"value": "support"}, 303),
    ({"value": "can_live_with"}, 303),
    ({"value": "abstain"}, 303),
    ({"value": "object"}, 422),
    ({"value": "object", "reason": " "}, 422),
    ({"value": "object", "reason": "広すぎる。"}, 303),
    ({"value": "object", "ground": "定義がない。"}, 303),
    ({"value": "support", "ground": "定義がない。"}, 422),
    ({"value": "yes"}, 422),
    ({"value": "support", "version": "2"}, 422),
    ({"value": "support", "reason": "あ" * 4_001}, 422),
    ({"value": "support", "company": "x"}, 422),
]


def test_what_is_sent(world: World) -> None:
    request_id, taken = consulted(world), 1
    for _ in range(2):  # the same words again change nothing
        position(world, "second", request_id, "abstain", reason="必要である。")
    for fields, status in SENT:
        answer = send(world, "second", f"/requests/{request_id}/position", **fields)
        taken += status == 303
        assert (answer.status_code, len(rows(world))) == (status, taken), fields


def test_objecting_raises_no_objection_of_itself_but_can_in_one_step(world: World) -> None:
    request_id = consulted(world)
    position(world, "second", request_id, "object", reason="広すぎる。")
    assert not seen(world, "third", request_id)["objections"]["rows"]
    position(world, "third", request_id, "object", ground="定義がない。", clause="(2)",
             remedy="定義を置く。")  # fmt: skip
    raised = seen(world, "third", request_id)["objections"]["rows"]
    assert [(one["clause"], one["ground"], one["remedy"]) for one in raised] == [
        ("(2)", "定義がない。", "定義を置く。")
    ]
    with world.reading() as work:
        assert work.db.exec(select(Objection)).one().company_id == world.companies["hokuto"]


def test_a_position_on_an_older_version_is_shown_as_such(world: World) -> None:
    request_id = consulted(world)
    position(world, "second", request_id, "support")
    revised(world, reconciled(world, request_id), problem="円安で対象が増えた。")
    page = says(world.as_("second").get(f"/requests/{request_id}"))
    assert "第1版に対する立場です。現在は第2版です。" in page
    assert seen(world, "third", request_id)["positions"]["rows"][0]["older"]
    position(world, "second", request_id, "support", version="1")
    assert seen(world, "third", request_id)["positions"]["rows"][0]["older"]
    position(world, "second", request_id, "support", version="2")
    assert not seen(world, "third", request_id)["positions"]["rows"][0]["older"]


SPEAKERS = {
    "volunteer": 303, "representative": 303, "second": 303, "second_contributor": 303,
    "chair": 303, "lead": 303, "outsider": 409, "adviser": 409, "observer": 409,
    "secretary": 409, "secondee": 409, "officer": 409, "administrator": 409,
}  # fmt: skip


def test_who_takes_a_position(world: World) -> None:
    path = f"/requests/{consulted(world)}/position"
    status = {
        name: send(world, name, path, value="support", reason=name).status_code
        for name in SPEAKERS
    }
    assert status == SPEAKERS
    assert len(rows(world)) == list(SPEAKERS.values()).count(303)


def test_when_positions_are_taken(world: World) -> None:
    request_id = submitted(world)
    path = "/requests/{}/position"
    assert send(world, "volunteer", path.format(request_id), value="support").status_code == 409
    request_id = consulted(world)
    for step in (reconciled, None):
        position(world, "second", request_id, "support", reason=str(step))
        if step:
            step(world, request_id)
    request_id = checked(world, consulted(world))
    position(world, "second", request_id, "support")
    send(world, "volunteer", f"/requests/{request_id}/moves/withdraw", note="やめる。")
    assert send(world, "second", path.format(request_id), value="abstain").status_code == 409


def test_the_companys_own_people_hear_of_its_position(world: World) -> None:
    request_id = consulted(world)
    position(world, "second_contributor", request_id, "support")
    with world.reading() as work:
        keyed = select(Message.person_id).where(Message.text_key == "mail.position_taken")
        assert work.db.exec(keyed).all() == [world.people["second"]]


def test_the_meter_shows_sectors_in_figures(world: World) -> None:
    request_id = consulted(world)
    position(world, "representative", request_id, "support")
    position(world, "chair", request_id, "object", reason="広すぎる。")
    reconciled(world, request_id)
    figures = [
        (one["accept"], one["answered"], one["objections"])
        for one in seen(world, "third", request_id)["positions"]["meter"]
    ]
    assert figures == [(1, 2, 1), (0, 0, 0), (0, 0, 0), (0, 0, 0)]  # machinery comes first
    assert "業種別の状況" in says(world.as_("outsider").get(f"/requests/{request_id}"))


def test_pressing_twice_takes_it_once(world: World) -> None:
    request_id = consulted(world)
    second = world.as_("second")
    for _ in range(2):
        answer = second.post(f"/requests/{request_id}/position", value="object", ground="定義。",
                             once="pressed-twice")  # fmt: skip
        assert answer.status_code == 303
    with world.reading() as work:
        assert len(work.db.exec(select(Objection)).all()) == len(rows(world)) == 1


def test_a_hidden_draft_takes_no_position(world: World) -> None:
    request_id = submitted(world)
    unknown = send(world, "second", f"/requests/{'a' * 16}/position", value="support")
    hidden = send(world, "second", f"/requests/{request_id}/position", value="support")
    assert unknown.status_code == hidden.status_code == 404
