"""Writing the released text from the findings and the reviewer's decisions."""

from collections.abc import Mapping, Sequence

from anonymizer.model import Decision, Finding

_ACCEPT = Decision("accept")


def rewrite(
    bundle: Mapping[str, str],
    findings: Sequence[Finding],
    decisions: Mapping[int, Decision] | None = None,
) -> dict[str, str]:
    """The bundle with every finding replaced, unless its decision (by index) keeps it.

    Raises ValueError if findings overlap or do not lie in their field.
    """
    decided = decisions or {}
    out = {}
    for field, text in bundle.items():
        parts: list[str] = []
        position = 0
        here = sorted((f.start, i) for i, f in enumerate(findings) if f.field == field)
        for start, index in here:
            finding = findings[index]
            if start < position or not start < finding.end <= len(text):
                raise ValueError(f"finding {index} does not fit field {field!r}")
            parts += (text[position:start], _replacement(finding, decided.get(index, _ACCEPT)))
            position = finding.end
        out[field] = "".join((*parts, text[position:]))
    return out


def _replacement(finding: Finding, decision: Decision) -> str:
    if decision.kind == "keep":
        return finding.text
    if decision.kind == "replace" and decision.replacement is not None:
        return decision.replacement
    return finding.replacement
