"""What a reader sees of joint work."""

from pydantic import BaseModel

from web.visit import May


class HostLine(BaseModel):
    """A body beside the request's own."""

    id: str
    body: str
    state: str
    state_label: str
    reason: str
    may_answer: May


class HostsView(BaseModel):
    """Hosts of a request. `awaited` are those whose chair has yet to sign the call on the newest
    version or the newest record; `record` is the id of the record that can be signed now."""

    own: str
    hosts: list[HostLine]
    may_invite: May
    bodies: list[tuple[str, str]]
    awaited: list[str]
    record: str
    may_sign: May
