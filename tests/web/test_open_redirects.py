"""Where `next` leads: to our own pages, or home; never to somebody else's."""

from itertools import product
from urllib.parse import quote, urljoin, urlsplit

import pytest

from tiny_site import TinyWorld
from web.answers import is_local
from world import ORIGIN, World

EVIL = "evil.example"
_STARTS = (
    "//", "///", "////", "/\\", "\\", "\\\\", "\\/", "/\t/", "/\n/", "/\r/", "/ /", "\t//", "\n//",
    " //", "\u3000//", "\xa0//", "//\\", "/\\/", "/.\\", "https://", "http://", "https:", "http:/",
    "https:\\\\", "HTTPS://", "hTtP://", "ftp://", "javascript:", "JaVaScRiPt:", "java\tscript:",
    "\x00javascript:", "vbscript:", "data:text/html,", "file://", "blob:", "about:", "mailto:",
    "//x@", "//x:y@", "https://goi.test@", "https://goi.test.", "//goi.test.", "//%0a", "//%00",
    ":", "://", "?//", "#//", ".", "..", "../", "./", "／／", "/／", "⁄⁄", "﹨", "\u2215\u2215",
    "//[::1]@", "//①", "/\u200b/", "/\u2028/", "/\x0b/", "/\x0c/", "/\x85/", "\ufeff//",
)  # fmt: skip
_ENDS = (EVIL, f"{EVIL}/", f"{EVIL}/%2e%2e", f"{EVIL}:443/a?b=c#d", f"{EVIL}\\@goi.test")
FOREIGN = [start + end for start, end in product(_STARTS, _ENDS)]
OUR_OWN = [
    "/", "/requests", "/requests/aaaaaaaaaaaaaaaa", "/search?q=a&kind=b", "/a-b_c.d~e",
    "/search?q=%E5%AF%A9%E6%9F%BB", "/a/../b", "/%2f%2fevil.example", "/a//b", "/@evil.example",
]  # fmt: skip


def leads_home(location: str) -> bool:
    """Whether a browser that follows this from our page stays with us (URL standard: backslash is
    a slash, tabs and line ends are dropped)."""
    seen = location.replace("\\", "/")
    for dropped in "\t\n\r":
        seen = seen.replace(dropped, "")
    return urlsplit(urljoin(f"{ORIGIN}/sign-in", seen.strip())).netloc == "goi.test"


def test_the_corpus_is_large_and_would_mislead() -> None:
    assert len(FOREIGN) >= 300
    assert sum(not leads_home(one) for one in FOREIGN) >= 150


@pytest.mark.parametrize("path", OUR_OWN)
def test_our_own_pages_are_local(path: str) -> None:
    assert is_local(path) and leads_home(path)


def test_nothing_foreign_is_local() -> None:
    assert [one for one in FOREIGN if is_local(one) and not leads_home(one)] == []
    assert not any(is_local(one) for one in FOREIGN if not one.startswith("/"))


def test_coming_in_leads_to_our_own_pages_only(tiny: TinyWorld) -> None:
    client = tiny.anyone()
    for wanted in FOREIGN:
        answer = client.post("/sign-in", next=wanted)
        if answer.status_code == 303:  # otherwise it was refused as unreadable
            assert leads_home(answer.headers["location"]), wanted
    for wanted in OUR_OWN:
        location = client.post("/sign-in", next=wanted).headers["location"]
        assert leads_home(location) and location != "/" or wanted == "/"


@pytest.mark.parametrize("side", ["anyone", "nobody_at_desk"])
def test_the_real_sign_in_pages_pass_on_nothing_foreign(world: World, side: str) -> None:
    client = getattr(world, side)()
    for wanted in FOREIGN[:: len(FOREIGN) // 40]:
        page = client.get(f"/sign-in?next={quote(wanted)}")
        assert page.status_code in (200, 400) and EVIL not in page.text
    assert 'value="/items"' in client.get("/sign-in?next=/items").text
