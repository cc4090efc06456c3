"""Opinion rounds for tests, held through the application itself."""

from itertools import count
from typing import Any

from httpx import Response

from goi.worker import Parts, close_rounds, count_rounds, remind_of_rounds
from world import World, says

LAST_DAY = "2026-12-10"
SCALE = ["手続を簡素にすべきである。", "対象を広げるべきである。", "金額基準は要らない。"]
TERMS = {
    "title_ja": "手続の簡素化について", "silence": "nothing", "naming": "unnamed",
    "readers": "nobody", "late_days": 7,
}  # fmt: skip
_KEYS = count()


def parts(world: World) -> Parts:
    return Parts(
        world.settings, world.main, world.release, world.mailer, world.clock, world.chance
    )


def drafted(world: World, by: str = "secretary", **changes: Any) -> str:
    """A draft round of the committee on regulations, sent to its companies; its id."""
    body = world.bodies["regulations"]
    fields = {"body": body, "bodies": [body], **TERMS, **changes}
    answer = world.as_(by).api("/rounds/new", fields, once=f"a-new-round-{next(_KEYS)}")
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


def asked(
    world: World, round_id: str, kind: str, *texts: str, by: str = "secretary", **more: Any
) -> None:
    """Questions of one kind are added."""
    fields = {"kind": kind, "texts": "\n".join(texts), **more}
    answer = world.as_(by).api(
        f"/rounds/{round_id}/questions", fields, once=f"questions-{next(_KEYS)}"
    )
    assert answer.status_code == 201, answer.text


def opened(
    world: World, by: str = "secretary", closes: str = LAST_DAY, **changes: Any
) -> str:
    """A round of three statements and a free text that is open, until 10 December; its id."""
    round_id = drafted(world, by, **changes)
    asked(world, round_id, "scale", *SCALE, by=by)
    asked(world, round_id, "text", "ほかにご意見があればお書きください。", by=by)
    send_out(world, round_id, by, closes)
    return round_id


def send_out(world: World, round_id: str, by: str = "secretary", closes: str = LAST_DAY) -> None:
    answer = world.as_(by).post(f"/rounds/{round_id}/opening", closes=closes)
    assert answer.status_code == 303, says(answer)


def questions(world: World, round_id: str, by: str = "secretary") -> list[str]:
    """The ids of the questions in their order."""
    return [one["id"] for one in world.as_(by).api(f"/rounds/{round_id}").json()["questions"]]


def answers(world: World, round_id: str, *said: str, reason: str = "") -> list[dict[str, Any]]:
    """What a client sends: one value a question, "" for none."""
    pairs = zip(questions(world, round_id), said, strict=False)
    more = {"reason": reason} if reason else {}
    return [{"question": one, "value": value, **more} for one, value in pairs if value]


def answer(world: World, name: str, round_id: str, *said: str, reason: str = "") -> Response:
    """Confirm an answer."""
    body = {"answers": answers(world, round_id, *said, reason=reason)}
    room = world.as_(name).api(f"/rounds/{round_id}/room")
    body["base"] = room.json().get("revision", 0) if room.status_code == 200 else 0
    return world.as_(name).api(f"/rounds/{round_id}/room/answer", body)


def let_pass(world: World, **time: int) -> None:
    """Time goes by, and the worker does what is due."""
    world.clock.forward(**time)
    for job in (close_rounds, count_rounds, remind_of_rounds):
        job(parts(world))


def result(world: World, name: str, round_id: str) -> Any:
    found = world.as_(name).api(f"/rounds/{round_id}/results")
    return found.json() if found.status_code == 200 else None
