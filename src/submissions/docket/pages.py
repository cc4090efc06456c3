"""The docket on the request's page, and the chain on a page of its own."""

from datetime import date

from foundation.dates import day_in_japan
from legislation import Provision
from proposals.drafting.classification import Anonymity
from proposals.drafting.form_views import Choice
from proposals.drafting.naming import ref, title
from proposals.provisions.pages import amended_provisions, shown
from proposals.queries import Seen, seen
from submissions.docket import actions, queries
from submissions.docket.drawing import Axis, stretch
from submissions.docket.forms import Repeat
from submissions.docket.queries import Link
from submissions.docket.rules import AGAIN, may_repeat
from submissions.docket.views import (
    Amended,
    Bar,
    CaseRow,
    ChainView,
    DocketCard,
    Event,
    PointZone,
    Year,
)
from submissions.docket.zones import before_answer, of_day, of_point, of_request
from web.door import Done
from web.visit import Visit

_SIGNS = {
    "adopted": "✓", "partly": "✓", "not_adopted": "▲", "under_study": "…", "explained": "i",
    "superseded": "＝",
}  # fmt: skip


def chain(visit: Visit, request_id: str) -> ChainView:
    found = seen(visit.work, request_id)
    links = queries.chain(visit.work, found.request)
    rows, years = _rows(visit, links, request_id)
    return ChainView(
        id=request_id,
        number=found.request.number,
        title=title(visit, found.request),
        rows=rows,
        events=sorted(
            (event for link, row in zip(links, rows, strict=True)
             for event in _events(visit, link, row)),
            key=lambda one: (one.day, one.number),
        ),
        years=years,
        may_repeat=visit.may(may_repeat(visit.work.actor, found.state)),
        anonymities=[Choice(value=one, label=visit.t(f"anonymity.{one}")) for one in Anonymity],
    )  # fmt: skip


def repeat(visit: Visit, form: Repeat, request_id: str) -> Done:
    drafted = actions.repeat(visit.work, seen(visit.work, request_id), form.anonymity)
    return Done(f"/requests/{drafted.id}/edit", "done.request_repeated", {"id": drafted.id})


def card(visit: Visit, found: Seen) -> DocketCard | None:
    """Once a request has reached the ministry, or stands in a chain; None before."""
    if found.request.number is None and found.request.earlier_id is None:
        return None
    links = queries.chain(visit.work, found.request)
    rows, years = _rows(visit, links, found.request.id)
    case = next(row for row in rows if row.current)
    if not case.status and len(rows) == 1:
        return None
    verdict = may_repeat(visit.work.actor, found.state)
    return DocketCard(
        request_id=found.request.id,
        state_label=visit.t(f"state.{found.state}"),
        case=case,
        rows=rows,
        years=years,
        may_repeat=visit.may(verdict),
    )


def _rows(visit: Visit, links: list[Link], current: str) -> tuple[list[CaseRow], list[Year]]:
    today = day_in_japan(visit.work.now)
    days = [day for link in links for day in _days(link)] or [today]
    axis = Axis.over([*days, today])
    released = {link.request.earlier_id for link in links if link.letter}
    rows = [
        _row(visit, link, axis, today, current=link.request.id == current,
             overtaken=link.request.id in released)
        for link in links
    ]  # fmt: skip
    return rows, [Year(year=year, x=x) for year, x in axis.years()]


def _days(link: Link) -> list[date]:
    answered = [date.fromisoformat(row.replied_day) for row in link.replies]
    released = link.letter.released_day if link.letter else None
    days = (link.opened, link.decided, released, link.received, link.studied, *answered,
            *_in_force(link))  # fmt: skip
    return [day for day in days if day]


def _in_force(link: Link) -> list[date]:
    """The days from which something is in force: what the ministry named, and changes of the law
    that were judged to answer the request."""
    named = {row.effective_day for row in link.replies if row.effective_day}
    return sorted(named | {changed.in_force for _, changed in link.changes})


def _row(
    visit: Visit, link: Link, axis: Axis, today: date, *, current: bool, overtaken: bool
) -> CaseRow:
    waiting = before_answer(link.received, link.studied)
    status = of_request(link.state, link.outcomes, overtaken=overtaken, waiting=waiting)
    letter = link.letter
    return CaseRow(
        request=ref(visit, link.request),
        depth=link.depth,
        current=current,
        novelty_label=visit.t(f"novelty.{link.request.novelty}"),
        opened=link.opened,
        decided=link.decided,
        released=letter.released_day if letter else None,
        received=link.received,
        studied=link.studied,
        letter_id=letter.id if letter else "",
        letter_number=letter.number if letter else "",
        status=status or "",
        status_label=visit.t(f"docket.status.{status}") if status else "",
        points=_points(visit, link) if status else [],
        amended=[
            Amended(
                provision=shown(visit, Provision(changed.key)),
                in_force=changed.in_force,
                summary=changed.summary,
                answers_label=visit.t(f"provision.answers.{answer.answers}"),
            )
            for answer, changed in link.changes
        ],
        bars=_bars(visit, link, axis, today),
    )


def _points(visit: Visit, link: Link) -> list[PointZone]:
    replies = {row.point: row for row in link.replies}
    asked = dict(enumerate(link.points, 1)) or {n: row.asked for n, row in replies.items()}
    found = []
    for n, text in asked.items():
        row = replies.get(n)
        status = of_point(row.outcome if row else None, before_answer(link.received, link.studied))
        found.append(
            PointZone(
                number=n,
                asked=text,
                status=status,
                label=visit.t(f"docket.status.{status}"),
                text=row.text if row else "",
                reason=row.reason if row else "",
                measure=visit.t(f"request.measure.{row.measure}") if row and row.measure else "",
                effective=row.measure_day if row else "",
                effective_day=row.effective_day if row else None,
                provision=row.provision if row else "",
                provisions=amended_provisions(visit, row.provision) if row else [],
                day=date.fromisoformat(row.replied_day) if row else None,
            )
        )
    return found


def _bars(visit: Visit, link: Link, axis: Axis, today: date) -> list[Bar]:
    """Our stretch from the first consultation, the ministry's from the letter, a mark for the
    acknowledgement, for each day of answers and each from which something is in force."""
    released = link.letter.released_day if link.letter else None
    answered = sorted({date.fromisoformat(row.replied_day) for row in link.replies})
    bars = []
    if link.opened:
        ended = released or (link.decided if link.state in AGAIN else None) or today
        if answered and not released:
            ended = min(ended, answered[0])
        x, width = stretch(axis, link.opened, max(ended, link.opened))
        bars.append(Bar(kind="ours", x=x, width=width, label=visit.t("docket.zone.ours")))
    if released:
        settled = link.state.value not in ("submitted", "continued")
        ended = max(answered) if answered and settled else today
        x, width = stretch(axis, released, max(ended, released))
        bars.append(Bar(kind="ministry", x=x, width=width, label=visit.t("docket.zone.ministry")))
    if link.received:
        bars.append(Bar(kind="received", x=axis.place(link.received), sign="◇",
                        label=visit.t("docket.status.received")))  # fmt: skip
    for day in answered:
        outcomes = [row.outcome for row in link.replies if row.replied_day == day.isoformat()]
        told = of_day(outcomes)
        label = visit.t(f"docket.status.{told}")
        bars.append(Bar(kind=told, x=axis.place(day), sign=_SIGNS[told], label=label))
    bars += [
        Bar(kind="amended", x=axis.place(day), sign="§", label=visit.t("docket.in_force"))
        for day in _in_force(link)
    ]
    return bars


def _events(visit: Visit, link: Link, row: CaseRow) -> list[Event]:
    number = link.request.number or ""

    def event(day: date | None, zone: str, what: str, text: str = "") -> list[Event]:
        if day is None:
            return []
        return [
            Event(
                day=day, number=number, request_id=link.request.id, zone=zone,
                zone_label=visit.t(f"docket.zone.{zone}"), what=what, text=text,
            )
        ]  # fmt: skip

    t = visit.t
    events = [
        *event(row.opened, "ours", t("docket.event.opened")),
        *event(row.decided, "ours", t("docket.event.decided")),
        *event(row.released, "ours", t("docket.event.released"), row.letter_number),
        *event(row.received, "ministry", t("docket.event.received")),
        *event(row.studied, "ministry", t("docket.event.studied")),
    ]
    for point in row.points:
        what = f"{t('request.point', n=point.number)}{t('site.colon')}{point.label}"
        events += event(point.day, "ministry", what, point.reason or point.text)
        if point.effective_day:
            numbered = t("request.point", n=point.number)
            what = f"{t('docket.in_force')}{t('site.paren', text=numbered)}"
            told = point.provision or point.measure or point.effective
            events += event(point.effective_day, "ministry", what, told)
    for one in row.amended:
        text = f"{one.provision.name}{t('site.colon')}{one.summary}"
        events += event(one.in_force, "ministry", t("docket.amended"), text)
    return events
