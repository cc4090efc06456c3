"""Plants a token wherever a name can hide in a file, with many seeds, and counts what is carried
over: python benchmarks/planted_files.py [SEEDS]"""

import sys
from collections import Counter

from measuring import ROOT  # noqa: F401  # makes the tests' builders importable

from anonymizer.files.model import Output
from anonymizer.files.sandbox import read
from anonymizer.files.writing import write
from planted_files import everything_in, plant


def main(seeds: int) -> int:
    counts: Counter[str] = Counter()
    for seed in range(seeds):
        for file in plant(1_000_003 * seed + 17):
            parsed = read(file.data, file.name)
            texts = tuple(block.text for block in parsed.blocks)
            whole = "\n".join(texts)
            fresh = everything_in(
                write(Output(parsed, texts, dict(enumerate(parsed.pictures)), "ja")))
            for place, token in file.hidden.items():
                counts["hidden"] += 1
                if token in whole or token in fresh:
                    counts["hidden, carried over"] += 1
                    print("carried over:", file.name, place)
            for place, token in file.visible.items():
                counts["visible"] += 1
                if token not in whole or token not in fresh:
                    counts["visible, not read"] += 1
                    print("not read:", file.name, place)
    print(f"{seeds} seeds:", ", ".join(f"{what} {count:,}" for what, count in counts.items()))
    return 1 if counts["hidden, carried over"] or counts["visible, not read"] else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 20))
