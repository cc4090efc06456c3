"""How companies stand, by sector: what they said, and their silence told apart."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from proposals.deliberation.kinds import Stand

# Words for what was not said; neither is ever counted as one of the four positions.
SILENT, DEEMED_SILENT = "silent", "deemed"


@dataclass(frozen=True)
class Told:
    """A company's position that stands, and the version it was given on."""

    company_id: str
    value: Stand
    version: int = 1


@dataclass(frozen=True)
class Row:
    """Numbers of companies, by `Stand`, "silent" or "deemed"."""

    counts: Mapping[str, int]

    @property
    def asked(self) -> int:
        return sum(self.counts.values())

    @property
    def answered(self) -> int:
        return sum(self.counts[stand] for stand in Stand)

    @property
    def accepting(self) -> int:
        """Those who said that they support it or can live with it; silence is no such word."""
        return self.counts[Stand.SUPPORT] + self.counts[Stand.CAN_LIVE_WITH]


@dataclass(frozen=True)
class Summary:
    """The whole and its sectors, in the order of the sectors given. `unanswered` are companies
    asked that said nothing, `on_older` those whose position is on an older version."""

    whole: Row
    sectors: Mapping[str, Row]
    unanswered: tuple[str, ...] = ()
    on_older: tuple[str, ...] = field(default=())


def summary(
    positions: Iterable[Told], asked: Mapping[str, str], *, deemed: bool = False, latest: int = 1
) -> Summary:
    """Count the positions of the companies asked (company id to sector id).

    `deemed`: the round was announced with the rule that silence is no objection, and has closed;
    silence is then counted as deemed, which is no position either. A position of a company that
    was not asked is not counted.
    """
    stands = {told.company_id: told for told in positions if told.company_id in asked}
    quiet = DEEMED_SILENT if deemed else SILENT
    words = {one: stands[one].value if one in stands else quiet for one in asked}
    return Summary(
        whole=_row(words.values()),
        sectors={
            sector: _row(word for one, word in words.items() if asked[one] == sector)
            for sector in dict.fromkeys(asked.values())
        },
        unanswered=tuple(one for one in asked if one not in stands),
        on_older=tuple(one for one in asked if one in stands and stands[one].version < latest),
    )


def _row(words: Iterable[str]) -> Row:
    counts: dict[str, int] = {str(word): 0 for word in (*Stand, SILENT, DEEMED_SILENT)}
    for word in words:
        counts[str(word)] += 1
    return Row(counts)
