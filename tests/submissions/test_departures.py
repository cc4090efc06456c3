"""What was released waits for its time, and leaves in batches, once, without whom has changed its
mind."""

import threading
from itertools import product

import pytest
from sqlmodel import select

from foundation.actor import SYSTEM, Actor, Kind, Office
from foundation.journal import JournalEntry, verify
from foundation.work import Work
from gate_builder import (
    approved,
    consent,
    consented,
    depart,
    read,
    release,
    row,
)
from notifications.models import Message
from submissions.consent.actions import withdraw
from submissions.departures import leaving, rules
from submissions.departures.rules import ENDED, LEFT, RULES, WAITING, DepartureFacts, Fate, fate
from submissions.letters import actions
from submissions.models import Letter
from submissions.stages import Gate
from world import World, says

EVERYBODY = (
    Actor("officer", Kind.SECRETARIAT, offices=frozenset({Office.ANONYMITY_OFFICER})),
    Actor("releaser", Kind.SECRETARIAT, offices=frozenset({Office.RELEASING_OFFICER})),
    Actor("secretary", Kind.SECRETARIAT, offices=frozenset({Office.SECRETARY})),
    Actor("seconded", Kind.SECRETARIAT, offices=frozenset(Office), home_company_id="c" * 16),
    Actor("member", Kind.MEMBER, company_id="c" * 16),
    Actor("attendee", Kind.METI),
)
ASKERS = {"volunteer": "representative", "second": "second", "third": "third"}


def batch(world: World) -> list[str]:
    """Texts of three companies, consented to and hidden from the ministry."""
    return [
        consented(world, approved(world, who), representative)
        for who, representative in ASKERS.items()
    ]


def letters(world: World) -> list[Letter]:
    with world.reading() as work:
        return list(work.db.exec(select(Letter)).all())


def waiting(world: World, who: str = "releaser") -> list[dict]:
    return read(world, who, "/departures")["departures"]


# --- the table --------------------------------------------------------------------------------


def test_the_table_says_of_every_departure_what_becomes_of_it() -> None:
    whole = product((0, 1, 5), (False, True), (0, 3), (0, 2, 3, 4), ("", "期限"), (False, True))
    for texts, due, anonymous, companies, reason, residue in whole:
        found = fate(
            DepartureFacts(
                texts=texts, due=due, anonymous=anonymous, companies=companies,
                override_reason=reason, residue=residue,
            )
        ).fate  # fmt: skip
        if not texts:
            expected = Fate.ENDS
        elif not due or residue or (anonymous and companies < 3 and not reason):
            expected = Fate.WAITS
        else:
            expected = Fate.LEAVES
        assert found is expected, (texts, due, anonymous, companies, reason, residue)
    assert all(rule.reason for rule in RULES[2:4]), "who waits beyond its time is told why"


@pytest.mark.parametrize(("smallest", "leaves"), [(2, True), (3, False), (4, False)])
def test_how_many_are_a_batch_is_a_setting(smallest: int, leaves: bool) -> None:
    facts = DepartureFacts(texts=2, due=True, anonymous=2, companies=2, smallest=smallest)
    assert (fate(facts).fate is Fate.LEAVES) == leaves


@pytest.mark.parametrize("state", [WAITING, LEFT, ENDED])
def test_who_overrides_and_recalls_until_it_has_left(state: str) -> None:
    officers = {"officer", "releaser"} if state == WAITING else set()
    recalling = {one.id for one in EVERYBODY if rules.may_recall(one, state)}
    overriding = {one.id for one in EVERYBODY if rules.may_override(one, state, "")}
    assert recalling == overriding == officers
    assert not any(rules.may_override(one, state, "期限") for one in EVERYBODY)


# --- waiting and leaving ----------------------------------------------------------------------


def test_a_letter_waits_for_its_time_and_leaves_whole(world: World) -> None:
    reviews = batch(world)
    world.clock.forward(minutes=1)
    assert release(world, *reviews, override_reason=None).status_code == 303
    assert leaving.depart_due(
        world.main, world.clock, world.chance, rules.batches(world.settings)
    ) == 0 and letters(world) == []

    [one] = waiting(world, "secretary")
    assert (one["texts"], one["held"]) == (3, False)
    assert one["leaves_at"].startswith("2026-11-24T01:00:00")
    assert not one["may_recall"]["ok"], "the secretariat sees it, the releasing officers handle it"
    shown = read(world, "representative", f"/reviews/{reviews[0]}/consent")
    assert shown["leaves_at"] == one["leaves_at"] and shown["may_withdraw"]["ok"]

    assert depart(world) == 1
    [letter] = letters(world)
    assert letter.released_day.isoformat() == "2026-11-24"
    assert letter.released_by_id == world.people["releaser"]
    assert waiting(world) == [] and depart(world) == 0
    with world.reading() as work:
        assert list(verify(work.db, JournalEntry)) == []


def test_whoever_withdraws_stays_and_too_few_wait_for_more(world: World) -> None:
    reviews = batch(world)
    release(world, *reviews, override_reason=None)
    world.as_("representative").post(f"/reviews/{reviews[0]}/consent/withdraw")
    assert depart(world) == 0 and letters(world) == []

    [one] = waiting(world)
    assert one["held"] and one["texts"] == 2 and "社数に満たない" in one["reason"]
    assert one["leaves_at"].startswith("2026-11-24T01:00:00"), "the next fixed time"
    with world.reading() as work:
        told = work.db.exec(select(Message).where(Message.text_key == "mail.departure_held")).all()
    assert {one.person_id for one in told} == {world.people["releaser"]}

    path = f"/departures/{one['id']}/override"
    assert world.as_("releaser").post(path).status_code == 422, "a reason is needed"
    assert world.as_("secretary").post(path, reason="期限").status_code == 404
    assert world.as_("releaser").post(path, reason="期限が迫るため").status_code == 303
    assert world.as_("releaser").post(path, reason="再び").status_code == 409
    assert depart(world) == 1
    [letter] = letters(world)
    assert letter.override_reason == "期限が迫るため" and len(letter.package["items"]) == 2
    assert row(world, reviews[0]).state == Gate.AWAITING_CONSENT


def test_what_has_changed_meanwhile_goes_back_and_the_rest_leaves(world: World) -> None:
    reviews = [*batch(world), consented(world, approved(world, "fourth"), "fourth")]
    release(world, *reviews, override_reason=None)
    withdrawn = row(world, reviews[3]).request_id
    world.as_("fourth").post(f"/requests/{withdrawn}/moves/withdraw", note="状況が変わった")
    assert depart(world) == 1
    assert len(letters(world)[0].package["items"]) == 3
    assert row(world, reviews[3]).state == Gate.AWAITING_RELEASE


def test_a_departure_without_a_text_ends_and_one_is_taken_back(sqlite_world: World) -> None:
    world = sqlite_world
    review_id = consented(world, approved(world))
    release(world, review_id)
    world.as_("representative").post(f"/reviews/{review_id}/consent/withdraw")
    assert depart(world) == 0 and waiting(world) == []

    consent(world, review_id)
    release(world, review_id)
    [one] = waiting(world)
    assert world.as_("releaser").post(f"/departures/{one['id']}/recall").status_code == 303
    assert row(world, review_id).state == Gate.AWAITING_RELEASE
    assert row(world, review_id).consent_hash, "the consent stands"
    again = world.as_("releaser").post(f"/departures/{one['id']}/recall")
    assert again.status_code == 409 and depart(world) == 0


def test_letters_of_one_time_are_numbered_by_their_words(sqlite_world: World) -> None:
    world = sqlite_world
    for title in ("乙の要望書", "甲の要望書"):
        review_id = consented(world, approved(world, title_ja=f"{title}の件"))
        release(world, review_id, title_ja=title)
    assert depart(world) == 2
    numbered = {one.title_ja: one.serial for one in letters(world)}
    assert numbered == {"乙の要望書": 1, "甲の要望書": 2}


# --- exactly once -----------------------------------------------------------------------------


def test_several_workers_let_it_leave_once(world: World) -> None:
    release(world, *batch(world), override_reason=None)
    left: list[int] = []
    batches = rules.batches(world.settings)

    def work() -> None:
        left.append(leaving.depart_due(world.main, world.clock, world.chance, batches))

    threads = [threading.Thread(target=work) for _ in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert sorted(left) == [0, 0, 0, 1] and len(letters(world)) == 1


def test_a_stop_in_the_middle_changes_nothing(
    sqlite_world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = sqlite_world
    reviews = batch(world)
    release(world, *reviews, override_reason=None)

    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(actions.news, "tell_of_letter", stopped)
        with pytest.raises(KeyboardInterrupt):
            depart(world)
    assert letters(world) == [] and row(world, reviews[0]).state == Gate.DEPARTING
    assert depart(world) == 1 and len(letters(world)) == 1


def test_a_withdrawal_in_the_same_second_wins_or_is_told_that_it_has_left(
    sqlite_world: World,
) -> None:
    world = sqlite_world
    reviews = batch(world)
    release(world, *reviews, override_reason=None)
    with world.main.writing() as db:
        # The worker has begun and the withdrawal is first: the worker finds the text gone.
        work = Work(db, world._actor(db, "representative"), world.clock.now(), world.chance)
        from submissions.models import Review

        withdraw(work, db.get_one(Review, reviews[0]))
        system = Work(db, SYSTEM, world.clock.now(), world.chance)
        assert leaving.leave_due(system, rules.batches(world.settings)) == 0
    consent(world, reviews[0])
    release(world, reviews[0], override_reason="期限")
    depart(world)
    late = world.as_("representative").post(f"/reviews/{reviews[0]}/consent/withdraw")
    assert late.status_code == 409 and "すでに提出されています" in says(late)
    assert row(world, reviews[0]).state == Gate.RELEASED
