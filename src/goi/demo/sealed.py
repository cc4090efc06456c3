"""A secret ballot of the demonstration: advisory, sealed to three trustees and opened by two."""

from dataclasses import replace
from typing import Any

from foundation.dates import end_of_day_jst
from foundation.work import Work
from goi.demo.timeline import Timeline, at
from identity.models import Person
from proposals.ballots import forms, rules, secrecy
from proposals.ballots.facts import deciding_body, rule_of
from proposals.ballots.queries import text_hash
from proposals.hosts.queries import joint_roll
from proposals.models import Ballot, Request
from proposals.sealing import trustee

_ASKED = {"R08-SYS-004": ("2026-10-14", "2026-10-28", "2026-10-29")}
_QUESTION = "契約時点の番号で確認を記録すれば足りるとする案を、この内容で進めてよいか。"
# An anonymity officer and two companies': no two of one house.
_TRUSTEES = ("P102", "P074", "P062")
_WANTS_TIME = "六か月"


def plan_after(timeline: Timeline, proposal: dict[str, Any], request: Request) -> None:
    """The ballot that was held on this request, if one was."""
    if days := _ASKED.get(proposal["id"]):
        opens, closes, opened = days
        timeline.add(opens, _held, timeline, proposal, request, opens, closes, opened)


def _held(
    timeline: Timeline, proposal: dict[str, Any], request: Request, opens: str, closes: str,
    opened: str,
) -> None:
    work = timeline.by_presider(request.body_id, opens)
    keys = [trustee.new_key(lambda size: work.chance.bytes("trustee", size)) for _ in _TRUSTEES]
    row = _opened(timeline, work, request, keys, opens, closes)
    secret = secrecy.of(work.db, row.id)
    for position in proposal["rounds"][0]["positions"]:
        company = timeline.ids.companies[position["company_id"]]
        if company in row.roll["companies"]:
            voter = timeline.by(position["given_by"], opens)
            seed = work.chance.bytes("ballot_seed", 32).hex()
            form = forms.CastSecret(choice=_choice(position), seed=seed)
            secrecy.take(voter, secret, company, form)
    _open_box(timeline, row, keys, opened)


def _opened(
    timeline: Timeline, work: Work, request: Request, keys: list[trustee.Key], opens: str,
    closes: str,
) -> Ballot:
    body = deciding_body(work.db, request.body_id)
    roll = joint_roll(work.db, request, at(opens).date())
    row = Ballot(
        id=work.id("ballot"), request_id=request.id, version=request.latest, question=_QUESTION,
        advisory=True, rule=replace(rule_of(body), secrecy="secret").to_json(),
        roll={"body": body.id, "bodies": [body.id], "companies": roll},
        state=rules.OPEN, opens_at=work.now, closes_at=end_of_day_jst(at(closes).date()),
    )  # fmt: skip
    work.db.add(row)
    people = [work.db.get_one(Person, timeline.ids.people[one]) for one in _TRUSTEES]
    secret = secrecy.begin(work, row, body, [
        {"id": person.id, "name": person.name_ja, "seal": key.seal_public.hex(),
         "sign": key.sign_public.hex()}
        for person, key in zip(people, keys, strict=True)
    ])  # fmt: skip
    work.db.flush()
    work.record(
        "ballot.open", ("ballot", row.id),
        after={"version": row.version, "text": text_hash(work.db, row), "rule": row.rule,
               "roll": row.roll, "closes_at": row.closes_at.isoformat(), "advisory": True,
               "opening": secret.opening, "opening_hash": secret.hash},
    )  # fmt: skip
    return row


def _choice(position: dict[str, Any]) -> str:
    if position["value"] == "abstain":
        return "abstain"
    return "against" if _WANTS_TIME in (position["reason_ja"] or "") else "for"


def _open_box(timeline: Timeline, row: Ballot, keys: list[trustee.Key], day: str) -> None:
    """The second trustee takes the outer seals off, the third opens what is inside."""
    work = timeline.by_system(day)
    row.state, row.closed_at = rules.SEALED, row.closes_at
    work.db.add(row)
    work.db.flush()
    told, secret = secrecy.bulletin_of(work.db, row), secrecy.of(work.db, row.id)
    work.record(
        "ballot.seal_box", ("ballot", row.id), {"state": rules.OPEN},
        {"state": row.state, "root": told["root"], "votes": len(told["box"])},
    )  # fmt: skip
    secret.mixed = trustee.next_step(keys[1], told)
    (secret.opened,) = trustee.next_step(keys[2], told | {"mixed": secret.mixed})
    work.db.add(secret)
    row.result = secrecy.result_of(work.db, row)
    row.state = rules.CLOSED
    work.db.add(row)
    work.record(
        "ballot.close", ("ballot", row.id), {"state": rules.SEALED},
        {"state": row.state, "result": row.result},
    )  # fmt: skip
