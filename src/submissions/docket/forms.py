"""What is sent to ask again."""

from proposals.drafting.classification import Anonymity
from web.form import Form


class Repeat(Form):
    """The wish for anonymity of the new request: chosen anew, for another company may ask."""

    anonymity: Anonymity
