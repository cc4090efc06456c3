"""Numbers as the law writes them: digits and kanji, positional (一六) and with 十 and 百."""

_DIGITS = dict(zip("〇一二三四五六七八九", range(10), strict=True))
_UNITS = {"十": 10, "百": 100}
NUMBER = r"(?:[0-9]{1,4}|[〇一二三四五六七八九十百]{1,7})"


def value(text: str) -> int:
    """The number; 16 for 16, 十六 and 一六."""
    if text.isascii():
        return int(text)
    if not any(unit in text for unit in _UNITS):
        return int("".join(str(_DIGITS[digit]) for digit in text))
    total = waiting = 0
    for character in text:
        if character in _UNITS:
            total += (waiting or 1) * _UNITS[character]
            waiting = 0
        else:
            waiting = waiting * 10 + _DIGITS[character]
    return total + waiting
