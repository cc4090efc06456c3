"""METI's desk opened from settings: as a process of its own, or beside the members' side."""

from foundation.chance import Chance
from foundation.clock import Clock
from foundation.settings import Settings
from goi import stores
from ministry.application import site
from web.site import Site


def open_desk(settings: Settings, clock: Clock, chance: Chance) -> Site:
    """The desk over the release store, under the role that has rights there only.

    Raises StoreFault where it can't read letters.
    """
    with stores.in_words(settings.release_url):
        release = stores.open_release(settings, for_desk=True)
    try:
        stores.check_desk(release)
    except stores.StoreFault:
        release.dispose()
        raise
    return site(settings, clock, chance, release)
