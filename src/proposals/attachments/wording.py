"""A file's places, and what was left behind of it, in the reader's words."""

from collections.abc import Iterable, Sequence

from anonymizer.files import Left
from anonymizer.files.left_words import left_behind, placed
from anonymizer.files.words import Language
from proposals.attachments.models import Attachment
from web.visit import Visit


def left_in_words(visit: Visit, row: Attachment) -> list[str]:
    """What was not carried over of a file."""
    return [
        left_behind(Left(code, _steps(place), count), _language(visit))
        for code, place, count in row.left
    ]


def place_in_words(visit: Visit, place: Iterable[Sequence[str]]) -> str:
    """Where something stands in its file."""
    return placed(_steps(place), _language(visit))


def _steps(place: Iterable[Sequence[str]]) -> tuple[tuple[str, str], ...]:
    return tuple((kind, which) for kind, which in place)


def _language(visit: Visit) -> Language:
    return "en" if visit.lang == "en" else "ja"
