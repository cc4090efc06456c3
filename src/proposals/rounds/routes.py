"""Doors of opinion rounds."""

from proposals.rounds import forms, pages, views
from web.door import Act, Door, Page, View
from web.form import NoFields

_ONE = "/rounds/{round_id:id}"
_QUESTION = f"{_ONE}/questions/{{round_question_id:id}}"

ROUTES: tuple[Door, ...] = (
    View("rounds", "/rounds", "proposals/rounds.html", pages.rounds, views.RoundsView),
    View("new_round", "/rounds/new", "proposals/round_edit.html", pages.new_round,
         views.RoundFormView, query=forms.NewRoundQuery),
    Act("create_round", "/rounds/new", forms.NewRound, pages.create_round, "new_round",
        creates=True),
    View("round", _ONE, "proposals/round.html", pages.round_page, views.RoundView),
    View("edit_round", f"{_ONE}/edit", "proposals/round_edit.html", pages.edit_round,
         views.RoundFormView),
    Act("change_round", f"{_ONE}/edit", forms.RoundForm, pages.change_round, "edit_round"),
    Act("add_questions", f"{_ONE}/questions", forms.AddQuestions, pages.add_questions, "round",
        creates=True),
    Act("remove_question", f"{_QUESTION}/removal", NoFields, pages.remove_question, "round"),
    Act("open_round", f"{_ONE}/opening", forms.OpenRound, pages.open_round, "round"),
    Act("extend_round", f"{_ONE}/extension", forms.ExtendRound, pages.extend_round, "round"),
    Act("close_round", f"{_ONE}/close", forms.CloseRound, pages.close_round, "round"),
    Act("discard_round", f"{_ONE}/discard", NoFields, pages.discard_round, "round"),
    View("round_results", f"{_ONE}/results", "proposals/round_results.html", pages.results,
         views.ResultsView),
    Page("round_results_csv", f"{_ONE}/results.csv", pages.results_csv),
    Page("round_results_xlsx", f"{_ONE}/results.xlsx", pages.results_xlsx),
    Page("round_answers_csv", f"{_ONE}/answers.csv", pages.answers_csv),
    Page("round_answers_xlsx", f"{_ONE}/answers.xlsx", pages.answers_xlsx),
)  # fmt: skip
