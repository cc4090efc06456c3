"""What is sent to open a straw poll and to answer it."""

from proposals.straw_polls.kinds import Feeling
from web.form import Day, Form, Prose


class OpenStrawPoll(Form):
    """The last day to answer (its end in Japan), and the question where it is not the usual."""

    closes: Day
    question: Prose(1_000) | None = None


class AnswerStrawPoll(Form):
    """An answer, never chosen beforehand; a reason for all but those who can live with it."""

    choice: Feeling
    reason: Prose(4_000) | None = None
