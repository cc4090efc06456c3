"""Pages of rounds: find, read the form, act, answer."""

from datetime import date
from typing import Any

from starlette.responses import Response

from committees.models import Body
from committees.queries import bodies, lineage
from foundation.actor import Kind
from foundation.dates import day_in_japan
from foundation.errors import NotFound
from foundation.verdict import YES, Verdict, no
from foundation.work import Work
from identity.companies.queries import sectors
from proposals.models import Consultation
from proposals.queries import Seen, seen
from proposals.rounds import composing, export, forms, queries, rules, running
from proposals.rounds.composing import Terms
from proposals.rounds.kinds import Naming, QuestionKind, Readers, RoundState, Silence
from proposals.rounds.models import Round, RoundQuestion
from proposals.rounds.queries import Found, Listed
from proposals.rounds.results_page import results_view
from proposals.rounds.views import (
    CardLine,
    ExtensionView,
    QuestionView,
    ResultsView,
    RoundFormView,
    RoundLine,
    RoundsCard,
    RoundsView,
    RoundView,
    SectorProgress,
)
from web.door import Done
from web.form import NoFields
from web.visit import Visit


def rounds(visit: Visit) -> RoundsView:
    names = _body_names(visit)
    makes = any(_may_make(visit, one) for one in names)
    return RoundsView(
        rounds=[_line(visit, one, names) for one in queries.listed(visit.work)],
        may_make=visit.may(YES if makes else no("round.not_yours")),
    )


def round_page(visit: Visit, round_id: str) -> RoundView:
    found = queries.round_of(visit.work, round_id)
    work, row, clock, who = visit.work, found.round, found.clock, found.who
    asked = queries.questions(work.db, row.id)
    rides_on = composing.open_consultation_of(work.db, row.request_id)
    drafted = clock.state is RoundState.DRAFT
    companies = len(_would_ask(work, row, rides_on)) if drafted else 0
    state = queries.progress(work.db, row.id)
    knows = bool(rules.may_know_who(who)) and not drafted
    own = queries.own_answer(work.db, row.id, who.company_id) if who.company_id else None
    ended = clock.ended_at(work.now)
    return RoundView(
        id=row.id,
        number=row.number or "",
        title=visit.name(row.title_ja, row.title_en),
        body=_body_names(visit)[row.body_id],
        request_id=row.request_id or "",
        request_title=_request_title(visit, found.request),
        version=row.version,
        rides=clock.rides or (drafted and rides_on is not None),
        state=_state(found, work),
        intro=row.intro,
        opens=_day(row.opens_at),
        closes=_day(clock.closes_at) or (_day(rides_on.closes_at) if rides_on else None),
        closes_at=clock.closes_at,
        open=clock.is_open(work.now),
        taking=bool(rules.taking(clock, work.now)),
        closed=_day(ended),
        close_reason=row.close_reason,
        extensions=[
            ExtensionView(
                before=date.fromisoformat(one["from"]), after=date.fromisoformat(one["to"]),
                reason=one["reason"],
            )
            for one in row.extensions
        ],
        addressees=_addressees(visit, row),
        rules=in_words(visit, row),
        questions=[_question(visit, found, n, one) for n, one in enumerate(asked, start=1)],
        asked=companies if drafted else state.asked,
        confirmed=state.confirmed,
        late=state.late,
        knows_who=knows,
        by_sector=_by_sector(visit, state) if knows else [],
        answered=_names(visit, row, confirmed=True) if knows else [],
        silent=_names(visit, row, confirmed=False) if knows else [],
        my_room=who.asked and not drafted,
        my_state=("late" if own.late else "confirmed") if own else "",
        has_result=queries.result(work.db, row.id) is not None,
        may_compose=visit.may(rules.may_compose(who, clock.state)),
        may_open=visit.may(
            rules.may_open(who, clock.state, questions=len(asked), asked=companies)
        ),
        may_change_clock=visit.may(rules.may_change_clock(who, clock, work.now)),
        kinds=[
            (one.value, visit.t(f"round.kind.{one}")) for one in QuestionKind
            if one is not QuestionKind.ITEM or row.request_id
        ],
        points=queries.points_of(work.db, row) if drafted else [],
    )  # fmt: skip


def new_round(visit: Visit) -> RoundFormView:
    asked: forms.NewRoundQuery = visit.query
    about = seen(visit.work, asked.request) if asked.request else None
    if about is not None and not _runs(about):
        raise NotFound
    makes = about is not None or any(_may_make(visit, one) for one in _body_names(visit))
    return _form(visit, None, about, YES if makes else no("round.not_yours"))


def create_round(visit: Visit, form: forms.NewRound) -> Done:
    row = composing.create(visit.work, form.body, form.request, _terms(form))
    return Done(f"/rounds/{row.id}", "done.round_created", {"id": row.id})


def edit_round(visit: Visit, round_id: str) -> RoundFormView:
    found = queries.round_of(visit.work, round_id)
    if not found.who.runs:
        raise NotFound
    may = rules.may_compose(found.who, found.clock.state)
    return _form(visit, found.round, found.request, may)


def change_round(visit: Visit, form: forms.RoundForm, round_id: str) -> Done:
    found = queries.round_of(visit.work, round_id)
    if not found.who.runs:
        raise NotFound
    composing.change(visit.work, found, _terms(form))
    return Done(f"/rounds/{round_id}", "done.round_changed")


def add_questions(visit: Visit, form: forms.AddQuestions, round_id: str) -> Done:
    found = queries.round_of(visit.work, round_id)
    composing.add_questions(
        visit.work, found, form.kind, forms.lines(form.texts), forms.lines(form.options),
        form.point,
    )  # fmt: skip
    return Done(f"/rounds/{round_id}#questions", "done.questions_added")


def remove_question(
    visit: Visit, form: NoFields, round_id: str, round_question_id: str
) -> Done:
    found = queries.round_of(visit.work, round_id)
    question = queries.question(visit.work.db, round_id, round_question_id)
    composing.remove_question(visit.work, found, question)
    return Done(f"/rounds/{round_id}#questions", "done.question_removed")


def open_round(visit: Visit, form: forms.OpenRound, round_id: str) -> Done:
    running.open_round(visit.work, queries.round_of(visit.work, round_id), form.closes)
    return Done(f"/rounds/{round_id}", "done.round_opened")


def extend_round(visit: Visit, form: forms.ExtendRound, round_id: str) -> Done:
    found = queries.round_of(visit.work, round_id)
    running.extend(visit.work, found, form.closes, form.reason)
    return Done(f"/rounds/{round_id}", "done.round_extended")


def close_round(visit: Visit, form: forms.CloseRound, round_id: str) -> Done:
    running.close_early(visit.work, queries.round_of(visit.work, round_id), form.reason)
    return Done(f"/rounds/{round_id}", "done.round_closed")


def discard_round(visit: Visit, form: NoFields, round_id: str) -> Done:
    composing.discard(visit.work, queries.round_of(visit.work, round_id))
    return Done("/rounds", "done.round_discarded")


def results(visit: Visit, round_id: str) -> ResultsView:
    return results_view(visit, *_counted(visit, round_id))


def results_csv(visit: Visit, round_id: str) -> Response:
    found, row = _counted(visit, round_id)
    return export.csv(f"{found.round.number}-results", export.figures(visit, found, row))


def results_xlsx(visit: Visit, round_id: str) -> Response:
    found, row = _counted(visit, round_id)
    return export.xlsx(f"{found.round.number}-results", export.figures(visit, found, row))


def answers_csv(visit: Visit, round_id: str) -> Response:
    found = _readable(visit, round_id)
    return export.csv(f"{found.round.number}-answers", export.answers(visit, found))


def answers_xlsx(visit: Visit, round_id: str) -> Response:
    found = _readable(visit, round_id)
    return export.xlsx(f"{found.round.number}-answers", export.answers(visit, found))


def card(visit: Visit, of: Seen) -> RoundsCard | None:
    """The rounds on a request, for its page; None where there is nothing to show or do."""
    actor = visit.work.actor
    rows = queries.listed(visit.work, of.request.id)
    room = actor.kind is Kind.MEMBER and actor.company_id is not None
    makes = _runs(of) and of.request.number is not None
    if not rows and not room and not makes:
        return None
    return RoundsCard(
        request_id=of.request.id,
        rounds=[
            CardLine(
                id=one.found.round.id, number=one.found.round.number or "",
                title=visit.name(one.found.round.title_ja, one.found.round.title_en),
                state=_state(one.found, visit.work), closes=_day(one.found.clock.closes_at),
            )
            for one in rows
        ],
        room=room,
        may_make=makes,
    )  # fmt: skip


def in_words(visit: Visit, row: Round) -> list[str]:
    """The rules of a round, as its invitation states them."""
    t = visit.t
    late = t("round.rule.late", n=row.late_days) if row.late_days else t("round.rule.no_late")
    return [
        t(f"round.silence_rule.{row.silence}"),
        t("round.rule.by_company"),
        t("round.rule.sealed"),
        late,
        t(f"round.rule.{row.naming}"),
        t(f"round.rule.readers.{row.readers}"),
        t("round.rule.suppressed"),
    ]


def _counted(visit: Visit, round_id: str) -> tuple[Found, Any]:
    found = queries.round_of(visit.work, round_id)
    row = queries.result(visit.work.db, round_id)
    if not rules.may_see_results(computed=row is not None):
        raise NotFound
    return found, row


def _readable(visit: Visit, round_id: str) -> Found:
    found, _ = _counted(visit, round_id)
    may = rules.may_read_all(found.who, Readers(found.round.readers), computed=True)
    if not may:
        raise NotFound
    return found


def _runs(about: Seen) -> bool:
    return about.relation.presides or about.relation.secretary


def _may_make(visit: Visit, body_id: str) -> Verdict:
    return rules.may_make(visit.work.actor, lineage(visit.work.db, body_id))


def _terms(form: forms.RoundForm) -> Terms:
    return Terms(
        title_ja=form.title_ja, title_en=form.title_en or "", intro=form.intro or "",
        silence=form.silence, naming=form.naming, readers=form.readers,
        late_days=form.late_days, bodies=tuple(form.bodies), sectors=tuple(form.sectors),
    )  # fmt: skip


def _form(
    visit: Visit, row: Round | None, about: Seen | None, may: Verdict
) -> RoundFormView:
    t, db = visit.t, visit.work.db
    names = _body_names(visit)
    own = [
        (one, name) for one, name in names.items()
        if (about is None and _may_make(visit, one))
        or (about is not None and one == about.request.body_id)
    ]  # fmt: skip
    first = own[0][0] if own else ""
    values: dict[str, Any] = {"late_days": 7, "bodies": [first], "body": first}
    if row is not None:
        values = {
            name: getattr(row, name) for name in (
                "title_ja", "title_en", "intro", "bodies", "sectors", "silence", "naming",
                "readers", "late_days",
            )
        }  # fmt: skip
    return RoundFormView(
        id=row.id if row else "",
        may=visit.may(may),
        title=visit.name(row.title_ja, row.title_en) if row else t("round.new"),
        request_id=about.request.id if about else "",
        request_title=_request_title(visit, about),
        rides=composing.open_consultation_of(db, about.request.id if about else None) is not None,
        values=values,
        own_bodies=own,
        bodies=list(names.items()),
        sectors=[(one.id, visit.name(one.name_ja, one.name_en)) for one in sectors(db)],
        silences=[(one.value, t(f"round.silence.{one}"), t(f"round.silence_hint.{one}"))
                  for one in Silence],
        namings=[(one.value, t(f"round.naming.{one}"), t(f"round.rule.{one}")) for one in Naming],
        readers=[(one.value, t(f"round.readers.{one}"), t(f"round.rule.readers.{one}"))
                 for one in Readers],
    )  # fmt: skip


def _line(visit: Visit, one: Listed, names: dict[str, str]) -> RoundLine:
    row = one.found.round
    mine = ("answered" if one.mine else "unanswered") if one.found.who.asked else ""
    return RoundLine(
        id=row.id,
        link=f"/rounds/{row.id}",
        number=row.number or "",
        title=visit.name(row.title_ja, row.title_en),
        body=names[row.body_id],
        state=_state(one.found, visit.work),
        closes=_day(one.found.clock.closes_at),
        asked=one.asked,
        confirmed=one.confirmed,
        mine=mine,
    )


def _state(found: Found, work: Work) -> str:
    """A round whose time is over is shown as such, even before it is counted."""
    if found.clock.state is RoundState.DRAFT or found.clock.is_open(work.now):
        return found.clock.state.value
    return RoundState.CLOSED.value


def _question(visit: Visit, found: Found, number: int, row: RoundQuestion) -> QuestionView:
    points = queries.points_of(visit.work.db, found.round) if row.point else []
    return QuestionView(
        id=row.id, place=number, kind=row.kind, kind_label=visit.t(f"round.kind.{row.kind}"),
        text=visit.name(row.text_ja, row.text_en),
        point=points[row.point - 1] if row.point and row.point <= len(points) else "",
        options=[visit.name(one["ja"], one["en"]) for one in row.options],
    )  # fmt: skip


def _by_sector(visit: Visit, state: queries.Progress) -> list[SectorProgress]:
    names = {one.id: visit.name(one.name_ja, one.name_en) for one in sectors(visit.work.db)}
    return [
        SectorProgress(label=names[one], asked=asked, confirmed=confirmed)
        for one, (asked, confirmed) in state.sectors.items()
    ]


def _names(visit: Visit, row: Round, *, confirmed: bool) -> list[str]:
    rows = queries.companies_by(visit.work.db, row.id, confirmed=confirmed)
    return [visit.name(one.short_ja, one.name_en) for one in rows]


def _addressees(visit: Visit, row: Round) -> list[str]:
    names = _body_names(visit)
    wanted = [names[one] for one in names if one in row.bodies]
    return wanted + [
        visit.t("round.all_of_sector", name=visit.name(one.name_ja, one.name_en))
        for one in sectors(visit.work.db) if one.id in row.sectors
    ]  # fmt: skip


def _would_ask(work: Work, row: Round, rides_on: Consultation | None) -> list[Any]:
    if rides_on is not None:
        return list(rides_on.company_ids)
    return queries.addressees(work.db, row.bodies, row.sectors, day_in_japan(work.now))


def _body_names(visit: Visit) -> dict[str, str]:
    rows: list[Body] = bodies(visit.work.db)
    return {one.id: visit.name(one.name_ja, one.name_en) for one in rows}


def _request_title(visit: Visit, about: Seen | None) -> str:
    if about is None:
        return ""
    name = visit.name(about.request.title_ja, about.request.title_en)
    return f"{about.request.number or ''} {name}".strip()


def _day(moment: Any) -> date | None:
    return day_in_japan(moment) if moment else None
