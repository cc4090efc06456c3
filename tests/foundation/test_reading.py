"""Within one reading session a question is asked once."""

from pathlib import Path

from sqlmodel import Session

from foundation.database import Database
from foundation.reading import asked_once, know

ASKED: list[object] = []


@asked_once
def answer(db: Session, about: object, lang: str = "ja") -> list[object]:
    ASKED.append(about)
    return [about, lang]


def test_a_reading_session_keeps_answers_and_a_writing_one_does_not(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/goi.db")
    row, like_it = {"id": 1}, {"id": 1}
    with database.reading() as db:
        assert answer(db, "a") is answer(db, "a")
        assert answer(db, "b") == ["b", "ja"]
        assert answer(db, "b", lang="en") == ["b", "en"]
        assert answer(db, (row, "a")) is answer(db, (row, "a"))
        # Of two things that are only alike each has its own answer.
        assert answer(db, like_it)[0] is like_it
        assert answer(db, row)[0] is row
    assert ASKED == ["a", "b", "b", (row, "a"), like_it, row]
    with database.reading() as other:
        answer(other, "a")
    with database.writing() as db:
        assert answer(db, "a") is not answer(db, "a")
    assert ASKED[6:] == ["a", "a", "a"]
    with database.reading() as db:
        know(db, answer, {"of many": ["known"]})
        assert answer(db, "of many") == ["known"]
    with database.writing() as db:
        know(db, answer, {"of many": ["known"]})
        assert answer(db, "of many") == ["of many", "ja"]
    assert ASKED[9:] == ["of many"]
    database.dispose()
