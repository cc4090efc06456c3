"""Opinion rounds of the demonstration: a large one that has closed, 491 companies and 50
statements, and a small one that waits for answers.

The invented organisation has 40 companies; the rest of the 491 are made here, called デモ会員 so
that nobody takes them for more than they are. They have no people, so that nobody has to look for a
name among a thousand on the sign-in page.
"""

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import product
from typing import Any

from sqlalchemy import insert
from sqlmodel import select

from committees.queries import chairs
from foundation.dates import day_in_japan, end_of_day_jst
from foundation.work import Work
from goi.demo.organisation import Ids
from identity.companies.queries import sectors
from identity.corporate_number import check_digit
from identity.models import Company, Size
from proposals.rounds import queries
from proposals.rounds.answering import seal_of
from proposals.rounds.kinds import QuestionKind, RoundState
from proposals.rounds.models import Round, RoundAnswer, RoundQuestion, RoundSeat
from proposals.rounds.running import ANSWERED, enter_search

MEMBERS = 491
_SEED = 20_261_123
_SUBJECTS = (
    ("少額特例の金額基準", "the small-value threshold"),
    ("包括許可の更新手続", "the renewal of bulk licences"),
    ("該非判定書の様式", "the form of classification statements"),
    ("役務取引の許可手続", "licensing of technology transactions"),
    ("外国ユーザーリストの示し方", "the way the Foreign End User List is published"),
    ("需要者確認の手順", "the checks on end users"),
    ("電子申請の添付書類", "the papers attached to electronic applications"),
    ("通関時の確認書類", "the papers asked for at customs"),
    ("みなし輸出の確認手順", "the checks on deemed exports"),
    ("自己管理チェックリスト", "the self-check list"),
)
_CLAIMS = (
    ("{}は、今の形のままでよい。", "{} may stay as it is."),
    ("{}には、中小企業にも分かる手引が要る。", "{} needs a guide that small firms understand."),
    ("{}は、毎年見直すべきである。", "{} should be reviewed every year."),
    ("{}は、英語でも示すべきである。", "{} should be given in English as well."),
    ("{}を改めるときは、六か月の準備期間が要る。", "{} should change with six months' notice."),
)
# How the five claims are received by and large; each sector then differs from that.
_LEAN = (-0.6, 1.5, 0.4, 0.1, 1.2)
_SIZES = (Size.LARGE, Size.LARGE, Size.SME, Size.SME, Size.SME)
_REASONS = (
    "手引があれば、確認の時間が減る。", "海外の子会社と同じ書類を使いたい。",
    "年度の途中の変更は避けてほしい。", "現場の担当者が迷う表現が残っている。",
    "事例を増やしてほしい。", "様式の変更は一度にまとめてほしい。",
)  # fmt: skip
_SMALL: tuple[tuple[QuestionKind, str, str, tuple[tuple[str, str], ...]], ...] = (
    (QuestionKind.SCALE, "研究者向けの手引を委員会で作るべきである。",
     "The committee should write a guide for researchers.", ()),
    (QuestionKind.SCALE, "留学生の受入れ前の確認は、様式を統一すべきである。",
     "Checks before students are admitted should use one form.", ()),
    (QuestionKind.CHOICE, "説明会の開き方はどれがよいか。", "How should the briefing be held?",
     (("会場で", "In a hall"), ("オンラインで", "Online"), ("両方で", "Both"))),
    (QuestionKind.RANKING, "手引で取り上げる順に並べてほしい。",
     "Put in the order in which the guide should treat them.",
     (("みなし輸出", "Deemed exports"), ("海外出張", "Travel"), ("共同研究", "Joint research"))),
    (QuestionKind.TEXT, "ほかに困っていることがあれば書いてほしい。",
     "What else is difficult?", ()),
)  # fmt: skip


def load_rounds(work: Work, ids: Ids) -> None:
    """Load both rounds, and the companies that the large one needs."""
    chance = random.Random(_SEED)
    members = _members(work, chance)
    _large(work, ids, chance, members)
    _small(work, ids)


def _members(work: Work, chance: random.Random) -> list[Company]:
    """The companies there are, and as many more as make 491."""
    held = list(work.db.exec(select(Company).order_by(Company.reading, Company.id)).all())
    branches = [one.id for one in sectors(work.db)]
    weights = [1 + place % 5 for place, _ in enumerate(branches)]
    rows = []
    for n in range(len(held) + 1, MEMBERS + 1):
        base = f"99998{n:07}"
        rows.append({
            "id": work.id("company"), "name_ja": f"デモ会員{n:03}株式会社",
            "reading": f"でもかいいん{n:03}", "name_en": f"Demo Member {n:03} Co., Ltd.",
            "short_ja": f"デモ会員{n:03}", "sector_id": chance.choices(branches, weights)[0],
            "size": chance.choice(_SIZES), "securities_code": None,
            "corporate_number": check_digit(base) + base, "member_since": None,
        })  # fmt: skip
    work.db.connection().execute(insert(Company), rows)
    work.record("demo.add_members", ("company", "demo"), after={"companies": len(rows)})
    return list(work.db.exec(select(Company).order_by(Company.reading, Company.id)).all())


def _large(work: Work, ids: Ids, chance: random.Random, members: list[Company]) -> None:
    body = ids.bodies["C1"]
    then = replace(work, now=work.now - timedelta(days=40))
    row = _round(
        then, body, "R08-IK-001", "安全保障輸出管理の手続に関する会員意見調査",
        "Survey of members on the procedures of export control", lasts=30,
        sectors_asked=[one.id for one in sectors(work.db)], silence="nothing",
    )  # fmt: skip
    row.intro = "年次要望の準備のため、手続について会員各社のお考えを伺います。設問は50問です。"
    texts = [
        (ja.format(one), en.format(two)[:1].upper() + en.format(two)[1:])
        for (one, two), (ja, en) in product(_SUBJECTS, _CLAIMS)
    ]
    questions = _ask(work, row, [(QuestionKind.SCALE, ja, en, ()) for ja, en in texts])
    replied = [one for one in members if chance.random() < (0.9 if one.size == "large" else 0.76)]
    answered = {one.id for one in replied}
    _seat(work, row, members, answered)
    lean = {
        one.id: [_LEAN[n % 5] + chance.gauss(0, 0.8) for n in range(len(questions))]
        for one in sectors(work.db)
    }
    answers = []
    for company in replied:
        values = {
            question: {"value": str(max(-2, min(2, round(chance.gauss(mean, 0.9))))),
                       "reason": chance.choice(_REASONS) if chance.random() < 0.01 else ""}
            for question, mean in zip(questions, lean[company.sector_id], strict=True)
            if chance.random() < 0.97
        }  # fmt: skip
        answers.append(_answer(work, row, company, values))
    work.db.connection().execute(insert(RoundAnswer), answers)
    row.state, row.closed_at = RoundState.CLOSED.value, row.closes_at
    work.db.add(row)
    work.record("demo.round", ("round", row.id), after={"replied": len(replied)})


def _small(work: Work, ids: Ids) -> None:
    body = ids.bodies["C9"]
    then = replace(work, now=work.now - timedelta(days=4))
    row = _round(
        then, body, "R08-IK-002", "研究者向け手引の作成について",
        "A guide for researchers", lasts=14, sectors_asked=[], silence="abstention",
    )  # fmt: skip
    row.intro = "来年度に作る手引について、委員の各社・各機関のお考えを伺います。"
    _ask(work, row, list(_SMALL))
    companies = queries.addressees(work.db, [body], [], day_in_japan(work.now))
    _seat(work, row, companies, None)
    work.db.flush()
    enter_search(then, row)


def _round(
    work: Work, body_id: str, number: str, ja: str, en: str, *, lasts: int,
    sectors_asked: list[str], silence: str,
) -> Round:
    presider = chairs(work.db, body_id, day_in_japan(work.now))[0]
    row = Round(
        id=work.id("round"), number=number, body_id=body_id, title_ja=ja, title_en=en,
        silence=silence, naming="unnamed", readers="secretariat", late_days=7, bodies=[body_id],
        sectors=sectors_asked, state=RoundState.OPEN.value, opens_at=work.now,
        closes_at=end_of_day_jst(day_in_japan(work.now) + timedelta(days=lasts)),
        reminders=[7, 3, 1], person_id=presider, created_at=work.now,
    )  # fmt: skip
    work.db.add(row)
    work.db.flush()
    return row


def _ask(
    work: Work, row: Round,
    asked: list[tuple[QuestionKind, str, str, tuple[tuple[str, str], ...]]],
) -> list[str]:
    rows = [
        {"id": work.id("round_question"), "round_id": row.id, "place": place, "kind": kind.value,
         "text_ja": ja, "text_en": en, "point": None,
         "options": [{"key": f"o{n}", "ja": a, "en": b} for n, (a, b) in enumerate(options, 1)]}
        for place, (kind, ja, en, options) in enumerate(asked, start=1)
    ]  # fmt: skip
    work.db.connection().execute(insert(RoundQuestion), rows)
    return [str(one["id"]) for one in rows]


def _seat(work: Work, row: Round, companies: list[Company], answered: set[str] | None) -> None:
    """The roll; `answered` is None while the round is open."""

    def counted(company: Company) -> str:
        if answered is None:
            return ""
        return ANSWERED if company.id in answered else row.silence

    seats: Iterator[dict[str, Any]] = (
        {"round_id": row.id, "company_id": one.id, "sector_id": one.sector_id, "size": one.size,
         "counted_as": counted(one)}
        for one in companies
    )  # fmt: skip
    work.db.connection().execute(insert(RoundSeat), list(seats))


def _answer(
    work: Work, row: Round, company: Company, values: dict[str, dict[str, str]]
) -> dict[str, Any]:
    salt = work.chance.token("round_answer")
    return {
        "id": work.id("round_answer"), "round_id": row.id, "company_id": company.id,
        "person_id": row.person_id, "values": values, "salt": salt,
        "seal": seal_of(salt, values), "late": False, "stands": True,
        "created_at": row.opens_at,
    }  # fmt: skip
