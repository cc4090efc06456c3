"""Invented members for the tests, with names short and long, plain and like everyday words."""

from anonymizer import Directory, Member, Person

TOWA = Member(
    id="towa", names_ja=("株式会社トーワ精機", "トーワ精機"), readings=("トーワセイキ",),
    names_en=("Towa Seiki Co., Ltd.",), aliases=("トーワ",), former_names=("東和鐵工所",),
    brands=("TowaMill",), sites=("諏訪第三工場",), domains=("towa-seiki.co.jp",),
    securities_code="9Y01", corporate_number="7123456789012", edinet_code="E98765",
    people=(Person("山鹿 蒼太", "やまが そうた", "Sota Yamaga", ("s.yamaga@mail.example",),
                   ("03-1234-5678",)),),
)
MIHARU = Member(
    id="miharu", names_ja=("三春電機株式会社", "三春電機"), readings=("ミハルデンキ",),
    names_en=("MIHARU ELECTRIC CORPORATION",), domains=("miharu.jp",), aliases=("三春",),
)
MIHARU_GLASS = Member(
    id="glass", names_ja=("三春電機硝子株式会社", "三春電機硝子"), readings=("ミハルデンキガラス",),
)
STEP = Member(id="step", names_ja=("ステップ株式会社", "ステップ"), readings=("ステップ",))
KURARE = Member(id="kurare", names_ja=("株式会社クラネ", "クラネ"), readings=("クラネ",),
                names_en=("Kurane & Co.",))
ARU = Member(id="aru", names_ja=("株式会社ＡＬＬ", "ＡＬＬ"), readings=("アル",))
DIRECTORY = Directory.compile([TOWA, MIHARU, MIHARU_GLASS, STEP, KURARE, ARU])
