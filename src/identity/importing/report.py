"""What an import would do, or did: each row's fate, and everything that is wrong, by line."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Fault:
    """What is wrong in a line; `column` is "" where it is the whole line. `key` is a text key."""

    line: int
    column: str
    key: str
    params: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Change:
    """A row that is made or changed: `values` are to be kept, `row` is what stands there now.
    `before` and `after` say in words what differs."""

    line: int
    label: str
    values: Mapping[str, Any]
    row: Any = None
    before: Mapping[str, str] = field(default_factory=dict)
    after: Mapping[str, str] = field(default_factory=dict)


@dataclass
class Report:
    """The whole import. With a single fault nothing is imported."""

    kind: str
    created: list[Change] = field(default_factory=list)
    changed: list[Change] = field(default_factory=list)
    unchanged: int = 0
    faults: list[Fault] = field(default_factory=list)
    done: bool = False

    @property
    def ok(self) -> bool:
        return not self.faults

    def fault(self, line: int, column: str, key: str, **params: Any) -> None:
        """Note a fault; there may be many."""
        self.faults.append(Fault(line, column, key, params))

    def add(self, change: Change, differs: bool) -> None:
        """Note a row: new, changed or as it is."""
        if change.row is None:
            self.created.append(change)
        elif differs:
            self.changed.append(change)
        else:
            self.unchanged += 1
