"""`goi import`: says what a table would change; with --yes it is done, or none of it."""

import os
import sys
from pathlib import Path

from committees.importing.running import ImportKind, run_import
from committees.importing.wording import bad_sheet_in_words, report_lines
from foundation.actor import SYSTEM
from foundation.spreadsheets import BadSheet, Sheet, read_sheet
from foundation.texts import texts
from foundation.work import Work
from goi.server import House
from identity.importing.report import Report


def import_from(house: House, kind: str, file: Path, *, really: bool) -> int:
    """Import a file and print the report, faults by line; answers the exit status, 1 where
    anything is wrong. Without `really` nothing is changed."""
    say = texts(_language()).say

    def t(key: str, **params: object) -> str:
        return say(key, params)

    try:
        sheet = read_sheet(file.name, file.read_bytes())
    except OSError as error:
        print(f"{file}: {error.strerror}", file=sys.stderr)
        return 1
    except BadSheet as error:
        print(f"{file}: {bad_sheet_in_words(error, t)}", file=sys.stderr)
        return 1
    report = _run(house, ImportKind(kind), sheet, really=really)
    print("\n".join(report_lines(report, t)))
    if report.ok and not report.done:
        print("Nothing was changed yet: --yes does it." if _language() == "en"
              else "まだ何も変更していません。--yes を付けると実行します。")  # fmt: skip
    return 0 if report.ok else 1


def _run(house: House, kind: ImportKind, sheet: Sheet, *, really: bool) -> Report:
    store = house.main.writing() if really else house.main.reading()
    with store as db:
        return run_import(Work(db, SYSTEM, house.clock.now(), house.chance), kind, sheet,
                          really=really)  # fmt: skip


def _language() -> str:
    """The terminal's: Japanese where it says so, else English."""
    given = next(filter(None, map(os.environ.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    return "ja" if given.startswith("ja") else "en"
