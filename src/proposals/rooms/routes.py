"""Doors of the company rooms."""

from proposals.rooms import forms, pages, views
from proposals.rounds.forms import AnswerForm
from web.door import Act, Door, View
from web.form import NoFields

_ROUND = "/rounds/{round_id:id}/room"
_REQUEST = "/requests/{request_id:id}/room"
# Sixty reasons of four thousand characters, percent-encoded.
_ANSWER_LIMIT = 3_000_000

ROUTES: tuple[Door, ...] = (
    View("rooms", "/rooms", "proposals/rooms.html", pages.rooms, views.RoomsView),
    Act("set_approval", "/rooms/approval", forms.SetApproval, pages.set_approval, "rooms"),
    View("round_room", _ROUND, "proposals/round_room.html", pages.round_room,
         views.RoundRoomView),
    Act("save_room", f"{_ROUND}/draft", AnswerForm, pages.save_room, "round_room",
        body_limit=_ANSWER_LIMIT),
    Act("ask_approval", f"{_ROUND}/approval", AnswerForm, pages.ask_approval, "round_room",
        body_limit=_ANSWER_LIMIT),
    Act("confirm_answer", f"{_ROUND}/answer", AnswerForm, pages.confirm_answer, "round_room",
        body_limit=_ANSWER_LIMIT),
    Act("withdraw_answer", f"{_ROUND}/withdrawal", NoFields, pages.withdraw_answer, "round_room"),
    Act("return_draft", f"{_ROUND}/return", forms.ReturnDraft, pages.return_draft, "round_room"),
    Act("note_on_round", f"{_ROUND}/notes", forms.RoomNoteForm, pages.note_on_round, "round_room",
        creates=True),
    View("request_room", _REQUEST, "proposals/request_room.html", pages.request_room,
         views.RequestRoomView),
    Act("save_stand", f"{_REQUEST}/draft", forms.StandForm, pages.save_stand, "request_room"),
    Act("ask_stand", f"{_REQUEST}/approval", forms.StandForm, pages.ask_stand, "request_room"),
    Act("give_stand", f"{_REQUEST}/position", forms.StandForm, pages.give_stand, "request_room"),
    Act("return_stand", f"{_REQUEST}/return", forms.ReturnDraft, pages.return_stand,
        "request_room"),
    Act("note_on_request", f"{_REQUEST}/notes", forms.RoomNoteForm, pages.note_on_request,
        "request_room", creates=True),
)  # fmt: skip
