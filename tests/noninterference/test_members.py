"""Where a company asked to be anonymous towards members too, two worlds that differ only in which
of two members asked are the same to every other member and to a secretary whom one employs."""

import re
from collections.abc import Iterator
from pathlib import Path

from attachment_builder import attached, word
from gate_builder import approved, consented, depart, dissent, release
from noninterference.comparing import assert_alike, differences
from noninterference.watching import Event
from settled_world import SettledWorld
from submissions.delivery import deliver_pending
from world import World

ONLOOKERS = ("third", "chair", "secondee", "releaser")
# Both sit in the body; the first by a writer with a representative, the second alone.
ASKERS = {"volunteer": "representative", "fourth": "fourth"}
TEXT = {
    "title_ja": "様式の統一", "title_en": "One form", "problem": "様式が窓口ごとに異なる。",
    "request": "(1) 様式を一つにすること。", "reason": "同じことを幾度も書く。",
}  # fmt: skip


def seen(world: World, asker: str, anonymity: str = "members") -> Iterator[Event]:
    request_id = approved(world, asker, anonymity, **TEXT)
    file = word("一件に二時間かかる。", author=world.address(asker))
    attached(world, request_id, (f"{asker}.docx", "資料1", file), who=asker)
    others = [
        consented(world, approved(world, who, title_ja=f"{who}の件"), who)
        for who in ("second", "third")
    ]
    dissent(world, request_id, "shinonome", "賛同しかねる。", named=False)
    review_id = consented(world, request_id, ASKERS[asker])
    yield from looks(world, "consented", request_id)
    assert release(world, review_id, *others).status_code == 303
    yield from looks(world, "released", request_id)
    assert depart(world) == 1
    deliver_pending(world.main, world.release, world.clock)
    yield from looks(world, "left", request_id)


def looks(world: World, when: str, request_id: str) -> Iterator[Event]:
    own = f"/requests/{request_id}"
    files = world.as_("third").api(f"{own}/attachments").json()["files"]
    file = f"{own}/attachments/{files[0]['id']}/file"
    paths = ("/", "/requests", own, f"{own}/versions/1", f"{own}/attachments", file,
             "/search?q=様式", "/submissions", "/reviews", "/departures")  # fmt: skip
    for name in ONLOOKERS:
        client = world.as_(name)
        for path in paths:
            shown = path if path in (own, file) else f"/api{path}"
            answer = client.get(shown)
            page = answer.content if path == file else _but_tokens(answer.text)
            told = (answer.status_code, answer.headers.raw, page)
            yield f"{when}: {name} {shown}", told


def _but_tokens(page: str) -> str:
    """Without what is drawn anew for each page that is shown."""
    return re.sub(r'name="_(csrf|once)" value="[^"]*"', "", page)


def test_no_other_member_can_tell_which_of_two_asked(
    sqlite_settled: SettledWorld, tmp_path: Path
) -> None:
    assert_alike(*both(sqlite_settled, tmp_path, "members"))


def test_towards_members_who_know_the_two_are_told_apart(
    sqlite_settled: SettledWorld, tmp_path: Path
) -> None:
    """So the comparison can fail; whoever releases does not know even then."""
    found = differences(*both(sqlite_settled, tmp_path, "authority"))
    assert [one for one in found if ": third /requests/" in one]
    assert not [one for one in found if ": releaser " in one]


def both(settled: SettledWorld, folder: Path, anonymity: str) -> list[list[Event]]:
    told = []
    for asker in ASKERS:
        (folder / asker).mkdir()
        with settled.copy(folder / asker) as world:
            told.append([*seen(world, asker, anonymity)])
    return told
