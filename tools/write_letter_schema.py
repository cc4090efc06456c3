"""Writes the published schema of a letter's JSON file from the models it is made of."""

import json

from foundation.places import frontend_dir
from submissions.rendering.as_json import schema

if __name__ == "__main__":
    place = frontend_dir().parent / "src/web/schemas/letter-1.json"
    place.write_text(json.dumps(schema(), ensure_ascii=False, indent=1) + "\n", "utf-8")
