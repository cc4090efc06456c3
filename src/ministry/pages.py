"""Pages of the desk: find, read the form, act, answer."""

from foundation.errors import NotFound
from ministry import actions, people, queries
from ministry.forms import DemoSwitch, Question, Reply, SignIn
from ministry.queries import Counted
from ministry.views import (
    InboxView,
    ItemLine,
    ItemView,
    LetterView,
    Person,
    PointView,
    QuestionView,
    ReplyView,
    Section,
    SignInView,
)
from submissions import release_store
from submissions.release_store import Official
from web import signing_in
from web.answers import is_local
from web.door import Done
from web.form import NoFields
from web.visit import Visit


def sign_in_page(visit: Visit) -> SignInView:
    wanted = str(visit.draft.values.get("next") or visit.query.next)
    shown = people.demo_officials(visit.work.db) if visit.site.settings.demo else []
    return SignInView(
        next=wanted if is_local(wanted) else "", people=[_demo(visit, row) for row in shown]
    )


def start_session(visit: Visit, form: SignIn) -> Done:
    signing_in.sign_in(visit, people.GATE, form.email, form.password)
    return Done(to=form.next if is_local(form.next) else "/")


def demo_switch(visit: Visit, form: DemoSwitch) -> Done:
    if form.person not in {row.id for row in people.demo_officials(visit.work.db)}:
        raise NotFound
    signing_in.let_in(visit, visit.work.db, form.person, visit.work.now)
    return Done(to="/")


def sign_out(visit: Visit, form: NoFields) -> Done:
    signing_in.sign_out(visit)
    return Done(to="/sign-in", say="done.signed_out_desk")


def inbox(visit: Visit) -> InboxView:
    everything = queries.items(visit.work.db)
    wanted = {
        "all": everything,
        "waiting": [one for one in everything if one.waits],
        "answered": [one for one in everything if not one.waits],
    }[visit.query.show]
    return InboxView(
        show=visit.query.show,
        q=visit.query.q,
        total=len(everything),
        waiting=sum(one.waits for one in everything),
        items=[_line(visit, one) for one in queries.matching(wanted, visit.query.q)],
    )


def letter(visit: Visit, letter_id: str) -> LetterView:
    row = queries.letter(visit.work, letter_id)
    return LetterView(
        id=row.id,
        number=row.number,
        title=visit.name(row.title_ja, row.title_en),
        addressee=row.addressee,
        sender=row.sender,
        released_day=row.released_day,
        items=[_line(visit, one) for one in queries.items(visit.work.db, row.id)],
    )


def item(visit: Visit, item_id: str) -> ItemView:
    db = visit.work.db
    row = queries.item(visit.work, item_id)
    of = queries.letter(visit.work, row.letter_id)
    officials = queries.officials(db)
    points = queries.points(db, row.id)
    answers = queries.replies(db, [point.id for point in points])
    return ItemView(
        id=row.id,
        letter_id=of.id,
        letter_number=of.number,
        released_day=of.released_day,
        place=row.place,
        committee=visit.name(row.committee_ja, row.committee_en),
        kind=row.kind,
        novelty=row.novelty,
        title=row.title_ja,
        title_other=row.title_en,
        asked_by=row.asked_by,
        legal_references=row.legal_references,
        sections=[
            Section(name=name, markdown=text, html=row.html[name])
            for name, text in _in_order(row.sections)
        ],
        minority=row.minority,
        support=row.support,
        points=[
            _point(visit, point, [_reply(visit, one, officials) for one in answers[point.id]])
            for point in points
        ],
        questions=[
            _question(visit, one, officials) for one in queries.questions(db, row.id)
        ],
    )


def reply(visit: Visit, form: Reply, item_id: str, point_id: str) -> Done:
    row = queries.point(visit.work, item_id, point_id)
    actions.reply(visit.work, row, form)
    return Done(to=f"/items/{item_id}", say="done.replied")


def ask(visit: Visit, form: Question, item_id: str) -> Done:
    actions.ask(visit.work, queries.item(visit.work, item_id), form)
    return Done(to=f"/items/{item_id}", say="done.asked")


def _demo(visit: Visit, row: Official) -> Person:
    shown = visit.name(row.name_ja, row.name_en)
    return Person(
        value=row.id, initial=shown[:1], name=shown, role=visit.name(row.title_ja, row.title_en)
    )


def _in_order(sections: dict[str, str]) -> list[tuple[str, str]]:
    """As a letter has them; the store keeps them by name."""
    return [(name, sections[name]) for name in release_store.SECTIONS if name in sections]


def _line(visit: Visit, one: Counted) -> ItemLine:
    return ItemLine(
        id=one.item.id,
        title=visit.name(one.item.title_ja, one.item.title_en),
        committee=visit.name(one.item.committee_ja, one.item.committee_en),
        kind=one.item.kind,
        letter_number=one.letter.number,
        released_day=one.letter.released_day,
        points=one.points,
        answered=one.answered,
    )


def _point(visit: Visit, row: release_store.Point, answers: list[ReplyView]) -> PointView:
    newest = answers[0] if answers else None
    return PointView(
        id=row.id, number=row.number, text=row.text, reply=newest, earlier=answers[1:]
    )


def _reply(
    visit: Visit, row: release_store.Reply, officials: dict[str, Official]
) -> ReplyView:
    by = officials[row.official_id]
    return ReplyView(
        revision=row.revision,
        outcome=row.outcome,
        text=row.text,
        reason=row.reason,
        measure=row.measure,
        measure_day=row.measure_day,
        replied_day=row.replied_day,
        official=visit.name(by.name_ja, by.name_en),
    )


def _question(
    visit: Visit, row: release_store.Question, officials: dict[str, Official]
) -> QuestionView:
    by = officials[row.official_id]
    return QuestionView(
        id=row.id,
        text=row.text,
        asked_day=row.asked_day,
        official=visit.name(by.name_ja, by.name_en),
        answer=row.answer,
        answer_html=row.answer_html,
        answered_day=row.answered_day,
    )
