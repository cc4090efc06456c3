"""Groups words by meaning: python tools/word_clusters.py JA_GINZA.whl OUT

The vectors of the words are those of chiVe as the wheel ja_ginza 5.3.0 holds them. Kept are the
words that SudachiDict core reads as one, in 1,024 groups: four of one group of 256, sixteen of one
of 64. A line is a group. `make install` calls it.
"""

import io
import json
import lzma
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgpack
import numpy as np
from sklearn.cluster import KMeans
from sudachipy import Dictionary

_MASK = 2**64 - 1
_FACTOR = 0xC6A4A7935BD1E995
_LONGEST = 16


def murmur(text: str, seed: int = 1) -> int:
    """MurmurHash64A, the numbers by which spaCy knows strings."""
    octets = text.encode()
    value = seed ^ len(octets) * _FACTOR & _MASK
    whole = len(octets) // 8 * 8
    for at in range(0, whole, 8):
        part = int.from_bytes(octets[at:at + 8], "little") * _FACTOR & _MASK
        value = (value ^ (part ^ part >> 47) * _FACTOR & _MASK) * _FACTOR & _MASK
    if rest := octets[whole:]:
        value = (value ^ int.from_bytes(rest, "little")) * _FACTOR & _MASK
    value = (value ^ value >> 47) * _FACTOR & _MASK
    return value ^ value >> 47


def groups(vectors: Any, sizes: tuple[int, ...] = (64, 4, 4)) -> Any:
    """A number for each vector; the groups of one size lie within those of the size before."""
    numbers = np.zeros(len(vectors), int)
    for size in sizes:
        finer = np.zeros_like(numbers)
        for number in np.unique(numbers):
            mine = np.flatnonzero(numbers == number)
            parts = min(size, len(mine))
            fitted = KMeans(parts, n_init=1, max_iter=40, random_state=1).fit(vectors[mine])
            finer[mine] = number * size + fitted.labels_
        numbers = finer
    return numbers


def words(strings: list[str], rows: dict[int, int]) -> Iterator[tuple[str, int]]:
    """Words that are one word of the dictionary, each with the row of its vector."""
    tokenizer = Dictionary(dict="core").tokenizer()
    for string in strings:
        row = rows.get(murmur(string))
        if row is not None and len(string) <= _LONGEST and not set(string) & set(" \n\0") \
                and any(map(str.isalpha, string)) and len(tokenizer.tokenize(string)) == 1:
            yield string, row


def main() -> None:
    wheel, out = map(Path, sys.argv[1:])
    with zipfile.ZipFile(wheel) as file:
        folder = next(name for name in file.namelist() if name.endswith("vocab/vectors"))[:-7]
        vectors = np.load(io.BytesIO(file.read(folder + "vectors")))
        strings = json.loads(file.read(folder + "strings.json"))
        rows = msgpack.unpackb(file.read(folder + "key2row"), strict_map_key=False)
    vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    of_row = groups(vectors)
    lines: list[list[str]] = [[] for _ in range(1024)]
    for word, row in words(strings, rows):
        lines[of_row[row]].append(word)
    text = "\n".join(" ".join(sorted(line)) for line in lines)
    out.write_bytes(lzma.compress(text.encode(), preset=9))


if __name__ == "__main__":
    main()
