"""Pages of ballots: find, read the form, act, answer."""

from typing import Any

from sqlmodel import Session, select

from foundation.actor import Actor
from foundation.verdict import Verdict, first_no
from identity.models import Company
from proposals.ballots import actions, closing, forms, queries, rules
from proposals.ballots.facts import deciding_body, rule_of
from proposals.ballots.named import Named
from proposals.ballots.queries import Found
from proposals.ballots.secrecy import candidates
from proposals.ballots.secret_pages import secret_part
from proposals.ballots.views import (
    BallotCard,
    BallotLine,
    BallotsView,
    BallotView,
    MyVote,
    ResultView,
    VoteLine,
)
from proposals.ballots.words import rule_in_words
from proposals.decision_rule import PRESETS, SECRECIES
from proposals.queries import Seen, facts, seen
from proposals.roll import choices_of
from proposals.rules import may_move
from proposals.stages import BY_NAME
from web.door import Done
from web.form import NoFields
from web.visit import Visit


def ballots(visit: Visit) -> BallotsView:
    found = [queries.ballot(visit.work, one) for one in queries.open_ids(visit.work.db)]
    return BallotsView(ballots=[_line(visit, one) for one in found])


def ballot(visit: Visit, ballot_id: str) -> BallotView:
    found = queries.ballot(visit.work, ballot_id)
    row, state, actor, now = found.ballot, found.facts, visit.work.actor, visit.work.now
    names = _company_names(visit)
    body_id = found.body.id
    hidden = rules.may_see_votes(state)
    return BallotView(
        id=row.id,
        request_id=row.request_id,
        request_number=found.seen.request.number or "",
        request_title=visit.name(found.seen.request.title_ja, found.seen.request.title_en),
        version=row.version,
        body=visit.name(found.body.name_ja, found.body.name_en),
        question=row.question or visit.t("ballot.default_question"),
        reason=row.reason,
        state=_shown_state(found, now),
        opens_at=row.opens_at,
        closes_at=row.closes_at,
        rule=rule_in_words(visit, state.rule),
        choices=list(choices_of(state.rule)),
        reason_required=state.rule.negative_reason == "required",
        entitled=len(state.may_still_vote),
        voted=len(state.voted),
        not_voted=_not_voted(found, actor, names),
        recused=[Named(id=one, name=names[one]) for one in _by_name(names, state.recused)],
        votes_hidden="" if hidden else visit.t(hidden.reason),
        mine=_mine(visit, found, names),
        proxy_given_to=_given_to(state, actor, names),
        proxy_holders=[
            Named(id=one, name=names[one])
            for one in _by_name(names, state.may_still_vote)
            if rules.may_hold_proxy(state, one, actor.company_id or "")
        ],
        may_recuse=visit.may(rules.may_recuse(state, actor, body_id, now)),
        may_give_proxy=visit.may(rules.may_give_proxy(state, actor, body_id, now)),
        may_close=visit.may(rules.may_close(state, actor, body_id, now)),
        may_break_tie=visit.may(rules.may_break_tie(state, actor, body_id)),
        may_reopen=visit.may(_may_reopen(visit, found)),
        may_void=visit.may(rules.may_void(state, actor, body_id)),
        void_reason=row.result["reason"] if row.state == rules.VOID else "",
        result=_result(visit, row.result, names),
        secrecy=state.rule.secrecy,
        secret=secret_part(visit, found, names) if state.secret else None,
    )


def card(visit: Visit, of: Seen) -> BallotCard:
    """The ballot as the request's page shows it."""
    work = visit.work
    found = queries.newest_of(work, of)
    body = deciding_body(work.db, of.request.body_id)
    rule = rule_of(body)
    may_open = first_no(
        may_move(of.relation, of.state, BY_NAME["open_ballot"], facts(work.db, of.request)),
        rules.presides(work.actor, body.id),
    )
    return BallotCard(
        id=found.ballot.id if found else "",
        state=_shown_state(found, work.now) if found else "",
        closes_at=found.ballot.closes_at if found else None,
        entitled=len(found.facts.may_still_vote) if found else 0,
        voted=len(found.facts.voted) if found else 0,
        sentence=_sentence(visit, found.ballot.result) if found and found.ballot.result else "",
        waits_for_me=bool(found and _waits_for(visit.work.actor, found, visit)),
        may_open=visit.may(may_open),
        rule=rule_in_words(visit, rule),
        least_days=rule.min_reply_days,
        presets=[(one, visit.t(f"body_rule.preset.{one}")) for one in PRESETS],
        secrecies=[
            (one, visit.t(f"body_rule.secrecy.{one}"))
            for one in SECRECIES if rules.may_be_so_secret(rule, one)
        ],
        trustees=_trustees(visit) if may_open else [],
    )


def _may_reopen(visit: Visit, found: Found) -> Verdict:
    """What the action asks: the rule, and the move of the request itself."""
    work, of = visit.work, found.seen
    state = facts(work.db, of.request)
    return first_no(
        rules.may_reopen(found.facts, found.outcome, work.actor, found.body.id),
        may_move(of.relation, of.state, BY_NAME["open_ballot"], state),
    )


def _trustees(visit: Visit) -> list[tuple[str, str]]:
    """Those who may be named as trustees, with where they belong."""
    names = _company_names(visit)
    return [
        (
            person.id,
            visit.t(
                "ballot.trustee_line", name=visit.name(person.name_ja, person.name_en),
                house=names.get(person.company_id or "", visit.t("ballot.secretariat")),
            ),
        )
        for _, person in candidates(visit.work.db)
    ]


def open_ballot(visit: Visit, form: forms.OpenBallot, request_id: str) -> Done:
    row = actions.open_ballot(visit.work, seen(visit.work, request_id), form)
    return Done(to=f"/ballots/{row.id}", say="done.ballot_opened", data={"id": row.id})


def reopen(visit: Visit, form: forms.ReopenBallot, ballot_id: str) -> Done:
    row = actions.reopen(visit.work, queries.ballot(visit.work, ballot_id), form)
    return Done(to=f"/ballots/{row.id}", say="done.ballot_opened", data={"id": row.id})


def vote(visit: Visit, form: forms.CastVote, ballot_id: str) -> Done:
    row = actions.cast_vote(visit.work, queries.ballot(visit.work, ballot_id), form)
    return Done(f"/ballots/{ballot_id}", "done.vote_cast", {"receipt": row.receipt})


def recuse(visit: Visit, form: forms.Reason, ballot_id: str) -> Done:
    actions.recuse(visit.work, queries.ballot(visit.work, ballot_id), form)
    return Done(f"/ballots/{ballot_id}", "done.recused")


def give_proxy(visit: Visit, form: forms.GiveProxy, ballot_id: str) -> Done:
    actions.give_proxy(visit.work, queries.ballot(visit.work, ballot_id), form)
    return Done(f"/ballots/{ballot_id}", "done.proxy_given")


def take_back_proxy(visit: Visit, form: NoFields, ballot_id: str) -> Done:
    actions.take_back_proxy(visit.work, queries.ballot(visit.work, ballot_id))
    return Done(f"/ballots/{ballot_id}", "done.proxy_taken_back")


def close(visit: Visit, form: NoFields, ballot_id: str) -> Done:
    closing.close(visit.work, queries.ballot(visit.work, ballot_id))
    return Done(f"/ballots/{ballot_id}", "done.ballot_closed")


def break_tie(visit: Visit, form: forms.CastingVote, ballot_id: str) -> Done:
    closing.break_tie(visit.work, queries.ballot(visit.work, ballot_id), form)
    return Done(f"/ballots/{ballot_id}", "done.ballot_closed")


def void(visit: Visit, form: forms.Reason, ballot_id: str) -> Done:
    closing.void(visit.work, queries.ballot(visit.work, ballot_id), form)
    return Done(f"/ballots/{ballot_id}", "done.ballot_void")


def _line(visit: Visit, found: Found) -> BallotLine:
    request = found.seen.request
    return BallotLine(
        id=found.ballot.id,
        title=visit.name(request.title_ja, request.title_en),
        number=request.number or "",
        body=visit.name(found.body.name_ja, found.body.name_en),
        state=_shown_state(found, visit.work.now),
        closes_at=found.ballot.closes_at,
        voted=len(found.facts.voted),
        entitled=len(found.facts.may_still_vote),
        waits_for_me=_waits_for(visit.work.actor, found, visit),
    )


def _shown_state(found: Found, now: Any) -> str:
    """A ballot whose time is over is shown as such, even before it is counted."""
    late = found.ballot.state == rules.OPEN and not rules.is_running(found.facts, now)
    return "counting" if late else found.ballot.state


def _mine(visit: Visit, found: Found, names: dict[str, str]) -> list[MyVote]:
    """One's own company's vote and those held by proxy, where one speaks for a company on the
    roll."""
    actor, state = visit.work.actor, found.facts
    own = actor.company_id
    if own is None or not rules.speaks(actor, found.body.id):
        return []
    wanted = [own, *_by_name(names, state.held.get(own, frozenset()))]
    cast = {vote.company_id: vote for vote in found.votes}
    lines = []
    for one in wanted:
        if one not in state.entitled:
            continue
        vote = cast.get(one)
        verdict = rules.may_vote(state, actor, found.body.id, one, visit.work.now)
        lines.append(
            MyVote(
                company_id=one,
                company=names[one],
                own=one == own,
                choice=vote.choice if vote else "",
                voted=one in state.voted,
                receipt=vote.receipt if vote else "",
                cast_at=vote.cast_at if vote else None,
                may=visit.may(verdict),
            )
        )
    return lines


def _waits_for(actor: Actor, found: Found, visit: Visit) -> bool:
    state, now = found.facts, visit.work.now
    own = actor.company_id or ""
    return any(
        one not in state.voted and rules.may_vote(state, actor, found.body.id, one, now)
        for one in (own, *state.held.get(own, ()))
    )


def _not_voted(found: Found, actor: Actor, names: dict[str, str]) -> list[str]:
    """Who is silent is for the secretariat and the presiding officers to know, while it runs."""
    relation = found.seen.relation
    if found.ballot.state != rules.OPEN or not (relation.secretary or relation.presides):
        return []
    return [names[one] for one in _by_name(names, found.facts.may_still_vote - found.facts.voted)]


def _given_to(state: rules.BallotFacts, actor: Actor, names: dict[str, str]) -> str:
    for holder, companies in state.held.items():
        if actor.company_id in companies:
            return names[holder]
    return ""


def _result(
    visit: Visit, result: dict[str, Any] | None, names: dict[str, str]
) -> ResultView | None:
    if not result or result["outcome"] == "void":
        return None
    order = list(names)
    figures = {name: result[name] for name in ResultView.model_fields if name in result}
    lines = sorted(result["votes"], key=lambda vote: order.index(vote["company"]))
    votes = [
        VoteLine(
            company=names[vote["company"]],
            choice=vote["choice"],
            holder=names[vote["holder"]] if vote["holder"] else "",
            receipt=vote["receipt"],
            reason=vote["reason"],
        )
        for vote in lines
    ]
    return ResultView(**figures | {"sentence": _sentence(visit, result), "votes": votes})


def _sentence(visit: Visit, result: dict[str, Any]) -> str:
    if result["outcome"] == "void":
        return visit.t("ballot.voided")
    key, params = result["sentence"]
    return visit.t(key, **params)


def _company_names(visit: Visit) -> dict[str, str]:
    """Names by id in the order of readings."""
    db: Session = visit.work.db
    rows = db.exec(select(Company).order_by(Company.reading, Company.id)).all()
    return {row.id: visit.name(row.name_ja, row.name_en) for row in rows}


def _by_name(names: dict[str, str], ids: frozenset[str]) -> list[str]:
    return [one for one in names if one in ids]


