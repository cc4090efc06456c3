"""A paper as PDF."""

from functools import cache
from importlib.resources import files

from submissions.rendering.paper import Paper, told
from typesetting import printable, typeset


def pdf(paper: Paper) -> bytes:
    """The JSON file has what no font has as it was. Raises MissingFonts."""
    return typeset(_template(), told(paper, printable), paper.day)


@cache
def _template() -> bytes:
    return files("submissions.rendering").joinpath("paper.typ").read_bytes()
