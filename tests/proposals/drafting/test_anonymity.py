"""A company that asks without its name: what others see of it, and what they can't find out."""

import pytest
from sqlmodel import select

from notifications.models import Message
from request_builder import draft, move, numbered, row, save, submitted
from world import World, says


@pytest.fixture(scope="module")
def world(common_world: World) -> World:
    return common_world

TELLING = "当社青葉精工の長野第二工場では、電話03-1234-5678まで月に三回照会している。"


def test_a_text_that_tells_who_asks_is_not_submitted(world: World) -> None:
    request_id = draft(world, anonymity="members", problem=TELLING)
    volunteer = world.as_("volunteer")
    refused = move(volunteer, request_id, "submit")
    assert refused.status_code == 409 and "会社が分かる箇所が3か所" in says(refused)
    page = says(volunteer.get(f"/requests/{request_id}/edit"))
    assert "この本文には会社が分かる箇所が3か所あります" in page
    assert "長野第二工場" in page and "事業所名" in page
    assert save(volunteer, request_id, 1, problem="ある会社では照会が多い。").status_code == 303
    assert move(volunteer, request_id, "submit").status_code == 303


def test_a_name_may_stand_in_an_open_request(world: World) -> None:
    submitted(world, problem=TELLING)


def test_another_companys_name_tells_nobody(world: World) -> None:
    submitted(world, anonymity="members", problem="瑞雲電子株式会社の製品を使う場合も同じである。")


def test_every_field_is_looked_through(world: World) -> None:
    for field in ("title_ja", "legal_references", "evidence"):
        request_id = draft(world, anonymity="members", **{field: "青葉精工の件"})
        assert move(world.as_("volunteer"), request_id, "submit").status_code == 409, field


def test_the_places_are_shown_to_the_company_alone(world: World) -> None:
    request_id = numbered(world, anonymity="authority", problem=TELLING)
    assert "会社が分かる箇所" in says(world.as_("volunteer").get(f"/requests/{request_id}/edit"))
    assert "会社が分かる箇所" not in says(world.as_("lead").get(f"/requests/{request_id}/edit"))


OTHERS = ("second", "chair", "lead", "secretary", "secondee", "officer", "adviser", "observer")


def test_nobody_else_reads_who_asks(fresh_world: World) -> None:
    request_id = numbered(fresh_world, anonymity="members")
    save(fresh_world.as_("volunteer"), request_id, 1, problem="円安で対象が増えた。")
    ids = (fresh_world.companies["aoba"], fresh_world.people["volunteer"])
    traces = ("青葉", "Aoba", "石橋", *ids)
    paths = ("", "/edit", "/versions", "/versions/1", "/compare")
    for name in OTHERS:
        client = fresh_world.as_(name)
        for path in ("/requests", *(f"/requests/{request_id}{path}" for path in paths)):
            for page in (client.get(path), client.api(path)):
                assert page.status_code == 200, (name, path)
                assert not [trace for trace in traces if trace in page.text], (name, path)
        assert "ある会員企業" in client.get("/requests").text


def test_who_is_hidden_from_the_ministry_only_is_known_to_members(world: World) -> None:
    request_id = numbered(world, anonymity="authority")
    assert "青葉精工" in says(world.as_("second").get(f"/requests/{request_id}"))


def test_before_members_read_only_the_anonymity_officer_does(world: World) -> None:
    request_id = submitted(world, anonymity="members")
    status = {name: world.as_(name).get(f"/requests/{request_id}").status_code
              for name in ("officer", "secretary", "secondee", "chair", "volunteer")}  # fmt: skip
    assert status == {"officer": 200, "secretary": 404, "secondee": 404, "chair": 404,
                      "volunteer": 200}  # fmt: skip


def test_the_company_can_give_itself_away_in_no_later_version_or_note(world: World) -> None:
    request_id = numbered(world, anonymity="members")
    volunteer = world.as_("volunteer")
    assert save(volunteer, request_id, 1, problem=TELLING).status_code == 409
    told = save(volunteer, request_id, 1, problem="直した。", summary="青葉精工の指摘")
    assert told.status_code == 409
    refused = move(volunteer, request_id, "withdraw", note="青葉精工の都合による。")
    assert refused.status_code == 409
    assert row(world, request_id).latest == 1 and row(world, request_id).state == "reconciling"


def test_no_refusal_answers_whether_a_name_is_the_right_one(world: World) -> None:
    request_id = numbered(world, anonymity="members")
    lead = world.as_("lead")
    for base, name in enumerate(("青葉精工", "瑞雲電子"), start=1):
        assert save(lead, request_id, base, problem=f"{name}の例。").status_code == 303


def test_messages_name_neither_company_nor_title(sqlite_world: World) -> None:
    request_id = submitted(sqlite_world, anonymity="members")
    move(sqlite_world.as_("officer"), request_id, "return_to_draft", note="言い換えてください。")
    with sqlite_world.reading() as work:
        told = [repr(message.params) for message in work.db.exec(select(Message))]
    assert told
    assert not [one for one in told if "青葉" in one or "少額特例" in one]


def test_the_company_lifts_its_anonymity_and_nobody_else(world: World) -> None:
    request_id = numbered(world, anonymity="members")
    path = f"/requests/{request_id}/lift-anonymity"
    for name in ("second", "chair", "secretary", "officer"):
        answer = world.as_(name).post(path, anonymity="none", sure="on")
        assert answer.status_code == 409
    volunteer = world.as_("volunteer")
    assert volunteer.post(path, anonymity="none").status_code == 422
    assert volunteer.post(path, anonymity="members", sure="on").status_code == 422
    assert volunteer.post(path, anonymity="authority", sure="on").status_code == 303
    assert "青葉精工" in says(world.as_("second").get(f"/requests/{request_id}"))
    assert volunteer.post(path, anonymity="authority", sure="on").status_code == 422
    assert volunteer.post(path, anonymity="none", sure="on").status_code == 303
    assert volunteer.post(path, anonymity="none", sure="on").status_code == 409
