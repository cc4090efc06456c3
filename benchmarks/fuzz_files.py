"""Damages small files of every kind and reads them: python benchmarks/fuzz_files.py [N] [SEED]

Whatever the bytes, the answer has to be what the file shows or a refusal in words, within limits,
and what was read has to make a new file. Every 200th is read in the confined process, as all are
in use; the others in this process, for speed.
"""

import random
import resource
import sys
import time
import traceback
from collections import Counter
from pathlib import Path

from measuring import ROOT  # noqa: F401  # makes the tests' builders importable

from anonymizer.files import limits
from anonymizer.files.model import Output, Parsed, Refused
from anonymizer.files.parsing import parse
from anonymizer.files.sandbox import read
from anonymizer.files.sniffing import kind_of
from anonymizer.files.transfer import answer_of, parsed_from
from anonymizer.files.words import refusal
from anonymizer.files.writing import write
from damage import damaged
from planted_files import plant

SLOW = 5.0
CONFINED = 200


def looked_at(data: bytes, name: str, *, confined: bool) -> str:
    """"read", or the code of the refusal. Raises whatever else happens."""
    try:
        if confined:
            parsed = read(data, name)
        else:
            parsed = parsed_from(answer_of(parse(data, kind_of(data, name))))
    except Refused as refused:
        assert refusal(refused, "ja") and refusal(refused, "en")
        return refused.code
    assert isinstance(parsed, Parsed)
    texts = tuple(block.text for block in parsed.blocks)
    assert write(Output(parsed, texts, dict(enumerate(parsed.pictures[:1])), "ja")) or not texts[0]
    return "read"


def main(many: int, seed: int) -> int:
    resource.setrlimit(resource.RLIMIT_AS, (4 * limits.MEMORY_BYTES,) * 2)
    counts: Counter[str] = Counter()
    kinds: Counter[str] = Counter()
    faults = 0
    longest = 0.0
    samples = [(one.name, one.data) for number in range(3) for one in plant(number)]
    for number in range(many):
        rng = random.Random(f"{seed} {number}")
        name, data = rng.choice(samples)
        data = damaged(data, rng)
        started = time.perf_counter()
        try:
            code = looked_at(data, name, confined=number % CONFINED == 0)
        except Exception:
            faults += 1
            code = "FAULT"
            kept = Path("/tmp") / f"fault-{seed}-{number}-{name}"
            kept.write_bytes(data)
            print(kept, traceback.format_exc(limit=-4))
        took = time.perf_counter() - started
        if took > SLOW:
            faults += 1
            print(f"slow: {took:.1f} s, number {number}, {name}, {code}")
        longest = max(longest, took)
        counts[code] += 1
        kinds[name] += 1
    print(", ".join(f"{name} {count:,}" for name, count in sorted(kinds.items())))
    print(", ".join(f"{code} {count:,}" for code, count in counts.most_common()))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{many:,} files, {faults} faults, longest {longest:.2f} s, most memory {peak} MB")
    return 1 if faults else 0


if __name__ == "__main__":
    given = [int(one) for one in sys.argv[1:]]
    sys.exit(main(*(given + [2_000, 1][len(given):])))
