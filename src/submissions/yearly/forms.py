"""What is asked of a year."""

from web.form import Form, Line


class Wanted(Form):
    """`committee`: its Japanese name as it stands in the letters; all without one."""

    committee: Line(200) | None = None
