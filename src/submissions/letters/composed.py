"""A letter as it would leave now."""

from dataclasses import dataclass
from functools import cached_property

from submissions.models import Review
from submissions.package import ReleasedLetter
from submissions.rendering.files import Made, make_all


@dataclass(frozen=True)
class Composed:
    """A letter as it would leave now, with its items' reviews in their order, and its files: made
    when somebody first asks for them."""

    letter: ReleasedLetter
    serial: int
    rows: list[Review]

    @cached_property
    def files(self) -> tuple[Made, ...]:
        return tuple(make_all(self.letter))
