"""Pages of ballots: find, read the form, act, answer."""

from datetime import datetime
from typing import Any

from foundation.actor import Actor
from foundation.verdict import Verdict, first_no, no
from proposals.ballots import actions, closing, forms, queries, rules
from proposals.ballots.facts import deciding_body, rule_of
from proposals.ballots.named import Named
from proposals.ballots.queries import Found
from proposals.ballots.secrecy import candidates
from proposals.ballots.secret_pages import secret_part
from proposals.ballots.shown import by_name, company_names, how_cast, recusals, result, sentence
from proposals.ballots.views import (
    BallotCard,
    BallotLine,
    BallotsView,
    BallotView,
    EarlierBallot,
    MyVote,
    PaperLine,
)
from proposals.ballots.words import rule_in_words
from proposals.decision_rule import PRESETS, SECRECIES
from proposals.deliberation.people import People
from proposals.models import Vote
from proposals.queries import Seen, seen
from proposals.roll import choices_of
from web.door import Done
from web.form import NoFields
from web.visit import Visit


def ballots(visit: Visit) -> BallotsView:
    found = queries.visible(visit.work, queries.open_ids(visit.work.db))
    return BallotsView(ballots=[_line(visit, one) for one in found])


def ballot(visit: Visit, ballot_id: str) -> BallotView:
    found = queries.ballot(visit.work, ballot_id)
    row, state, actor, now = found.ballot, found.facts, visit.work.actor, visit.work.now
    names = company_names(visit)
    body_id, staff = found.body.id, found.seen.relation.secretary
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
        no_meeting=row.no_meeting,
        advisory=row.advisory,
        state=_shown_state(found, now),
        opens_at=row.opens_at,
        closes_at=row.closes_at,
        rule=rule_in_words(visit, state.rule),
        choices=list(choices_of(state.rule)),
        reason_required=state.rule.negative_reason == "required",
        entitled=len(state.may_still_vote),
        voted=len(state.voted),
        not_voted=_not_voted(found, actor, names),
        recused=recusals(visit, found, names),
        votes_hidden="" if hidden else visit.t(hidden.reason),
        mine=_mine(visit, found, names),
        proxy_given_to=_given_to(state, actor, names),
        proxy_holders=[
            Named(id=one, name=names[one])
            for one in by_name(names, state.may_still_vote)
            if rules.may_hold_proxy(state, one, actor.company_id or "")
        ],
        papers=_papers(visit, found, names),
        paper_companies=[
            Named(id=one, name=names[one]) for one in by_name(names, state.entitled)
            if rules.may_enter_paper(state, actor, staff, one, now)
        ],
        may_enter_paper=visit.may(_may_enter_paper(found, actor, now)),
        may_recuse=visit.may(rules.may_recuse(state, actor, found.bodies, now)),
        may_give_proxy=visit.may(rules.may_give_proxy(state, actor, found.bodies, now)),
        may_close=visit.may(rules.may_close(state, actor, body_id, now)),
        may_break_tie=visit.may(rules.may_break_tie(state, actor, body_id)),
        may_reopen=visit.may(_may_reopen(visit, found)),
        may_void=visit.may(rules.may_void(state, actor, body_id)),
        void_reason=row.result["reason"] if row.state == rules.VOID else "",
        may_see_record=visit.may(rules.may_see_record(state)),
        result=result(visit, row.result, names),
        secrecy=state.rule.secrecy,
        secret=secret_part(visit, found, names) if state.secret else None,
    )


def card(visit: Visit, of: Seen) -> BallotCard:
    """The ballot as the request's page shows it."""
    work = visit.work
    ballots = queries.all_of(work, of)
    found = ballots[0] if ballots else None
    body = deciding_body(work.db, of.request.body_id)
    rule = rule_of(body)
    may_open = actions.may_open(work, of, body, advisory=False)
    may_advise = actions.may_open(work, of, body, advisory=True)
    return BallotCard(
        id=found.ballot.id if found else "",
        advisory=bool(found and found.ballot.advisory),
        earlier=[
            EarlierBallot(
                id=one.ballot.id, advisory=one.ballot.advisory,
                sentence=sentence(visit, one.ballot.result),
            )
            for one in ballots[1:] if one.ballot.result
        ],
        state=_shown_state(found, work.now) if found else "",
        closes_at=found.ballot.closes_at if found else None,
        entitled=len(found.facts.may_still_vote) if found else 0,
        voted=len(found.facts.voted) if found else 0,
        sentence=sentence(visit, found.ballot.result) if found and found.ballot.result else "",
        waits_for_me=bool(found and _waits_for(visit.work.actor, found, visit)),
        may_open=visit.may(may_open),
        may_advise=visit.may(may_advise),
        written=rule.mode == "written",
        rule=rule_in_words(visit, rule),
        least_days=rule.min_reply_days,
        presets=[(one, visit.t(f"body_rule.preset.{one}")) for one in PRESETS],
        secrecies=[
            (one, visit.t(f"body_rule.secrecy.{one}"))
            for one in SECRECIES if rules.may_be_so_secret(rule, one)
        ],
        trustees=_trustees(visit) if may_open or may_advise else [],
    )


def _may_reopen(visit: Visit, found: Found) -> Verdict:
    """What the action asks: the rule, and the move of the request itself."""
    work, of = visit.work, found.seen
    again = rules.may_reopen(found.facts, found.outcome, work.actor, found.body.id)
    return first_no(again, actions.may_open(work, of, found.body, found.ballot.advisory))


def _trustees(visit: Visit) -> list[tuple[str, str]]:
    """Those who may be named as trustees, with where they belong."""
    names = company_names(visit)
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


def enter_paper_vote(visit: Visit, form: forms.EnterPaperVote, ballot_id: str) -> Done:
    row = actions.enter_paper_vote(visit.work, queries.ballot(visit.work, ballot_id), form)
    return Done(f"/ballots/{ballot_id}", "done.paper_vote_entered", {"receipt": row.receipt})


def check_paper_vote(visit: Visit, form: NoFields, ballot_id: str, company_id: str) -> Done:
    actions.check_paper_vote(visit.work, queries.ballot(visit.work, ballot_id), company_id)
    return Done(f"/ballots/{ballot_id}", "done.paper_vote_checked")


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
    found = queries.ballot(visit.work, ballot_id)
    closing.void(visit.work, found, form)
    said = "done.advisory_ballot_void" if found.ballot.advisory else "done.ballot_void"
    return Done(f"/ballots/{ballot_id}", said)


def _line(visit: Visit, found: Found) -> BallotLine:
    request = found.seen.request
    return BallotLine(
        id=found.ballot.id,
        title=visit.name(request.title_ja, request.title_en),
        number=request.number or "",
        body=visit.name(found.body.name_ja, found.body.name_en),
        advisory=found.ballot.advisory,
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
    if own is None or not rules.speaks(actor, found.bodies):
        return []
    people = People(visit)
    wanted = [own, *by_name(names, state.held.get(own, frozenset()))]
    cast = {vote.company_id: vote for vote in found.votes}
    lines = []
    for one in wanted:
        if one not in state.entitled:
            continue
        vote = cast.get(one)
        verdict = rules.may_vote(state, actor, found.bodies, one, visit.work.now)
        lines.append(
            MyVote(
                company_id=one,
                company=names[one],
                own=one == own,
                choice=vote.choice if vote else "",
                voted=one in state.voted,
                receipt=vote.receipt if vote else "",
                cast_at=vote.cast_at if vote else None,
                how=how_cast(visit, people, _as_told(vote)) if vote else "",
                may=visit.may(verdict),
            )
        )
    return lines


def _waits_for(actor: Actor, found: Found, visit: Visit) -> bool:
    state, now = found.facts, visit.work.now
    own = actor.company_id or ""
    return any(
        one not in state.voted and rules.may_vote(state, actor, found.bodies, one, now)
        for one in (own, *state.held.get(own, ()))
    )


def _as_told(vote: Vote) -> dict[str, Any]:
    return {"person": vote.person_id, "deputy_for": vote.deputy_for_id, "paper": vote.paper,
            "checked_by": vote.checked_by_id}  # fmt: skip


def _may_enter_paper(found: Found, actor: Actor, now: datetime) -> Verdict:
    """Whether for any company; else the reason of the first."""
    staff, state = found.seen.relation.secretary, found.facts
    told = [rules.may_enter_paper(state, actor, staff, one, now) for one in sorted(state.entitled)]
    return next((one for one in told if one), told[0] if told else no("ballot.not_on_roll"))


def _papers(visit: Visit, found: Found, names: dict[str, str]) -> list[PaperLine]:
    """Votes on paper, for the secretariat and the company itself while the ballot runs."""
    actor, state, staff = visit.work.actor, found.facts, found.seen.relation.secretary
    if state.state not in (rules.OPEN, rules.TIED):
        return []
    people = People(visit)
    votes = {vote.company_id: vote for vote in found.votes}
    return [
        PaperLine(
            company_id=one,
            company=names[one],
            how=how_cast(visit, people, _as_told(votes[one])),
            may_check=visit.may(rules.may_check_paper(state, actor, staff, found.bodies, one)),
        )
        for one in by_name(names, state.on_paper) if staff or one == actor.company_id
    ]


def _not_voted(found: Found, actor: Actor, names: dict[str, str]) -> list[str]:
    """Who is silent is for the secretariat and the presiding officers to know, while it runs."""
    relation = found.seen.relation
    if found.ballot.state != rules.OPEN or not (relation.secretary or relation.presides):
        return []
    return [names[one] for one in by_name(names, found.facts.may_still_vote - found.facts.voted)]


def _given_to(state: rules.BallotFacts, actor: Actor, names: dict[str, str]) -> str:
    for holder, companies in state.held.items():
        if actor.company_id in companies:
            return names[holder]
    return ""
