"""Whether letters that spell a name are no more than a part of longer words of the dictionary."""

import re

from anonymizer.characters import script
from anonymizer.context import Context

_KATAKANA_BEFORE = re.compile("[ァ-ヺー]*$")
_KATAKANA_AFTER = re.compile("[ァ-ヺー]*")
_COMMON = ("名詞", "普通名詞")
_FAMILY, _GIVEN = ("人名", "姓"), ("人名", "名")
_SHORT = 4


def within_longer_words(context: Context, *, compound: re.Pattern[str]) -> bool:
    """True where katakana goes on with what is no word (ニコン in ニコンリウム), where the words of
    the sentence begin or end within the letters (京セラ in 東京セラミックス), or where a given name
    follows a family name. `compound` are words that companies add to their names."""
    if len(context.written) != len(context.plain) or not context.same_letters:
        return False
    return (
        _beside_no_word(context, compound) or _across_words(context) or _before_given_name(context)
    )


def _beside_no_word(context: Context, compound: re.Pattern[str]) -> bool:
    before = after = ""
    if script(context.written[0]) == "K":
        before = _KATAKANA_BEFORE.search(context.before).group()  # type: ignore[union-attr]
    if script(context.written[-1]) == "K":
        after = _KATAKANA_AFTER.match(context.after).group()  # type: ignore[union-attr]
    if not before and not after or compound.match(after):
        return False
    rest = [part for part in (before, after) if part]
    if not all(known and len(word) > 1 for part in rest for word, known, _ in _words(part)):
        return True
    whole = _words(before + context.written + after)
    return len(whole) == 1 and whole[0][1] and whole[0][2][:2] == _COMMON


def _across_words(context: Context) -> bool:
    """Words of the dictionary reach over both ends, or over the last of a few letters."""
    first, last = len(context.before), len(context.before) + len(context.written)
    place, over_first, over_last, unknown = 0, False, False, False
    for word, known, tag in _words(context.before + context.written + context.after):
        begin, place = place, place + len(word)
        if begin < last and place > first:
            unknown |= not known
        if begin < first < place:
            over_first = tag[0] == "名詞"
        if begin < last < place:
            over_last = tag[0] == "名詞" and begin > first
    if unknown or not over_last:
        return False
    return over_first or len(context.plain) <= _SHORT and not context.honoured


def _before_given_name(context: Context) -> bool:
    """黒田政宗: in a list of names nobody's given name follows a company's."""
    if len(context.plain) > 3 or {script(char) for char in context.plain} != {"C"}:
        return False
    words = _words(context.written + context.after)
    return len(words) > 1 and words[0][0] == context.written \
        and words[0][2][2:4] == _FAMILY and words[1][2][2:4] == _GIVEN


def _words(text: str) -> list[tuple[str, bool, tuple[str, ...]]]:
    # The dictionary is loaded where letters are in doubt, not for every directory.
    from anonymizer.second_net.features import words
    return words(text)
