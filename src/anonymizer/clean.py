"""Cleans a file: goi anonymize IN OUT --directory directory.json (or python -m anonymizer.clean)

Exits 0 with OUT written and what was found on standard output as JSON; 3 when it refuses, with what
is wrong and what to do on standard error.
"""

import argparse
import json
import sys
from pathlib import Path

from anonymizer.bench import members
from anonymizer.directory import Directory
from anonymizer.files import Refused, clean, read
from anonymizer.files.words import refusal

UNREADABLE, REFUSES = 2, 3


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("source", metavar="IN", type=Path, help="the file to clean")
    parser.add_argument("out", metavar="OUT", type=Path, help="where the new file is to be")
    parser.add_argument("--directory", type=Path, required=True, help="the members, as JSON")
    parser.add_argument("--confirm-pictures", default="", metavar="HASHES",
                        help="pictures somebody has looked at: hashes with commas, or all")
    parser.add_argument("--language", choices=["ja", "en"], default="ja")


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
    args.out.write_bytes(done.data)
    print(json.dumps({
        "found": [[f.text, f.replacement, f.cls, f.certainty] for f in done.findings],
        "left": [[one.code, one.place, one.count] for one in done.left],
        "to_confirm": [one.digest for one in done.unconfirmed],
    }, ensure_ascii=False, indent=1))
    return 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    options(parser)
    return run(parser.parse_args())


if __name__ == "__main__":
    sys.exit(main())
