"""Coming in as whom the ministry's own sign-in says one is."""

from foundation import attempts
from foundation.errors import Refused
from foundation.openid import Attempt, Provider
from foundation.tokens import Claims
from foundation.work import Work
from ministry.openid import queries
from submissions.release_store import DeskAttempt, Official
from web import signing_in
from web.visit import NOBODY, Visit


def come_in(visit: Visit, provider: Provider, code: str, attempt: Attempt, back: str) -> str:
    """Exchange the code and start a session; answers the official's id. Opens its own
    transactions: the provider is asked between them.

    Raises SignInFailed, TooMany, and Refused where the person has no account here.
    """
    site = visit.site
    client = visit.request.client.host if visit.request.client else ""
    bucket = attempts.bucket("openid", client)
    with site.database.writing() as db:
        counted = attempts.count(db, DeskAttempt, [bucket], site.clock.now(), site.chance)
    claims = provider.claims(code, attempt, back)
    with site.database.writing() as db:
        now = signing_in.moment(site, db)
        work = Work(db, NOBODY, now, site.chance, site.journal)
        row = queries.official(db, provider.issuer, claims["sub"])
        if row is None and site.settings.desk_oidc_provision:
            row = provide(work, provider.issuer, claims)
        if row is None or not row.active:
            raise Refused("sign_in.no_account", subject=claims["sub"])
        attempts.forget(db, DeskAttempt, counted, bucket)
        signing_in.let_in(visit, db, row.id, now)
        return row.id


def provide(work: Work, issuer: str, claims: Claims) -> Official | None:
    """An account for whoever the provider vouches for; None where it says too little or where
    another account has the address: that one is its owner's, whatever the provider says."""
    email, name = str(claims.get("email") or "").lower(), str(claims.get("name") or "").strip()
    if claims.get("email_verified") is not True or "@" not in email or not name:
        return None
    if len(email) > 254 or len(name) > 100 or queries.is_taken(work.db, email):
        return None
    row = Official(
        id=work.id("official"), name_ja=name, name_en=name, email=email, issuer=issuer,
        subject=claims["sub"],
    )
    work.db.add(row)
    work.db.flush()
    work.record("add_official", ("official", row.id), after={"email": email, "by": "openid"})
    return row
