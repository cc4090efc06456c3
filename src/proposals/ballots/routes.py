"""Doors of ballots."""

from proposals.ballots import forms, pages, views
from web.door import Act, Door, View
from web.form import NoFields

_ONE = "/ballots/{ballot_id:id}"

ROUTES: tuple[Door, ...] = (
    View("ballots", "/ballots", "proposals/ballots.html", pages.ballots, views.BallotsView),
    View("ballot", _ONE, "proposals/ballot.html", pages.ballot, views.BallotView),
    Act("open_ballot", "/requests/{request_id:id}/ballot", forms.OpenBallot, pages.open_ballot,
        "request", creates=True),
    Act("cast_vote", f"{_ONE}/vote", forms.CastVote, pages.vote, "ballot", creates=True),
    Act("recuse", f"{_ONE}/recusal", forms.Reason, pages.recuse, "ballot", creates=True),
    Act("give_proxy", f"{_ONE}/proxy", forms.GiveProxy, pages.give_proxy, "ballot", creates=True),
    Act("take_back_proxy", f"{_ONE}/proxy/end", NoFields, pages.take_back_proxy, "ballot"),
    Act("close_ballot", f"{_ONE}/close", NoFields, pages.close, "ballot"),
    Act("break_tie", f"{_ONE}/casting-vote", forms.CastingVote, pages.break_tie, "ballot"),
    Act("void_ballot", f"{_ONE}/void", forms.Reason, pages.void, "ballot"),
)  # fmt: skip
