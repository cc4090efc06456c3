"""Predicts the same documents with other tools, for the table beside ours. Runs in .venv-anchors:
nothing of Gōi is imported.

usage: anchors.py SYSTEM DIRECTORY.json DOCS.jsonl OUT.jsonl [PAIRS.jsonl PAIRS_OUT.jsonl]
SYSTEM: exact, automaton, presidio, namemask. Without a directory ("-") only namemask's rules run.
Prints megabytes and processor seconds.
"""

import csv
import json
import re
import sys
import tempfile
import time
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path

# Start, end, class, and the member where the tool can tell which it is.
Span = tuple[int, int, str, str]
Finder = Callable[[str], list[Span]]


def registered(directory: Path) -> Iterator[tuple[str, list[str]]]:
    """Each member with all strings a directory holds of it, the official name first."""
    for row in json.loads(directory.read_text("utf-8"))["members"]:
        told = [row["official"], row["short"], row["kana"], row["en"], row["en_short"],
                *row["abbreviations"], *row["former_names"], *row["domains"], row["sec_code"],
                row["corporate_number"], row["edinet_code"]]
        yield row["id"], list(dict.fromkeys(name for name in told if name and len(name) > 1))


def exact(directory: Path) -> Finder:
    """Every registered string as it stands."""
    return _automaton(directory, lambda text: text)


def automaton(directory: Path) -> Finder:
    """Every registered string after NFKC and lower case, a character for a character."""
    return _automaton(directory, lambda text: "".join(map(_folded, text)))


def presidio(directory: Path) -> Finder:
    """Presidio's deny list of every registered string; no language model is fetched."""
    from presidio_analyzer import PatternRecognizer

    names = [name for _, names in registered(directory) for name in names]
    recognizer = PatternRecognizer("MEMBER", deny_list=names, supported_language="ja")
    return lambda text: [
        (one.start, one.end, "member", "")
        for one in recognizer.analyze(text, ["MEMBER"], nlp_artifacts=None)
    ]


def namemask(directory: Path | None) -> Finder:
    """namemask with its dictionary, rules and addresses; its language model is no part of it."""
    from namemask.pipeline.build import build_default_pipeline, run_pipeline

    clients = None
    if directory:
        clients = Path(tempfile.mkdtemp()) / "clients.csv"
        with clients.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(("name", "type", "aliases"))
            for _, (first, *others) in registered(directory):
                writer.writerow((first, "ORGANIZATION", "|".join(others)))
    detectors = build_default_pipeline(None, clients, use_address=True)
    classes = {"ORGANIZATION": "unknown_corp", "PERSON": "person"}
    return lambda text: [
        (one.start, one.end,
         "member" if "denylist" in one.sources else classes.get(one.type, "other"), "")
        for one in run_pipeline(text, detectors)
    ]


def _automaton(directory: Path, fold: Callable[[str], str]) -> Finder:
    import ahocorasick

    found = ahocorasick.Automaton()
    for member, names in registered(directory):
        for name in names:
            key = re.sub(r"\s+", " ", fold(name))
            if key not in found:
                found.add_word(key, (len(key), member))
    found.make_automaton()

    def find(text: str) -> list[Span]:
        spans: list[Span] = []
        matches = sorted(
            ((last + 1 - size, last + 1, member)
             for last, (size, member) in found.iter(fold(text))),
            key=lambda span: (span[0] - span[1], span[0]),
        )
        for start, end, member in matches:
            if all(end <= other[0] or other[1] <= start for other in spans):
                spans.append((start, end, "member", member))
        return spans

    return find


def _folded(char: str) -> str:
    folded = unicodedata.normalize("NFKC", char).lower()
    return folded if len(folded) == 1 else char


def _masked(text: str, spans: list[Span]) -> str:
    """The text with a label and a number by first appearance for each string."""
    numbers: dict[tuple[str, str], int] = {}
    out, end = [], 0
    for start, stop, cls, _ in sorted(spans):
        if start < end:
            continue
        number = numbers.setdefault((cls, text[start:stop]), len(numbers) + 1)
        out += (text[end:start], f"[{cls}{number}]")
        end = stop
    return "".join((*out, text[end:]))


def _rows(path: str) -> list[dict[str, str]]:
    return [json.loads(line) for line in Path(path).read_text("utf-8").splitlines() if line]


def main() -> None:
    system, directory, docs, out, *pairs = sys.argv[1:]
    make = {"exact": exact, "automaton": automaton, "presidio": presidio, "namemask": namemask}
    find = make[system](None if directory == "-" else Path(directory))  # type: ignore[arg-type]
    rows, lines = _rows(docs), []
    started = time.process_time()
    for number, row in enumerate(rows):
        spans = [
            {"start": start, "end": end, "cls": cls, **({"member_id": member} if member else {})}
            for start, end, cls, member in find(row["text"])
        ]
        lines.append({"id": row.get("id", number), "spans": spans})
    took = time.process_time() - started
    Path(out).write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    if pairs:
        both = [
            {"id": row["id"], **{f"{side}_out": _masked(row[side], find(row[side]))
                                 for side in "ab"}}
            for row in _rows(pairs[0])
        ]
        Path(pairs[1]).write_text(
            "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in both), "utf-8")
    print(sum(len(row["text"].encode()) for row in rows) / 1e6, took)


if __name__ == "__main__":
    main()
