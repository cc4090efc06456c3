"""The secret ballot: opened with its trustees, cast into the box, closed, opened by two of three.

Roll and box meet in one transaction and share nothing afterwards. What could join them again (a
write-ahead log, a backup between two votes) leads to a sealed vote only; docs/security.md says
what an operator could learn from it.
"""

import base64
import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlmodel import Session, col, delete, select

from committees.models import Body
from foundation.columns import canonical
from foundation.errors import Invalid, Refused, require
from foundation.work import Work
from identity.models import Company, Person
from notifications.outbox import tell
from proposals.ballots import forms, rules
from proposals.ballots.facts import roll_of
from proposals.ballots.models import RollMark, SealedVote, SecretBallot, TrusteeKey
from proposals.ballots.queries import Found, recused_of, text_hash
from proposals.decision_rule import DecisionRule
from proposals.models import Ballot
from proposals.roll import Choice, cast_as, choices_of
from proposals.sealing import bulletin as published
from proposals.sealing import merkle
from proposals.sealing.sealed import VOTE, prepare
from proposals.sealing.trustee import WrongKey, hash_of, is_signed, public_keys, tracker_shown
from proposals.tally import count_sealed


@dataclass(frozen=True)
class Receipt:
    """What a voter keeps. `number` is the sealed vote's hash, `code` lets the company replace it,
    `signature` is the server's over opening and number. `tracker` is empty where the browser
    sealed the vote: then only the browser knows it."""

    number: str
    tracker: str
    code: str
    signature: str


def candidates(db: Session) -> list[tuple[TrusteeKey, Person]]:
    """People who have handed over a trustee's key, by reading."""
    found = select(TrusteeKey, Person).where(TrusteeKey.person_id == Person.id)
    return list(db.exec(found.order_by(Person.reading, Person.id)).all())


def chosen(db: Session, ids: Iterable[str]) -> list[dict[str, str]]:
    """The trustees as the opening names them. Raises Invalid "trustees"."""
    known = {person.id: (key, person) for key, person in candidates(db)}
    wanted = list(ids)
    if not set(wanted) <= set(known):
        raise Invalid(trustees="ballot.trustee_without_key")
    fits = rules.may_be_trustees([known[one][1].company_id or "" for one in wanted], wanted)
    if not fits:
        raise Invalid(trustees=(fits.reason, fits.params))
    return [
        {"id": one, "name": known[one][1].name_ja, "seal": known[one][0].seal,
         "sign": known[one][0].sign}
        for one in wanted
    ]  # fmt: skip


def begin(work: Work, row: Ballot, body: Body, trustees: list[dict[str, str]]) -> SecretBallot:
    """Fix everything about the ballot in its opening, and answer what stands beside the row."""
    key = Ed25519PrivateKey.from_private_bytes(work.chance.bytes("receipt_key", 32))
    names = work.db.exec(select(Company).where(col(Company.id).in_(row.roll["companies"]))).all()
    opening = {
        "format": "goi-ballot-opening-1",
        "ballot": row.id,
        "request": row.request_id,
        "version": row.version,
        "text": text_hash(work.db, row),
        "question": row.question,
        "options": list(choices_of(DecisionRule.from_json(row.rule))),
        "rule": row.rule,
        "body": {"id": body.id, "name": body.name_ja},
        "roll": [{"id": one.id, "name": one.name_ja} for one in sorted(names, key=_id)],
        "opens_at": row.opens_at.isoformat(),
        "closes_at": row.closes_at.isoformat(),
        "trustees": trustees,
        "receipt_key": key.public_key().public_bytes_raw().hex(),
    } | ({"advisory": True} if row.advisory else {})
    secret = SecretBallot(
        ballot_id=row.id, opening=opening, hash=published.opening_hash(opening),
        receipt_key=key.private_bytes_raw().hex(),
    )  # fmt: skip
    work.db.flush()
    work.db.add(secret)
    return secret


def hand_key(work: Work, form: forms.HandKey) -> None:
    """Keep a person's public keys; ballots that are open keep those they were opened with."""
    try:
        seal, sign = public_keys(form.public)
    except WrongKey:
        raise Invalid(public="trustee.key_not_understood") from None
    row = work.db.get(TrusteeKey, work.actor.id)
    before = {"seal": row.seal, "sign": row.sign} if row else None
    row = row or TrusteeKey(person_id=work.actor.id, seal="", sign="", made_at=work.now)
    row.seal, row.sign, row.made_at = seal, sign, work.now
    work.db.add(row)
    work.record(
        "trustee.hand_key", ("person", work.actor.id), before, {"seal": seal, "sign": sign}
    )


def cast(work: Work, found: Found, form: forms.CastSecret) -> Receipt:
    """Mark the roll and put the sealed vote into the box. The same form sent twice is one vote.

    Raises Refused as for any vote, and where the company has voted and does not show that the
    vote it replaces is its own; Invalid for a vote that is none.
    """
    company = form.company or work.actor.company_id or ""
    require(rules.may_vote(found.facts, work.actor, found.bodies, company, work.now))
    return take(work, of(work.db, found.ballot.id), company, form)


def take(work: Work, secret: SecretBallot, company: str, form: forms.CastSecret) -> Receipt:
    """What casting does once it is known that the company may."""
    db, ballot_id = work.db, secret.ballot_id
    vote, tracker, code = _sealed(secret, form)
    number = merkle.leaf(vote).hex()
    receipt = Receipt(number, tracker, code, _signed(secret, number))
    mark = db.get(RollMark, (ballot_id, company))
    if mark is not None and mark.code == _code(number, code):
        return receipt
    if mark is not None:
        _take_out(work, secret, mark, form)
        mark.code = _code(number, code)
        db.add(mark)
    else:
        mark = RollMark(ballot_id=ballot_id, company_id=company, code=_code(number, code))
        db.add(mark)
    _put_in(db, ballot_id, number, base64.b64encode(vote).decode())
    work.record("ballot.mark", ("ballot", ballot_id), after={"company": company})
    return receipt


def of(db: Session, ballot_id: str) -> SecretBallot:
    """What a secret ballot has beside an ordinary one."""
    return db.get_one(SecretBallot, ballot_id)


def bulletin_of(db: Session, row: Ballot) -> dict[str, Any]:
    """The published record, once the ballot is closed."""
    secret = of(db, row.id)
    votes = db.exec(select(SealedVote).where(SealedVote.ballot_id == row.id)).all()
    result = row.result or {}
    return published.bulletin(
        secret.opening,
        voted=db.exec(select(RollMark.company_id).where(RollMark.ballot_id == row.id)).all(),
        recused=recused_of(db, row.id),
        replaced=secret.replaced,
        votes=[base64.b64decode(one.sealed) for one in votes],
        closed_at=row.closed_at.isoformat() if row.closed_at else "",
        mixed=secret.mixed,
        opened=secret.opened,
        chair_vote=result.get("chair_vote"),
        result=result or None,
    )


def close_box(work: Work, row: Ballot) -> None:
    """Nothing goes in any more; the trustees are asked to open it."""
    row.state, row.closed_at = rules.SEALED, work.now
    work.db.add(row)
    work.db.flush()
    told = bulletin_of(work.db, row)
    work.record(
        "ballot.seal_box", ("ballot", row.id),
        {"state": rules.OPEN},
        {"state": row.state, "root": told["root"], "votes": len(told["box"])},
    )  # fmt: skip
    people = [one["id"] for one in told["opening"]["trustees"]]
    tell(work, people, "mail.box_closed", f"/ballots/{row.id}/trustee")


def hand_over(work: Work, found: Found, form: forms.HandOver) -> bool:
    """A trustee's signed step; answers whether the votes are open now.

    Raises Refused for whom it is not, Invalid "steps" for what is not signed or does not fit.
    """
    secret, place = of(work.db, found.ballot.id), place_of(work.db, found.ballot.id, work.actor.id)
    require(rules.may_open_box(found.facts, place))
    steps = _steps(form.steps)
    told = bulletin_of(work.db, found.ballot)
    if len(steps) == 1 and steps[0]["statement"].get("format") == "goi-ballot-opened-1":
        _check_opened(told, steps[0], place or 0)
        secret.opened = steps[0]
    else:
        _check_mixed(told, steps, place or 0)
        known = [one for one in secret.mixed if one["statement"]["pair"][0] != place]
        secret.mixed = [*known, *steps]
    work.db.add(secret)
    work.record(
        "ballot.open_box" if secret.opened else "ballot.mix", ("ballot", found.ballot.id),
        after={"steps": [hash_of(one["statement"]) for one in steps], "trustee": place},
    )  # fmt: skip
    if not secret.opened:
        later = [one["id"] for one in secret.opening["trustees"][(place or 0) + 1 :]]
        tell(work, later, "mail.box_mixed", f"/ballots/{found.ballot.id}/trustee")
    return bool(secret.opened)


def result_of(db: Session, row: Ballot, chair_vote: Choice | None = None) -> dict[str, Any]:
    """The result as plain values: figures only, for the votes belong to nobody."""
    secret, recused = of(db, row.id), frozenset(recused_of(db, row.id))
    box = db.exec(select(SealedVote.number).where(SealedVote.ballot_id == row.id)).all()
    slips = [cast_as(choice) for _, choice in secret.opened["statement"]["slips"]]
    rule = DecisionRule.from_json(row.rule)
    counted = count_sealed(
        rule, roll_of(row.roll, recused), slips, len(box) - len(slips), chair_vote
    )
    plain = json.loads(canonical(asdict(counted)))
    return plain | {"chair_vote": chair_vote, "recusals": sorted(recused), "votes": []}


def place_of(db: Session, ballot_id: str, person_id: str) -> int | None:
    """Which of the trustees somebody is, 0 to 2."""
    people = [one["id"] for one in of(db, ballot_id).opening["trustees"]]
    return people.index(person_id) if person_id in people else None


def step_of(secret: SecretBallot, place: int | None) -> str:
    """What a trustee has to do now that the box is closed: "open" where another took the outer
    seals off for them, "mix" where they may be the first, else "wait" for the others."""
    if any(one["statement"]["pair"][1] == place for one in secret.mixed):
        return "open"
    did = any(one["statement"]["pair"][0] == place for one in secret.mixed)
    return "wait" if did or place in (None, len(secret.opening["trustees"]) - 1) else "mix"


def _sealed(secret: SecretBallot, form: forms.CastSecret) -> tuple[bytes, str, str]:
    """The vote as the browser sealed it, or sealed here for a browser without script."""
    if form.sealed and form.code:
        try:
            vote = base64.b64decode(form.sealed, validate=True)
        except ValueError:
            vote = b""
        if len(vote) != VOTE:
            raise Invalid(choice="ballot.sealed_badly")
        return vote, "", form.code
    options = secret.opening["options"]
    if form.choice not in options or not form.seed:
        raise Invalid(choice="field.required")
    keys = [bytes.fromhex(one["seal"]) for one in secret.opening["trustees"]]
    made = prepare(
        keys, bytes.fromhex(secret.hash), options.index(form.choice), bytes.fromhex(form.seed)
    )
    return made.vote, tracker_shown(made.tracker), made.code


def _take_out(
    work: Work, secret: SecretBallot, mark: RollMark, form: forms.CastSecret
) -> None:
    """The vote to be replaced, shown to be the company's own by number and code."""
    earlier, code = form.replaces or "", form.replaces_code or ""
    row = work.db.get(SealedVote, (secret.ballot_id, earlier))
    if row is None or mark.code != _code(earlier, code):
        raise Refused("ballot.voted_secretly")
    work.db.delete(row)
    secret.replaced = sorted([*secret.replaced, earlier])
    work.db.add(secret)
    work.db.flush()


def _put_in(db: Session, ballot_id: str, number: str, sealed: str) -> None:
    """Write the whole box anew in the order of the numbers: a row's place, and on PostgreSQL the
    transaction that wrote it, then tells nothing of when it came."""
    mine = SealedVote.ballot_id == ballot_id
    rows = db.exec(select(SealedVote.number, SealedVote.sealed).where(mine)).all()
    kept = dict(rows)
    if number in kept:
        raise Invalid(choice="ballot.sealed_badly")
    kept[number] = sealed
    db.exec(delete(SealedVote).where(mine))  # type: ignore[arg-type]
    db.flush()
    db.connection().execute(
        SealedVote.__table__.insert(),  # type: ignore[attr-defined]
        [
            {"ballot_id": ballot_id, "number": one, "sealed": kept[one]} for one in sorted(kept)
        ],
    )


def _steps(sent: str) -> list[dict[str, Any]]:
    try:
        steps = json.loads(sent)
        if all(isinstance(one["statement"], dict) for one in steps) and steps:
            return list(steps)
    except (ValueError, KeyError, TypeError, RecursionError):
        pass
    raise Invalid(steps="trustee.steps_not_understood")


def _check_mixed(told: dict[str, Any], steps: list[dict[str, Any]], place: int) -> None:
    wanted = [[place, other] for other in range(place + 1, 3)]
    if [one["statement"].get("pair") for one in steps] != wanted:
        raise Invalid(steps="trustee.steps_not_yours")
    _fit(told | {"mixed": [*told["mixed"], *steps]}, steps, place)


def _check_opened(told: dict[str, Any], step: dict[str, Any], place: int) -> None:
    if (step["statement"].get("pair") or [None, None])[1] != place:
        raise Invalid(steps="trustee.steps_not_yours")
    _fit(told | {"opened": step}, [step], place)


def _fit(told: dict[str, Any], steps: list[dict[str, Any]], place: int) -> None:
    """Signed by this trustee, and nothing lost or added: by the verifier that everybody has."""
    key = told["opening"]["trustees"][place]["sign"]
    if not all(is_signed(one, key) for one in steps):
        raise Invalid(steps="trustee.not_signed")
    if faults := list(published.faults_of_steps(told)):
        raise Invalid(steps=("trustee.steps_wrong", {"n": len(faults)}))


def _signed(secret: SecretBallot, number: str) -> str:
    key = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(secret.receipt_key))
    return key.sign(f"goi-receipt-1 {secret.hash} {number}".encode()).hex()


def _code(number: str, code: str) -> str:
    return hashlib.sha256(f"goi-code-1 {number} {code}".encode()).hexdigest()


def _id(company: Company) -> str:
    return company.id
