"""The people in whom the tour tells its story, and the one password of all demo accounts.

The story happens in the committee on academia and research (C9): one person drafts, one comments
and one presides, and its ten companies vote themselves. Five votes are a quorum; two more are cast
by any of its representatives, each of whom is one click away on the sign-in page.
"""

from collections.abc import Mapping
from dataclasses import dataclass

PASSWORD = "goi-demo-2026"
BODY = "C9"


@dataclass(frozen=True)
class StoryPerson:
    """A part and who plays it; `key` is their key in the demo data, `why` the reason."""

    part: str
    key: str
    name: str
    email: str
    why: str

    def __str__(self) -> str:
        return f"{self.part.replace('_', ' '):<18} {self.email:<42} {self.name}"


STORY: tuple[StoryPerson, ...] = (
    StoryPerson(
        "volunteer", "P054", "飯塚 徹", "toru.iizuka@yonagi.example.jp",
        "deputy for 夜凪サーマルイメージング, a small company whose wish to hide is believable",
    ),
    StoryPerson(
        "representative", "P014", "飯塚 純子", "junko.iizuka@yonagi.example.jp",
        "represents the volunteer's company: approves what leaves in its name, and votes for it",
    ),
    StoryPerson(
        "second_company", "P046", "篠原 健一", "kenichi.shinohara@toha.example.com",
        "deputy for 燈波電子工業, a large company with another view",
    ),
    StoryPerson(
        "chair", "P040", "青柳 和也", "kazuya.aoyagi@suiu.example.jp",
        "presides over the committee, and votes for 翠雨工科大学",
    ),
    StoryPerson(
        "secretary", "P101", "高梨 誠", "makoto.takanashi@secretariat.example.jp",
        "secretary of the committee, the only one of the secretaries who is no secondee",
    ),
    StoryPerson(
        "anonymity_officer", "P102", "寺島 綾", "aya.terashima@secretariat.example.jp",
        "reviews what leaves, and no secondee; P103 could do it too, but releases here",
    ),
    StoryPerson(
        "releasing_officer", "P103", "西尾 健一", "kenichi.nishio@secretariat.example.jp",
        "another officer than the one who reviewed",
    ),
    StoryPerson(
        "meti", "P112", "坂井 由紀", "yuki.sakai@meti-demo.example.jp",
        "deputy director of the control division: answers at the ministry's desk",
    ),
)


def parts_by_address() -> Mapping[str, str]:
    """The site's tool "story": e-mail address to the word of the part."""
    return {person.email: person.part for person in STORY}
