"""Everything about the anonymizer in one run, beside other tools on the same documents.

usage: python benchmarks/anonymizer_table.py BENCH_FOLDER [--anchors PYTHON] [--whole]

BENCH_FOLDER holds score.py, seed*/ (directory, docs, pairs), ner/train.jsonl and attachments/.
Without --whole a share of the documents is taken, so that it ends within a quarter of an hour.
What is not there is left out, in words.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
SRC = str(HERE.parent / "src")
sys.path[0] = SRC

from anonymizer import Directory, bench, find  # noqa: E402

ANCHORS = ("exact", "automaton", "presidio", "namemask")
SHARE = {"docs": 2000, "sentences": 1000, "draws": 1}
_LONG = "当社では少額特例の適用にあたり、取引のつど用途を確認している。青葉電機の例もある。\n"

Line = list[str]


def head(title: str) -> None:
    print(f"\n{title}", flush=True)


def table(rows: Iterable[Line]) -> None:
    """Columns by their widest cell; wide characters count for two."""
    lines = [list(map(str, row)) for row in rows]
    sizes = [max(map(_width, column)) for column in zip(*lines, strict=True)]
    for line in lines:
        print("  " + "  ".join(
            cell + " " * (size - _width(cell)) for cell, size in zip(line, sizes, strict=True)
        ).rstrip(), flush=True)


def _width(cell: str) -> int:
    return sum(2 if ord(char) > 0x2E7F else 1 for char in cell)


def share(source: Path, out: Path, most: int | None) -> Path:
    """Every n-th line, so that all kinds stay in proportion; the file itself for the whole."""
    lines = source.read_text("utf-8").splitlines(keepends=True)
    if most is None or len(lines) <= most:
        return source
    step = len(lines) / most
    out.write_text("".join(lines[int(place * step)] for place in range(most)), "utf-8")
    return out


def scored(folder: Path, docs: Path, predicted: Path, pairs: Path | None) -> dict[str, Any]:
    """The data's own scorer's figures."""
    out = predicted.with_suffix(".json")
    more = ["--pairs", str(pairs)] if pairs else []
    subprocess.run(
        [sys.executable, str(folder / "score.py"), str(docs), str(predicted), *more,
         "--json", str(out)], check=True, stdout=subprocess.DEVNULL)
    found: dict[str, Any] = json.loads(out.read_text("utf-8"))
    return found


def closed_world(folder: Path, out: Path, anchors: str, most: int | None) -> None:
    for seed in sorted(path.parent for path in folder.glob("seed*/docs.jsonl")):
        docs = share(seed / "docs.jsonl", out / f"{seed.name}-docs.jsonl", most)
        head(f"Closed world, {seed.name}, {len(docs.read_text('utf-8').splitlines())} documents")
        rows = [["system", "core recall", "right member", "classes at 100 %", "leaks",
                 "precision", "clean: plain/trap/hard", "pairs", "MB/s"]]
        directory = Directory.compile(bench.members(seed / "directory.json"))
        size, took = bench.documents(docs, directory, out / "ours.jsonl")
        bench.pairs(seed / "pairs.jsonl", directory, out / "ours-pairs.jsonl")
        told = scored(folder, docs, out / "ours.jsonl", out / "ours-pairs.jsonl")
        rows.append(_closed("Gōi", told, size / took))
        for name in ANCHORS if anchors else ():
            made, pairs = out / f"{name}.jsonl", out / f"{name}-pairs.jsonl"
            speed = _anchor(
                anchors, name, str(seed / "directory.json"), docs, made,
                seed / "pairs.jsonl", pairs)
            rows.append(_closed(name, scored(folder, docs, made, pairs), speed))
        table(rows)


def _anchor(python: str, name: str, directory: str, docs: Path, *files: Path) -> float:
    answer = subprocess.run(
        [python, str(HERE / "anchors.py"), name, directory, str(docs), *map(str, files)],
        check=True, capture_output=True, text=True)
    size, took = map(float, answer.stdout.split()[-2:])
    return size / took


def _closed(name: str, told: dict[str, Any], speed: float) -> Line:
    core, clean = told["tiers"]["core"], told["clean"]
    wrong = "/".join(
        str(clean[f"clean_{kind}"]["docs_with_member_fp_pct"]) for kind in ("plain", "trap", "hard")
        if f"clean_{kind}" in clean)
    same = told.get("noninterference", {}).get("pct", "")
    right = f"{core['id_correct']} %" if core["id_correct"] else "-"
    return [name, f"{core['recall']} %", right, told["core_classes_at_100"],
            str(told["leaks_core"]), f"{told['member_precision']} %", wrong, f"{same} %",
            f"{speed:.2f}"]


def spellings(folder: Path, draws: int) -> None:
    head("Spellings of every member in carriers of their own (misses are listed)")
    for draw in range(1, draws + 1):
        subprocess.run(
            [sys.executable, str(HERE / "anonymizer_spellings.py"),
             str(folder / "seed7" / "directory.json"), "--draw", str(draw)], check=True)


def open_world(folder: Path, out: Path, anchors: str, most: int | None) -> None:
    source = folder / "ner" / "train.jsonl"
    if not source.exists():
        head("Open world: left out, there is no ner/train.jsonl")
        return
    sentences = share(source, out / "sentences.jsonl", most)
    gold = [json.loads(line) for line in sentences.read_text("utf-8").splitlines()]
    trained = find_spec("anonymizer.second_net") is not None
    head(f"Open world, {len(gold)} sentences"
         + (", which the second net was trained on: see its own figures for unseen ones"
            if trained else ", rules only: there is no second net yet"))
    rows = [["system", "companies masked", "wide precision", "exact R/P", "people masked",
             "exact R/P", "characters/s"]]
    started = time.process_time()
    bench.sentences(sentences, out / "open.jsonl")
    took = time.process_time() - started
    size = sum(len(row["text"]) for row in gold)
    rows.append(_opened("Gōi", gold, out / "open.jsonl", size / took))
    if anchors:
        speed = _anchor(anchors, "namemask", "-", sentences, out / "open-namemask.jsonl")
        per = size / (sum(len(row["text"].encode()) for row in gold) / 1e6)
        rows.append(_opened("namemask", gold, out / "open-namemask.jsonl", speed * per))
    table(rows)


def _opened(name: str, gold: list[dict[str, Any]], predicted: Path, speed: float) -> Line:
    found = [json.loads(line)["spans"] for line in predicted.read_text("utf-8").splitlines()]
    line = [name]
    wide = ("法人名", "その他の組織名", "政治的組織名", "施設名", "製品名")
    for kind, classes, others in (
        ("法人名", ("unknown_corp",), wide), ("人名", ("person", "unknown_person"), ("人名",)),
    ):
        wanted = masked = right = told = touching = 0
        for row, spans in zip(gold, found, strict=True):
            entities = [(e["start"], e["end"]) for e in row["entities"] if e["type"] == kind]
            around = [(e["start"], e["end"]) for e in row["entities"] if e["type"] in others]
            own = {(s["start"], s["end"]) for s in spans if s["cls"] in classes}
            covered = {place for s in spans for place in range(s["start"], s["end"])}
            wanted += len(entities)
            masked += sum(covered.issuperset(range(*one)) for one in entities)
            right += sum(one in own for one in entities)
            told += len(own)
            touching += sum(any(a < d and c < b for c, d in around) for a, b in own)
        line.append(f"{100 * masked / wanted:.1f} %")
        if kind == "法人名":
            line.append(f"{100 * touching / max(1, told):.1f} %")
        line.append(f"{100 * right / wanted:.1f}/{100 * right / max(1, told):.1f}")
    return [*line, f"{speed:,.0f}"]


def files(folder: Path, out: Path) -> None:
    """Hidden tokens that survive in planted files."""
    if find_spec("anonymizer.clean") is None:
        head("Files: left out, python -m anonymizer.clean is not there yet")
        return
    planted = json.loads((folder / "attachments" / "canaries.json").read_text("utf-8"))
    head("Files: planted tokens")
    rows = [["file", "hidden that survive", "visible that never reach the text"]]
    for sample in sorted((folder / "attachments").glob("sample.*")):
        cleaned = out / sample.name
        ended = subprocess.run(
            [sys.executable, "-m", "anonymizer.clean", str(sample), str(cleaned), "--directory",
             str(folder / "seed7" / "directory.json")],
            capture_output=True, text=True, env={"PYTHONPATH": SRC, "PATH": "/usr/bin:/bin"})
        own = [one for one in planted if one["file"] == sample.name]
        if ended.returncode:
            rows.append([sample.name, f"refused: {ended.stderr.strip()[:60]}", ""])
            continue
        data = cleaned.read_bytes()
        hidden = [one for one in own if one["kind"] == "hidden"]
        scan = subprocess.run(
            [sys.executable, str(folder / "attachments" / "scan.py"),
             str(folder / "attachments" / "canaries.json"), str(cleaned)],
            capture_output=True, text=True)
        left = sum(one["token"] in scan.stdout or one["token"].encode() in data for one in hidden)
        rows.append([sample.name, f"{left} of {len(hidden)}", "see scan.py"])
    table(rows)


def speed(folder: Path) -> None:
    head("Speed and memory of one process")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    started = time.perf_counter()
    directory = Directory.compile(bench.members(folder / "seed7" / "directory.json"))
    compiled = time.perf_counter() - started
    text = _LONG * (20_000 // len(_LONG.encode()) + 1)
    find(text, directory)
    times = []
    for _ in range(7):
        started = time.process_time()
        find(text, directory)
        times.append(time.process_time() - started)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    table([
        ["directory of 491 members compiled", f"{compiled:.2f} s"],
        ["a request of 20 kB, median of 7", f"{1000 * sorted(times)[3]:.0f} ms"],
        ["characters a second on it", f"{len(text) / sorted(times)[3]:,.0f}"],
        ["most memory of this process", f"{peak / 1024:.0f} MB (of it {before / 1024:.0f} before)"],
    ])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--anchors", default="", help="the Python of .venv-anchors")
    parser.add_argument("--whole", action="store_true", help="all documents and sentences")
    args = parser.parse_args()
    if not (args.folder / "score.py").exists():
        sys.exit(f"{args.folder} holds no score.py: give the folder of the development data, "
                 "as in make bench-anonymizer BENCH=../shared/anonymizer-bench")
    if not args.anchors:
        print("The anchors are left out: their environment is not there.")
    started = time.perf_counter()
    most = (lambda name: None) if args.whole else SHARE.__getitem__
    with tempfile.TemporaryDirectory() as temporary:
        out = Path(temporary)
        speed(args.folder)
        closed_world(args.folder, out, args.anchors, most("docs"))
        open_world(args.folder, out, args.anchors, most("sentences"))
        files(args.folder, out)
        spellings(args.folder, 3 if args.whole else 1)
    print(f"\nTook {time.perf_counter() - started:.0f} s.")


if __name__ == "__main__":
    main()
