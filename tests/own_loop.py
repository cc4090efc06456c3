"""An event loop in a thread of its own: tests stay synchronous, whatever runs in theirs.

Playwright's browser keeps a loop running in the thread of the tests, in which none other may.
"""

import asyncio
import threading
from collections.abc import Coroutine
from typing import Any

_loop = asyncio.new_event_loop()
threading.Thread(target=_loop.run_forever, daemon=True).start()


def run(coroutine: Coroutine[Any, Any, Any]) -> Any:
    """What the coroutine answers or raises, within a minute."""
    return asyncio.run_coroutine_threadsafe(coroutine, _loop).result(timeout=60)
