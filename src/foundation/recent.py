"""The newest few results of a slow computation, kept in this process."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class Recent(Generic[Key, Value]):
    """Keeps at most `most` results. Two threads may compute the same one at the same time; each
    gets a whole one."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: OrderedDict[Key, Value] = OrderedDict()

    def of(self, key: Key, make: Callable[[], Value]) -> Value:
        """The result for a key, made where it is not kept."""
        found = self._kept.get(key)
        if found is None:
            found = make()
            self._kept[key] = found
            while len(self._kept) > self._most:
                try:
                    self._kept.popitem(last=False)
                except KeyError:  # another thread has emptied it
                    break
        return found

    def clear(self) -> None:
        """Forget everything."""
        self._kept.clear()
