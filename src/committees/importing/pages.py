"""Pages of an import: upload, look at what it would do, confirm."""


from committees.importing.forms import UploadTable
from committees.importing.running import ImportKind, columns_of, run_import
from committees.importing.uploads import keep, sheet_of, upload
from committees.importing.views import (
    ColumnLine,
    FaultLine,
    ImportView,
    KindLine,
    PlannedLine,
    PreviewView,
)
from committees.importing.wording import change_in_words, fault_in_words
from committees.rules import may_administer
from foundation.errors import Invalid, Refused, require
from foundation.spreadsheets import BadSheet, read_sheet
from identity.importing.report import Change
from web.door import Done
from web.form import NoFields, sent_table
from web.visit import Visit

MOST_SHOWN = 200


def import_page(visit: Visit) -> ImportView:
    return ImportView(kinds=[
        KindLine(
            kind=kind.value,
            title=visit.t(f"import.kind.{kind}"),
            columns=[
                ColumnLine(
                    headers=" / ".join((*one.headers, one.name)),
                    needed=one.identifies or one.needed,
                )
                for one in columns_of(kind)
            ],
        )
        for kind in ImportKind
    ])


def upload_table(visit: Visit, form: UploadTable) -> Done:
    require(may_administer(visit.work.actor))
    name, data = sent_table(form.file, form.text)
    try:
        sheet = read_sheet(name, data)
    except BadSheet as error:
        raise Invalid(file=(error.key, error.params)) from None
    row = keep(visit.work, form.kind, name, sheet)
    return Done(f"/admin/import/{row.id}", data={"id": row.id})


def preview(visit: Visit, upload_id: str) -> PreviewView:
    row = upload(visit.work.db, upload_id, visit.work.actor.id)
    report = run_import(visit.work, ImportKind(row.kind), sheet_of(row))
    return PreviewView(
        id=row.id,
        title=visit.t(f"import.kind.{row.kind}"),
        file_name=row.file_name,
        created=[_planned(visit, one) for one in report.created],
        changed=[_planned(visit, one) for one in report.changed],
        unchanged=report.unchanged,
        faults=[
            FaultLine(line=fault.line, said=fault_in_words(fault, visit.t))
            for fault in report.faults
        ],
        shown=MOST_SHOWN,
    )


def confirm(visit: Visit, form: NoFields, upload_id: str) -> Done:
    row = upload(visit.work.db, upload_id, visit.work.actor.id)
    report = run_import(visit.work, ImportKind(row.kind), sheet_of(row), really=True)
    if not report.done:
        raise Refused("import.refused")
    visit.work.db.delete(row)
    counts = {"created": len(report.created), "changed": len(report.changed)}
    return Done("/admin/import", "done.imported", counts)


def _planned(visit: Visit, change: Change) -> PlannedLine:
    return PlannedLine(
        line=change.line, label=change.label, changes=change_in_words(change, visit.t)
    )
