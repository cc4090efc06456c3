"""What the asking company answers."""

from web.form import Form, Prose


class Answer(Form):
    """The answer as Markdown; it passes the review before it leaves."""

    text: Prose(10_000)
