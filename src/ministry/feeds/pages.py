"""The feed, and what an official wants to be told of."""

from urllib.parse import urlsplit

from starlette.responses import Response

from foundation.errors import NotFound, SignInNeeded
from ministry.feeds import actions, queries
from ministry.feeds.atom import Entry, Feed, xml
from ministry.feeds.forms import Notices
from ministry.feeds.views import NoticesView
from submissions.release_store import Official
from web.door import Done
from web.form import NoFields
from web.visit import Visit


def notices(visit: Visit) -> NoticesView:
    row = visit.work.db.get_one(Official, visit.work.actor.id)
    return NoticesView(has_feed=row.feed_hash is not None, digest=row.digest)


def keep_notices(visit: Visit, form: Notices) -> Done:
    actions.want_digest(visit.work, form.digest)
    return Done(to="/notices", say="done.notices_kept")


def renew(visit: Visit, form: NoFields) -> Done:
    key = actions.renew(visit.work)
    row = visit.work.db.get_one(Official, visit.work.actor.id)
    address = f"{visit.site.origin}{visit.url('/feed.atom')}?key={key}"
    shown = NoticesView(has_feed=True, digest=row.digest, address=address)
    return Done(to="/notices", shown=shown)


def close(visit: Visit, form: NoFields) -> Done:
    actions.close(visit.work)
    return Done(to="/notices", say="done.feed_closed")


def feed(visit: Visit) -> Response:
    """The feed of whoever has the key, or has signed in. A wrong key is answered as an address
    that never was."""
    key = visit.request.query_params.get("key")
    if key is None and visit.actor is None:
        raise SignInNeeded
    official = (
        visit.work.db.get(Official, visit.actor.id) if key is None and visit.actor
        else queries.owner(visit.work.db, key or "")
    )
    if official is None:
        raise NotFound
    visit.lang = official.locale
    told = Feed(
        title=visit.t("feed.title"),
        author=visit.t("site.name"),
        address=f"{visit.site.origin}{visit.url('')}",
        authority=urlsplit(visit.site.origin).hostname or "localhost",
        lang=official.locale,
        entries=_entries(visit),
    )
    return Response(xml(told), media_type="application/atom+xml")


def _entries(visit: Visit) -> list[Entry]:
    db = visit.work.db
    items = [
        Entry(
            key=f"item/{item.id}", day=letter.released_day, link=f"/items/{item.id}",
            title=visit.name(item.title_ja, item.title_en),
            summary=visit.t(
                "feed.item", number=letter.number,
                committee=visit.name(item.committee_ja, item.committee_en),
            ),
        )
        for item, letter in queries.new_items(db)
    ]  # fmt: skip
    answers = [
        Entry(
            key=f"answer/{question.id}", day=question.answered_day, link=f"/items/{item.id}",
            title=visit.t("feed.answer", title=visit.name(item.title_ja, item.title_en)),
            summary=question.answer,
        )
        for question, item in queries.new_answers(db)
        if question.answered_day
    ]  # fmt: skip
    return sorted(items + answers, key=lambda one: one.day, reverse=True)[: queries.MOST]
