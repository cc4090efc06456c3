"""What is shown of feed and mails."""

from pydantic import BaseModel


class NoticesView(BaseModel):
    """`address` is the feed's, shown once after it was made; it is kept nowhere."""

    has_feed: bool
    digest: bool
    address: str = ""
