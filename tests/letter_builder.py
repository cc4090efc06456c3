"""Letters as they lie in the release store, for tests of METI's desk."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from submissions.release_store import Item, Letter, Point, Section, make_findable
from world import World

DAY = date(2026, 11, 23)


def a_letter(
    world: World, number: str = "8安セ調(提)第1号", day: date = DAY, **titles: Iterable[str]
) -> dict[str, str]:
    """A letter of items, each given by its title and its points; answers their ids by title."""
    new = world.chance.id
    letter_id, ids = new("id/letter"), {}
    with world.release.writing() as db:
        db.add(
            Letter(
                id=letter_id, number=number, title_ja="要望書", addressee="経済産業省 御中",
                sender="安全保障輸出管理センター", released_day=day,
            )
        )  # fmt: skip
        db.flush()
        for place, (title, points) in enumerate(titles.items(), 1):
            ids[title] = new("id/item")
            item = _item(ids[title], letter_id, place, title)
            db.add(item)
            db.flush()
            make_findable(db, item, number)
            for number_of_point, text in enumerate(points, 1):
                db.add(
                    Point(
                        id=new("id/point"), item_id=ids[title], number=number_of_point, text=text
                    )
                )  # fmt: skip
    return ids


def _item(item_id: str, letter_id: str, place: int, title: str, **more: Any) -> Item:
    facts = {
        "legal_references": ["輸出令別表第１の９の項(1)"], "sections": {"request": "(1) 甲。"},
        "html": {"request": "<p>(1) 甲。</p>"}, "minority": [], "support": {},
    }  # fmt: skip
    return Item(
        id=item_id, letter_id=letter_id, place=place, committee_ja="制度専門委員会",
        committee_en="Committee on Regulations", kind="procedure", novelty="new", title_ja=title,
        **(facts | more),
    )  # fmt: skip


def a_section(world: World, ja: str = "安全保障貿易管理課", en: str = "Control") -> str:
    """A section of the ministry; answers its id."""
    section_id = world.chance.id("id/section")
    with world.release.writing() as db:
        db.add(Section(id=section_id, name_ja=ja, name_en=en))
    return section_id


def points_of(world: World, item_id: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = world.at_desk().api(f"/items/{item_id}").json()["points"]
    return found
