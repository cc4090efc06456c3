"""Imports: every fault is told by line, and nothing is ever half imported."""

import pytest
from sqlmodel import func, select

from committees.importing.running import ImportKind, columns_of, run_import
from committees.importing.wording import report_lines
from committees.models import Body, ImportUpload, Seat
from committees.queries import lineage
from foundation.errors import Refused
from foundation.journal import JournalEntry
from foundation.spreadsheets import read_sheet
from foundation.texts import LANGUAGES, texts
from identity.companies.queries import names
from identity.importing.report import Report
from identity.models import Company, NameKind, Person
from world import ORIGIN, World, says

COMPANY = (
    "法人番号,会社名,よみ,英語名,業種\n"
    "7000012050002,試験工業株式会社,シケンコウギョウ,Shiken Industries,{}\n"
)


def run(
    world: World, kind: str, text: str, really: bool = True, who: str | None = None
) -> Report:
    with world.work(who) as work:
        return run_import(work, ImportKind(kind), read_sheet("t.csv", text.encode()),
                          really=really)  # fmt: skip


def faults(report: Report) -> list[tuple[int, str, str]]:
    return [(one.line, one.column, one.key) for one in report.faults]


def count(world: World, table: type) -> int:
    with world.reading() as work:
        return work.db.exec(select(func.count()).select_from(table)).one()


def test_a_dry_run_needs_no_right_to_write_and_writes_nothing(world: World) -> None:
    sheet = read_sheet("t.csv", COMPANY.format("machinery").encode())
    with world.reading() as work:
        report = run_import(work, ImportKind.COMPANIES, sheet)
    assert (len(report.created), report.done, report.ok) == (1, False, True)
    assert count(world, Company) == 6 and count(world, JournalEntry) == 0


def test_companies_come_with_all_their_names(world: World) -> None:
    more = "machinery,試験;シケン、STK,WWW.Shiken.example.jp,９z99,1999,中小企業"
    text = COMPANY.format(more).replace(
        "業種\n", "業種,別名,ドメイン,証券コード,入会年,規模\n"
    )
    assert run(world, "companies", text).done
    with world.reading() as work:
        row = work.db.exec(select(Company).where(Company.name_en == "Shiken Industries")).one()
        held = names(work.db, row.id)
    assert (row.reading, row.securities_code, row.size) == ("しけんこうぎょう", "9Z99", "sme")
    assert row.short_ja == "試験工業株式会社"
    assert [one.text for one in held[NameKind.ALIAS]] == ["STK", "シケン", "試験"]
    assert [one.text for one in held[NameKind.DOMAIN]] == ["shiken.example.jp"]


def test_a_known_company_changes_only_in_the_columns_that_are_there(world: World) -> None:
    report = run(world, "companies", "corporate_number,brands\n2999910000137,AobaMill;AobaLathe\n")
    (change,) = report.changed
    assert (change.before["brands"], change.after["brands"]) == ("AobaMill", "AobaLathe、AobaMill")
    with world.reading() as work:
        held = names(work.db, world.companies["aoba"])
    assert [one.text for one in held[NameKind.BRAND]] == ["AobaLathe", "AobaMill"]
    assert [one.text for one in held[NameKind.ALIAS]] == ["アオバ"]
    again = run(world, "companies", "corporate_number,brands\n2999910000137,AobaMill;AobaLathe\n")
    assert (again.changed, again.unchanged) == ([], 1)


def test_all_faults_are_told_by_line_and_nothing_is_imported(world: World) -> None:
    text = (
        "法人番号,会社名,よみ,英語名,業種,入会年,ドメイン\n"
        "7000012050002,よい会社,ヨイカイシャ,Good,machinery,1999,good.example.jp\n"
        "7000012050003,わるい会社,漢字,Bad,machinery,千,nodomain\n"
        ",番号なし,ばんごうなし,None,machinery,,\n"
        "7000012050002,同じ会社,おなじかいしゃ,Same,machinery,,\n"
        "9999910000023,,,,nonsense,,\n"
        "8000012050001,足りない,,,,,\n"
    )
    report = run(world, "companies", text)
    assert faults(report) == [
        (3, "corporate_number", "corporate_number.check_digit"),
        (3, "domains", "company.no_domain"),
        (3, "member_since", "import.not_number"),
        (3, "reading", "import.not_kana"),
        (4, "corporate_number", "import.needed"),
        (5, "corporate_number", "import.twice"),
        (6, "sector", "import.unknown_sector"),
        (7, "name_en", "import.needed"),
        (7, "reading", "import.needed"),
        (7, "sector", "import.needed"),
    ]
    assert len(report.created) == 1 and not report.done
    assert count(world, Company) == 6


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("法人番号,社名", [(1, "", "import.unknown_header")]),
        ("会社名,よみ", [(1, "corporate_number", "import.header_missing")]),
        ("法人番号,corporate number", [(1, "corporate_number", "import.header_twice")]),
    ],
)
def test_headers_are_checked_before_any_row(
    world: World, header: str, expected: list[tuple[int, str, str]]
) -> None:
    assert faults(run(world, "companies", f"{header}\nx,y\n")) == expected


def test_people_need_a_company_that_is_known(world: World) -> None:
    text = (
        "email,name_ja,reading,name_en,kind,standing,company,home_company\n"
        "A@Aoba.example.jp,甲,こう,A,member,representative,青葉精工株式会社,\n"
        "b@aoba.example.jp,乙,おつ,B,member,,2999910000137,\n"
        "c@aoba.example.jp,丙,へい,C,会員企業,担当者,知らない会社,\n"
        "d@aoba.example.jp,丁,てい,D,secretariat,,,瑞雲電子\n"
        "e@aoba.example.jp,戊,ぼ,E,adviser,,青葉精工,\n"
        "not an address,己,き,F,adviser,,,\n"
    )
    report = run(world, "people", text)
    assert faults(report) == [
        (3, "", "person.standing_missing"),
        (4, "company", "import.unknown_company"),
        (6, "", "person.company_not_his"),
        (7, "email", "import.not_email"),
    ]
    good = "\n".join(line for n, line in enumerate(text.splitlines(), 1) if n in (1, 2, 5))
    assert run(world, "people", good).done
    with world.reading() as work:
        found = {one.email: one for one in work.db.exec(select(Person)).all()}
    assert found["a@aoba.example.jp"].company_id == world.companies["aoba"]
    assert found["d@aoba.example.jp"].home_company_id == world.companies["mizuho"]
    assert found["a@aoba.example.jp"].password_hash is None


def test_nobody_moves_to_another_company_under_their_seat(world: World) -> None:
    moved = f"email,company\n{world.address('second')},青葉精工\n"
    assert faults(run(world, "people", moved)) == [(2, "company", "import.still_sits")]


def test_no_import_makes_an_anonymity_officer_a_secondee(world: World) -> None:
    text = f"email,home_company\n{world.address('officer')},青葉精工\n"
    assert faults(run(world, "people", text)) == [(2, "", "office.no_secondee")]
    text = f"email,home_company\n{world.address('secretary')},青葉精工\n"
    assert run(world, "people", text).done


def test_a_body_may_stand_under_one_further_down_in_the_file(world: World) -> None:
    text = (
        "略号,種類,名称,よみ,英語名,上位の略号\n"
        "N-1-1,WG,孫,まご,Grandchild,N-1\n"
        "N-1,分科会,子,こ,Child,N\n"
        "N,委員会,親,おや,Parent,\n"
    )
    assert run(world, "bodies", text).done
    with world.reading() as work:
        ids = {one.code: one.id for one in work.db.exec(select(Body)).all()}
        assert lineage(work.db, ids["N-1-1"]) == (ids["N-1-1"], ids["N-1"], ids["N"])


def test_bodies_in_a_circle_are_refused(world: World) -> None:
    text = (
        "code,kind,name_ja,reading,name_en,parent\n"
        "A,committee,甲,こう,A,B\nB,committee,乙,おつ,B,A\nC,committee,丙,へい,C,NOWHERE\n"
    )
    assert faults(run(world, "bodies", text)) == [
        (2, "parent", "body.under_itself"),
        (3, "parent", "body.under_itself"),
        (4, "parent", "import.unknown_body"),
    ]
    assert count(world, Body) == 3


def test_seats_are_held_against_the_rule_together(world: World) -> None:
    head = "委員会,メールアドレス,役割,任期初日,任期最終日\n"
    second, contributor = world.address("second"), world.address("second_contributor")
    text = head + (
        f"GDT,{second},委員,令和8年4月1日,2026/9/30\n"
        f"gdt,{contributor},委員,2026-09-30,\n"
        f"GDT,{world.address('fourth')},アドバイザー,2026-04-01,\n"
        f"NIX,nobody@example.jp,委員,2026-04-01,\n"
        f"GDT,{world.address('third')},委員,2026-04-01,2026-03-01\n"
    )
    assert faults(run(world, "seats", text)) == [
        (3, "", "seat.principal_taken"),
        (4, "", "seat.wrong_kind"),
        (5, "body", "import.unknown_body"),
        (5, "email", "import.unknown_person"),
        (6, "ends", "term.ends_before_start"),
    ]
    before = count(world, Seat)
    follows = head + f"GDT,{second},委員,R8.4.1,2026/9/30\nGDT,{contributor},委員,2026-10-01,\n"
    assert run(world, "seats", follows).done
    assert count(world, Seat) == before + 2
    again = run(world, "seats", follows)
    assert (again.created, again.changed, again.unchanged) == ([], [], 2)
    shorter = head + f"GDT,{second},委員,2026-04-01,2026-06-30\n"
    assert run(world, "seats", shorter).changed[0].after == {"ends": "2026-06-30"}
    longer = head + f"GDT,{second},委員,2026-04-01,\n"
    assert faults(run(world, "seats", longer)) == [(2, "", "seat.principal_taken")]


@pytest.mark.parametrize("name", ["secretary", "officer", "chair"])
def test_only_an_administrator_imports(world: World, name: str) -> None:
    with pytest.raises(Refused, match="committees.administrator_only"):
        run(world, "companies", COMPANY.format("machinery"), who=name)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_report_can_be_said(world: World, lang: str) -> None:
    def say(key: str, **params: object) -> str:
        return texts(lang).say(key, params)

    text = "法人番号,会社名\n2999910000137,青葉\n7000012050003,x\n"
    lines = report_lines(run(world, "companies", text), say)
    assert any("青葉精工株式会社 → 青葉" in line for line in lines)
    assert len(lines) == 5
    for kind in ImportKind:
        for column in columns_of(kind):
            say(f"import.column.{column.name}")


def upload(world: World, name: str, data: bytes, kind: str = "companies"):  # type: ignore[no-untyped-def]
    browser = world.as_("administrator")
    answer = browser.request(
        "POST", "/admin/import", data={"_csrf": browser.csrf, "kind": kind},
        files={"file": (name, data)}, headers={"Origin": ORIGIN},
    )  # fmt: skip
    return browser, answer


def test_the_page_shows_first_and_imports_then(world: World) -> None:
    browser, sent = upload(world, "会社.csv", COMPANY.format("machinery").encode("cp932"))
    page = browser.follow(sent)
    assert "試験工業株式会社" in says(page) and "会社.csv" in says(page)
    assert count(world, Company) == 6
    confirm = f"{sent.headers['location']}/confirm"
    assert world.as_("secretary").post(confirm).status_code == 404
    assert browser.post(confirm).headers["location"] == "/admin/import"
    assert count(world, Company) == 7
    assert browser.post(confirm).status_code == 404
    assert count(world, ImportUpload) == 0


def test_the_page_tells_every_fault_and_refuses_to_import(world: World) -> None:
    browser, sent = upload(world, "a.csv", COMPANY.format("nonsense").encode())
    assert "業種「nonsense」は登録されていません" in says(browser.follow(sent))
    answer = browser.post(f"{sent.headers['location']}/confirm")
    assert answer.status_code == 409
    assert count(world, Company) == 6


def test_what_was_right_when_it_was_shown_is_looked_at_again(world: World) -> None:
    browser, sent = upload(world, "a.csv", COMPANY.format("machinery").encode())
    with world.work() as work:
        row = work.db.get_one(Company, world.companies["aoba"])
        row.sector_id = "electronics"
        work.db.add(row)
        work.db.flush()
        for company in work.db.exec(select(Company)).all():
            company.sector_id = "electronics"
            work.db.add(company)
        work.db.flush()
        from identity.models import Sector

        work.db.delete(work.db.get_one(Sector, "machinery"))
    assert browser.post(f"{sent.headers['location']}/confirm").status_code == 409
    assert count(world, Company) == 6


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.pdf", b"x", ".csvか.xlsx"),
        ("a.xlsx", b"broken", "壊れているか"),
        ("a.csv", "法人番号\n=1+1\n".encode(), "数式"),
        ("a.csv", b"", "何も書かれていません"),
    ],
)
def test_a_file_that_cannot_be_taken_is_refused_with_words(
    world: World, name: str, data: bytes, words: str
) -> None:
    _, answer = upload(world, name, data)
    assert answer.status_code == 422
    assert words in says(answer)


def test_without_a_file_there_is_nothing_to_look_at(world: World) -> None:
    _, answer = upload(world, "", b"")
    assert answer.status_code == 422
    assert count(world, ImportUpload) == 0


def test_the_api_takes_the_text_of_a_table(world: World) -> None:
    client = world.as_("administrator")
    sent = client.api("/admin/import", {"kind": "companies",
                                        "text": COMPANY.format("machinery")})  # fmt: skip
    looked = client.api(f"/admin/import/{sent.json()['id']}").json()
    assert [one["label"] for one in looked["created"]] == ["試験工業株式会社"]
    done = client.api(f"/admin/import/{sent.json()['id']}/confirm", {})
    assert done.json()["created"] == 1
