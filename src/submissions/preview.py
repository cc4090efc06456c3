"""What would leave if the review were finished now, and what of it still tells a company."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlmodel import Session

from anonymizer import Member
from foundation.dates import day_in_japan
from foundation.errors import Refused
from foundation.markdown import MarkdownTooLong
from foundation.work import Work
from proposals.directory import directory
from proposals.models import Request
from submissions import fields
from submissions.attachments.making import Outgoing, outgoing
from submissions.attachments.residue import bytes_tell, file_residue
from submissions.candidates.queries import standing
from submissions.candidates.rules import ExceptionKind
from submissions.gathering import Gathered, gather, is_current
from submissions.models import Review
from submissions.package import Closed, answer_package, package
from submissions.queries import findings, request_of
from submissions.residue import Residue, residue


@dataclass(frozen=True)
class Preview:
    """`value` is None where the request's text has changed since it was searched; `files` are
    those that it names."""

    value: Closed | None
    residue: list[Residue]
    gathered: Gathered
    files: list[Outgoing] = field(default_factory=list)

    @property
    def current(self) -> bool:
        return self.value is not None

    @property
    def parties(self) -> "Parties":
        return _parties(self.gathered)


@dataclass(frozen=True)
class Parties:
    """Ids of the companies that a text hides, and of those that speak in it by name."""

    hidden: frozenset[str]
    speaking: frozenset[str]


def preview(work: Work, row: Review) -> Preview:
    """The package the released texts make today.

    Raises Refused where a text has become too long to be released.
    """
    gathered = gather(work.db, request_of(work.db, row), day_in_japan(work.now))
    if not is_current(row, gathered):
        return Preview(None, [], gathered)
    files = outgoing(work.db, row)
    value = _value(row, gathered, files)
    left = remaining(work.db, row, value, _parties(gathered), files)
    return Preview(value, left, gathered, files)


def remaining(
    db: Session, row: Review, value: Closed, parties: Parties, files: Sequence[Outgoing] = ()
) -> list[Residue]:
    """Places of a package and its files where a company can still be read that does not speak
    there.

    Every key of every member counts, so that what is found does not tell who asks. A spelling that
    the officer kept may stay: of a hidden company only where it is an everyday word. So may what
    an officer has recorded as no name at all.
    """
    found = [
        one for keys, kept in _sought(db, row, parties)
        for one in (*residue(value, keys, kept), *file_residue(files, keys, kept))
    ]
    false_hits = {one.subject for one in standing(db, row.id, ExceptionKind.FALSE_HIT)}
    return list({
        one.subject: one for one in found if one.subject not in false_hits
    }.values())


def files_tell(db: Session, row: Review, parties: Parties, files: Sequence[Outgoing]) -> bool:
    """Whether such a company can be read in the very bytes of the files."""
    false_hits = {
        one.subject.partition("|")[2] for one in standing(db, row.id, ExceptionKind.FALSE_HIT)
    }
    return any(
        bytes_tell(files, keys, {*kept, *false_hits} - {""})
        for keys, kept in _sought(db, row, parties)
    )


def _sought(
    db: Session, row: Review, parties: Parties
) -> list[tuple[dict[str, Member], list[str]]]:
    """Companies that must not be read, with the spellings that may stay all the same."""
    members = directory(db)
    kept = sorted({one.text for one in findings(db, row.id) if one.decision == "keep"})
    hidden = parties.hidden & set(members.members)
    others = set(members.members) - parties.hidden - parties.speaking
    return [
        ({one: members.members[one] for one in sorted(hidden)},
         [one for one in kept if members.everyday(one)]),
        ({one: members.members[one] for one in sorted(others)}, kept),
    ]


def parties_of(work: Work, request: Request) -> Parties:
    """Whom a request hides and who speaks in it by name."""
    return _parties(gather(work.db, request, day_in_japan(work.now)))


def _parties(gathered: Gathered) -> Parties:
    return Parties(gathered.hidden, frozenset(gathered.open.values()))


def _value(row: Review, gathered: Gathered, files: Sequence[Outgoing]) -> Closed:
    named = [one.file for one in files]
    try:
        if row.question_id:
            return answer_package(row.question_id, row.released[fields.ANSWER], named)
        return package(row.released, gathered.circumstances, named)
    except MarkdownTooLong:
        raise Refused("review.too_long") from None
