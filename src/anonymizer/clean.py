"""Cleans a file: goi anonymize IN [OUT] --directory directory.json (or python -m anonymizer.clean)

Exits 0 with the file written and what was found on standard output, as text or, with --json, as
JSON; 3 when it refuses, with what is wrong and what to do on standard error. Without OUT, or where
OUT is a folder, it chooses a name that tells nothing and stands for no other file.
"""

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from anonymizer.bench import members
from anonymizer.directory import Directory
from anonymizer.files import Cleaned, Refused, clean, read
from anonymizer.files.left_words import left_behind, placed
from anonymizer.files.model import Kind
from anonymizer.files.words import refusal

UNREADABLE, REFUSES = 2, 3

_NAMES: dict[Kind, str] = {
    "docx": "document.docx", "xlsx": "tables.xlsx", "pptx": "slides.pptx", "pdf": "document.pdf",
    "png": "picture.png", "jpeg": "picture.jpg", "txt": "notes.txt", "md": "notes.md",
    "csv": "table.csv",
}
_WORDS = {
    "ja": ("書き出し", "置き換え", "引き継がなかったもの", "未確認の画像", "要確認", "なし"),
    "en": ("Written to", "Replaced", "Left behind", "Pictures nobody has confirmed", "ask", "none"),
}


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("source", metavar="IN", type=Path, help="the file to clean")
    parser.add_argument("out", metavar="OUT", type=Path, nargs="?", default=Path(),
                        help="the new file; a folder or nothing for a neutral name")
    parser.add_argument("--directory", type=Path, required=True, help="the members, as JSON")
    parser.add_argument("--confirm-pictures", default="", metavar="HASHES",
                        help="pictures somebody has looked at: hashes with commas, or all")
    parser.add_argument("--language", choices=["ja", "en"], default="ja")
    parser.add_argument("--json", action="store_true", help="tell what was found as JSON")


def run(args: argparse.Namespace) -> int:
    """Clean a file as `options` says."""
    try:
        directory = Directory.compile(members(args.directory))
        data = args.source.read_bytes()
    except (OSError, ValueError, KeyError, TypeError) as error:
        print(f"can't be read: {error}", file=sys.stderr)
        return UNREADABLE
    try:
        confirmed = set(args.confirm_pictures.split(","))
        if confirmed == {"all"}:
            confirmed = {one.digest for one in read(data, args.source.name).pictures}
        done = clean(data, args.source.name, directory, confirmed=confirmed,
                     language=args.language)
    except Refused as refused:
        print(f"refused [{refused.code}]: {refusal(refused, args.language)}", file=sys.stderr)
        return REFUSES
    out = _free(args.out, done.parsed.kind) if args.out.is_dir() else args.out
    out.write_bytes(done.data)
    if args.json:
        print(json.dumps(_told(done, out), ensure_ascii=False, indent=1))
    else:
        print("\n".join(_lines(done, out, args.language)))
    return 0


def _free(folder: Path, kind: Kind) -> Path:
    """A name that tells nothing of the file's own, and that no file in the folder has."""
    wanted = folder / _NAMES[kind]
    tried, number = wanted, 1
    while tried.exists():
        number += 1
        tried = wanted.with_stem(f"{wanted.stem}-{number}")
    return tried


def _told(done: Cleaned, out: Path) -> dict[str, Any]:
    blocks = done.parsed.blocks
    return {
        "written": str(out),
        "found": [
            {"text": one.text, "replacement": one.replacement, "class": one.cls,
             "certainty": one.certainty, "source": one.source, "reason": one.reason,
             "member": one.member_id, "block": int(one.field), "start": one.start, "end": one.end,
             "place": blocks[int(one.field)].place}
            for one in done.findings
        ],
        "left": [{"code": one.code, "place": one.place, "count": one.count} for one in done.left],
        "unconfirmed": [
            {"sha256": one.digest, "kind": one.kind, "width": one.width, "height": one.height,
             "place": one.place}
            for one in done.unconfirmed
        ],
    }  # fmt: skip


def _lines(done: Cleaned, out: Path, language: Any) -> Iterator[str]:
    written, replaced, left, pictures, ask, none = _WORDS[language]
    yield f"{written}: {out}"
    found = [
        f"{one.text} → {one.replacement}{f' [{ask}]' if one.certainty == 'ask' else ''}"
        for one in done.findings
    ]
    rows = (
        (replaced, list(dict.fromkeys(found))),
        (left, list(dict.fromkeys(left_behind(one, language) for one in done.left))),
        (pictures, [f"{one.digest} {placed(one.place, language)}".strip()
                    for one in done.unconfirmed]),
    )
    for title, lines in rows:
        yield f"{title}: {len(lines) or none}"
        yield from (f"  {line}" for line in lines)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    options(parser)
    return run(parser.parse_args())


if __name__ == "__main__":
    sys.exit(main())
