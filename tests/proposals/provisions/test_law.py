"""The law that requests touch: kept with each version, found in every spelling, followed when it
changes; never a count or a line from what one may not see."""

from datetime import date

import pytest

from foundation.actor import Actor, Kind, Office
from legislation import Provision
from proposals.provisions.citing import cited, edition
from proposals.provisions.rules import may_judge, touches
from proposals.stages import State
from request_builder import draft, numbered, save
from world import World, says

ITEM9 = "/provisions/ETCO:table1:item9"


def law(client, key: str) -> dict:
    answer = client.get(f"/api/provisions/{key}")
    assert answer.status_code == 200, says(answer)
    return answer.json()


def titles(view: dict) -> list[str]:
    return [one["request"]["title"] for one in view["requests"]]


def test_a_request_is_found_at_every_provision_it_cites_and_those_above(world: World) -> None:
    cites = "輸出令別表第一の九の項（１）\n5A002"
    numbered(world, title_ja="暗号の特例", title_en="", legal_references=cites)
    second = world.as_("second")
    for key in ("ETCO:table1:item9:sub1", "ETCO:table1:item9", "ETCO:table1", "5A002"):
        assert titles(law(second, key)) == ["暗号の特例"], key
    assert titles(law(second, "ETCO:table1:item90")) == []


SPELLINGS = ["別表1-9", "ETCO 9", "輸出令別表第１の９の項", "ETCO:table1:item9"]


@pytest.mark.parametrize("asked", SPELLINGS)
def test_search_finds_a_provision_in_any_spelling(world: World, asked: str) -> None:
    request = numbered(world, legal_references="輸出貿易管理令別表第一の九の項(1)")
    numbered(world, title_ja="別の件", legal_references="輸出令別表第1の10の項")
    found = world.as_("second").get("/api/search", params={"q": asked}).json()
    links = [hit["link"] for group in found["groups"] for hit in group["hits"]]
    assert links == [f"/requests/{request}"]


def test_a_draft_of_another_company_is_neither_shown_nor_counted(world: World) -> None:
    draft(world, legal_references="輸出令別表第1の9の項")
    assert law(world.as_("second"), "ETCO:table1:item9")["requests"] == []
    assert world.as_("second").get("/api/provisions").json()["groups"] == []
    assert len(law(world.as_("volunteer"), "ETCO:table1:item9")["requests"]) == 1


def test_only_the_newest_version_counts(world: World) -> None:
    request = draft(world, legal_references="輸出令別表第1の9の項")
    saved = save(world.as_("volunteer"), request, 1, legal_references="外為法第48条")
    assert saved.status_code == 303
    view = world.as_("volunteer")
    assert law(view, "ETCO:table1:item9")["requests"] == []
    assert len(law(view, "FEFA:art48")["requests"]) == 1


def test_a_change_of_the_law_is_set_beside_the_requests_it_may_answer(world: World) -> None:
    asked = numbered(world, state=State.DECLINED, legal_references="輸出令別表第1の9の項(1)")
    numbered(world, state=State.RECONCILING, legal_references="輸出令別表第1の9の項")
    secretary = world.as_("secretary")
    answer = secretary.post(
        f"{ITEM9}/changes", once="a-change-of-law", in_force="2026-12-01", summary="特例を設けた。",
        source="https://laws.e-gov.go.jp/law/324CO0000000378",
    )
    assert answer.status_code == 303, says(answer)
    (change,) = law(secretary, "ETCO:table1:item9")["changes"]
    assert [one["request"]["id"] for one in change["concerned"]] == [asked]
    home = secretary.get("/api/").json()
    assert any(one["link"].startswith(ITEM9) for one in home["waiting"])
    judged = secretary.post(
        f"{ITEM9}/changes/{change['id']}/judgement", request=asked, answers="partly", note="一部。"
    )
    assert judged.status_code == 303, says(judged)
    (change,) = law(world.as_("second"), "ETCO:table1:item9:sub1")["changes"]
    assert change["concerned"][0]["answers"] == "partly"
    home = secretary.get("/api/").json()
    assert not any(one["link"].startswith(ITEM9) for one in home["waiting"])


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"in_force": "2026-13-01", "summary": "改めた。"}, "in_force"),
        ({"in_force": "2026-12-01", "summary": " "}, "summary"),
        (
            {"in_force": "2026-12-01", "summary": "改めた。", "source": "javascript:alert(1)"},
            "source",
        ),
    ],
)
def test_a_bad_change_is_refused_with_the_field_marked(world: World, fields, field) -> None:
    answer = world.as_("secretary").post(f"{ITEM9}/changes", once="a-bad-change-of", **fields)
    assert answer.status_code == 422
    assert f'id="record_change-{field}-error"' in answer.text or field in answer.text
    assert law(world.as_("secretary"), "ETCO:table1:item9")["changes"] == []


def test_members_can_not_write_the_law(world: World) -> None:
    answer = world.as_("volunteer").post(
        f"{ITEM9}/changes", once="not-for-members", in_force="2026-12-01", summary="改めた。"
    )
    assert answer.status_code == 404


@pytest.mark.parametrize("key", ["ETCO:tabel1", "XX", "FEFA:art", "9Z999"])
def test_what_is_no_provision_is_not_found(world: World, key: str) -> None:
    assert world.as_("second").get(f"/provisions/{key}").status_code == 404


TABLE = "日本の項番,EU番号,対応関係,品目,確認日\n別表1-9,5A002,overlap,暗号,2026-11-01\n"


def send_table(world: World, table: str):
    return world.as_("secretary").post("/provisions/correlation/import", text=table)


def test_a_correlation_table_is_imported_whole_and_again_without_doubling(world: World) -> None:
    for _ in range(2):
        assert send_table(world, TABLE).status_code == 303
    (row,) = world.as_("second").get("/api/provisions/correlation").json()["rows"]
    assert (row["japanese"]["key"], row["european"]["key"]) == ("ETCO:table1:item9", "5A002")
    assert [one["theme"] for one in law(world.as_("second"), "5A002")["correlations"]] == ["暗号"]


def test_an_entry_of_the_table_is_amended_but_not_into_another_one(world: World) -> None:
    assert send_table(world, TABLE + "別表1-7,3A001,overlap,集積回路,\n").status_code == 303
    rows = world.as_("second").api("/provisions/correlation").json()["rows"]
    ids = {row["european"]["key"]: row["id"] for row in rows}
    secretary, path = world.as_("secretary"), f"/provisions/correlation/{ids['5A002']}"
    assert 'value="ETCO:table1:item9"' in secretary.get(path).text
    sent = {"japanese": "ETCO:table1:item9", "relation": "jp_narrower", "theme": "暗号装置"}
    taken = secretary.post(path, **sent | {"japanese": "別表1-7"}, european="3A001")
    assert taken.status_code == 422 and "amend_pair-european-error" in taken.text
    assert secretary.post(path, **sent, european="5A002.a").status_code == 303
    (row,) = law(world.as_("second"), "5A002")["correlations"]
    assert (row["id"], row["theme"], row["relation"]) == (ids["5A002"], "暗号装置", "jp_narrower")
    assert world.as_("second").get(path).status_code == 404


@pytest.mark.parametrize(
    ("bad", "named"),
    [
        ("9の項の辺り,5A002,overlap,,\n5A002,5A002,,,\n", "4: 日本の項番"),
        ("別表1-7,7の項,overlap,,\n", "3: EU番号"),
        ("別表1-7,3A001,大体,,\n", "3: 対応関係"),
        ("別表1-7,3A001,equal,,昨日\n", "3: 確認日"),
    ],
)
def test_a_table_with_one_bad_row_changes_nothing(world: World, bad: str, named: str) -> None:
    answer = send_table(world, TABLE + bad)
    assert answer.status_code == 422
    assert named in answer.text
    assert world.as_("second").get("/api/provisions/correlation").json()["rows"] == []


OFFICER = Actor(id="s", kind=Kind.SECRETARIAT, offices=frozenset({Office.SECRETARY}))
MEMBER = Actor(id="m", kind=Kind.MEMBER)
ROW, SUB = Provision("ETCO:table1:item9"), Provision("ETCO:table1:item9:sub1")


@pytest.mark.parametrize(
    ("actor", "cited_ones", "state", "reason"),
    [
        (OFFICER, [SUB], State.DECLINED, ""),
        (OFFICER, [ROW], State.SUBMITTED, ""),
        (OFFICER, [ROW], State.RECONCILING, "provision.not_submitted"),
        (OFFICER, [Provision("ETCO:table1:item8")], State.DECLINED, "provision.not_cited"),
        (MEMBER, [ROW], State.DECLINED, "provision.secretariat_only"),
    ],
)
def test_who_may_judge_what_a_change_answers(actor, cited_ones, state, reason) -> None:
    assert may_judge(actor, ROW, cited_ones, state).reason == reason


def test_a_change_touches_parts_and_wholes_but_no_neighbours() -> None:
    assert touches(ROW, SUB) and touches(SUB, ROW)
    assert not touches(ROW, Provision("ETCO:table1:item90"))


def test_the_edition_is_the_day_of_writing_unless_the_line_names_one() -> None:
    written = date(2026, 11, 23)
    lines = ["輸出令別表第1の9の項（令和8年4月1日現在）", "5A002"]
    found = cited(lines, {"problem": "外為法第48条"}, written)
    assert [(one.key, one.place, one.as_of) for one in found] == [
        ("ETCO:table1:item9", "legal_references", date(2026, 4, 1)),
        ("5A002", "legal_references", written),
        ("FEFA:art48", "problem", written),
    ]
    assert edition("as of 2026-04-01") == date(2026, 4, 1)
    assert edition("令和8年2月31日現在") is None
