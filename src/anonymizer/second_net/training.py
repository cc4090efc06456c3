"""Trains the second net: python -m anonymizer.second_net.training OUT.npz

From the sentences and groups of words of data/ and our own carriers: the mean of two models that
differ in what was dropped at random, learned side by side. The same input gives the same model.
"""

import json
import lzma
import random
import sys
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from anonymizer.second_net.carriers import CLASSES, Sentence, sentences
from anonymizer.second_net.crf import learn
from anonymizer.second_net.features import HIDDEN, Groups, attributes
from anonymizer.second_net.net import Model
from anonymizer.views import lines

DATA = Path(__file__).parent / "data" / "stockmark.jsonl.xz"
WORDS = DATA.with_name("words.xz")
_TYPES = {
    "法人名": 0, "人名": 1, "施設名": 2, "製品名": 3, "その他の組織名": 4, "政治的組織名": 5,
    "地名": 6, "イベント名": 7,
}
_ROUNDS = 7
_HIDDEN_SHARE = 0.04
_EXCHANGED = 0.8


def labelled(path: Path = DATA) -> list[Sentence]:
    """The sentences of the data set."""
    with lzma.open(path, "rt", encoding="utf-8") as file:
        return [
            (row["text"], [(e["start"], e["end"], _TYPES[e["type"]]) for e in row["entities"]])
            for row in map(json.loads, file)
        ]


@cache
def groups() -> Groups:
    """The groups of words of like meaning."""
    with lzma.open(WORDS, "rt", encoding="utf-8") as file:
        return Groups.of(file.read().split("\n"))


def train(given: Sequence[Sentence]) -> Model:
    """A model of the given sentences and our own carriers."""
    chance = random.Random(20)
    companies = [text[start:end] for text, spans in given for start, end, cls in spans if not cls]
    own = list(sentences(chance, _ROUNDS, companies))
    given = [*given, *_exchanged(given, chance)]
    every = [*(_some_hidden(sentence, chance) for sentence in given), *own]
    folded = [_folded(sentence) for sentence in every]
    texts = [text for text, _ in folded]
    weights = learn(attributes(texts, groups()), [len(text) for text in texts], _labels(folded),
                    2 * len(CLASSES) + 1)
    return Model(weights, groups())


def _exchanged(given: Sequence[Sentence], chance: random.Random) -> Iterator[Sentence]:
    """The sentences once more with names of the same class from elsewhere in four of five places,
    so that what stands around a name is learned apart from it."""
    names: dict[int, list[str]] = {}
    for text, spans in given:
        for start, end, cls in spans:
            names.setdefault(cls, []).append(text[start:end])
    for text, spans in given:
        out, position, moved = "", 0, []
        for start, end, cls in sorted(spans):
            name = chance.choice(names[cls]) if chance.random() < _EXCHANGED else text[start:end]
            out += text[position:start]
            moved.append((len(out), len(out) + len(name), cls))
            out += name
            position = end
        if moved:
            yield out + text[position:], moved


def _folded(sentence: Sentence) -> Sentence:
    """As the light view gives a text to the model."""
    text, spans = sentence
    view = lines(text, seen=False)
    starts = list(view.start)
    moved = []
    for start, end, cls in spans:
        inside = [i for i, place in enumerate(starts) if start <= place < end]
        if inside:
            moved.append((inside[0], inside[-1] + 1, cls))
    return view.text, moved


def _some_hidden(sentence: Sentence, chance: random.Random) -> Sentence:
    """Now and then a company as the earlier stages leave it."""
    text, spans = sentence
    shift = 0
    out = []
    for start, end, cls in sorted(spans):
        start, end = start + shift, end + shift
        if cls == 0 and chance.random() < _HIDDEN_SHARE:
            text = text[:start] + HIDDEN + text[end:]
            shift -= end - start - 1
            end = start + 1
        out.append((start, end, cls))
    return text, out


def _labels(every: Iterable[Sentence]) -> npt.NDArray[np.int64]:
    parts = []
    for text, spans in every:
        labels = np.zeros(len(text), np.int64)
        for start, end, cls in spans:
            labels[start:end] = 2 * cls + 2
            labels[start] = 2 * cls + 1
        parts.append(labels)
    return np.concatenate(parts)


def save(model: Model, path: Path) -> None:
    """Writes the model file."""
    with path.open("wb") as file:
        np.savez(file, hashes=model.weights.hashes, rows=model.weights.rows.astype(np.float16),
                 follow=model.weights.follow, words=model.groups.hashes,
                 numbers=model.groups.numbers.astype(np.uint16))


def main() -> None:
    save(train(labelled()), Path(sys.argv[1]))


if __name__ == "__main__":
    main()
