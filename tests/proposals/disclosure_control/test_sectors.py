"""From the numbers that are shown, no company can be told."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as some

from foundation.columns import canonical
from proposals.disclosure_control import K
from proposals.disclosure_control.sectors import table

WORDS = some.sampled_from(["support", "object", "silent"])
ROLLS = some.lists(some.tuples(WORDS, some.sampled_from("abcd")), max_size=24)


def told(rows: list[tuple[str, str]]):
    words = {f"c{n}": word for n, (word, _) in enumerate(rows)}
    sectors = {f"c{n}": sector for n, (_, sector) in enumerate(rows)}
    return table(words, sectors)


@given(ROLLS)
def test_no_number_is_small_nor_any_that_follows_from_the_others(
    rows: list[tuple[str, str]]
) -> None:
    found = told(rows)
    shown = [*found.sectors.values(), *(row for row in (found.others, found.total) if row)]
    assert not [n for row in shown for n in row.values() if 0 < n < K]
    if found.total is not None:
        rest = Counter(found.total)
        for row in found.sectors.values():
            rest.subtract(row)
        assert not [n for n in rest.values() if 0 < n < K]


@given(ROLLS)
def test_every_company_is_counted_once(rows: list[tuple[str, str]]) -> None:
    found = told(rows)
    assert sum(found.asked.values()) == len(rows)
    if found.total is not None:
        shown = [*found.sectors.values(), *([found.others] if found.others else [])]
        assert sum(sum(row.values()) for row in shown) == len(rows)


def test_a_lone_objector_is_not_told() -> None:
    rows = [("support", "a")] * 5 + [("object", "b")] + [("support", "b")] * 4
    found = told(rows)
    assert dict(found.sectors) == {"a": {"object": 0, "support": 5}}
    assert found.others is None and found.total is None


def test_sectors_too_small_are_told_together() -> None:
    rows = [("support", "a")] * 5 + [("object", "b"), ("object", "c")] + [("object", "d")]
    found = told(rows)
    assert found.others == {"object": 3, "support": 0}
    assert found.total == {"object": 3, "support": 5}


def test_what_is_hashed_is_json_in_its_canonical_form() -> None:
    """The example of RFC 8785, 3.2.3, as far as certificates use it: keys in order, no spaces,
    control characters escaped, all else as it is."""
    value = {"1": "One", "\r": "Carriage Return", "€": "Euro Sign", "a": [1, None, True, "ö\u000f"]}
    assert canonical(value) == (
        '{"\\r":"Carriage Return","1":"One","a":[1,null,true,"ö\\u000f"],"€":"Euro Sign"}'
    )
