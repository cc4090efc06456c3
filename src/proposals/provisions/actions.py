"""What the secretariat writes down about the law: changes, what they answer, what corresponds."""

from dataclasses import dataclass
from datetime import date

from foundation.actor import SYSTEM
from foundation.errors import Invalid, require
from foundation.spreadsheets import Sheet
from foundation.work import Work
from legislation import Provision, citations
from proposals.provisions import queries, sheet
from proposals.provisions.kinds import Answers, Relation
from proposals.provisions.models import ChangeAnswer, Correlation, ProvisionChange
from proposals.provisions.rules import may_judge, may_keep
from proposals.queries import seen, version
from proposals.stages import State


@dataclass(frozen=True)
class Pair:
    """An entry of the correlation table as somebody gives it."""

    japanese: Provision
    european: Provision
    relation: Relation
    ordinance: str = ""
    theme: str = ""
    note: str = ""
    source: str = ""
    japanese_edition: date | None = None
    european_edition: date | None = None
    checked_on: date | None = None


def record_change(
    work: Work, of: Provision, in_force: date, summary: str, source: str
) -> ProvisionChange:
    """Write a change of the law down. Raises Refused."""
    require(may_keep(work.actor))
    row = ProvisionChange(
        id=work.id("provision_change"), key=of.key, in_force=in_force, summary=summary,
        source=source, person_id=work.actor.id, created_at=work.now,
    )  # fmt: skip
    work.db.add(row)
    work.db.flush()
    work.record(
        "provision.changed", ("provision_change", row.id),
        after={"key": of.key, "in_force": in_force.isoformat(), "summary": summary},
    )
    return row


def judge(
    work: Work, changed: ProvisionChange, request_id: str, answer: Answers, note: str
) -> ChangeAnswer:
    """Say whether a change is what a request asked for; saying otherwise later replaces it.

    Raises Refused, NotFound for a request this actor may not see.
    """
    found = seen(work, request_id)
    latest = version(work.db, request_id, found.request.latest)
    cited = [Provision(row.key) for row in queries.cited_by(work.db, latest)]
    require(may_judge(work.actor, Provision(changed.key), cited, State(found.request.state)))
    row = queries.answers(work.db, [changed.id]).get((changed.id, request_id))
    before = {"answers": row.answers, "note": row.note} if row else None
    if row is None:
        row = ChangeAnswer(
            id=work.id("change_answer"), change_id=changed.id, request_id=request_id,
            answers=answer, person_id=work.actor.id, created_at=work.now,
        )  # fmt: skip
    row.answers, row.note = answer.value, note
    row.person_id, row.created_at = work.actor.id, work.now
    work.db.add(row)
    work.db.flush()
    work.record(
        "provision.judged", ("request", request_id), before,
        {"change": changed.id, "answers": answer.value, "note": note},
    )
    return row


def pair(work: Work, given: Pair) -> Correlation:
    """Keep an entry of the correlation table; the same two provisions replace what stood there.

    Raises Refused, Invalid for provisions of the wrong side.
    """
    require(may_keep(work.actor))
    _check_sides(given)
    row = queries.correlation_of(work.db, given.japanese, given.european)
    before = _journalled(row) if row else None
    if row is None:
        row = Correlation(
            id=work.id("correlation"), japanese=given.japanese.key, european=given.european.key,
            relation=given.relation, changed_at=work.now,
        )  # fmt: skip
    return _kept(work, row, given, before)


def amend_pair(work: Work, correlation_id: str, given: Pair) -> Correlation:
    """Change an entry of the correlation table, its two provisions too.

    Raises Refused, NotFound, Invalid for provisions of the wrong side and for two of which there
    is another entry.
    """
    require(may_keep(work.actor))
    _check_sides(given)
    row = queries.correlation(work.db, correlation_id)
    other = queries.correlation_of(work.db, given.japanese, given.european)
    if other is not None and other.id != row.id:
        raise Invalid(european="provision.pair_exists")
    before = _journalled(row)
    row.japanese, row.european = given.japanese.key, given.european.key
    return _kept(work, row, given, before)


def _check_sides(given: Pair) -> None:
    if given.japanese.instrument is None:
        raise Invalid(japanese="provision.not_japanese")
    if not given.european.is_eu:
        raise Invalid(european="provision.not_european")


def _kept(
    work: Work, row: Correlation, given: Pair, before: dict[str, object] | None
) -> Correlation:
    row.relation, row.ordinance = given.relation.value, given.ordinance
    row.theme, row.note, row.source = given.theme, given.note, given.source
    row.japanese_edition, row.european_edition = given.japanese_edition, given.european_edition
    row.checked_on, row.changed_at = given.checked_on, work.now
    row.person_id = None if work.actor == SYSTEM else work.actor.id
    work.db.add(row)
    work.db.flush()
    work.record("correlation.kept", ("correlation", row.id), before, _journalled(row))
    return row


def part(work: Work, correlation_id: str) -> None:
    """Take an entry out of the correlation table. Raises Refused, NotFound."""
    require(may_keep(work.actor))
    row = queries.correlation(work.db, correlation_id)
    work.record("correlation.removed", ("correlation", row.id), _journalled(row))
    work.db.delete(row)
    work.db.flush()


def import_pairs(work: Work, table: Sheet) -> int:
    """Keep every row of a table, or none of them; answers how many there were.

    Raises Refused, Invalid naming every row that can't be read.
    """
    require(may_keep(work.actor))
    rows, faults = sheet.read(table)
    if faults:
        raise Invalid(file=("provision.bad_rows", {"faults": "\n".join(faults)}))
    for values in rows:
        pair(work, Pair(**values))
    return len(rows)


def only_provision(text: str, field: str) -> Provision:
    """The one provision a person typed, in any spelling.

    Raises Invalid for `field` where it is none or more than one.
    """
    found = [one.provision for one in citations(text, field=True)]
    if len(found) != 1 or found[0] is None:
        raise Invalid(**{field: "provision.not_one"})
    return found[0]


def _journalled(row: Correlation) -> dict[str, object]:
    return {
        "japanese": row.japanese, "european": row.european, "relation": row.relation,
        "theme": row.theme, "note": row.note, "source": row.source,
    }  # fmt: skip
