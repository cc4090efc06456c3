"""The people in whom the tour tells its story, and the one password of all demo accounts.

The story happens in the subcommittee on deemed exports (S91), the smallest body in which one
person drafts, one comments and one presides: six companies vote, so their three votes are a quorum.
"""

from collections.abc import Mapping
from dataclasses import dataclass

PASSWORD = "goi-demo-2026"
BODY = "S91"


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
        "volunteer", "P071", "栗原 純子", "junko.kurihara@gyoan.example.com",
        "contributor of 暁闇セキュリティ, a small company whose wish for anonymity is believable",
    ),
    StoryPerson(
        "representative", "P031", "栗原 拓海", "takumi.kurihara@gyoan.example.com",
        "represents the volunteer's company: approves what leaves in its name",
    ),
    StoryPerson(
        "second_company", "P072", "坂井 直樹", "naoki.sakai@untei.example.com",
        "sits in the same subcommittee for 雲梯クラウドサービス, a large company with another view",
    ),
    StoryPerson(
        "chair", "P030", "北原 沙織", "saori.kitahara@kotogiri.example.com",
        "presides over the subcommittee as its lead, and votes for 言霧ソフトウェア",
    ),
    StoryPerson(
        "secretary", "P101", "高梨 誠", "makoto.takanashi@secretariat.example.jp",
        "secretary of the subcommittee, the only one of the secretaries who is no secondee",
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
