"""A load generator of its own process: keep-alive connections that send one prepared request.

usage (by the other scripts): python load.py PORT SECONDS CONNECTIONS < prepared requests as JSON

Prints {"requests": n, "seconds": s, "statuses": {...}, "p50_ms": …, "p99_ms": …}.
"""

import asyncio
import json
import sys
import time
from collections import Counter


async def connection(port: int, requests: list[bytes], until: float, found: dict) -> None:
    """One connection: sends the requests in turn until the time is over."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    at = 0
    while time.perf_counter() < until and at < found["most"]:
        started = time.perf_counter()
        writer.write(requests[at % len(requests)])
        head = await reader.readuntil(b"\r\n\r\n")
        length = 0
        for line in head.lower().split(b"\r\n"):
            if line.startswith(b"content-length:"):
                length = int(line.split(b":")[1])
        if length:
            await reader.readexactly(length)
        found["statuses"][head[9:12].decode()] += 1
        found["times"].append(time.perf_counter() - started)
        at += 1
    writer.close()


async def main() -> None:
    port, seconds, connections = int(sys.argv[1]), float(sys.argv[2]), int(sys.argv[3])
    prepared = [[one.encode() for one in each] for each in json.load(sys.stdin)]
    each_once = len(sys.argv) > 4
    found: dict = {"statuses": Counter(), "times": []}
    found["most"] = len(prepared[0]) if each_once else sys.maxsize
    started = time.perf_counter()
    until = started + seconds
    await asyncio.gather(
        *(
            connection(port, prepared[n % len(prepared)], until, found)
            for n in range(connections)
        )
    )
    times = sorted(found["times"])
    print(
        json.dumps(
            {
                "requests": len(times),
                "seconds": time.perf_counter() - started,
                "statuses": found["statuses"],
                "p50_ms": 1000 * times[len(times) // 2],
                "p99_ms": 1000 * times[int(len(times) * 0.99)],
            }
        )
    )


asyncio.run(main())
