"""What METI can answer to a point. Every outcome has one meaning, so that statistics add up."""

from enum import StrEnum

from submissions.release_store import Progress


class Outcome(StrEnum):
    """The answer to one numbered point."""

    ADOPTED = "adopted"
    PARTLY = "partly"
    UNDER_STUDY = "under_study"
    NOT_ADOPTED = "not_adopted"
    EXPLAINED = "explained"
    SUPERSEDED = "superseded"


NEEDS_REASON = frozenset({Outcome.PARTLY, Outcome.NOT_ADOPTED, Outcome.SUPERSEDED})


class PointState(StrEnum):
    """Where a point is that has no answer yet; afterwards its state is its outcome."""

    NEW = "new"
    RECEIVED = "received"
    STUDIED = "studied"

    @classmethod
    def before_answer(cls, progress: Progress | None) -> "PointState":
        """Where the points of an item are that have no answer yet."""
        if progress is None or progress.received_day is None:
            return cls.NEW
        return cls.STUDIED if progress.study_day else cls.RECEIVED


class Measure(StrEnum):
    """By what the answer is carried out."""

    LAW = "law"
    ORDER = "order"
    NOTICE = "notice"
    QA = "qa"
    SYSTEM = "system"
    NONE = "none"
