"""The report as a page, by the API, and as a file: for the anonymity officer alone."""

from datetime import datetime
from typing import Any

from starlette.responses import Response

from foundation.columns import canonical
from submissions import fields, queries
from submissions.attachments.wording import labels_in_words
from submissions.candidates.counting import base
from submissions.candidates.showing import value_label
from submissions.models import Review
from submissions.preview import preview
from submissions.reports.making import Kept, afterwards, kept, make, report_hash
from submissions.reports.views import CountLine, DecisionLine, KLine, LookLine, ReportView
from submissions.reviews.wording import class_in_words, style_in_words
from submissions.stages import Gate
from web.downloads import attachment
from web.visit import Visit


def report(visit: Visit, review_id: str) -> ReportView:
    row = queries.officers_review(visit.work, review_id)
    request, found = queries.request_of(visit.work.db, row), _report(visit, row)
    told, label = found.report, labels_in_words(visit, row)
    return ReportView(
        id=row.id,
        number=request.number or "",
        title=visit.name(request.title_ja, request.title_en),
        state=row.state,
        state_label=visit.t(f"gate.state.{row.state}"),
        kept_at=found.at,
        report_hash=found.report_hash,
        original_hash=told["hashes"]["original"],
        released_hash=told["hashes"]["released"],
        directory_version=told["versions"]["directory"],
        rules_version=told["versions"]["rules"],
        model_version=told["versions"]["model"],
        counts=[
            CountLine(
                kind_label=class_in_words(visit, one["class"]),
                source_label=visit.t(f"finding.source.{one['source']}"),
                certainty_label=visit.t(f"finding.certainty.{one['certainty']}"),
                decision_label=visit.t(
                    f"finding.decision.{one['decision']}" if one["decision"]
                    else "finding.undecided"
                ),
                count=one["count"],
            )
            for one in told["counts"]
        ],
        k=[_k(visit, one, row) for one in told["candidates"] for row in one["k"]],
        smallest=told["candidates"][0]["smallest"] if told["candidates"] else 0,
        style=style_in_words(visit, told["style"]),
        decisions=[
            DecisionLine(
                field_label=label(one["field"]), text=one["text"],
                decision_label=visit.t(f"finding.decision.{one['decision']}"),
                replacement=one["replacement"], reason=one["reason"], by=one["by"],
                at=datetime.fromisoformat(one["at"]),
            )
            for one in told["decisions"]
        ],
        looks=[
            LookLine(by=one["by"], reason=one["reason"], at=datetime.fromisoformat(one["at"]))
            for one in told["looks"]
        ],
        report=told,
        afterwards=afterwards(visit.work.db, row),
    )


def report_file(visit: Visit, review_id: str) -> Response:
    """The same as a file: the report, its hash, and what came afterwards."""
    row = queries.officers_review(visit.work, review_id)
    found = _report(visit, row)
    whole: dict[str, Any] = {
        "report": found.report, "report_hash": found.report_hash,
        "kept_at": found.at.isoformat() if found.at else "",
        "afterwards": afterwards(visit.work.db, row),
    }
    return attachment(canonical(whole), "application/json", f"review-{row.id}.json")


def _report(visit: Visit, row: Review) -> Kept:
    """What was kept with the package; before that, how things stand."""
    found = kept(visit.work.db, row)
    if found is not None:
        return found
    shown = preview(visit.work, row) if row.state == Gate.REVIEWING else None
    now = make(visit.work, row, shown)
    return Kept(now, report_hash(now), None)


def _k(visit: Visit, candidates: dict[str, Any], row: dict[str, Any]) -> KLine:
    speaker = candidates["speaker"]
    return KLine(
        speaker_label=(
            visit.t("candidates.asker") if speaker == "asker" else fields.label(visit, speaker)
        ),
        stated=visit.t("site.comma").join(
            value_label(visit, base(name), value) for name, value in sorted(row["stated"].items())
        ),
        members=row["members"], groups=row["groups"], enough=row["enough"],
    )
