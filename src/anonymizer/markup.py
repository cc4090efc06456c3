"""HTML and Markdown around and within words, as patterns that name what they match."""

import re

# Readings beside a word, tags and comments, links, escapes, and line breaks in quoted text.
MARKUP = "|".join((
    r"(?P<reading><r[tp]\b[^>]*>[^<]{0,60}(?:</r[tp]>|(?=<))|《[ぁ-ゖァ-ヺー・\s]{1,60}》)",
    r"(?P<hidden><!--.{0,1000}?-->|</?[A-Za-z][^<>]{0,400}>)",
    r"(?P<close>\]\([^()\s]{0,400}(?:\s[^()]{0,200})?\)|\]\[[^\]\n]{0,80}\])",
    r"(?P<open>!?\[(?=[^\[\]\n]{1,200}\](?:\(|\[)))",
    r"(?P<escaped>\\(?=[!-/:-@\[-`{-~]))",
    r"(?P<break>\\?\r?\n[ \t\u3000]*(?:[>|＞｜][ \t\u3000]?)+)",
))

MARKUP_SIGNS = re.compile(r"[<\]\\《]|\n[ \t\u3000]*[>|＞｜]")
