#!/usr/bin/env python3
"""Checks the bulletin of a secret ballot: Python's standard library only, no network, one file.

    python3 verify_standalone.py BULLETIN.json
        [--opening HASH]     the opening's hash as it was told when the ballot opened
        [--receipt NUMBER]   my receipt: is my sealed vote in the box?
        [--number NUMBER]    my own number: was it opened ...
        [--choice CHOICE]    ... and as what I chose?
        [--silent COMPANY]   we did not vote: are we listed as having voted?

Exit status 0: everything holds. 1: something does not, each fault on a line.

The bulletin alone cannot show everything: whoever rewrites it whole can make it agree with itself,
but not with the trustees' signatures, the opening's hash that every member was told, the receipts
of those who voted, and those who know that they did not. Ed25519 after RFC 8032, the tree after
RFC 9162, section 2.1.
"""

import argparse
import base64
import hashlib
import json
import sys
from fractions import Fraction
from math import ceil, floor

VOTE, INNER = 336, 64
PAIRS = ([0, 1], [0, 2], [1, 2])


def canonical(value):
    return json.dumps(
        value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    )


def sha(data):
    return hashlib.sha256(data).hexdigest()


def faults_of(raw):
    """What is wrong with a bulletin's bytes, a line each; empty when all of it holds."""
    try:
        told = json.loads(raw.decode("utf-8"))
        if (canonical(told) + "\n").encode() != raw:
            return ["the file is not in its one form: it was changed or copied badly"]
        return list(_faults(told))
    except (ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError) as error:
        return [f"the file is not a whole bulletin ({type(error).__name__}: {error})"]


def _faults(told):
    rest = {name: value for name, value in told.items() if name != "seal"}
    if told["format"] != "goi-ballot-bulletin-1":
        yield "this is not a bulletin this program knows"
    if sha(canonical(rest).encode()) != told["seal"]:
        yield "the bulletin was changed: its seal does not fit"
    opening = told["opening"]
    if sha(b"goi-ballot-opening-1\n" + canonical(opening).encode()) != told["opening_hash"]:
        yield "the opening was changed: its hash does not fit"
    yield from _roll_and_box(told, opening)
    yield from faults_of_steps(told, opening)
    yield from _result(told, opening)


def _roll_and_box(told, opening):
    roll, voted, recused = [one["id"] for one in opening["roll"]], told["voted"], told["recused"]
    for name, ids in (("voted", voted), ("recused", recused)):
        if len(set(ids)) != len(ids) or not set(ids) <= set(roll):
            yield f"'{name}' names a company twice or one that is not on the roll"
    if set(voted) & set(recused):
        yield "a company is listed as having voted and as having stepped out"
    votes = [base64.b64decode(one, validate=True) for one in told["box"]]
    hashes = [hashlib.sha256(b"\0" + one).digest() for one in votes]
    if any(len(one) != VOTE for one in votes):
        yield "a sealed vote has another length than all others"
    if any(first >= second for first, second in zip(hashes, hashes[1:])):  # noqa: B905
        yield "sealed votes are doubled or out of order"
    if root(hashes).hex() != told["root"]:
        yield "the box was changed: the root of its tree does not fit"
    if len(votes) != len(voted):
        yield f"{len(votes)} votes are in the box, but {len(voted)} companies voted"
    if set(told["replaced"]) & {one.hex() for one in hashes}:
        yield "a replaced vote is still in the box"


def faults_of_steps(told, opening):
    keys = [one["sign"] for one in opening["trustees"]]
    people = [one["id"] for one in opening["trustees"]]
    if len(set(people)) != 3 or len(set(keys)) != 3:
        yield "there are not three trustees"
    for one in told["mixed"]:
        said = one["statement"]
        if said["format"] != "goi-ballot-mixed-1" or said["pair"] not in PAIRS:
            yield "a step of opening is none"
            continue
        yield from _signed(one, keys[said["pair"][0]], told, "without the outer seals")
        inner = [base64.b64decode(part, validate=True) for part in said["inner"]]
        if any(len(part) != INNER for part in inner) or said["inner"] != sorted(set(said["inner"])):
            yield "votes without their outer seals are doubled, out of order or of a wrong length"
        if len(inner) + len(set(said["broken"])) != len(told["box"]):
            yield "a vote was lost or added when the outer seals came off"
    opened = told["opened"]
    if opened is None:
        return
    said = opened["statement"]
    mixed = [one for one in told["mixed"] if one["statement"]["pair"] == said["pair"]]
    if said["format"] != "goi-ballot-opened-1" or len(mixed) != 1:
        yield "the opening of the votes does not follow a step before it"
        return
    yield from _signed(opened, keys[said["pair"][1]], told, "opened")
    if said["mixed"] != sha(canonical(mixed[0]["statement"]).encode()):
        yield "the votes opened are not those whose outer seals came off"
    numbers = [number for number, _ in said["slips"]]
    if any(first >= second for first, second in zip(numbers, numbers[1:])):  # noqa: B905
        yield "opened votes are doubled or out of order"
    if any(choice not in opening["options"] for _, choice in said["slips"]):
        yield "a vote says something that is no option"
    if len(said["slips"]) + len(said["broken"]) != len(mixed[0]["statement"]["inner"]):
        yield "a vote was lost or added when the votes were opened"


def _signed(signed, key, told, step):
    said = signed["statement"]
    if said["opening"] != told["opening_hash"] or said["root"] != told["root"]:
        yield f"the step '{step}' belongs to another ballot or another box"
    if not is_signed(bytes.fromhex(key), canonical(said).encode(), signed["signature"]):
        yield f"the step '{step}' does not carry its trustee's signature"


def _result(told, opening):
    result = told["result"]
    if (told["opened"] is None) != (result is None):
        yield "there is a result without opened votes, or the other way"
    if result is None:
        return
    choices = [choice for _, choice in told["opened"]["statement"]["slips"]]
    entitled = len(opening["roll"]) - len(told["recused"])
    struck = len(told["box"]) - len(choices)
    counted = count(opening["rule"], entitled, choices, struck, told["chair_vote"])
    for name, value in counted.items():
        if result[name] != value:
            yield f"counted again, '{name}' is {value} and not {result[name]}"


def count(rule, entitled, choices, struck, chair_vote=None):
    """The figures of a secret ballot and its outcome, written apart from the program that counted
    it first."""
    said = {one: choices.count(one) for one in ("for", "no_objection", "against", "abstain")}
    favour, voted = said["for"] + said["no_objection"], len(choices)
    majority, quorum = rule["majority"], rule["quorum"]

    def standing(extra):
        """Whether it carries with so many further votes in favour, and whether it has a quorum."""
        valid = favour + extra + said["against"]
        valid += said["abstain"] if rule["abstain"] == "counted" else 0
        base = {"valid": valid, "cast": valid + struck, "present": voted + extra,
                "entitled": entitled}[majority["base"]]  # fmt: skip
        needed = max(1, rule["min_yes"], at_least(Fraction(majority["ratio"]) * base,
                                                  majority["strict"]))  # fmt: skip
        whole = entitled if quorum["basis"] == "seats" else voted + extra
        quorate = voted + extra >= at_least(Fraction(quorum["ratio"]) * whole, quorum["strict"])
        limit = rule["max_negative_ratio"]
        few = limit is None or said["against"] <= floor(Fraction(limit) * base)
        carries = quorate and favour + extra >= needed and few
        return carries and said["for"] + extra >= rule["min_yes"], quorate

    carries, quorate = standing(0)
    tied = favour == said["against"] and not carries and standing(1)[0]
    if not quorate:
        outcome = "no_quorum"
    elif carries:
        outcome = "carried"
    elif tied and rule["tie"] == "revote":
        outcome = "tie_revote"
    elif tied and rule["tie"] == "chair_casts":
        ends = {None: "tie_chair", "for": "carried", "against": "rejected"}
        outcome = ends[chair_vote]
    else:
        outcome = "rejected"
    return {
        "for_": said["for"], "no_objection": said["no_objection"], "against": said["against"],
        "abstain": said["abstain"], "struck": struck, "entitled": entitled, "outcome": outcome,
        "not_cast": entitled - voted - struck,
    }  # fmt: skip


def at_least(amount, strict):
    return floor(amount) + 1 if strict else ceil(amount)


def claims_of(told, given):
    """What somebody knows from elsewhere and the bulletin does not bear out."""
    if given.opening and given.opening != told["opening_hash"]:
        yield "the opening is not the one that was told when the ballot opened"
    if given.receipt:
        box = {sha(b"\0" + base64.b64decode(one)) for one in told["box"]}
        if given.receipt.lower() in told["replaced"]:
            yield "this receipt's vote was replaced by a later one"
        elif given.receipt.lower() not in box:
            yield "this receipt's vote is not in the box: it was dropped or changed"
    if given.number and told["opened"]:
        number = given.number.lower().replace("-", "").replace(" ", "")
        found = dict(map(tuple, told["opened"]["statement"]["slips"])).get(number)
        if found is None:
            yield "this number was not among the opened votes"
        elif given.choice and found != given.choice:
            yield f"this number was opened as '{found}', not as '{given.choice}'"
    if given.silent in told["voted"]:
        yield "the company is listed as having voted"


def root(leaves):
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    split = 1 << ((len(leaves) - 1).bit_length() - 1)
    return hashlib.sha256(b"\1" + root(leaves[:split]) + root(leaves[split:])).digest()


# Ed25519, checking only: nothing secret is here, so time need not be constant.
P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT_OF_MINUS_ONE = pow(2, (P - 1) // 4, P)


def _add(one, two):
    a = (one[1] - one[0]) * (two[1] - two[0]) % P
    b = (one[1] + one[0]) * (two[1] + two[0]) % P
    c, d = 2 * one[3] * two[3] * D % P, 2 * one[2] * two[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def _times(number, point):
    total = (0, 1, 1, 0)
    while number:
        if number & 1:
            total = _add(total, point)
        point, number = _add(point, point), number >> 1
    return total


def _point(data):
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & (2**255 - 1)
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if x * x % P != square:
        x = x * ROOT_OF_MINUS_ONE % P
    if x * x % P != square or (not x and sign):
        return None
    x = P - x if x & 1 != sign else x
    return x, y, 1, x * y % P


_G = _point((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


def is_signed(key, message, signature):
    """Whether the hex `signature` over `message` is that of the public key."""
    raw = bytes.fromhex(signature)
    if len(raw) != 64 or len(key) != 32:
        return False
    public, nonce, answer = _point(key), _point(raw[:32]), int.from_bytes(raw[32:], "little")
    if public is None or nonce is None or answer >= L:
        return False
    challenge = int.from_bytes(hashlib.sha512(raw[:32] + key + message).digest(), "little") % L
    left, right = _times(answer, _G), _add(nonce, _times(challenge, public))
    return all((left[i] * right[2] - right[i] * left[2]) % P == 0 for i in (0, 1))


def options(parser):
    parser.add_argument("file", help="the bulletin")
    for name in ("opening", "receipt", "number", "choice", "silent"):
        parser.add_argument(f"--{name}")
    return parser


def check(given):
    """Print what is wrong, or what holds; answers the exit status."""
    with open(given.file, "rb") as file:
        raw = file.read()
    faults = faults_of(raw)
    if not faults:
        told = json.loads(raw)
        faults = list(claims_of(told, given))
    for fault in faults:
        print(f"NO: {fault}")
    if faults:
        return 1
    print(f"OK: opening {told['opening_hash']}")
    print(f"OK: {len(told['box'])} sealed votes of {len(told['voted'])} companies, {told['root']}")
    if told["result"]:
        figures = " ".join(
            f"{name.rstrip('_')}={told['result'][name]}"
            for name in ("for_", "no_objection", "against", "abstain", "struck", "outcome")
        )
        print(f"OK: counted again: {figures}")
    else:
        print("The votes have not been opened yet.")
    return 0


if __name__ == "__main__":
    sys.exit(check(options(argparse.ArgumentParser(description=__doc__.split("\n")[0])).parse_args()))
