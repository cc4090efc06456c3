"""Requests' pages that are kept as they were drawn show no reader what is another's to see."""

from dataclasses import replace

from deliberation_builder import comment, consulted
from web.application import build
from web.kept import KeptAnswers
from world import World, says

READERS = ("volunteer", "representative", "second", "chair", "secretary", "secondee", "officer",
           "outsider")  # fmt: skip


def test_readers_of_different_rights_share_nothing(sqlite_world: World) -> None:
    world = sqlite_world
    request_id = consulted(world, anonymity="members")
    comment(world, "second", request_id, text="事務局だけに申します。", visibility="secretariat")
    path = f"/requests/{request_id}"
    paths = (path, "/requests", f"/api{path}", "/api/requests")
    drawn = {name: _looked(world, name, paths) for name in READERS}

    world.app = build(replace(world.site, kept=KeptAnswers()))
    kept = {name: world.as_(name) for name in READERS}
    for _ in range(2):
        for name, client in kept.items():
            assert [says(client.get(one)) for one in paths] == drawn[name], name
    own, fellow, outside = (drawn[name][0] for name in ("volunteer", "second", "outsider"))
    assert "青葉" in own and "青葉" not in fellow
    assert "事務局だけに" in fellow and "事務局だけに" not in outside

    # What others do shows at once: here the asking company gives its name.
    kept["volunteer"].post(f"{path}/lift-anonymity", anonymity="none", sure="on")
    assert "青葉" in says(kept["second"].get(path))


def _looked(world: World, name: str, paths: tuple[str, ...]) -> list[str]:
    client = world.as_(name)
    return [says(client.get(path)) for path in paths]
