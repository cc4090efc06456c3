"""A letter's files: looked through byte by byte before they leave, and kept with it."""

from collections.abc import Iterable

from anonymizer import verify
from foundation.errors import Refused
from foundation.work import Work
from proposals.directory import directory
from submissions import queries
from submissions.candidates.queries import standing
from submissions.candidates.rules import ExceptionKind
from submissions.letters.composed import Composed
from submissions.models import LetterFile
from submissions.preview import parties_of
from submissions.rendering.files import Made
from submissions.residue import Hidden


def keep_files(work: Work, letter_id: str, files: Iterable[Made]) -> None:
    """Keep the files of a letter that leaves."""
    made = list(files)
    for one in made:
        work.db.add(
            LetterFile(
                letter_id=letter_id, name=one.name, media_type=one.media_type,
                size=len(one.content), sha256=one.sha256, content=one.content,
            )
        )  # fmt: skip
    work.record(
        "letter.file", ("letter", letter_id), after={one.name: one.sha256 for one in made}
    )


def check_files(work: Work, composed: Composed) -> None:
    """Look through the very bytes that leave, whatever was looked at before: a paper can put words
    together that stood apart.

    A company that asks elsewhere in the letter under its own name may be read there; which text a
    word of a file belongs to can't be told any more, and `check_letter` has looked at each. Raises
    Refused without telling where: whoever releases must not learn it.
    """
    members = directory(work.db)
    hidden, speaking, kept = set[str](), set[str](), set[str]()
    for row in composed.rows:
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
    for one in composed.files:
        try:
            found = bool(verify(one.content, keys, kept - {""}))
        except ValueError:
            found = True
        if found:
            raise Refused("release.residue")
