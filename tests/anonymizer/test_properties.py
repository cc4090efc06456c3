"""What holds for any text: valid offsets, total folding, stable and blind rewriting."""

import random
import unicodedata

from hypothesis import example, given, settings
from hypothesis import strategies as st

from anonymizer import Decision, Pseudonyms, find, find_all, rewrite
from anonymizer.characters import LIGHT, TIGHT
from anonymizer.views import lines, tight
from anonymizer_members import DIRECTORY

NAMES = ("株式会社トーワ精機", "ﾄｰﾜｾｲｷ", "Towa Seiki", "三春電機", "三春", "Kurane & Co.", "くらね")
CODED = ("&#12488;", "%E3%83", "\\u30c8", "<b>", "</b>", "**", "[", "](x)", "《とーわ》", "\u3099",
         "\u200b", "㈱", "＠", "03-1234-5678", "a@b.jp", "唯一", "〒", "\n> ", "=E3=83=88", "xn--",
         "-")
PIECES = st.sampled_from((*NAMES, *CODED, "は", "の", "、", " ", "様", "工場",
    "2024年")) | st.text(max_size=4)
TEXTS = st.lists(PIECES, max_size=12).map("".join)


@given(st.characters())
def test_folding_is_total_and_keeps_one_for_one(char):
    assert len(char.translate(LIGHT)) == len(char.translate(TIGHT)) == 1


@given(TEXTS)
@example("ト\u3099\u3099ーワ&#xD800;%25E3")
def test_every_logical_character_has_its_place(text):
    for seen in (True, False):
        view = lines(text, seen=seen)
        assert len(view.text) == len(view.start) == len(view.end)
        assert all(0 <= s < e <= len(text) for s, e in zip(view.start, view.end, strict=True))
        assert list(view.start) == sorted(view.start)
        assert len(tight(view).text) == len(tight(view).at)


@given(TEXTS)
@settings(max_examples=150, deadline=None)
def test_findings_lie_in_the_text_in_order_and_apart(text):
    found = find(text, DIRECTORY)
    assert all(text[f.start:f.end] == f.text and f.text for f in found)
    assert all(one.end <= other.start for one, other in zip(found, found[1:], strict=False))


@given(TEXTS)
@settings(max_examples=150, deadline=None)
def test_keeping_everything_gives_the_original_back(text):
    found = find(text, DIRECTORY)
    kept = {i: Decision("keep") for i in range(len(found))}
    assert rewrite({"": text}, found, kept) == {"": text}


@given(TEXTS)
@settings(max_examples=150, deadline=None)
def test_after_masking_no_name_of_a_member_is_left(text):
    masked = rewrite({"": text}, find(text, DIRECTORY))[""]
    assert [f.text for f in find(masked, DIRECTORY) if f.cls == "member"] == []


@given(st.lists(st.sampled_from(("{}は要望する。", "（{}）", "委託先の{}と", "\n- {}\n",
    "担当は{}の")),
                min_size=1, max_size=4))
@settings(deadline=None)
def test_swapping_one_member_for_another_changes_no_byte(frames):
    def released(name):
        text = "".join(frames).replace("{}", name)
        return rewrite({"": text}, find(text, DIRECTORY))
    assert released("三春電機") == released("トーワ精機") == released("株式会社クラネ")


@given(st.sampled_from(("トーワ精機", "三春電機硝子")), st.randoms(use_true_random=False))
@settings(deadline=None)
def test_any_mixture_of_disguises_is_seen_through(name, chance: random.Random):
    text = "".join(_disguise(char, chance) for char in name)
    found = find(f"昨日、{text}は", DIRECTORY)
    assert [f.member_id for f in found if f.cls == "member"] == [
        "towa" if name == "トーワ精機" else "glass"]


def _disguise(char: str, chance: random.Random) -> str:
    return chance.choice((
        char, f"&#{ord(char)};", f"\\u{ord(char):04x}", char + "\u200b", char + " ", char + "・",
        char + "\ufe00", unicodedata.normalize("NFD", char), char + "<wbr>", char + "**",
        "".join(f"%{octet:02X}" for octet in char.encode()),
    )) if char != "ー" else chance.choice("ー-―‐ｰ")


@given(TEXTS, TEXTS)
@settings(max_examples=60, deadline=None)
def test_the_fields_of_a_bundle_are_told_apart(one, other):
    bundle = {"title": one, "body": other}
    found = find_all(bundle, DIRECTORY, Pseudonyms("en"))
    assert {f.field for f in found} <= set(bundle)
    assert rewrite(bundle, found).keys() == bundle.keys()
