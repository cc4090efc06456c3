"""The published record of a secret ballot: one JSON text, the same bytes for the same ballot."""

import base64
import hashlib
from collections.abc import Iterable, Iterator
from typing import Any

from foundation.columns import canonical
from proposals.sealing import merkle, verify_standalone

FORMAT = "goi-ballot-bulletin-1"


def opening_hash(opening: dict[str, Any]) -> str:
    """What the opening fixed, in one number: text, roll, options, rule, deadline, trustees."""
    return hashlib.sha256(b"goi-ballot-opening-1\n" + canonical(opening).encode()).hexdigest()


def bulletin(
    opening: dict[str, Any],
    *,
    voted: Iterable[str],
    recused: Iterable[str],
    replaced: Iterable[str],
    votes: Iterable[bytes],
    closed_at: str,
    mixed: list[dict[str, Any]],
    opened: dict[str, Any] | None,
    chair_vote: str | None,
    result: dict[str, Any] | None,
) -> dict[str, Any]:
    """The record, sealed votes in the order of their hashes; `seal` covers all the rest."""
    ordered = sorted(votes, key=merkle.leaf)
    told = {
        "format": FORMAT,
        "opening": opening,
        "opening_hash": opening_hash(opening),
        "voted": sorted(voted),
        "recused": sorted(recused),
        "replaced": sorted(replaced),
        "box": [base64.b64encode(one).decode() for one in ordered],
        "root": merkle.root([merkle.leaf(one) for one in ordered]).hex(),
        "closed_at": closed_at,
        "mixed": mixed,
        "opened": opened,
        "chair_vote": chair_vote,
        "result": result,
    }
    return told | {"seal": hashlib.sha256(canonical(told).encode()).hexdigest()}


def text(told: dict[str, Any]) -> str:
    """The bulletin's file."""
    return canonical(told) + "\n"


def faults_of_steps(told: dict[str, Any]) -> Iterator[str]:
    """What is wrong with the trustees' steps, by the verifier that everybody has."""
    try:
        yield from verify_standalone.faults_of_steps(told, told["opening"])
    except (ValueError, KeyError, TypeError, IndexError, AttributeError) as error:
        yield f"not a step ({type(error).__name__})"
