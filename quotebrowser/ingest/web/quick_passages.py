"""The passages between quotation marks, found quickly, to compare two readings of a page.

One rule guards it: it is a measure, not the extraction. It misses what is subtle, and the same in both.
"""

import re
from typing import Final

_PAIRS: Final = re.compile(
    r"“[^“”]{1,4000}”|„[^„“”]{1,4000}[“”]|«[^«»]{1,4000}»|»[^«»]{1,4000}«|\"[^\"]{1,4000}\""
)
_FEWEST_WORDS: Final = 4
"""Shorter passages are terms and titles, which stand in menus and teasers too."""


def passages(text: str) -> frozenset[str]:
    """The passages of at least four words that stand between quotation marks on one line, each once."""
    return frozenset(
        match[0][1:-1].strip()
        for line in text.splitlines()
        for match in _PAIRS.finditer(line)
        if len(match[0].split()) >= _FEWEST_WORDS
    )
