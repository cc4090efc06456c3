"""The words a request is filed under (domain guide 2.2)."""

from enum import StrEnum


class RequestKind(StrEnum):
    """What is asked for (区分)."""

    LIST_REVIEW = "list_review"
    REGULATION = "regulation"
    INTERPRETATION = "interpretation"
    PROCEDURE = "procedure"
    OPERATION = "operation"
    REGIME_PROPOSAL = "regime_proposal"
    FOREIGN_COMMENT = "foreign_comment"
    MODEL_ICP_REVISION = "model_icp_revision"
    CORRELATION_TABLE = "correlation_table"


class Novelty(StrEnum):
    """Whether it was asked before (新規・継続・再要望)."""

    NEW = "new"
    CONTINUED = "continued"
    RESUBMISSION = "resubmission"


class Priority(StrEnum):
    """優先度."""

    A = "A"
    B = "B"
    C = "C"


class Anonymity(StrEnum):
    """From whom the asking company is hidden; the values are those of `proposals.rules`."""

    NONE = "none"
    AUTHORITY = "authority"
    MEMBERS = "members"


class TextView(StrEnum):
    """How a text is shown: as it reads, 見え消し, or 新旧対照表."""

    CLEAN = "clean"
    REDLINE = "redline"
    SIDEBYSIDE = "sidebyside"
