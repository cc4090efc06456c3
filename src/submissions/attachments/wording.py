"""What the passages of a review's files are called: in which file and where in it they stand."""

from collections.abc import Callable

from proposals.attachments.fields import passage
from proposals.attachments.wording import place_in_words
from submissions import fields
from submissions.attachments.queries import files
from submissions.models import Review
from web.visit import Visit


def labels_in_words(visit: Visit, row: Review) -> Callable[[str], str]:
    """Says what a field of this review is called in the reader's language."""
    places = {
        passage(place, n): (place, where)
        for place, one in enumerate(files(visit.work.db, row), 1)
        for n, where in enumerate(one.places, 1)
    }

    def label(name: str) -> str:
        if name not in places:
            return fields.label(visit, name) if name else ""
        place, where = places[name]
        return visit.t(
            "gate.field.file_passage", n=place, place=place_in_words(visit, where)
        )

    return label
