"""Names and labels of requests in the reader's language, redacted for this reader."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from sqlmodel import col, select

from committees.queries import bodies
from foundation.dates import day_in_japan
from identity.models import Company, Person
from proposals import authorship
from proposals.authorship import Shown
from proposals.drafting.counts import Counts, counts
from proposals.drafting.text_views import VersionRef
from proposals.drafting.views import BodyRef, Deadline, ReplyView, RequestRef, RequestRow
from proposals.models import PointReply, Request, Version
from proposals.stages import TURN, State
from web.visit import Visit


@dataclass
class Names:
    """Names by id, looked up once for a whole page."""

    visit: Visit
    bodies: dict[str, str] = field(default_factory=dict)
    companies: dict[str, str] = field(default_factory=dict)
    people: dict[str, str] = field(default_factory=dict)

    def body(self, body_id: str) -> BodyRef:
        if not self.bodies:
            rows = bodies(self.visit.work.db)
            self.bodies = {row.id: self.visit.name(row.name_ja, row.name_en) for row in rows}
        return BodyRef(id=body_id, name=self.bodies[body_id])

    def load(self, shown: Iterable[Shown]) -> None:
        """Look up whoever may be shown, in two queries."""
        db, name = self.visit.work.db, self.visit.name
        known = list(shown)
        companies = {one.company_id for one in known} - {None} - self.companies.keys()
        people = {one.person_id for one in known} - {None} - self.people.keys()
        if companies:
            for firm in db.exec(select(Company).where(col(Company.id).in_(companies))):
                self.companies[firm.id] = name(firm.short_ja, firm.name_en)
        if people:
            for person in db.exec(select(Person).where(col(Person.id).in_(people))):
                self.people[person.id] = name(person.name_ja, person.name_en)

    def person(self, person_id: str | None) -> str:
        """A person's own name, "" for nobody."""
        if person_id is None:
            return ""
        self.load([Shown(None, person_id, requester=False)])
        return self.people.get(person_id, "")

    def asker(self, shown: Shown) -> str:
        """Who asks, as the head of a request says it."""
        return self._known(shown) or self.visit.t("request.some_member")

    def author(self, shown: Shown) -> str:
        """Who wrote a version: 「要望者」 where more must not be said."""
        return self._known(shown) or self.visit.t("request.asker")

    def _known(self, shown: Shown) -> str:
        self.load([shown])
        if shown.company_id:
            return self.companies[shown.company_id]
        return self.people[shown.person_id] if shown.person_id else ""


def title(visit: Visit, request: Request) -> str:
    return visit.name(request.title_ja, request.title_en)


def ref(visit: Visit, request: Request, relation: str = "") -> RequestRef:
    """The request as a link; `relation` is how it is linked, in words."""
    return RequestRef(
        id=request.id,
        number=request.number,
        title=title(visit, request),
        state=request.state,
        state_label=visit.t(f"state.{request.state}"),
        relation=relation,
    )


def reply(visit: Visit, row: PointReply) -> ReplyView:
    """The ministry's answer to one point."""
    return ReplyView(
        point=row.point,
        asked=row.asked,
        outcome=row.outcome,
        outcome_label=visit.t(f"request.outcome.{row.outcome}"),
        text=row.text,
        reason=row.reason,
        measure=visit.t(f"request.measure.{row.measure}") if row.measure else "",
        measure_day=row.measure_day,
        effective_day=row.effective_day,
        provision=row.provision,
        day=date.fromisoformat(row.replied_day),
    )


def version_ref(visit: Visit, names: Names, row: Version, author: Shown) -> VersionRef:
    return VersionRef(
        number=row.number,
        label=visit.t("request.version", n=row.number),
        author=names.author(author),
        summary=row.summary or visit.t(
            "request.first_version" if row.number == 1 else "attachment.changed"
        ),
        day=day_in_japan(row.created_at),
    )


def deadline(visit: Visit, state: State, counted: Counts) -> Deadline | None:
    """The end of what is open, on Japan's calendar."""
    if counted.due is None or state not in (State.CONSULTATION, State.BALLOT):
        return None
    day = day_in_japan(counted.due)
    left = (day - day_in_japan(visit.work.now)).days
    return Deadline(day=day, days_left=left, label=visit.t(f"request.due.{state}"))


def turn(visit: Visit, state: State) -> str:
    """Whose turn it is, "" at the ends."""
    return visit.t(f"turn.{TURN[state]}") if TURN[state] else ""


def rows(visit: Visit, requests: list[Request]) -> list[RequestRow]:
    """Requests as lists show them. Takes the same few queries however many they are."""
    db, actor = visit.work.db, visit.work.actor
    askers = authorship.shown_requesters(db, requests, actor)
    own = authorship.own_among(db, requests, actor)
    figures = counts(db, [request.id for request in requests])
    names = Names(visit)
    names.load(askers.values())
    return [
        _row(visit, names, request, askers[request.id], figures[request.id], request.id in own)
        for request in requests
    ]


def _row(
    visit: Visit, names: Names, request: Request, asker: Shown, figures: Counts, mine: bool
) -> RequestRow:
    state = State(request.state)
    return RequestRow(
        id=request.id,
        number=request.number,
        title=title(visit, request),
        state=state,
        state_label=visit.t(f"state.{state}"),
        body=names.body(request.body_id),
        kind_label=visit.t(f"request_kind.{request.kind}"),
        priority=request.priority,
        requester=names.asker(asker),
        is_mine=mine,
        turn=turn(visit, state),
        changed=day_in_japan(request.changed_at),
        deadline=deadline(visit, state, figures),
        comments=figures.comments,
        answered=figures.answered,
        asked=figures.asked,
        open_objections=figures.open_objections,
    )
