"""No left-out cell can be calculated back: an attacker with a solver for whole numbers tries."""

from collections.abc import Sequence
from itertools import product

import numpy as np
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.optimize import LinearConstraint, milp

from proposals.disclosure_control import K
from proposals.disclosure_control.cells import WIDTH, Arc, interval, suppressed


def one_table(counts: Sequence[Sequence[int]]) -> list[Arc]:
    """Rows by columns with both margins and the grand total, which everybody knows."""
    rows, columns = range(len(counts)), range(len(counts[0]))
    return [
        *(Arc(f"x{i},{j}", f"row{i}", f"col{j}", counts[i][j]) for i in rows for j in columns),
        *(Arc(f"r{i}", "all", f"row{i}", sum(counts[i])) for i in rows),
        *(Arc(f"c{j}", f"col{j}", "end", sum(row[j] for row in counts)) for j in columns),
        Arc("n", "end", "all", sum(map(sum, counts)), known=True),
    ]


def two_tables(cube: Sequence[Sequence[Sequence[int]]]) -> list[Arc]:
    """Sectors by choices and choices by sizes out of one cube: they share the choices' totals."""
    sectors, choices, sizes = range(len(cube)), range(len(cube[0])), range(len(cube[0][0]))
    total = sum(map(sum, [row for table in cube for row in table]))
    return [
        *(Arc(f"x{i},{j}", f"s{i}", f"in{j}", sum(cube[i][j])) for i in sectors for j in choices),
        *(Arc(f"y{j},{z}", f"out{j}", f"z{z}", sum(cube[i][j][z] for i in sectors))
          for j in choices for z in sizes),
        *(Arc(f"r{i}", "all", f"s{i}", sum(map(sum, cube[i]))) for i in sectors),
        *(Arc(f"c{j}", f"in{j}", f"out{j}", sum(sum(cube[i][j]) for i in sectors))
          for j in choices),
        *(Arc(f"t{z}", f"z{z}", "end", sum(cube[i][j][z] for i in sectors for j in choices))
          for z in sizes),
        Arc("n", "end", "all", total, known=True),
    ]  # fmt: skip


def attacked(arcs: Sequence[Arc], out: frozenset[str], cell: str) -> tuple[int, int]:
    """What an attacker finds who writes down every sum and solves for one cell, knowing nothing of
    flows: whole numbers, none below zero, published cells as they are."""
    nodes = sorted({arc.tail for arc in arcs} | {arc.head for arc in arcs})
    balance = np.zeros((len(nodes), len(arcs)))
    for place, arc in enumerate(arcs):
        balance[nodes.index(arc.tail), place] -= 1
        balance[nodes.index(arc.head), place] += 1
    published = np.array([arc.cell not in out for arc in arcs])
    values = np.array([arc.value for arc in arcs], dtype=float)
    bounds = (np.where(published, values, 0), np.where(published, values, values.sum()))
    told = [
        LinearConstraint(balance, 0, 0), LinearConstraint(np.eye(len(arcs)), *bounds),
    ]  # fmt: skip
    wanted = np.array([arc.cell == cell for arc in arcs], dtype=float)
    found = [milp(sign * wanted, constraints=told, integrality=1) for sign in (1, -1)]
    return round(found[0].fun), round(-found[1].fun)


def attacked_in_the_cube(
    cube: np.ndarray, arcs: Sequence[Arc], out: frozenset[str], cell: str
) -> tuple[int, int]:
    """The same attacker, who also knows that both tables were made of one cube."""
    sectors, choices, sizes = cube.shape
    atoms = list(product(range(sectors), range(choices), range(sizes)))

    def holds(name: str, i: int, j: int, z: int) -> bool:
        kind, _, rest = name[0], name[1:], name[1:].split(",")
        places = {"x": (i, j), "y": (j, z), "r": (i,), "c": (j,), "t": (z,), "n": ()}[kind]
        return tuple(map(str, places)) == tuple(rest if kind != "n" else ())

    rows = {arc.cell: np.array([holds(arc.cell, *atom) for atom in atoms], float) for arc in arcs}
    told = [LinearConstraint(rows[a.cell], a.value, a.value) for a in arcs if a.cell not in out]
    found = [
        milp(sign * rows[cell], constraints=told, integrality=1, bounds=None) for sign in (1, -1)
    ]
    return round(found[0].fun), round(-found[1].fun)


small = st.one_of(st.integers(0, 4), st.integers(0, 4), st.integers(0, 40))


def tables(most: int = 5) -> st.SearchStrategy[list[list[int]]]:
    return st.tuples(st.integers(2, most), st.integers(2, most)).flatmap(
        lambda size: st.lists(
            st.lists(small, min_size=size[1], max_size=size[1]), min_size=size[0],
            max_size=size[0],
        )
    )  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(tables())
def test_a_solver_finds_no_left_out_cell(counts: list[list[int]]) -> None:
    arcs = one_table(counts)
    out = suppressed(arcs)
    assert {arc.cell for arc in arcs if 0 < arc.value < K and not arc.known} <= out
    assume(sum(map(sum, counts)) >= WIDTH)  # one company alone has no width to give
    for cell in sorted(out)[:6]:
        low, high = attacked(arcs, out, cell)
        assert (low, high) == interval(arcs, out, cell)
        assert high - low >= WIDTH, (cell, low, high)


@settings(max_examples=15, deadline=None)
@given(st.data())
def test_two_tables_that_overlap_give_no_cell_away_together(data: st.DataObject) -> None:
    shape = data.draw(st.tuples(st.integers(2, 3), st.integers(2, 3), st.integers(2, 3)))
    cells = data.draw(st.lists(st.integers(0, 5), min_size=int(np.prod(shape)),
                               max_size=int(np.prod(shape))))  # fmt: skip
    cube = np.array(cells).reshape(shape)
    assume(cube.sum() >= WIDTH)
    arcs = two_tables(cube.tolist())
    out = suppressed(arcs)
    for cell in sorted(out)[:5]:
        low, high = attacked_in_the_cube(cube, arcs, out, cell)
        assert high - low >= WIDTH, (cell, low, high)


@settings(max_examples=40, deadline=None)
@given(tables(), st.randoms())
def test_the_order_of_the_cells_makes_no_difference(counts: list[list[int]], random) -> None:
    arcs = one_table(counts)
    shuffled = arcs[:]
    random.shuffle(shuffled)
    assert suppressed(arcs) == suppressed(shuffled)


def test_nothing_is_left_out_where_every_cell_is_of_three_or_none() -> None:
    assert suppressed(one_table([[3, 0, 12], [7, 5, 4]])) == frozenset()


def test_a_single_small_cell_takes_others_with_it() -> None:
    arcs = one_table([[1, 8, 9], [6, 5, 4], [7, 7, 7]])
    out = suppressed(arcs)
    assert "x0,0" in out and len(out) >= 4
    assert all(high - low >= WIDTH for low, high in (interval(arcs, out, one) for one in out))


def test_where_one_company_alone_differs_its_choice_is_not_told() -> None:
    """A column with one company in it: its total is left out as well, and another one."""
    out = suppressed(one_table([[20, 0, 9], [31, 1, 4], [12, 0, 7]]))
    assert {"c1", "x1,1"} <= out and out & {"c0", "c2"}


def test_a_leaking_rule_would_be_found() -> None:
    """The attacker of these tests does find what only primary suppression leaves."""
    arcs = one_table([[1, 8], [6, 5]])
    only_primary = frozenset({"x0,0"})
    assert attacked(arcs, only_primary, "x0,0") == (1, 1) == interval(arcs, only_primary, "x0,0")
