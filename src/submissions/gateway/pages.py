"""Pages of the gateway, and our published keys."""

from datetime import date

from starlette.responses import JSONResponse, Response

from submissions.gateway import actions, keys, queries
from submissions.gateway.inbox import inbox
from submissions.gateway.models import GatewayDelivery, GatewayInbox, GatewayIncident, GatewayKey
from submissions.gateway.rules import may_retry, may_stop
from submissions.gateway.stages import Delivery
from submissions.gateway.views import DeliveryRow, GatewayView, InboxView, IncidentRow, KeyRow
from web.door import Done
from web.form import NoFields
from web.visit import Visit
from web.waiting import Waiting

# A failure or two is a network; after this many somebody should look.
MANY_ATTEMPTS = 5
HOME = "/gateway"


def gateway(visit: Visit) -> GatewayView:
    db = visit.work.db
    rows = queries.deliveries(db)
    return GatewayView(
        address=visit.site.settings.gateway_url,
        waiting=sum(row.state == Delivery.WAITING for row in rows),
        unseen=queries.unseen(db),
        deliveries=[_delivery(visit, row) for row in rows],
        inbox=_inbox(visit, inbox(db)),
        incidents=[_incident(visit, row) for row in queries.incidents(db)],
        signing_keys=[_key(row) for row in keys.published(db, visit.work.now)],
    )


def retry(visit: Visit, form: NoFields, gateway_delivery_id: str) -> Done:
    actions.retry(visit.work, queries.delivery(visit.work.db, gateway_delivery_id))
    return Done(HOME, "done.gateway_retry")


def stop(visit: Visit, form: NoFields, gateway_delivery_id: str) -> Done:
    actions.stop(visit.work, queries.delivery(visit.work.db, gateway_delivery_id))
    return Done(HOME, "done.gateway_stopped")


def fetch(visit: Visit, form: NoFields) -> Done:
    actions.fetch(visit.work)
    return Done(HOME, "done.gateway_fetch")


def see(visit: Visit, form: NoFields, gateway_incident_id: str) -> Done:
    actions.see(visit.work, queries.incident(visit.work.db, gateway_incident_id))
    return Done(HOME, "done.gateway_seen")


def published_keys(visit: Visit) -> Response:
    """Our public keys, for the receiver."""
    found = keys.jwks(visit.work.db, visit.work.now)
    return JSONResponse(found, media_type="application/jwk-set+json")


def waiting(visit: Visit) -> list[Waiting]:
    """Where something was refused, or does not get through, the secretariat is told at home."""
    if visit.actor is None or not visit.actor.offices:
        return []
    found = []
    if number := queries.unseen(visit.work.db):
        found.append((visit.t("waiting.gateway_refused"), number))
    if number := queries.failing(visit.work.db, MANY_ATTEMPTS):
        found.append((visit.t("waiting.gateway_failing"), number))
    return [
        Waiting(what=what, title=visit.texts.count("gateway.messages", number), link=HOME)
        for what, number in found
    ]


def _delivery(visit: Visit, row: GatewayDelivery) -> DeliveryRow:
    arrived = row.state == Delivery.DELIVERED
    return DeliveryRow(
        id=row.id,
        title=visit.t(f"gateway.kind.{row.kind}", number=row.label or row.subject_id),
        message=row.message,
        state=row.state,
        state_label=visit.t(f"gateway.state.{row.state}"),
        attempts=row.attempts,
        error=_error(visit, row),
        tried_at=row.tried_at,
        due_at=row.due_at if row.state == Delivery.WAITING else None,
        delivered_at=row.delivered_at,
        received_day=date.fromisoformat(row.received_day) if arrived else None,
        sha256=row.sha256,
        may_retry=visit.may(may_retry(row.state)),
        may_stop=visit.may(may_stop(row.state)),
    )


def _inbox(visit: Visit, row: GatewayInbox | None) -> InboxView:
    if row is None:
        return InboxView(fetched_at=None, due_at=None, attempts=0, error="")
    return InboxView(
        fetched_at=row.fetched_at, due_at=row.due_at, attempts=row.attempts,
        error=_error(visit, row),
    )  # fmt: skip


def _error(visit: Visit, row: GatewayDelivery | GatewayInbox) -> str:
    if not row.error:
        return ""
    if row.error in ("receipt", "replies"):
        return _reason(visit, row.error_detail)
    return visit.t(f"gateway.error.{row.error}", detail=row.error_detail)


def _incident(visit: Visit, row: GatewayIncident) -> IncidentRow:
    return IncidentRow(
        id=row.id,
        source_label=visit.t(f"gateway.source.{row.source}"),
        reason=_reason(visit, row.reason),
        about=row.about,
        count=row.count,
        first_at=row.first_at,
        last_at=row.last_at,
        seen=row.seen_at is not None,
    )


def _reason(visit: Visit, reason: str) -> str:
    return visit.t(f"gateway.reason.{reason}")


def _key(row: GatewayKey) -> KeyRow:
    return KeyRow(id=row.id, created_at=row.created_at, expires_at=row.expires_at)
