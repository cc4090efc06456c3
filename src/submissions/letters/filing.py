"""A letter's files: made from the frozen letter, looked through byte by byte, kept with it."""

from collections.abc import Iterable

from anonymizer import verify
from foundation.errors import Refused
from foundation.work import Work
from proposals.directory import directory
from submissions import queries
from submissions.candidates.queries import standing
from submissions.candidates.rules import ExceptionKind
from submissions.models import Letter, LetterFile, Review
from submissions.package import ReleasedLetter
from submissions.preview import parties_of
from submissions.rendering.files import Made, make_all
from submissions.rendering.legible import legible
from submissions.residue import Hidden


def file(work: Work, kept: Letter, letter: ReleasedLetter, rows: Iterable[Review]) -> None:
    """Make the letter's files and keep them. Raises Refused where one of them names a company
    that one of the texts hides."""
    made = list(make_all(letter))
    check_files(work, made, rows)
    for one in made:
        work.db.add(
            LetterFile(
                letter_id=kept.id, name=one.name, media_type=one.media_type,
                size=len(one.content), sha256=one.sha256, content=one.content,
            )
        )  # fmt: skip
    work.record(
        "letter.file", ("letter", kept.id), after={one.name: one.sha256 for one in made}
    )


def check_files(work: Work, made: Iterable[Made], rows: Iterable[Review]) -> None:
    """Look through the very bytes that leave, whatever was looked at before: a paper can put words
    together that stood apart.

    A company that asks elsewhere in the letter under its own name may be read there; which text a
    word of a file belongs to can't be told any more, and `check_letter` has looked at each. Raises
    Refused without telling where: whoever releases must not learn it.
    """
    members = directory(work.db)
    hidden, speaking, kept = set[str](), set[str](), set[str]()
    for row in rows:
        parties = parties_of(work, queries.request_of(work.db, row))
        hidden |= parties.hidden
        speaking |= parties.speaking
        kept |= {
            one.text for one in queries.findings(work.db, row.id)
            if one.decision == "keep" and members.everyday(one.text)
        }  # fmt: skip
        false_hits = standing(work.db, row.id, ExceptionKind.FALSE_HIT)
        kept |= {one.subject.partition("|")[2] for one in false_hits}
    keys = Hidden({
        one: members.members[one] for one in sorted(hidden - speaking) if one in members.members
    })
    if not keys.members:
        return
    for one in made:
        try:
            found = any(verify(part, keys, kept - {""}) for part in legible(one))
        except ValueError:
            found = True
        if found:
            raise Refused("release.residue")
