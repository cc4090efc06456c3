"""Which cells of published tables must be left out, so that no company can be found in them.

Tables that share their margins form a network: every cell is an arc between two nodes, and at each
node what comes in goes out (a row's cells make up its total, a total is divided among a column's
cells). What an outsider knows of a cell that is left out is exactly what the flows through the
other left-out cells allow, in whole numbers (Gusfield, A Graph Theoretic Approach to Statistical
Data Security, SIAM J. Comput. 17, 1988). So the greatest and the least value a cell can have is a
question of flow, and answered exactly.

A cell of 1 or 2 companies is left out (primary suppression); then others, until no left-out cell
can be calculated back to fewer than `width + 1` whole numbers (complementary suppression).
"""

import heapq
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from proposals.disclosure_control import K

WIDTH = 2

Cell = str
Node = str


@dataclass(frozen=True)
class Arc:
    """A cell: its number of companies flows from `tail` to `head`. `known`: published in any case,
    such as how many companies replied at all."""

    cell: Cell
    tail: Node
    head: Node
    value: int
    known: bool = False


def suppressed(arcs: Sequence[Arc], k: int = K, width: int = WIDTH) -> frozenset[Cell]:
    """The cells to leave out. Every one of them can be any of at least `width + 1` whole numbers
    for all that the published ones tell; if that can't be had, all cells but the known ones are
    left out.

    The answer depends on the cells alone, not on their order.
    """
    ordered = sorted(arcs, key=lambda arc: arc.cell)
    out = {arc.cell for arc in ordered if 0 < arc.value < k and not arc.known}
    while exposed := _exposed(ordered, out, width):
        more = _cover(ordered, out, exposed, width)
        if more is None:
            return frozenset(arc.cell for arc in ordered if not arc.known)
        out |= more
    return frozenset(out)


def interval(arcs: Sequence[Arc], out: frozenset[Cell] | set[Cell], cell: Cell) -> tuple[int, int]:
    """The least and the greatest value the left-out cell can have for all that is published; the
    greatest is capped at the sum of all cells."""
    arc = next(one for one in arcs if one.cell == cell)
    ceiling = sum(one.value for one in arcs)
    free = [one for one in arcs if one.cell in out and one.cell != cell]
    up = _flow(free, arc.head, arc.tail, ceiling)
    down = _flow(free, arc.tail, arc.head, arc.value)
    return arc.value - down, arc.value + up


def _exposed(arcs: Sequence[Arc], out: set[Cell], width: int) -> Arc | None:
    """The first left-out cell that could be calculated back too closely."""
    for arc in arcs:
        if arc.cell not in out:
            continue
        free = [one for one in arcs if one.cell in out and one is not arc]
        down = _flow(free, arc.tail, arc.head, min(arc.value, width))
        if down < width and down + _flow(free, arc.head, arc.tail, width - down) < width:
            return arc
    return None


def _flow(free: Iterable[Arc], source: Node, sink: Node, most: int) -> int:
    """How much more can flow from source to sink, at most `most`: forward through a left-out cell
    without limit, backward as much as it holds."""
    room = _Residual(free, {})
    sent = 0
    while sent < most and (path := room.cheapest(source, sink)):
        sent += room.send(path, most - sent)
    return sent


def _cover(
    arcs: Sequence[Arc], out: set[Cell], exposed: Arc, width: int
) -> set[Cell] | None:
    """Further cells that give the exposed one its width, as cheap as may be: small cells before
    large ones. None where there are none."""
    prices = {
        one.cell: 0 if one.cell in out else 1 + one.value
        for one in arcs if not one.known and one is not exposed
    }
    room = _Residual([one for one in arcs if one.cell in prices], prices)
    sent, used = 0, set[Cell]()
    while sent < width:
        path = room.cheapest(exposed.head, exposed.tail)
        if not path:
            return None
        sent += room.send(path, width - sent)
        used |= {cell for cell, _ in path}
    return used - out or None


class _Residual:
    """What may still flow: by cell and direction, with the price of using the cell."""

    def __init__(self, arcs: Iterable[Arc], prices: Mapping[Cell, int]) -> None:
        self._prices = prices
        self._backward: dict[Cell, int] = {}
        self._ends: dict[Cell, tuple[Node, Node]] = {}
        self._at: dict[Node, list[tuple[Cell, bool]]] = defaultdict(list)
        for arc in arcs:
            self._backward[arc.cell] = arc.value
            self._ends[arc.cell] = arc.tail, arc.head
            self._at[arc.tail].append((arc.cell, True))
            self._at[arc.head].append((arc.cell, False))

    def cheapest(self, source: Node, sink: Node) -> list[tuple[Cell, bool]]:
        """The steps of a cheapest way, each a cell and whether forward; empty for no way."""
        best: dict[Node, tuple[int, int]] = {source: (0, 0)}
        before: dict[Node, tuple[Node, tuple[Cell, bool]]] = {}
        queue: list[tuple[int, int, Node]] = [(0, 0, source)]
        while queue:
            price, steps, node = heapq.heappop(queue)
            if node == sink:
                break
            if (price, steps) > best[node]:
                continue
            for cell, forward in self._at[node]:
                if not forward and not self._backward[cell]:
                    continue
                there = self._ends[cell][1 if forward else 0]
                reached = price + self._prices.get(cell, 0), steps + 1
                if there not in best or reached < best[there]:
                    best[there] = reached
                    before[there] = node, (cell, forward)
                    heapq.heappush(queue, (*reached, there))
        if sink not in before:
            return []
        path = []
        while sink != source:
            sink, step = before[sink]
            path.append(step)
        return path[::-1]

    def send(self, path: Sequence[tuple[Cell, bool]], most: int) -> int:
        """Send along the way what it can take, at most `most`; answers how much."""
        held = [self._backward[cell] for cell, forward in path if not forward]
        amount = min([most, *held])
        for cell, forward in path:
            self._backward[cell] += amount if forward else -amount
        return amount
