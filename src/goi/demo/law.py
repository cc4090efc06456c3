"""The correlation table of the demonstration, as the domain guide gives it.

Rows without a day have not been compared with the law in force.
"""

from foundation.work import Work
from legislation import Provision
from proposals.provisions.actions import Pair, pair
from proposals.provisions.kinds import Relation

_ROWS = (
    ("item2:sub12", "第1条第14号", "2B201", "工作機械（原子力）"),
    ("item3:sub2", "第2条第2項第1号", "2B350", "反応器・弁"),
    ("item3:sub2", "第2条第2項第11号", "2B351", "空気中の物質を検知する装置"),
    ("item3-2:sub2", "第2条の2第2項", "2B352", "生物用の装置"),
    ("item4", "第3条", "9A012", "無人航空機"),
    ("item5:sub18", "第4条第15号", "1C010", "炭素繊維"),
    ("item6:sub1", "第5条第1号", "2A001", "軸受"),
    ("item6:sub2", "第5条第2号", "2B001", "工作機械"),
    ("item7:sub1", "第6条第1号", "3A001.a", "集積回路"),
    ("item8", "第7条", "4A003", "電子計算機"),
    ("item9", "第8条第9号", "5A002", "暗号"),
    ("item10", "第9条", "6A003", "カメラ"),
    ("item11", "第10条", "7A003", "慣性航法装置"),
    ("item12", "第11条", "8A001", "潜水艇"),
    ("item13", "第12条", "9A001", "ガスタービン"),
)


def load_correlations(work: Work) -> None:
    for row, ordinance, european, theme in _ROWS:
        pair(
            work,
            Pair(
                Provision(f"ETCO:table1:{row}"), Provision(european), Relation.OVERLAP,
                ordinance=ordinance, theme=theme,
            ),
        )  # fmt: skip
