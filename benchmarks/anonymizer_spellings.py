"""Spells every member of a directory in many ways, in carriers of its own, and counts misses.

usage: python benchmarks/anonymizer_spellings.py DIRECTORY.json [--draw N]
"""

import argparse
import random
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

sys.path[0] = str(Path(__file__).parents[1] / "src")

from anonymizer import Directory, Member, bench, find  # noqa: E402
from anonymizer.legal_forms import bare  # noqa: E402

JAPANESE = (
    "{}は要望する。", "（{}）", "ただし{}製の装置", "申請した{}へ確認", "昨年{}から",
    "委託先の{}、",
    "{}及びその", "・{}\n・他", "「{}」が", "元{}社員", "なお{}様より", "A案は{}と",
    "例えば{}など",
    "{}側の", "当初{}に", "そして{}も", "ここで{}では", "当該{}を", "主要顧客：{}",
    "また{}において",
    "それを{}から", "（社）{}支部", "社名\t{}\t備考", "{}向け", "{}宛", "{}とは", "ある{}の",
    "旧{}",
    "{}グループ", "{}（以下「甲」という。）", "1. {}", "①{}", "※{}", '"{}"', "しかし{}だけが",
    "{}です",
)
ENGLISH = (
    "We, {}, ask", "by {}.", "({})", "{}'s licence", "and {} too", "{}/METI", "for {}:", "の{}が",
    "the {} plant", "{}-made", "- {}\n", "{}は", "用{}製", "{}、", "（{}）",
)
CYRILLIC = dict(zip("ABEIJKMHOPCTXaceopxyi", "АВЕІЈКМНОРСТХасеорхуі", strict=True))
LOOKALIKES = str.maketrans("ニトロカエタハムオ", "二卜口力工夕八厶才")
LARGE = str.maketrans("ァィゥェォッャュョ", "アイウエオツヤユヨ")
HALF = {unicodedata.normalize("NFKC", chr(code)): chr(code) for code in range(0xFF61, 0xFFA0)}


def spellings(member: Member, chance: random.Random) -> Iterator[tuple[str, str, bool]]:
    """(class, spelling, Japanese) of one member."""
    short, reading = member.names_ja[1], member.readings[0]
    english = bare(member.names_en[0])
    yield "official", member.names_ja[0], True
    yield "short", short, True
    yield "narrow", unicodedata.normalize("NFKC", short), True
    form = chance.choice(("株式会社{}", "㈱{}", "{}（株）", "㍿{}"))
    yield "legal form", form.format(short), True
    yield "spaced", chance.choice(" \u3000").join(short.replace("\u3000", "")), True
    for name, signs in (
        ("space", " \u3000\u2009\xa0"), ("line break", ("\n", "\r\n", "\n> ")), ("dot", "・･·‧"),
        ("invisible", "\u200b\u2060\ufeff\u202a\xad"), ("selector", "\ufe00\U000e0100"),
        ("markup", ("<br>", "<wbr>", "**", "`", "~~", "<!-- x -->", "&shy;")),
    ):
        at = chance.randrange(1, max(2, len(short)))
        yield name, short[:at] + chance.choice(signs) + short[at:], True
    yield "entities", "".join(f"&#{ord(char)};" for char in short), True
    yield "escapes", "".join(f"\\u{ord(char):04x}" for char in short), True
    for codec in ("utf-8", "cp932", "euc_jp"):
        octets = short.encode(codec, "ignore")
        if octets.decode(codec) == short:
            yield f"percent {codec}", "".join(f"%{octet:02X}" for octet in octets), True
    yield "decomposed", unicodedata.normalize("NFD", short), True
    yield "reading", reading, True
    yield "hiragana", _hiragana(reading), True
    yield "name in hiragana", _hiragana(short), True
    yield "half width", _half(reading), True
    yield "large kana", short.translate(LARGE), True
    yield "look-alikes", short.translate(LOOKALIKES), True
    yield "no long mark", short.replace("ー", "") if len(short) > 2 else short, True
    yield "other long mark", short.replace("ー", chance.choice("‐－―─-ｰ")), True
    yield "ruby", f"<ruby>{short}<rt>{_hiragana(reading)}</rt></ruby>", True
    yield from (("alias", alias, True) for alias in member.aliases)
    yield from (("former name", name, True) for name in member.former_names)
    yield "English", member.names_en[0], False
    for name, spelled in (
        ("bare", english), ("upper", english.upper()), ("lower", english.lower()),
        ("joined", english.replace(" ", "")), ("hyphens", english.replace(" ", "-")),
        ("Cyrillic", "".join(CYRILLIC.get(char, char) for char in english)),
        ("wide", "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in english)),
    ):
        yield f"English {name}", spelled, False


def _hiragana(name: str) -> str:
    return "".join(chr(ord(char) - 96) if "ァ" <= char <= "ヶ" else char for char in name)


def _half(reading: str) -> str:
    marks = {"\u3099": "ﾞ", "\u309a": "ﾟ"}
    parts = unicodedata.normalize("NFD", reading)
    return "".join(marks.get(char) or HALF.get(char, char) for char in parts)


def missed(member: Member, directory: Directory, carrier: str, spelling: str) -> bool:
    """Whether some letter of the spelling stays open, or another member is named."""
    text = carrier.replace("{}", spelling)
    start = carrier.index("{}")
    end = start + len(spelling)
    found = [f for f in find(text, directory) if f.start < end and start < f.end]
    covered = {place for f in found for place in range(f.start, f.end)}
    whole = all(i in covered or not text[i].isalnum() for i in range(start, end))
    return not whole or all(f.member_id != member.id for f in found)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("directory", type=Path)
    parser.add_argument("--draw", type=int, default=1)
    args = parser.parse_args()
    chance = random.Random(args.draw)
    directory = Directory.compile(bench.members(args.directory))
    tried: Counter[str] = Counter()
    misses: Counter[str] = Counter()
    for member in directory.members.values():
        for name, spelling, japanese in spellings(member, chance):
            carrier = chance.choice(JAPANESE if japanese else ENGLISH)
            tried[name] += 1
            if missed(member, directory, carrier, spelling):
                misses[name] += 1
                print(f"missed: {name}: {carrier.replace('{}', spelling)!r}")
    print(f"{sum(misses.values())} of {sum(tried.values())} missed, {len(tried)} classes")


if __name__ == "__main__":
    main()
