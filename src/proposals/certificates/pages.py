"""Pages of certificates: find, show, appeal, decide; and the certificate itself as JSON."""

from datetime import date
from typing import Any

from starlette.responses import Response

from committees.models import Body
from foundation.columns import canonical
from foundation.dates import day_in_japan, short_date
from proposals.certificates import appealing, forms, queries, verifying
from proposals.certificates.models import Appeal
from proposals.certificates.queries import Found
from proposals.certificates.views import (
    AppealLine,
    CertificateView,
    ItemLine,
    OpinionLine,
    SectorLine,
    StepLine,
)
from proposals.deliberation.people import People
from web.door import Done
from web.downloads import attachment
from web.visit import Visit


def certificate(visit: Visit, certificate_id: str) -> CertificateView:
    found = queries.certificate(visit.work, certificate_id)
    row, content, t, request = found.certificate, found.certificate.content, visit.t, (
        found.seen.request
    )
    positions, text = content["positions"], content["text"]
    words = _words(positions)
    status = status_of(visit, found)
    to = visit.work.db.get(Body, row.appeal_to_id) if row.appeal_to_id else None
    return CertificateView(
        id=row.id,
        request_id=request.id,
        request_number=request.number or "",
        request_title=visit.name(text["title_ja"], text["title_en"]),
        body=_named(visit, content["request"]["body"]),
        version=text["version"],
        text_hash=text["hash"],
        outcome=content["outcome"],
        outcome_label=t(f"consensus.outcome.{content['outcome']}"),
        status=status,
        status_label=t(f"certificate.status.{status}"),
        statement=content["statement"],
        reasoning=content["reasoning"],
        called=_day(content["call"]["opened_on"]),
        objections_until=_day(content["call"]["objections_until"]),
        meeting=_day(content["decision"]["meeting_on"]),
        provisional_until=_day(content["decision"]["provisional_until"]),
        items=[_item(visit, one) for one in content["objections"]],
        minority=[
            OpinionLine(
                text=one["text"],
                holder=_named(visit, one["holder"]) if one["holder"] else t("minority.unnamed"),
            )
            for one in content["minority"]
        ],
        words=[t(f"position.value.{word}") for word in words],
        sectors=[
            SectorLine(
                name=_named(visit, one), asked=one["asked"], counts=_counts(one["counts"], words)
            )
            for one in positions["sectors"]
        ],
        others=_counts(positions["others"], words),
        total=_counts(positions["total"], words),
        smallest=positions["smallest"],
        roll=[_named(visit, one) for one in content["roll"]],
        silence=t(f"consultation.silence.{content['silence']}") if content["silence"] else "",
        chairs=[
            t("certificate.signed", name=_named(visit, one), body=_named(visit, one["body"]))
            for one in content["chairs"]
        ],
        issued=date.fromisoformat(content["issued_on"]),
        appeal_until=_day(content["appeal"]["until"]),
        appeal_to=visit.name(to.name_ja, to.name_en) if to else t("certificate.secretariat"),
        appeals=[_appeal(visit, found, one) for one in queries.appeals(visit.work.db, row.id)],
        may_appeal=visit.may(appealing.may_appeal(visit.work, found)),
        content_hash=row.content_hash,
        journal_seq=row.journal_seq,
        journal_hash=row.journal_hash,
        faults=verifying.faults(visit.work.db, row),
    )


def download(visit: Visit, certificate_id: str) -> Response:
    """The certificate's own bytes: what its hash is over."""
    row = queries.certificate(visit.work, certificate_id).certificate
    return attachment(canonical(row.content), "application/json", f"certificate-{row.id}.json")


def appeal(visit: Visit, form: forms.NewAppeal, certificate_id: str) -> Done:
    found = queries.certificate(visit.work, certificate_id)
    row = appealing.appeal(visit.work, found, form.ground)
    return Done(f"/certificates/{certificate_id}", "done.appeal_raised", {"id": row.id})


def decide_appeal(
    visit: Visit, form: forms.DecideAppeal, certificate_id: str, appeal_id: str
) -> Done:
    found = queries.certificate(visit.work, certificate_id)
    row = queries.appeal(visit.work.db, found, appeal_id)
    appealing.decide(visit.work, found, row, form.state, form.decision)
    return Done(f"/certificates/{certificate_id}", "done.appeal_decided")


def status_of(visit: Visit, found: Found) -> str:
    """Whether the decision holds: overtaken and contested ones do not."""
    record = found.record
    standing = queries.stands(visit.work.db, found.seen, record)
    if record.confirm_until is not None and record.confirmed_at is None:
        return "provisional" if standing else "contested"
    return "confirmed" if standing else "overtaken"


def _item(visit: Visit, one: dict[str, Any]) -> ItemLine:
    t = visit.t
    place = one["clause"] or (t(f"section.{one['section']}") if one["section"] else "")
    return ItemLine(
        kind=t(f"objection.kind.{one['kind']}"),
        gravity=t(f"objection.gravity.{one['gravity']}"),
        state=t(f"objection.state.{one['state']}"),
        place=place or t("objection.whole"),
        quote=one["quote"],
        ground=one["ground"],
        remedy=one["remedy"],
        steps=[
            StepLine(
                label=t(f"objection.told.{step['step']}"), text=step["text"],
                criteria=[t(f"objection.criterion.{name}") for name in step["criteria"]],
            )
            for step in one["history"][1:]
        ],
    )


def _appeal(visit: Visit, found: Found, row: Appeal) -> AppealLine:
    people = People(visit)
    decided = ""
    if row.decided_at and row.decided_by_id:
        day = short_date(day_in_japan(row.decided_at), visit.lang)
        decided = visit.t("deliberation.signed", by=people.person(row.decided_by_id), day=day)
    return AppealLine(
        id=row.id,
        company=people.company(row.company_id),
        day=day_in_japan(row.created_at),
        ground=row.ground,
        state=row.state,
        state_label=visit.t(f"appeal.state.{row.state}"),
        decision=row.decision,
        decided=decided,
        may_decide=visit.may(appealing.may_decide(visit.work, found, row)),
    )


def _words(positions: dict[str, Any]) -> list[str]:
    rows = [positions["total"], positions["others"], *(
        one["counts"] for one in positions["sectors"]
    )]
    return sorted({word for row in rows if row for word in row})


def _counts(row: dict[str, int] | None, words: list[str]) -> list[int] | None:
    return [row.get(word, 0) for word in words] if row is not None else None


def _named(visit: Visit, one: dict[str, str] | None) -> str:
    return visit.name(one.get("ja", ""), one.get("en", "")) if one else ""


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
