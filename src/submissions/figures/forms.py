"""Which figures are asked for."""

from submissions.figures.counting import By
from web.form import Form


class Which(Form):
    """What the cases are divided by."""

    by: By = By.YEAR
