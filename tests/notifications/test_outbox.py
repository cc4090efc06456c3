"""Who is told what, and who is not."""

import pytest
from sqlmodel import select

from foundation.work import Work
from notifications.models import Message
from notifications.outbox import tell
from world import World


def tell_of_vote(work: Work, world: World, *names: str, title: str = "少額特例") -> None:
    people = [world.people[name] for name in names]
    tell(work, people, "mail.vote_open", "/ballots/b", title=title)


def told(world: World) -> list[str]:
    with world.reading() as work:
        names = {id: name for name, id in world.people.items()}
        return sorted(names[row.person_id] for row in work.db.exec(select(Message)))


def test_everybody_named_gets_one_message(world: World) -> None:
    with world.work("chair") as work:
        tell_of_vote(work, world, "second", "third", "second")
    assert told(world) == ["second", "third"]


def test_nobody_is_told_of_their_own_act(world: World) -> None:
    with world.work("chair") as work:
        tell_of_vote(work, world, "chair", "second")
    assert told(world) == ["second"]


def test_the_same_thing_waits_once_and_another_thing_beside_it(world: World) -> None:
    for title in ("少額特例", "少額特例", "包括許可"):
        with world.work("chair") as work:
            tell_of_vote(work, world, "second", title=title)
    assert told(world) == ["second", "second"]


def test_what_was_sent_can_be_told_again(world: World) -> None:
    for _ in range(2):
        with world.work("chair") as work:
            tell_of_vote(work, world, "second")
            for row in work.db.exec(select(Message)):
                row.sent_at = work.now
    assert told(world) == ["second", "second"]


def test_nothing_is_told_when_the_change_is_taken_back(world: World) -> None:
    with pytest.raises(ZeroDivisionError), world.work("chair") as work:
        tell_of_vote(work, world, "second")
        raise ZeroDivisionError
    assert told(world) == []


@pytest.mark.parametrize("link", ["https://elsewhere.example", "//elsewhere.example", ""])
def test_a_link_never_leaves_our_pages(world: World, link: str) -> None:
    with world.work("chair") as work, pytest.raises(ValueError, match="local"):
        tell(work, [world.people["second"]], "mail.vote_open", link)


def test_what_has_no_words_is_refused_at_once(world: World) -> None:
    with world.work("chair") as work, pytest.raises(TypeError, match="title"):
        tell(work, [world.people["second"]], "mail.vote_open", "/x", title=["a", "list"])
