"""Two lists of events side by side, and what tells them apart in words."""

from noninterference.watching import Event


def differences(one: list[Event], other: list[Event]) -> list[str]:
    """What METI could tell the two worlds by, the first difference of each event."""
    told = [
        f"{a[0]}:\n   {_around(a[1], b[1])}"
        for a, b in zip(one, other, strict=False)
        if a != b
    ]
    if len(one) != len(other):
        told.append(f"{len(one)} events here, {len(other)} there")
    return told


def assert_alike(one: list[Event], other: list[Event]) -> None:
    """Fails with the first differences in words."""
    if one != other:
        found = differences(one, other)
        raise AssertionError("\n".join([f"{len(found)} differences, the first:", *found[:5]]))


def _around(a: object, b: object) -> str:
    left, right = repr(a), repr(b)
    place = next((n for n, (x, y) in enumerate(zip(left, right, strict=False)) if x != y), 0)
    around = slice(max(0, place - 120), place + 120)
    return f"{left[around]}\n   {right[around]}"
