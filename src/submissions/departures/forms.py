"""What a releasing officer sends about a departure."""

from web.form import Form, Prose


class Override(Form):
    """Why so few companies' texts leave together; it is recorded."""

    reason: Prose(1000)
