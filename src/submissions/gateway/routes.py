"""Doors of the gateway."""

from submissions.gateway import pages, views
from web.door import Act, Audience, Door, Page, View
from web.form import NoFields

_OFFICE = Audience.SECRETARIAT
_DELIVERY = "/gateway/deliveries/{gateway_delivery_id:id}"

ROUTES: tuple[Door, ...] = (
    View("gateway", "/gateway", "submissions/gateway.html", pages.gateway, views.GatewayView,
         _OFFICE),
    Act("gateway_retry", f"{_DELIVERY}/retry", NoFields, pages.retry, "gateway", _OFFICE),
    Act("gateway_stop", f"{_DELIVERY}/stop", NoFields, pages.stop, "gateway", _OFFICE),
    Act("gateway_fetch", "/gateway/fetch", NoFields, pages.fetch, "gateway", _OFFICE),
    Act("gateway_see", "/gateway/incidents/{gateway_incident_id:id}/seen", NoFields, pages.see,
        "gateway", _OFFICE),
    Page("gateway_keys", "/.well-known/jwks.json", pages.published_keys, Audience.ANYONE),
)  # fmt: skip
