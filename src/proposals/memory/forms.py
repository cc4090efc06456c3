"""What has been written of a request that does not exist yet."""

from typing import Annotated

from pydantic import Field

from web.form import Form

# Nothing is refused: who looks for earlier requests has not finished writing, and what a refusal
# drew again would be without the words.
_Written = Annotated[str, Field(max_length=1_000_000)]


class Begun(Form):
    """The fields of a new request as far as they are filled in."""

    title_ja: _Written = ""
    title_en: _Written = ""
    legal_references: _Written = ""
    present_state: _Written = ""
    problem: _Written = ""
    request: _Written = ""
    reason: _Written = ""
    burden: _Written = ""
    effectiveness: _Written = ""
    effect: _Written = ""
    comparison: _Written = ""
    evidence: _Written = ""
    body: _Written = ""
    kind: _Written = ""
    novelty: _Written = ""
    priority: _Written = ""
    anonymity: _Written = ""
    earlier: _Written = ""
