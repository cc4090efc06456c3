"""An event loop in a thread of its own: tests stay synchronous, whatever runs in theirs.

Playwright's browser keeps a loop running in the thread of the tests, in which none other may.
"""

import asyncio
import threading
from collections.abc import Coroutine
from contextlib import suppress
from typing import Any

_loop = asyncio.new_event_loop()
# As in a server, one task stands under all others: worker threads are kept as long as it runs,
# and with it for the next request.
root = _loop.create_task(asyncio.Event().wait())


def _run_until_the_end() -> None:
    with suppress(asyncio.CancelledError):
        _loop.run_until_complete(root)


def _end_with_the_tests() -> None:
    threading.main_thread().join()
    _loop.call_soon_threadsafe(root.cancel)


threading.Thread(target=_run_until_the_end, daemon=True).start()
threading.Thread(target=_end_with_the_tests, daemon=True).start()


def run(coroutine: Coroutine[Any, Any, Any]) -> Any:
    """What the coroutine answers or raises, within five minutes."""
    return asyncio.run_coroutine_threadsafe(coroutine, _loop).result(timeout=300)
