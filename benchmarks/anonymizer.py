"""Runs the anonymizer on a folder of closed-world data and prints the scorer's table.

usage: python benchmarks/anonymizer.py BENCH_FOLDER [SEED ...] [--background SENTENCES.jsonl]

BENCH_FOLDER holds score.py and, per seed, directory.json, docs.jsonl and pairs.jsonl.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "src"))

from anonymizer import Directory, Member, find, rewrite  # noqa: E402


def members(path: Path) -> Iterator[Member]:
    """The members of a bench directory."""
    for row in json.loads(path.read_text(encoding="utf-8"))["members"]:
        yield Member(
            id=row["id"], names_ja=(row["official"], row["short"]), readings=(row["kana"],),
            names_en=(row["en"], row["en_short"]), aliases=tuple(row["abbreviations"]),
            former_names=tuple(row["former_names"]), domains=tuple(row["domains"]),
            securities_code=row["sec_code"], corporate_number=row["corporate_number"],
            edinet_code=row["edinet_code"],
        )


def rows(path: Path) -> Iterator[dict]:
    """The lines of a JSON Lines file."""
    with path.open(encoding="utf-8") as file:
        yield from map(json.loads, filter(str.strip, file))


def masked(text: str, directory: Directory) -> tuple[list[dict], str]:
    """The scorer's spans of a text, and the text rewritten."""
    found = find(text, directory)
    spans = [
        {"start": f.start, "end": f.end, "cls": f.cls, "member_id": f.member_id,
         **({"pseudonym": f.replacement} if f.cls == "member" else {}), "certainty": f.certainty}
        for f in found
    ]
    return spans, rewrite({"": text}, found)[""]


def run(seed: Path, out: Path, background: list[str]) -> list[str]:
    """Writes predictions for one seed; returns the scorer's arguments."""
    started = time.perf_counter()
    directory = Directory.compile(members(seed / "directory.json"), background)
    print(f"{seed.name}: {len(directory.keys)} keys in {time.perf_counter() - started:.2f} s")
    docs = list(rows(seed / "docs.jsonl"))
    started = time.perf_counter()
    lines = [
        json.dumps({"id": doc["id"], "spans": spans, "output": output}, ensure_ascii=False)
        for doc in docs for spans, output in (masked(doc["text"], directory),)
    ]
    took = time.perf_counter() - started
    size = sum(len(doc["text"].encode()) for doc in docs) / 1e6
    print(f"{seed.name}: {size:.2f} MB in {took:.2f} s, {size / took:.2f} MB/s")
    (out / "docs.jsonl").write_text("\n".join(lines), encoding="utf-8")
    pairs = [
        json.dumps({"id": pair["id"], "a_out": masked(pair["a"], directory)[1],
                    "b_out": masked(pair["b"], directory)[1]}, ensure_ascii=False)
        for pair in rows(seed / "pairs.jsonl")
    ]
    (out / "pairs.jsonl").write_text("\n".join(pairs), encoding="utf-8")
    return [str(seed / "docs.jsonl"), str(out / "docs.jsonl"), "--pairs", str(out / "pairs.jsonl")]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("seeds", nargs="*", default=[])
    parser.add_argument("--background", type=Path)
    parser.add_argument("--keep", type=Path, help="leave predictions and full results here")
    args = parser.parse_args()
    background = [row["text"] for row in rows(args.background)] if args.background else []
    seeds = args.seeds or sorted(p.name for p in args.folder.iterdir() if (p / "docs.jsonl").exists())
    for name in seeds:
        with tempfile.TemporaryDirectory() as temporary:
            out = args.keep / name if args.keep else Path(temporary)
            out.mkdir(parents=True, exist_ok=True)
            scorer = run(args.folder / name, out, background)
            command = [sys.executable, str(args.folder / "score.py"), *scorer]
            subprocess.run([*command, "--json", str(out / "scores.json")], check=True)


if __name__ == "__main__":
    main()
