"""The one module that speaks HTTP to the outside; httpx is imported nowhere else."""

import httpx

MAX_RESPONSE = 1_000_000


class TooMuch(Exception):
    """The other side sent more than we read."""


def client(origin: str) -> httpx.Client:
    """A client for one configured origin: no proxy variables, no redirects, short waits."""
    return httpx.Client(
        base_url=origin,
        trust_env=False,
        follow_redirects=False,
        timeout=httpx.Timeout(connect=3, read=10, write=10, pool=3),
    )


def get(link: httpx.Client, path: str) -> bytes:
    """The body of a 200 answer.

    Raises httpx.HTTPError when it can't be had, TooMuch past one megabyte.
    """
    with link.stream("GET", path) as response:
        response.raise_for_status()
        body = bytearray()
        for chunk in response.iter_bytes():
            body += chunk
            if len(body) > MAX_RESPONSE:
                raise TooMuch(path)
        return bytes(body)
