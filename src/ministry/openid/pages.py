"""The way to the ministry's own sign-in, back from it, and out of it."""

import base64
import hmac
import logging

from starlette.responses import RedirectResponse, Response

from foundation.errors import Refused, Unavailable
from foundation.openid import Attempt, Provider, ProviderAway, SignInFailed
from ministry.openid import actions
from web.answers import is_local
from web.visit import Visit

log = logging.getLogger("goi.ministry")

COOKIE = "openid"


def begin(visit: Visit) -> Response:
    """Send the browser to the provider, with a secret of its own to come back with."""
    provider = _provider(visit)
    if provider is None:
        return RedirectResponse(visit.url("/sign-in"), 303)
    wanted = visit.request.query_params.get("next", "")
    attempt = Attempt(visit.site.chance.token("openid"))
    try:
        address = provider.authorization_address(attempt, _back(visit))
    except ProviderAway as error:
        raise _away(error) from None
    onward = base64.urlsafe_b64encode(wanted.encode()).decode() if is_local(wanted) else ""
    visit.cookies[COOKIE] = f"{attempt.secret}.{onward.rstrip('=')}"
    return RedirectResponse(address, 303)


def come_back(visit: Visit) -> Response:
    """What the provider's answer proves, and where its reader was on the way to."""
    provider = _provider(visit)
    kept = visit.request.cookies.get(visit.site.named_cookie(COOKIE), "")
    if provider is None or not kept:
        return RedirectResponse(visit.url("/sign-in"), 303)
    visit.cookies[COOKIE] = None  # used once, whatever comes of it
    secret, _, onward = kept.partition(".")
    attempt, asked = Attempt(secret), visit.request.query_params
    try:
        _judge(provider, attempt, asked)
        actions.come_in(visit, provider, asked["code"], attempt, _back(visit))
    except ProviderAway as error:
        raise _away(error) from None
    except SignInFailed as error:
        log.warning("signing in through the provider failed: %s", error)
        raise Refused("sign_in.failed") from None
    return RedirectResponse(visit.url(_onward(onward)), 303)


def leave(visit: Visit) -> Response:
    """End the session at the provider, too, where it has a place for that."""
    provider, here = _provider(visit), f"{visit.site.origin}{visit.url('/sign-in')}"
    try:
        there = provider.end_session_address(here) if provider else None
    except ProviderAway as error:
        raise _away(error) from None
    return RedirectResponse(there or visit.url("/sign-in"), 303)


def _judge(provider: Provider, attempt: Attempt, asked) -> None:  # type: ignore[no-untyped-def]
    for name in ("state", "code", "iss", "error"):
        if len(asked.getlist(name)) > 1:
            raise SignInFailed(f"{name} twice")
    state = asked.get("state", "")
    if not hmac.compare_digest(state.encode(), attempt.state.encode()):
        raise SignInFailed("state of another attempt")
    if not provider.names_itself(asked.get("iss")):
        raise SignInFailed("answer of another provider")
    if "error" in asked or not asked.get("code"):
        raise SignInFailed(f"error of the provider: {asked.get('error', '')[:80]!r}")


def _provider(visit: Visit) -> Provider | None:
    found: Provider | None = visit.site.tools.get("openid")
    return found


def _back(visit: Visit) -> str:
    """The address the provider has been told of."""
    return f"{visit.site.origin}{visit.url('/sign-in/openid/back')}"


def _onward(kept: str) -> str:
    try:
        wanted = base64.urlsafe_b64decode(kept + "=" * (-len(kept) % 4)).decode()
    except ValueError:
        return "/"
    return wanted if is_local(wanted) else "/"


def _away(error: ProviderAway) -> Unavailable:
    log.warning("the sign-in provider: %s", error)
    return Unavailable("sign_in.provider_away")
