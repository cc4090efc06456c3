"""Where the tests put their databases: in memory where there is room, else on the disk.

A test's database is a few megabytes in hundreds of files, made, synced and removed thousands of
times in a run: on a disk that is most of what a run costs.
"""

import shutil
from pathlib import Path

_MEMORY = Path("/dev/shm")
_ROOM = 2 * 2**30


def place() -> str | None:
    """A folder in memory; None where there is not room enough for a whole run."""
    if _MEMORY.is_dir() and shutil.disk_usage(_MEMORY).free > _ROOM:
        return str(_MEMORY)
    return None
