"""Unknown names: cross-validates the second net on its own sentences, through the whole finder.

usage: python benchmarks/anonymizer_names.py [--folds 5] [--first 0] [--carriers DOCS.jsonl ...]

Each fold is predicted by a model that was trained on the other sentences and our carriers, without
a directory. exact: same span and class; masked: every character covered, whatever the class; wide:
spans of companies that touch an organisation, site or product. "all wide" takes every span that is
no person, place, number or phrase. --carriers also scores the written classes of closed-world
documents (no member in the directory, so members are left out of the count).
"""

import argparse
import random
import sys
import time
from collections import Counter
from pathlib import Path
from statistics import fmean

sys.path[0] = str(Path(__file__).parents[1] / "src")  # a neighbour is named like the package

from anonymizer import Directory, bench, find, find_each  # noqa: E402
from anonymizer.second_net import net, training  # noqa: E402

NOBODY = Directory.compile(())
WIDE = {0, 2, 3, 4, 5}
NAMED = {"unknown_corp": 0, "unknown_person": 1}
OPEN = {"unknown_corp", "site", "product", "organisation", "name", "model_no", "brand"}


class Table:
    """Hits and tries by measure."""

    def __init__(self) -> None:
        self.hits: Counter[str] = Counter()
        self.tries: Counter[str] = Counter()

    def add(self, measure: str, hits: int, tries: int = 1) -> None:
        self.hits[measure] += hits
        self.tries[measure] += tries

    def share(self, measure: str) -> float:
        return 100 * self.hits[measure] / max(1, self.tries[measure])


# Goals of the open world; a second figure where the measure is a pair.
GOALS = {
    "unknown_corp masked": 95, "unknown_corp wide precision": 75, "unknown_corp exact recall": 70,
    "unknown_corp exact precision": 75, "unknown_person masked": 95,
    "unknown_person exact recall": 86, "unknown_person exact precision": 84,
}


def show(tables: list[Table]) -> None:
    """Mean over the folds, the lowest and the highest, and the goal."""
    for measure in sorted({m for table in tables for m in table.tries}):
        shares = [table.share(measure) for table in tables if table.tries[measure]]
        tries = sum(table.tries[measure] for table in tables)
        goal = f"  goal {GOALS[measure]}" if measure in GOALS else ""
        print(f"{measure:34} {fmean(shares):6.1f} %  ({min(shares):.1f} to {max(shares):.1f})"
              f"  of {tries}{goal}")


def fold(table: Table, held_out: list[training.Sentence]) -> tuple[int, float]:
    """Scores sentences that the present model has not seen; characters and seconds."""
    started = time.process_time()
    every = find_each([text for text, _ in held_out], NOBODY)
    took = time.process_time() - started
    for (text, gold), found in zip(held_out, every, strict=True):
        masked = {place for f in found for place in range(f.start, f.end)}
        for cls, number in NAMED.items():
            names = {(start, end) for start, end, kind in gold if kind == number}
            said = {(f.start, f.end) for f in found if f.cls == cls}
            table.add(f"{cls} exact recall", len(names & said), len(names))
            table.add(f"{cls} exact precision", len(names & said), len(said))
            for start, end in names:
                table.add(f"{cls} masked", masked.issuperset(range(start, end)))
        for f in found:
            touches = any(f.start < end and start < f.end and kind in WIDE
                          for start, end, kind in gold)
            if f.cls == "unknown_corp":
                table.add("unknown_corp wide precision", touches)
            if f.cls in OPEN:
                table.add("all wide precision", touches)
        table.add("characters masked", len(masked), len(text))
    return sum(len(text) for text, _ in held_out), took


def carriers(table: Table, path: Path) -> None:
    """Scores the written classes of closed-world documents."""
    for doc in bench.rows(path):
        if doc["kind"] != "other":
            continue
        found = find(doc["text"], NOBODY)
        masked = {place for f in found for place in range(f.start, f.end)}
        for span in doc["spans"]:
            if span.get("variant"):
                places = range(span["start"], span["end"])
                whole = all(i in masked or not doc["text"][i].isalnum() for i in places)
                table.add(f"written {span['variant']}", whole)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--first", type=int, default=0, help="the first fold, from 0")
    parser.add_argument("--carriers", type=Path, nargs="*", default=[])
    args = parser.parse_args()
    sentences = training.labelled()
    random.Random(5).shuffle(sentences)
    tables = []
    for number in range(args.first, args.first + args.folds):
        held_out = sentences[number::5]
        rest = [s for i, s in enumerate(sentences) if i % 5 != number]
        started = time.perf_counter()
        model = training.train(rest)
        print(f"fold {number + 1}: trained in {time.perf_counter() - started:.0f} s", flush=True)
        net.model_of = lambda model=model: model
        tables.append(Table())
        chars, seconds = fold(tables[-1], held_out)
        print(f"  {chars / seconds:,.0f} characters/s", flush=True)
        if number == args.first:
            for path in args.carriers:
                carriers(tables[0], path)
    show(tables)


if __name__ == "__main__":
    main()
