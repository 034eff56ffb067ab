"""When two strings are the same word: case, accents, apostrophes and compatibility forms folded.

Folding is idempotent: `fold(fold(x)) == fold(x)` for every string.
"""

import unicodedata
from typing import Final

_APOSTROPHES: Final = {ord(mark): "'" for mark in "‘’‛ʼʹ′＇`´"}
_DOUBLE: Final = {ord(mark): '"' for mark in "“”„‟«»″＂"}
_DASHES: Final = {ord(mark): "-" for mark in "‐‑‒–—―−"}
_SPACES: Final = {ord(space): " " for space in "\u00a0\u2007\u202f\u2009\u200a\u3000"}
_INVISIBLE: Final = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_MARKS: Final = {**_APOSTROPHES, **_DOUBLE, **_DASHES, **_SPACES, **_INVISIBLE}


def fold_marks(text: str) -> str:
    """Curly marks, dashes and special spaces as their plain ASCII forms; letters stay as they are."""
    return text.translate(_MARKS)


def fold(text: str) -> str:
    """The key under which two spellings count as the same: no case, no accents, plain marks.

    Folding follows Unicode's compatibility caseless matching (NFKD of the case fold), with combining
    marks dropped.
    """
    if text.isascii():
        return text.lower().replace("`", "'")
    folded = unicodedata.normalize("NFKD", text.translate(_MARKS)).casefold()
    folded = unicodedata.normalize("NFKD", folded).translate(_MARKS)
    return "".join(char for char in folded if not unicodedata.combining(char)).casefold()
