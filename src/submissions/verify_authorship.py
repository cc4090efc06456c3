#!/usr/bin/env python3
"""Checks a receipt of authorship: Python's standard library only, no network, one file.

    python3 verify_authorship.py RECEIPT.json
        [--letter LETTER.json]      any JSON in which the request stands with its commitment
        [--commitment HEX]          the commitment as it is printed beside the request

Exit status 0: everything holds. 1: something does not, each fault on a line.

A receipt shows that whoever holds it holds the number that was drawn when the company consented to
exactly this text. Whoever has seen it can show it as well: the company hands it to nobody but
those whom it wants to convince.
"""

import argparse
import hashlib
import json
import sys

FORMAT = "goi-authorship-1"


def canonical(value):
    return json.dumps(
        value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    )


def faults_of(receipt, commitments=None, printed=None):
    """What does not hold, in words. `commitments` are those found in a letter."""
    try:
        if receipt["format"] != FORMAT:
            return [f"this is no receipt of the form {FORMAT}"]
        text_hash = hashlib.sha256(canonical(receipt["text"]).encode()).hexdigest()
        text, nonce = bytes.fromhex(receipt["text_hash"]), bytes.fromhex(receipt["nonce"])
        if len(text) != 32 or len(nonce) != 32:
            return ["this is no receipt: a number in it has another length"]
        told = receipt["commitment"]
    except (KeyError, TypeError, ValueError):
        return ["this is no receipt: something is missing or no hexadecimal number"]
    found = []
    if text_hash != receipt["text_hash"]:
        found.append("the text is not the one that was consented to: its hash differs")
    made = hashlib.sha256(f"{FORMAT}\n".encode() + text + nonce).hexdigest()
    if made != told:
        found.append("the number does not open the commitment of this receipt")
    if commitments is not None and told not in commitments:
        found.append("no request of the letter carries this commitment")
    if printed is not None and told != printed.strip().lower():
        found.append("the printed commitment is another one")
    return found


def commitments_in(value):
    """Every commitment anywhere in a JSON document."""
    if isinstance(value, dict):
        own = {value["commitment"]} if isinstance(value.get("commitment"), str) else set()
        return own.union(*(commitments_in(one) for one in value.values()))
    if isinstance(value, list):
        return set().union(*(commitments_in(one) for one in value))
    return set()


def options(parser):
    parser.add_argument("receipt", help="the file that was kept at the consent")
    parser.add_argument("--letter", help="JSON of the letter")
    parser.add_argument("--commitment", help="as printed beside the request")


def check(given):
    try:
        with open(given.receipt, encoding="utf-8") as file:
            receipt = json.load(file)
        commitments = None
        if given.letter:
            with open(given.letter, encoding="utf-8") as file:
                commitments = commitments_in(json.load(file))
    except (OSError, ValueError, RecursionError) as error:
        print(f"can't be read: {error}", file=sys.stderr)
        return 1
    found = faults_of(receipt, commitments, given.commitment)
    for fault in found:
        print(fault)
    if not found:
        print(f"holds: {receipt['commitment']}")
        if not (given.letter or given.commitment):
            print("compare it with the commitment beside the request (--letter, --commitment)")
    return 1 if found else 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options(parser)
    sys.exit(check(parser.parse_args()))
