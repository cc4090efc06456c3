"""The opinion map: where groups stand to one another, never where a single company stands.

Companies are placed by principal components, groups are discovered by k-means with the number of
groups chosen by silhouette, both by scikit-learn. What leaves here are middles and spreads of
groups of at least `LEAST` companies, rounded; the basis with which a company is shown its own
place is kept apart.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from proposals.rounds.answers import Asked, Values
from proposals.rounds.kinds import VALUE, QuestionKind

LEAST = 5
_COMPANIES, _STATEMENTS = 2 * LEAST, 3
_MOST_GROUPS = 5
_CLEAR = 0.2  # a silhouette below this is no structure worth telling
_SEED = 20_260_401


@dataclass(frozen=True)
class Drawn:
    """`figures` for everybody; `basis` to place one company's own answer."""

    figures: dict[str, Any]
    basis: dict[str, Any]


def draw(
    questions: Sequence[Asked], answers: Mapping[str, Values], group_of: Mapping[str, str]
) -> Drawn | None:
    """The map, None where there are too few statements or companies for one.

    Companies are put in the order of their answers before anything is computed, so the map is the
    same in whatever order they are given.
    """
    placed = [one for one in questions if one.kind in (QuestionKind.SCALE, QuestionKind.ITEM)]
    if len(placed) < _STATEMENTS or len(answers) < _COMPANIES:
        return None
    import numpy as np  # a second to import, needed at the close alone
    from sklearn.cluster import KMeans
    from sklearn.decomposition import PCA
    from sklearn.metrics import silhouette_score
    from threadpoolctl import threadpool_limits

    rows = sorted(
        ([_value(values, one.id) for one in placed], group_of[company])
        for company, values in answers.items()
    )  # fmt: skip
    matrix = np.array([[np.nan if v > 1 else v for v in row] for row, _ in rows], dtype=float)
    seen = ~np.isnan(matrix)
    means = np.where(seen, matrix, 0).sum(axis=0) / np.maximum(seen.sum(axis=0), 1)
    filled = np.where(seen, matrix, means)
    if np.allclose(filled, filled[0]):
        return None
    pca = PCA(n_components=2, svd_solver="full")
    with threadpool_limits(1):  # so small a matrix is slower with more
        points = pca.fit_transform(filled)
    reach = float(np.abs(points).max())
    points = points / reach
    labels = [label for _, label in rows]
    figures: dict[str, Any] = {
        "sectors": [
            {"id": one} | _spread(np, points[[label == one for label in labels]])
            for one in dict.fromkeys(group_of.values()) if labels.count(one) >= LEAST
        ],
        "groups": [],
        "explained": [round(float(part), 2) for part in pca.explained_variance_ratio_],
    }
    figures["sectors"].sort(key=lambda one: one["id"])
    with threadpool_limits(1):
        found, clear = _discovered(np, points, KMeans, silhouette_score)
    if found is not None:
        spreads = [_spread(np, points[found == mark]) for mark in range(int(found.max()) + 1)]
        figures["groups"] = sorted(spreads, key=lambda one: (one["x"], one["y"]))
        figures["silhouette"] = round(clear, 2)
    basis = {
        "questions": [one.id for one in placed],
        "means": means.tolist(),
        "centre": pca.mean_.tolist(),
        "axes": pca.components_.tolist(),
        "reach": reach,
    }
    return Drawn(figures, basis)


def own_place(basis: Mapping[str, Any], values: Values) -> tuple[float, float]:
    """Where this company's own answer stands on the map."""
    row = [_value(values, one) for one in basis["questions"]]
    filled = [mean if v > 1 else v for v, mean in zip(row, basis["means"], strict=True)]
    x, y = (
        sum((v - c) * a for v, c, a in zip(filled, basis["centre"], axis, strict=True))
        / basis["reach"]
        for axis in basis["axes"]
    )
    return round(x, 3), round(y, 3)


def _discovered(np: Any, points: Any, k_means: Any, silhouette: Any) -> tuple[Any, float]:
    """The clearest division into groups of at least `LEAST`, and how clear it is."""
    best, found = _CLEAR, None
    for n in range(2, _MOST_GROUPS + 1):
        if len(np.unique(points, axis=0)) <= n:
            break
        marks = k_means(n_clusters=n, n_init=10, random_state=_SEED).fit_predict(points)
        if min(np.bincount(marks)) < LEAST:
            continue
        clear = float(silhouette(points, marks))
        if clear > best:
            best, found = clear, marks
    return found, best


def _value(values: Values, question: str) -> float:
    """Between -1 and 1; 2 for no answer, so that rows can be put in order."""
    return VALUE.get(str(values.get(question, {}).get("value", "")), 2.0)


def _spread(np: Any, points: Any) -> dict[str, Any]:
    """Middle and spread of a group: half axes of one standard deviation, turned by `angle`."""
    middle = points.mean(axis=0)
    widths, turns = np.linalg.eigh(np.cov(points.T))
    x, y = turns[:, 1]
    return {
        "n": len(points),
        "x": round(float(middle[0]), 2),
        "y": round(float(middle[1]), 2),
        "long": round(float(np.sqrt(max(widths[1], 0))), 2),
        "short": round(float(np.sqrt(max(widths[0], 0))), 2),
        "angle": round(float(np.degrees(np.arctan2(y, x)))) % 180,
    }
