"""What is sent to change a company's names."""

from identity.models import NameKind
from web.form import Form, Line


class AddName(Form):
    """A further name and what it is."""

    kind: NameKind
    text: Line(100)
