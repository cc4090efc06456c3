"""Where a request stands and how it got there: steps, moves, what comes next, its story."""

from foundation.dates import day_in_japan, short_date
from proposals.drafting.counts import Counts
from proposals.drafting.naming import Names, deadline, turn
from proposals.drafting.text_views import VersionRef
from proposals.drafting.views import Fact, MoveView, NextView, Step, StoryEntry
from proposals.models import Request, StateChange, Version
from proposals.queries import Seen
from proposals.rules import Facts, may_move
from proposals.stages import BY_NAME, ENDS, STEPS, TURN, Move, Mover, State, moves_from
from web.visit import Visit

# Moves whose forms stand elsewhere on the page; those of a ballot stand on the ballot's own.
_PLACES = {
    "open_consultation": "#consultation",
    "open_ballot": "#ballot",
    "convey_both_views": "#deadlock",
    "merge": "#merge",
}
_ELSEWHERE = frozenset({"carry", "lose", "leave_undecided"})
_GRAVE = frozenset({"withdraw", "merge"})


def facts_strip(visit: Visit, seen: Seen, figures: Counts) -> list[Fact]:
    """The figures of the head, once there is something to count."""
    if seen.request.number is None:
        return []
    strip = []
    if figures.asked:
        strip = [
            Fact(
                figure=f"{figures.answered if figures.sealed else figures.accepting}"
                f"/{figures.asked}",
                label=visit.t(
                    "request.fact.answered" if figures.sealed else "request.fact.accepting"
                ),
            ),
            Fact(
                figure=str(max(figures.asked - figures.answered, 0)),
                label=visit.t("request.fact.silent"),
            ),
        ]
    objections = Fact(
        figure=str(figures.open_objections),
        label=visit.t("request.fact.objections"),
        warn=figures.open_objections > 0,
    )
    return [
        *strip,
        objections,
        Fact(figure=str(figures.comments), label=visit.t("request.fact.comments")),
    ]


def steps(
    visit: Visit, request: Request, changes: list[StateChange], figures: Counts
) -> list[Step]:
    """The road with the days on which its steps were reached."""
    state = State(request.state)
    standing = State(changes[0].before) if state in ENDS and changes else state
    at = next((i for i, (_, states) in enumerate(STEPS) if standing in states), 0)
    reached = {State(change.after): day_in_japan(change.at) for change in reversed(changes)}
    reached[State.DRAFT] = day_in_japan(request.created_at)
    due = deadline(visit, state, figures)
    out: list[Step] = []
    for i, (name, states) in enumerate(STEPS):
        days = [reached[one] for one in states if one in reached]
        sub = short_date(min(days), visit.lang) if days and i <= at else ""
        if i == at:
            sub = (
                visit.t("request.until", day=short_date(due.day, visit.lang))
                if due
                else (visit.t(f"state.{state}") if state in ENDS else turn(visit, state) or sub)
            )
        status = "done" if i < at else "current" if i == at else "todo"
        out.append(Step(label=visit.t(f"step.{name}"), sub=sub, status=status))
    if state in (State.ADOPTED, State.PARTIALLY_ADOPTED, State.DECLINED):
        out[-1].status = "done"
        out[-1].sub = visit.t(f"state.{state}")
    return out


def moves(visit: Visit, seen: Seen, facts: Facts) -> list[MoveView]:
    """The moves this reader has a part in, each with the verdict on it."""
    return [
        MoveView(
            name=line.name,
            label=visit.t(f"move.{line.name}"),
            may=visit.may(may_move(seen.relation, seen.state, line, facts)),
            note=line.note,
            grave=line.name in _GRAVE,
            at=_PLACES.get(line.name, ""),
        )
        for line in moves_from(seen.state)
        if seen.relation.movers() & line.movers and line.name not in _ELSEWHERE
    ]


def coming(visit: Visit, seen: Seen) -> list[NextView]:
    """What others can do next, without the ways out."""
    return [
        NextView(label=visit.t(f"move.{line.name}"), who=_who(visit, line))
        for line in moves_from(seen.state)
        if TURN[seen.state]
        and line.name not in _GRAVE
        and line.target is not seen.state
        and not seen.relation.movers() & line.movers
    ]


def told(
    visit: Visit,
    seen: Seen,
    names: Names,
    changes: list[StateChange],
    versions: list[tuple[Version, VersionRef]],
) -> list[StoryEntry]:
    """The request's course, newest first: its moves and its versions, by the day.

    Days and no hours: the hour somebody works at is a trace of who it is.
    """
    request = seen.request
    entries = [(change.at, _move_told(visit, seen, names, change)) for change in changes]
    entries += [(row.created_at, _version_told(visit, request, ref)) for row, ref in versions[:-1]]
    entries.sort(key=lambda entry: entry[0], reverse=True)
    drafted = StoryEntry(day=day_in_japan(request.created_at), text=visit.t("story.drafted"))
    return [*(entry for _, entry in entries), drafted]


def _version_told(visit: Visit, request: Request, ref: VersionRef) -> StoryEntry:
    address = f"/requests/{request.id}/compare?from={ref.number - 1}&to={ref.number}"
    return StoryEntry(
        day=ref.day,
        text=visit.t("story.version", version=ref.label),
        note=ref.summary,
        by=ref.author,
        href=visit.url(address),
    )


def _move_told(visit: Visit, seen: Seen, names: Names, change: StateChange) -> StoryEntry:
    inside = seen.relation.requester or seen.relation.secretary
    before_members = State(change.before) in (State.DRAFT, State.TRIAGE)
    requester = BY_NAME[change.move].movers == {Mover.REQUESTER}
    return StoryEntry(
        day=day_in_japan(change.at),
        text=visit.t(f"story.{change.move}"),
        note=change.note if inside or not before_members else "",
        by=visit.t("request.asker") if requester else names.person(change.by_id),
    )


def _who(visit: Visit, line: Move) -> str:
    return visit.t("request.or").join(
        visit.t(f"mover.{mover}") for mover in Mover if mover in line.movers
    )
