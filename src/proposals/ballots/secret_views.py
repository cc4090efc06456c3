"""What a reader sees of a secret ballot."""

from pydantic import BaseModel

from proposals.ballots.named import Named
from web.visit import May


class TrusteeLine(BaseModel):
    """A trustee; `fingerprint` is what two people compare."""

    name: str
    fingerprint: str
    done: bool


class SecretView(BaseModel):
    """The secret part of a ballot's page. `seed` is for this form alone and kept nowhere;
    `voted` names the companies once the ballot is closed."""

    opening_hash: str
    trustees: list[TrusteeLine]
    trustee_keys: list[str]
    options: list[str]
    seed: str
    warning: str
    reveals: str
    may_see_bulletin: May
    may_open_box: May
    voted: list[Named]


class ReceiptView(BaseModel):
    """What the voter keeps; empty where it was drawn again, for it is stored nowhere."""

    ballot_id: str
    title: str
    opening_hash: str
    number: str = ""
    tracker: str = ""
    code: str = ""
    signature: str = ""


class BulletinView(BaseModel):
    """The published record as a page. `found` says what a search found; `slips` are number and
    choice of each opened vote."""

    ballot_id: str
    title: str
    opening_hash: str
    root: str
    seal: str
    votes: int
    voted: int
    fits: bool
    box: list[str]
    slips: list[tuple[str, str]]
    steps: list[str]
    waits: str
    sentence: str
    sought: str
    found: str
    found_ok: bool
    proof: list[str]
    place: int


class BoxView(BaseModel):
    """A trustee's duty."""

    ballot_id: str
    title: str
    opening_hash: str
    fingerprint: str
    bulletin: str
    step: str
    votes: int
    may: May


class TrusteeKeyView(BaseModel):
    """A person's own key as a trustee."""

    fingerprint: str
    made_on: str
