"""The invented organisation is whole, and its story can be played."""

from datetime import date
from pathlib import Path

import pytest
from sqlmodel import Session, col, select

from committees.models import Body, Seat
from committees.queries import actor_of, lineage
from foundation import journal
from foundation.actor import SYSTEM, Actor, Kind, Office, Role, Standing
from foundation.chance import SeededChance
from foundation.clock import StoppedClock
from foundation.passwords import password_matches
from foundation.settings import Settings
from foundation.texts import LANGUAGES, texts
from foundation.work import Work
from goi import stores
from goi.demo.organisation import Ids, load_officials, load_organisation
from goi.demo.story import BODY, PASSWORD, STORY, parts_by_address
from identity.access.demo_people import is_demo_person
from identity.corporate_number import check
from identity.models import Company, Person
from proposals.ballots.facts import deciding_body, roll_on
from proposals.decision_rule import DecisionRule
from submissions.release_store import Official
from world import START

TODAY = date(2026, 11, 23)
PLAYED = {person.part: person for person in STORY}


class Loaded:
    """A store with the organisation in it."""

    def __init__(self, folder: Path, lasting: date | None = None) -> None:
        settings = Settings(data_dir=folder)
        self.main, self.release = stores.open_main(settings), stores.open_release(settings)
        stores.upgrade(self.main, self.release)
        clock, chance = StoppedClock(START), SeededChance("demo")
        with self.main.writing() as db:
            work = Work(db, SYSTEM, clock.now(), chance)
            self.ids: Ids = load_organisation(work, lasting)
        with self.release.writing() as db:
            self.officials = load_officials(db, chance)

    def actor(self, part: str, day: date = TODAY) -> Actor:
        with self.main.reading() as db:
            found = actor_of(db, self.ids[PLAYED[part].key], day)
        assert found is not None
        return found


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Loaded:
    return Loaded(tmp_path_factory.mktemp("demo"))


@pytest.fixture
def db(loaded: Loaded):  # type: ignore[no-untyped-def]
    with loaded.main.reading() as session:
        yield session


def test_everything_is_there(db: Session) -> None:
    counts = [len(db.exec(select(table)).all()) for table in (Company, Person, Body, Seat)]
    assert counts == [40, 120, 30, 465]


def test_its_numbers_are_right_and_nobody_can_be_reached(db: Session) -> None:
    for company in db.exec(select(Company)).all():
        assert check(company.corporate_number) == company.corporate_number
    assert all(is_demo_person(person) for person in db.exec(select(Person)).all())


def test_every_body_has_a_reading_and_a_rule_that_the_count_understands(db: Session) -> None:
    bodies = db.exec(select(Body)).all()
    assert all(body.reading for body in bodies)
    rules = [DecisionRule.from_json(body.rule) for body in bodies if body.rule]
    assert len(rules) == 9
    assert {str(rule.majority.ratio) for rule in rules} == {"1/2", "2/3"}


def test_the_journal_of_the_loading_is_whole(db: Session) -> None:
    assert list(journal.verify(db, journal.JournalEntry)) == []


def test_no_secondee_is_an_anonymity_officer(db: Session) -> None:
    for person in db.exec(select(Person)).all():
        actor = actor_of(db, person.id, TODAY)
        assert actor is not None
        assert not (actor.is_secondee and actor.holds(Office.ANONYMITY_OFFICER))


def test_all_have_the_one_password(db: Session) -> None:
    (stored,) = {person.password_hash for person in db.exec(select(Person)).all()}
    assert password_matches(stored, PASSWORD)


def test_the_story_is_played_by_who_the_data_says(loaded: Loaded, db: Session) -> None:
    for person in STORY:
        row = db.get_one(Person, loaded.ids[person.key])
        assert (row.email, row.name_ja) == (person.email, person.name)
    assert parts_by_address()["toru.iizuka@yonagi.example.jp"] == "volunteer"


def test_the_parts_have_what_they_need(loaded: Loaded, db: Session) -> None:
    body = loaded.ids[BODY]
    line = lineage(db, body)
    volunteer, second, chair = (
        loaded.actor(part) for part in ("volunteer", "second_company", "chair")
    )
    assert volunteer.sits([body]) and volunteer.standing is Standing.CONTRIBUTOR
    assert second.sits([body]) and second.company_id != volunteer.company_id
    assert chair.presides(line)
    assert loaded.actor("representative").company_id == volunteer.company_id
    assert loaded.actor("representative").standing is Standing.REPRESENTATIVE
    secretary = loaded.actor("secretary")
    assert secretary.sits(line, frozenset({Role.SECRETARY})) and not secretary.is_secondee
    assert loaded.actor("anonymity_officer").holds(Office.ANONYMITY_OFFICER)
    assert loaded.actor("releasing_officer").holds(Office.RELEASING_OFFICER)
    assert loaded.actor("meti").kind is Kind.METI
    assert len({person.key for person in STORY}) == len(STORY)
    deciding = deciding_body(db, body)
    roll = roll_on(db, deciding.id, TODAY)
    assert {volunteer.company_id, second.company_id, chair.company_id} <= set(roll)
    assert chair.presides([deciding.id]), "who opens the ballot must preside where it is decided"


def test_the_vote_can_reach_its_quorum(db: Session, loaded: Loaded) -> None:
    """Whoever plays the story can become anybody who votes in it."""
    deciding = deciding_body(db, loaded.ids[BODY])
    roll = roll_on(db, deciding.id, TODAY)
    voters = db.exec(
        select(Person).where(
            col(Person.company_id).in_(roll), Person.standing == Standing.REPRESENTATIVE
        )
    ).all()
    assert len({one.company_id for one in voters}) == len(roll) == 10


def test_the_ministrys_people_stand_at_the_desk(loaded: Loaded) -> None:
    with loaded.release.reading() as db:
        officials = db.exec(select(Official)).all()
    assert len(officials) == 6
    assert PLAYED["meti"].email in {one.email for one in officials}
    assert loaded.officials["P112"] not in loaded.ids.people.values()


def test_in_later_years_the_terms_last_until_the_fiscal_year_ends(tmp_path: Path) -> None:
    later = Loaded(tmp_path, lasting=date(2028, 1, 15))
    assert later.actor("chair", date(2028, 3, 31)).seats
    assert not later.actor("chair", date(2028, 4, 1)).seats


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_part_has_its_words(lang: str) -> None:
    for person in STORY:
        if person.part != "meti":  # who is chosen at the ministry's own desk
            assert texts(lang).say(f"demo.part.{person.part}")
