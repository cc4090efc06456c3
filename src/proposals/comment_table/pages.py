"""Pages of the table of comments: find, read the form, act, answer."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sqlmodel import select
from starlette.responses import Response

from foundation.dates import day_in_japan
from foundation.errors import Invalid, Refused, require
from foundation.office_files import DOCX, XLSX
from foundation.spreadsheets import BadSheet
from foundation.texts import LANGUAGES, texts
from identity.models import Company
from proposals.blocks import Blocks
from proposals.comment_table import actions, exporting, forms, queries, rules
from proposals.comment_table.models import Disposition, TableUpload
from proposals.comment_table.planning import (
    REQUESTER,
    STAFF,
    Disposing,
    Ground,
    Plan,
    Planned,
    digest,
    folded,
    plan,
)
from proposals.comment_table.reading import COLUMNS, Fault, Row, read_table
from proposals.comment_table.stages import LINES, TYPES, Outcome
from proposals.comment_table.views import (
    DisposingView,
    DispositionView,
    FaultView,
    PlannedView,
    PreviewView,
    RowView,
    TableCard,
    TableView,
)
from proposals.deliberation import queries as deliberation
from proposals.deliberation.comments_page import threads
from proposals.deliberation.discretion import keep_unnamed, speaks_unnamed
from proposals.deliberation.kinds import CommentKind, Visibility
from proposals.deliberation.reader import Reader, reader
from proposals.deliberation.views import ThreadView
from proposals.models import Comment
from proposals.queries import Seen, seen, version
from proposals.sections import NAMES
from web.door import Done
from web.downloads import attachment
from web.form import NoFields, sent_table
from web.visit import Visit

MOST_SHOWN = 200


def table(visit: Visit, request_id: str) -> TableView:
    asked: forms.Narrowed = visit.query
    found = seen(visit.work, request_id)
    one, request = reader(visit, found), found.request
    rows = _rows(one)
    sent = asked.model_dump(mode="json", exclude_none=True)
    return TableView(
        id=request.id,
        number=request.number,
        title=visit.name(request.title_ja, request.title_en),
        rows=[row for row in rows if _wanted(row, asked)],
        counted=sum(row.counted for row in rows),
        disposed=sum(row.counted and row.disposition is not None for row in rows),
        may_dispose=visit.may(rules.may_dispose_at_all(one.who)),
        may_send=visit.may(rules.may_send_table(one.who)),
        outcomes=[
            (line.outcome.value, visit.t(f"disposition.{line.outcome}"), "")
            for line in LINES
            if rules.may_dispose(one.who, line)
        ],
        others=[(row.id, f"#{row.number} {row.code} {row.clause}", "") for row in rows],
        companies=sorted({row.code for row in rows}),
        versions=sorted({row.version for row in rows}),
        chosen={name: str(value) for name, value in sent.items()},
    )


def card(visit: Visit, of: Seen) -> TableCard:
    """How far the dispositions have come, for the request's page."""
    who = actions.party(visit.work, of)
    given = queries.dispositions(visit.work.db, of.request.id)
    rows = [
        row for row in deliberation.comments(visit.work, of, who)
        if row.parent_id is None and row.visibility == Visibility.COMMITTEE
    ]  # fmt: skip
    return TableCard(counted=len(rows), disposed=sum(row.id in given for row in rows))


def dispose(visit: Visit, form: forms.Dispose, request_id: str, comment_id: str) -> Done:
    found = seen(visit.work, request_id)
    row = actions.dispose(
        visit.work, found, comment_id, form.outcome, form.reason, form.duplicate_of
    )
    return Done(
        f"/requests/{request_id}/comment-table#row-{comment_id}", "done.comment_disposed",
        {"id": row.id},
    )  # fmt: skip


def table_xlsx(visit: Visit, request_id: str) -> Response:
    found = seen(visit.work, request_id)
    latest = version(visit.work.db, request_id, found.request.latest)
    data = exporting.xlsx(
        visit.texts, _heading(visit, found), _rows(reader(visit, found)),
        Blocks.from_json(latest.blocks),
    )  # fmt: skip
    return _file(found, data, "xlsx", XLSX)


def table_docx(visit: Visit, request_id: str) -> Response:
    found = seen(visit.work, request_id)
    data = exporting.docx(visit.texts, _heading(visit, found), _rows(reader(visit, found)))
    return _file(found, data, "docx", DOCX)


def send_table(visit: Visit, form: forms.SendTable, request_id: str) -> Done:
    found = seen(visit.work, request_id)
    require(rules.may_send_table(actions.party(visit.work, found)))
    name, data = sent_table(form.file, "")
    try:
        read = read_table(name, data)
    except BadSheet as error:
        raise Invalid(file=(error.key, error.params)) from None
    row = actions.keep_table(visit.work, found, name, read)
    return Done(f"/requests/{request_id}/comment-table/uploads/{row.id}", data={"id": row.id})


def preview(visit: Visit, request_id: str, table_upload_id: str) -> PreviewView:
    found = seen(visit.work, request_id)
    row = queries.upload(visit.work.db, request_id, table_upload_id, visit.work.actor.id)
    ready, codes, numbers = _planned(visit, found, row)
    given = queries.dispositions(visit.work.db, request_id)
    said = [_fault(visit, one) for one in ready.faults]
    return PreviewView(
        id=row.id,
        request_id=request_id,
        number=found.request.number,
        title=visit.name(found.request.title_ja, found.request.title_en),
        file_name=row.file_name,
        new=[_shown(visit, one, codes) for one in ready.new[:MOST_SHOWN]],
        count=len(ready.new),
        known=ready.known,
        dispositions=[
            DisposingView(
                line=one.line, number=numbers.get(one.comment_id),
                label=visit.t(f"disposition.{one.outcome}"), reason=one.reason,
                of=f"#{numbers[one.duplicate_of]}" if one.duplicate_of else "",
                replaces=one.comment_id in given,
            )
            for one in ready.dispositions[:MOST_SHOWN]
        ],
        disposed=len(ready.dispositions),
        faults=[one for one in said if not one.warns][:MOST_SHOWN],
        warnings=[one for one in said if one.warns][:MOST_SHOWN],
        ok=not ready.errors,
    )


def confirm(visit: Visit, form: NoFields, request_id: str, table_upload_id: str) -> Done:
    found = seen(visit.work, request_id)
    row = queries.upload(visit.work.db, request_id, table_upload_id, visit.work.actor.id)
    ready, _, _ = _planned(visit, found, row)
    count = actions.take(visit.work, found, row, ready)
    return Done(f"/requests/{request_id}/comment-table", "done.table_taken", {"rows": count})


def _rows(one: Reader) -> list[RowView]:
    """All rows this reader may read, numbered as on the request's page."""
    work, request = one.visit.work, one.request
    comments = {row.id: row for row in deliberation.comments(work, one.seen, one.who)}
    given = queries.dispositions(work.db, request.id)
    all_threads = threads(one)
    numbers = {thread.comments[0].id: thread.number for thread in all_threads}
    latest = Blocks.from_json(version(work.db, request.id, request.latest).blocks)
    return [
        _row(one, thread, comments[thread.comments[0].id], given, numbers, latest)
        for thread in all_threads
    ]


def _row(
    one: Reader, thread: ThreadView, comment: Comment, given: Mapping[str, Disposition],
    numbers: Mapping[str, int], latest: Blocks,
) -> RowView:
    visit = one.visit
    line, paragraph = _where(visit, latest, thread.block)
    said = given.get(comment.id)
    return RowView(
        id=comment.id,
        number=thread.number,
        code=_code(one, comment),
        version=comment.version,
        line=line,
        clause=thread.place,
        paragraph=paragraph,
        block=thread.block,
        quote=thread.quote,
        fate_label=thread.fate_label,
        type=TYPES[CommentKind(comment.kind)],
        kind_label=thread.kind_label,
        html=comment.html,
        text=comment.text,
        proposed=comment.proposed,
        lacks_change=rules.lacks_change(comment.kind, comment.proposed),
        counted=comment.visibility == Visibility.COMMITTEE,
        disposition=DispositionView(
            outcome=said.value,
            label=visit.t(f"disposition.{said.value}"),
            reason=said.reason,
            by=visit.t(f"mover.{said.by}"),
            day=day_in_japan(said.at),
            number=numbers.get(said.duplicate_of_id or ""),
        )
        if said
        else None,
    )


def _where(visit: Visit, blocks: Blocks, block_id: str) -> tuple[str, str]:
    """Line number and paragraph of a block in the newest version."""
    block = blocks.find(block_id) if block_id else None
    if block is None:
        return "", ""
    number = blocks.ids(block.section).index(block.id) + 1
    name = exporting.paragraph_name(visit.texts, block.kind, number)
    return str(blocks.all.index(block) + 1), name


def _code(one: Reader, comment: Comment) -> str:
    """The company's short name; an alias where no company may be named, or there is none."""
    if comment.as_requester:
        return one.visit.t("table.requester")
    if comment.company_id:
        return one.people.company(comment.company_id)
    return one.visit.t("table.staff")


def _wanted(row: RowView, asked: forms.Narrowed) -> bool:
    return (
        asked.type in (None, row.type)
        and (asked.left is None or (row.disposition is None) == (asked.left == "yes"))
        and asked.version in (None, row.version)
        and asked.company in (None, row.code)
    )


def _heading(visit: Visit, found: Seen) -> str:
    request = found.request
    title = visit.name(request.title_ja, request.title_en)
    return visit.t("table.heading", number=request.number or "", title=title).strip()


def _file(found: Seen, data: bytes, kind: str, media: str) -> Response:
    return attachment(data, media, f"comments-{found.request.number or 'draft'}.{kind}")


def _planned(
    visit: Visit, found: Seen, row: TableUpload
) -> tuple[Plan, dict[str, str], dict[str, int]]:
    """What the kept rows would do now, what each company is called, and the comments' numbers."""
    work, request = visit.work, found.request
    one = reader(visit, found)
    numbers = {thread.comments[0].id: thread.number for thread in threads(one)}
    companies = list(work.db.exec(select(Company).order_by(Company.id)).all())
    asked = set(one.newest.company_ids) if one.newest else set()
    # Who has no company has no rows of their own: "" is nobody's.
    own_id = None if rules.enters_for_others(one.who) else work.actor.company_id or ""
    unnamed = own_id is not None and speaks_unnamed(found)
    called = {
        folded(name): REQUESTER if unnamed and company.id == own_id else company.id
        for company in companies
        if company.id in asked or company.id == own_id
        for name in (company.short_ja, company.name_ja, company.name_en)
        if name
    }
    for key, alias in (("table.requester", REQUESTER), ("table.staff", STAFF)):
        called |= {folded(texts(lang).say(key)): alias for lang in LANGUAGES}
    blocks = Blocks.from_json(version(work.db, request.id, row.version).blocks)
    ground = Ground(
        called,
        REQUESTER if unnamed else own_id,
        {
            folded(name): section
            for section in NAMES
            for name in (section, *(texts(lang).say(f"section.{section}") for lang in LANGUAGES))
        },
        blocks,
        _there(one, queries.digests(work.db, request.id)),
        {number: comment_id for comment_id, number in numbers.items()},
        _outcomes(),
        {line.outcome: rules.may_dispose(one.who, line) for line in LINES},
        {
            comment_id: (Outcome(said.value), " ".join(said.reason.split()))
            for comment_id, said in queries.dispositions(work.db, request.id).items()
        },
        rules.may_enter_rows(one.who),
    )
    rows = [Row(line, cells) for line, cells in row.rows["rows"]]
    faults = [Fault(*fault) for fault in row.rows["faults"]]
    names = {company.id: visit.name(company.short_ja, company.name_en) for company in companies}
    ready = plan(rows, faults, ground)
    telling = tuple(fault for one in ready.dispositions if (fault := _telling(visit, found, one)))
    ready = replace(ready, faults=(*ready.faults, *telling))
    return ready, names | {REQUESTER: visit.t("table.requester")}, numbers


def _telling(visit: Visit, found: Seen, one: Disposing) -> Fault | None:
    """A reason that would tell who asks without a name."""
    try:
        keep_unnamed(visit.work, found, reason=one.reason)
    except Refused as refused:
        return Fault(one.line, "observations", refused.key, dict(refused.params))
    return None


def _outcomes() -> dict[str, Outcome]:
    """What dispositions are called, in every language we write tables in."""
    return {
        folded(name): outcome
        for outcome in Outcome
        for name in (outcome.value.replace("_", " "),
                     *(texts(lang).say(f"disposition.{outcome}") for lang in LANGUAGES))
    }  # fmt: skip


def _there(one: Reader, imported: Mapping[str, str]) -> dict[str, list[str]]:
    """The comments there are by the digests of their rows as they go out, where they stand now and
    where they were made; and as they came in."""
    comments = {
        row.id: row for row in deliberation.comments(one.visit.work, one.seen, one.who)
    }
    found: dict[str, list[str]] = {key: [comment_id] for key, comment_id in imported.items()}
    for thread in threads(one):
        row = comments[thread.comments[0].id]
        company = REQUESTER if row.as_requester else row.company_id or STAFF
        for section, block in ((row.section, row.block), (thread.section, thread.block)):
            key = digest(company, row.kind, section, block, row.text, row.proposed)
            if row.id not in found.setdefault(key, []):
                found[key].append(row.id)
    return found


def _fault(visit: Visit, fault: Fault) -> FaultView:
    column = fault.column
    if column in COLUMNS:
        column = visit.t(f"table.column.{column}")
    elif column:
        column = visit.t("table.column_number", n=column)
    return FaultView(
        line=fault.line, column=column, said=visit.t(fault.key, **fault.params), warns=fault.warns
    )


def _shown(visit: Visit, one: Planned, codes: Mapping[str, str]) -> PlannedView:
    place: Sequence[str] = [visit.t(f"section.{one.section}")] if one.section else []
    return PlannedView(
        line=one.line,
        code=codes.get(one.company_id, ""),
        place=" ".join([*place, one.block]),
        type=TYPES[CommentKind(one.kind)],
        text=one.text,
        proposed=one.proposed,
    )
