"""Files for tests, and sending them as a browser does."""

import io
from itertools import count

import docx
import openpyxl
import pytest
from PIL import Image

from anonymizer.files.model import Parsed
from anonymizer.files.parsing import parse
from anonymizer.files.sniffing import kind_of
from proposals.attachments import actions, reading
from proposals.attachments.forms import Attach
from proposals.attachments.reading import Taken, made_anew
from proposals.models import Request
from proposals.queries import seen
from proposals.stages import State
from world import ORIGIN, Client, World

SECRET = "QXVVERBORGENQX"  # what a file holds and does not show
_SENT = count()


@pytest.fixture(autouse=True)
def files_read_here(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where it is imported files are read in the test's own process, unless it is `confined`."""
    if "confined" not in request.keywords:
        monkeypatch.setattr(reading, "read", read_here)


def read_here(data: bytes, name: str) -> Parsed:
    return parse(data, kind_of(data, name))


def word(*lines: str, author: str = SECRET, picture: bytes | None = None) -> bytes:
    """A Word document with an author nobody shall read, and a table where a line has a |."""
    new = docx.Document()
    new.core_properties.author = author
    new.core_properties.comments = author
    for line in lines:
        cells = line.split("|")
        if len(cells) > 1:
            table = new.add_table(1, len(cells))
            for place, text in enumerate(cells):
                table.cell(0, place).text = text
        else:
            new.add_paragraph(line)
    new.add_paragraph("").add_run(author).font.hidden = True
    if picture:
        new.add_picture(io.BytesIO(picture))
    return _saved(new)


def book(*rows: tuple[object, ...], author: str = SECRET) -> bytes:
    new = openpyxl.Workbook()
    new.properties.creator = author
    for row in rows:
        new.active.append(row)
    return _saved(new)


def png(colour: str = "navy", size: tuple[int, int] = (60, 40)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, "PNG")
    return out.getvalue()


def attach(client: Client, request_id: str, name: str, data: bytes, title: str, **fields: str):
    """The answer to the form of a request's files."""
    return send(client, f"/requests/{request_id}/attachments", name, data, title, **fields)


def send(client: Client, path: str, name: str, data: bytes, title: str, **fields: str):
    """The answer to the form of files at an address."""
    sent = {"_csrf": client.csrf, "_once": f"file-number-{next(_SENT)}", "title": title, **fields}
    return client.request(
        "POST", path, data=sent, files={"file": (name, data)}, headers={"Origin": ORIGIN},
    )


def attached(
    world: World, request_id: str, *files: tuple[str, str, bytes], who: str = "volunteer"
) -> str:
    """The same request with these files (name, title, bytes), whatever its state; its id."""
    with world.work(who) as work:
        request = work.db.get_one(Request, request_id)
        state, request.state = request.state, State.RECONCILING.value
        work.db.add(request)
        for name, title, data in files:
            parsed = read_here(data, name)
            taken = Taken(Attach(title=title, looked=True), parsed, made_anew(parsed))
            actions.attach(work, seen(work, request_id), taken)
        request.state = state
        work.db.add(request)
    return request_id


def _saved(document: object) -> bytes:
    out = io.BytesIO()
    document.save(out)  # type: ignore[attr-defined]
    return out.getvalue()
