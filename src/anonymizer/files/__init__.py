"""Files: read by allowlist in a confined process, rebuilt from a template of ours."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from anonymizer.files.cleaning import Cleaned, apart, clean, still_named
    from anonymizer.files.model import Left, Output, Parsed, Picture, Refused
    from anonymizer.files.sandbox import read
    from anonymizer.files.writing import write

__all__ = [
    "Cleaned", "Left", "Output", "Parsed", "Picture", "Refused", "apart", "clean", "read",
    "still_named", "write",
]

_PLACES = {
    "cleaning": ("Cleaned", "apart", "clean", "still_named"),
    "model": ("Left", "Output", "Parsed", "Picture", "Refused"), "sandbox": ("read",),
    "writing": ("write",),
}


def __getattr__(name: str) -> object:
    """Loads what is asked for and no more: the confined process needs the parsers alone."""
    for place, names in _PLACES.items():
        if name in names:
            return getattr(import_module(f"anonymizer.files.{place}"), name)
    raise AttributeError(name)
