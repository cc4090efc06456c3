"""Calls, certificates, meetings and appeals over HTTP, and what a changed record is caught by."""

import json
from datetime import UTC, datetime

import pytest
from sqlmodel import select

from committees.consensus_rules.models import ConsensusRule
from committees.models import Body, Seat
from deliberation_builder import (
    answered,
    checked,
    consulted,
    objection,
    position,
    reconciled,
    seen,
    send,
    sent,
)
from foundation.journal import JournalEntry
from goi.certificates import verify
from proposals.certificates.confirming import confirm_due
from proposals.certificates.content import digest
from proposals.certificates.models import Appeal, Certificate
from proposals.decision_rule import JAPANESE_MAJORITY
from proposals.deliberation.models import ObjectionEvent
from proposals.deliberation.stages import CRITERIA
from proposals.models import ConsensusRecord, Objection, Version
from request_builder import move, row
from world import World, says

pytestmark = pytest.mark.databases("sqlite")

RECORD = {"outcome": "rough", "statement": "この案で要望する。", "weighed": "負担を比べた。"}


def windows(world: World, **days: int) -> None:
    """The days of the committee."""
    with world.work() as work:
        rule = work.db.get_one(ConsensusRule, world.bodies["regulations"])
        for name, number in days.items():
            setattr(rule, name, number)
        work.db.add(rule)


def confirming(world: World, days: int) -> None:
    """How long what a meeting decides stays provisional."""
    with world.work() as work:
        body = work.db.get_one(Body, world.bodies["regulations"])
        body.rule = JAPANESE_MAJORITY.to_json() | {"confirm_days": days}
        work.db.add(body)


def record(world: World, request_id: str, **fields: str):
    return send(world, "chair", f"/requests/{request_id}/consensus", **{**RECORD, **fields})


def disputed(world: World, **changes: str) -> tuple[str, str]:
    """A request with a sustained objection and a minority opinion, checked and recorded; its id
    and that of its certificate."""
    request_id = consulted(world, **changes)
    position(world, "second", request_id, "object", reason="広すぎる。")
    position(world, "third", request_id, "support")
    one = objection(world, "second", request_id, quote="基準額を引き上げる", remedy="定義を置く。")
    answered(world, request_id, one, by="volunteer")
    sent(world, "chair", f"/requests/{request_id}/objections/{one}/end", step="sustain",
         reason="論点が残る。", criteria=CRITERIA)  # fmt: skip
    sent(world, "second", f"/requests/{request_id}/minority-opinion", text="現状維持を求める。")
    checked(world, request_id)
    answer = record(world, request_id)
    assert answer.status_code == 303, says(answer)
    return request_id, certificate_of(world, request_id)


def certificate_of(world: World, request_id: str) -> str:
    with world.reading() as work:
        wanted = select(Certificate.id).where(Certificate.request_id == request_id)
        return work.db.exec(wanted.order_by(Certificate.issued_at.desc())).first() or ""


def faults(world: World) -> list[str]:
    lines, sound = verify(world.main)
    assert sound == all(": whole" in line for line in lines)
    return [line for line in lines if ": whole" not in line]


def shown(world: World, name: str, certificate_id: str) -> dict:
    answer = world.as_(name).api(f"/certificates/{certificate_id}")
    assert answer.status_code == 200, answer.text
    return answer.json()


# --- the call -------------------------------------------------------------------------------


def test_the_call_opens_a_window_and_the_record_waits_for_its_end(world: World) -> None:
    windows(world, call_days=7)
    request_id = checked(world, consulted(world))
    call = seen(world, "second", request_id)["consensus"]["call"]
    assert call == {"day": "2026-11-23", "closes": "2026-11-30", "open": True}
    refused = record(world, request_id)
    assert refused.status_code == 409 and "期間が終わるまで" in says(refused)

    world.clock.set(datetime(2026, 11, 30, 14, 59, tzinfo=UTC))  # 23:59 in Japan
    one = objection(world, "second", request_id, gravity="can_live", remedy="注を置く。")
    world.clock.set(datetime(2026, 11, 30, 15, 1, tzinfo=UTC))
    late = send(world, "third", f"/requests/{request_id}/objections", gravity="can_live",
                ground="遅い。", remedy="乙。")  # fmt: skip
    assert late.status_code == 409 and "期間は終わりました" in says(late)
    assert record(world, request_id).status_code == 303
    shown_items = shown(world, "third", certificate_of(world, request_id))["items"]
    assert [item["kind"] for item in shown_items] == ["正式な異議"] and one


def test_the_chair_sees_the_issues_before_the_counts(world: World) -> None:
    request_id = consulted(world)
    objection(world, "second", request_id, ground="定義がない件。")
    position(world, "third", request_id, "support")
    reconciled(world, request_id)
    page = says(world.as_("chair").get(f"/requests/{request_id}"))
    card = page[page.index("合意の記録") :]
    assert card.index("論点と扱い") < card.index("定義がない件。") < card.index("各社の立場")
    assert seen(world, "second", request_id)["consensus"]["may_call"] is None


# --- the certificate ------------------------------------------------------------------------


@pytest.mark.databases("sqlite", "postgres")
def test_a_certificate_tells_grounds_then_counts_and_is_computed_again(world: World) -> None:
    request_id, certificate_id = disputed(world)
    page = says(world.as_("third").get(f"/certificates/{certificate_id}"))
    order = ["おおむね合意", "この案で要望する。", "負担を比べた。", "面積の定義がない。",
             "継続と判断", "現状維持を求める。", "ある会員企業", "業種別の立場", "照会した会社",
             "不服申立て", "検証"]  # fmt: skip
    places = [page.index(word, page.index("結果")) for word in order]
    assert places == sorted(places)
    assert "計算し直した結果と一致しています" in page
    assert faults(world) == []
    link = f'/certificates/{certificate_id}"'
    assert link in world.as_("third").get(f"/requests/{request_id}").text


def test_its_json_is_what_its_hash_is_over_and_the_journal_holds_it(world: World) -> None:
    request_id, certificate_id = disputed(world)
    answer = world.as_("third").get(f"/certificates/{certificate_id}/certificate.json")
    content = json.loads(answer.text)
    assert digest(content) == shown(world, "third", certificate_id)["content_hash"]
    assert content["objections"][0]["state"] == "sustained"
    assert content["minority"] == [{"holder": None, "text": "現状維持を求める。"}]
    assert {one["ja"] for one in content["roll"]} >= {"瑞雲電子株式会社"}
    positions = content["positions"]
    assert positions["total"] is None and positions["others"] is None
    assert all(one["counts"] is None for one in positions["sectors"])
    with world.reading() as work:
        made = work.db.get_one(Certificate, certificate_id)
        entry = work.db.exec(
            select(JournalEntry).where(JournalEntry.verb == "certificate.issue")
        ).one()
        before = work.db.get_one(JournalEntry, made.journal_seq)
    assert entry.after["hash"] == made.content_hash
    assert (entry.seq, entry.previous) == (before.seq + 1, made.journal_hash)
    # What is said later does not change it.
    position(world, "second", request_id, "can_live_with")
    sent(world, "second", f"/requests/{request_id}/minority-opinion", text="変えた。", named="on")
    objection(world, "third", request_id, gravity="can_live", remedy="後から。")
    assert faults(world) == []


def _altered_text(db) -> None:
    version = db.exec(select(Version)).first()
    version.sections = {**version.sections, "request": "(1) 基準額を下げる。"}
    db.add(version)


def _changed_ground(db) -> None:
    one = db.exec(select(Objection)).one()
    one.ground = "ささいなこと。"
    db.add(one)


def _missing_objection(db) -> None:
    one = db.exec(select(Objection)).one()
    for event in db.exec(select(ObjectionEvent)).all():
        db.delete(event)
    db.flush()
    db.delete(one)


def _hidden_objection(db) -> None:
    """Taken out of the record and of the certificate alike."""
    made = db.exec(select(ConsensusRecord)).one()
    made.roll = made.roll | {"objections": []}
    certificate = db.exec(select(Certificate)).one()
    certificate.content = certificate.content | {"objections": []}
    certificate.content_hash = digest(certificate.content)
    db.add(made)
    db.add(certificate)


def _other_answer(db) -> None:
    event = db.exec(select(ObjectionEvent).where(ObjectionEvent.step == "answer")).one()
    event.text = "別の回答。"
    db.add(event)


def _other_outcome(db) -> None:
    made = db.exec(select(ConsensusRecord)).one()
    made.outcome = "unanimous"
    db.add(made)


def _other_position(db) -> None:
    made = db.exec(select(ConsensusRecord)).one()
    said = [one | {"value": "support"} for one in made.roll["positions"]]
    made.roll = made.roll | {"positions": said}
    db.add(made)


def _edited_certificate(db) -> None:
    certificate = db.exec(select(Certificate)).one()
    certificate.content = certificate.content | {"statement": "別の合意。"}
    db.add(certificate)


def _lost_record(db) -> None:
    entry = db.exec(select(JournalEntry).where(JournalEntry.verb == "certificate.issue")).one()
    entry.after = entry.after | {"hash": "0" * 64}
    db.add(entry)


TAMPERED = [
    (_altered_text, "text.sections.request"),
    (_changed_ground, "objections[0].ground"),
    (_missing_objection, "objections[0]"),
    (_hidden_objection, "tells another hash"),
    (_other_answer, "objections[0].history[1].text"),
    (_other_outcome, "outcome"),
    (_other_position, "the journal tells another record"),
    (_edited_certificate, "the content was changed"),
    (_lost_record, "tells another hash"),
]


def test_whatever_is_changed_is_caught_and_told_where(world: World) -> None:
    _, certificate_id = disputed(world)

    class Undo(Exception):
        pass

    for tamper, told in TAMPERED:
        with pytest.raises(Undo), world.work() as work:
            tamper(work.db)
            work.db.flush()
            from proposals.certificates.verifying import faults as found_in

            made = work.db.get_one(Certificate, certificate_id)
            found = found_in(work.db, made)
            assert any(told in fault for fault in found), (tamper.__name__, found)
            raise Undo
    assert faults(world) == []
    # The page tells it too.
    with world.work() as work:
        _altered_text(work.db)
    page = says(world.as_("third").get(f"/certificates/{certificate_id}"))
    assert "一致しません" in page and "text.sections.request" in page
    assert any("text.sections.request" in fault for fault in faults(world))


def test_an_anonymous_requester_is_not_in_it(world: World) -> None:
    words = {"problem": "判定に時間を要する。"}
    _, named = disputed(world, anonymity="none", **words)
    with world.reading() as work:
        author = work.db.get_one(Certificate, named).content
    assert "aoba" not in json.dumps(author) and "石橋" not in json.dumps(author, ensure_ascii=False)
    _, hidden = disputed(world, anonymity="members", **words)
    for name in ("second", "secretary", "secondee"):
        answer = world.as_(name).get(f"/certificates/{hidden}/certificate.json")
        for word in ("石橋", "青木"):
            assert word not in answer.text, name
        asked = [one for one in json.loads(answer.text)["roll"] if one["ja"] == "青葉精工株式会社"]
        assert len(asked) == 1, name  # as one of those asked, and nowhere else
        assert answer.text.count("青葉精工") == 1, name
    assert world.anyone().get(f"/certificates/{hidden}").status_code == 303
    assert world.as_("second").get("/certificates/aaaaaaaaaaaaaaaa").status_code == 404


# --- meetings -------------------------------------------------------------------------------


def test_what_a_meeting_decides_is_provisional_until_nobody_has_objected(world: World) -> None:
    confirming(world, 14)
    request_id = checked(world, consulted(world))
    early = record(world, request_id, meeting="2026-11-24")
    assert early.status_code == 422 and "今日までの日付" in says(early)
    assert record(world, request_id, meeting="2026-11-20").status_code == 303
    refused = move(world.as_("chair"), request_id, "approve")
    assert refused.status_code == 409 and "まだ確認されていません" in says(refused)
    assert shown(world, "third", certificate_of(world, request_id))["status"] == "provisional"

    for at, done in ((datetime(2026, 12, 7, 14, 59, tzinfo=UTC), 0),
                     (datetime(2026, 12, 7, 15, 1, tzinfo=UTC), 1)):  # fmt: skip
        world.clock.set(at)
        with world.work() as work:
            assert confirm_due(work) == done
    with world.work() as work:
        assert confirm_due(work) == 0
    assert shown(world, "third", certificate_of(world, request_id))["status"] == "confirmed"
    assert move(world.as_("chair"), request_id, "approve").status_code == 303
    assert faults(world) == []


def test_an_objection_keeps_it_from_being_confirmed(world: World) -> None:
    confirming(world, 14)
    request_id = checked(world, consulted(world))
    assert record(world, request_id, meeting="2026-11-20").status_code == 303
    world.clock.set(datetime(2026, 12, 7, 1, 0, tzinfo=UTC))
    objection(world, "second", request_id, remedy="定義を置く。")
    world.clock.set(datetime(2026, 12, 9, 1, 0, tzinfo=UTC))
    with world.work() as work:
        assert confirm_due(work) == 0
    assert shown(world, "third", certificate_of(world, request_id))["status"] == "contested"
    assert move(world.as_("chair"), request_id, "approve").status_code == 409


def test_a_meeting_does_not_cut_the_window_of_the_call_short(world: World) -> None:
    windows(world, call_days=20)
    confirming(world, 3)
    request_id = checked(world, consulted(world))
    assert record(world, request_id, meeting="2026-11-23").status_code == 303
    until = shown(world, "third", certificate_of(world, request_id))["provisional_until"]
    assert until == "2026-12-13"


# --- appeals --------------------------------------------------------------------------------


def settle_above(world: World) -> None:
    """A body above the committee, over which the outsider presides."""
    with world.work() as work:
        top = Body(id=work.id("body"), code="TOP", kind="committee", name_ja="親委員会",
                   name_en="Parent", reading="おや")  # fmt: skip
        work.db.add(top)
        work.db.flush()
        body = work.db.get_one(Body, world.bodies["regulations"])
        body.parent_id, body.rule = top.id, JAPANESE_MAJORITY.to_json()
        work.db.add(body)
        work.db.add(
            Seat(id=work.id("seat"), body_id=top.id, person_id=world.people["outsider"],
                 company_id=world.companies["outside"], role="chair", voting=True,
                 starts=datetime(2026, 4, 1).date())
        )  # fmt: skip


def test_an_appeal_goes_to_who_presides_above(world: World) -> None:
    settle_above(world)
    request_id, certificate_id = disputed(world)
    assert move(world.as_("chair"), request_id, "approve").status_code == 303
    path = f"/certificates/{certificate_id}/appeals"
    for name in ("secretary", "adviser"):
        assert send(world, name, path, ground="誤り。").status_code == 409
    sent(world, "second", path, ground="手続に誤りがある。")
    assert send(world, "second", path, ground="もう一度。").status_code == 409
    with world.reading() as work:
        one = work.db.exec(select(Appeal.id)).one()
    decide = f"{path}/{one}/decision"
    for name in ("chair", "secretary", "second"):
        refused = send(world, name, decide, state="dismissed", decision="甲。")
        assert refused.status_code == 409, name
    sent(world, "outsider", decide, state="upheld", decision="手続をやり直す。")
    assert row(world, request_id).state == "reconciling"
    assert shown(world, "third", certificate_id)["appeals"][0]["decision"] == "手続をやり直す。"
    assert faults(world) == []


def test_appeals_end_with_their_window(world: World) -> None:
    _, certificate_id = disputed(world)
    path = f"/certificates/{certificate_id}/appeals"
    world.clock.set(datetime(2026, 12, 7, 15, 1, tzinfo=UTC))
    late = send(world, "second", path, ground="遅い。")
    assert late.status_code == 409 and "期間は終わりました" in says(late)


def test_above_the_topmost_body_the_secretariat_decides(world: World) -> None:
    request_id, certificate_id = disputed(world)
    path = f"/certificates/{certificate_id}/appeals"
    sent(world, "second", path, ground="誤り。")
    with world.reading() as work:
        one = work.db.exec(select(Appeal.id)).one()
    decide = f"{path}/{one}/decision"
    refused = send(world, "secondee", decide, state="dismissed", decision="甲。")
    assert refused.status_code == 409  # employed by the company that appeals
    sent(world, "secretary", decide, state="dismissed", decision="誤りはない。")
    assert row(world, request_id).state == "consensus_check"
