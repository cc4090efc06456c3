"""A round is put together: addressees, rules, questions. All of it is fixed when it goes out."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, func, select

from committees.models import Body
from committees.queries import body, lineage
from foundation.errors import Invalid, require
from foundation.verdict import YES, Verdict, no
from foundation.work import Work
from identity.models import Sector
from proposals.models import Consultation
from proposals.queries import Seen, seen
from proposals.rounds import queries, rules
from proposals.rounds.kinds import Naming, QuestionKind, Readers, RoundState, Silence
from proposals.rounds.models import Round, RoundQuestion
from proposals.rounds.queries import Found

REMINDERS = (7, 3, 1)


@dataclass(frozen=True)
class Terms:
    """What a round says of itself: title, words before the questions, addressees, and the rules
    that its invitation states."""

    title_ja: str
    title_en: str
    intro: str
    silence: Silence
    naming: Naming
    readers: Readers
    late_days: int
    bodies: tuple[str, ...]
    sectors: tuple[str, ...]


def create(work: Work, body_id: str, request_id: str | None, terms: Terms) -> Round:
    """A new draft of a body's round, about the newest version of a request where one is given.

    Raises Refused for whom it is not, NotFound for a request that can't be seen, Invalid.
    """
    asking = body(work.db, body_id)
    about = seen(work, request_id) if request_id else None
    require(_may_make(work, asking, about))
    _check(work.db, asking, terms, about)
    row = Round(
        id=work.id("round"), body_id=asking.id, request_id=request_id,
        version=about.request.latest if about else None,
        state=RoundState.DRAFT.value, reminders=list(REMINDERS), person_id=work.actor.id,
        created_at=work.now, **_columns(terms),
    )  # fmt: skip
    work.db.add(row)
    work.db.flush()
    work.record("round.create", ("round", row.id), after={"body": asking.id, "request": request_id,
                                                         **_columns(terms)})  # fmt: skip
    return row


def change(work: Work, found: Found, terms: Terms) -> None:
    """Change the terms of a draft. Raises Refused or Invalid."""
    row = found.round
    require(rules.may_compose(found.who, RoundState(row.state)))
    _check(work.db, body(work.db, row.body_id), terms, found.request)
    before = {name: getattr(row, name) for name in _columns(terms)}
    for name, value in _columns(terms).items():
        setattr(row, name, value)
    work.db.add(row)
    work.record("round.change", ("round", row.id), before, _columns(terms))


def add_questions(
    work: Work, found: Found, kind: QuestionKind, texts: Sequence[tuple[str, str]],
    options: Sequence[tuple[str, str]], point: int | None = None,
) -> list[RoundQuestion]:
    """Further questions of one kind at the end: text and options as (Japanese, English).

    Raises Refused, or Invalid for options that can't be chosen from and points that are none.
    """
    row = found.round
    require(rules.may_compose(found.who, RoundState(row.state)))
    chosen = kind in (QuestionKind.CHOICE, QuestionKind.RANKING)
    if chosen and not 2 <= len(options) <= 10:
        raise Invalid(options="round.two_to_ten_options")
    if kind is QuestionKind.ITEM:
        known = len(queries.points_of(work.db, row))
        if point is None or not 1 <= point <= known:
            raise Invalid(point="round.no_such_point")
    newest = select(func.max(RoundQuestion.place)).where(RoundQuestion.round_id == row.id)
    place = work.db.exec(newest).one() or 0
    held = len(queries.questions(work.db, row.id))
    if held + len(texts) > rules.MOST_QUESTIONS:
        raise Invalid(texts=("round.too_many_questions", {"most": rules.MOST_QUESTIONS}))
    rows = [
        RoundQuestion(
            id=work.id("round_question"), round_id=row.id, place=place + n, kind=kind.value,
            text_ja=ja, text_en=en, point=point,
            options=[{"key": f"o{i}", "ja": a, "en": b} for i, (a, b) in enumerate(options, 1)]
            if chosen else [],
        )
        for n, (ja, en) in enumerate(texts, start=1)
    ]  # fmt: skip
    work.db.add_all(rows)
    work.db.flush()
    work.record(
        "round.add_questions", ("round", row.id),
        after={"kind": kind.value, "texts": [one.text_ja for one in rows]},
    )  # fmt: skip
    return rows


def remove_question(work: Work, found: Found, question: RoundQuestion) -> None:
    """Take a question out of a draft. Raises Refused."""
    require(rules.may_compose(found.who, RoundState(found.round.state)))
    work.db.delete(question)
    work.record(
        "round.remove_question", ("round", found.round.id), before={"text": question.text_ja}
    )


def discard(work: Work, found: Found) -> None:
    """Throw a draft away. Raises Refused."""
    require(rules.may_compose(found.who, RoundState(found.round.state)))
    for question in queries.questions(work.db, found.round.id):
        work.db.delete(question)
    work.db.flush()
    work.db.delete(found.round)
    work.record("round.discard", ("round", found.round.id), before={"title": found.round.title_ja})


def open_consultation_of(db: Session, request_id: str | None) -> Consultation | None:
    """The consultation that is open on a request: a round rides on it."""
    if request_id is None:
        return None
    return db.exec(
        select(Consultation).where(
            Consultation.request_id == request_id, col(Consultation.closed_at).is_(None)
        )
    ).first()


def _may_make(work: Work, asking: Body, about: Seen | None) -> Verdict:
    if about is None:
        return rules.may_make(work.actor, lineage(work.db, asking.id))
    if about.request.number is None:
        return no("round.request_not_shared")
    runs = about.relation.presides or about.relation.secretary
    return YES if runs else no("round.not_yours")


def _check(db: Session, asking: Body, terms: Terms, about: Seen | None) -> None:
    allowed = rules.may_choose_silence(terms.silence, asking.silence)
    if not allowed:
        raise Invalid(silence=(allowed.reason, allowed.params))
    if about is not None and about.request.body_id != asking.id:
        raise Invalid(body="round.body_of_request")
    known = set(db.exec(select(Body.id).where(col(Body.id).in_(terms.bodies))).all())
    if known != set(terms.bodies):
        raise Invalid(bodies="field.unknown_choice")
    sectors = set(db.exec(select(Sector.id).where(col(Sector.id).in_(terms.sectors))).all())
    if sectors != set(terms.sectors):
        raise Invalid(sectors="field.unknown_choice")


def _columns(terms: Terms) -> dict[str, Any]:
    return {
        "title_ja": terms.title_ja, "title_en": terms.title_en, "intro": terms.intro,
        "silence": terms.silence.value, "naming": terms.naming.value,
        "readers": terms.readers.value, "late_days": terms.late_days,
        "bodies": sorted(terms.bodies), "sectors": sorted(terms.sectors),
    }  # fmt: skip


