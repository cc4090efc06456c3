"""The one module that speaks HTTP to the outside; httpx is imported nowhere else."""

import ssl
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self
from urllib.parse import quote_plus

import httpx

MAX_RESPONSE = 1_000_000
LONGEST_ANSWER = 20.0  # seconds from the first byte of an answer to its last
FAULTS = (httpx.HTTPError, httpx.InvalidURL)


class TooMuch(Exception):
    """The other side sent more than we read, or took longer than we wait."""


class Unreachable(Exception):
    """No whole answer came. Whether the other side has taken what we sent is not known."""


@dataclass(frozen=True)
class Answer:
    """What came back: the status and the bytes, as they were sent."""

    status: int
    body: bytes


class Link:
    """Sends messages to one configured address and reads short answers.

    No redirects, no proxy variables, no cookies, no compression, no header but those named here.
    Certificates are always verified: against the system's authorities, or those in the file
    `ca`. `certificate` is a PEM file with our own certificate and its key, where the other side
    asks for one. `transport` is for tests.
    """

    def __init__(
        self,
        address: str,
        *,
        ca: str = "",
        certificate: str = "",
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        self._client = httpx.Client(
            base_url=address,
            trust_env=False,
            follow_redirects=False,
            timeout=httpx.Timeout(connect=3, read=10, write=10, pool=3),
            transport=transport or _sockets(address, ca, certificate),
            headers={
                "User-Agent": "goi", "Accept": "application/jose", "Accept-Encoding": "identity",
            },
        )  # fmt: skip

    def post(self, path: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        """Send the bytes and read the answer, whatever its status.

        Raises Unreachable, or TooMuch past one megabyte.
        """
        self._client.cookies.clear()
        try:
            with self._client.stream("POST", path, content=body, headers=headers) as response:
                return Answer(response.status_code, _read(response))
        except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError) as error:
            raise Unreachable(type(error).__name__) from error

    def close(self) -> None:
        self._client.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _sockets(address: str, ca: str, certificate: str) -> httpx.BaseTransport:
    if not address.startswith("https:"):  # on one's own machine: nothing to verify
        return httpx.HTTPTransport(verify=ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT), trust_env=False)
    context = ssl.create_default_context(cafile=ca or None)
    if certificate:
        context.load_cert_chain(certificate)
    return httpx.HTTPTransport(verify=context, trust_env=False)


def _read(response: httpx.Response) -> bytes:
    begun = time.monotonic()
    body = bytearray()
    for chunk in response.iter_raw():
        body += chunk
        if len(body) > MAX_RESPONSE:
            raise TooMuch
        if time.monotonic() - begun > LONGEST_ANSWER:
            raise Unreachable("LongestAnswer")
    return bytes(body)


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

    Raises httpx.HTTPError when it can't be had, TooMuch past one megabyte or twenty seconds.
    """
    with link.stream("GET", path) as response:
        response.raise_for_status()
        return _body(response, path)


def post_form(
    link: httpx.Client, path: str, fields: Mapping[str, str],
    basic: tuple[str, str] | None = None,
) -> tuple[int, bytes]:
    """Status and body of what a form is answered with; `basic` are name and secret of a client of
    OAuth (RFC 6749, 2.3.1: both are form-encoded first).

    Raises as `get` does, but not for a status.
    """
    auth = httpx.BasicAuth(*(quote_plus(one) for one in basic)) if basic else None
    with link.stream(
        "POST", path, data=dict(fields), auth=auth, headers={"Accept": "application/json"}
    ) as response:
        return response.status_code, _body(response, path)


def _body(response: httpx.Response, path: str) -> bytes:
    # The waits of the client are for each piece; a piece now and then would never end.
    body, begun = bytearray(), time.monotonic()
    for chunk in response.iter_bytes():
        body += chunk
        if len(body) > MAX_RESPONSE or time.monotonic() - begun > LONGEST_ANSWER:
            raise TooMuch(path)
    return bytes(body)
