"""Pages of secret ballots: the receipt, the bulletin, the trustees' duty and key."""

import base64
from pathlib import Path
from typing import Any

from starlette.responses import Response

from foundation.dates import day_in_japan
from foundation.errors import NotFound, require
from proposals.ballots import actions, closing, forms, queries, rules, secrecy
from proposals.ballots.models import TrusteeKey
from proposals.ballots.named import Named
from proposals.ballots.queries import Found
from proposals.ballots.secret_views import (
    BoxView,
    BulletinView,
    ReceiptView,
    SecretView,
    TrusteeKeyView,
    TrusteeLine,
)
from proposals.sealing import bulletin as published
from proposals.sealing import merkle, verify_standalone
from proposals.sealing.trustee import fingerprint
from web.door import Done
from web.downloads import attachment
from web.visit import Visit

# Fewer votes than this, and a result may tell how single companies voted.
_FEW = 8


def secret_part(visit: Visit, found: Found, names: dict[str, str]) -> SecretView:
    """What a ballot's page shows beside where the ballot is secret."""
    secret = secrecy.of(visit.work.db, found.ballot.id)
    state, opening = found.facts, secret.opening
    place = secrecy.place_of(visit.work.db, found.ballot.id, visit.work.actor.id)
    closed = found.ballot.state != rules.OPEN
    few = len(state.may_still_vote) < _FEW
    return SecretView(
        opening_hash=secret.hash,
        trustees=[
            TrusteeLine(
                name=one["name"], fingerprint=fingerprint(one["seal"], one["sign"]),
                done=number in _done(secret.mixed, secret.opened),
            )
            for number, one in enumerate(opening["trustees"])
        ],  # fmt: skip
        trustee_keys=[one["seal"] for one in opening["trustees"]],
        options=opening["options"],
        seed=visit.work.chance.bytes("ballot_seed", 32).hex(),
        warning=visit.t("secret.few_voters", n=len(state.may_still_vote)) if few
        else visit.t("secret.unanimous_tells"),
        reveals=_reveals(visit, found.ballot.result),
        may_see_bulletin=visit.may(rules.may_see_bulletin(state)),
        may_open_box=visit.may(rules.may_open_box(state, place)),
        voted=[Named(id=one, name=names[one]) for one in names if closed and one in state.voted],
    )


def cast(visit: Visit, form: forms.CastSecret, ballot_id: str) -> Done:
    found = _secret(visit, ballot_id)
    kept = actions.cast_secretly(visit.work, found, form)
    shown = receipt(visit, ballot_id).model_copy(update=vars(kept))
    return Done(f"/ballots/{ballot_id}", shown=shown, shown_on="ballot_receipt")


def receipt(visit: Visit, ballot_id: str) -> ReceiptView:
    """Without its numbers, which are told once, by the act itself."""
    return ReceiptView(
        ballot_id=ballot_id,
        title=_title(visit, _secret(visit, ballot_id)),
        opening_hash=secrecy.of(visit.work.db, ballot_id).hash,
    )


def bulletin(visit: Visit, ballot_id: str) -> BulletinView:
    found = _secret(visit, ballot_id)
    require(rules.may_see_bulletin(found.facts))
    told = secrecy.bulletin_of(visit.work.db, found.ballot)
    box = [merkle.leaf(base64.b64decode(one)).hex() for one in told["box"]]
    slips = told["opened"]["statement"]["slips"] if told["opened"] else []
    sought = (visit.query.find or "" if visit.query else "").lower().replace("-", "")
    sought = sought.replace(" ", "")
    said, ok, place = _find(visit, sought, box, slips, told["replaced"])
    result = found.ballot.result
    return BulletinView(
        ballot_id=ballot_id,
        title=_title(visit, found),
        opening_hash=told["opening_hash"],
        root=told["root"],
        seal=told["seal"],
        votes=len(box),
        voted=len(told["voted"]),
        fits=not verify_standalone.faults_of(published.text(told).encode()),
        box=box,
        slips=[(number, choice) for number, choice in slips],
        steps=[
            visit.t("secret.step_mixed", name=told["opening"]["trustees"][one]["name"])
            for one in sorted({step["statement"]["pair"][0] for step in told["mixed"]})
        ] + [
            visit.t("secret.step_opened", name=told["opening"]["trustees"][one]["name"])
            for one in ([told["opened"]["statement"]["pair"][1]] if told["opened"] else [])
        ],
        waits="" if told["opened"] else visit.t("secret.waits_for_trustees"),
        sentence=visit.t(result["sentence"][0], **result["sentence"][1]) if result else "",
        sought=sought,
        found=said,
        found_ok=ok,
        proof=[one.hex() for one in merkle.proof([bytes.fromhex(one) for one in box], place)]
        if place >= 0 else [],
        place=place,
    )


def bulletin_file(visit: Visit, ballot_id: str) -> Response:
    found = _secret(visit, ballot_id)
    require(rules.may_see_bulletin(found.facts))
    text = published.text(secrecy.bulletin_of(visit.work.db, found.ballot))
    return attachment(text, "application/json", f"bulletin-{ballot_id}.json")


def verifier(visit: Visit) -> Response:
    """The verifier, as the one file it is."""
    text = Path(verify_standalone.__file__).read_text("utf-8")
    return attachment(text, "text/x-python", "verify_standalone.py")


def box(visit: Visit, ballot_id: str) -> BoxView:
    """For the ballot's trustees alone; for others it is not there."""
    found = _secret(visit, ballot_id)
    secret = secrecy.of(visit.work.db, ballot_id)
    place = secrecy.place_of(visit.work.db, ballot_id, visit.work.actor.id)
    if place is None:
        raise NotFound
    own = secret.opening["trustees"][place]
    may = rules.may_open_box(found.facts, place)
    told = secrecy.bulletin_of(visit.work.db, found.ballot) if may else {}
    return BoxView(
        ballot_id=ballot_id,
        title=_title(visit, found),
        opening_hash=secret.hash,
        fingerprint=fingerprint(own["seal"], own["sign"]),
        bulletin=published.text(told) if told else "",
        step=secrecy.step_of(secret, place),
        votes=len(told.get("box", ())),
        may=visit.may(may),
    )


def hand_over(visit: Visit, form: forms.HandOver, ballot_id: str) -> Done:
    found = _secret(visit, ballot_id)
    closing.hand_over(visit.work, found, form)
    say = "done.box_mixed" if found.ballot.state == rules.SEALED else "done.box_opened"
    return Done(f"/ballots/{ballot_id}", say)


def trustee_key(visit: Visit) -> TrusteeKeyView:
    row = visit.work.db.get(TrusteeKey, visit.work.actor.id)
    return TrusteeKeyView(
        fingerprint=fingerprint(row.seal, row.sign) if row else "",
        made_on=day_in_japan(row.made_at).isoformat() if row else "",
    )


def hand_key(visit: Visit, form: forms.HandKey) -> Done:
    secrecy.hand_key(visit.work, form)
    return Done("/trustee-key", "done.trustee_key")


def _secret(visit: Visit, ballot_id: str) -> Found:
    found = queries.ballot(visit.work, ballot_id)
    if not found.facts.secret:
        raise NotFound
    return found


def _title(visit: Visit, found: Found) -> str:
    request = found.seen.request
    return visit.name(request.title_ja, request.title_en)


def _done(mixed: list[dict[str, Any]], opened: dict[str, Any] | None) -> set[int]:
    steps = {one["statement"]["pair"][0] for one in mixed}
    return steps | ({opened["statement"]["pair"][1]} if opened else set())


def _reveals(visit: Visit, result: dict[str, Any] | None) -> str:
    """Where the figures tell how single companies voted, the page says so."""
    if not result or result["outcome"] == "void":
        return ""
    said = [result[one] for one in ("for_", "no_objection", "against", "abstain")]
    voted = sum(said)
    if voted and max(said) == voted:
        return visit.t("secret.was_unanimous")
    return visit.t("secret.all_but_one") if voted and max(said) == voted - 1 else ""


def _find(
    visit: Visit, sought: str, box: list[str], slips: list[list[str]], replaced: list[str]
) -> tuple[str, bool, int]:
    """What is said of a number that was sought, whether it was found, its place in the tree."""
    if not sought:
        return "", False, -1
    if sought in box:
        return visit.t("secret.found_in_box"), True, box.index(sought)
    if sought in replaced:
        return visit.t("secret.found_replaced"), False, -1
    for number, choice in slips:
        if number == sought:
            return visit.t("secret.found_opened", choice=visit.t(f"choice.{choice}")), True, -1
    return visit.t("secret.not_found"), False, -1
