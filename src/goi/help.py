"""The help page: how a request travels, who does what, what anonymity means here."""

from pydantic import BaseModel

from proposals.stages import MOVES, STEPS, TURN, State
from web.door import Audience, Door, View
from web.visit import Visit


class MoveHelp(BaseModel):
    name: str
    who: list[str]
    to: str


class StateHelp(BaseModel):
    """A state, whose turn it is in it, and the moves out of it."""

    state: str
    name: str
    turn: str
    moves: list[MoveHelp]


class HelpView(BaseModel):
    steps: list[str]
    states: list[StateHelp]


def page(visit: Visit) -> HelpView:
    """Made from the table of states, so that it tells what the program does."""
    return HelpView(
        steps=[name for name, _states in STEPS],
        states=[
            StateHelp(
                state=state,
                name=visit.t(f"state.{state}"),
                turn=visit.t(f"turn.{TURN[state]}") if TURN[state] else "",
                moves=[
                    MoveHelp(
                        name=visit.t(f"move.{move.name}"),
                        who=[visit.t(f"mover.{mover}") for mover in sorted(move.movers)],
                        to=visit.t(f"state.{move.target}"),
                    )
                    for move in MOVES
                    if state in move.sources
                ],
            )
            for state in State
        ],
    )


ROUTES: tuple[Door, ...] = (
    View("help", "/help", "goi/help.html", page, HelpView, Audience.ANYONE),
)
