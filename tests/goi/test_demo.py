"""The whole demonstration: loaded on both databases, every page of it can be read."""

import json
from importlib.resources import files
from typing import Any

import pytest
from sqlalchemy import text
from sqlmodel import func, select
from starlette.routing import Mount

from committees.models import Body
from crawling import crawl
from demo_world import parts_of
from goi.demo.loading import is_empty
from goi.demo.requests import proposals
from goi.demo.story import STORY
from goi.journal import verify
from goi.server import DESK_PREFIX
from goi.worker import run_once
from identity.models import Company, Person, Size
from proposals.models import PointReply, Request
from submissions import models, release_store
from web.application import build
from world import Client, World

MEMBERS = [part.part for part in STORY if part.part != "meti"]
REPLIES = 12


def organisation() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(
        files("goi.demo").joinpath("data/organisation.json").read_text("utf-8")
    )
    return found


def count(store: Any, *tables: Any) -> list[int]:
    with store.reading() as db:
        return [db.exec(select(func.count()).select_from(table)).one() for table in tables]


def test_everything_of_the_data_is_there(demo: World) -> None:
    assert not is_empty(demo.main)
    assert count(demo.main, Company, Person, Body, Request) == [491, 120, 9 + 21, 25]
    with demo.main.reading() as db:
        states = {row.title_ja: row.state for row in db.exec(select(Request))}
        sizes = set(db.exec(select(Company.size)))
    assert states == {one["title_ja"]: one["state"] for one in proposals()}
    assert sizes == set(Size)


def test_letters_and_replies_are_in_both_stores(demo: World) -> None:
    theirs = release_store
    assert count(demo.release, theirs.Letter, theirs.Item, theirs.Reply) == [4, 7, REPLIES]
    assert count(demo.main, models.Letter, PointReply) == [4, REPLIES]
    with demo.main.reading() as db:
        assert all(row.delivered_at for row in db.exec(select(models.Letter)))


def test_both_journals_are_whole(demo: World) -> None:
    assert verify(demo.main, demo.release) == []


def test_the_worker_finds_nothing_to_bring_and_nobody_to_tell_of_the_past(demo: World) -> None:
    before = count(demo.main, PointReply, models.Letter)
    assert run_once(parts_of(demo)) == {}
    assert count(demo.main, PointReply, models.Letter) == before
    assert demo.mails() == []


def names_of(company: dict[str, Any]) -> set[str]:
    """Everything a company could be known by."""
    found = {company[name] for name in ("name_ja", "name_en", "short_ja", "domain",
                                        "corporate_number", "securities_code")}  # fmt: skip
    for several in ("aliases", "former_names", "brands", "sites"):
        found |= set(company[several])
    return {name for name in found if name}


def hidden_companies() -> list[dict[str, Any]]:
    asking = {
        one["submitter"]["company_id"] for one in proposals()
        if one["anonymity"]["wish"] != "none"
    }  # fmt: skip
    return [company for company in organisation()["companies"] if company["id"] in asking]


def everything_written(world: World) -> bytes:
    """Every byte of the release store: the files themselves, or every row of every table."""
    if world.main.is_sqlite:
        folder = world.settings.data_dir
        return b"".join(file.read_bytes() for file in folder.glob("release-goi.db*"))
    with world.release.reading() as db:
        connection = db.connection()
        tables = connection.execute(
            text("SELECT tablename FROM pg_tables WHERE schemaname = 'release'")
        ).scalars().all()  # fmt: skip
        rows = [
            connection.execute(text(f'SELECT t::text FROM release."{table}" t')).scalars().all()
            for table in tables
        ]
    return json.dumps([list(one) for one in rows], ensure_ascii=False).encode()


def test_no_hidden_company_is_anywhere_in_the_release_store(demo: World) -> None:
    written = everything_written(demo)
    assert "バルブ".encode() in written or "弁".encode() in written  # their request is there
    assert len(hidden_companies()) == 6  # one of them asks twice
    found = {name for company in hidden_companies() for name in names_of(company)
             if name.encode() in written}  # fmt: skip
    assert found == set()


def test_nor_any_id_of_a_company_a_person_or_a_request(demo: World) -> None:
    written = everything_written(demo)
    with demo.main.reading() as db:
        ids = [row for table in (Company, Person, Request) for row in db.exec(select(table.id))]
    assert len(ids) == 491 + 120 + 25
    assert [one for one in ids if one.encode() in written] == []


@pytest.mark.parametrize("part", MEMBERS)
def test_every_link_of_every_page_leads_somewhere(demo: World, part: str) -> None:
    found = crawl(demo.as_(part), of_a_shape=6 if demo.main.is_sqlite else 1)
    assert found.broken == []
    assert {"/", "/requests", "/requests/*", "/committees/*", "/companies/*"} <= found.shapes
    assert {"/submissions", "/submissions/*", "/help"} <= found.shapes
    assert ("/reviews/*" in found.shapes) == part.endswith("_officer")


def test_every_link_of_the_desk_leads_somewhere(demo: World) -> None:
    found = crawl(demo.at_desk("meti"), of_a_shape=30)
    assert found.broken == []
    assert {"/", "/letters/*", "/items/*"} <= found.shapes


def test_every_link_leads_somewhere_before_anybody_signs_in(demo: World) -> None:
    both = build(demo.site, [Mount(DESK_PREFIX, app=build(demo.desk_site))])
    found = crawl(Client(both), of_a_shape=12)
    assert found.broken == []
    assert {"/", "/sign-in", "/ministry/sign-in", "/help", "/demo/mailbox"} <= found.shapes
