"""The next broader way to say a place, a quantity or a date."""

import re

from anonymizer.characters import LIGHT, NOTHING

_REGIONS = {
    "東北地方": "青森県 岩手県 宮城県 秋田県 山形県 福島県",
    "関東地方": "茨城県 栃木県 群馬県 埼玉県 千葉県 東京都 神奈川県",
    "中部地方": "新潟県 富山県 石川県 福井県 山梨県 長野県 岐阜県 静岡県 愛知県",
    "近畿地方": "三重県 滋賀県 京都府 大阪府 兵庫県 奈良県 和歌山県",
    "中国地方": "鳥取県 島根県 岡山県 広島県 山口県",
    "四国地方": "徳島県 香川県 愛媛県 高知県",
    "九州・沖縄地方": "福岡県 佐賀県 長崎県 熊本県 大分県 宮崎県 鹿児島県 沖縄県",
}
_REGION_OF = {
    prefecture: region for region, held in _REGIONS.items() for prefecture in held.split()
}
BARE_PREFECTURES = ("北海道", *(name[:-1] for name in _REGION_OF))
_HALVES = {
    "東北地方": "東日本", "関東地方": "東日本", "北海道": "東日本", "中部地方": "東日本",
    "近畿地方": "西日本", "中国地方": "西日本", "四国地方": "西日本", "九州・沖縄地方": "西日本",
    "東日本": "国内", "西日本": "国内",
}
_PLACE = re.compile(rf"(?P<prefecture>北海道|{'|'.join(_REGION_OF)}).+")
_TOWN = re.compile(
    rf"(?:北海道|{'|'.join(_REGION_OF)})(?:[一-龥ヶケノ]{{1,6}}?[市区町村])?")
_YEARS = re.compile(
    r"(?:(?:19|20)\d{2}|(?:明治|大正|昭和|平成|令和)(?:元|\d{1,2}))年度?(?:\d{1,2}月)?")
_FIGURE = re.compile(
    r"約?\d[\d,.]*\s?[万億兆千百]?(?:億円|万円|円|回|件|台|人|名|割|%|トン|拠点|品目|機種|社)?"
    r"(?:程度|前後|余り?|以上|超)?")
_SOME = {"quantity": "相当数", "size": "一定の規模", "share": "相応の割合"}
_ONE_OF = {
    "only": "関係する企業の一つ", "few": "関係する企業の一つ", "rank": "関係する企業の一つ",
    "first": "先行する企業の一つ", "former": "関係する企業の一つ",
}
_DIGITS = dict(zip("〇一二三四五六七八九", range(10), strict=True))
_UNITS = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10**4, "億": 10**8, "兆": 10**12}
_NUMBER = re.compile(
    r"[\d,.〇一二三四五六七八九十百千]+[万億兆]?[\d,.〇一二三四五六七八九十百千]*[万億兆]?")
_ITEM = re.compile(r"(?P<item>\d{1,2}(?:の2)?の項)(?:\(.*)?")
_OFTEN = re.compile(r"(?:年|月|週|日)(?:間|に)?[^\s]{0,3}回(?:程度|以上)?$")
_YEAR = re.compile(r"(?:(?:19|20)\d{2}|(?:明治|大正|昭和|平成|令和)(?:元|\d{1,2}))年(?:度)?(?:.*)$")


def broader(value: str) -> str | None:
    """A broader form of a value, or None: 日立市 of a prefecture becomes the prefecture, then
    the region; 三十件 becomes 10件以上; 2024年4月 becomes 近年; 月に三回 becomes 定期的に;
    7の項(16) becomes 7の項."""
    text = value.translate(LIGHT).replace(NOTHING, "").strip()
    if text in _HALVES:
        return _HALVES[text]
    if text in _REGION_OF:
        return _REGION_OF[text]
    if match := _PLACE.fullmatch(text):
        return match.group("prefecture")
    if match := _ITEM.fullmatch(text):
        return match.group("item") if match.group("item") != text else None
    if _OFTEN.search(text):
        return "定期的に"
    if _YEAR.fullmatch(text):
        return "近年" if re.match("20[12]|令和", text) else "以前"
    return _range(text)


def _range(text: str) -> str | None:
    match = _NUMBER.search(text)
    if not match or "以上" in text:
        return None
    number = number_of(match.group())
    if not number or number < 2:
        return None
    power = 1
    while power * 10 <= number:
        power *= 10
    tail = re.match(r"[一-龥ァ-ヺ%A-Za-z]{0,3}", text[match.end():])
    unit = re.sub("程度|前後|余り?|強|弱|超", "", tail.group() if tail else "")
    return f"{_written(power)}{unit}以上"


def softer(phrase: str, kind: str = "") -> tuple[str, ...]:
    """Ready words in place of a phrase that singles out, the narrowest first; `kind` is that of
    `singular`. A figure becomes a range, a town its region, "the only maker" one of several."""
    if kind in _ONE_OF:
        return (_ONE_OF[kind],)
    found: list[str] = []
    if _OFTEN.search(phrase):
        found.append("定期的に")
    elif match := _TOWN.search(phrase):
        found += [
            phrase[:match.start()] + place + phrase[match.end():]
            for place in places_of(match.group())[1:]
        ]
    elif (match := _YEARS.search(phrase)) and (wider := broader(match.group())):
        found.append(phrase[:match.start()] + wider + phrase[match.end():])
    elif (match := _FIGURE.search(phrase)) and (wider := _range(match.group())):
        found.append(phrase[:match.start()] + wider + phrase[match.end():])
    if kind in _SOME and not found[1:]:
        found.append(_SOME[kind])
    return tuple(dict.fromkeys(one for one in found if one != phrase))


def places_of(value: str) -> tuple[str, ...]:
    """A place and everything around it: 茨城県日立市, 茨城県, 関東地方, 東日本."""
    found: list[str] = []
    step: str | None = value
    while step is not None and step != "国内":
        found.append(step)
        step = broader(step) if step in _REGION_OF or step in _HALVES or _PLACE.fullmatch(step) \
            else None
    return tuple(found)


def number_of(written: str) -> int:
    """The value of Arabic or kanji numerals such as 30万, 千八百 or 1,234; 0 if there is none."""
    total = section = digit = 0
    for token in re.findall(r"\d[\d,]*(?:\.\d+)?|.", written):
        if token[0].isdecimal():
            number = float(token.replace(",", ""))
            large = re.match(r"[万億兆]", written[written.index(token) + len(token):])
            if large and not number.is_integer():
                return int(number * _LARGE[large.group()])
            digit = int(number)
        elif token in _DIGITS:
            digit = _DIGITS[token]
        elif token in _UNITS:
            section += (digit or 1) * _UNITS[token]
            digit = 0
        elif token in _LARGE:
            total += (section + digit or 1) * _LARGE[token]
            section = digit = 0
    return total + section + digit


def _written(power: int) -> str:
    for unit, size in reversed(_LARGE.items()):
        if power >= size:
            return f"{power // size}{unit}"
    return str(power)
