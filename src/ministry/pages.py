"""Pages of the desk: find, read the form, act, answer."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from foundation.dates import day_in_japan, era_year_word, fiscal_era, fiscal_year, long_date
from foundation.errors import NotFound
from foundation.work import Work
from ministry import actions, listing, people, queries
from ministry.forms import DemoSwitch, InboxQuery, Question, Reply, SignIn
from ministry.listing import Counted, Show, Sort, Wanted
from ministry.showing import Names, attached, choice, handling, line, point, question, reply
from ministry.templates import queries as templates
from ministry.templates.filling import Place, fill
from ministry.views import (
    Begun,
    Choice,
    FileView,
    InboxView,
    ItemView,
    LetterView,
    Person,
    Section,
    SignInView,
    WordingOffer,
)
from submissions import release_store
from submissions.release_store import Item, Letter, Official
from web import signing_in
from web.answers import is_local
from web.door import Done
from web.form import NoFields
from web.visit import Visit

A_PAGE = 50
# The forms in which a letter comes.
FILE_NAMES = (
    "letter-ja.pdf", "letter-ja.docx", "letter-en.pdf", "letter-en.docx", "letter.json",
)  # fmt: skip


def sign_in_page(visit: Visit) -> SignInView:
    wanted = str(visit.draft.values.get("next") or visit.query.next)
    shown = people.demo_officials(visit.work.db) if visit.site.settings.demo else []
    return SignInView(
        next=wanted if is_local(wanted) else "",
        people=[_demo(visit, row) for row in shown],
        openid="openid" in visit.site.tools,
    )


def start_session(visit: Visit, form: SignIn) -> Done:
    signing_in.sign_in(visit, people.GATE, form.email, form.password)
    return Done(to=form.next if is_local(form.next) else "/")


def demo_switch(visit: Visit, form: DemoSwitch) -> Done:
    if form.person not in {row.id for row in people.demo_officials(visit.work.db)}:
        raise NotFound
    signing_in.let_in(visit, visit.work.db, form.person, visit.work.now)
    return Done(to="/")


def sign_out(visit: Visit, form: NoFields) -> Done:
    signing_in.sign_out(visit)
    return Done(to="/sign-in", say="done.signed_out_desk")


def inbox(visit: Visit) -> InboxView:
    query, reader = visit.query, queries.reader(visit.work)
    everything = queries.items(visit.work.db)
    found = found_among(visit.work, everything, query)
    last = max(1, -(-len(found) // A_PAGE))
    page = min(query.page, last)
    names = Names.of(visit)
    return InboxView(
        show=query.show,
        q=query.q,
        outcome=query.outcome,
        section=query.section or "",
        year=str(query.year or ""),
        number=query.number,
        provision=query.provision,
        sort=query.sort,
        narrowed=replace(_wanted(query), show=Show.ALL) != Wanted() or query.sort != "letter",
        query=_asked(query),
        total=len(everything),
        waiting=sum(one.waits for one in everything),
        counts={
            show.value: sum(listing.shows(one, show, reader) for one in everything)
            for show in Show
        },
        found=len(found),
        page=page,
        last=last,
        sections=[choice(visit, row) for row in queries.sections(visit.work.db)],
        years=_years(visit, everything),
        items=[line(visit, one, names) for one in found[(page - 1) * A_PAGE : page * A_PAGE]],
    )


def found_among(work: Work, everything: Iterable[Counted], query: InboxQuery) -> list[Counted]:
    """What a query leaves of a list, in the order that it wants."""
    said = release_store.items_saying(work.db, query.q)
    told = [one for one in everything if said is None or one.item.id in said]
    found = listing.sift(told, _wanted(query), queries.reader(work))
    return listing.arranged(found, Sort(query.sort))


def _wanted(query: InboxQuery) -> Wanted:
    return Wanted(
        show=Show(query.show), outcome=query.outcome, section_id=query.section or "",
        year=query.year, number=query.number, provision=query.provision,
    )


def _asked(query: InboxQuery) -> str:
    """The query once more, for links to other pages of the list and to what can be downloaded."""
    given = query.model_dump(exclude={"page"}, exclude_defaults=True)
    return urlencode(sorted(given.items()))


def _years(visit: Visit, found: Iterable[Counted]) -> list[Choice]:
    years = sorted({fiscal_year(one.letter.released_day) for one in found}, reverse=True)
    return [Choice(value=str(year), label=_fiscal(visit, year)) for year in years]


def _fiscal(visit: Visit, year: int) -> str:
    era, of_it = fiscal_era(year)
    named = f"{era.name}{era_year_word(of_it)}" if visit.lang == "ja" else str(year)
    return visit.t("desk.fiscal_year", year=named)


def letter(visit: Visit, letter_id: str) -> LetterView:
    row = queries.letter(visit.work, letter_id)
    return LetterView(
        id=row.id,
        number=row.number,
        title=visit.name(row.title_ja, row.title_en),
        addressee=row.addressee,
        sender=row.sender,
        released_day=row.released_day,
        copies=row.copies,
        attachments=row.attachments,
        files=[
            FileView(name=one.name, size=one.size, sha256=one.sha256)
            for one in release_store.letter_files(visit.work.db, row.id)
            if one.name in FILE_NAMES
        ],
        items=[
            line(visit, one, Names.of(visit))
            for one in queries.items(visit.work.db, row.id)
        ],
    )


def item(visit: Visit, item_id: str) -> ItemView:
    db = visit.work.db
    row = queries.item(visit.work, item_id)
    of = queries.letter(visit.work, row.letter_id)
    officials = queries.officials(db)
    points = queries.points(db, row.id)
    answers = queries.replies(db, [point.id for point in points])
    held, progress = queries.handling(db, row.id), queries.progress(db, row.id)
    writing = _writing(visit, points, answers)
    return ItemView(
        id=row.id,
        letter_id=of.id,
        letter_number=of.number,
        released_day=of.released_day,
        place=row.place,
        committee=visit.name(row.committee_ja, row.committee_en),
        kind=row.kind,
        novelty=row.novelty,
        title=row.title_ja,
        title_other=row.title_en,
        asked_by=row.asked_by,
        legal_references=row.legal_references,
        sections=[
            Section(name=name, markdown=text, html=row.html[name])
            for name, text in _in_order(row.sections)
        ],
        minority=row.minority,
        support=row.support,
        files=[
            attached(one) for one in release_store.item_files(db, row.id)
        ],
        commitment=row.commitment,
        points=[
            point(progress, row, [reply(visit, one, officials) for one in answers[row.id]])
            for row in points
        ],
        questions=[
            question(visit, one, officials) for one in queries.questions(db, row.id)
        ],
        handling=handling(visit, row.id, held, progress),
        desk_sections=[choice(visit, one) for one in queries.sections(db, active=True)],
        officials=[
            Choice(value=one.id, label=visit.name(one.name_ja, one.name_en))
            for one in sorted(officials.values(), key=lambda one: one.name_ja) if one.active
        ],
        templates=[
            WordingOffer(id=one.id, name=one.name, outcome=one.outcome)
            for one in templates.templates(db, active=True)
        ],
        writing=writing.id if writing else "",
        begun=_begun(visit, row, of, writing) if writing else None,
        next=_next_waiting(visit, row.id),
    )


def _writing(
    visit: Visit, points: Sequence[release_store.Point], answers: dict[str, list[Any]]
) -> release_store.Point | None:
    """The point that was asked for; else the only one, where it has no answer."""
    for one in points:
        if one.id == visit.query.point:
            return one
    return points[0] if len(points) == 1 and not answers[points[0].id] else None


def _begun(
    visit: Visit, item: Item, of: Letter, point: release_store.Point
) -> Begun | None:
    """The wording that was chosen, filled in for this point."""
    if not visit.query.template:
        return None
    row = templates.template(visit.work, visit.query.template)
    official = visit.work.db.get_one(Official, visit.work.actor.id)
    section = visit.work.db.get(release_store.Section, official.section_id or "")
    values = {
        Place.NUMBER: of.number,
        Place.TITLE: visit.name(item.title_ja, item.title_en),
        Place.POINT: str(point.number),
        Place.ASKED: point.text,
        Place.PROVISION: visit.t("desk.listed").join(item.legal_references),
        Place.SECTION: visit.name(section.name_ja, section.name_en) if section else "",
        Place.TODAY: long_date(day_in_japan(visit.work.now), visit.lang),
    }
    return Begun(
        template=row.id,
        outcome=row.outcome,
        text=fill(visit.name(row.text_ja, row.text_en), values),
        reason=fill(visit.name(row.reason_ja, row.reason_en), values),
    )


def _next_waiting(visit: Visit, item_id: str) -> Choice | None:
    row = queries.next_waiting(visit.work.db, item_id)
    return Choice(value=row.id, label=visit.name(row.title_ja, row.title_en)) if row else None


def answer(visit: Visit, form: Reply, item_id: str, point_id: str) -> Done:
    row = queries.point(visit.work, item_id, point_id)
    actions.reply(visit.work, row, form)
    visit.work.db.flush()
    following = queries.next_open(visit.work.db, row)
    if following is None:
        return Done(to=f"/items/{item_id}", say="done.replied_all")
    return Done(to=f"/items/{item_id}?point={following}#point-{following}", say="done.replied")


def ask(visit: Visit, form: Question, item_id: str) -> Done:
    actions.ask(visit.work, queries.item(visit.work, item_id), form)
    return Done(to=f"/items/{item_id}", say="done.asked")


def _demo(visit: Visit, row: Official) -> Person:
    shown = visit.name(row.name_ja, row.name_en)
    return Person(
        value=row.id, initial=shown[:1], name=shown, role=visit.name(row.title_ja, row.title_en)
    )


def _in_order(sections: dict[str, str]) -> list[tuple[str, str]]:
    """As a letter has them; the store keeps them by name."""
    return [(name, sections[name]) for name in release_store.SECTIONS if name in sections]
