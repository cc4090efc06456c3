"""METI's desk over 10,000 received requests: its list and its search, in process and through HTTP,
signed in. One reader at a time; milliseconds of this process' processor (without PostgreSQL's).

usage: python benchmarks/desk.py [sqlite|postgres] [requests]
"""

import random
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from typing import Any

from measuring import ROOT  # noqa: F401
from sqlalchemy import text

from postgres_cluster import fresh_database, running_cluster
from submissions.release_store import Item, Letter, Point, items_saying, make_findable
from world import World, a_world

REQUESTS, IN_A_LETTER, ASKED = 10_000, 25, 20
NOUNS = (
    "少額特例 包括許可 該非判定 需要者 工作機械 集積回路 炭素繊維 検知器 暗号装置 軸受 役務取引 "
    "居住者 相関表 電子申請 通関 審査期間 添付書類 仕向地 再輸出 中古機械"
).split()
VERBS = "見直す 統一する 明確にする 簡素化する 公表する 電子化する 廃止する".split()
FILL = (
    "現行の規定では、{a}と{b}の扱いが分かりにくく、企業は一件ごとに{n}時間の確認を行っている。",
    "{a}について{v}ことを求める。国際レジームの文言と{b}の記載に差があるためである。",
    "規制の実効性は、{a}の対象を変えずに{b}だけを{v}ため、損なわれない。",
    "The rule on carbon fibre should be aligned with the regime, item {n}.",
)
QUERIES = {
    "two characters, everywhere": "該非",
    "a word": "包括許可",
    "two words": "炭素繊維 撤廃",
    "a phrase": "国際レジームの文言と検知器の記載",
    "English": "carbon fibre",
    "a provision": "別表第1の9の項",
    "nothing": "存在しない語句",
}


def fill(world: World, count: int) -> None:
    dice = random.Random(1)
    for n in range(0, count, IN_A_LETTER):
        with world.release.writing() as db:
            new = world.chance.id
            letter = Letter(
                id=new("id/letter"), number=f"R{n:05d}", title_ja="要望書", addressee="経済産業省",
                sender="センター", released_day=date(1999, 4, 1) + timedelta(days=n),
            )  # fmt: skip
            db.add(letter)
            db.flush()
            for place in range(1, IN_A_LETTER + 1):
                told = " ".join(
                    dice.choice(FILL).format(a=dice.choice(NOUNS), b=dice.choice(NOUNS),
                                             v=dice.choice(VERBS), n=dice.randint(1, 90))
                    for _ in range(14)
                )  # fmt: skip
                item = Item(
                    id=new("id/item"), letter_id=letter.id, place=place, committee_ja="委員会",
                    committee_en="Committee", kind="procedure", novelty="new",
                    title_ja=f"{dice.choice(NOUNS)}を{dice.choice(VERBS)}件",
                    legal_references=[f"輸出令別表第1の{dice.randint(1, 15)}の項"],
                    sections={"request": told}, html={"request": told},
                    minority=[], support={},
                )  # fmt: skip
                db.add(item)
                db.flush()
                make_findable(db, item, letter.number)
                db.add(
                    Point(id=new("id/point"), item_id=item.id, number=1,
                          text=f"{dice.choice(NOUNS)}を{dice.choice(VERBS)}こと。")
                )  # fmt: skip
    with world.release.writing() as db:
        db.connection().execute(text("ANALYZE"))


@contextmanager
def world_on(kind: str) -> Iterator[World]:
    with tempfile.TemporaryDirectory() as folder:
        if kind == "sqlite":
            world = a_world(f"sqlite:///{folder}/goi.db", Path(folder))
            yield world
            world.dispose()
            return
        with running_cluster() as cluster:
            world = a_world(fresh_database(cluster), Path(folder))
            yield world
            world.dispose()


def timed(do: Any) -> tuple[float, Any]:
    spans = []
    for _ in range(ASKED):
        begun = time.process_time()
        told = do()
        spans.append((time.process_time() - begun) * 1000)
    return median(spans), told


def main(kind: str, count: int) -> None:
    with world_on(kind) as world:
        begun = time.perf_counter()
        fill(world, count)
        print(f"{kind}: {count} requests in {time.perf_counter() - begun:.0f} s")
        desk = world.at_desk()
        whole, _ = timed(lambda: desk.get("/").status_code)
        print(f"  the list                      {whole:7.1f} ms")
        for name, words in QUERIES.items():

            def find(words: str = words) -> int:
                with world.release.reading() as db:
                    return len(items_saying(db, words) or ())

            alone, hits = timed(find)
            page, _ = timed(lambda words=words: desk.get(f"/?q={words}").status_code)
            print(f"  {name:28} {hits:6} hits {alone:7.1f} ms, the page {page:7.1f} ms")


if __name__ == "__main__":
    kind, count = (sys.argv[1:] + ["sqlite", str(REQUESTS)][len(sys.argv) - 1 :])[:2]
    main(kind, int(count))
