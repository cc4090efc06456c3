"""Searching 100,000 synthetic requests on SQLite and on PostgreSQL: in process and through HTTP,
with sign-in and permissions on. One reader at a time; milliseconds.

usage: python benchmarks/search.py [sqlite|postgres] [requests]
"""

import random
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from statistics import median
from typing import Any
from urllib.parse import urlencode

from measuring import ROOT  # noqa: F401
from sqlalchemy import insert, text

from foundation import grams
from foundation.database import Database
from foundation.folding import fold, hidden
from legislation.citations import provisions
from search import schema
from search.audiences import MEMBERS, audiences_of
from search.index import FORMAT
from search.models import SearchAudience, SearchEntry
from search.queries import hits, shown, terms
from world import World, a_world

REQUESTS, BATCH, ASKED = 100_000, 1_000, 40
STATES = ("draft", "consultation", "submitted", "adopted", "declined", "continued")
SECTORS = ("machinery", "electronics", "materials", "trading", "logistics")
BODIES = ["b" * 15 + letter for letter in "bcdefghijklmnopqrstuvwxyz"]
NOUNS = (
    "少額特例 包括許可 該非判定 需要者 最終用途 工作機械 集積回路 炭素繊維 検知器 暗号装置 軸受 "
    "潜水艇 無人航空機 反応器 役務取引 居住者 特定類型 外国ユーザーリスト 相関表 輸出管理内部規程 "
    "電子申請 通関 許可申請書 審査期間 添付書類 様式 仕向地 再輸出 中古機械 半導体製造装置 "
    "光学機器 慣性航法装置"
).split()
VERBS = (
    "見直す 統一する 明確にする 簡素化する 公表する 電子化する 短縮する 廃止する 拡大する 撤廃する "
    "整理する 定義する"
).split()
FILL = (
    "現行の規定では、{a}と{b}の扱いが分かりにくく、企業は一件ごとに{n}時間の確認を行っている。",
    "{a}について{v}ことを求める。国際レジームの文言と{b}の記載に差があるためである。",
    "規制の実効性は、{a}の対象を変えずに{b}だけを{v}ため、損なわれない。",
    "The rule on {e} should be aligned with the control list of the regime, item {n}.",
    "令和{n}年度の調査では、会員企業の約{n}割が{a}に関する負担を挙げた。",
    "{ref}の適用に当たり、{a}を{v}基準を示されたい。",
)
ENGLISH = ("machine tools", "integrated circuits", "carbon fibre", "encryption", "bearings",
           "deemed exports", "small-value exemption", "bulk licences")  # fmt: skip
QUERIES = {
    "two characters, everywhere": ("該非", {}),
    "a word": ("包括許可", {}),
    "two words": ("炭素繊維 撤廃", {}),
    "a rare number": ("R08-SYS-04711", {}),
    "a long phrase": ("国際レジームの文言と検知器の記載", {}),
    "English": ("carbon fibre licences", {}),
    "English phrase": ('"control list of the regime"', {}),
    "a citation": ("輸出令別表第１の九の項", {}),
    "the same otherwise": ("別表1-9", {}),
    "a citation and a word": ("ETCO 9 電子申請", {}),
    "a rare provision": ("貨物等省令第5条第2号ロ(2)", {}),
    "EU number": ("3A001.a.2", {}),
    "filters only": ("", {"state": "declined", "year": "2011", "sector": "trading"}),
    "a word and filters": ("該非判定", {"body": BODIES[0], "of": "regulation"}),
    "letters but not the word": ("示国際", {}),
    "nothing": ("存在しない語句", {}),
}


def entries(count: int, dice: random.Random) -> Iterator[dict[str, Any]]:
    """Synthetic requests of about 600 characters, with what they would be filed under."""
    articles = [f"貨物等省令第{n}条第{m}号" for n in range(1, 15) for m in range(1, 20)]
    for n in range(1, count + 1):
        ref = dice.choice((
            f"輸出令別表第1の{dice.randint(1, 15)}の項({dice.randint(1, 20)})",
            dice.choice(articles), f"外為法第{dice.randint(20, 70)}条", "3A001.a.2", "5A002",
        )) if n % 5_000 else "貨物等省令第5条第2号ロ(2)"  # fmt: skip
        lines = [
            dice.choice(FILL).format(
                a=dice.choice(NOUNS), b=dice.choice(NOUNS), v=dice.choice(VERBS),
                e=dice.choice(ENGLISH), n=dice.randint(1, 90), ref=ref,
            )
            for _ in range(14)
        ]
        title = f"R08-SYS-{n:05d} {dice.choice(NOUNS)}を{dice.choice(VERBS)}件"
        body = " ".join([ref, *lines])
        facets = [
            f"state:{dice.choice(STATES)}", f"body:{dice.choice(BODIES)}",
            f"year:{dice.randint(1997, 2026)}", f"sector:{dice.choice(SECTORS)}",
            f"of:{dice.choice(('regulation', 'procedure', 'list_review'))}",
        ]  # fmt: skip
        yield {
            "id": n, "kind": "request", "subject_id": f"r{n}", "title": title,
            "body": body,
            "folded": "\n".join([fold(title), fold(body), words(ref, *facets)]),
            "link": f"/requests/r{n}", "changed_at": datetime(2026, 4, 1, tzinfo=UTC),
            "facets": facets, "format": FORMAT,
        }  # fmt: skip


@cache
def keys(ref: str) -> frozenset[str]:
    return frozenset(above.key for one in provisions(ref) for above in one.lineage)


def words(ref: str, *facets: str) -> str:
    """`search.index.folded` for a text of which it is known what it cites."""
    return " ".join(map(hidden, sorted(keys(ref) | set(facets))))


def fill(database: Database, count: int) -> None:
    """Written past the actions, in large batches."""
    dice, batch = random.Random(5), []
    if database.is_sqlite:
        put = "INSERT INTO search_grams (rowid, grams) VALUES (:id, :grams)"
    else:
        put = "INSERT INTO search_grams (entry_id, grams) VALUES (:id, :grams)"
        with database.writing() as db:  # sorted once instead of at every entry
            db.connection().execute(text("DROP INDEX search_grams_grams"))

    def write() -> None:
        found = [(one["id"], grams.of_text(one["folded"])) for one in batch]
        rows = [
            {"id": id, "grams": " ".join(sorted(of)) if database.is_sqlite
             else schema.chunked(id, of)}
            for id, of in found
        ]  # fmt: skip
        with database.writing() as db:
            connection = db.connection()
            if not database.is_sqlite:  # a batch may take longer than a request
                connection.execute(text("SET LOCAL statement_timeout = 0"))
            connection.execute(insert(SearchEntry), batch)
            connection.execute(
                insert(SearchAudience), [{"entry_id": one["id"], "token": MEMBERS} for one in batch]
            )
            connection.execute(text(put), rows)

    for one in entries(count, dice):
        batch.append(one)
        if len(batch) == BATCH:
            write()
            batch = []
    if batch:
        write()
    with database.writing() as db:
        if not database.is_sqlite:
            db.connection().execute(text("SET LOCAL statement_timeout = 0"))
        schema.create(db.connection())
    if not database.is_sqlite:
        with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as plain:
            plain.execute(text("VACUUM ANALYZE"))


def measured(do: Any) -> tuple[float, float, float]:
    """p50 and p95 by the wall, and the median of this process' processor time (without that of
    PostgreSQL's server)."""
    do()
    walls, own = [], []
    for _ in range(ASKED):
        wall, used = time.perf_counter(), time.process_time()
        do()
        walls.append((time.perf_counter() - wall) * 1000)
        own.append((time.process_time() - used) * 1000)
    walls.sort()
    return walls[ASKED // 2], walls[int(ASKED * 0.95)], median(own)


def measure(world: World, name: str) -> None:
    client = world.as_("second")
    print(f"\n| {name} | found | search p50 | p95 | CPU | page p50 | p95 | CPU |")
    print("|---|---|---|---|---|---|---|---|")
    for what, (query, filters) in QUERIES.items():
        facets = [f"{kind}:{value}" for kind, value in filters.items()]
        wanted = terms(query)
        with world.reading("second") as work:
            tokens = audiences_of(work.actor)

            def search() -> None:
                shown(work, hits(work, wanted, tokens, None, facets)[:30], wanted)  # noqa: B023

            found = len(hits(work, wanted, tokens, None, facets))
            inside = measured(search)
        path = "/search?" + urlencode({"q": query, **filters})
        assert client.get(path).status_code == 200, path
        page = measured(lambda path=path: client.get(path))
        figures = " | ".join(f"{one:.1f}" for one in (*inside, *page))
        print(f"| {what} | {found} | {figures} |", flush=True)


def run(name: str, url: str, folder: Path, count: int) -> None:
    begun = time.monotonic()
    world = a_world(url, folder)
    fill(world.main, count)
    print(f"{name}: {count:,} requests written in {time.monotonic() - begun:.0f} s", flush=True)
    measure(world, name)
    world.dispose()


def main(*which: str) -> None:
    count = next((int(one) for one in which if one.isdigit()), REQUESTS)
    with tempfile.TemporaryDirectory() as folder:
        if "postgres" not in which:
            run("SQLite", f"sqlite:///{folder}/goi.db", Path(folder), count)
        if "sqlite" not in which:
            from postgres_cluster import fresh_database, running_cluster

            with running_cluster() as cluster:
                run("PostgreSQL", fresh_database(cluster), Path(folder), count)


if __name__ == "__main__":
    main(*sys.argv[1:])
