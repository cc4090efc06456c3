"""A thousand runs of the gateway under random faults, with kills between any two steps: whether
everything arrived, and once.

usage: python benchmarks/gateway_faults.py [runs] [first seed]
"""

import logging
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from measuring import ROOT  # noqa: F401

from foundation.settings import Settings
from gateway_faults_on_the_way import Bench
from goi import stores

A_STORE = 100  # runs that follow one another in one pair of stores


def main(runs: int, first: int) -> int:
    logging.disable(logging.WARNING)
    found, met = Counter[str](), Counter[str]()
    begun, own = time.perf_counter(), time.process_time()
    for start in range(first, first + runs, A_STORE):
        with tempfile.TemporaryDirectory() as folder:
            settings = Settings(database_url=f"sqlite:///{folder}/goi.db")
            main_store, release = stores.open_main(settings), stores.open_release(settings)
            stores.upgrade(main_store, release)
            bench = Bench(main_store, release, Path(folder))
            for seed in range(start, min(start + A_STORE, first + runs)):
                one = bench.run(seed)
                found.update(
                    messages=one.messages, replies=one.replies, lost=one.lost,
                    doubled=one.doubled, wrong=len(one.wrong),
                )  # fmt: skip
                if one.lost or one.doubled or one.wrong:
                    print(f"seed {seed}: {one}")
            met.update(bench.wire.met)
            met["killed between steps"] += bench.met["killed"]
            main_store.dispose()
            release.dispose()
    faults = sum(number for fault, number in met.items() if fault)
    print(
        f"{runs} runs: {found['messages']} letters, answers and files, {found['replies']} replies; "
        f"{faults} faults; {found['lost']} lost, {found['doubled']} doubled, "
        f"{found['wrong']} otherwise wrong; {time.perf_counter() - begun:.0f} s "
        f"({time.process_time() - own:.0f} s of processor time)"
    )
    for fault, number in sorted(met.items()):
        print(f"  {number:6}  {fault or 'exchanges without a fault'}")
    return 1 if found["lost"] or found["doubled"] or found["wrong"] else 0


if __name__ == "__main__":
    given = [int(one) for one in sys.argv[1:]]
    sys.exit(main(*(given + [1000, 0][len(given):])))
