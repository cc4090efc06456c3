"""A random token in every place where a name can hide: none that nobody sees is carried over, and
every one that a reader sees reaches the search."""

import pytest

from anonymizer.files.model import Output
from anonymizer.files.parsing import parse
from anonymizer.files.sniffing import kind_of
from anonymizer.files.writing import write
from planted_files import everything_in, plant


@pytest.mark.parametrize("seed", [11, 23, 101])
def test_what_is_hidden_stays_behind_and_what_is_seen_is_read(seed: int) -> None:
    planted = plant(seed)
    assert sum(len(one.hidden) for one in planted) > 450
    for file in planted:
        before = everything_in(file.data)
        assert all(token in before for token in (file.hidden | file.visible).values()), file.name
        parsed = parse(file.data, kind_of(file.data, file.name))
        texts = tuple(block.text for block in parsed.blocks)
        read_out = "\n".join(texts)
        fresh = everything_in(write(Output(parsed, texts, dict(enumerate(parsed.pictures)), "ja")))
        carried = {place for place, token in file.hidden.items()
                   if token in read_out or token in fresh}
        missed = {place for place, token in file.visible.items()
                  if token not in read_out or token not in fresh}
        assert (carried, missed) == (set(), set()), file.name
