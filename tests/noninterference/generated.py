"""Companies that could be the one, and lives they could lead, for Hypothesis to draw from.

Names are put together from syllables that occur in no text of the road, so that what differs
between two worlds is who asks and nothing of what is asked.
"""

from datetime import timedelta

from hypothesis import strategies as st

from noninterference.short_road import Life
from noninterference.worlds import ASKERS, Asker
from world import SECTORS, CompanySketch

_KANJI = ("嵐", "楓", "鷹", "菫", "蛍", "鯨", "琥珀", "雫", "櫂", "凪", "鼓", "蓮", "隼", "麒麟")
_READ = ("あらし", "かえで", "たか", "すみれ", "ほたる", "くじら", "こはく", "しずく", "かい",
         "なぎ", "つづみ", "はす", "はやぶさ", "きりん")  # fmt: skip
_ROMAJI = ("Arashi", "Kaede", "Taka", "Sumire", "Hotaru", "Kujira", "Kohaku", "Shizuku", "Kai",
           "Nagi", "Tsuzumi", "Hasu", "Hayabusa", "Kirin")  # fmt: skip
_KATAKANA = ("ゼノ", "ヴェガ", "オルカ", "ノクト", "ルミエ", "クオン", "フィヨル", "ザイロ")
_TRADES = (("精機", "せいき", "Seiki"), ("光学", "こうがく", "Kogaku"),
           ("鋼業", "こうぎょう", "Kogyo"),
           ("薬品", "やくひん", "Yakuhin"), ("航空機", "こうくうき", "Aircraft"))  # fmt: skip
_FAMILY = (("鬼塚", "おにづか", "Onizuka"), ("毒島", "ぶすじま", "Busujima"),
           ("鴨志田", "かもしだ", "Kamoshida"), ("東海林", "しょうじ", "Shoji"),
           ("月見里", "やまなし", "Yamanashi"))  # fmt: skip
_GIVEN = (("雅", "みやび", "Miyabi"), ("権兵衛", "ごんべえ", "Gombei"),
          ("桜子", "さくらこ", "Sakurako"),
          ("蘭", "らん", "Ran"))  # fmt: skip
_PLACES = ("網走", "由布院", "尾鷲", "五所川原", "南アルプス")
_ZONES = ("Asia/Tokyo", "UTC", "America/Los_Angeles", "Asia/Kathmandu", "Pacific/Kiritimati")


def _full_name(short: str, form: int) -> str:
    return (f"{short}株式会社", f"株式会社{short}", f"{short}合同会社")[form]


@st.composite
def sketches(draw: st.DrawFn) -> CompanySketch:
    """A company: kanji or katakana, one syllable or four, its legal form before or behind."""
    trade, trade_read, trade_en = draw(st.sampled_from(_TRADES))
    if draw(st.booleans()):
        places = draw(st.lists(st.integers(0, len(_KANJI) - 1), min_size=1, max_size=3))
        stem = "".join(_KANJI[n] for n in places)
        read, roman = "".join(_READ[n] for n in places), "".join(_ROMAJI[n] for n in places)
    else:
        stem = "".join(draw(st.lists(st.sampled_from(_KATAKANA), min_size=2, max_size=4)))
        read, roman = stem, draw(st.sampled_from(("Xenovega", "Orcanoct", "Lumiquon", "Xylofjor")))
    short = stem + trade
    brand = draw(st.sampled_from(("Kvark", "ヨルムン", "Zw-Nadel", "ギャラホルン")))
    return CompanySketch(
        name_ja=_full_name(short, draw(st.integers(0, 2))),
        reading=read + trade_read,
        name_en=f"{roman} {trade_en} {draw(st.sampled_from(('Ltd.', 'Corporation', 'K.K.')))}",
        short_ja=short,
        number=f"{draw(st.integers(10**12, 10**13 - 1))}",
        aliases=draw(st.sampled_from(((), (f"{stem}G",)))),
        brands=(brand,),
        sites=(f"{draw(st.sampled_from(_PLACES))}{draw(st.sampled_from(('工場', '事業所')))}",),
        domain=f"{roman.lower()}.example.{draw(st.sampled_from(('jp', 'com')))}",
        sector=draw(st.sampled_from(sorted(SECTORS))),
    )


@st.composite
def people(draw: st.DrawFn) -> tuple[str, str, str]:
    family, given = draw(st.sampled_from(_FAMILY)), draw(st.sampled_from(_GIVEN))
    return f"{family[0]} {given[0]}", f"{family[1]} {given[1]}", f"{given[2]} {family[2]}"


@st.composite
def askers(draw: st.DrawFn) -> Asker:
    both = draw(st.lists(people(), min_size=2, max_size=2, unique=True))
    return Asker(
        draw(sketches()), (both[0], both[1]), first=draw(st.booleans()),
        staff=draw(st.sampled_from((0, 0, 1, 6))),
    )  # fmt: skip


def lives() -> st.SearchStrategy[Life]:
    """A life of a company that was made up or, now and then, is one of the hand-made ones."""
    return st.builds(
        Life,
        st.one_of(askers(), askers(), askers(), st.sampled_from(list(ASKERS.values()))),
        others_order=st.integers(0, 1),
        drafts=st.sampled_from((0, 0, 0, 1, 3)),
        edits=st.sampled_from((0, 0, 0, 1, 2)),
        mates=st.sampled_from((0, 0, 1, 4)),
        wrote=st.integers(0, 8 * 24 * 60).map(lambda minutes: timedelta(minutes=minutes)),
        reviewed=st.integers(1, 5 * 24 * 60).map(lambda minutes: timedelta(minutes=minutes)),
        answered=st.integers(1, 40 * 60).map(lambda minutes: timedelta(minutes=minutes)),
        locale=st.sampled_from(("ja", "en")),
        zone=st.sampled_from(_ZONES),
        dialogue=st.sampled_from((False, False, False, True)),
        files=st.sampled_from((False, False, False, True)),
    )
