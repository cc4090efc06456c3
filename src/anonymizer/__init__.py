"""Finds and replaces whatever tells which company wrote a text. Pure: no files, no network."""

from anonymizer.directory import Directory, Reports
from anonymizer.finder import find, find_all
from anonymizer.model import Decision, Finding, Hit, Member, Person
from anonymizer.pseudonyms import Pseudonyms
from anonymizer.rewriting import rewrite
from anonymizer.verifier import verify

__all__ = [
    "Decision", "Directory", "Finding", "Hit", "Member", "Person", "Pseudonyms", "Reports",
    "find", "find_all", "rewrite", "verify",
]
