"""Two committees work on one request: one roll, and the chair of each signs."""

from datetime import date

import pytest
from sqlmodel import select

from committees.models import Seat
from deliberation_builder import consulted, position, seen, send, sent
from notifications.models import Message
from proposals.certificates.models import Certificate
from proposals.hosts.models import HostBody
from proposals.models import Consultation
from request_builder import move, row
from world import World, says

pytestmark = pytest.mark.databases("sqlite")

RECORD = {"outcome": "rough", "statement": "甲。", "weighed": "乙。"}


@pytest.fixture(autouse=True)
def a_chair_of_goods(world: World) -> None:
    """The outsider presides over the committee on goods, in which another company of the first
    committee has a seat as well."""
    with world.work() as work:
        for name, company, role in (("outsider", "outside", "chair"),
                                    ("second", "mizuho", "member")):  # fmt: skip
            work.db.add(
                Seat(id=work.id("seat"), body_id=world.bodies["goods"],
                     person_id=world.people[name], company_id=world.companies[company],
                     role=role, voting=True, starts=date(2026, 4, 1))
            )  # fmt: skip


def invited(world: World, request_id: str) -> str:
    sent(world, "chair", f"/requests/{request_id}/hosts", body=world.bodies["goods"],
         reason="貨物にもかかわるため。")  # fmt: skip
    with world.reading() as work:
        return work.db.exec(select(HostBody.id)).one()


def joined(world: World) -> str:
    request_id = consulted(world)
    one = invited(world, request_id)
    sent(world, "outsider", f"/requests/{request_id}/hosts/{one}/answer", answer="accepted")
    return request_id


def test_who_invites_and_who_answers(world: World) -> None:
    request_id = consulted(world)
    path, goods = f"/requests/{request_id}/hosts", world.bodies["goods"]
    for name in ("second", "outsider", "volunteer"):
        assert send(world, name, path, body=goods, reason="甲").status_code == 409
    own = send(world, "chair", path, body=world.bodies["regulations"], reason="甲")
    assert own.status_code == 422
    one = invited(world, request_id)
    assert send(world, "chair", path, body=goods, reason="再び").status_code == 422
    with world.reading() as work:
        told = work.db.exec(
            select(Message.person_id).where(Message.text_key == "mail.host_invited")
        ).all()
    assert told == [world.people["outsider"]]
    for name in ("chair", "second", "secretary"):
        refused = send(world, name, f"{path}/{one}/answer", answer="accepted")
        assert refused.status_code == 409
    sent(world, "outsider", f"{path}/{one}/answer", answer="declined")
    assert send(world, "outsider", f"{path}/{one}/answer", answer="accepted").status_code == 409


def test_the_roll_is_the_union_and_each_company_is_asked_once(world: World) -> None:
    request_id = consulted(world)
    refused = send(world, "outsider", f"/requests/{request_id}/position", value="support")
    assert refused.status_code == 409
    one = invited(world, request_id)
    sent(world, "outsider", f"/requests/{request_id}/hosts/{one}/answer", answer="accepted")
    with world.reading() as work:
        asked = work.db.exec(select(Consultation)).one().company_ids
    assert sorted(asked) == sorted(world.companies.values())
    assert len(asked) == len(set(asked))
    position(world, "outsider", request_id, "support")


def test_the_call_is_made_by_the_last_chair(world: World) -> None:
    request_id = joined(world)
    assert move(world.as_("outsider"), request_id, "close_consultation").status_code == 303
    first = world.as_("chair")
    assert "署名しました" in says(first.follow(move(first, request_id, "call_consensus")))
    assert row(world, request_id).state == "reconciling"
    assert seen(world, "chair", request_id)["hosts"]["awaited"] == ["貨物・技術専門委員会"]
    again = move(world.as_("chair"), request_id, "call_consensus")
    assert again.status_code == 303 and row(world, request_id).state == "reconciling"
    assert move(world.as_("outsider"), request_id, "call_consensus").status_code == 303
    assert row(world, request_id).state == "consensus_check"


@pytest.mark.databases("sqlite", "postgres")
def test_the_record_is_certified_with_the_last_signature(world: World) -> None:
    request_id = joined(world)
    move(world.as_("chair"), request_id, "close_consultation")
    for name in ("chair", "outsider"):
        move(world.as_(name), request_id, "call_consensus")
    sent(world, "chair", f"/requests/{request_id}/consensus", **RECORD)
    refused = move(world.as_("chair"), request_id, "approve")
    assert refused.status_code == 409 and "署名していない委員会が1" in says(refused)
    with world.reading() as work:
        assert not work.db.exec(select(Certificate)).all()
    record = seen(world, "outsider", request_id)["hosts"]["record"]
    path = f"/requests/{request_id}/consensus/{record}/signature"
    for name in ("chair", "second"):
        assert send(world, name, path).status_code == 409
    sent(world, "outsider", path)
    with world.reading() as work:
        content = work.db.exec(select(Certificate)).one().content
    assert {one["body"]["ja"] for one in content["chairs"]} == {
        "許可手続分科会", "貨物・技術専門委員会",
    }  # fmt: skip
    assert len(content["roll"]) == 6
    assert move(world.as_("outsider"), request_id, "approve").status_code == 303
