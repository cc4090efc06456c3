"""Opening, voting, stepping out, proxies, closing: rule, change, journal, news, in that order.

The seam's writing transaction is the only writer there is, so what a rule has read here still
holds at the commit: late and double votes are decided inside it, by the server's clock.
"""

import hashlib
from dataclasses import replace

from sqlmodel import select

from committees.models import Body
from committees.queries import company_people, members
from foundation.columns import canonical
from foundation.dates import day_in_japan, end_of_day_jst
from foundation.errors import Invalid, NotFound, Refused, require
from foundation.verdict import YES, Verdict, first_no, no
from foundation.work import Work
from notifications.outbox import tell
from proposals.ballots import forms, queries, rules, secrecy
from proposals.ballots.facts import deciding_body, groups_of, principal_of, rule_of
from proposals.ballots.queries import Found
from proposals.decision_rule import PRESETS, DecisionRule
from proposals.hosts.queries import hosts, joint_roll
from proposals.models import Ballot, Proxy, Recusal, Vote
from proposals.moves import move
from proposals.queries import Seen, facts
from proposals.rules import may_move
from proposals.stages import BY_NAME


def open_ballot(
    work: Work, seen: Seen, form: forms.OpenBallot, earlier: Ballot | None = None
) -> Ballot:
    """Put the latest version to the vote: question, rule and roll are frozen now; of joint work
    the roll is that of all hosts, each company once. `earlier` is the ballot that this one
    repeats, with its rule and its trustees.

    Raises Refused for whom it is not, Invalid for a day that can't be, and for a decision in
    writing that does not say why no meeting is held.
    """
    body = deciding_body(work.db, seen.request.body_id)
    state = facts(work.db, seen.request)
    require(may_open(work, seen, body, form.advisory))
    rule, trustees = _as_before(work, earlier) if earlier else _ruled(work, body, form)
    closes_at = end_of_day_jst(form.closes)
    fits = rules.may_open(closes_at, work.now, rule, form.reason or "")
    if not fits:
        raise Invalid(closes=(fits.reason, fits.params))
    written = rules.may_be_written(rule, form.advisory, form.no_meeting or "")
    if not written:
        raise Invalid(no_meeting=written.reason)
    companies = joint_roll(work.db, seen.request, day_in_japan(work.now))
    bodies = dict.fromkeys(deciding_body(work.db, one).id for one in hosts(work.db, seen.request))
    row = Ballot(
        id=work.id("ballot"),
        request_id=seen.request.id,
        version=seen.request.latest,
        question=form.question or "",
        reason=form.reason or "",
        no_meeting=form.no_meeting or "",
        advisory=form.advisory,
        rule=rule.to_json(),
        roll={"body": body.id, "bodies": list(bodies), "companies": companies}
        | groups_of(work.db, rule, companies),
        state=rules.OPEN,
        opens_at=work.now,
        closes_at=closes_at,
    )
    work.db.add(row)
    opening = secrecy.begin(work, row, body, trustees) if rule.secrecy == "secret" else None
    if not row.advisory:
        move(work, seen, "open_ballot", state, form.reason or "")
    work.record(
        "ballot.open", ("ballot", row.id),
        after={"version": row.version, "text": queries.text_hash(work.db, row),
               "rule": row.rule, "roll": row.roll,
               "closes_at": closes_at.isoformat(), "no_meeting": row.no_meeting,
               "advisory": row.advisory}
        | ({"earlier": earlier.id} if earlier else {})
        | ({"opening": opening.opening, "opening_hash": opening.hash} if opening else {}),
    )  # fmt: skip
    _tell_members(work, row, opening.hash if opening else "")
    return row


def may_open(work: Work, seen: Seen, body: Body, advisory: bool) -> Verdict:
    """Whether this actor opens a ballot on the request, or an advisory one."""
    running = queries.is_advised(work.db, seen.request.id)
    if advisory:
        return rules.may_advise(seen.state, work.actor, body.id, running)
    state = facts(work.db, seen.request)
    return first_no(
        may_move(seen.relation, seen.state, BY_NAME["open_ballot"], state),
        rules.presides(work.actor, body.id),
        no("ballot.advisory_running") if running else YES,
    )


def reopen(work: Work, found: Found, form: forms.ReopenBallot) -> Ballot:
    """Vote anew where a ballot decided nothing: same question, rule and trustees, the roll of
    today. The earlier ballot stays as it ended. Raises Refused or Invalid."""
    require(rules.may_reopen(found.facts, found.outcome, work.actor, found.body.id))
    again = forms.OpenBallot(
        closes=form.closes, question=found.ballot.question or None, reason=form.reason,
        no_meeting=found.ballot.no_meeting or None, advisory=found.ballot.advisory,
    )  # fmt: skip
    return open_ballot(work, found.seen, again, found.ballot)


def _as_before(work: Work, earlier: Ballot) -> tuple[DecisionRule, list[dict[str, str]]]:
    rule = DecisionRule.from_json(earlier.rule)
    if rule.secrecy != "secret":
        return rule, []
    people = [one["id"] for one in secrecy.of(work.db, earlier.id).opening["trustees"]]
    return rule, secrecy.chosen(work.db, people)


def _ruled(
    work: Work, body: Body, form: forms.OpenBallot
) -> tuple[DecisionRule, list[dict[str, str]]]:
    """The rule of this ballot, and its trustees where it is secret. Raises Invalid."""
    rule = rule_of(body)
    if form.preset:
        if form.preset not in PRESETS:
            raise Invalid(preset="field.unknown_choice")
        if not form.reason:
            raise Invalid(reason="ballot.other_rule_needs_reason")
        rule = PRESETS[form.preset]
    wanted = form.secrecy or rule.secrecy
    fits = rules.may_be_so_secret(rule, wanted)
    if not fits:
        raise Invalid(secrecy=(fits.reason, fits.params))
    named = secrecy.chosen(work.db, form.trustees) if wanted == "secret" else []
    return replace(rule, secrecy=wanted), named


def cast_vote(work: Work, found: Found, form: forms.CastVote) -> Vote:
    """Cast a company's one vote, or change it before the close.

    Raises Refused when it is late, not one's own to cast, or the company stepped out, and Invalid
    for a choice the rule does not offer or a vote against without the reason it asks for.
    """
    company_id = form.company or work.actor.company_id or ""
    require(rules.may_vote(found.facts, work.actor, found.bodies, company_id, work.now))
    if found.facts.secret:
        raise Refused("ballot.cast_secretly")
    vote, before = _marked(work, found, company_id, form)
    vote.holder_id = None if company_id == work.actor.company_id else work.actor.company_id
    vote.deputy_for_id = _deputy_for(work, found)
    vote.paper = None
    work.db.add(vote)
    work.record(
        "ballot.vote", ("ballot", found.ballot.id), before,
        {"company": company_id, "choice": vote.choice, "holder": vote.holder_id,
         "person": vote.person_id, "deputy_for": vote.deputy_for_id, "receipt": vote.receipt},
    )  # fmt: skip
    _tell_colleagues(work, found, company_id)
    return vote


def enter_paper_vote(work: Work, found: Found, form: forms.EnterPaperVote) -> Vote:
    """Enter a vote that came on paper, marked as such; the company is told, and may vote itself
    until the close. Raises Refused or Invalid as for any vote."""
    staff = found.seen.relation.secretary
    require(rules.may_enter_paper(found.facts, work.actor, staff, form.company, work.now))
    if form.received > day_in_japan(work.now):
        raise Invalid(received="ballot.received_ahead")
    vote, before = _marked(work, found, form.company, form)
    vote.holder_id = vote.deputy_for_id = None
    vote.paper = {
        "reference": form.reference, "day": form.received.isoformat(), "reason": form.why,
    }  # fmt: skip
    work.db.add(vote)
    work.record(
        "ballot.enter_paper_vote", ("ballot", found.ballot.id), before,
        {"company": form.company, "choice": vote.choice, "paper": vote.paper,
         "person": vote.person_id, "receipt": vote.receipt},
    )  # fmt: skip
    people = company_people(work.db, form.company, day_in_japan(work.now))
    tell(work, people, "mail.paper_vote_entered", f"/ballots/{found.ballot.id}")
    return vote


def check_paper_vote(work: Work, found: Found, company_id: str) -> None:
    """Somebody else has compared what was entered with the paper."""
    staff = found.seen.relation.secretary
    require(rules.may_check_paper(found.facts, work.actor, staff, found.bodies, company_id))
    vote = next(one for one in found.votes if one.company_id == company_id)
    vote.checked_by_id = work.actor.id
    work.db.add(vote)
    work.record(
        "ballot.check_paper_vote", ("ballot", found.ballot.id),
        after={"company": company_id, "person": work.actor.id, "receipt": vote.receipt},
    )  # fmt: skip


def _marked(
    work: Work, found: Found, company_id: str, form: forms.CastVote | forms.EnterPaperVote
) -> tuple[Vote, dict[str, str] | None]:
    """A company's vote with what the form says, and what it was before. Raises Invalid."""
    says = rules.may_say(found.facts.rule, form.choice, form.reason or "")
    if not says:
        raise Invalid(**{"reason" if form.choice == "against" else "choice": says.reason})
    earlier = next((vote for vote in found.votes if vote.company_id == company_id), None)
    vote = earlier or Vote(
        id=work.id("vote"), ballot_id=found.ballot.id, company_id=company_id, choice="",
        person_id="", receipt="", cast_at=work.now,
    )  # fmt: skip
    before = {"choice": earlier.choice, "person": earlier.person_id} if earlier else None
    vote.choice = form.choice
    vote.reason = form.reason or ""
    vote.person_id = work.actor.id
    vote.checked_by_id = None
    vote.cast_at = work.now
    vote.receipt = _receipt(work, vote)
    return vote, before


def _deputy_for(work: Work, found: Found) -> str | None:
    """The member in whose place a deputy votes."""
    if not rules.is_deputy(work.actor, found.bodies):
        return None
    own, today = str(work.actor.company_id), day_in_japan(work.now)
    return principal_of(work.db, found.bodies, own, today)


def cast_secretly(work: Work, found: Found, form: forms.CastSecret) -> secrecy.Receipt:
    """Cast a company's one vote in a secret ballot. Raises Refused or Invalid."""
    if not found.facts.secret:
        raise Refused("ballot.not_secret")
    company_id = form.company or work.actor.company_id or ""
    receipt = secrecy.cast(work, found, form)
    _tell_colleagues(work, found, company_id)
    return receipt


def recuse(work: Work, found: Found, form: forms.Reason) -> None:
    """Step out of the ballot: the company leaves roll and base."""
    require(rules.may_recuse(found.facts, work.actor, found.bodies, work.now))
    company_id = str(work.actor.company_id)
    work.db.add(
        Recusal(
            id=work.id("recusal"), ballot_id=found.ballot.id, company_id=company_id,
            person_id=work.actor.id, reason=form.reason, created_at=work.now,
        )
    )  # fmt: skip
    work.record(
        "ballot.recuse", ("ballot", found.ballot.id),
        after={"company": company_id, "reason": form.reason},
    )


def give_proxy(work: Work, found: Found, form: forms.GiveProxy) -> None:
    """Let another company on the roll cast one's vote in this ballot."""
    company_id = str(work.actor.company_id)
    require(rules.may_give_proxy(found.facts, work.actor, found.bodies, work.now))
    holds = rules.may_hold_proxy(found.facts, form.holder, company_id)
    if not holds:
        raise Invalid(holder=(holds.reason, holds.params))
    work.db.add(
        Proxy(
            id=work.id("proxy"), ballot_id=found.ballot.id, company_id=company_id,
            holder_id=form.holder, person_id=work.actor.id, created_at=work.now,
        )
    )  # fmt: skip
    work.record(
        "ballot.give_proxy", ("ballot", found.ballot.id),
        after={"company": company_id, "holder": form.holder},
    )


def take_back_proxy(work: Work, found: Found) -> None:
    """End one's proxy; a vote already cast under it stays until it is replaced.

    Raises NotFound where none was given.
    """
    require(rules.is_running(found.facts, work.now))
    row = work.db.exec(
        select(Proxy).where(
            Proxy.ballot_id == found.ballot.id, Proxy.company_id == work.actor.company_id
        )
    ).first()
    if row is None or not rules.speaks(work.actor, found.bodies):
        raise NotFound
    work.db.delete(row)
    work.record(
        "ballot.take_back_proxy", ("ballot", found.ballot.id),
        before={"company": row.company_id, "holder": row.holder_id},
    )


def _receipt(work: Work, vote: Vote) -> str:
    """What the company keeps: the result lists it beside the vote, so that it can be checked."""
    salt = work.chance.token("receipt")
    facts = [vote.ballot_id, vote.company_id, vote.choice, vote.cast_at.isoformat(), salt]
    return hashlib.sha256(canonical(facts).encode()).hexdigest()[:20]


def _tell_members(work: Work, row: Ballot, opening: str) -> None:
    """`opening`: the hash of a secret ballot's opening, which everybody then has in their mail."""
    today = day_in_japan(work.now)
    people = {one for body in row.roll["bodies"] for one in members(work.db, body, today)}
    more = {"opening": opening} if opening else {}
    named = "mail.advisory_ballot_opened" if row.advisory else "mail.ballot_opened"
    key = "mail.secret_ballot_opened" if opening else named
    tell(work, people, key, f"/ballots/{row.id}", closes=day_in_japan(row.closes_at), **more)


def _tell_colleagues(work: Work, found: Found, company_id: str) -> None:
    """A deputy, or a proxy's holder, does not act in silence: the company's own people hear."""
    people = company_people(work.db, company_id, day_in_japan(work.now))
    tell(work, people, "mail.vote_cast", f"/ballots/{found.ballot.id}")
