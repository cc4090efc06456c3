"""Drafters of the same legal item are told so, and nothing about each other."""

import json

import pytest
from sqlmodel import select

from notifications.models import Message
from proposals.same_items.items import items, shared, written
from proposals.same_items.telling import tell_same_items
from request_builder import draft, numbered
from world import COMPANIES, PEOPLE, World

pytestmark = pytest.mark.databases("sqlite")

SAME = [
    ("外為法第48条第1項", "外国為替及び外国貿易法第四十八条第一項", "外為法第48条第1項"),
    ("輸出令別表第1の7の項(1)", "輸出貿易管理令別表第一の七の項（１）", "輸出令別表7の項(1)"),
    ("7の項(1)", "輸出令別表第1の7の項", "輸出令別表7の項"),
    ("輸出令別表第1の3の2の項(2)", "3の2の項(2)", "輸出令別表3の2の項(2)"),
    ("貨物等省令第5条第2号", "貨物等省令第5条", "貨物等省令第5条"),
    ("輸出令第4条第1項第5号、外為法第55条の10", "外為法第五十五条の十", "外為法第55条の10"),
]
APART = [
    ("外為法第48条", "外為法第25条"),
    ("輸出令別表第1の3の項(2)", "輸出令別表第1の3の2の項(2)"),
    ("外為令別表7の項", "輸出令別表第1の7の項"),
    ("第6条第1号", "貨物等省令第6条第1号"),
    ("", "外為法第48条"),
]


@pytest.mark.parametrize(("one", "other", "item"), SAME)
def test_the_same_item_is_known_however_it_is_written(one: str, other: str, item: str) -> None:
    found = shared(items([one]), items([other]))
    assert found is not None and written(found) == item


@pytest.mark.parametrize(("one", "other"), APART)
def test_other_items_are_told_apart(one: str, other: str) -> None:
    assert shared(items([one]), items([other])) is None


def told(world: World, key: str) -> dict[str, dict]:
    names = {person: name for name, person in world.people.items()}
    with world.reading() as work:
        rows = work.db.exec(select(Message).where(Message.text_key == key)).all()
        return {names[row.person_id]: row.params for row in rows}


def run(world: World, days: int = 1) -> int:
    world.clock.forward(days=days)
    with world.work() as work:
        return tell_same_items(work)


ITEM = {"legal_references": "輸出令別表第1の7の項(1)"}


@pytest.mark.databases("sqlite", "postgres")
def test_both_drafters_and_the_secretariat_are_told_once_and_not_on_the_day(world: World) -> None:
    draft(world, "volunteer", **ITEM)
    draft(world, "third", body=world.bodies["regulations"], legal_references="7の項")
    assert run(world, 0) == 0
    assert (run(world), run(world)) == (1, 0)
    where = {"ja": "制度専門委員会", "en": "Committee on Regulations"}
    assert told(world, "mail.same_item") == {
        name: {"item": "輸出令別表7の項", "body": where} for name in ("volunteer", "third")
    }
    kept = told(world, "mail.same_item_kept")
    assert "secretary" in kept and not kept.keys() & {"chair", "lead", "second"}


def test_a_body_of_few_companies_is_not_named(world: World) -> None:
    draft(world, "volunteer", **ITEM)
    draft(world, "outsider", body=world.bodies["goods"], **ITEM)
    assert run(world) == 1
    assert told(world, "mail.same_item")["volunteer"]["body"]["ja"] == "別の委員会"


@pytest.mark.parametrize("anonymity", ["none", "authority", "members"])
def test_no_message_tells_of_the_other_draft_more_than_its_item(
    world: World, anonymity: str
) -> None:
    draft(world, "volunteer", anonymity=anonymity, title_ja="ひみつの件名", **ITEM)
    numbered(world, "third", body=world.bodies["regulations"], **ITEM)
    assert run(world) == 1
    sent = told(world, "mail.same_item") | told(world, "mail.same_item_kept")
    everything = json.dumps(list(sent.values()), ensure_ascii=False)
    hidden = ["ひみつの件名", *(one.short_ja for one in COMPANIES.values()),
              *(one.name_ja for one in PEOPLE.values())]  # fmt: skip
    assert not [word for word in hidden if word in everything]
    kept = set(told(world, "mail.same_item_kept"))
    if anonymity == "members":
        assert kept == {"officer"}
    else:
        assert {"secretary", "secondee"} <= kept


def test_one_company_is_not_told_of_itself(world: World) -> None:
    draft(world, "volunteer", **ITEM)
    draft(world, "representative", body=world.bodies["regulations"], **ITEM)
    assert run(world) == 0
