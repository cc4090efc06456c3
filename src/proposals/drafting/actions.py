"""What is done with a request's text: drafted, revised, numbered, opened to search."""

from dataclasses import dataclass

from committees.queries import body, lineage
from foundation.dates import day_in_japan, fiscal_year
from foundation.errors import Invalid, NotFound, Stale, require
from foundation.markdown import plain
from foundation.work import Work
from proposals import authorship
from proposals.attachments import queries as attached
from proposals.blocks import Blocks
from proposals.directory import directory, identifying
from proposals.drafting import news
from proposals.drafting.filing import check_filing, filed_apart, filing_of, refile
from proposals.drafting.queries import numbers_of_year
from proposals.drafting.rules import may_draft
from proposals.drafting.serial import draw_serial
from proposals.drafting.threeway import unite
from proposals.drafting.wording import Filing, Words
from proposals.finding import facets
from proposals.models import Request, Version
from proposals.numbering import RequestNumber
from proposals.provisions.citing import cite
from proposals.queries import Seen, version
from proposals.rules import HIDDEN_FROM_MEMBERS, NOT_HIDDEN, Facts, guard, may_edit
from proposals.stages import Guard, State
from search import index
from search.audiences import of_request


@dataclass(frozen=True)
class Saved:
    """What came of saving: the number of the version that holds the words. `united`: somebody
    else's changes are in it too; `changed`: it was not the same as before."""

    version: int
    united: bool = False
    changed: bool = True


def create(work: Work, filing: Filing, words: Words) -> Request:
    """A new draft with its first version.

    Raises Refused for who may not draft, Invalid for a body or an earlier request that is not
    there for this actor.
    """
    require(may_draft(work.actor))
    check_filing(work, filing)
    request = Request(
        id=work.id("request"),
        fiscal_year=fiscal_year(day_in_japan(work.now)),
        state=State.DRAFT.value,
        title_ja=words.title_ja,
        title_en=words.title_en,
        created_at=work.now,
        changed_at=work.now,
        **filing.columns(),
    )
    work.db.add(request)
    work.db.flush()
    write_version(work, request, words, summary="")
    work.record("request.drafted", ("request", request.id), after=_journalled(request))
    return request


def revise(
    work: Work, seen: Seen, words: Words, base_version: int, summary: str,
    filing: Filing | None = None,
) -> Saved:
    """A new version, united with what others saved since `base_version`.

    Raises Refused where the request can't be edited or the words would name an asker hidden from
    members, Stale where somebody else changed the same sentence or the filing, Invalid for a
    version that never was and for filing changed after the draft.
    """
    require(may_edit(seen.relation, seen.state))
    request = seen.request
    before, latest = _journalled(request), version(work.db, request.id, request.latest)
    united = base_version != request.latest
    if united:
        words = _united(work, request, words, base_version, filing)
    refiled = filing is not None and refile(work, seen, filing)
    if words == Words.in_version(latest):
        if refiled:
            work.record("request.filed", ("request", request.id), before, _journalled(request))
        return Saved(request.latest, united, changed=refiled)
    _keep_hidden(work, seen, words, summary)
    request.latest += 1
    request.title_ja, request.title_en = words.title_ja, words.title_en
    request.changed_at = work.now
    work.db.add(request)
    write_version(work, request, words, summary)
    work.record("request.revised", ("request", request.id), before, _journalled(request))
    if request.number:
        enter_search(work, request)
    news.revised(work, seen)
    return Saved(request.latest, united)


def give_number(work: Work, request: Request) -> str:
    """The request's number; given once, when its consultation opens, from when on all members can
    find it."""
    if request.number is None:
        top = body(work.db, lineage(work.db, request.body_id)[-1])
        year = fiscal_year(day_in_japan(work.now))
        given = [RequestNumber.read(number) for number in numbers_of_year(work.db, year)]
        taken = {number.serial for number in given if number.body == top.code}
        request.fiscal_year = year
        request.number = str(RequestNumber(year, top.code, draw_serial(taken, work.chance)))
        work.db.add(request)
        work.record("request.numbered", ("request", request.id), after={"number": request.number})
        work.db.flush()
    enter_search(work, request)
    return request.number


def enter_search(work: Work, request: Request) -> None:
    """Let members find the newest version."""
    latest = version(work.db, request.id, request.latest)
    index.put(
        work,
        kind="request",
        subject_id=request.id,
        audience=of_request(hidden=request.anonymity != NOT_HIDDEN),
        title=" ".join(filter(None, (request.number, latest.title_ja, latest.title_en))),
        body="\n".join(
            [*latest.legal_references, *map(plain, Words.in_version(latest).sections.values()),
             *attached.texts(work.db, latest).values()]
        ),
        link=f"/requests/{request.id}",
        facets=facets(work.db, request),
    )


def write_version(
    work: Work, request: Request, words: Words, summary: str, attachments: list[str] | None = None
) -> None:
    """Keep the words as the version `request.latest`: its blocks, its writer, what it cites, its
    files (those of the version before unless others are given)."""
    before = _before(work, request)
    row = Version(
        id=work.id("version"),
        request_id=request.id,
        number=request.latest,
        summary=summary,
        created_at=work.now,
        attachments=(
            attachments if attachments is not None else before.attachments if before else []
        ),
        **words.columns(Blocks.from_json(before.blocks) if before else Blocks()),
    )
    work.db.add(row)
    work.db.flush()
    authorship.write(work, request.id, row.id)
    cite(work, row)


def _before(work: Work, request: Request) -> Version | None:
    """The version before the newest; None before the first."""
    if request.latest == 1:
        return None
    return version(work.db, request.id, request.latest - 1)


def _united(
    work: Work, request: Request, mine: Words, base_version: int, filing: Filing | None
) -> Words:
    latest = version(work.db, request.id, request.latest)
    try:
        base = version(work.db, request.id, base_version)
    except NotFound:
        raise Invalid(base_version="field.unknown_choice") from None
    united = unite(Words.in_version(base), mine, Words.in_version(latest))
    conflicts = united.conflicts | filed_apart(request, filing)
    if conflicts:
        raise Stale(
            mine={name: ours for name, (ours, _) in conflicts.items()},
            theirs={name: theirs for name, (_, theirs) in conflicts.items()}
            | {"base_version": str(request.latest)},
        )
    return united.words


def _keep_hidden(work: Work, seen: Seen, words: Words, summary: str) -> None:
    """Once members read along, the asker's own words must not tell who asks.

    Only the asker's: a refusal to anybody else would answer the question they may not ask.
    """
    hidden = seen.request.anonymity == HIDDEN_FROM_MEMBERS and seen.state is not State.DRAFT
    if hidden and seen.relation.requester:
        texts = words.texts() | {"summary": summary}
        found = identifying(work.db, seen.request.id, texts, directory(work.db))
        require(guard(Guard.NO_IDENTITY_IN_TEXT, Facts(identity=len(found))))


def _journalled(request: Request) -> dict[str, object]:
    return {"version": request.latest, "title": request.title_ja} | filing_of(request).columns()
