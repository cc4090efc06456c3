"""How well a test of style finds the writer, before and after the body's plain form.

usage: python benchmarks/style.py [--writers 40] [--texts 8] [--draws 5]

The corpus is made: every writer has habits of form (punctuation, width, units, headings, bullets,
numbering) and, in a second run, of words too (endings, connectives, honorifics), and writes about
subjects drawn from a common stock, so that subjects tell nothing. What it says is how far the
plain form takes away what it is made to take away; it says nothing of how real people differ.
"""

import argparse
import random
import sys
from collections.abc import Callable
from pathlib import Path

sys.path[0] = str(Path(__file__).parents[1] / "src")

from anonymizer.style import attribution, plain_form  # noqa: E402

SUBJECTS = (
    "少額特例",
    "包括許可",
    "該非判定書",
    "用途確認",
    "需要者確認",
    "電子申請",
    "役務取引",
    "仲介取引",
    "みなし輸出",
    "キャッチオール規制",
    "再輸出",
    "クラウド利用",
    "大学の研究",
    "展示会での貸与",
)
TROUBLES = (
    "確認に時間を要する",
    "様式が窓口ごとに異なる",
    "基準が示されていない",
    "同じ書類を何度も求められる",
    "改正のたびに判断が分かれる",
    "海外の制度と合わない",
    "問い合わせに日数がかかる",
)
WISHES = (
    "基準を公表する",
    "様式を統一する",
    "手引に例を加える",
    "電子の写しを認める",
    "審査の日数を示す",
    "対象から除く",
    "経過措置を設ける",
)
FIGURES = (
    "重量が5kgを超える部品",
    "長さ10mm以下の試料",
    "全体の20%に当たる案件",
    "温度80度までの装置",
    "3件の照会",
)
ENDS = (
    ("である。", "されたい。"),
    ("です。", "してください。"),
    ("であります。", "願いたい。"),
    ("と考える。", "べきである。"),
    ("と思われます。", "いただけますと幸いです。"),
)
LINKS = ("また、", "さらに、", "加えて、", "なお、", "併せて、", "そのうえ、", "くわえて、")
SELVES = ("当社では", "弊社におきましては", "わが社は", "当方では", "会員としては")


class Writer:
    """Habits drawn once. `worded`: words differ as well as form."""

    def __init__(self, draw: random.Random, *, worded: bool) -> None:
        self.comma, self.stop = draw.choice((("、", "。"), ("，", "．"), ("，", "。")))
        self.wide = draw.random() < 0.5
        self.percent = draw.choice(("%", "％", "パーセント"))
        self.kilo, self.milli = draw.choice(
            (("kg", "mm"), ("㎏", "㎜"), ("キログラム", "ミリメートル"))
        )
        self.heading = draw.choice(("## {}", "【{}】", "■ {}", "◆{}"))
        self.bullet = draw.choice(("- ", "・", "●", "※", "○ "))
        self.number = draw.choice(("({})", "（{}）", "{}.", "{}）"))
        words = draw if worded else random.Random(0)
        self.end, self.ask = words.choice(ENDS)
        self.link, self.myself = words.choice(LINKS), words.choice(SELVES)

    def write(self, draw: random.Random) -> str:
        subject = draw.choice(SUBJECTS)
        lines = [self.heading.format("現状")]
        for trouble in draw.sample(TROUBLES, 3):
            lines.append(f"{self.bullet}{self.myself}、{subject}について{trouble}{self.end}")
        lines.append(f"{self.link}{draw.choice(FIGURES)}にも及ぶ{self.end}")
        lines.append(self.heading.format("要望"))
        for place, wish in enumerate(draw.sample(WISHES, 2), 1):
            lines.append(f"{self.number.format(place)}{subject}の{wish}よう{self.ask}")
        return self._formed("\n".join(lines))

    def _formed(self, text: str) -> str:
        for plain, own in (
            ("%", self.percent),
            ("kg", self.kilo),
            ("mm", self.milli),
            ("、", self.comma),
            ("。", self.stop),
        ):
            text = text.replace(plain, own)
        wide = {ord(char): chr(ord(char) + 0xFEE0) for char in "0123456789"}
        return text.translate(wide) if self.wide else text


def measure(
    writers: int, texts: int, seed: int, form: Callable[[str], str], *, worded: bool
) -> tuple[float, float]:
    """Share of held-out texts whose writer comes first, and among the first five; one text of
    each writer is held out."""
    draw = random.Random(seed)
    people = {f"m{n}": Writer(draw, worded=worded) for n in range(writers)}
    written = {
        one: [form(person.write(draw)) for _ in range(texts)] for one, person in people.items()
    }
    earlier = {one: own[1:] for one, own in written.items()}
    ranks = [
        next(entry.rank for entry in attribution(own[0], earlier) if entry.member_id == one)
        for one, own in written.items()
    ]
    return (sum(rank == 1 for rank in ranks) / writers, sum(rank <= 5 for rank in ranks) / writers)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--writers", type=int, default=40)
    parser.add_argument("--texts", type=int, default=8)
    parser.add_argument("--draws", type=int, default=5)
    args = parser.parse_args()
    print(
        f"{args.writers} writers, {args.texts - 1} earlier texts each, {args.draws} draws; "
        f"chance: first {100 / args.writers:.1f} %, among five {500 / args.writers:.1f} %"
    )
    for worded in (False, True):
        for name, form in (("as written", str), ("plain form", plain_form)):
            found = [
                measure(args.writers, args.texts, seed, form, worded=worded)
                for seed in range(args.draws)
            ]
            first, five = (100 * sum(part) / len(found) for part in zip(*found, strict=True))
            habits = "form and words" if worded else "form only"
            print(
                f"habits of {habits:<15} {name:<11} first {first:5.1f} %  among five {five:5.1f} %"
            )


if __name__ == "__main__":
    main()
