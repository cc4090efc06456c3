"""Finds and replaces whatever tells which company wrote a text. Pure: no network, no clock; it
reads one file, its own trained model."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from anonymizer.directory import Directory, Reports
    from anonymizer.finder import find, find_all, find_each
    from anonymizer.model import Decision, Finding, Hit, Member, Person
    from anonymizer.pseudonyms import Pseudonyms
    from anonymizer.rewriting import rewrite
    from anonymizer.second_net import MissingModel
    from anonymizer.verifier import verify

__all__ = [
    "Decision", "Directory", "Finding", "Hit", "Member", "MissingModel", "Person",
    "Pseudonyms", "Reports", "find", "find_all", "find_each", "rewrite", "verify",
]

_PLACES = {
    "directory": ("Directory", "Reports"), "finder": ("find", "find_all", "find_each"),
    "model": ("Decision", "Finding", "Hit", "Member", "Person"), "pseudonyms": ("Pseudonyms",),
    "rewriting": ("rewrite",), "second_net": ("MissingModel",), "verifier": ("verify",),
}


def __getattr__(name: str) -> object:
    """Loads what is asked for and no more: the confined process of `files` needs none of it."""
    for place, names in _PLACES.items():
        if name in names:
            return getattr(import_module(f"anonymizer.{place}"), name)
    raise AttributeError(name)
