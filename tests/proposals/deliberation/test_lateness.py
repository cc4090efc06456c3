"""Which positions are counted: in any order the newest of each company that came in time."""

from datetime import UTC, datetime, timedelta
from itertools import permutations

from proposals.lateness import counted, is_late
from proposals.models import Consultation, Position

OPENED = datetime(2026, 11, 23, tzinfo=UTC)
CLOSED = OPENED + timedelta(days=17)
ROUND = Consultation(
    id="r", request_id="q", version=2, opens_at=OPENED, closes_at=CLOSED, closed_at=CLOSED,
    silence="nothing", company_ids=["a", "b"],
)  # fmt: skip


def said(company: str, value: str, days: float, version: int = 2) -> Position:
    return Position(
        id=f"{company}{value}", request_id="q", company_id=company, person_id="p", value=value,
        version=version, stands=False, created_at=CLOSED + timedelta(days=days),
    )  # fmt: skip


def test_a_late_word_is_told_apart_and_replaces_none_that_came_in_time() -> None:
    rows = [said("a", "object", -3), said("a", "abstain", -2), said("a", "support", 1),
            said("b", "support", 1)]  # fmt: skip
    for mixed in permutations(rows):
        assert [row.value for row in counted(mixed, ROUND)] == ["abstain"]
    assert [is_late(row, ROUND) for row in rows] == [False, False, True, True]


def test_nobody_is_late_on_a_newer_text_nor_before_the_close() -> None:
    newer = said("a", "support", 1, version=3)
    assert not is_late(newer, ROUND) and counted([newer], ROUND) == [newer]
    running = Consultation(**ROUND.model_dump() | {"closed_at": None})
    assert not is_late(said("a", "support", 1), running)
    assert not is_late(said("a", "support", 1), None)
    assert not is_late(said("a", "support", 0), ROUND)  # the last moment still counts
