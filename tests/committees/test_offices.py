"""Who may hold an office; the anonymity officer is no secondee, by rule and by constraint."""

from datetime import date

import pytest
from sqlalchemy.exc import DBAPIError

from committees.models import OfficeTerm
from committees.offices.actions import end_office, give_office
from committees.offices.queries import terms_of
from committees.offices.rules import may_hold
from foundation.actor import Kind, Office
from foundation.errors import Refused
from identity.models import Person
from world import World

START = date(2026, 11, 1)


def hold(office: Office, kind: Kind = Kind.SECRETARIAT, **facts: bool) -> str:
    given = {"seconded": False, "self_given": False, "already": False} | facts
    return may_hold(office, kind, **given).reason


@pytest.mark.parametrize("office", Office)
@pytest.mark.parametrize("kind", Kind)
def test_offices_are_the_secretariats(office: Office, kind: Kind) -> None:
    expected = "" if kind is Kind.SECRETARIAT else "office.secretariat_only"
    assert hold(office, kind) == expected


@pytest.mark.parametrize("office", Office)
def test_a_secondee_may_hold_any_office_but_the_anonymity_officers(office: Office) -> None:
    expected = "office.no_secondee" if office is Office.ANONYMITY_OFFICER else ""
    assert hold(office, seconded=True) == expected


@pytest.mark.parametrize("office", Office)
def test_nobody_appoints_themselves_or_twice(office: Office) -> None:
    assert hold(office, self_given=True) == "office.not_to_oneself"
    assert hold(office, already=True) == "office.already_held"


def test_the_action_refuses_a_secondee(world: World) -> None:
    with world.work("administrator") as work:
        secondee = work.db.get_one(Person, world.people["secondee"])
        with pytest.raises(Refused, match="office.no_secondee"):
            give_office(work, secondee, Office.ANONYMITY_OFFICER, START, None)
        give_office(work, secondee, Office.RELEASING_OFFICER, START, None)
        assert len(terms_of(work.db, secondee.id)) == 2


def term(world: World, name: str, office: Office = Office.ANONYMITY_OFFICER) -> OfficeTerm:
    return OfficeTerm(
        id="a" * 16, person_id=world.people[name], office=office.value, starts=START
    )


@pytest.mark.parametrize("name", ["secondee", "representative"])
def test_the_database_refuses_one_who_belongs_to_a_member(world: World, name: str) -> None:
    with pytest.raises(DBAPIError, match="belongs to no member company"), world.work() as work:
        work.db.add(term(world, name))
        work.db.flush()


def test_the_database_takes_one_who_does_not(world: World) -> None:
    with world.work() as work:
        work.db.add(term(world, "secretary"))
    with world.work() as work:
        secondee = term(world, "secondee", Office.RELEASING_OFFICER)
        secondee.id = "b" * 16
        work.db.add(secondee)


def test_the_database_does_not_let_an_office_pass_to_a_secondee(world: World) -> None:
    with pytest.raises(DBAPIError, match="belongs to no member company"), world.work() as work:
        row = terms_of(work.db, world.people["officer"])
        held = next(one for one in row if one.office == Office.ANONYMITY_OFFICER)
        held.person_id = world.people["secondee"]
        work.db.add(held)
        work.db.flush()


@pytest.mark.parametrize("column", ["company_id", "home_company_id"])
def test_an_anonymity_officer_never_gets_a_company(world: World, column: str) -> None:
    with pytest.raises(DBAPIError, match="belongs to no member company"), world.work() as work:
        row = work.db.get_one(Person, world.people["officer"])
        setattr(row, column, world.companies["aoba"])
        work.db.add(row)
        work.db.flush()
    with world.work() as work:
        other = work.db.get_one(Person, world.people["secretary"])
        other.home_company_id = world.companies["aoba"]
        work.db.add(other)


def test_an_administrator_does_it_on_the_page(world: World) -> None:
    browser = world.as_("administrator")
    given = {"office": "anonymity_officer", "starts": "2026-11-01"}
    refused = browser.post("/admin/offices", person=world.people["secondee"], **given)
    assert refused.status_code == 409
    assert "会員企業からの出向者は、匿名要望管理者になれません。" in refused.text
    own = browser.post("/admin/offices", person=world.people["administrator"], **given)
    assert own.status_code == 409
    assert browser.post(
        "/admin/offices", person=world.people["releaser"], **given
    ).status_code == 303  # fmt: skip


def test_an_office_that_ended_yesterday_opens_nothing(world: World) -> None:
    browser = world.as_("administrator")
    with world.work() as work:
        (held,) = terms_of(work.db, world.people["administrator"])
        end_office(work, held, date(2026, 11, 22))
    assert browser.get("/admin/offices").status_code == 404
    assert browser.post("/admin/offices", person=world.people["releaser"],
                        office="secretary", starts="2026-11-01").status_code == 404  # fmt: skip


@pytest.mark.parametrize("name", ["secretary", "officer", "releaser", "chair", "volunteer"])
def test_others_do_not_even_see_that_there_is_such_a_page(world: World, name: str) -> None:
    browser = world.as_(name)
    assert browser.get("/admin/offices").status_code == 404
    answer = browser.post("/admin/offices", person=world.people["releaser"],
                          office="administrator", starts="2026-11-01")  # fmt: skip
    assert answer.status_code == 404
