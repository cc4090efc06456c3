"""A provision as a part of an address: TECHNOTICE:loc1/3/サ is written with ~ for its slashes."""

from starlette.convertors import Convertor, register_url_convertor

from legislation import Provision


class _Key(Convertor[str]):
    # Begins like no other word of an address: with a capital or a digit.
    regex = "[0-9A-Z][0-9A-Za-z:.~\\-\u30a1-\u30fa]{1,118}"

    def convert(self, value: str) -> str:
        return value.replace("~", "/")

    def to_string(self, value: str) -> str:
        return value.replace("/", "~")


register_url_convertor("provision", _Key())


def in_path(one: Provision) -> str:
    """The normal form as it stands in an address, not yet percent-encoded."""
    return _Key().to_string(one.key)
