"""How pages grow with what there is: the processor time of drawing each of the members' pages that
are read most, over 200 and over 2,000 open requests, and the ratio.

usage: python benchmarks/growth.py
"""

import gc
import time
from dataclasses import replace

from measuring import World, settled_world
from pages import many_requests

from web.application import build

TIMES = 15
FEW, MANY = 200, 2_000


def drawn(world: World, paths: dict[str, str]) -> dict[str, float]:
    """Milliseconds of processor time by page, the least of several: drawn anew each time."""
    world.app = build(replace(world.site, kept=None))
    client = world.as_("second")
    found = {}
    for name, path in paths.items():
        taken = []
        for _ in range(TIMES):
            gc.collect()
            before = time.process_time()
            answer = client.get(path)
            taken.append(time.process_time() - before)
            assert answer.status_code == 200, answer.status_code
        found[name] = min(taken) * 1000
    return found


def measured(requests: int) -> dict[str, float]:
    with settled_world() as world:
        request = f"/requests/{many_requests(world, requests)}"
        return drawn(world, {
            "first page": "/", "list of 50 requests": "/requests?size=50",
            "request's page, 200 comments": request, "its versions": f"{request}/versions",
            "rounds": "/rounds", "provisions": "/provisions", "committees": "/committees",
        })  # fmt: skip


def main() -> None:
    few, many = measured(FEW), measured(MANY)
    for name, before in few.items():
        print(f"{name}: {before:.1f} ms, {many[name]:.1f} ms, {many[name] / before:.2f} times")


if __name__ == "__main__":
    main()
