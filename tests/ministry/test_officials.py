"""The ministry keeps its own people: accounts, sections, links for a password."""

import pytest

from ministry.officials.rules import may_stay_administered
from submissions.release_store import Official
from world import World, says

PASSWORD = "kurage-no-oyogi-7"


@pytest.mark.parametrize(
    ("was", "stays", "others", "may"),
    [(True, False, 0, False), (True, False, 1, True), (True, True, 0, True),
     (False, False, 0, True)],
)  # fmt: skip
def test_somebody_must_stay_administrator(was: bool, stays: bool, others: int, may: bool) -> None:
    assert bool(may_stay_administered(was=was, stays=stays, others=others)) is may


def test_people_of_the_ministry_keep_their_own_people(desk_world: World) -> None:
    world = desk_world
    with world.release.writing() as db:
        db.get_one(Official, world.officials["official"]).administrator = True
    administrator, other = world.at_desk(), world.at_desk("second_official")
    assert other.get("/officials").status_code == 404

    administrator.post("/sections", name_ja="安全保障貿易審査課")
    section = administrator.api("/officials").json()["sections"][0]["id"]
    taken = administrator.post("/officials", name_ja="新人", email="OFFICIAL@meti.example.jp")
    assert taken.status_code == 422 and "別の職員が使っています" in says(taken)
    added = administrator.api(
        "/officials",
        {"name_ja": "新人 花子", "email": "hanako@meti.example.jp", "section": section},
    ).json()
    official = added["location"].rpartition("/")[2]
    assert "サインイン手段なし" in says(administrator.get("/officials"))

    link = administrator.api(f"/officials/{official}/link", {}).json()["address"]
    path = link.removeprefix(world.desk_site.origin)
    key = path.partition("=")[2]
    newcomer = world.nobody_at_desk()
    assert "新人 花子" in says(newcomer.get(path))
    short = newcomer.post("/welcome", key=key, password="short")
    assert short.status_code == 422 and "新人 花子" in says(short)
    assert newcomer.post("/welcome", key=key, password=PASSWORD).status_code == 303
    assert newcomer.post("/welcome", key=key, password=PASSWORD).status_code == 409
    assert "このリンクは使えません" in says(newcomer.get(path))
    come_in = newcomer.post("/sign-in", email="hanako@meti.example.jp", password=PASSWORD)
    assert come_in.headers["location"] == "/"
    assert "新人 花子" in says(newcomer.get("/"))

    facts = {"name_ja": "新人 花子", "email": "hanako@meti.example.jp"}
    administrator.post(f"/officials/{official}", **facts)  # an unticked box ends the account
    assert newcomer.get("/").headers["location"] == "/sign-in"
    own = {"name_ja": "白石 亮", "email": "official@meti.example.jp", "active": "on"}
    last = administrator.post(f"/officials/{world.officials['official']}", **own)
    assert last.status_code == 409 and "最後の管理者です" in says(last)


def test_a_link_for_a_password_ends_after_three_days(desk_world: World) -> None:
    world = desk_world
    with world.release.writing() as db:
        db.get_one(Official, world.officials["official"]).administrator = True
    administrator = world.at_desk()
    official = world.officials["second_official"]
    link = administrator.api(f"/officials/{official}/link", {}).json()["address"]
    world.clock.forward(days=3)
    path = link.removeprefix(world.desk_site.origin)
    assert "このリンクは使えません" in says(world.nobody_at_desk().get(path))
