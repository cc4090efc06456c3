"""The named world, settled once and copied for every test that lives in it."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

from world import World, a_copy


@dataclass(frozen=True)
class SettledWorld:
    """The named world, settled once; `copied` makes a copy of its stores and tells the address."""

    world: World
    copied: Callable[[Path], AbstractContextManager[str]]

    @contextmanager
    def copy(self, folder: Path) -> Iterator[World]:
        with self.copied(folder) as url:
            world = a_copy(self.world, url, folder)
            yield world
            world.dispose()
