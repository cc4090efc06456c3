"""What an official sends about mails and the feed."""

from web.form import Form, Tick


class Notices(Form):
    """Whether to have the mail of the day."""

    digest: Tick = False
