"""Something to be found, by some and not by others."""

from collections.abc import Callable, Iterable

import pytest

from foundation.actor import Actor
from search.audiences import MEMBERS, audiences_of
from search.index import put
from search.queries import Found, find
from world import World

Put = Callable[..., None]
Finds = Callable[..., list[str]]


@pytest.fixture
def enter(world: World) -> Put:
    """Make something findable: `enter("a", "title", "body", audience="members")`."""

    def enter_one(
        subject_id: str, title: str, body: str = "", audience: str | Iterable[str] = MEMBERS,
        kind: str = "request",
    ) -> None:  # fmt: skip
        with world.work("secretary") as work:
            put(work, kind=kind, subject_id=subject_id, audience=audience, title=title, body=body,
                link=f"/requests/{subject_id}")  # fmt: skip

    return enter_one


@pytest.fixture
def found(world: World) -> Callable[..., list[Found]]:
    """What a person finds."""

    def found_by(query: str, name: str = "second", limit: int = 20) -> list[Found]:
        with world.reading(name) as work:
            return find(work, query, audiences_of(work.actor), limit)

    return found_by


@pytest.fixture
def finds(found: Callable[..., list[Found]]) -> Finds:
    """Ids of what a person finds, best first."""
    return lambda query, *more, **options: [
        one.subject_id for one in found(query, *more, **options)
    ]


@pytest.fixture
def actor_of(world: World) -> Callable[[str], Actor]:
    def actor(name: str) -> Actor:
        with world.reading(name) as work:
            return work.actor

    return actor
