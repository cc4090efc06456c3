"""What holds for the second net on any text: places, rest, linear time, no network."""

import random
import socket
import time

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from anonymizer import find, find_all, rewrite
from anonymizer.second_net import HIDDEN, guesses
from anonymizer.second_net.net import model_of
from anonymizer_members import DIRECTORY

FRAMES = (
    "{}は{}と共同で開発した。", "需要者は{}である。", "{}から受注した。", "担当は{}です。\n",
    "（{}）", "{}製の装置と{}製の装置。", "当社は、{}に照会した。",
)
NAMES = (
    "ヒナタ豆工業", "東京精密計器", "株式会社ホシミ工房", "トーワ精機", "Fjord Optics GmbH",
    "岸本 令花",
    "ﾎｼﾐﾃﾞﾝｼ", "ＨＯＳＨＩＭＩ", "米国", "経済産業省", "3A001",
)
SENTENCES = st.lists(
    st.tuples(st.sampled_from(FRAMES), st.sampled_from(NAMES), st.sampled_from(NAMES)),
    min_size=1, max_size=4,
).map(lambda rows: "".join(frame.replace("{}", one, 1).replace("{}", other)
                           for frame, one, other in rows))
ANY = SENTENCES | st.text(max_size=60) | st.lists(
    st.sampled_from((HIDDEN, "\0", "。", "ア", "株式会社", "\ud800", "👨‍👩", "が\u3099", "A", " ")),
    max_size=20).map("".join)


@given(ANY)
@settings(max_examples=40, deadline=None)
def test_guesses_lie_in_the_text_in_order_and_apart(text):
    (found,) = guesses([text])
    assert all(0 <= g.start < g.end <= len(text) for g in found)
    assert all(one.end <= other.start for one, other in zip(found, found[1:], strict=False))


@given(SENTENCES)
@example("（Fjord Optics GmbH）ＨＯＳＨＩＭＩから受注した。")
@settings(max_examples=30, deadline=None)
def test_masking_twice_changes_nothing(text):
    masked = rewrite({"": text}, find(text, DIRECTORY))
    assert rewrite(masked, find_all(masked, DIRECTORY)) == masked


@given(st.lists(SENTENCES, min_size=2, max_size=3))
@settings(max_examples=8, deadline=None)
def test_a_sentence_is_read_alone_whatever_stands_beside_it(texts):
    together, apart = guesses(texts), [guesses([text])[0] for text in texts]
    assert [[(g.start, g.end, g.cls) for g in found] for found in together] == [
        [(g.start, g.end, g.cls) for g in found] for found in apart]


def _distinct(size):
    """Ever new names, so that whatever is looked for elsewhere grows with the text."""
    chance = random.Random(size)
    return "".join(
        "株式会社" + "".join(chance.choice("アカサタナハマヤラ") for _ in range(6)) + "は届け出た。"
        for _ in range(size // 15))


@pytest.mark.parametrize("pumped", [
    _distinct, lambda size: "ア" * size, lambda size: "株式会社" * (size // 4),
    lambda size: "（以下「ア」という。）" * (size // 11),
], ids=["names", "katakana", "legal forms", "definitions"])
def test_time_grows_with_the_text_and_no_faster(pumped):
    def took(size):
        text = pumped(size)
        started = time.process_time()
        find(text, DIRECTORY)
        return time.process_time() - started
    took(200)
    assert took(4000) < 10 * max(0.02, took(1000))


def test_an_attribute_is_found_where_a_search_would_find_it():
    weights = model_of().weights
    asked = np.concatenate([weights.hashes[::5000], weights.hashes[::5000] + np.uint64(1)])
    where = np.searchsorted(weights.hashes, asked)
    where[weights.hashes[where % len(weights.hashes)] != asked] = len(weights.hashes)
    assert (weights.places(asked) == where).all()


def test_a_site_that_is_numbered_is_not_taken_for_a_pseudonym():
    text = "東京工場1階で製造した。"
    assert "東京" not in rewrite({"": text}, find(text, DIRECTORY))[""]


def test_no_network_is_touched(monkeypatch):
    def refuse(*_args, **_options):
        raise AssertionError("the anonymizer opened a socket")
    monkeypatch.setattr(socket, "socket", refuse)
    assert find("需要者は株式会社ホシミ工房である。", DIRECTORY)
