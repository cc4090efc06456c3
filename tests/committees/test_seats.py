"""Who may sit where as what, and for how long."""

from datetime import date

import pytest
from sqlmodel import select

from committees.queries import body, voting_companies
from committees.seats.actions import end_seat, give_seat, move_end
from committees.seats.queries import all_seats
from committees.seats.rules import KIND_OF, PRINCIPAL, Wanted, may_sit, votes
from committees.terms import overlap
from foundation.actor import Kind, Role
from foundation.errors import Invalid, Refused
from foundation.journal import JournalEntry
from identity.models import Person
from world import World

APRIL, MAY, JUNE = date(2026, 4, 1), date(2026, 5, 1), date(2026, 6, 1)


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("kind", Kind)
def test_every_role_is_for_one_kind_of_people(role: Role, kind: Kind) -> None:
    verdict = may_sit(Wanted(role, kind, has_company=kind is Kind.MEMBER))
    assert bool(verdict) == (kind is KIND_OF[role])
    assert verdict.reason in ("", "seat.wrong_kind")


@pytest.mark.parametrize("role", Role)
def test_a_company_has_one_principal_and_any_number_of_deputies(role: Role) -> None:
    kind = KIND_OF[role]
    taken = Wanted(role, kind, has_company=True, principal_taken=True)
    assert may_sit(taken).reason == ("seat.principal_taken" if role in PRINCIPAL else "")


@pytest.mark.parametrize(
    ("wanted", "reason"),
    [
        (Wanted(Role.MEMBER, Kind.MEMBER, has_company=False), "seat.no_company"),
        (Wanted(Role.ADVISER, Kind.ADVISER, has_company=False), ""),
        (Wanted(Role.DEPUTY, Kind.MEMBER, True, already_sits=True), "seat.already_sits"),
        (Wanted(Role.CHAIR, Kind.MEMBER, True, chair_taken=True), "seat.chair_taken"),
        (Wanted(Role.VICE_CHAIR, Kind.MEMBER, True, chair_taken=True), ""),
    ],
)
def test_what_stands_in_the_way(wanted: Wanted, reason: str) -> None:
    assert may_sit(wanted).reason == reason


def test_principals_hold_their_companys_vote_and_nobody_else() -> None:
    assert {role for role in Role if votes(role)} == {
        Role.CHAIR, Role.VICE_CHAIR, Role.LEAD, Role.MEMBER
    }  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other", "shared"),
    [
        ((APRIL, MAY), (MAY, JUNE), True),
        ((APRIL, date(2026, 4, 30)), (MAY, JUNE), False),
        ((APRIL, None), (JUNE, None), True),
        ((APRIL, None), (date(2025, 1, 1), date(2026, 3, 31)), False),
        ((MAY, date(2026, 4, 30)), (APRIL, JUNE), False),
    ],
)
def test_terms_overlap_where_they_share_a_day(one: tuple, other: tuple, shared: bool) -> None:
    assert overlap(*one, *other) is shared
    assert overlap(*other, *one) is shared


def person(work, world: World, name: str) -> Person:  # type: ignore[no-untyped-def]
    return work.db.get_one(Person, world.people[name])


def test_a_seat_is_given_with_its_companys_vote_and_written_down(world: World) -> None:
    with world.work("administrator") as work:
        goods = body(work.db, world.bodies["goods"])
        seat = give_seat(work, goods, person(work, world, "second"), Role.MEMBER, APRIL, None)
        assert (seat.company_id, seat.voting) == (world.companies["mizuho"], True)
        assert [one.short_ja for one in voting_companies(work.db, goods.id, MAY)] == [
            "瑞雲電子", "外山物流"
        ]  # fmt: skip
        entry = work.db.exec(select(JournalEntry)).one()
        assert (entry.verb, entry.actor_id) == ("give_seat", world.people["administrator"])
        with pytest.raises(Refused, match="seat.principal_taken"):
            give_seat(
                work, goods, person(work, world, "second_contributor"), Role.MEMBER, JUNE, None
            )
        give_seat(work, goods, person(work, world, "second_contributor"), Role.DEPUTY, JUNE, None)


def test_another_principal_follows_when_the_first_ones_term_is_over(world: World) -> None:
    with world.work("administrator") as work:
        goods = body(work.db, world.bodies["goods"])
        first, second = (person(work, world, name) for name in ("second", "second_contributor"))
        seat = give_seat(work, goods, first, Role.MEMBER, APRIL, None)
        end_seat(work, seat, date(2026, 5, 31))
        give_seat(work, goods, second, Role.MEMBER, JUNE, None)
        with pytest.raises(Refused, match="seat.principal_taken"):
            move_end(work, seat, JUNE)
        move_end(work, seat, date(2026, 5, 30))


def test_a_term_ends_after_it_begins_and_never_later_than_it_was_to(world: World) -> None:
    with world.work("administrator") as work:
        goods = body(work.db, world.bodies["goods"])
        second = person(work, world, "second")
        with pytest.raises(Invalid):
            give_seat(work, goods, second, Role.MEMBER, MAY, APRIL)
        seat = give_seat(work, goods, second, Role.MEMBER, MAY, JUNE)
        for day in (date(2026, 4, 29), date(2026, 6, 2)):
            with pytest.raises(Invalid):
                end_seat(work, seat, day)
        end_seat(work, seat, date(2026, 4, 30))  # never came into force
        assert voting_companies(work.db, goods.id, MAY)[0].short_ja == "外山物流"
        give_seat(work, goods, second, Role.MEMBER, APRIL, None)


@pytest.mark.parametrize("name", ["chair", "secretary", "officer", "releaser", "second"])
def test_only_an_administrator_gives_and_ends_seats(world: World, name: str) -> None:
    with world.work(name) as work:
        goods = body(work.db, world.bodies["goods"])
        with pytest.raises(Refused, match="committees.administrator_only"):
            give_seat(work, goods, person(work, world, "second"), Role.MEMBER, APRIL, None)
        with pytest.raises(Refused, match="committees.administrator_only"):
            end_seat(work, all_seats(work.db, goods.id)[0], JUNE)


def test_an_administrator_does_it_on_the_page(world: World) -> None:
    browser, goods = world.as_("administrator"), world.bodies["goods"]
    seats = f"/committees/{goods}/seats"
    given = {"person": world.people["fourth"], "role": "member", "starts": "2026-11-01"}
    assert browser.post(seats, **given).headers["location"] == seats
    again = browser.post(seats, **given)
    assert again.status_code == 409
    assert "この人は、同じ期間にこの会の議席を持っています。" in again.text
    wrong = browser.post(seats, **given | {"role": "king", "starts": "yesterday"})
    assert wrong.status_code == 422
    assert browser.post("/committees/aaaaaaaaaaaaaaaa/seats", **given).status_code == 404
    with world.reading() as work:
        (seat,) = [one for one in all_seats(work.db, goods) if one.person_id == given["person"]]
    elsewhere = f"/committees/{world.bodies['licensing']}/seats/{seat.id}/end"
    assert browser.post(elsewhere, last="2026-11-30").status_code == 404
    assert browser.post(f"{seats}/{seat.id}/end", last="2026-11-30").status_code == 303
    assert "みなと商事" in browser.get(f"/committees/{goods}").text
    world.clock.forward(days=8)
    assert "みなと商事" not in world.as_("chair").get(f"/committees/{goods}").text


def test_the_same_press_twice_gives_one_seat(world: World) -> None:
    browser, seats = world.as_("administrator"), f"/committees/{world.bodies['goods']}/seats"
    given = {"person": world.people["fourth"], "role": "member", "starts": "2026-11-01"}
    for _ in range(2):
        assert browser.post(seats, once="the-same-press", **given).status_code == 303
    with world.reading() as work:
        assert len(all_seats(work.db, world.bodies["goods"])) == 2
