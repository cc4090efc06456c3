"""Files of the data folder: written whole or not at all, under names we make ourselves."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,79}\Z")


class Files:
    """A flat folder under the data folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def write(self, name: str, data: bytes) -> None:
        """Write by rename, synced, so that a crash leaves the old file or the new one."""
        path = self._path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f".{name}.{os.getpid()}")
        with draft.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)

    def read(self, name: str) -> bytes:
        """Raises FileNotFoundError."""
        return self._path(name).read_bytes()

    def names(self) -> Iterator[str]:
        if self._folder.is_dir():
            yield from sorted(p.name for p in self._folder.iterdir() if _NAME.match(p.name))

    def _path(self, name: str) -> Path:
        if not _NAME.match(name):
            raise FileNotFoundError(name)
        return self._folder / name
