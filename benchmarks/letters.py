"""How long the files of a letter of 24 items take, and how large they are: processor seconds, so
that a busy machine tells the same. Needs the demonstration's data and `make install`."""

import resource
import sys
import time
from datetime import date

sys.path.pop(0)  # this folder holds an anonymizer.py of its own

from anonymizer.unpacking import texts  # noqa: E402
from goi.demo.requests import proposals  # noqa: E402
from goi.demo.wording import words  # noqa: E402
from submissions.package import Circumstances, PlacedItem, ReleasedLetter, package  # noqa: E402
from submissions.rendering.files import make, names  # noqa: E402

ITEMS = 24


def letter() -> ReleasedLetter:
    """A comprehensive letter of the demonstration's requests."""
    items = []
    for place, proposal in enumerate(proposals()[:ITEMS], 1):
        text = {
            "title_ja": proposal["title_ja"], "title_en": proposal["title_en"],
            "legal_references": "\n".join(one["text"] for one in proposal["legal_refs"]),
            **words(proposal).sections,
        }  # fmt: skip
        item = package(text, Circumstances(
            committee_ja="制度専門委員会", committee_en="Committee on Regulations",
            kind="regulation", novelty="new", asked_by="", support=(("outcome", "unanimous"),),
        ))  # fmt: skip
        ids = tuple(f"point-{place}-{n}" for n in range(len(item.points)))
        items.append(PlacedItem(id=f"item-{place}", place=place, point_ids=ids, item=item))
    return ReleasedLetter(
        id="letter", number="安保貿情セ発R8-12", title_ja="要望について", title_en="Requests",
        addressee="経済産業省", sender="安全保障貿易情報センター", kind="comprehensive",
        released_day=date(2026, 11, 23), items=tuple(items),
    )  # fmt: skip


def main() -> None:
    wanted = letter()
    for attempt in ("first", "again"):
        for name in names(wanted):
            begun = time.process_time()
            made = make(wanted, name)
            rendered = time.process_time()
            for _ in texts(made.content):
                pass
            print(
                f"{attempt:6} {name:16} {rendered - begun:6.2f} s to make "
                f"{time.process_time() - rendered:6.2f} s to read {len(made.content) / 1e6:6.2f} MB"
            )
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory {peak:.0f} MB")


if __name__ == "__main__":
    main()
