"""A catalogue with one message of its own beside the real words of every mail."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from foundation.places import frontend_dir
from foundation.texts import LANGUAGES, Texts
from notifications import wording

MESSAGE = {
    "ja": ("「{title}」の投票が始まりました", "「{title}」の投票を{due}までに行ってください。"),
    "en": ("Vote on “{title}”", "Please cast your vote on “{title}” by {due}."),
}


@pytest.fixture(autouse=True)
def catalogues(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for lang in LANGUAGES:
        folder = tmp_path / "locales" / lang / "LC_MESSAGES"
        folder.mkdir(parents=True)
        real = frontend_dir() / "locales" / lang / "LC_MESSAGES"
        with (real / "notifications.po").open("rb") as text:
            catalogue = read_po(text, locale=lang)
        for part, words in zip(("subject", "body"), MESSAGE[lang], strict=True):
            catalogue.add(f"mail.vote_open.{part}", words)
        with (folder / "notifications.mo").open("wb") as binary:
            write_mo(binary, catalogue)
    monkeypatch.setattr(wording, "texts", lambda lang: Texts(lang, tmp_path / "locales"))
    yield
