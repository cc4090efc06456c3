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
from foundation.verdict import first_no
from foundation.work import Work
from notifications.outbox import tell
from proposals.ballots import forms, rules, secrecy
from proposals.ballots.facts import deciding_body, groups_of, roll_on, rule_of
from proposals.ballots.queries import Found
from proposals.decision_rule import PRESETS, DecisionRule
from proposals.models import Ballot, Proxy, Recusal, Vote
from proposals.moves import move
from proposals.queries import Seen, facts
from proposals.rules import may_move
from proposals.stages import BY_NAME


def open_ballot(
    work: Work, seen: Seen, form: forms.OpenBallot, earlier: Ballot | None = None
) -> Ballot:
    """Put the latest version to the vote: question, rule and roll are frozen now. `earlier` is
    the ballot that this one repeats, with its rule and its trustees.

    Raises Refused for whom it is not, Invalid for a day that can't be.
    """
    body = deciding_body(work.db, seen.request.body_id)
    state = facts(work.db, seen.request)
    require(
        first_no(
            may_move(seen.relation, seen.state, BY_NAME["open_ballot"], state),
            rules.presides(work.actor, body.id),
        )
    )
    rule, trustees = _as_before(work, earlier) if earlier else _ruled(work, body, form)
    closes_at = end_of_day_jst(form.closes)
    fits = rules.may_open(closes_at, work.now, rule, form.reason or "")
    if not fits:
        raise Invalid(closes=(fits.reason, fits.params))
    companies = roll_on(work.db, body.id, day_in_japan(work.now))
    row = Ballot(
        id=work.id("ballot"),
        request_id=seen.request.id,
        version=seen.request.latest,
        question=form.question or "",
        reason=form.reason or "",
        rule=rule.to_json(),
        roll={"body": body.id, "companies": companies}
        | groups_of(work.db, rule, companies),
        state=rules.OPEN,
        opens_at=work.now,
        closes_at=closes_at,
    )
    work.db.add(row)
    opening = secrecy.begin(work, row, body, trustees) if rule.secrecy == "secret" else None
    move(work, seen, "open_ballot", state, form.reason or "")
    work.record(
        "ballot.open", ("ballot", row.id),
        after={"version": row.version, "rule": row.rule, "roll": row.roll,
               "closes_at": closes_at.isoformat()}
        | ({"earlier": earlier.id} if earlier else {})
        | ({"opening": opening.opening, "opening_hash": opening.hash} if opening else {}),
    )  # fmt: skip
    _tell_members(work, row, body.id, opening.hash if opening else "")
    return row


def reopen(work: Work, found: Found, form: forms.ReopenBallot) -> Ballot:
    """Vote anew where a ballot decided nothing: same question, rule and trustees, the roll of
    today. The earlier ballot stays as it ended. Raises Refused or Invalid."""
    require(rules.may_reopen(found.facts, found.outcome, work.actor, found.body.id))
    again = forms.OpenBallot(
        closes=form.closes, question=found.ballot.question or None, reason=form.reason
    )
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
    require(rules.may_vote(found.facts, work.actor, found.body.id, company_id, work.now))
    if found.facts.secret:
        raise Refused("ballot.cast_secretly")
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
    vote.holder_id = None if company_id == work.actor.company_id else work.actor.company_id
    vote.cast_at = work.now
    vote.receipt = _receipt(work, vote)
    work.db.add(vote)
    work.record(
        "ballot.vote", ("ballot", found.ballot.id), before,
        {"company": company_id, "choice": vote.choice, "holder": vote.holder_id,
         "person": vote.person_id, "receipt": vote.receipt},
    )  # fmt: skip
    _tell_colleagues(work, found, company_id)
    return vote


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
    require(rules.may_recuse(found.facts, work.actor, found.body.id, work.now))
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
    require(rules.may_give_proxy(found.facts, work.actor, found.body.id, work.now))
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
    if row is None or not rules.speaks(work.actor, found.body.id):
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


def _tell_members(work: Work, row: Ballot, body_id: str, opening: str) -> None:
    """`opening`: the hash of a secret ballot's opening, which everybody then has in their mail."""
    people = members(work.db, body_id, day_in_japan(work.now))
    more = {"opening": opening} if opening else {}
    key = "mail.secret_ballot_opened" if opening else "mail.ballot_opened"
    tell(work, people, key, f"/ballots/{row.id}", closes=day_in_japan(row.closes_at), **more)


def _tell_colleagues(work: Work, found: Found, company_id: str) -> None:
    """A deputy, or a proxy's holder, does not act in silence: the company's own people hear."""
    people = company_people(work.db, company_id, day_in_japan(work.now))
    tell(work, people, "mail.vote_cast", f"/ballots/{found.ballot.id}")
