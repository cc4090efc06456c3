"""The invented requests stand where the data says, with everything that was said on them."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlmodel import Session, select

from committees.queries import actor_of
from foundation import journal
from foundation.actor import SYSTEM
from foundation.chance import SeededChance
from foundation.clock import StoppedClock
from foundation.files import Files
from foundation.mail import MailboxMailer
from foundation.settings import Settings
from foundation.work import Work
from goi import stores
from goi.certificates import verify
from goi.demo.answered import answers
from goi.demo.organisation import Ids, load_organisation
from goi.demo.requests import load_requests, proposals
from goi.demo.wording import AMENDED, first_words, words
from notifications.models import Message
from proposals.ballots import secrecy
from proposals.ballots.models import SecretBallot
from proposals.certificates.models import Certificate
from proposals.directory import directory, identifying
from proposals.models import Ballot, Comment, Objection, PointReply, Position, Request, Version
from proposals.queries import texts_of
from proposals.sealing import bulletin, verify_standalone
from proposals.sections import missing
from world import ORIGIN, START, World, says

DATA = {one["id"]: one for one in proposals()}
# The data's five positions as our four.
STANDS = {
    "support": "support", "no_objection": "can_live_with", "abstain": "abstain",
    "support_with_conditions": "can_live_with", "object": "object",
}  # fmt: skip


def an_empty_world(folder: Path) -> World:
    """The applications over two stores without a row."""
    settings = Settings(data_dir=folder, public_origin=ORIGIN)
    main, release = stores.open_main(settings), stores.open_release(settings)
    stores.upgrade(main, release)
    mailer = MailboxMailer(Files(folder / "mail"), "goi@goi.test")
    return World(settings, main, release, StoppedClock(START), SeededChance("demo"), mailer)


class Loaded:
    """A world whose store holds the demonstration instead of the small world's people."""

    def __init__(self, folder: Path) -> None:
        self.world = an_empty_world(folder)
        with self.world.main.writing() as db:
            work = Work(db, SYSTEM, START, SeededChance("demo"))
            self.ids: Ids = load_organisation(work)
            self.requests = load_requests(work, self.ids)

    def id(self, key: str) -> str:
        return self.requests[key]


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Loaded:
    return Loaded(tmp_path_factory.mktemp("demo"))


@pytest.fixture
def db(loaded: Loaded) -> Iterator[Session]:
    with loaded.world.main.reading() as session:
        yield session


def test_every_request_stands_where_the_data_says(loaded: Loaded, db: Session) -> None:
    assert len(DATA) == 25
    for key, proposal in DATA.items():
        request = db.get_one(Request, loaded.id(key))
        assert (request.state, request.anonymity) == (
            proposal["state"], proposal["anonymity"]["wish"],
        )  # fmt: skip
        open_to_members = proposal["state"] not in ("draft", "triage")
        assert request.number == (proposal["number"] if open_to_members else None)


def test_every_request_says_all_that_is_required(loaded: Loaded, db: Session) -> None:
    for key in DATA:
        request = db.get_one(Request, loaded.id(key))
        for row in db.exec(select(Version).where(Version.request_id == request.id)):
            assert missing(row.title_ja, row.sections) == ()


def test_nothing_of_the_datas_texts_is_lost() -> None:
    for proposal in DATA.values():
        hidden = proposal["anonymity"]["wish"] == "members"
        body = proposal["anonymity"]["redacted_body_ja"] if hidden else proposal["body_ja"]
        text = "".join(words(proposal).sections.values())
        kept = [part for part in body.split("\n\n") if not part.startswith("## ")]
        left_out = [part for part in kept if part not in text]
        assert len(left_out) <= (proposal["state"] in ("withdrawn", "rejected")), proposal["id"]


@pytest.mark.parametrize("key", AMENDED)
def test_amended_requests_have_two_versions_that_differ(
    loaded: Loaded, db: Session, key: str
) -> None:
    found = db.exec(select(Version).where(Version.request_id == loaded.id(key))).all()
    assert len(found) == 2
    assert first_words(DATA[key]) != words(DATA[key])


def test_the_companies_stand_as_the_data_counts_them(loaded: Loaded, db: Session) -> None:
    silent = {"pending", "no_reply", "deemed_no_objection"}
    for key, proposal in DATA.items():
        for one in proposal["rounds"]:
            wanted: Counter[str] = Counter()
            for value, n in one["expected_tally"].items():
                wanted[STANDS.get(value, "")] += 0 if value in silent else n
            found = db.exec(select(Position.value).where(Position.request_id == loaded.id(key)))
            assert Counter(found) == +wanted, key


def test_every_comment_and_reply_is_there(db: Session) -> None:
    said = [c for one in DATA.values() for r in one["rounds"] for c in r["comments"]]
    wanted = sum(1 + len(comment["replies"]) for comment in said)
    assert len(db.exec(select(Comment)).all()) == wanted


def test_no_objection_is_open_where_views_are_reconciled(loaded: Loaded, db: Session) -> None:
    still_open = {
        key for key in DATA
        if db.exec(
            select(Objection).where(
                Objection.request_id == loaded.id(key), Objection.state == "open"
            )
        ).first()
    }  # fmt: skip
    assert still_open == {"R08-LOG-008", "R08-GDT-009", "R08-GDT-021"}


def test_the_ballots_come_out_as_the_data_says(db: Session, loaded: Loaded) -> None:
    outcomes = {
        key: (row.result or {}).get("outcome")
        for key in DATA
        for row in db.exec(select(Ballot).where(Ballot.request_id == loaded.id(key)))
    }
    assert outcomes == {
        "R08-GDT-003": None, "R08-CLS-018": None, "R08-SYS-005": "carried",
        "R08-GDT-010": "carried", "R07-CLS-024": "rejected",
        "R08-SYS-004": "carried",  # advisory, secret
    }  # fmt: skip


def test_its_secret_ballot_and_its_rough_consensus_can_be_verified(
    db: Session, loaded: Loaded
) -> None:
    secret = db.exec(select(SecretBallot)).one()
    told = bulletin.text(secrecy.bulletin_of(db, db.get_one(Ballot, secret.ballot_id)))
    assert verify_standalone.faults_of(told.encode()) == []
    _, sound = verify(loaded.world.main)
    assert sound
    wanted = select(Certificate.content).where(
        Certificate.request_id == loaded.id("R08-ICP-017")
    )
    content = db.exec(wanted).one()
    states = sorted(one["state"] for one in content["objections"])
    assert (content["outcome"], states) == ("rough", ["addressed", "sustained"])
    assert [one["holder"] for one in content["minority"]] == [None]


def test_every_point_of_an_answered_request_has_its_answer(loaded: Loaded, db: Session) -> None:
    for key, proposal in DATA.items():
        rows = db.exec(select(PointReply).where(PointReply.request_id == loaded.id(key))).all()
        assert len(rows) == len(answers(proposal))
        assert bool(rows) == bool(proposal["reply"])


def test_hidden_companies_are_in_no_text_that_members_read(loaded: Loaded, db: Session) -> None:
    members = directory(db)
    hidden = [key for key, one in DATA.items() if one["anonymity"]["wish"] == "members"]
    assert hidden
    for key in hidden:
        for row in db.exec(select(Version).where(Version.request_id == loaded.id(key))):
            assert identifying(db, loaded.id(key), texts_of(row), members) == []
        for position in db.exec(select(Position).where(Position.request_id == loaded.id(key))):
            assert "提案会社" not in position.reason


def test_the_journal_is_whole_and_nobody_is_told_today_of_the_past(db: Session) -> None:
    assert list(journal.verify(db, journal.JournalEntry)) == []
    assert db.exec(select(Message)).all() == []


@pytest.mark.parametrize("person", ["P101", "P030", "P071", "P041"])
def test_every_request_can_be_read_in_both_languages(loaded: Loaded, person: str) -> None:
    world = loaded.world
    world.people["reader"] = loaded.ids.people[person]
    client = world.as_("reader")
    with world.main.reading() as session:
        reader = actor_of(session, loaded.ids.people[person], START.date())
    assert reader is not None
    for key, request_id in loaded.requests.items():
        for lang in ("ja", "en"):
            page = client.get(f"/requests/{request_id}?lang={lang}")
            assert page.status_code in (200, 404), (key, says(page))
            if DATA[key]["state"] not in ("draft", "triage"):
                assert page.status_code == 200, key
    listed = client.api("/requests").json()
    assert len(listed["rows"]) >= 20


