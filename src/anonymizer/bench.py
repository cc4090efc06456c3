"""Writes predictions for the scorer: members in documents, or identities in bare sentences.

python -m anonymizer.bench --directory directory.json --docs docs.jsonl --out pred.jsonl
                           [--pairs pairs.jsonl --pairs-out pred_pairs.jsonl] [--background …]
python -m anonymizer.bench --sentences sentences.jsonl --out pred.jsonl
"""

import argparse
import json
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from anonymizer.directory import Directory
from anonymizer.finder import find_each
from anonymizer.model import Finding, Member
from anonymizer.rewriting import rewrite

_OPEN_WORLD = {"unknown_person": "person", "site": "facility", "model_no": "product",
               "brand": "product"}


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


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """The lines of a JSON Lines file."""
    with path.open(encoding="utf-8") as file:
        yield from map(json.loads, filter(str.strip, file))


def predicted(found: Iterable[Finding], *, open_world: bool = False) -> list[dict[str, Any]]:
    """Findings as the scorer's spans."""
    return [
        {
            "start": f.start, "end": f.end, "member_id": f.member_id, "certainty": f.certainty,
            "cls": _OPEN_WORLD.get(f.cls, f.cls) if open_world else f.cls,
            **({"pseudonym": f.replacement} if f.cls == "member" else {}),
        }
        for f in found
    ]


def documents(source: Path, directory: Directory, out: Path) -> tuple[float, float]:
    """Predicts every document; megabytes of UTF-8 and processor seconds taken."""
    docs = list(rows(source))
    started = time.process_time()
    lines = []
    for batch in _batches(docs):
        for doc, found in zip(batch, find_each([d["text"] for d in batch], directory), strict=True):
            output = rewrite({"": doc["text"]}, found)[""]
            lines.append({"id": doc["id"], "spans": predicted(found), "output": output})
    took = time.process_time() - started
    _write(out, lines)
    return sum(len(doc["text"].encode()) for doc in docs) / 1e6, took


def pairs(source: Path, directory: Directory, out: Path) -> None:
    """Rewrites both texts of every pair."""
    _write(out, (
        {"id": pair["id"], "a_out": a, "b_out": b}
        for batch in _batches(list(rows(source)))
        for pair, a, b in zip(
            batch, _masked([pair["a"] for pair in batch], directory),
            _masked([pair["b"] for pair in batch], directory), strict=True,
        )
    ))


def sentences(source: Path, out: Path) -> None:
    """Predicts sentences without any directory."""
    nobody = Directory.compile(())
    _write(out, (
        {"id": row.get("id", number), "spans": predicted(found, open_world=True)}
        for batch in _batches(list(enumerate(rows(source))))
        for (number, row), found in zip(
            batch, find_each([row["text"] for _, row in batch], nobody), strict=True)
    ))


def _batches(items: list[Any], size: int = 200) -> Iterator[list[Any]]:
    return (items[begin:begin + size] for begin in range(0, len(items), size))


def _masked(texts: list[str], directory: Directory) -> list[str]:
    return [
        rewrite({"": text}, found)[""]
        for text, found in zip(texts, find_each(texts, directory), strict=True)
    ]


def _write(out: Path, lines: Iterable[dict[str, Any]]) -> None:
    with out.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)


def main() -> None:
    """Reads the arguments and writes the predictions."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("directory", "docs", "pairs", "pairs-out", "sentences", "background"):
        parser.add_argument(f"--{name}", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    if args.sentences:
        sentences(args.sentences, args.out)
        return
    if not args.directory or not args.docs:
        parser.error("--directory and --docs, or --sentences")
    background = [row["text"] for row in rows(args.background)] if args.background else []
    directory = Directory.compile(members(args.directory), background)
    documents(args.docs, directory, args.out)
    if args.pairs and args.pairs_out:
        pairs(args.pairs, directory, args.pairs_out)


if __name__ == "__main__":
    main()
