"""Our signing keys: one signs, the ones before it are published until they expire. The secret of
the one that signs stands sealed in the store (`foundation.sealing`)."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session, col, or_, select

from foundation.columns import canonical
from foundation.sealing import NONCE_BYTES, Sealer
from foundation.tokens import KEY_BYTES, new_signing_key, public_part
from foundation.work import Work
from submissions.gateway.models import GatewayKey

OVERLAP_DAYS = 30


@dataclass(frozen=True)
class Signer:
    """The key that signs: its id, and its secret as JWK."""

    id: str
    secret: dict[str, Any]


def rotate(work: Work, sealer: Sealer, days: int = OVERLAP_DAYS) -> Signer:
    """Sign with a new key from now on. The secret of the one before is destroyed; its public part
    is published for `days` more, so that what it signed and is still under way can be verified."""
    for row in work.db.exec(select(GatewayKey)).all():
        if row.secret is not None:
            row.secret, row.expires_at = None, work.now + timedelta(days=days)
            work.db.add(row)
        elif row.expires_at is not None and row.expires_at <= work.now:
            work.db.delete(row)
    kid = work.id("gateway_key")
    secret = new_signing_key(kid, work.chance.bytes("gateway_key", KEY_BYTES))
    row = GatewayKey(
        id=kid, public=public_part(secret), secret=_sealed(work, sealer, kid, secret),
        created_at=work.now,
    )  # fmt: skip
    work.db.add(row)
    work.db.flush()
    work.record("gateway.rotate_key", ("gateway_key", kid), after={"overlap_days": days})
    return Signer(kid, dict(secret))


def signing_key(work: Work, sealer: Sealer) -> Signer:
    """The key that signs; the first one is made when it is first needed. One that an earlier Gōi
    left open is sealed now.

    Raises CantOpen where the sealer has not the key it was sealed with.
    """
    row = work.db.exec(select(GatewayKey).where(col(GatewayKey.secret).is_not(None))).first()
    if row is None:
        return rotate(work, sealer)
    if isinstance(row.secret, dict):
        secret = row.secret
        row.secret = _sealed(work, sealer, row.id, secret)
        work.db.add(row)
        return Signer(row.id, secret)
    return Signer(row.id, json.loads(sealer.open(row.secret, _purpose(row.id))))


def _sealed(work: Work, sealer: Sealer, kid: str, secret: Any) -> str:
    nonce = work.chance.bytes("sealing_nonce", NONCE_BYTES)
    return sealer.seal(canonical(secret).encode(), _purpose(kid), nonce)


def _purpose(kid: str) -> str:
    return f"gateway-key/{kid}"


def published(db: Session, now: datetime) -> list[GatewayKey]:
    """Keys that are valid at this moment, the newest first."""
    lasting = or_(col(GatewayKey.expires_at).is_(None), col(GatewayKey.expires_at) > now)
    newest = (col(GatewayKey.created_at).desc(), GatewayKey.id)
    return list(db.exec(select(GatewayKey).where(lasting).order_by(*newest)).all())


def jwks(db: Session, now: datetime) -> dict[str, list[Any]]:
    """The published keys as a JWK Set (RFC 7517)."""
    return {"keys": [row.public for row in published(db, now)]}
