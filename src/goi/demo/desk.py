"""What the invented ministry keeps at its desk: sections, an administrator, ready wordings."""

from sqlmodel import Session, col, select

from foundation.chance import Chance
from ministry.models import ReplyTemplate
from submissions.release_store import Official, Section

# The two divisions that requests of the industry go to.
SECTIONS = (
    ("安全保障貿易管理課", "Security Export Control Division"),
    ("安全保障貿易審査課", "Security Export Licensing Division"),
)
WORDINGS = (
    ("措置する", "adopted",
     "ご要望を踏まえ、{法令箇所}の改正を検討のうえ、所要の措置を講じます。",
     "In line with the request, we will take the measures needed after considering an amendment "
     "of {provision}.", "", ""),
    ("引き続き検討", "under_study",
     "「{件名}」の論点{論点}については、国際的な動向と規制の実効性を確認しつつ、引き続き検討します。",
     "Point {point} of “{title}” stays under study, in view of developments abroad and of the "
     "effectiveness of control.", "", ""),
    ("現行どおり", "not_adopted",
     "論点{論点}については、現行のとおりとします。",
     "Point {point} stays as it is.",
     "規制の実効性を確保するため、現行の取扱いを維持する必要があるため。",
     "The present treatment is needed to keep control effective."),
    ("現行制度の説明", "explained",
     "現行の制度では、次のとおり取り扱っています。\n",
     "Under the present rules this is handled as follows.\n", "", ""),
)  # fmt: skip


def load_desk(db: Session, chance: Chance) -> None:
    """In an open transaction of the release store, after the officials: the first of them keeps
    the others."""
    sections = [Section(id=chance.id("id/section"), name_ja=ja, name_en=en) for ja, en in SECTIONS]
    db.add_all(sections)
    db.flush()
    for place, row in enumerate(db.exec(select(Official).order_by(col(Official.email))).all()):
        row.administrator, row.section_id = place == 0, sections[place % len(sections)].id
        db.add(row)
    for name, outcome, text_ja, text_en, reason_ja, reason_en in WORDINGS:
        db.add(
            ReplyTemplate(
                id=chance.id("id/reply_template"), name=name, outcome=outcome, text_ja=text_ja,
                text_en=text_en, reason_ja=reason_ja, reason_en=reason_en,
            )
        )  # fmt: skip
    db.flush()
