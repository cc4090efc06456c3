"""The database goes away or is busy in mid-request: words, when to try again, nothing half done."""

import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from foundation import database
from foundation.database import Database
from tiny_site import TinyWorld
from world import says


def kill_the_others(store: Database) -> None:
    """From another connection, as an administrator would."""
    url = store.url.render_as_string(hide_password=False)
    other = Database(url)
    with other.engine.connect().execution_options(goi_writing=False) as connection:
        connection.execute(
            text(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        )
    other.dispose()


@pytest.fixture
def on_postgres(postgres_url: str, tiny_templates: None) -> Iterator[TinyWorld]:
    settled = TinyWorld(Database(postgres_url.replace("postgresql:", "postgresql+psycopg:")))
    yield settled
    settled.database.dispose()


@pytest.mark.postgres
def test_a_connection_lost_in_mid_request(on_postgres: TinyWorld) -> None:
    anna = on_postgres.as_("anna")
    on_postgres.tools["pause"] = lambda: kill_the_others(on_postgres.database)

    answer = anna.post("/", title="half", headers={"Accept-Language": "en"})

    assert answer.status_code == 503 and answer.headers["retry-after"] == "5"
    assert "nothing was changed" in says(answer)
    assert on_postgres.notes() == []


@pytest.mark.postgres
def test_over_the_api_too_and_the_next_try_succeeds(on_postgres: TinyWorld) -> None:
    anna = on_postgres.as_("anna")
    on_postgres.tools["pause"] = lambda: kill_the_others(on_postgres.database)
    answer = anna.api("/", {"title": "a"}, once="tried-again")
    assert answer.status_code == 503 and answer.headers["retry-after"] == "5"
    assert answer.json()["type"] == "/problems/unavailable"

    on_postgres.tools["pause"] = lambda: None
    assert anna.api("/", {"title": "a"}, once="tried-again").status_code == 201
    assert [note.title for note in on_postgres.notes()] == ["a"]


@pytest.mark.postgres
def test_connections_that_died_between_requests_are_not_noticed(on_postgres: TinyWorld) -> None:
    anna = on_postgres.as_("anna")
    assert anna.get("/").status_code == 200
    kill_the_others(on_postgres.database)
    assert anna.get("/").status_code == 200
    assert anna.post("/", title="a").status_code == 303


@pytest.fixture
def short_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "BUSY_TIMEOUT_MS", 50)


@pytest.fixture
def on_sqlite(short_patience: None, tiny: TinyWorld) -> TinyWorld:
    return tiny


@pytest.fixture
def another_writer(on_sqlite: TinyWorld, tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """Somebody who has begun to write and does not end."""
    other = sqlite3.connect(tmp_path / "tiny.db", isolation_level=None)
    yield other
    other.close()


def test_another_process_holds_the_writer(
    on_sqlite: TinyWorld, another_writer: sqlite3.Connection
) -> None:
    anna = on_sqlite.as_("anna")
    another_writer.execute("BEGIN IMMEDIATE")

    answer = anna.post("/", title="a", once="tried-again", headers={"Accept-Language": "en"})

    assert answer.status_code == 503 and answer.headers["retry-after"] == "5"
    assert "nothing was changed" in says(answer) and on_sqlite.notes() == []
    another_writer.execute("ROLLBACK")
    assert anna.post("/", title="a", once="tried-again").status_code == 303


def test_reading_goes_on_beside_a_writer(
    on_sqlite: TinyWorld, another_writer: sqlite3.Connection
) -> None:
    anna = on_sqlite.as_("anna")
    on_sqlite.clock.forward(minutes=5)  # the session would be noted as in use
    another_writer.execute("BEGIN IMMEDIATE")
    assert anna.get("/").status_code == 200


def test_another_thread_holds_the_writer(on_sqlite: TinyWorld) -> None:
    inside, go_on = threading.Event(), threading.Event()

    def pause() -> None:
        inside.set()
        go_on.wait(10)

    anna, bert = on_sqlite.as_("anna"), on_sqlite.as_("bert")
    on_sqlite.tools["pause"] = pause
    first = threading.Thread(target=lambda: anna.post("/", title="a"))
    first.start()
    assert inside.wait(10)
    assert bert.post("/", title="b").status_code == 503
    go_on.set()
    first.join()
    assert [note.title for note in on_sqlite.notes()] == ["a"]


def test_a_store_that_cannot_be_opened(tiny: TinyWorld, tmp_path: Path) -> None:
    anna = tiny.as_("anna")
    tiny.database.dispose()
    (tmp_path / "tiny.db").rename(tmp_path / "elsewhere.db")
    (tmp_path / "tiny.db").mkdir()
    answer = anna.get("/")
    assert answer.status_code == 503 and "<h1>" in answer.text
