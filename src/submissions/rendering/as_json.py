"""A letter for machines: the frozen value as JSON, and the published schema of that."""

from typing import Any

from foundation.columns import canonical
from submissions.package import ReleasedLetter

SCHEMA = "/schemas/letter-1.json"


def as_json(letter: ReleasedLetter) -> bytes:
    """Canonical JSON: sorted keys, UTF-8, the same bytes for the same letter."""
    told = {"$schema": SCHEMA, "letter": letter.model_dump(mode="json")}
    return (canonical(told) + "\n").encode()


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of the file, as it is published."""
    inner = ReleasedLetter.model_json_schema(mode="serialization", ref_template="#/$defs/{model}")
    definitions = inner.pop("$defs")
    definitions["ReleasedLetter"] = inner
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": SCHEMA,
        "title": "A letter of requests as Gōi releases it",
        "type": "object",
        "additionalProperties": False,
        "required": ["$schema", "letter"],
        "properties": {
            "$schema": {"const": SCHEMA}, "letter": {"$ref": "#/$defs/ReleasedLetter"},
        },
        "$defs": dict(sorted(definitions.items())),
    }
