"""Loads the demonstration in a process of its own: reading a text for names takes half a gigabyte,
which the process that serves from then on need not hold."""

from multiprocessing import get_context

from foundation.settings import Settings
from goi.demo.loading import load
from goi.server import open_house


def load_apart(settings: Settings) -> None:
    """Raises RuntimeError where it could not be loaded; nothing is there then."""
    process = get_context("spawn").Process(target=_load, args=(settings,))
    process.start()
    process.join()
    if process.exitcode:
        raise RuntimeError("the demonstration could not be loaded")


def _load(settings: Settings) -> None:
    with open_house(settings) as house:
        load(house.main, house.release, house.clock, house.chance)
