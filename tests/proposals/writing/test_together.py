"""Several people of one company write one draft: over sockets, by form, over request and answer."""

import base64
import json
import random
import time
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlmodel import select

from foundation.journal import JournalEntry
from foundation.sessions import IDLE
from identity.models import Person
from proposals.drafting.wording import FIELDS
from proposals.models import Request
from proposals.rules import Relation
from proposals.stages import State
from proposals.writing import actions, queries
from proposals.writing.crdt import Malformed, SharedDocument
from proposals.writing.models import SharedText, Writer
from proposals.writing.rooms import MESSAGES_A_SECOND
from proposals.writing.rules import MOST_BYTES, MOST_OF_ONE_PERSON, has_room, may_write
from request_builder import WORDS, draft, numbered, row, save, write_directly
from search.models import SearchEntry
from sockets import PageDocument, Socket, Writing, leave_all, running
from web.application import build
from world import World, says


@pytest.fixture(scope="module")
def world(common_world: World) -> World:
    return common_world


@pytest.fixture(autouse=True)
def _closed() -> Iterator[None]:
    yield
    leave_all()


def shared(world: World, request_id: str) -> dict[str, str]:
    """The text as the database has it."""
    with world.reading() as work:
        text = work.db.get(SharedText, request_id)
        assert text is not None
        return queries.document(work.db, text).texts()


def verbs(world: World, request_id: str) -> list[str]:
    with world.reading() as work:
        rows = work.db.exec(select(JournalEntry).where(JournalEntry.subject_id == request_id))
        return [one.verb for one in rows]


# --- who may -------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize(
    ("relation", "writes"),
    [
        (Relation(requester=True), True),
        (Relation(presides=True, speaks=True), False),
        (Relation(secretary=True, anonymity_officer=True), False),
        (Relation(speaks=True), False),
        (Relation(member_side=False), False),
    ],
)
def test_the_asking_side_writes_while_the_text_may_be_changed(
    state: State, relation: Relation, writes: bool
) -> None:
    editable = state in (State.DRAFT, State.RECONCILING)
    assert bool(may_write(relation, state)) == (writes and editable)


def test_a_text_is_full_at_its_limit() -> None:
    assert has_room(MOST_BYTES - 1, 1)
    assert not has_room(MOST_BYTES, 1)


def test_nobody_else_comes_in(world: World) -> None:
    own, reconciling = draft(world), numbered(world, "volunteer", State.RECONCILING)
    for name in ("second", "chair", "secretary", "officer", "lead", "observer"):
        assert Writing(world, name, own).ended() == 4404
        assert Writing(world, name, reconciling).ended() == 4404
        page = world.as_(name).get(f"/requests/{reconciling}/edit")
        assert "data-writing" not in page.text


# --- together ------------------------------------------------------------------------------------


def test_what_one_types_the_other_reads_and_the_database_has(fresh_world: World) -> None:
    request = draft(fresh_world)
    one, other = (Writing(fresh_world, name, request) for name in ("volunteer", "representative"))
    one.listen_until(lambda page: page.people)
    assert [person["name"] for person in one.people] == ["青木 恵"]
    one.type("problem", 3, "😀が")
    other.type("problem", 0, "かつて、")
    other.kept()
    one.kept()
    united = "かつて、基準額😀がが長く変わっていない。"
    for page in (one, other):
        page.listen_until(lambda page: page["problem"] == united)
    assert shared(fresh_world, request)["problem"] == one["problem"]
    one.lose()
    other.listen_until(lambda page: not page.people)
    other.lose()
    assert row(fresh_world, request).latest == 1
    assert verbs(fresh_world, request).count("request.written") == 2


def test_where_somebody_is_is_told_and_nothing_else_of_them(world: World) -> None:
    request = draft(world)
    one, other = (Writing(world, name, request) for name in ("volunteer", "representative"))
    one.say(update=b"", field="reason", anchor="AAA=", head="AAE=")
    other.listen_until(lambda page: any(person["field"] for person in page.people))
    (told,) = other.people
    assert told == {
        "seat": one.seat, "name": "石橋 浩二", "own": False, "field": "reason",
        "anchor": "AAA=", "head": "AAE=",
    }  # fmt: skip


def test_what_was_typed_without_a_connection_is_united(world: World) -> None:
    request = draft(world)
    one, other = (Writing(world, name, request) for name in ("volunteer", "representative"))
    other.lose()
    one.type("reason", 0, "一、")
    one.kept()
    other.type("reason", 0, "二、")
    other.join()
    for page in (one, other):
        page.listen_until(lambda page: {"一", "二"} <= set(page["reason"]))
    assert one["reason"] == other["reason"]


def test_two_processes_over_one_database(fresh_world: World) -> None:
    """Applications that share nothing but the database, as two `goi serve` do."""
    request = draft(fresh_world)
    one = Writing(fresh_world, "volunteer", request)
    other = Writing(fresh_world, "representative", request, app=build(fresh_world.site))
    one.listen_until(lambda page: page.people)
    for place in range(5):
        one.type("effect", 0, f"い{place}")
        other.type("effect", 0, f"ろ{place}")
        one.say()
        other.say()
    one.kept()
    other.kept()
    for page in (one, other):
        page.listen_until(lambda page: len(page["effect"]) == 20)
    assert one["effect"] == other["effect"] == shared(fresh_world, request)["effect"]


def test_a_folded_log_reaches_those_who_were_behind(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "COMPACT_AFTER", 3)
    request = draft(world)
    one = Writing(world, "volunteer", request)
    other = Writing(world, "representative", request, app=build(world.site))
    for _ in range(8):
        one.type("effect", 0, "あ")
        one.kept()
    other.listen_until(lambda page: page["effect"] == "あ" * 8)
    with world.reading() as work:
        left = queries.updates_after(work.db, request, 0)
        text = work.db.get(SharedText, request)
        assert text is not None and len(left) < 4 and text.snapshot_seq >= 5


# --- versions ------------------------------------------------------------------------------------


def cut(page: Writing, request: str, **more: str):
    fields = {**WORDS, "base_version": "1", "summary": "皆で直した", "live": "on", **more}
    return page.client.post(f"/requests/{request}/edit", **fields)


def test_a_version_is_cut_from_what_stands_there(world: World) -> None:
    request = draft(world)
    one, other = (Writing(world, name, request) for name in ("volunteer", "representative"))
    one.type("problem", 0, "一、")
    one.kept()
    other.type("reason", 0, "二、")  # not sent: it goes along with the form
    unsent = base64.b64encode(other.unsent()).decode()
    answer = cut(other, request, update=unsent, problem="古い文")
    assert answer.status_code == 303, says(answer)
    version = world.as_("volunteer").api(f"/requests/{request}/versions/2").json()
    told = {section["name"]: section["source"] for section in version["text"]["sections"]}
    assert told["problem"].startswith("一、") and told["reason"].startswith("二、")
    one.listen_until(lambda page: page.version == 2 and page["reason"].startswith("二、"))
    assert verbs(world, request).count("request.revised") == 1


def test_what_is_no_version_yet_is_told_by_field(world: World) -> None:
    request = draft(world)
    one = Writing(world, "volunteer", request)
    one.take_out("title_ja", 0, len(one["title_ja"]))
    one.kept()
    answer = cut(one, request)
    assert answer.status_code == 422 and "revise-title_ja-error" in answer.text
    assert row(world, request).latest == 1


def test_before_it_is_cut_nobody_else_reads_it(world: World) -> None:
    request = numbered(world, "volunteer", State.RECONCILING)
    one = Writing(world, "volunteer", request)
    one.type("problem", 0, "秘密の書きかけ")
    one.kept()
    for name in ("second", "chair", "secretary", "officer"):
        for path in ("", "/edit", "/versions"):
            assert "秘密の書きかけ" not in world.as_(name).get(f"/requests/{request}{path}").text
    with world.reading() as work:
        found = work.db.exec(select(SearchEntry)).all()
        assert "秘密の書きかけ" not in " ".join(str(one.model_dump()) for one in found)
    assert "版にしていない変更" in says(world.as_("representative").get(f"/requests/{request}"))
    assert "版にしていない変更" not in says(world.as_("second").get(f"/requests/{request}"))


def test_a_version_by_another_side_comes_in(world: World) -> None:
    """The chair saves by the form; what the company is typing takes it in, and says where both
    changed the same sentence."""
    request = numbered(world, "volunteer", State.RECONCILING)
    one = Writing(world, "volunteer", request)
    one.type("reason", 0, "近年、")
    one.kept()
    changed = {"problem": "基準額が二十年変わっていない。", "reason": "為替が変わったため。"}
    assert save(world.as_("chair"), request, 1, **changed).status_code == 303
    one.type("effect", 0, "効果。")
    one.kept()
    one.listen_until(lambda page: page.version == 2)
    assert one["problem"] == changed["problem"]
    assert one["reason"] == "近年、物価と為替が変わったため。"
    page = says(world.as_("volunteer").get(f"/requests/{request}/edit"))
    assert "同じ文が変わっています" in page


# --- by form -------------------------------------------------------------------------------------


def test_a_form_is_united_with_what_is_being_written(world: World) -> None:
    request = draft(world)
    one = Writing(world, "volunteer", request)
    base = json.dumps(one_texts(one))
    one.type("problem", 0, "一、")
    one.kept()
    answer = send(world, request, base, reason="物価が変わったため。", keep="on", summary="")
    assert answer.status_code == 303, says(answer)
    one.listen_until(lambda page: page["reason"] == "物価が変わったため。")
    assert shared(world, request)["problem"].startswith("一、")
    assert row(world, request).latest == 1


def send(world: World, request: str, base: str, **changed: str):
    """The whole form, as a colleague's browser without script sends it."""
    fields = {**WORDS, "base_version": "1", "summary": "直した", "base": base, **changed}
    return world.as_("representative").post(f"/requests/{request}/edit", **fields)


def one_texts(page: PageDocument) -> dict[str, str]:
    return {name: page[name] for name in FIELDS}


def test_a_form_over_the_same_sentence_shows_both(world: World) -> None:
    request = draft(world)
    one = Writing(world, "volunteer", request)
    base = json.dumps(one_texts(one))
    one.type("reason", 0, "近年、")
    one.kept()
    answer = send(world, request, base, reason="為替が変わったため。")
    assert answer.status_code == 409
    assert "近年、物価と為替が変わったため。" in says(answer)
    assert " 為替が変わったため。" in says(answer)
    assert shared(world, request)["reason"] == "近年、物価と為替が変わったため。"


def test_without_a_socket_it_goes_by_request_and_answer(world: World) -> None:
    request = draft(world)
    one = Writing(world, "volunteer", request)
    client, page = world.as_("representative"), PageDocument()
    told = client.api(f"/requests/{request}/writing", {}).json()
    page.hear(told)
    page.type("problem", 0, "離れて、")
    sent = {
        "birth": page.birth, "seat": page.seat, "state": page.state(), "field": "problem",
        "update": base64.b64encode(page.unsent()).decode(),
    }  # fmt: skip
    answer = client.api(f"/requests/{request}/writing", sent)
    assert answer.status_code == 200, answer.text
    one.listen_until(lambda page: page["problem"].startswith("離れて、"))
    one.listen_until(lambda page: page.people and page.people[0]["field"] == "problem")
    assert world.as_("second").api(f"/requests/{request}/writing", {}).status_code == 404
    taken = world.as_("volunteer").api(f"/requests/{request}/writing", {"seat": page.seat})
    assert taken.status_code == 404


# --- the end of it -------------------------------------------------------------------------------


def test_a_session_that_ends_ends_the_conversation_at_the_next_word(sqlite_world: World) -> None:
    one = Writing(sqlite_world, "volunteer", draft(sqlite_world))
    sqlite_world.clock.forward(seconds=IDLE.total_seconds() + 1)
    one.type("problem", 0, "遅い")
    one.say()
    assert one.ended() == 4401


def test_a_right_taken_away_ends_the_conversation_of_who_is_silent(
    sqlite_world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("proposals.writing.rooms.CHECK_SECONDS", 0.1)
    request = draft(sqlite_world)
    one = Writing(sqlite_world, "representative", request)
    with sqlite_world.work() as work:
        person = work.db.get(Person, sqlite_world.people["representative"])
        assert person is not None
        person.company_id = sqlite_world.companies["mizuho"]
        work.db.add(person)
    assert one.ended() == 4404
    with sqlite_world.reading() as work:
        assert not work.db.exec(select(Writer)).all()


def test_a_submitted_draft_is_closed_to_writing(world: World) -> None:
    request = draft(world)
    one = Writing(world, "volunteer", request)
    with world.work() as work:
        found = work.db.get(Request, request)
        assert found is not None
        found.state = State.TRIAGE.value
        work.db.add(found)
    one.type("problem", 0, "遅い")
    one.say()
    assert one.ended() == 4404
    assert "遅い" not in shared(world, request)["problem"]


def test_what_was_typed_is_forgotten_when_a_request_has_ended(world: World) -> None:
    ends = {state: draft(world) for state in (State.WITHDRAWN, State.SUBMITTED, State.TRIAGE)}
    for state, request in ends.items():
        Writing(world, "volunteer", request).lose()
        with world.work() as work:
            found = work.db.get(Request, request)
            assert found is not None
            found.state = state.value
            work.db.add(found)
    with world.work() as work:
        actions.forget_ended(work)
    with world.reading() as work:
        left = {text.request_id for text in work.db.exec(select(SharedText))}
    assert left & set(ends.values()) == {ends[State.TRIAGE]}


# --- who means no good ---------------------------------------------------------------------------


UNREADABLE = (
    "{", "[]", "{}", '{"n": "one"}', '{"n": 1, "more": 2}', '{"n": 1, "update": "%%"}',
    '{"n": 1, "field": "secret"}', '{"n": 1, "update": "AAECAwQF"}', b"\0",
)  # fmt: skip


def test_what_cannot_be_read_ends_the_conversation_and_harms_nobody(world: World) -> None:
    request = draft(world)
    one = Writing(world, "volunteer", request)
    for number, said in enumerate(UNREADABLE):
        before = shared(world, request)
        other = Writing(world, "representative", request)
        other.socket.send(said)
        assert other.ended() == 4400, said
        assert shared(world, request) == before
        one.type("problem", 0, str(number))
        one.kept()
        assert shared(world, request)["problem"].startswith(str(number))


def test_a_document_of_another_birth_is_not_mixed_in(world: World) -> None:
    request = draft(world)
    one = Writing(world, "volunteer", request)
    one.lose()
    one.birth = "a" * 16
    one.join()
    assert one.socket.status == 4409


def test_a_full_text_takes_no_more(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    request = draft(world)
    one = Writing(world, "volunteer", request)
    monkeypatch.setattr("proposals.writing.rules.MOST_BYTES", 2_000)
    one.type("problem", 0, "長" * 1_000)
    one.say()
    assert one.ended() == 4413
    assert "長長" not in shared(world, request)["problem"]


def test_windows_of_one_person_are_counted(world: World) -> None:
    request = draft(world)
    pages = [Writing(world, "volunteer", request) for _ in range(MOST_OF_ONE_PERSON + 1)]
    assert [page.socket.status for page in pages] == ["open"] * MOST_OF_ONE_PERSON + [4429]


def test_who_speaks_too_fast_is_heard_more_slowly_and_loses_nothing(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("proposals.writing.rooms.BURST", 2.0)
    request = draft(world)
    one = Writing(world, "volunteer", request)
    began = time.monotonic()
    for number in range(8):
        one.type("problem", 0, str(number))
        one.say()
    one.listen_until(lambda page: page.ack >= page.n)
    assert time.monotonic() - began > 5 / MESSAGES_A_SECOND
    assert shared(world, request)["problem"].startswith("76543210")


def test_a_room_closes_behind_the_last_who_leaves_and_keeps_their_words(world: World) -> None:
    request = draft(world)
    one = Writing(world, "volunteer", request)
    one.type("problem", 0, "最後の言葉。")
    one.kept()
    one.lose()
    leave_all()
    assert not running()
    one.join()
    assert one["problem"].startswith("最後の言葉。")


def test_a_handshake_from_elsewhere_is_refused(world: World) -> None:
    path = f"/requests/{draft(world)}/writing/live"
    cookies = dict(world.as_("volunteer").cookies)
    assert Socket(world.app, path, cookies, origin="https://elsewhere.example").status == 403
    assert Socket(world.app, path, cookies, origin=None).status == 403
    assert Socket(world.app, path, cookies, host="elsewhere.example").status == 403
    assert Socket(world.desk_app, path, cookies).status == 403


def test_bytes_of_chance_are_refused_quickly_and_in_little_memory() -> None:
    chance = random.Random(7)
    good = SharedDocument.of({"problem": "基準額が😀長く変わっていない。" * 20}).since()
    for number in range(1_500):
        bad = bytearray(good if number % 3 else chance.randbytes(chance.randrange(60)))
        for _ in range(chance.randrange(1, 5)) if number % 3 else ():
            bad[chance.randrange(len(bad))] = chance.randrange(256)
        document = SharedDocument()
        for taken in (document.apply, document.since):
            try:
                taken(bytes(bad))
            except Malformed:
                pass


@pytest.mark.parametrize("power", [20, 28, 30, 34, 60])
def test_an_untrue_count_reserves_no_memory(power: int) -> None:
    """The library itself would take half a gigabyte for the second of these."""
    count, number = bytearray(), 2**power
    while number:
        number, low = number >> 7, number & 0x7F
        count.append(low | (0x80 if number else 0))
    for taken in (SharedDocument().apply, SharedDocument().since):
        with pytest.raises(Malformed):
            taken(bytes(count))


# --- the document --------------------------------------------------------------------------------

WRITTEN = st.text(alphabet="あ基準額。😀𠮷e\u0301\n ", max_size=40)


@given(WRITTEN, WRITTEN)
@settings(deadline=None, max_examples=60)
def test_rewriting_reaches_every_text_by_edits_alone(old: str, new: str) -> None:
    document = SharedDocument.of({"problem": old})
    copy = SharedDocument([document.since()])
    copy.apply(document.rewrite({"problem": new}))
    assert copy.texts()["problem"] == document.texts()["problem"] == new


TYPED = st.text(alphabet="あ額😀x", max_size=3)
STEP = st.tuples(st.integers(0, 2), st.integers(0, 30), TYPED, st.integers(0, 3))


@given(st.lists(STEP, max_size=40), st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=40)
def test_three_pages_that_lose_and_reorder_messages_converge(
    steps: list[tuple[int, int, str, int]], chance: random.Random
) -> None:
    """Whatever is dropped or comes late, coming back by state vectors makes all texts one."""
    server = SharedDocument.of({"problem": "基準額が長く変わっていない。"})
    pages = [PageDocument() for _ in range(3)]
    for page in pages:
        page.doc.apply_update(server.since())
    wires: list[list[bytes]] = [[], [], []]
    for who, place, typed, out in steps:
        page = pages[who]
        length = len(page["problem"])
        page.take_out("problem", min(place, length), min(place + out, length))
        page.type("problem", min(place, len(page["problem"])), typed)
        wires[who].append(page.unsent())
        if chance.random() < 0.5:
            chance.shuffle(wires[who])
        for update in wires[who]:
            if chance.random() < 0.7:
                server.apply(update)
                for other in pages:
                    if other is not page and chance.random() < 0.7:
                        other.doc.apply_update(update)
        wires[who] = []
    for page in pages:
        server.apply(page.doc.get_update(server.state()))
    for page in pages:
        page.doc.apply_update(server.since(page.doc.get_state()))
    assert {page["problem"] for page in pages} == {server.texts()["problem"]}


def test_a_caller_that_was_never_begun_is_none(world: World) -> None:
    request = write_directly(world, "volunteer", State.DRAFT, "none", number=None)
    with world.reading() as work:
        assert queries.shared_texts(work.db, request) is None
        assert queries.heads(work.db, [request.id]) == {}
