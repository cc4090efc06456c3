"""Cleans a file: python -m anonymizer.clean IN OUT --directory directory.json

Exits 0 with OUT written, 3 when it refuses, with the reason on stderr.
"""

import argparse
import json
import sys
from pathlib import Path

from anonymizer.bench import members
from anonymizer.directory import Directory
from anonymizer.files import Refused, clean, read

REFUSES = 3


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("source", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--directory", type=Path, required=True)
    parser.add_argument("--confirm-pictures", default="", help="hashes with commas, or all")
    parser.add_argument("--language", choices=["ja", "en"], default="ja")
    args = parser.parse_args()
    directory = Directory.compile(members(args.directory))
    data = args.source.read_bytes()
    try:
        confirmed = set(args.confirm_pictures.split(","))
        if confirmed == {"all"}:
            confirmed = {one.digest for one in read(data, args.source.name).pictures}
        done = clean(data, args.source.name, directory, confirmed=confirmed,
                     language=args.language)
    except Refused as refused:
        place = ", ".join(f"{kind} {which}".strip() for kind, which in refused.place)
        told = " ".join(filter(None, (*refused.params.values(), f"({place})" if place else "")))
        print(f"refused: {refused.code} {told}".strip(), file=sys.stderr)
        return REFUSES
    args.out.write_bytes(done.data)
    print(json.dumps({
        "found": [[f.text, f.replacement, f.cls, f.certainty] for f in done.findings],
        "left": [[one.code, one.place, one.count] for one in done.left],
        "to_confirm": [one.digest for one in done.unconfirmed],
    }, ensure_ascii=False, indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main())
