"""What the parts of a request's files are called among the fields of its text."""


def file_title(place: int) -> str:
    """The field of the title of the nth file."""
    return f"file_{place}_title"


def passage(place: int, number: int) -> str:
    """The field of a passage of the nth file, both from 1."""
    return f"file_{place}_{number}"
