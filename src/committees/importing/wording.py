"""An import's report in words, for the page and the command line."""

from collections.abc import Callable

from foundation.spreadsheets import BadSheet
from identity.importing.report import Change, Fault, Report


def fault_in_words(fault: Fault, t: Callable[..., str]) -> str:
    """What is wrong in a line; the column before it."""
    said = t(fault.key, **fault.params)
    if not fault.column:
        return said
    return t("import.in_column", column=t(f"import.column.{fault.column}"), said=said)


def change_in_words(change: Change, t: Callable[..., str]) -> list[str]:
    """What differs, column by column."""
    return [
        t(
            "import.from_to",
            column=t(f"import.column.{name.removesuffix('_id')}"),
            before=change.before.get(name) or t("import.nothing"),
            after=after or t("import.nothing"),
        )
        for name, after in change.after.items()
        if change.row is not None
    ]


def bad_sheet_in_words(error: BadSheet, t: Callable[..., str]) -> str:
    """Why a file could not be taken."""
    return t(error.key, **error.params)


def report_lines(report: Report, t: Callable[..., str]) -> list[str]:
    """The whole report as lines of text."""
    lines = []
    for title, changes in (("created", report.created), ("changed", report.changed)):
        for change in changes:
            lines.append(t(f"import.line_{title}", line=change.line, label=change.label))
            lines += [f"    {said}" for said in change_in_words(change, t)]
    lines += [
        t("import.line_fault", line=fault.line, said=fault_in_words(fault, t))
        for fault in report.faults
    ]
    lines.append(
        t(
            "import.summary", created=len(report.created), changed=len(report.changed),
            unchanged=report.unchanged, faults=len(report.faults),
        )
    )
    if report.done:
        lines.append(t("import.is_done"))
    elif not report.ok:
        lines.append(t("import.refused"))
    return lines
