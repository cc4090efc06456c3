"""Whatever the bytes, a file is read or refused with words. `benchmarks/fuzz_files.py` damages many
more."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from anonymizer.files import Refused, read
from anonymizer.files.model import Output
from anonymizer.files.parsing import parse
from anonymizer.files.sniffing import kind_of
from anonymizer.files.transfer import answer_of, parsed_from
from anonymizer.files.words import refusal
from anonymizer.files.writing import write
from damage import damaged
from planted_files import plant

SAMPLES = {one.name: one.data for one in plant(5)}


def answer(data: bytes, name: str) -> str:
    try:
        parsed = parsed_from(answer_of(parse(data, kind_of(data, name))))
    except Refused as refused:
        assert refusal(refused, "ja") and refusal(refused, "en")
        return refused.code
    texts = tuple(block.text for block in parsed.blocks)
    return f"{len(write(Output(parsed, texts, {}, 'ja')))} bytes"


@given(st.sampled_from(sorted(SAMPLES)), st.integers(0, 2**32))
@settings(max_examples=120, deadline=None)
def test_a_damaged_file_is_read_or_refused(name: str, seed: int) -> None:
    answer(damaged(SAMPLES[name], random.Random(seed)), name)


@pytest.mark.parametrize("name", ["a.docx", "a.xlsx", "a.pdf", "a.jpg"])
def test_the_confined_process_says_the_same(name: str) -> None:
    for data in (SAMPLES[name], damaged(SAMPLES[name], random.Random(name))):
        try:
            confined = f"{len(read(data, name).blocks)} blocks"
            here = f"{len(parse(data, kind_of(data, name)).blocks)} blocks"
        except Refused as refused:
            confined, here = refused.code, answer(data, name)
        assert confined == here


@given(st.binary(max_size=300), st.sampled_from(sorted(SAMPLES)))
@settings(max_examples=60, deadline=None)
def test_any_bytes_under_any_name_are_read_or_refused(data: bytes, name: str) -> None:
    magic = SAMPLES[name][:random.Random(data).choice((0, 8))]
    answer(magic + data, name)


@given(st.text(max_size=20))
@settings(max_examples=50, deadline=None)
def test_any_name_is_taken_or_refused(name: str) -> None:
    try:
        kind_of(b"text", name)
    except Refused as refused:
        assert refusal(refused)
