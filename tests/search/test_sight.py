"""What is found is what one may see."""

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from foundation.actor import Actor
from foundation.folding import fold, settled
from search import audiences
from search.audiences import ANONYMITY_OFFICERS, MEMBERS, SECRETARIAT, audiences_of
from search.index import put
from search.queries import find, terms
from world import PEOPLE, World

Enter = Callable[..., None]
Finds = Callable[..., list[str]]


def test_each_finds_what_is_for_them(world: World, enter: Enter, finds: Finds) -> None:
    company, body = audiences.company, audiences.body
    enter("for all", "要望", audience=MEMBERS)
    enter("of aoba", "要望", audience=company(world.companies["aoba"]))
    enter("of goods", "要望", audience=body(world.bodies["goods"]))
    enter("office", "要望", audience=SECRETARIAT)
    enter("sealed", "要望", audience=ANONYMITY_OFFICERS)
    enter("nobody", "要望", audience=[])
    seen = {name: set(finds("要望", name)) for name in PEOPLE}
    assert seen["volunteer"] == {"for all", "of aoba"}
    assert seen["second"] == {"for all"}
    assert seen["outsider"] == {"for all", "of goods"}
    assert seen["secretary"] == seen["secondee"] == {"for all", "office"}
    assert seen["officer"] == {"for all", "office", "sealed"}
    assert seen["adviser"] == seen["observer"] == {"for all"}
    assert seen["meti_attendee"] == set()


def test_an_entry_of_several_audiences_is_found_once(
    world: World, enter: Enter, finds: Finds
) -> None:
    own = audiences.company(world.companies["aoba"])
    enter("a", "要望", audience=[own, SECRETARIAT, MEMBERS])
    assert finds("要望", "volunteer") == ["a"]
    assert finds("要望", "secretary") == ["a"]


def test_a_narrower_audience_hides_what_was_open(
    world: World, enter: Enter, finds: Finds
) -> None:
    enter("a", "要望", audience=MEMBERS)
    enter("a", "要望", audience=SECRETARIAT)
    assert finds("要望", "second") == []


def test_a_secondee_holds_no_token_of_the_company_that_pays_them(
    world: World, actor_of: Callable[[str], Actor]
) -> None:
    held = audiences_of(actor_of("secondee"))
    assert not any(token.startswith("company:") for token in held)


TOKENS = st.sampled_from([MEMBERS, SECRETARIAT, "company:a", "company:b", "body:x"])
TEXT = st.text("投票委員会ABabｱﾞア 　-1１㈱", max_size=12)
ENTRY = st.tuples(TEXT, TEXT, st.sets(TOKENS, max_size=3))


@pytest.mark.slow
@settings(
    max_examples=60, deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
@given(entries=st.lists(ENTRY, max_size=6), query=TEXT, held=st.sets(TOKENS, max_size=3))
def test_found_is_exactly_what_holds_all_terms_and_a_token_of_the_reader(
    world: World, entries: list, query: str, held: set[str]
) -> None:
    class TakenBack(Exception):
        pass

    with pytest.raises(TakenBack), world.work("secretary") as work:
        for number, (title, body, audience) in enumerate(entries):
            put(work, kind="request", subject_id=str(number), audience=audience, title=title,
                body=body, link="/x")  # fmt: skip
        answer = {one.subject_id for one in find(work, query, held, 50)}
        wanted = {
            str(number)
            for number, (title, body, audience) in enumerate(entries)
            if terms(query) and audience & held and all(
                any(term in fold(settled(text)) for text in (title, body))
                for term in terms(query)
            )
        }
        assert answer == wanted
        raise TakenBack
