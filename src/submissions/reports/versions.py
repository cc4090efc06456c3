"""Which rules and which model looked at a text."""

import hashlib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

_CACHES = "__pycache__"


@cache
def rules_version() -> str:
    """SHA-256 over the sources of the anonymizer: other rules, another version."""
    return _digest(name for name in _walk(files("anonymizer")) if name[0].endswith(".py"))


@cache
def model_version() -> str:
    """SHA-256 over the trained second net's data; empty where there is none."""
    net = files("anonymizer").joinpath("second_net")
    if not net.is_dir():
        return ""
    return _digest(name for name in _walk(net) if not name[0].endswith(".py"))


def _walk(folder: Traversable, above: str = "") -> Iterator[tuple[str, Traversable]]:
    for one in sorted(folder.iterdir(), key=lambda found: found.name):
        if one.is_dir():
            if one.name != _CACHES:
                yield from _walk(one, f"{above}{one.name}/")
        else:
            yield f"{above}{one.name}", one


def _digest(found: Iterator[tuple[str, Traversable]]) -> str:
    digest = hashlib.sha256()
    for name, file in found:
        data = file.read_bytes()
        digest.update(f"{name} {len(data)}\n".encode() + data)
    return digest.hexdigest()
