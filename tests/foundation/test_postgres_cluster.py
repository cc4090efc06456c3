"""The databases tests are given are the right kind, empty, and apart from each other."""

import pytest
from sqlalchemy import create_engine, inspect, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import OperationalError

from postgres_cluster import PostgresCluster, drop_database, fresh_database


def test_a_test_is_given_an_empty_database_it_can_write_to(database_url: str) -> None:
    engine = create_engine(database_url)
    assert inspect(engine).get_table_names() == []

    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE words (word TEXT)"))
        connection.execute(text("INSERT INTO words VALUES ('合意')"))
    with engine.connect() as connection:
        assert connection.execute(text("SELECT word FROM words")).scalar() == "合意"
    engine.dispose()


@pytest.mark.postgres
def test_a_copy_has_what_its_template_had_and_changes_nothing_there(
    postgres_cluster: PostgresCluster,
) -> None:
    original = fresh_database(postgres_cluster)
    _execute(original, "CREATE TABLE words (word TEXT)")

    copy = fresh_database(postgres_cluster, template=str(make_url(original).database))
    _execute(copy, "DROP TABLE words")

    _execute(original, "SELECT word FROM words")


@pytest.mark.postgres
def test_a_dropped_database_is_gone_although_somebody_was_using_it(
    postgres_cluster: PostgresCluster,
) -> None:
    url = fresh_database(postgres_cluster)
    engine = create_engine(url)
    with engine.connect() as connection:
        connection.execute(text("SELECT 1"))
        drop_database(postgres_cluster, url)
        connection.invalidate()

    with pytest.raises(OperationalError, match="does not exist"):
        _execute(url, "SELECT 1")
    engine.dispose()


def test_text_sorts_by_code_point_as_on_sqlite(database_url: str) -> None:
    engine = create_engine(database_url)
    words = "SELECT 'b' AS word UNION SELECT 'A' UNION SELECT 'a' UNION SELECT 'B' ORDER BY word"
    with engine.connect() as connection:
        assert connection.execute(text(words)).scalars().all() == ["A", "B", "a", "b"]
    engine.dispose()


def _execute(url: str, statement: str) -> None:
    engine = create_engine(url)
    try:
        with engine.begin() as connection:
            connection.execute(text(statement))
    finally:
        engine.dispose()
