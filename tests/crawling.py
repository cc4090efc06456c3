"""Follows the links of pages, as a reader does who tries every one."""

import html
import re
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

import httpx

from world import Client

_HREF = re.compile(r'<a\b[^>]*\bhref="([^"]*)"')
_VARIABLE = re.compile(r"[a-z2-7]{16}|\d+")
# What leaves the page for good: these are not followed.
_ELSEWHERE = re.compile(r"/static/|https?://|mailto:")


@dataclass
class Crawl:
    """What was found: status by address, and where a link to it stood."""

    statuses: dict[str, int] = field(default_factory=dict)
    linked_from: dict[str, str] = field(default_factory=dict)

    @property
    def broken(self) -> list[str]:
        return [
            f"{status} {path} (linked from {self.linked_from[path]})"
            for path, status in self.statuses.items() if status not in (200, 303)
        ]

    @property
    def shapes(self) -> set[str]:
        return {shape(path) for path in self.statuses}


def shape(path: str) -> str:
    """The path without query, ids and numbers."""
    return _VARIABLE.sub("*", urlsplit(path).path)


def crawl(client: Client, *, begin: str = "/", of_a_shape: int) -> Crawl:
    """Follow links from a page, at most so many addresses of a shape."""
    found, waiting, met = Crawl({}, {begin: "the beginning"}), deque([begin]), Counter[str]()
    while waiting:
        path = waiting.popleft()
        if met[shape(path)] >= of_a_shape:
            continue
        met[shape(path)] += 1
        answer = client.get(path)
        found.statuses[path] = answer.status_code
        for link in (*links(answer.text, path), *redirect(answer)):
            if link not in found.linked_from:
                found.linked_from[link] = path
                waiting.append(link)
    return found


def redirect(answer: httpx.Response) -> list[str]:
    """Where an answer sends its reader, if anywhere."""
    return [answer.headers["location"]] if answer.status_code == 303 else []


def links(page: str, path: str) -> Iterator[str]:
    """Addresses of our own that a page links to, without fragments."""
    for href in _HREF.findall(page):
        target = urljoin(path, html.unescape(href)).partition("#")[0]
        if target and not _ELSEWHERE.match(target):
            yield target
