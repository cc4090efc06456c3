"""Names that the trained model sees in texts: typed spans, and whatever else may be a name."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from anonymizer.second_net.english import english_names, is_english

if TYPE_CHECKING:
    from anonymizer.second_net.crf import Name, Weights
    from anonymizer.second_net.features import Groups

MODEL = Path(__file__).with_name("model.npz")
_CORP, _PERSON, _SITE, _PRODUCT, _ORGANISATION, _GOVERNMENT, _PLACE, _EVENT = range(8)
# Authorities and events tell of nobody; places are for `singular` and `k`, which count who fits.
_NAMES = ("unknown_corp", "unknown_person", "site", "product", "organisation", None, None, None)
# Classes whose slightest likelihood is worth a question.
_ASKED = (_CORP, _PERSON, _SITE, _PRODUCT, _ORGANISATION)
_ASKED_LABELS = [label for kind in _ASKED for label in (2 * kind + 1, 2 * kind + 2)]
THRESHOLD = 0.04
# How likely a name of each class has to be, bounds and class together, to be said.
_SURE = (0.4, 0.35, 0.4, 0.4, 0.4, 0.4, 0.4, 0.4)
_BY_RULE = 0.5
_RUN = re.compile(r"[ァ-ヺー]{2,}|[A-Za-z\u00c0-\u024f]{2,}")
_UNREADABLE = re.compile("[\0\ud800-\udfff]")
_SENTENCE = re.compile(r"[^。!?\n#*>|\s-][^。!?\n]{0,239}[。!?]*")


class MissingModel(RuntimeError):
    """The second net was never trained on this machine."""


@dataclass(frozen=True, slots=True)
class Guess:
    """[start, end) of a text may be a name of `cls`; "name" where the class is open."""

    start: int
    end: int
    cls: str
    probability: float


@dataclass(frozen=True)
class Model:
    """What was learned, and the words of like meaning that it was learned with."""

    weights: "Weights"
    groups: "Groups"


@cache
def model_of(path: Path = MODEL) -> Model:
    """The model, read once. Raises MissingModel when there is none."""
    import numpy as np

    from anonymizer.second_net.crf import Weights
    from anonymizer.second_net.features import Groups
    if not path.exists():
        raise MissingModel(f"{path.name} is missing: `make install` trains the second net")
    with np.load(path) as file:
        return Model(
            Weights(file["hashes"], file["rows"], file["follow"]),
            Groups(file["words"], file["numbers"].astype(np.uint64)),
        )


def guesses(texts: Sequence[str], model: Model | None = None) -> list[list[Guess]]:
    """What may be a name in each text, in order of place, never overlapping."""
    found: list[list[Guess]] = [[] for _ in texts]
    pieces = []
    for number, text in enumerate(texts):
        for match in _SENTENCE.finditer(_UNREADABLE.sub("\ufffd", text)):
            if is_english(match.group()):
                found[number] += (
                    Guess(match.start() + first, match.start() + last, cls, _BY_RULE)
                    for first, last, cls in english_names(match.group())
                )
            elif any(char.isalpha() for char in match.group()):
                pieces.append((number, match.start(), match.group()))
    if not pieces:
        return found
    read = _read(list(dict.fromkeys(piece for _, _, piece in pieces)), model or model_of())
    for number, offset, piece in pieces:
        found[number] += (
            replace(guess, start=guess.start + offset, end=guess.end + offset)
            for guess in read[piece]
        )
    return [sorted(here, key=lambda guess: guess.start) for here in found]


def _read(sentences: Sequence[str], model: Model) -> dict[str, list[Guess]]:
    """The guesses in each of several different sentences."""
    from anonymizer.second_net.features import attributes

    read = {}
    for begin in range(0, len(sentences), 256):
        group = sentences[begin:begin + 256]
        scores = model.weights.scores(attributes(group, model.groups))
        results = model.weights.read(scores, [len(sentence) for sentence in group])
        for sentence, (likely, names) in zip(group, results, strict=True):
            read[sentence] = list(_guesses(sentence, likely, names))
    return read


def _guesses(sentence: str, likely: Any, names: Sequence["Name"]) -> Iterator[Guess]:
    """The names that are likely enough, and around them what may be part of one."""
    asked = likely[:, _ASKED_LABELS].sum(1)
    maybe = _whole_runs(sentence, asked > THRESHOLD)
    shown = [-1] * len(sentence)
    firsts = bytearray(len(sentence) + 1)
    for start, end, kind in _chosen(names):
        if _NAMES[kind] is not None:
            shown[start:end] = [kind] * (end - start)
            firsts[start] = 1
    start = 0
    while start < len(sentence):
        kind = shown[start]
        if kind < 0 and not maybe[start]:
            start += 1
            continue
        end = start + 1
        while end < len(sentence) and shown[end] == kind and (
            not firsts[end] if kind >= 0 else maybe[end]
        ):
            end += 1
        sure = float(asked[start:end].max())
        lone = kind < 0 and end - start == 1 and not (
            start and shown[start - 1] >= 0 or end < len(sentence) and shown[end] >= 0)
        if any(char.isalnum() for char in sentence[start:end]) and not lone:
            yield Guess(start, end, _NAMES[kind] or "name" if kind >= 0 else "name", sure)
        start = end


def _whole_runs(sentence: str, maybe: Any) -> list[bool]:
    """Katakana and Latin letters are names as a whole or not at all."""
    whole: list[bool] = maybe.tolist()
    for match in _RUN.finditer(sentence):
        first, last = match.span()
        if 0 < sum(whole[first:last]) < last - first:
            whole[first:last] = [True] * (last - first)
    return whole


def _chosen(names: Sequence["Name"]) -> list[tuple[int, int, int]]:
    """Of names that overlap those that are together likeliest, counted from what their classes
    have to be at least: (start, end, class) in order of place."""
    best: list[tuple[float, list[tuple[int, int, int]]]] = [(0.0, [])]
    ends: list[int] = []
    for start, end, kind, probability in sorted(names, key=lambda name: name[1]):
        if probability <= _SURE[kind]:
            continue
        total, before = best[bisect_right(ends, start)]
        total += probability - _SURE[kind]
        ends.append(end)
        best.append((total, [*before, (start, end, kind)]) if total > best[-1][0] else best[-1])
    return best[-1][1]
