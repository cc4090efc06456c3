"""Deliberations for tests, held through the application itself."""

from itertools import count
from typing import Any

from httpx import Response

from request_builder import move, save, submitted
from world import World, says

LAST_DAY = "2026-12-10"
_KEYS = count()


def send(world: World, name: str, path: str, **fields: Any) -> Response:
    """A form sent by this person's browser."""
    return world.as_(name).post(path, once=f"deliberation-{next(_KEYS)}", **fields)


def sent(world: World, name: str, path: str, **fields: Any) -> None:
    """A form that must be accepted."""
    answer = send(world, name, path, **fields)
    assert answer.status_code == 303, (answer.status_code, says(answer))


def consulted(world: World, name: str = "volunteer", **changes: str) -> str:
    """A request on which a round is open until 10 December; its id."""
    request_id = submitted(world, name, **changes)
    keeper = "officer" if changes.get("anonymity") == "members" else "secretary"
    sent(world, keeper, f"/requests/{request_id}/consultation", closes=LAST_DAY)
    return request_id


def reconciled(world: World, request_id: str) -> str:
    """The round is over; the text may be changed."""
    assert move(world.as_("chair"), request_id, "close_consultation").status_code == 303
    return request_id


def revised(world: World, request_id: str, base: int = 1, **changes: str) -> str:
    """A newer version, by whoever asks."""
    answer = save(world.as_("volunteer"), request_id, base, **changes)
    assert answer.status_code == 303, says(answer)
    return request_id


def checked(world: World, request_id: str) -> str:
    """Consensus is being checked."""
    reconciled(world, request_id)
    disposed(world, request_id)
    assert move(world.as_("chair"), request_id, "call_consensus").status_code == 303
    return request_id


def disposed(world: World, request_id: str) -> None:
    """The chair has said of every comment what becomes of it."""
    table = world.as_("chair").api(f"/requests/{request_id}/comment-table").json()
    for row in table["rows"]:
        sent(world, "chair", f"/requests/{request_id}/comments/{row['id']}/disposition",
             outcome="noted", reason="検討の際に参照する。")  # fmt: skip


def position(world: World, name: str, request_id: str, value: str, **fields: str) -> None:
    sent(world, name, f"/requests/{request_id}/position", value=value, **fields)


def objection(world: World, name: str, request_id: str, **fields: str) -> str:
    """An objection to the request; its id."""
    raised = {"ground": "面積の定義がない。", "gravity": "cannot_live", **fields}
    return _created(world, name, f"/requests/{request_id}/objections", raised)


def answered(world: World, request_id: str, objection_id: str, by: str = "chair") -> None:
    path = f"/requests/{request_id}/objections/{objection_id}/answer"
    sent(world, by, path, answer="別紙に定義を置く。")


def comment(world: World, name: str, request_id: str, **fields: str) -> str:
    """A comment on the request; its id."""
    return _created(world, name, f"/requests/{request_id}/comments",
                    {"text": "定義が要る。", "kind": "technical", **fields})  # fmt: skip


def seen(world: World, name: str, request_id: str) -> dict[str, Any]:
    """The deliberation as this person's API shows it."""
    answer = world.as_(name).api(f"/requests/{request_id}")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()["deliberation"]
    return found


def _created(world: World, name: str, path: str, fields: dict[str, str]) -> str:
    answer = world.as_(name).api(path, fields, once=f"creating-{next(_KEYS)}")
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])
