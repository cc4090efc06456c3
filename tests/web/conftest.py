"""The tiny application: `tiny` on SQLite, `tiny_stored` on each kind of database."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from jinja2 import ChoiceLoader, FileSystemLoader

from foundation.database import Database
from tiny_site import TinyWorld
from web import render


@pytest.fixture
def tiny(tmp_path: Path, tiny_templates: None) -> Iterator[TinyWorld]:
    """For what happens before and after the store."""
    settled = TinyWorld(Database(f"sqlite:///{tmp_path / 'tiny.db'}"))
    yield settled
    settled.database.dispose()


@pytest.fixture
def tiny_stored(database_url: str, tiny_templates: None) -> Iterator[TinyWorld]:
    """For what is kept, and how."""
    settled = TinyWorld(Database(database_url.replace("postgresql:", "postgresql+psycopg:")))
    yield settled
    settled.database.dispose()


@pytest.fixture
def tiny_templates(monkeypatch: pytest.MonkeyPatch) -> None:
    """The tiny application's pages beside the product's."""
    own = FileSystemLoader(Path(__file__).parent / "templates")
    environment = render.environment()
    monkeypatch.setattr(environment, "loader", ChoiceLoader([own, environment.loader]))
