"""The whole road, step by step over HTTP: from a company's draft to the ministry's answers.

One company asks twice, once hidden from the ministry only (its text names it), once hidden from
the members too. Two other companies ask anonymously and one under its name, so that there is a
batch to leave in. `STEPS` are told in order; each can be looked at from outside afterwards.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from sqlmodel import select

from goi import worker
from goi.worker import Parts
from submissions.models import Letter
from submissions.release_store import Item, Point
from world import Client, World, says

ROUND_ENDS = "2026-12-11"
AFTER_ROUND = datetime(2026, 12, 14, 1, 0, tzinfo=UTC)
BALLOT_ENDS = "2027-01-15"
RELEASE_DAY = datetime(2027, 1, 18, 1, 0, tzinfo=UTC)
ANSWER_DAY = datetime(2027, 2, 8, 1, 0, tzinfo=UTC)

# {…} are the asking company's own words.
TELLING = {
    "title_ja": "少額特例の見直し（{short_ja}の例から）",
    "title_en": "Review of the small-value exception, as seen at {name_en}",
    "legal_references": "輸出令第4条第1項第5号\n外為法第48条",
    "present_state": "{name_ja}では月に40件を扱う。担当は{person}（{mail}）。",
    "problem": "{site}から出荷する{brand}の部品は、1件ごとに判定をやり直している。",
    "request": "(1) 少額特例の金額を見直すこと。(2) {brand}のような部品を包括の対象とすること。",
    "reason": "{short_ja}の試算では、審査の8割が同じ内容の繰り返しである。",
    "burden": "1件に2時間、{name_en}全体で年に千時間を要する。",
    "effectiveness": "対象の貨物は変わらず、規制の目的は守られる。",
}
SILENT = {
    "title_ja": "申請書類の簡素化",
    "title_en": "Simplify applications",
    "legal_references": "輸出令第1条",
    "problem": "同じ書類を何度も求められる。",
    "request": "(1) 書類を一つにまとめること。(2) 電子の写しを認めること。(3) 様式を公開すること。",
    "reason": "審査に使われていない書類がある。",
    "burden": "1件に半日を要する。",
    "effectiveness": "審査に必要な事項は変わらない。",
}  # fmt: skip
OTHERS = {
    "second": ("authority", "部品の該非判定の手引", "瑞雲電子では判定に時間を要する。"),
    "third": ("authority", "化学品の分類表の更新", "北辰化学では毎年の見直しが要る。"),
    "fourth": ("none", "仲介取引の許可の周知", "みなと商事では照会が多い。"),
}


@dataclass(frozen=True)
class Manner:
    """How the company goes about it: none of this may be seen at the ministry."""

    drafts: int = 1
    edits: int = 1
    replies: int = 1
    pause_days: int = 0
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass
class Story:
    """`words` are the asking company's own words, by the names used in TELLING."""

    world: World
    words: Mapping[str, str]
    manner: Manner = field(default_factory=Manner)
    desk: Callable[[str], Client] | None = None
    requests: dict[str, str] = field(default_factory=dict)
    reviews: dict[str, str] = field(default_factory=dict)
    objection: str = ""
    ballot: str = ""
    question: str = ""
    keys: int = 0
    desk_keys: int = 0

    def as_(self, name: str) -> Client:
        """A browser; that of the asking company calls itself what it likes."""
        client = self.world.as_(name)
        if name in ("volunteer", "representative"):
            client.headers.update(self.manner.headers)
        return client

    def at_desk(self, name: str = "official") -> Client:
        return self.desk(name) if self.desk else self.world.at_desk(name)

    def send(self, name: str, path: str, **body: Any) -> dict[str, Any]:
        """A call that must succeed; its answer."""
        return _sent(self.as_(name), path, self._key(), body)

    def write_at_desk(self, name: str, path: str, **body: Any) -> dict[str, Any]:
        self.desk_keys += 1
        return _sent(self.at_desk(name), path, f"reply-{self.desk_keys:05}", body)

    def read(self, name: str, path: str) -> dict[str, Any]:
        answer = self.as_(name).api(path)
        assert answer.status_code == 200, (path, answer.text)
        found: dict[str, Any] = answer.json()
        return found

    def work(self) -> None:
        """What the worker does between two steps."""
        world = self.world
        parts = Parts(
            settings=world.settings, main=world.main, release=world.release,
            mailer=world.mailer, clock=world.clock, chance=world.chance,
        )  # fmt: skip
        faults = worker.run_once(parts)
        assert not faults, faults

    def own_text(self, **changes: str) -> dict[str, str]:
        return {name: text.format_map(self.words) for name, text in (TELLING | changes).items()}

    def _key(self) -> str:
        self.keys += 1
        return f"step-{self.keys:05}"


def _sent(client: Client, path: str, key: str, body: dict[str, Any]) -> dict[str, Any]:
    answer = client.api(path, body, once=key)
    assert answer.status_code in (200, 201), (path, answer.status_code, says(answer))
    data: dict[str, Any] = answer.json()
    return data


# --- on the members' side -------------------------------------------------------------------


def draft(story: Story) -> None:
    own = story.own_text()
    story.requests["telling"] = _draft(story, "volunteer", "authority", own, "licensing")
    story.requests["silent"] = _draft(story, "volunteer", "members", SILENT, "regulations")
    for n in range(story.manner.drafts - 1):
        _draft(story, "volunteer", "members", SILENT | {"title_ja": f"下書き{n}"}, "regulations")


def _draft(story: Story, who: str, anonymity: str, text: dict[str, str], body: str) -> str:
    filed = {
        "body": story.world.bodies[body], "kind": "operation", "novelty": "new",
        "priority": "A", "anonymity": anonymity,
    }  # fmt: skip
    return str(story.send(who, "/requests/new", **filed, **text)["id"])


def revise(story: Story) -> None:
    for n in range(story.manner.edits):
        text = story.own_text(effect=f"審査の日数が{n + 1}日短くなる。")
        path = f"/requests/{story.requests['telling']}/edit"
        story.send("volunteer", path, **text, base_version=n + 1, summary=f"第{n + 1}稿")
    last = story.own_text(effect="審査の日数が短くなる。")
    story.send(
        "volunteer", f"/requests/{story.requests['telling']}/edit", **last,
        base_version=story.manner.edits + 1, summary="表現を整えた",
    )  # fmt: skip
    story.world.clock.forward(days=story.manner.pause_days)


def submit(story: Story) -> None:
    for name in ("telling", "silent"):
        _move(story, "volunteer", name, "submit")


def others_ask(story: Story) -> None:
    for who, (anonymity, title, problem) in OTHERS.items():
        text = SILENT | {"title_ja": title, "title_en": "", "problem": problem}
        story.requests[who] = _draft(story, who, anonymity, text, "regulations")
        _move(story, who, who, "submit")


def consult(story: Story) -> None:
    for name, request_id in story.requests.items():
        keeper = "officer" if name == "silent" else "secretary"
        story.send(keeper, f"/requests/{request_id}/consultation", closes=ROUND_ENDS)


def comment(story: Story) -> None:
    """A member asks, the asking company answers in a thread as long as it likes."""
    for name in ("telling", "silent"):
        path = f"/requests/{story.requests[name]}/comments"
        first = story.send(
            "second", path, text="件数はどのくらいですか。", kind="question", block="burden"
        )
        for n in range(story.manner.replies):
            story.send("volunteer", f"{path}/{first['id']}/replies", text=f"集計中です（{n}）。")
    story.send(
        "second_contributor", f"/requests/{story.requests['telling']}/comments",
        text="当社も同じです。", kind="general", visibility="secretariat",
    )  # fmt: skip


def take_positions(story: Story) -> None:
    for request_id in story.requests.values():
        for who in ("second", "third", "chair"):
            story.send(who, f"/requests/{request_id}/position", value="support")
    story.send("fourth", f"/requests/{story.requests['telling']}/position", value="abstain")


def object_(story: Story) -> None:
    path = f"/requests/{story.requests['silent']}"
    story.send("fourth", f"{path}/position", value="object", reason="範囲が広すぎる。")
    raised = story.send(
        "fourth", f"{path}/objections", gravity="cannot_live",
        ground="写しだけでは原本と比べられない。",
        remedy="原本の提示を残す。",
    )  # fmt: skip
    story.objection = str(raised["id"])


def answer_objection(story: Story) -> None:
    path = f"/requests/{story.requests['silent']}"
    story.send(
        "volunteer", f"{path}/objections/{story.objection}/answer",
        answer="原本は求めに応じて示す。",
    )  # fmt: skip
    story.send(
        "fourth", f"{path}/minority-opinion", named=False,
        text="みなと商事は、原本の提示を残すべきと考える。",
    )  # fmt: skip


def close_round(story: Story) -> None:
    story.world.clock.set(AFTER_ROUND)
    story.work()


def dispose_of_all(story: Story, request_id: str) -> None:
    """The chair says of every comment what becomes of it."""
    table = story.world.as_("chair").api(f"/requests/{request_id}/comment-table").json()
    for row in table["rows"]:
        story.send(
            "chair", f"/requests/{request_id}/comments/{row['id']}/disposition",
            outcome="noted", reason="検討の際に参照する。",
        )  # fmt: skip


def conclude(story: Story) -> None:
    """The chair ends the objection and records consensus, but for what is put to the vote."""
    for name, request_id in story.requests.items():
        if name == "telling":
            continue
        if name == "silent":
            path = f"/requests/{request_id}/objections/{story.objection}/end"
            story.send("chair", path, step="address", reason="原本の提示で足りる。")
        dispose_of_all(story, request_id)
        _move(story, "chair", name, "call_consensus")
        story.send(
            "chair", f"/requests/{request_id}/consensus", outcome="rough",
            statement="この案で要望する。", weighed="負担と実効性を比べた。",
        )  # fmt: skip
        _move(story, "chair", name, "approve")


def open_ballot(story: Story) -> None:
    path = f"/requests/{story.requests['telling']}/ballot"
    terms = {"closes": BALLOT_ENDS, "no_meeting": "会議を開く機会がない。"}
    story.ballot = str(story.send("chair", path, **terms)["id"])


def vote(story: Story) -> None:
    for who in ("representative", "second", "third", "fourth", "chair"):
        story.send(who, f"/ballots/{story.ballot}/vote", choice="for")
    story.world.clock.set(RELEASE_DAY)
    story.work()


# --- through the gate -----------------------------------------------------------------------


def review(story: Story) -> None:
    for name, request_id in story.requests.items():
        story.reviews[name] = str(story.send("officer", f"/reviews/of/{request_id}")["id"])
        decide_all(story, story.reviews[name])


DECISIONS = {
    "accept": {"decision": "accept"},
    "replace": {"decision": "replace", "replacement": "相当数"},
    "keep": {"decision": "keep", "reason": "名を伏せない要望のため"},
}


def decide_all(story: Story, review_id: str) -> None:
    """The officer takes what is proposed, everywhere."""
    path = f"/reviews/{review_id}"
    for finding in story.read("officer", path)["findings"]:
        story.send("officer", f"{path}/findings/{finding['id']}", **DECISIONS[finding["proposal"]])
    story.send("officer", f"{path}/finish")


def consent(story: Story) -> None:
    for name, review_id in story.reviews.items():
        _consent(story, "representative" if name in ("telling", "silent") else name, review_id)


def _consent(story: Story, who: str, review_id: str) -> None:
    path = f"/reviews/{review_id}/consent"
    story.send(who, path, package_hash=story.read(who, path)["package_hash"])


def release(story: Story) -> None:
    story.send(
        "releaser", "/releases", reviews=list(story.reviews.values()),
        title_ja="規制の見直しに関する要望", addressee="経済産業省 御中",
    )  # fmt: skip


def deliver(story: Story) -> None:
    story.work()


# --- at the ministry ------------------------------------------------------------------------


def answer_points(story: Story) -> None:
    story.world.clock.set(ANSWER_DAY)
    for item in items(story):
        for number, point in enumerate(_points(story, item.id)):
            outcome = ("adopted", "partly", "not_adopted")[number % 3]
            reason = {"reason": "現行の審査に必要なため。"} if outcome != "adopted" else {}
            story.write_at_desk(
                "official", f"/items/{item.id}/points/{point.id}/reply", outcome=outcome,
                text="次のとおり回答する。", based_on=0, **reason,
            )  # fmt: skip


def ask_back(story: Story) -> None:
    for item in items(story):
        if not item.asked_by:
            path = f"/items/{item.id}/questions"
            story.write_at_desk("second_official", path, text=f"{item.title_ja}: 件数は何件か。")


def collect(story: Story) -> None:
    story.work()


def answer_question(story: Story) -> None:
    """The asking company answers, with its own name in it; the gate takes it out."""
    found = story.read("volunteer", f"/requests/{story.requests['telling']}")
    story.question = _question_of(story, story.requests["telling"])
    assert found["id"] == story.requests["telling"]
    text = "{name_ja}では月に40件、{site}で30件です。お問い合わせは{mail}へ。"
    story.send(
        "volunteer", f"/questions/{story.question}/answer", text=text.format_map(story.words)
    )
    review_id = _review_of_answer(story)
    decide_all(story, review_id)
    _consent(story, "representative", review_id)
    story.reviews["answer"] = review_id


def release_answer(story: Story) -> None:
    path = f"/releases/{story.reviews['answer']}/answer"
    story.send("releaser", path, override_reason="回答の期限のため")
    story.work()


def answer_anew(story: Story) -> None:
    """The ministry changes its mind about one point; the asking company reads it."""
    item = items(story)[0]
    point = _points(story, item.id)[0]
    story.write_at_desk(
        "second_official", f"/items/{item.id}/points/{point.id}/reply", outcome="under_study",
        text="引き続き検討する。", based_on=1,
    )  # fmt: skip
    story.work()


def items(story: Story) -> list[Item]:
    """The released items in the order of their letter."""
    with story.world.release.reading() as db:
        return list(db.exec(select(Item).order_by(Item.place)).all())


def _points(story: Story, item_id: str) -> list[Point]:
    with story.world.release.reading() as db:
        rows = db.exec(select(Point).where(Point.item_id == item_id).order_by(Point.number))
        return list(rows.all())


def _question_of(story: Story, request_id: str) -> str:
    from submissions.models import Question

    with story.world.main.reading() as db:
        return db.exec(select(Question.id).where(Question.request_id == request_id)).one()


def _review_of_answer(story: Story) -> str:
    from submissions.models import Review

    with story.world.main.reading() as db:
        return db.exec(select(Review.id).where(Review.question_id == story.question)).one()


def letters(story: Story) -> list[str]:
    with story.world.main.reading() as db:
        return list(db.exec(select(Letter.id)).all())


def _move(story: Story, who: str, name: str, move: str, **body: str) -> None:
    story.send(who, f"/requests/{story.requests[name]}/moves/{move}", **body)


Step = Callable[[Story], None]
STEPS: tuple[Step, ...] = (
    draft, revise, submit, others_ask, consult, comment, take_positions, object_,
    answer_objection, close_round, conclude, open_ballot, vote, review, consent, release,
    deliver, answer_points, ask_back, collect, answer_question, release_answer, answer_anew,
)  # fmt: skip
BY_NAME = {re.sub("_$", "", step.__name__): step for step in STEPS}


def tell(story: Story, until: str = "answer_anew") -> Story:
    """All steps up to and with the one named."""
    for name, step in BY_NAME.items():
        step(story)
        if name == until:
            return story
    raise KeyError(until)
