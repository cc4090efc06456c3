"""Folding and marking: positions lead back to the text as it was written."""

from hypothesis import given
from hypothesis import strategies as st

from foundation import grams
from foundation.folding import fold, fold_with_places, settled
from search.snippets import excerpt, marked

TEXT = st.text(st.one_of(st.characters(), st.sampled_from("ｶﾞ㈱か゛ﬁßİ葛\U000e0100 　漢字")))


@given(TEXT)
def test_every_folded_character_has_its_place(text: str) -> None:
    folded, places = fold_with_places(text)
    assert folded == fold(text)
    assert len(places) == len(folded) + 1 and places == sorted(places)


@given(TEXT, TEXT, TEXT)
def test_pieces_are_the_text_and_hits_hold_the_term(before: str, term: str, after: str) -> None:
    text, folded = before + term + after, fold(term)
    if not folded:
        return
    pieces = marked(text, [folded])
    assert "".join(piece.text for piece in pieces) == text
    hits = [piece for piece in pieces if piece.hit]
    assert bool(hits) == (folded in fold(text))
    assert all(folded in fold(piece.text) for piece in hits)


@given(TEXT, TEXT)
def test_an_excerpt_is_cut_from_the_text(before: str, term: str) -> None:
    text = settled(before * 9 + term + before)
    pieces = excerpt(text, fold(text), [fold(term) or "x"])
    assert "".join(piece.text for piece in pieces).strip("…") in text


@given(TEXT, st.data())
def test_a_text_has_the_grams_of_everything_in_it(text: str, data: st.DataObject) -> None:
    folded = fold(text)
    start = data.draw(st.integers(0, len(folded)))
    end = data.draw(st.integers(start, len(folded)))
    # A cut inside a run of letters leaves whole pairs, or one letter that stands there too.
    assert grams.of_term(folded[start:end]) <= grams.of_text(folded)


@given(TEXT)
def test_a_settled_text_can_be_stored_and_stays_as_it_is(text: str) -> None:
    once = settled(text)
    once.encode()
    assert "\0" not in once and "\n" not in once
    assert settled(once) == once


def test_an_excerpt_shows_the_first_hit_with_its_surroundings() -> None:
    text = "序" * 300 + "少額特例" + "末" * 300
    pieces = excerpt(text, fold(text), ["少額特例"])
    assert [piece.text for piece in pieces if piece.hit] == ["少額特例"]
    assert pieces[0].text == pieces[-1].text == "…"
    assert sum(len(piece.text) for piece in pieces) < 200


def test_an_excerpt_finds_its_hit_behind_characters_that_fold_to_several() -> None:
    text = "㈱" * 200 + "ｶﾞ" * 400 + "少額特例"
    pieces = excerpt(text, fold(text), ["少額特例"])
    assert [piece.text for piece in pieces if piece.hit] == ["少額特例"]


def test_a_text_without_the_hit_is_shown_from_its_beginning() -> None:
    assert excerpt("本文の始め", "本文の始め", ["題"])[0].text == "本文の始め"

