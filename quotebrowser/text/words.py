"""What counts as a word, with where it stands.

One rule guards it: a word's span leads back to its characters in the text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from quotebrowser.model import Span
from quotebrowser.text.folding import fold

_IDEOGRAPHS: Final = (
    "\u2e80-\u2fdf\u3005\u3007\u3021-\u3029\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003ffff"
)
"""Han and kana: written without blanks, so that each is a word, and what users call a word is a phrase."""

_JOINED: Final = (
    "\u0300-\u036f\u0591-\u05bd\u05bf\u05c1-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed"
    "\u0900-\u0903\u093a-\u094f\u0980-\u0dff\u1ab0-\u1aff\u1dc0-\u1dff\u200c\u200d\u20d0-\u20ff"
)
"""Marks and joiners inside a word that Python does not count as letters: accents, vowel points and signs."""

_PLAIN_WORD: Final = re.compile(r"[A-Za-z0-9]+(?:'[A-Za-z0-9]+)*")
"""A word of plain ASCII."""

_LETTER: Final = rf"[^\W_ʼ{_IDEOGRAPHS}]"
_RUN: Final = rf"{_LETTER}(?:{_LETTER}|[{_JOINED}])*"
_WORD: Final = rf"[{_IDEOGRAPHS}]|{_RUN}(?:['’ʼ‘]{_RUN})*"
"""A word of any script. Compiled when the first such text comes: that takes as long as a search."""


@cache
def _word() -> re.Pattern[str]:
    return re.compile(_WORD)


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text."""

    span: Span
    """Where it stands, in characters of the text."""
    normal: str
    """Its folded form: two words are the same word when these are equal."""


def words(text: str) -> Iterator[Word]:
    """The words of `text` in order: runs of letters and digits, inner apostrophes kept; Han, kana signs."""
    if text.isascii():  # which folds to as many characters, the same for all words
        for match in _PLAIN_WORD.finditer(text.lower()):
            yield Word(Span(match.start(), match.end()), match.group())
        return
    for match in _word().finditer(text):
        yield Word(Span(match.start(), match.end()), fold(match.group()))


def word_list(text: str) -> tuple[str, ...]:
    """The words of `text`, which blanks and line ends separate, in order."""
    return tuple(text.split())
