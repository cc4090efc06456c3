"""Finds and replaces whatever tells which company wrote a text. Pure: no network, no clock; it
reads one file, its own trained model."""

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
