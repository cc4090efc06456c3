"""Who asks: worlds that are alike in everything but the company behind the anonymous requests."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from whole_story import Manner
from world import COMPANIES, PEOPLE, CompanySketch, PersonSketch, World, a_world

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
EDGE = "Mozilla/5.0 (Windows NT 10.0) Chrome/142.0 Safari/537.36 Edg/142.0"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Safari/605.1"


@dataclass(frozen=True)
class Asker:
    """A company that could be the one. `first`: its row and id come before all others', else
    after; `people` are its writer's and its representative's names (ja, reading, en)."""

    sketch: CompanySketch
    people: tuple[tuple[str, str, str], tuple[str, str, str]]
    first: bool = True
    staff: int = 0
    manner: Manner = field(default_factory=Manner)

    @property
    def words(self) -> Mapping[str, str]:
        """Its own words, by which alone the texts of two worlds differ."""
        sketch = self.sketch
        return {
            "name_ja": sketch.name_ja, "short_ja": sketch.short_ja, "name_en": sketch.name_en,
            "brand": sketch.brands[0], "site": sketch.sites[0],
            "person": self.people[0][0], "mail": f"office@{sketch.domain}",
        }  # fmt: skip


def _manner(agent: str, lang: str, **more: int) -> Manner:
    return Manner(headers={"User-Agent": agent, "Accept-Language": lang}, **more)


def _sketch(
    ja: str, reading: str, en: str, short: str, serial: int, **more: object
) -> CompanySketch:
    return CompanySketch(ja, reading, en, short, f"{serial:013}", **more)  # type: ignore[arg-type]


# Against みなと商事, which asks under its own name beside them: names that come before and after it
# by code point, by reading and by id, in every combination; short and long, kana, kanji, Latin,
# one within another, with characters that mean something to patterns.
ASKERS: dict[str, Asker] = {
    "plain": Asker(
        _sketch(
            "青葉精工株式会社", "あおばせいこう", "Aoba Precision Co., Ltd.", "青葉精工", 1,
            aliases=("アオバ",), brands=("AobaMill",), sites=("長野第二工場",),
            domain="aoba.example.jp",
        ),
        (("石橋 浩二", "いしばし こうじ", "Koji Ishibashi"),
         ("青木 恵", "あおき めぐみ", "Megumi Aoki")),
    ),
    "short kana": Asker(
        _sketch(
            "株式会社ぬえ", "ぬえ", "Nue Inc.", "ぬえ", 2, brands=("ヌエコート",),
            sites=("稲敷事業所",), domain="nue.example.jp", sector="materials",
        ),
        (("于 力", "う りき", "Riki U"), ("阿 久", "あ きゅう", "Kyu A")),
        first=False, staff=7,
        manner=_manner(EDGE, "en", drafts=3, edits=4, replies=0, pause_days=9),
    ),
    "long katakana": Asker(
        _sketch(
            "インターナショナルプレシジョンマテリアルズ株式会社",
            "いんたーなしょなるぷれしじょんまてりあるず",
            "International Precision Materials Corporation", "インターナショナルプレシジョン",
            3, brands=("PreciMatX",), sites=("苫小牧テクニカルセンター",),
            domain="precimat.example.com", sector="electronics",
        ),
        (("長谷川 権左衛門", "はせがわ ごんざえもん", "Gonzaemon Hasegawa"),
         ("勅使河原 桜子", "てしがわら さくらこ", "Sakurako Teshigawara")),
        staff=1, manner=_manner(FIREFOX, "ja", edits=2, replies=5, pause_days=1),
    ),
    "latin": Asker(
        _sketch(
            "QXZテック株式会社", "きゅーえっくすぜっとてっく", "QXZ Tech K.K.", "QXZテック", 4,
            brands=("Qubix",), sites=("豊橋工場",), domain="qxz.example.jp",
        ),
        (("ジョン 万次郎", "じょん まんじろう", "John Manjiro"),
         ("森 一", "もり はじめ", "Hajime Mori")),
        first=False, manner=_manner(PHONE, "en-GB", drafts=2, replies=2, pause_days=4),
    ),
    "last kanji": Asker(
        _sketch(
            "龍精密工業株式会社", "りゅうせいみつこうぎょう", "Ryu Seimitsu Kogyo Co., Ltd.",
            "龍精密", 5, brands=("龍刃",), sites=("姫路工場",), domain="ryu.example.jp",
        ),
        (("龍 馬", "りゅう うま", "Uma Ryu"), ("和田 わたる", "わだ わたる", "Wataru Wada")),
        first=False, staff=3, manner=_manner(EDGE, "ja", edits=3, pause_days=2),
    ),
    "holds another name": Asker(
        _sketch(
            "新青葉精工ホールディングス株式会社", "しんあおばせいこうほーるでぃんぐす",
            "New Aoba Precision Holdings, Inc.", "新青葉精工", 6, aliases=("NAPH",),
            brands=("NewAobaMill",), sites=("長野第二工場南棟",), domain="new-aoba.example.jp",
        ),
        (("石橋 浩二郎", "いしばし こうじろう", "Kojiro Ishibashi"),
         ("青木 恵美", "あおき えみ", "Emi Aoki")),
        staff=12, manner=_manner(FIREFOX, "en", drafts=2, replies=1),
    ),
    "last reading": Asker(
        _sketch(
            "渡辺製作所株式会社", "わたなべせいさくじょ", "Watanabe Seisakujo Co., Ltd.",
            "渡辺製作所", 7, brands=("ワタロック",), sites=("墨田本社工場",),
            domain="watanabe-ss.example.jp", sector="trading",
        ),
        (("渡辺 亘", "わたなべ わたる", "Wataru Watanabe"),
         ("綿貫 輪子", "わたぬき わこ", "Wako Watanuki")),
        manner=_manner(PHONE, "ja", edits=2, replies=3, pause_days=6),
    ),
    "first of all": Asker(
        _sketch(
            "あかつき電機株式会社", "あかつきでんき", "Akatsuki Denki Ltd.", "あかつき電機", 8,
            brands=("アカコン",), sites=("盛岡組立工場",), domain="akatsuki.example.jp",
            sector="electronics",
        ),
        (("相川 藍", "あいかわ あい", "Ai Aikawa"), ("青山 碧", "あおやま あお", "Ao Aoyama")),
        first=False, staff=2, manner=_manner(EDGE, "en", drafts=1, edits=1, replies=4),
    ),
    "marks": Asker(
        _sketch(
            "F+G[テクノ].*株式会社", "えふあんどじーてくの",
            "F+G (Techno) Co., Ltd.", "F+G[テクノ]",
            9, brands=("G$1",), sites=("第(3)工場^東",), domain="fg-techno.example.jp",
        ),
        (("加々美 々", "かがみ かがみ", "Kagami Kagami"),
         ("O'Brien 尚美", "おぶらいえん なおみ", "Naomi O'Brien")),
        staff=5, manner=_manner(FIREFOX, "ja", drafts=3, edits=2, replies=0, pause_days=3),
    ),
}  # fmt: skip


def open_world(asker: Asker, database_url: str, folder: Path) -> World:
    """The same world with this company in the place of the one that asks."""
    others = {key: sketch for key, sketch in COMPANIES.items() if key != "aoba"}
    own = {"aoba": asker.sketch}
    companies = own | others if asker.first else others | own
    return a_world(database_url, folder, companies=companies, people=_people(asker))


def _people(asker: Asker) -> dict[str, PersonSketch]:
    people = dict(PEOPLE)
    for key, (ja, reading, en) in zip(("volunteer", "representative"), asker.people, strict=True):
        people[key] = replace(people[key], name_ja=ja, reading=reading, name_en=en)
    for n in range(asker.staff):
        people[f"colleague{n}"] = replace(
            people["volunteer"], name_ja=f"社員 {n}号", reading=f"しゃいん {n}",
            name_en=f"Staff {n}", seats=(),
        )  # fmt: skip
    return people
