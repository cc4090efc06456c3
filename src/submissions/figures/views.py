"""What is shown of the figures."""

from pydantic import BaseModel


class Tab(BaseModel):
    """A way to divide the cases."""

    by: str
    label: str
    current: bool


class LineView(BaseModel):
    """A row; None is a number that is left out."""

    label: str
    counts: dict[str, int | None]
    requested: int | None
    answered: int | None
    adopted: int | None


class WaitView(BaseModel):
    """Days until the last answer, of the answered requests of a fiscal year."""

    label: str
    answered: int
    median_days: int
    longest_days: int


class CarriedView(BaseModel):
    """How much of what was adopted of a fiscal year's requests is in force."""

    label: str
    adopted: int
    dated: int
    in_force: int
    median_days: int | None


class BalanceView(BaseModel):
    """Burden against effectiveness of control in a fiscal year; `control` in per cent."""

    label: str
    requested: int
    relief: int
    control: int
    leans: bool


class FiguresView(BaseModel):
    """Figures over all requests that have reached the ministry and that the reader may see."""

    requested: int
    answered: int
    adopted: int
    tabs: list[Tab]
    by: str
    by_label: str
    outcomes: list[tuple[str, str]]
    lines: list[LineView]
    left_out: bool
    waits: list[WaitView]
    longest: int
    carried: list[CarriedView]
    balances: list[BalanceView]
    leans: bool
