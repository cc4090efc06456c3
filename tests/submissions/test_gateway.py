"""Over the gateway: the frozen package to the ministry's system, and its replies back."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlmodel import select

from attachment_builder import attached, word
from foundation.chance import SeededChance
from foundation.sealing import CantOpen, Sealer
from foundation.work import Work
from gate_builder import approved, consented, read, released
from gateway_faults_on_the_way import ADDRESS, Wire, a_receiver, gateway_settings
from goi import gateway
from goi.gateway import sealer
from noninterference.worlds import ASKERS, open_world
from proposals.models import PointReply, Request
from submissions.answers import collect
from submissions.delivery import deliver_pending
from submissions.gateway import keys
from submissions.gateway.models import (
    GatewayDelivery,
    GatewayInbox,
    GatewayIncident,
    GatewayKey,
)
from submissions.gateway.outbox import as_system
from submissions.models import Letter, Review
from submissions.models import Question as AskedBack
from submissions.package import ReleasedLetter, as_bytes
from submissions.release_store import ItemFile, LetterFile, Point
from world import ORIGIN, World, a_world, says


@dataclass
class Ends:
    """The world with a gateway, and what stands at its other end. Files of letters, which travel
    as the letters do, are left out of the tests in which one message is enough."""

    world: World
    wire: Wire
    with_files: bool = False

    def work(self) -> None:
        """A round of the worker's jobs between the members' side and the ministry."""
        world = self.world
        outbox = gateway.outbox(world.settings, world.clock, world.chance)
        deliver_pending(world.main, world.release, world.clock, outbox)
        if not self.with_files:
            with world.main.writing() as db:
                for row in db.exec(select(GatewayDelivery).where(GatewayDelivery.kind == "file")):
                    db.delete(row)
        gateway.convey(
            world.settings, world.main, world.release, world.clock, world.chance, self.wire
        )
        collect(world.main, world.release, world.clock, world.chance)

    def later(self, **time: float) -> None:
        self.world.clock.forward(**(time or {"minutes": 16}))
        self.work()

    def offer(self, **entry: str) -> None:
        self.wire.receiver.store.offer([entry])

    def sent(self, path: str = "/submissions") -> list[httpx.Request]:
        return [one for one in self.wire.sent if one.url.path.endswith(path)]

    def rows(self, table: Any) -> list[Any]:
        with self.world.reading() as work:
            return list(work.db.exec(select(table)).all())

    def incidents(self) -> set[tuple[str, str]]:
        return {(row.source, row.reason) for row in self.rows(GatewayIncident)}


def settle(url: str, folder: Path) -> Ends:
    world = a_world(url, folder, **gateway_settings(folder))
    return Ends(world, Wire(a_receiver(world.main, world.clock, ORIGIN)))


@pytest.fixture
def ends(sqlite_stores_url: str, tmp_path: Path) -> Iterator[Ends]:
    settled = settle(sqlite_stores_url, tmp_path)
    yield settled
    settled.world.dispose()


@pytest.fixture
def ends_on_each(stores_url: str, tmp_path: Path) -> Iterator[Ends]:
    settled = settle(stores_url, tmp_path)
    yield settled
    settled.world.dispose()


def points(world: World) -> list[Point]:
    with world.release.reading() as db:
        return list(db.exec(select(Point).order_by(Point.number)).all())  # type: ignore[arg-type]


def reply(ends: Ends, id: str, point: str, **more: str) -> None:
    ends.offer(**{
        "type": "reply", "id": id, "point_id": point, "outcome": "adopted", "text": "改めます。",
        "replied_day": "2026-11-23", **more,
    })  # fmt: skip


def test_a_letter_leaves_as_it_was_released_and_its_answers_come_back(ends_on_each: Ends) -> None:
    ends = ends_on_each
    ends.with_files = True
    world = ends.world
    request_id = attached(world, approved(world), ("青葉.docx", "資料1", word("青葉精工の調査。")))
    letter_id = released(world, consented(world, request_id))
    world.clock.forward(minutes=2)
    ends.work()
    assert ends.sent() == [], "it leaves at the next full quarter of an hour"
    ends.later()

    *files, arrived = ends.wire.receiver.store.packages()
    with world.release.reading() as db:
        frozen = {row.name: row for row in db.exec(select(LetterFile)).all()}
        (goes_along,) = db.exec(select(ItemFile)).all()
    expected = {
        f"file.{letter_id}.{name}": row for name, row in frozen.items() if name != "letter.json"
    } | {f"file.{goes_along.item_id}.attachment-1.docx": goes_along}
    assert sorted(one.message for one in files) == sorted(expected)
    for one in files:
        kept_here = expected[one.message]
        assert (one.body, one.sha256) == (kept_here.content, kept_here.sha256)
        assert "青葉".encode() not in one.body
    [row] = ends.rows(Letter)
    assert arrived.message == f"letter.{letter_id}" and arrived.sha256 == row.package_hash
    assert arrived.body == as_bytes(ReleasedLetter.model_validate(row.package))
    shown = read(world, "secretary", "/gateway")["deliveries"]
    assert {(one["state"], one["attempts"]) for one in shown} == {("delivered", 1)}
    assert len(shown) == 1 + len(files) == 4, "as PDF and DOCX, and the file that goes along"
    for kept in ends.rows(GatewayDelivery):
        assert kept.receipt.count(".") == 2 and kept.received_day == "2026-11-23"

    first, second = points(world)
    said = {"type": "progress", "item_id": first.item_id, "day": "2026-11-23"}
    ends.offer(id="p/1", state="received", **said)
    ends.offer(id="p/2", state="under_study", **said)
    reply(ends, "r/1", first.id, effective_day="2027-04-01", provision="輸出令別表第1の7の項(1)")
    reply(ends, "r/2", second.id, outcome="not_adopted", reason="規制の実効性のため。")
    ends.offer(type="question", id="q/1", item_id=first.item_id, text="件数は？",
               asked_day="2026-11-23")  # fmt: skip
    ends.later()
    with world.reading() as work:
        left = work.db.exec(select(Review)).one()
        assert [str(left.received_day), str(left.study_day)] == ["2026-11-23"] * 2
        told = work.db.exec(select(PointReply).order_by(PointReply.point)).all()  # type: ignore[arg-type]
        assert [(one.provision, str(one.effective_day)) for one in told] == [
            ("輸出令別表第1の7の項(1)", "2027-04-01"), ("", "None"),
        ]  # fmt: skip
        assert [(one.outcome, one.text) for one in told] == [
            ("adopted", "改めます。"), ("not_adopted", "改めます。"),
        ]  # fmt: skip
        assert work.db.get_one(Request, request_id).state == "partially_adopted"
        assert [one.text for one in work.db.exec(select(AskedBack)).all()] == ["件数は？"]
    assert "改めます。" in says(world.as_("second").get(f"/submissions/{letter_id}"))
    assert "改めます。" in says(world.at_desk().get(f"/items/{first.item_id}"))

    reply(ends, "r/3", first.id, outcome="partly", reason="一部に限る。")
    ends.later()
    with world.reading() as work:
        newest = work.db.exec(select(PointReply.outcome).where(PointReply.point == 1)).one()
    assert newest == "partly" and not ends.incidents()


def test_what_the_desk_would_refuse_is_refused_and_holds_up_nothing(ends: Ends) -> None:
    world = ends.world
    released(world, consented(world, approved(world)))
    ends.work()
    first, second = points(world)
    reply(ends, "no-reason", first.id, outcome="not_adopted")
    reply(ends, "no-point", "z" * 16)
    reply(ends, "no-outcome", first.id, outcome="perhaps")
    reply(ends, "tomorrow", first.id, replied_day="2026-12-24")
    reply(ends, "no-text", first.id, text=" ")
    ends.offer(type="progress", id="no-item", item_id="z" * 16, state="received",
               day="2026-11-23")  # fmt: skip
    ends.offer(type="reply", id="half")
    ends.offer(type="telegram", id="strange", text="x" * 10)
    reply(ends, "good", second.id)
    ends.later()
    assert [row.about for row in ends.rows(GatewayIncident)].count("good") == 0
    assert {(row.about, row.reason) for row in ends.rows(GatewayIncident)} == {
        ("no-reason", "not_taken.invalid"), ("no-point", "not_taken.not-found"),
        ("no-outcome", "not_taken.invalid"), ("tomorrow", "not_taken.invalid"),
        ("no-text", "not_taken.invalid"), ("no-item", "not_taken.not-found"),
        ("half", "not_understood"),
        ("strange", "not_understood"),
    }  # fmt: skip
    assert [row.text for row in ends.rows(PointReply)] == ["改めます。"]
    told = [one["what"] for one in read(world, "secretary", "/")["waiting"]]
    assert "受け入れなかった受信を確認する" in told
    page = world.as_("secretary").get("/gateway")
    assert "該当する項目が見つかりません" in says(page)
    for row in ends.rows(GatewayIncident):
        world.as_("secretary").post(f"/gateway/incidents/{row.id}/seen")
    assert read(world, "secretary", "/gateway")["unseen"] == 0

    # A reply's id with other words: the first stands.
    again = {"type": "reply", "id": "good", "point_id": second.id, "outcome": "adopted",
             "text": "やめます。", "replied_day": "2026-11-23"}  # fmt: skip
    ends.wire.receiver.store._db.execute("DELETE FROM reply")
    ends.offer(**again)
    ends.later()
    assert ("reply", "other_words") in ends.incidents()
    assert [row.text for row in ends.rows(PointReply)] == ["改めます。"]


FAULTS = {
    "garbage": "garbage", "wrong signature": "signature", "garbage after": "signature",
    "500 after": "500", "redirect": "302", "too much": "", "refused before": "ConnectError",
    "lost after": "ReadError",
}  # fmt: skip


def test_only_the_receivers_own_receipt_counts(ends: Ends) -> None:
    world = ends.world
    released(world, consented(world, approved(world)))
    waited = [world.clock.now()]
    for number, (fault, detail) in enumerate(FAULTS.items(), 1):
        ends.wire.always = fault
        ends.later(hours=7)
        [row] = ends.rows(GatewayDelivery)
        assert (row.state, row.attempts, row.error_detail) == ("waiting", number, detail), fault
        assert not row.receipt and row.due_at > world.clock.now() > waited[-1]
        waited.append(row.due_at)
    assert {one for one in ends.incidents() if one[0] == "receipt"} == {
        ("receipt", "garbage"), ("receipt", "signature"),
    }  # fmt: skip
    assert "通信できません" in read(world, "secretary", "/gateway")["deliveries"][0]["error"]
    ends.wire.always = ""
    ends.later(hours=7)
    assert ends.rows(GatewayDelivery)[0].state == "delivered"
    assert len({(one.content, tuple(one.headers.raw)) for one in ends.sent()}) == 1, "same bytes"
    assert ends.wire.receiver.store.effects.total() == 1  # type: ignore[attr-defined]
    assert {one.url.host for one in ends.wire.sent} == {"gateway.example.go.jp"}


def test_the_secretariat_stops_tries_again_and_fetches(ends: Ends) -> None:
    world = ends.world
    released(world, consented(world, approved(world)))
    ends.wire.always = "refused before"
    for _ in range(6):
        ends.later(hours=7)
    assert "届かない送信を確認する" in [
        one["what"] for one in read(world, "administrator", "/")["waiting"]
    ]
    [row] = ends.rows(GatewayDelivery)
    assert world.as_("secretary").post(f"/gateway/deliveries/{row.id}/stop").status_code == 303
    tries = len(ends.sent())
    ends.wire.always = ""
    ends.later(hours=7)
    assert len(ends.sent()) == tries and read(world, "secretary", "/gateway")["waiting"] == 0
    secretary = world.as_("secretary")
    assert secretary.post(f"/gateway/deliveries/{row.id}/retry").status_code == 303
    ends.work()
    [row] = ends.rows(GatewayDelivery)
    assert (row.state, row.attempts, row.error) == ("delivered", 1, "")
    for act in ("stop", "retry"):
        refused = secretary.api(f"/gateway/deliveries/{row.id}/{act}", {})
        assert refused.status_code == 409 and refused.json()["key"] == "gateway.delivered_already"
    asked = len(ends.sent("/replies"))
    ends.work()
    assert len(ends.sent("/replies")) == asked, "not yet time"
    assert secretary.post("/gateway/fetch").status_code == 303
    ends.work()
    assert len(ends.sent("/replies")) == asked + 1
    assert world.as_("second").get("/gateway").status_code == 404


def test_an_old_page_of_replies_is_no_answer_to_a_new_question(ends: Ends) -> None:
    world = ends.world
    released(world, consented(world, approved(world)))
    ends.work()
    point = points(world)[0].id
    reply(ends, "r/1", point)
    ends.later()
    ends.wire._old = ends.wire._old[-1:]
    ends.wire.always = "old answer"
    ends.later()
    assert ends.incidents() == {("replies", "replayed")}
    assert len(ends.rows(PointReply)) == 1
    [row] = ends.rows(GatewayInbox)
    assert row.cursor == "1" and row.error == "replies"


def test_an_old_key_is_believed_until_it_expires(ends: Ends) -> None:
    world = ends.world

    def fails_then_rotates(days: int) -> None:
        released(world, consented(world, approved(world)))
        ends.wire.always = "500 before"
        ends.work()
        ends.wire.always = ""
        with world.main.writing() as db:
            keys.rotate(as_system(db, world.clock, world.chance), sealer(world.settings), days)
        ends.later(hours=7)
        assert {one.state for one in ends.rows(GatewayDelivery)} == {"delivered"}

    fails_then_rotates(days=1)
    published = world.anyone().get("/.well-known/jwks.json").json()["keys"]
    assert len(published) == 2 and not any("d" in key for key in published)
    first, second = ends.sent()
    assert first.content == second.content, "sent again under the old key"

    fails_then_rotates(days=0)
    assert ends.sent()[-2].content != ends.sent()[-1].content, "signed anew"
    world.clock.forward(days=2)
    [kid] = [key["kid"] for key in world.anyone().get("/.well-known/jwks.json").json()["keys"]]
    assert kid not in {key["kid"] for key in published}


def test_the_secret_of_our_key_stands_nowhere_in_the_store(ends: Ends) -> None:
    world = ends.world

    def now() -> Work:
        return as_system(db, world.clock, world.chance)

    sealing = sealer(world.settings)
    with world.main.writing() as db:
        first = keys.signing_key(now(), sealing)
        assert keys.signing_key(now(), sealing) == first
        second = keys.rotate(now(), sealing)
        # As an earlier Gōi left it: read, and sealed.
        [row] = [one for one in db.exec(select(GatewayKey)) if one.id == second.id]
        row.secret = second.secret
        db.add(row)
        db.flush()
        assert keys.signing_key(now(), sealing) == second
    world.main.dispose()  # what stands in the log of changes goes into the file
    file = Path(str(world.main.url.database))
    stored = b"".join(one.read_bytes() for one in file.parent.glob(f"{file.name}*"))
    assert second.id.encode() in stored
    for secret in (first.secret["d"], second.secret["d"]):
        assert secret.encode() not in stored
    with world.main.writing() as db, pytest.raises(CantOpen):
        keys.signing_key(now(), Sealer([b"another key than that one was!!!"]))
    assert (world.settings.sealing_file.stat().st_mode & 0o777) == 0o600


def test_nothing_but_the_package_goes_over_the_wire(ends: Ends, tmp_path: Path) -> None:
    world = ends.world
    released(world, consented(world, approved(world)))
    ends.work()
    [sent] = ends.sent()
    assert {name.decode().lower() for name, _ in sent.headers.raw} == {
        "host", "connection", "user-agent", "accept", "accept-encoding", "idempotency-key",
        "content-type", "content-length",
    }  # fmt: skip
    assert sent.headers["user-agent"] == "goi" and str(sent.url) == f"{ADDRESS}/submissions"
    for name in ("青葉", "Aoba", "石橋", world.companies["aoba"], world.people["volunteer"]):
        assert name.encode() not in ends.wire.receiver.store.packages()[0].body


def test_without_a_gateway_nothing_is_queued(world_without: World) -> None:
    world = world_without
    released(world, consented(world, approved(world)))
    outbox = gateway.outbox(world.settings, world.clock, world.chance)
    deliver_pending(world.main, world.release, world.clock, outbox)
    gateway.convey(
        world.settings, world.main, world.release, world.clock, SeededChance("x"),
        Wire(a_receiver(world.main, world.clock, ORIGIN)),
    )  # fmt: skip
    with world.reading() as work:
        assert not work.db.exec(select(GatewayDelivery)).all()
    assert "設定されていません" in says(world.as_("secretary").get("/gateway"))


@pytest.fixture
def world_without(sqlite_stores_url: str, tmp_path: Path) -> Iterator[World]:
    settled = a_world(sqlite_stores_url, tmp_path)
    yield settled
    settled.dispose()

def test_whoever_asks_the_same_goes_over_the_wire_in_the_same_order(
    sqlite_stores: Path, tmp_path: Path
) -> None:
    seen = []
    for name in ("plain", "last reading"):
        folder = tmp_path / name
        folder.mkdir()
        for file in sqlite_stores.iterdir():
            shutil.copy(file, folder)
        world = open_world(ASKERS[name], f"sqlite:///{folder / 'goi.db'}", folder)
        world.settings = world.settings.model_copy(update=gateway_settings(folder))
        ends = Ends(world, Wire(a_receiver(world.main, world.clock, ORIGIN)))
        words = ASKERS[name].words
        texts = {"problem": f"{words['short_ja']}では{words['brand']}の判定をやり直している。",
                 "reason": f"{words['person']}の経験による。"}  # fmt: skip
        first = consented(world, approved(world, **texts))
        world.clock.forward(minutes=len(words["name_en"]))  # nobody is as quick as the other
        world.clock.set(world.clock.now().replace(hour=2, minute=len(words["name_ja"])))
        released(world, first)
        ends.work()
        world.clock.set(world.clock.now().replace(hour=2, minute=15))
        ends.work()
        seen.append([
            (one.method, str(one.url), one.headers.raw, one.content.rpartition(b".")[0])
            for one in ends.wire.sent
        ])  # fmt: skip
        assert ends.sent(), "a letter has left"
        world.dispose()
    assert seen[0] == seen[1], "all but the signatures, which are drawn by chance"
