"""What counts as a word, with where it stands.

One rule guards it: a word's span leads back to its characters in the text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from quotebrowser.model import Span
from quotebrowser.text.folding import fold

_WORD: Final = re.compile(r"[^\W_]+(?:['’ʼ‘][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text."""

    span: Span
    """Where it stands, in characters of the text."""
    normal: str
    """Its folded form: two words are the same word when these are equal."""


def words(text: str) -> Iterator[Word]:
    """The words of `text` in order: runs of letters and digits, inner apostrophes kept."""
    for match in _WORD.finditer(text):
        yield Word(Span(match.start(), match.end()), fold(match.group()))
