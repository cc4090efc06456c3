"""The gateway under faults: real stores on both ends, and between them a wire on which everything
goes wrong that can, drawn from a seed. The process is killed between any two steps, too.

A run puts letters and answers into the outbox and replies up at the receiver, lets things go wrong
for a while, then lets the worker finish, and compares what has come of it.
"""

import base64
import hashlib
import json
import random
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import httpx
from sqlmodel import col, select

from committees.models import Body
from foundation.chance import SeededChance
from foundation.clock import Clock, StoppedClock
from foundation.columns import canonical
from foundation.database import Database
from foundation.office_files import DOCX
from foundation.settings import Settings
from foundation.tokens import KEY_BYTES, new_signing_key, public_part
from foundation.work import Work
from gateway_receiver.receiver import Answer, Receiver
from gateway_receiver.store import Package, Store
from goi import gateway
from identity.models import Person
from ministry.models import HandlingStep
from proposals.models import Request
from submissions import models
from submissions.attachments.models import FrozenFile
from submissions.delivery import deliver_pending
from submissions.gateway import keys
from submissions.gateway.inbox import inbox
from submissions.gateway.models import GatewayDelivery, GatewayIncident
from submissions.gateway.outbox import as_system
from submissions.gateway.wire import Ends, read_receipt
from submissions.package import (
    PlacedItem,
    ReleasedFile,
    ReleasedItem,
    ReleasedLetter,
    Section,
    answer_package,
    as_bytes,
    digest,
)
from submissions.release_store import (
    Item,
    Letter,
    Point,
    Progress,
    Question,
    Reply,
    answer_file,
    item_file,
)
from submissions.rendering.files import PDF

ADDRESS, ORIGIN = "https://gateway.example.go.jp/goi", "https://goi.example.jp"
START = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
RECEIVERS_KEY = new_signing_key("receiver", b"the receiver's".ljust(KEY_BYTES))
OTHER_KEY = new_signing_key("receiver", b"another".ljust(KEY_BYTES))

# What can go wrong with one exchange. "before": the receiver never sees it; "after": it has taken
# it, and we do not learn that.
FAULTS = (
    "refused before", "lost after", "late after", "twice", "500 before", "500 after", "garbage",
    "garbage after", "wrong signature", "old answer", "redirect", "too much", "404 before",
    "slow", "killed before", "killed after", "reordered",
)  # fmt: skip


class Killed(BaseException):
    """kill -9: nothing of the process is left."""


@dataclass
class Wire(httpx.BaseTransport):
    """Carries requests to the receiver, or not. `likely` is how often something goes wrong,
    `always` what goes wrong each time; `meanwhile` is what another worker does while an answer is
    slow."""

    receiver: Receiver
    always: str = ""
    likely: float = 0.0
    rng: random.Random = field(default_factory=lambda: random.Random(0))
    meanwhile: Any = None
    sent: list[httpx.Request] = field(default_factory=list)
    met: Counter[str] = field(default_factory=Counter)
    _late: list[httpx.Request] = field(default_factory=list)
    _old: list[Answer] = field(default_factory=list)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        request.read()
        self.sent.append(request)
        drawn = self.rng.choice(FAULTS) if self.rng.random() < self.likely else ""
        fault = self.always or drawn
        self.met[fault] += 1
        return self._with(fault, request)

    def _with(self, fault: str, request: httpx.Request) -> httpx.Response:
        if fault.endswith("before"):
            return self._without_receiver(fault)
        if fault == "late after":  # it arrives when we have given up, and behind others
            self._late.append(request)
            raise httpx.ReadTimeout("late", request=request)
        if fault == "slow" and self.meanwhile:
            self.meanwhile()
        answer = self._arrive(request)
        if fault in ("twice", "reordered"):
            if fault == "reordered":
                while self._late:
                    self._arrive(self._late.pop())
            answer = self._arrive(request)
        if fault == "lost after":
            raise httpx.ReadError("lost", request=request)
        if fault == "killed after":
            raise Killed
        told = {
            "500 after": Answer(500, b"oops"),
            "garbage": Answer(200, self.rng.randbytes(60)),
            "garbage after": Answer(200, answer.body[:-9] + b"AAAAAAAAA"),
            "wrong signature": Answer(200, self._forged(answer)),
            "redirect": Answer(302, b""),
            "too much": Answer(200, b"x" * 1_000_001),
        }.get(fault, answer)
        if fault == "old answer" and self._old:
            told = self.rng.choice(self._old)
        self._old.append(answer)
        return httpx.Response(
            told.status, stream=httpx.ByteStream(told.body),
            headers={"Location": "http://169.254.169.254/"},
        )

    def _without_receiver(self, fault: str) -> httpx.Response:
        if fault == "refused before":
            raise httpx.ConnectError("refused")
        if fault == "killed before":
            raise Killed
        return httpx.Response(int(fault.split()[0]), stream=httpx.ByteStream(b"no"))

    def _arrive(self, request: httpx.Request) -> Answer:
        body = request.content
        if request.url.path.endswith("/replies"):
            return self.receiver.replies(body)
        return self.receiver.submit(body, request.headers["idempotency-key"])

    def _forged(self, answer: Answer) -> bytes:
        """The same words, signed with another key under the same name."""
        forger = Receiver(
            self.receiver.store, OTHER_KEY, ADDRESS, self.receiver.sender,
            self.receiver.senders_keys, self.receiver.clock,
        )  # fmt: skip
        _, payload, _ = answer.body.split(b".") if answer.status < 300 else (b"", b"e30", b"")
        typ = "goi-replies+json" if b"nonce" in unpadded(payload) else "goi-receipt+json"
        return forger._signed(typ, json.loads(unpadded(payload)))


def unpadded(part: bytes) -> bytes:
    return base64.urlsafe_b64decode(part + b"=" * (-len(part) % 4))


@dataclass
class Mortal:
    """A database in whose transactions the process may be killed: before or after the commit."""

    database: Database
    rng: random.Random
    likely: float = 0.0

    def __getattr__(self, name: str) -> Any:
        return getattr(self.database, name)

    @contextmanager
    def writing(self) -> Iterator[Any]:
        dies = self.rng.choice(("before", "after")) if self.rng.random() < self.likely else ""
        with self.database.writing() as db:
            yield db
            if dies == "before":
                raise Killed
        if dies == "after":
            raise Killed


class CountingStore(Store):
    """The receiver's store, which counts what it took in effect."""

    def __init__(self, path: Path | str) -> None:
        super().__init__(path)
        self.effects: Counter[str] = Counter()

    def take(self, package: Package) -> tuple[Package, bool]:
        there, new = super().take(package)
        self.effects[package.message] += new
        return there, new


def gateway_settings(folder: Path) -> dict[str, Any]:
    """Settings of a sender that knows the receiver's key; new things leave every 15 minutes."""
    jwks = folder / "receiver-jwks.json"
    jwks.write_text(canonical({"keys": [public_part(RECEIVERS_KEY)]}))
    return {
        "gateway_url": ADDRESS, "gateway_jwks": jwks, "gateway_minutes": 15,
        "sealing_keys": folder / "sealing.keys",
    }  # fmt: skip


def a_receiver(main: Database, clock: Clock, sender: str) -> Receiver:
    """The receiver, which reads the sender's keys where they are published."""

    def published(fresh: bool) -> list[Any]:
        with main.reading() as db:
            found: list[Any] = keys.jwks(db, clock.now())["keys"]
            return found

    store = CountingStore(":memory:")
    return Receiver(store, RECEIVERS_KEY, ADDRESS, sender, published, clock)


def _named(package: Any) -> list[tuple[str, ReleasedFile]]:
    """The files that go with the items of a letter, or with an answer, with whose they are."""
    if isinstance(package, ReleasedLetter):
        return [(one.id, file) for one in package.items for file in one.item.attachments]
    return [(package.question_id, file) for file in package.attachments]


@dataclass
class Found:
    """What has come of one run."""

    messages: int = 0
    replies: int = 0
    lost: int = 0
    doubled: int = 0
    wrong: list[str] = field(default_factory=list)


class Bench:
    """Both ends over stores that were made before; runs follow one another in them."""

    def __init__(self, main: Database, release: Database, folder: Path) -> None:
        self.main, self.release = main, release
        self.clock = StoppedClock(START)
        self.chance = SeededChance("gateway")
        self.settings = Settings(public_origin=ORIGIN, **gateway_settings(folder))
        self.receiver = a_receiver(main, self.clock, ORIGIN)
        self.store = self.receiver.store
        self.wire = Wire(self.receiver)
        self.person = self.chance.id("person")
        with main.writing() as db:
            db.add(Person(id=self.person, name_ja="西尾", reading="にしお", name_en="Nishio",
                          email="nishio@people.example.jp", kind="secretariat"))  # fmt: skip
            db.flush()
            self.review = self._a_review(db)
        self.serial = 0
        self.met: Counter[str] = Counter()

    def _a_review(self, db: Any) -> str:
        """A review to which frozen files can belong; its id."""
        new, now = self.chance.id, self.clock.now()
        body, request, review = new("body"), new("request"), new("review")
        db.add(Body(id=body, code="SYS", kind="committee", name_ja="制度専門委員会",
                    name_en="Committee"))  # fmt: skip
        db.flush()
        db.add(Request(id=request, body_id=body, fiscal_year=2026, state="submitted",
                       title_ja="要望", kind="operation", novelty="new", priority="B",
                       anonymity="authority", created_at=now, changed_at=now))  # fmt: skip
        db.flush()
        db.add(models.Review(id=review, request_id=request, version=1, state="released",
                             original={}, released={}, created_at=now))  # fmt: skip
        db.flush()
        self.request = request
        return review

    def _going_along(self, db: Any, files: int) -> tuple[ReleasedFile, ...]:
        """Files of a request or an answer, frozen."""
        made = []
        for number in range(1, files + 1):
            content = self.chance.bytes("attachment", 1_500)
            sha256 = hashlib.sha256(content).hexdigest()
            db.add(FrozenFile(review_id=self.review, sha256=sha256, content=content))
            made.append(ReleasedFile(name=f"attachment-{number}.docx", title=f"資料{number}",
                                     media_type=DOCX, size=len(content), sha256=sha256))
        return tuple(made)

    # --- what travels -----------------------------------------------------------------------

    def release_letter(self) -> ReleasedLetter:
        """A released letter with two points, two files, and up to two that go with its request,
        waiting for the courier."""
        self.serial += 1
        new = self.chance.id
        with self.main.writing() as db:
            attached = self._going_along(db, self.serial % 3)
        item = ReleasedItem(
            committee_ja="制度専門委員会", committee_en="Committee", kind="operation",
            novelty="new", title_ja=f"要望その{self.serial}", title_en="", asked_by="",
            legal_references=(), points=("一", "二"), minority=(), support=(),
            sections=(Section(name="request", markdown="(1) 一 (2) 二", html="<p>一</p>"),),
            attachments=attached,
        )  # fmt: skip
        letter = ReleasedLetter(
            id=new("letter"), number=f"8安セ調(提)第{self.serial}号", title_ja="要望書",
            title_en="", addressee="経済産業省 御中", sender="安全保障貿易情報センター",
            released_day=date(2026, 11, 23),
            items=(PlacedItem(id=new("item"), place=1, point_ids=(new("point"), new("point")),
                              item=item),),
        )  # fmt: skip
        with self.main.writing() as db:
            db.add(
                models.Letter(
                    id=letter.id, number=letter.number, fiscal_year=2026, serial=self.serial,
                    title_ja=letter.title_ja, addressee=letter.addressee,
                    released_day=letter.released_day, released_by_id=self.person,
                    package=letter.model_dump(mode="json"), package_hash=digest(letter),
                    created_at=self.clock.now(),
                )
            )  # fmt: skip
            db.flush()
            for ending, kind in (("pdf", PDF), ("docx", DOCX)):
                content = self.chance.bytes("file", 2_000)
                db.add(
                    models.LetterFile(
                        letter_id=letter.id, name=f"letter-ja.{ending}", media_type=kind,
                        size=len(content), sha256=hashlib.sha256(content).hexdigest(),
                        content=content,
                    )
                )  # fmt: skip
        return letter

    def release_answer(self) -> Any:
        """A released answer with a file, waiting for the courier: to a question that the ministry
        has asked, as soon as it has asked one."""
        with self.release.reading() as db:
            open_ones = select(Question.id).where(col(Question.answered_day).is_(None))
            asked = db.exec(open_ones.order_by(Question.id)).all()
        with self.main.writing() as db:
            known = set(db.exec(select(models.Question.id)).all())
            question = next((one for one in asked if one not in known), self.chance.id("question"))
            answer = answer_package(question, "**お答え**します。", self._going_along(db, 1))
            db.add(
                models.Question(
                    id=question, request_id=self.request, text="件数は。",
                    asked_day=date(2026, 11, 23), answered_day=date(2026, 11, 23),
                    answer=answer.model_dump(mode="json"),
                )
            )  # fmt: skip
        return answer

    # --- the worker -------------------------------------------------------------------------

    def work(self, main: Any = None, release: Any = None) -> None:
        """One round of the worker's jobs that have to do with the gateway."""
        main, release = main or self.main, release or self.release
        outbox = gateway.outbox(self.settings, self.clock, self.chance)
        deliver_pending(main, release, self.clock, outbox)
        gateway.convey(self.settings, main, release, self.clock, self.chance, self.wire)

    def finish(self, most: int = 60) -> None:
        """Rounds without faults until nothing is on its way."""
        for _ in range(most):
            self.work()
            if not self.waiting() and self.met_everything():
                return
            self.clock.forward(hours=7)
        raise AssertionError("it does not come to an end")

    def waiting(self) -> int:
        with self.main.reading() as db:
            letters = select(models.Letter.id).where(col(models.Letter.delivered_at).is_(None))
            answers = select(models.Question.id).where(
                col(models.Question.answered_day).is_not(None),
                col(models.Question.delivered_at).is_(None),
            )
            mine = select(GatewayDelivery.id).where(GatewayDelivery.state != "delivered")
            return sum(len(db.exec(one).all()) for one in (letters, answers, mine))

    def met_everything(self) -> bool:
        with self.main.reading() as db:
            row = inbox(db)
            cursor = int(row.cursor or "0") if row else 0
        return not self.store.replies(cursor, 1)

    # --- one run ----------------------------------------------------------------------------

    def run(self, seed: int, *, likely: float = 0.5, rounds: int = 6) -> Found:
        """Faults for some rounds, then none, then judge."""
        rng = random.Random(seed)
        wire = self.wire
        wire.rng, wire.likely = rng, likely
        main = Mortal(self.main, rng, likely / 8)
        release = Mortal(self.release, rng, likely / 8)
        asked = self._offer_questions_and_replies(rng)
        packages: list[Any] = []
        deep: list[bool] = []

        def meanwhile() -> None:
            """Another worker, once the claim of the first has lapsed."""
            if deep:
                return
            deep.append(True)
            self.clock.forward(minutes=6)
            try:
                self.work(main, release)
            except Killed:
                pass
            finally:
                deep.pop()

        wire.meanwhile = meanwhile
        for turn in range(rounds):
            if turn < 2:
                packages += [self.release_letter()]
            if turn == 1:
                packages += [self.release_answer()]
            if turn == 3 and rng.random() < 0.3:
                with self.main.writing() as db:
                    keys.rotate(
                        self._work(db), gateway.sealer(self.settings), days=rng.choice((0, 30))
                    )
            try:
                self.work(main, release)
            except Killed:
                self.met["killed"] += 1
            self.clock.forward(minutes=rng.choice((1, 6, 16, 90, 400)))
        wire.likely, wire.meanwhile = 0.0, None
        self.finish()
        return self._judge(packages, asked)

    def _work(self, db: Any) -> Work:
        return as_system(db, self.clock, self.chance)

    def _offer_questions_and_replies(self, rng: random.Random) -> list[dict[str, Any]]:
        """Replies to a letter that has arrived before, as many as drawn."""
        with self.release.reading() as db:
            points = list(db.exec(select(Point).order_by(Point.id)).all())
            items = list(db.exec(select(Item).order_by(Item.id)).all())
        entries: list[dict[str, Any]] = []
        for _ in range(rng.randint(1, 4) if points else 0):
            self.serial += 1
            day, text = "2026-11-23", f"回答{self.serial}"
            drawn = rng.random()
            if drawn < 0.15:
                entries.append({"type": "progress", "id": f"p-{self.serial}", "day": day,
                                "item_id": rng.choice(items).id,
                                "state": rng.choice(("received", "under_study"))})  # fmt: skip
            elif drawn < 0.35:
                entries.append({"type": "question", "id": f"q-{self.serial}", "text": text,
                                "item_id": rng.choice(items).id, "asked_day": day})  # fmt: skip
            else:
                entries.append({
                    "type": "reply", "id": f"r-{self.serial}", "text": text, "replied_day": day,
                    "point_id": rng.choice(points).id, "outcome": "adopted",
                })  # fmt: skip
        self.store.offer(entries)
        return entries

    def _judge(self, packages: list[Any], asked: list[dict[str, Any]]) -> Found:
        sent = [one for package in packages for one in self._sent(package)]
        found = Found(messages=len(sent), replies=len(asked))
        taken = {one.message: one for one in self.store.packages()}
        for message, body in sent:
            sha256 = hashlib.sha256(body).hexdigest()
            there = taken.get(message)
            found.lost += there is None
            found.doubled += self.store.effects[message] > 1
            if there and (there.body != body or there.sha256 != sha256):
                found.wrong.append(f"{message} arrived changed")
            with self.main.reading() as db:
                kind, _, subject = message.partition(".")
                row = db.exec(
                    select(GatewayDelivery)
                    .where(GatewayDelivery.kind == kind, GatewayDelivery.subject_id == subject)
                ).one()
                read_receipt(
                    row.receipt.encode(), Ends(ORIGIN, ADDRESS, self.receiver.jwks()["keys"]),
                    message, sha256,
                )  # fmt: skip
        with self.release.reading() as db:
            texts = Counter(db.exec(select(Reply.text)).all())
            texts.update(db.exec(select(Question.text)).all())
            letters = Counter(db.exec(select(Letter.id)).all())
            found.lost += sum(letters[one.id] == 0 for one in packages if hasattr(one, "number"))
            found.wrong += self._at_the_desk(db, packages)
            for entry in asked:
                if entry["type"] == "progress":
                    row = db.get(Progress, entry["item_id"])
                    found.lost += row is None or row.received_day is None
                    continue
                found.lost += texts[entry["text"]] == 0
                found.doubled += texts[entry["text"]] > 1
            steps = Counter(db.exec(select(HandlingStep.item_id, HandlingStep.kind)).all())
            found.doubled += sum(n > 1 for n in steps.values())
            found.wrong += self._order(db, asked)
        return found

    def _sent(self, package: Any) -> list[tuple[str, bytes]]:
        """The messages that come of something released, with what each has to bring."""
        attached = [(f"file.{owner}.{file.name}", self._frozen(file))
                    for owner, file in _named(package)]  # fmt: skip
        if not isinstance(package, ReleasedLetter):
            return [(f"answer.{package.question_id}", as_bytes(package)), *attached]
        with self.main.reading() as db:
            of = select(models.LetterFile).where(models.LetterFile.letter_id == package.id)
            files = [(f"file.{one.letter_id}.{one.name}", one.content) for one in db.exec(of)]
        return [(f"letter.{package.id}", as_bytes(package)), *files, *attached]

    def _frozen(self, file: ReleasedFile) -> bytes:
        with self.main.reading() as db:
            return db.get_one(FrozenFile, (self.review, file.sha256)).content

    def _at_the_desk(self, db: Any, packages: list[Any]) -> list[str]:
        """Files that go along and do not stand at the desk beside what they go with."""
        wrong = []
        for package in packages:
            for owner, file in _named(package):
                of_letter = isinstance(package, ReleasedLetter)
                if not of_letter and db.get(Question, owner) is None:
                    continue  # a question that was never asked there
                there = (item_file if of_letter else answer_file)(db, owner, file.name)
                if there is None or there.content != self._frozen(file):
                    wrong.append(f"{file.name} of {owner} is not at the desk")
        return wrong

    @staticmethod
    def _order(db: Any, asked: list[dict[str, Any]]) -> list[str]:
        """Of several answers to a point the one that was given last stands."""
        last = {one["point_id"]: one["text"] for one in asked if one["type"] == "reply"}
        wrong = []
        for point, text in last.items():
            newest = db.exec(
                select(Reply.text).where(Reply.point_id == point)
                .order_by(col(Reply.revision).desc()).limit(1)
            ).first()  # fmt: skip
            if newest != text:
                wrong.append(f"{point}: {newest} stands, not {text}")
        return wrong

    def incidents(self) -> Counter[tuple[str, str]]:
        with self.main.reading() as db:
            return Counter(
                {(row.source, row.reason): row.count for row in db.exec(select(GatewayIncident))}
            )
