"""Runs the anonymizer on a folder of closed-world data and prints the scorer's table.

usage: python benchmarks/anonymizer.py BENCH_FOLDER [SEED ...] [--background SENTENCES.jsonl]

BENCH_FOLDER holds score.py and, per seed, directory.json, docs.jsonl and pairs.jsonl.
"""

import argparse
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path[0] = str(Path(__file__).parents[1] / "src")  # this file is named like the package

from anonymizer import Directory, bench  # noqa: E402


def run(seed: Path, out: Path, background: list[str]) -> None:
    """Predicts one seed, prints times and the scorer's table."""
    started = time.perf_counter()
    directory = Directory.compile(bench.members(seed / "directory.json"), background)
    compiled = time.perf_counter() - started
    size, took = bench.documents(seed / "docs.jsonl", directory, out / "docs.jsonl")
    bench.pairs(seed / "pairs.jsonl", directory, out / "pairs.jsonl")
    print(f"{seed.name}: {len(directory.keys)} keys in {compiled:.2f} s; "
          f"{size:.2f} MB in {took:.2f} s, {size / took:.2f} MB/s with every rule", flush=True)
    subprocess.run(
        [sys.executable, str(seed.parent / "score.py"), str(seed / "docs.jsonl"),
         str(out / "docs.jsonl"), "--pairs", str(out / "pairs.jsonl"),
         "--json", str(out / "scores.json")], check=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("seeds", nargs="*", default=[])
    parser.add_argument("--background", type=Path)
    parser.add_argument("--keep", type=Path, help="leave predictions and full results here")
    args = parser.parse_args()
    sentences = bench.rows(args.background) if args.background else ()
    background = [row["text"] for row in sentences]
    seeds = args.seeds or sorted(p.parent.name for p in args.folder.glob("*/docs.jsonl"))
    with tempfile.TemporaryDirectory() as temporary:
        for name in seeds:
            out = (args.keep or Path(temporary)) / name
            out.mkdir(parents=True, exist_ok=True)
            run(args.folder / name, out, background)


if __name__ == "__main__":
    main()
