"""The invented letters stand in both stores, and nothing has to be brought over twice."""

from datetime import date

from sqlmodel import select

from foundation.journal import JournalEntry, verify
from goi.demo.requests import proposals
from proposals.models import PointReply, Request
from submissions import models
from submissions.answers import collect
from submissions.delivery import deliver_pending
from submissions.release_store import Item, Letter, Point, Reply
from world import World

ANONYMOUS = next(one for one in proposals() if one["id"] == "R07-GDT-004")


def test_each_letter_left_on_its_day(demo: World) -> None:
    with demo.release.reading() as desk:
        letters = {row.number: row.released_day for row in desk.exec(select(Letter)).all()}
    assert letters == {
        "7安セ調(提)第4号": date(2025, 10, 27), "7安セ調(提)第6号": date(2025, 11, 10),
        "8安セ調(提)第1号": date(2026, 7, 15), "8安セ調(提)第3号": date(2026, 10, 26),
    }  # fmt: skip


def test_the_anonymous_one_left_in_the_text_that_was_agreed(demo: World) -> None:
    with demo.release.reading() as desk:
        item = desk.exec(select(Item).where(Item.title_ja == ANONYMOUS["title_ja"])).one()
    assert item.asked_by == ""
    told = "\n".join(item.sections.values())
    for span in ANONYMOUS["anonymity"]["identifying_spans"]:
        assert span["text"] not in told and span["replacement_ja"] in told


def test_the_desk_holds_the_answers_that_members_read(demo: World) -> None:
    main, release = demo.main, demo.release
    with main.reading() as db:
        ours = sorted(
            (row.asked, row.outcome, row.text, row.replied_day)
            for row in db.exec(select(PointReply)).all()
        )
    with release.reading() as desk:
        rows = desk.exec(select(Point, Reply).join(Reply, Reply.point_id == Point.id)).all()
    theirs = sorted(
        (point.text, reply.outcome, reply.text, reply.replied_day.isoformat())
        for point, reply in rows
    )
    assert ours and ours == theirs


def test_carrying_and_collecting_find_nothing_to_do(demo: World) -> None:
    main, release = demo.main, demo.release
    with main.reading() as db:
        before = {row.id: row.state for row in db.exec(select(Request)).all()}
    assert deliver_pending(main, release, demo.clock) == 0
    assert collect(main, release, demo.clock, demo.chance) == 0
    with main.reading() as db:
        assert {row.id: row.state for row in db.exec(select(Request)).all()} == before
        assert list(verify(db, JournalEntry)) == []


def test_the_next_letter_gets_the_next_number(demo: World) -> None:
    with demo.main.reading() as db:
        serials = db.exec(
            select(models.Letter.serial).where(models.Letter.fiscal_year == 2026)
        ).all()
    assert sorted(serials) == [1, 3]
