"""Opens the gateway from the settings, and takes the ministry's replies over where its desk would
have written them: by the desk's own forms, rules and actions."""

import hashlib
import json
from pathlib import Path
from typing import Any

from sqlmodel import Session, col, select

from foundation import journal
from foundation.actor import Actor, Kind
from foundation.chance import Chance
from foundation.clock import Clock
from foundation.database import Database
from foundation.dates import day_in_japan
from foundation.errors import Invalid
from foundation.outbound import Link
from foundation.sealing import KEY_BYTES, BadKeys, CantOpen, Sealer, sealer_of
from foundation.settings import BadSettings, Settings
from foundation.work import Work
from ministry import actions, forms, queries
from ministry.handling import actions as handling
from ministry.models import HandlingStep
from submissions import release_store
from submissions.gateway import courier, inbox, wire
from submissions.gateway.courier import Gateway
from submissions.gateway.outbox import Outbox
from submissions.gateway.wire import Ends, Entry, WrongMessage
from submissions.release_store import DeskJournal, Official

# An account nobody can sign in to: its address leads nowhere (RFC 2606).
OFFICIAL_EMAIL = "gateway@meti.invalid"
_WRITTEN = {
    "outcome", "text", "reason", "measure", "measure_day", "effective_day", "provision",
}  # fmt: skip


def outbox(settings: Settings, clock: Clock, chance: Chance) -> Outbox | None:
    """The outbox to the gateway; None where none is set up."""
    if not settings.gateway_url:
        return None
    return Outbox(settings.gateway_minutes, clock, chance)


def check(settings: Settings) -> None:
    """Make sure, before work begins, that the files which are named can be read.

    Raises BadSettings.
    """
    if settings.gateway_url:
        receivers_keys(settings)
        open_link(settings).close()
        sealer(settings)


def convey(
    settings: Settings, main: Database, release: Database, clock: Clock, chance: Chance,
    transport: Any = None,
) -> None:  # fmt: skip
    """Push what is due and pull what is new; nothing where no gateway is set up.

    `transport` is for tests. Raises BadSettings where a file that was named can't be read.
    """
    if not settings.gateway_url:
        return
    now = clock.now()
    if not (courier.is_due(main, now) or inbox.is_due(main, now)):
        return
    ends = Ends(settings.public_origin, settings.gateway_url, receivers_keys(settings))
    with open_link(settings, transport) as link:
        gateway = Gateway(
            main, link, ends, clock, chance, settings.gateway_minutes, sealer(settings)
        )
        try:
            courier.push_due(gateway)
            inbox.pull_due(gateway, lambda entry: take(release, clock, entry))
        except CantOpen:
            raise BadSettings(
                f"GOI_SEALING_KEYS: none of the keys in {settings.sealing_file} opens our signing "
                "key; bring the file back, or: goi gateway-keys rotate"
            ) from None


def open_link(settings: Settings, transport: Any = None) -> Link:
    """A connection to the receiver. Raises BadSettings."""
    try:
        return Link(
            settings.gateway_url,
            ca=str(settings.gateway_ca or ""),
            certificate=str(settings.gateway_certificate or ""),
            transport=transport,
        )
    except OSError as error:  # ssl.SSLError is one
        raise BadSettings(f"GOI_GATEWAY_CA or GOI_GATEWAY_CERTIFICATE: {error}") from error


def sealer(settings: Settings) -> Sealer:
    """What the secret of our signing key is sealed with. Raises BadSettings."""
    try:
        return sealer_of(settings.sealing_file, lambda: Chance().bytes("sealing_key", KEY_BYTES))
    except (OSError, BadKeys) as error:
        raise BadSettings(f"GOI_SEALING_KEYS: {error}") from error


def receivers_keys(settings: Settings) -> list[dict[str, Any]]:
    """The pinned public keys of the receiver, read anew each time: so they can be exchanged while
    Gōi runs. Raises BadSettings."""
    file = settings.gateway_jwks or Path()
    try:
        found: list[dict[str, Any]] = json.loads(file.read_bytes())["keys"]
        return [dict(key) for key in found]
    except (OSError, ValueError, TypeError, LookupError) as error:
        raise BadSettings(f"GOI_GATEWAY_JWKS: {file} is no JWK Set: {error!r}") from error


def take(release: Database, clock: Clock, entry: Entry) -> bool:
    """Take a reply or a question over; False where that was done before.

    Raises Invalid, NotFound or Refused as the desk would, WrongMessage where its id came before
    with other words.
    """
    with release.writing() as db:
        now = journal.not_before(db, DeskJournal, clock.now())
        work = Work(db, _official(db), now, FromItsId(entry.id), DeskJournal)
        if isinstance(entry, wire.Progress):
            return _progress(work, entry)
        return _reply(work, entry) if isinstance(entry, wire.Reply) else _question(work, entry)


class FromItsId(Chance):
    """Ids of what is taken over follow from the id it came with: taken twice, it is one row."""

    def __init__(self, id: str) -> None:
        self._id = id

    def bytes(self, stream: str, size: int) -> bytes:
        return hashlib.sha256(f"{stream}/{self._id}".encode()).digest()[:size]


def _reply(work: Work, entry: wire.Reply) -> bool:
    there = work.db.get(release_store.Reply, work.id("reply"))
    form = forms.Reply.read(
        entry.model_dump(mode="json", include=_WRITTEN, exclude_none=True)
    )
    if there is not None:
        came = (entry.point_id, form.outcome, form.text, form.reason or "", form.measure or "",
                form.measure_day or "", form.provision or "", str(form.effective_day))
        _same(came, (there.point_id, there.outcome, there.text, there.reason, there.measure,
                     there.measure_day, there.provision, str(there.effective_day)))
        return False
    _in_the_past(work, replied_day=entry.replied_day)
    point = work.db.get(release_store.Point, entry.point_id)
    point = queries.point(work, point.item_id if point else "", entry.point_id)
    newest = queries.newest_revision(work.db, point.id)
    row = actions.reply(work, point, form.model_copy(update={"based_on": newest}))
    row.replied_day = entry.replied_day
    return True


def _question(work: Work, entry: wire.Question) -> bool:
    there = work.db.get(release_store.Question, work.id("question"))
    form = forms.Question.read({"text": entry.text})
    if there is not None:
        _same((entry.item_id, form.text), (there.item_id, there.text))
        return False
    _in_the_past(work, asked_day=entry.asked_day)
    row = actions.ask(work, queries.item(work, entry.item_id), form)
    row.asked_day = entry.asked_day
    return True


def _progress(work: Work, entry: wire.Progress) -> bool:
    """What is said of an item that has come so far already changes nothing."""
    step = work.db.get(HandlingStep, work.id("handling_step"))
    kind = handling.STUDY if entry.state == "under_study" else handling.ACKNOWLEDGE
    if step is not None:
        _same((entry.item_id, kind, str(entry.day)), (step.item_id, step.kind, str(step.day)))
        return False
    _in_the_past(work, day=entry.day)
    item = queries.item(work, entry.item_id)
    if kind == handling.STUDY:
        return handling.study(work, item, entry.day)
    return bool(handling.acknowledge(work, [item], entry.day))


def _same(came: tuple[str, ...], there: tuple[str, ...]) -> None:
    if came != there:
        raise WrongMessage("other_words")


def _in_the_past(work: Work, **days: Any) -> None:
    today = day_in_japan(work.now)
    late = {name: "gateway.day_to_come" for name, day in days.items() if day > today}
    if late:
        raise Invalid(**late)


def _official(db: Session) -> Actor:
    """Who replies that came over the gateway stand under."""
    row = db.exec(select(Official).where(col(Official.email) == OFFICIAL_EMAIL)).first()
    if row is None:
        row = Official(
            id=FromItsId(OFFICIAL_EMAIL).id("id/official"), name_ja="経済産業省",
            name_en="METI", email=OFFICIAL_EMAIL, active=False,
        )  # fmt: skip
        db.add(row)
        db.flush()
    return Actor(id=row.id, kind=Kind.OFFICIAL, name_ja=row.name_ja, name_en=row.name_en)
