"""The acts, orders, ordinances and notices that are cited, and what their tables hold.

Facts of the law: names, keys, e-Gov ids, the rows of 輸出令別表第1 with the articles of 貨物等省令.
Rows whose article has not been compared with e-Gov say so (`checked`).
"""

from dataclasses import dataclass
from enum import StrEnum


class Layer(StrEnum):
    """Where an instrument stands: 法律, 政令, 省令, 通達・告示."""

    ACT = "act"
    ORDER = "order"
    ORDINANCE = "ordinance"
    NOTICE = "notice"


@dataclass(frozen=True)
class Instrument:
    """A legal instrument. `names` are all Japanese names it is cited by, the short one first;
    `egov` its law id at e-Gov (empty where it is not there); `tables` the suffixed and plain
    numbers of its appended tables ("1", "3-2"), and `sole_table` says that its one table has no
    number."""

    key: str
    layer: Layer
    names: tuple[str, ...]
    name_en: str
    egov: str = ""
    tables: frozenset[str] = frozenset()
    sole_table: bool = False

    @property
    def short(self) -> str:
        return self.names[0]

    @property
    def link(self) -> str:
        return f"https://laws.e-gov.go.jp/law/{self.egov}" if self.egov else ""


_ETCO_TABLES = frozenset(
    ("1", "2", "2-2", "2-3", "2-4", "3", "3-2", "3-3", "4", "5", "6", "7")
)

INSTRUMENTS: tuple[Instrument, ...] = (
    Instrument(
        "FEFA", Layer.ACT, ("外為法", "外国為替及び外国貿易法"),
        "Foreign Exchange and Foreign Trade Act", "324AC0000000228",
    ),
    Instrument(
        "ETCO", Layer.ORDER, ("輸出令", "輸出貿易管理令"),
        "Export Trade Control Order", "324CO0000000378", _ETCO_TABLES,
    ),
    Instrument(
        "FEO", Layer.ORDER, ("外為令", "外国為替令"),
        "Foreign Exchange Order", "355CO0000000260", frozenset("1"), sole_table=True,
    ),
    Instrument(
        "GOODS", Layer.ORDINANCE,
        (
            "貨物等省令",
            "輸出貿易管理令別表第一及び外国為替令別表の規定に基づき貨物又は技術を定める省令",
        ),
        "Ordinance specifying goods and technologies", "403M50000400049",
    ),
    Instrument(
        "ETCR", Layer.ORDINANCE, ("輸出規則", "輸出貿易管理規則"),
        "Export Trade Control Regulations", "324M50000400064",
    ),
    Instrument(
        "INVIS", Layer.ORDINANCE, ("貿易外省令", "貿易関係貿易外取引等に関する省令"),
        "Ordinance on invisible trade", "410M50000400008",
    ),
    Instrument(
        "COMPL", Layer.ORDINANCE, ("遵守基準省令", "輸出者等遵守基準を定める省令"),
        "Ordinance on exporters' compliance standards", "421M60000400060",
    ),
    Instrument(
        "OPNOTICE", Layer.NOTICE, ("運用通達", "輸出貿易管理令の運用について"),
        "Operational notice on the Export Trade Control Order",
    ),
    Instrument(
        "TECHNOTICE", Layer.NOTICE,
        (
            "役務通達",
            "外国為替及び外国貿易法第25条第1項及び外国為替令第17条第2項の規定に基づき許可を要する"
            "技術を提供する取引又は行為について",
            "外為法第25条第1項等に基づき許可を要する技術を提供する取引又は行為について",
        ),
        "Technology-transfer notice",
    ),
    Instrument(
        "CATCHALL", Layer.NOTICE,
        ("キャッチオール通達", "補完的輸出規制に関する輸出手続等について"),
        "Catch-all notice",
    ),
    Instrument("BULK", Layer.NOTICE, ("包括許可取扱要領",), "Bulk licence rules"),
    Instrument("NOCHARGE", Layer.NOTICE, ("無償告示",), "No-charge announcement"),
    Instrument("EUL", Layer.NOTICE, ("外国ユーザーリスト",), "Foreign End User List"),
)

BY_KEY = {one.key: one for one in INSTRUMENTS}
REGIMES = ("WA", "NSG", "MTCR", "AG")


@dataclass(frozen=True)
class Row:
    """A row (項) of 輸出令別表第1 and 外為令別表: what it is about, which articles of 貨物等省令
    give the thresholds of goods and technology, which regime decides. The article can't be
    computed from the row's number."""

    number: str
    subject_ja: str
    subject_en: str
    goods: str
    technology: str
    regime: str
    checked: bool = False


ROWS: tuple[Row, ...] = (
    Row("1", "武器", "Arms", "", "", "WA"),
    Row("2", "原子力", "Nuclear", "1", "15", "NSG", checked=True),
    Row("3", "化学兵器", "Chemical weapons", "2", "15-2", "AG"),
    Row("3-2", "生物兵器", "Biological weapons", "2-2", "15-3", "AG", checked=True),
    Row("4", "ミサイル", "Missiles", "3", "16", "MTCR"),
    Row("5", "先端素材", "Advanced materials", "4", "17", "WA"),
    Row("6", "材料加工", "Materials processing", "5", "18", "WA", checked=True),
    Row("7", "エレクトロニクス", "Electronics", "6", "19", "WA", checked=True),
    Row("8", "電子計算機", "Computers", "7", "20", "WA"),
    Row("9", "通信", "Telecommunications and information security", "8", "21", "WA",
        checked=True),
    Row("10", "センサー", "Sensors and lasers", "9", "22", "WA"),
    Row("11", "航法装置", "Navigation", "10", "23", "WA"),
    Row("12", "海洋関連", "Marine", "11", "24", "WA"),
    Row("13", "推進装置", "Propulsion", "12", "25", "WA"),
    Row("14", "その他", "Miscellaneous", "13", "26", "WA"),
    Row("15", "機微品目", "Sensitive items", "14", "27", "WA"),
    Row("16", "補完的規制", "Catch-all", "14-2", "", "", checked=True),
)
ROW_BY_NUMBER = {row.number: row for row in ROWS}
