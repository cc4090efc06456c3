"""Makes closed-world data of our own: other companies and carriers than those we develop with.

usage: python benchmarks/anonymizer_worlds.py OUT_FOLDER SEED [--directories DIRECTORY.json ...]
                                              [--per-class 40]

A fifth of the 491 members are invented, the others drawn anew from the given directories, with
invented former names and domains. Carriers are written for this file; half of them and the clean
sentences are of the data set in second_net/data, with one company taken out. Writes directory.json,
docs.jsonl, pairs.jsonl and meta.json for benchmarks/anonymizer.py. No code of the finder is
used.
"""

import argparse
import base64
import json
import lzma
import random
import re
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

STOCKMARK = Path(__file__).parents[1] / "src/anonymizer/second_net/data/stockmark.jsonl.xz"
SIZE = 491
Member = dict[str, Any]
Mention = tuple[str, str]  # what is written, and the part of it that must be hidden

JAPANESE = """
{}の担当部門に照会中である。
この件では、{}から異論が出た。
（提出元：{}）
過日、{}は説明会を開いた。
起票者は{}の社員であった。
{}、通関業者、荷主の三者で協議する。
昨年度の要望のうち{}分を抜粋する。
ただし{}を除く。
1) {}
※{}の回答待ち
{}が保有する許可証の期限は来年三月である。
仮に{}が申請しても同じ結論となろう。
発言者「{}」は、次回までに資料を整える。
この様式は{}の意見を容れて改めたものである。
同じ問いを{}にも送った。
{}からの出荷は月末に限る。
要望第12号（{}）について審議した。
供給元が{}に限られるため、代替が難しい。
""".strip().splitlines()
ENGLISH = """
Comments by {} were noted.
The request of {} concerns item 7.
Signed: {}
Shipments from {} are delayed.
We asked {} for a reply.
""".strip().splitlines()
HIRAGANA = ("（{}）", "提出元：{}", "「{}」", "1) {}", "発言者「{}」は欠席。", "・{}\n・その他")

KANA = dict(zip(
    "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"
    "ガギグゲゴザジズゼゾダヂヅデドバビブベボパピプペポヴ",
    "a i u e o ka ki ku ke ko sa shi su se so ta chi tsu te to na ni nu ne no ha hi fu he ho ma mi "
    "mu me mo ya yu yo ra ri ru re ro wa o n ga gi gu ge go za ji zu ze zo da ji zu de do ba bi bu "
    "be bo pa pi pu pe po vu".split(), strict=True))
OLD = str.maketrans("学国沢辺竜総会広実鉄電関万来真斎浜高崎栄塩円図区応気経済戦鋼",
                    "學國澤邊龍總會廣實鐵電關萬來眞齋濱髙﨑榮鹽圓圖區應氣經濟戰鋼")
CYRILLIC = str.maketrans("ABEKMHOPCTXaceopxy", "АВЕКМНОРСТХасеорху")
LOOKALIKES = str.maketrans("ニトロカエタハムオリヘ", "二卜口力工夕八厶才りへ")
LARGE = str.maketrans("ァィゥェォッャュョ", "アイウエオツヤユヨ")
HALF = {unicodedata.normalize("NFKC", chr(code)): chr(code) for code in range(0xFF61, 0xFFA0)}
FORMS = re.compile(r"^(?:株式会社)|(?:株式会社)$")
ENGLISH_FORM = re.compile(r"[\s,.]*\b(?:Co\.?,?\s*Ltd\.?|Corporation|Inc\.?|Limited|Ltd\.?|CO.,LTD)"
                          r"\.?$", re.IGNORECASE)


STEMS = (
    ("葉月", "ハヅキ"), ("暁", "アカツキ"), ("辰巳", "タツミ"), ("藤ノ木", "フジノキ"),
    ("鳴海", "ナルミ"), ("綾瀬川", "アヤセガワ"), ("美原", "ミハラ"), ("北鉄", "ホクテツ"),
    ("ソルテ", "ソルテ"), ("ヴェルナ", "ヴェルナ"), ("マキシロ", "マキシロ"), ("ギュレ", "ギュレ"),
    ("ペルニカ", "ペルニカ"), ("フォグネ", "フォグネ"), ("タイヨウサン", "タイヨウサン"),
    ("学進", "ガクシン"), ("広総", "コウソウ"), ("竜浜", "リュウヒン"),
)
TAILS = (
    ("精機", "セイキ", "Seiki"), ("電子工業", "デンシコウギョウ", "Denshi Kogyo"),
    ("テクノス", "テクノス", "Technos"), ("化成", "カセイ", "Kasei"),
    ("商会", "ショウカイ", "Shokai"), ("ケミカル", "ケミカル", "Chemical"),
    ("光機", "コウキ", "Koki"), ("フーズ", "フーズ", "Foods"),
    ("ロジスティクス", "ロジスティクス", "Logistics"), ("鋼業", "コウギョウ", "Steel"),
)


def invented(number: int, chance: random.Random) -> Member:
    """A company that does not exist."""
    stem, tail = chance.choice(STEMS), chance.choice(TAILS)
    roman = romaji(stem[1]).capitalize()
    short = stem[0] + tail[0]
    official = "株式会社" + short if number % 2 else short + "株式会社"
    base = f"{8000_0000_0000 + number * 7919:012d}"
    return {
        "official": official, "short": short, "kana": stem[1] + tail[1],
        "en": f"{roman} {tail[2]} Co., Ltd.", "en_short": f"{roman} {tail[2]}",
        "sec_code": f"{100 + number % 900}{'ACDFGHJK'[number // 900 % 8]}",
        "edinet_code": f"E{70000 + number}",
        "corporate_number": check_digit(base) + base, "address": "", "industry": "その他",
        "abbreviations": [], "domains": [], "former_names": [],
    }


def check_digit(base: str) -> str:
    total = sum(int(n) * (1 if i % 2 == 0 else 2) for i, n in enumerate(reversed(base)))
    return str(9 - total % 9)


def directory(pool: list[Member], chance: random.Random) -> list[Member]:
    """491 members whose names differ, a fifth of them invented."""
    drawn = {m["short"]: dict(m) for m in chance.sample(pool, min(len(pool), SIZE * 4 // 5))}
    number = chance.randrange(1000)
    while len(drawn) < SIZE:
        member = invented(number, chance)
        drawn.setdefault(member["short"], member)
        number += 1
    members = list(drawn.values())
    chance.shuffle(members)
    old = [a + b for a in ("関", "磯", "旭日", "東栄", "紀伊", "奥多摩", "筑豊", "佐久")
           for b in ("製鋲", "織布", "鉱油", "撚糸", "電球", "鋳造", "製罐", "染料", "窯業")]
    for index, member in enumerate(members):
        member["id"] = f"M{index + 1:04d}"
        root = re.sub(r"[^a-z0-9]", "", member["en_short"].lower())[:18] or f"member{index}"
        member["domains"] = [root + chance.choice((".co.jp", ".jp", ".com", "-hd.co.jp"))]
        member["former_names"] = [old.pop(chance.randrange(len(old)))] \
            if old and chance.random() < 0.14 else []
    return members


def romaji(kana: str) -> str:
    """Hepburn, without long marks."""
    out = ""
    for char in kana.replace("ー", ""):
        small = "ャュョァィゥェォ".find(char)
        if small >= 0 and out:
            vowel = "auoaiueo"[small]
            if re.search("(?<![b-df-hj-np-tv-z])u$", out):
                out = out[:-1] + "w"  # ウィ
            elif small < 3:
                out = out[:-1] if out.endswith(("shi", "chi", "ji")) else out[:-1] + "y"
            else:
                out = out[:-1]
            out += vowel
        elif char == "ッ":
            out += "*"
        else:
            out += KANA.get(char, "")
    return re.sub(r"\*(.)?", lambda m: (m[1] or "") * 2, out)


def hiragana(text: str) -> str:
    return "".join(chr(ord(c) - 0x60) if "ァ" <= c <= "ヶ" else c for c in text)


def mathematical(text: str) -> str:
    return "".join(
        chr(0x1D400 + ord(c) - 65) if "A" <= c <= "Z" else
        chr(0x1D41A + ord(c) - 97) if "a" <= c <= "z" else c for c in text)


def half(text: str) -> str:
    return "".join(HALF.get(c, c) for c in unicodedata.normalize("NFD", text)
                   .replace("\u3099", "ﾞ").replace("\u309a", "ﾟ"))


def inserted(name: str, signs: tuple[str, ...], chance: random.Random) -> str:
    at = chance.randrange(1, len(name))
    return name[:at] + chance.choice(signs) + name[at:]


def split_mark(name: str, chance: random.Random) -> str:
    first = chance.randrange(0, len(name) - 1)
    last = chance.randrange(first + 1, len(name) + (first > 0))
    mark = chance.choice(("**", "*", "~~", "`", "=="))
    return name[:first] + mark + name[first:last] + mark + name[last:]


def split_link(name: str, chance: random.Random) -> str:
    at = chance.randrange(1, len(name))
    return chance.choice((f"[{name[:at]}](#s){name[at:]}", f"{name[:at]}[{name[at:]}](/p)",
                          f"[{name[:at]}][2]{name[at:]}"))


def mentions() -> dict[str, Callable[[Member, random.Random], Mention | str | None]]:
    """By class, how it writes a member: the whole and its core where they differ; None if it
    cannot."""
    def either(*forms: str) -> Callable[[Member, random.Random], Mention]:
        return lambda m, r: (r.choice(forms).format(m["short"]), m["short"])

    def english(m: Member) -> str:
        return ENGLISH_FORM.sub("", m["en"]).strip(" ,.") or m["en_short"]

    def changed(new: str, old: str) -> str | None:
        return new if new != old else None

    def coded(m: Member, r: random.Random) -> str | None:
        codec = r.choice(("utf-8", "cp932", "euc_jp"))
        name = m["short"]
        try:
            octets = name.encode(codec)
        except UnicodeEncodeError:
            return None
        return "".join(f"%{o:02X}" for o in octets) if not name.isascii() else None

    def number(m: Member, r: random.Random) -> str:
        n = m["corporate_number"]
        parts = (n[:1], n[1:5], n[5:9], n[9:])
        wide = str.maketrans("0123456789-", "０１２３４５６７８９－")
        return r.choice((
            "-".join(parts), " ".join(parts), "T" + n, "T-" + n, "-".join(parts).translate(wide),
            n[:7] + "\u200b" + n[7:]))

    def table(m: Member, r: random.Random) -> Mention:
        row = r.choice(("| 社名 | {} |", "| {} | 済 |"))
        broken = inserted(m["short"], ("<br>",), r)
        return row.format(broken), broken

    def folded(name: str) -> str:
        return unicodedata.normalize("NFKC", name)

    katakana = re.compile("[ァ-ヺ]{2}")
    return {
        "official_exact": lambda m, r: (m["official"], FORMS.sub("", m["official"])),
        "legal_paren_full": either("（株）{}", "{}（株）"),
        "legal_paren_half": either("(株){}", "{}(株)"),
        "legal_square": either("㈱{}", "{}㈱"), "legal_square_cap": either("㍿{}", "{}㍿"),
        "legal_moved": lambda m, r: (
            m["short"] + "株式会社" if m["official"].startswith("株") else "株式会社" + m["short"],
            m["short"]),
        "legal_spaced": either("株式会社　{}", "株式会社 {}", "{}\u3000株式会社", "株式会社\n{}"),
        "short": lambda m, r: m["short"],
        "short_honorific": either("{}様", "{}御中", "{}さん", "{}殿", "{}社", "{}グループ", "{}側",
                                  "{}（以下「甲」）"),
        "latin_width": lambda m, r: "".join(
            chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in m["en_short"]),
        "latin_half_in_ja": lambda m, r: changed(folded(m["short"]), m["short"]),
        "kana_half": lambda m, r: changed(half(m["short"]), m["short"]),
        "kana_reading": lambda m, r: changed(m["kana"], m["short"]),
        "kana_reading_half": lambda m, r: half(m["kana"]),
        "kana_reading_hira": lambda m, r: hiragana(m["kana"]) if len(m["kana"]) > 4 else None,
        "kana_bank": lambda m, r: (half(m["kana"]).replace("ｰ", "-") + r.choice(("(ｶ", "(ｶ)")),
                                   half(m["kana"]).replace("ｰ", "-")),
        "kana_as_hira": lambda m, r: changed(hiragana(m["short"]), m["short"])
        if len(m["short"]) > 4 else None,
        "kana_small_large": lambda m, r: changed(m["short"].translate(LARGE), m["short"]),
        "kana_long_mark": lambda m, r: changed(
            m["short"].replace("ー", r.choice("－―‐ｰ─~")), m["short"]),
        "middle_dot": lambda m, r: inserted(m["short"], ("・", "･", "·", "‧"), r),
        "inner_space": lambda m, r: inserted(m["short"], (" ", "\u3000", "\xa0", "\u2009"), r),
        "all_spaced": lambda m, r: r.choice(" \u3000").join(re.sub(r"\s", "", m["short"])),
        "inner_newline": lambda m, r: inserted(m["short"], ("\n", "\r\n", "\n> ", "\n　"), r),
        "zero_width": lambda m, r: inserted(m["short"], ("\u200b", "\u2060", "\ufeff", "\xad"), r),
        "nfd": lambda m, r: changed(unicodedata.normalize("NFD", m["short"]), m["short"]),
        "itaiji": lambda m, r: changed(m["short"].translate(OLD), m["short"]),
        "variation_selector": lambda m, r: inserted(
            m["short"], ("\ufe00", "\ufe01", "\U000e0100", "\U000e0101"), r),
        "homoglyph_latin": lambda m, r: changed(m["en_short"].translate(CYRILLIC), m["en_short"]),
        "homoglyph_cjk": lambda m, r: changed(m["short"].translate(LOOKALIKES), m["short"])
        if katakana.search(m["short"]) else None,
        "math_alnum": lambda m, r: changed(mathematical(m["en_short"]), m["en_short"]),
        "en_official": lambda m, r: (m["en"], english(m)),
        "en_short": lambda m, r: m["en_short"],
        "en_case": lambda m, r: r.choice((str.upper, str.lower, str.title))(m["en_short"]),
        "en_joined": lambda m, r: m["en_short"].replace(" ", r.choice(("", "-", "_", "\xa0"))),
        "en_legal_swap": lambda m, r: (
            english(m) + r.choice((" Inc.", " Corp.", ", Limited", " CO.,LTD.", "'s")), english(m)),
        "romaji": lambda m, r: romaji(m["kana"]) if len(m["kana"]) > 3 else None,
        "abbr_registered": lambda m, r: r.choice(m["abbreviations"] or [None]),
        "former_name": lambda m, r: (
            r.choice(("旧{0}", "{0}")).format(m["former_names"][0]), m["former_names"][0])
        if m["former_names"] else None,
        "subsidiary_compound": either("{}ベトナム", "{}サービス", "{}ファシリティーズ", "{}九州",
                                      "{}エンジニアリング", "{}タイランド"),
        "corp_number": lambda m, r: m["corporate_number"],
        "corp_number_formatted": number,
        "sec_code": lambda m, r: (
            r.choice(("証券コード {}", "証券コード：{}", "TYO:{}", "{}.T", "銘柄コード{}"))
            .format(m["sec_code"]), m["sec_code"]),
        "edinet_code": lambda m, r: (f"EDINETコード {m['edinet_code']}", m["edinet_code"]),
        "domain": lambda m, r: (
            r.choice(("{}", "www.{}", "https://{}/about", "http://intra.{}")).format(m["domains"][0]),
            m["domains"][0]),
        "email": lambda m, r: r.choice(
            ("sato.{0}@{1}", "k-ono@{1}", "info(at){1}", "trade＠{1}")
        ).format(r.randrange(99), m["domains"][0]),
        "file_name": lambda m, r: (
            r.choice(("該非_{}_v3.xlsx", "{}_2026要望.docx", "scan-{}-01.pdf")).format(m["short"]),
            m["short"]),
        "md_emphasis_split": lambda m, r: split_mark(m["short"], r),
        "md_link_split": lambda m, r: split_link(m["short"], r),
        "md_escape": lambda m, r: inserted(m["short"], ("\\_", "\\.", "\\*"), r),
        "md_table": table,
        "html_entity": lambda m, r: "".join(
            r.choice((f"&#{ord(c)};", f"&#x{ord(c):X};")) for c in m["short"]),
        "html_tag_split": lambda m, r: inserted(
            m["short"], ("<wbr>", "<b></b>", "<!-- . -->", "&shy;", "<span>"), r),
        "html_comment": lambda m, r: (f"<!-- by {m['short']} -->", m["short"]),
        "ruby": lambda m, r: r.choice((
            f"<ruby>{m['short']}<rt>{hiragana(m['kana'])}</rt></ruby>",
            f"{m['short']}（{hiragana(m['kana'])}）", f"｜{m['short']}《{hiragana(m['kana'])}》")),
        "vertical": lambda m, r: r.choice(("\n", "<br>", "\n\n")).join(
            re.sub(r"\s", "", m["short"])),
        "json_escape": lambda m, r: "".join(f"\\u{ord(c):04x}" for c in m["short"]),
        "url_encoded": coded,
        "stress_base64": lambda m, r: base64.b64encode(m["official"].encode()).decode(),
    }


# Classes whose letters stand alone among kana only where something marks them.
MARKED = {"kana_reading_hira", "kana_as_hira", "vertical", "md_table", "kana_bank"}
ASCII = {"latin_width", "homoglyph_latin", "math_alnum", "en_official", "en_short", "en_case",
         "en_joined", "en_legal_swap", "romaji"}


def public() -> list[dict[str, Any]]:
    with lzma.open(STOCKMARK, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def carriers(rows: list[dict[str, Any]], members: list[Member]) -> list[str]:
    """Public sentences with their one company taken out."""
    found = []
    for row in rows:
        companies = [e for e in row["entities"] if e["type"] == "法人名"]
        text = row["text"]
        if len(companies) == 1 and len(text) < 120 and "{" not in text:
            start, end = companies[0]["start"], companies[0]["end"]
            rest = text[:start] + "\0" + text[end:]
            if not named(rest, members):
                found.append(text[:start] + "{}" + text[end:])
    return found


def named(text: str, members: list[Member]) -> bool:
    """Whether a text holds the name of a member as it stands in the directory."""
    folded = unicodedata.normalize("NFKC", text).lower()
    return any(
        unicodedata.normalize("NFKC", name).lower() in folded
        for m in members
        for name in (m["short"], m["kana"], m["en_short"], *m["abbreviations"], *m["former_names"])
        if len(name) > 1)


def placed(carrier: str, mention: Mention | str, cls: str, member: Member) -> dict[str, Any]:
    """A document with one mention."""
    whole, core = mention if isinstance(mention, tuple) else (mention, "")
    start = carrier.index("{}")
    text = carrier.replace("{}", whole, 1)
    span: dict[str, Any] = {
        "start": start, "end": start + len(whole), "cls": "member", "member_id": member["id"],
        "variant": cls, "tier": "stress" if cls.startswith("stress") else "core"}
    if core and core in whole:
        at = start + whole.index(core)
        span["core"] = [at, at + len(core)]
    return {"kind": "member", "text": text, "spans": [span]}


def chosen(cls: str, texts: list[str], chance: random.Random) -> str:
    if cls in MARKED:
        return chance.choice(HIRAGANA)
    if cls in ASCII and chance.random() < 0.4:
        return chance.choice(ENGLISH)
    return chance.choice(texts if chance.random() < 0.5 else JAPANESE)


def traps(members: list[Member], chance: random.Random) -> Iterator[str]:
    """Words that hold a member's name and mean something else."""
    for member in chance.sample(members, len(members)):
        name = member["short"]
        if re.fullmatch("[ァ-ヺー]{2,5}", name):
            yield chance.choice((f"マルチ{name}ンの観測値。", f"{name}リウムの融点。",
                                 f"シン{name}ック現象の解析。"))
        elif re.fullmatch("[一-龥]{2,3}", name):
            yield chance.choice((f"{name}寺の参道を歩く。", f"小{name}川の水位。",
                                 f"{name}町の人口は減った。"))
        elif re.fullmatch("[A-ZＡ-Ｚ]{3,6}", name):
            latin = unicodedata.normalize("NFKC", name)
            yield chance.choice((f"{latin}LOOP の値を読む。", f"変数 X{latin} を定義する。"))


def documents(
    members: list[Member], per_class: int, chance: random.Random
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    rows = public()
    texts = carriers(chance.sample(rows, len(rows)), members)
    docs: list[dict[str, Any]] = []
    pairs = []
    for cls, write in mentions().items():
        made = 0
        for member in (chance.sample(members, len(members)) * 3)[:per_class * 60]:
            if made == per_class or len(member["short"]) < 2:
                continue
            mention = write(member, chance)
            if not mention:
                continue
            docs.append(placed(chosen(cls, texts, chance), mention, cls, member))
            made += 1
    shorts = {m["short"] for m in members}
    for member in members:
        name = member["short"]
        if any(name[:size] in shorts for size in range(2, len(name))):
            docs.append(placed(chosen("short", texts, chance), name, "longest_match", member))
    for _ in range(per_class * 10):
        cls = chance.choice(list(mentions()))
        one, other = chance.sample(members, 2)
        draw = chance.randrange(10**9)
        write = mentions()[cls]
        first, second = write(one, random.Random(draw)), write(other, random.Random(draw))
        if first and second and not cls.startswith("stress"):
            carrier = chosen(cls, texts, chance)
            pairs.append({"variant": cls, "a": placed(carrier, first, cls, one)["text"],
                          "b": placed(carrier, second, cls, other)["text"]})
    for row in rows[:per_class * 25]:
        if not named(row["text"], members):
            docs.append({"kind": "clean_plain", "text": row["text"], "spans": []})
    for text in list(traps(members, chance))[:per_class * 3]:
        docs.append({"kind": "clean_trap", "text": text, "spans": []})
    for index, doc in enumerate(docs):
        doc["id"] = f"D{index:06d}"
    for index, pair in enumerate(pairs):
        pair["id"] = f"P{index:05d}"
    return docs, pairs


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("seed", type=int)
    parser.add_argument("--directories", type=Path, nargs="*", default=[])
    parser.add_argument("--per-class", type=int, default=40)
    args = parser.parse_args()
    chance = random.Random(args.seed)
    pool = {m["official"]: m for path in args.directories
            for m in json.loads(path.read_text(encoding="utf-8"))["members"]}
    members = directory([pool[key] for key in sorted(pool)], chance)
    docs, pairs = documents(members, args.per_class, chance)
    args.out.mkdir(parents=True, exist_ok=True)
    (args.out / "directory.json").write_text(
        json.dumps({"members": members}, ensure_ascii=False), encoding="utf-8")
    for name, lines in (("docs", docs), ("pairs", pairs)):
        text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
        (args.out / f"{name}.jsonl").write_text(text, encoding="utf-8")
    kinds: dict[str, int] = {}
    for doc in docs:
        kinds[doc["kind"]] = kinds.get(doc["kind"], 0) + 1
    (args.out / "meta.json").write_text(
        json.dumps({"seed": args.seed, "kinds": kinds, "pairs": len(pairs)}), encoding="utf-8")
    print(kinds, len(pairs), "pairs")


if __name__ == "__main__":
    main()
