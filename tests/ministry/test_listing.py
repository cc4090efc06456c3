"""Which items a list shows, and in which order."""

from datetime import date
from typing import Any

import pytest

from ministry.listing import Counted, Head, Reader, Show, Sort, Wanted, arranged, sift
from ministry.models import Handling
from submissions.release_store import Letter, Progress

TODAY = date(2026, 11, 23)
READER = Reader("shiraishi", "control", TODAY)


def counted(title: str, *, points: int = 2, answered: int = 0, **more: Any) -> Counted:
    facts = {
        "number": "8安セ調(提)第1号", "day": TODAY, "outcomes": (), "held": None, "received": None,
    } | more
    held = Handling(item_id=title, **facts["held"]) if facts["held"] is not None else None
    return Counted(
        Head(title, "l", 1, "委", "C", "procedure", title, "", '["輸出令別表第１の９の項（７）"]'),
        Letter(id="l", number=facts["number"], title_ja="要望書", addressee="", sender="",
               released_day=facts["day"]),
        points, answered, frozenset(facts["outcomes"]), held,
        Progress(item_id=title, received_day=facts["received"]),
    )  # fmt: skip


EVERYTHING = [
    counted("届いたまま"),
    counted("受領済み", received=TODAY),
    counted("自分に", held={"official_id": "shiraishi", "due_day": date(2026, 11, 30)}),
    counted("課に", held={"section_id": "control", "due_day": date(2026, 11, 22)}, answered=1,
            outcomes=("under_study",)),
    counted("課の他の人に", held={"section_id": "control", "official_id": "sonoda"}),
    counted("済み", answered=2, outcomes=("adopted",), number="29貿情セ調(経提)第4号",
            day=date(2026, 3, 31), held={"due_day": date(2026, 1, 1)}),
]  # fmt: skip


@pytest.mark.parametrize(
    ("wanted", "titles"),
    [
        (Wanted(), ["届いたまま", "受領済み", "自分に", "課に", "課の他の人に", "済み"]),
        (Wanted(show=Show.ANSWERED), ["済み"]),
        (Wanted(show=Show.NEW), ["届いたまま", "自分に", "課の他の人に"]),
        (Wanted(show=Show.MINE), ["自分に", "課に"]),
        (Wanted(show=Show.OVERDUE), ["課に"]),
        (Wanted(outcome="under_study"), ["課に"]),
        (Wanted(section_id="control"), ["課に", "課の他の人に"]),
        (Wanted(year=2025), ["済み"]),
        (Wanted(number="第4号"), ["済み"]),
        (Wanted(provision="輸出令別表第1の9の項(7)", show=Show.ANSWERED), ["済み"]),
        (Wanted(provision="輸出令別表第1の10の項"), []),
    ],
)
def test_a_list_shows_what_is_wanted(wanted: Wanted, titles: list[str]) -> None:
    found = sift(EVERYTHING, wanted, READER)
    assert [one.item.title_ja for one in found] == titles


@pytest.mark.parametrize(
    ("sort", "first", "last"),
    [
        (Sort.LETTER, "届いたまま", "済み"),
        (Sort.DUE, "課に", "済み"),
        (Sort.OPEN, "届いたまま", "済み"),
        (Sort.TITLE, "受領済み", "課の他の人に"),
    ],
)
def test_a_list_is_arranged(sort: Sort, first: str, last: str) -> None:
    titles = [one.item.title_ja for one in arranged(EVERYTHING, sort)]
    if sort is Sort.TITLE:
        assert titles == sorted(titles)
    else:
        assert (titles[0], titles[-1]) == (first, last)
