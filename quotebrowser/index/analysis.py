"""The words of a text as the index keeps them: folded, and stemmed.

One rule guards it: a text is cut into the same words here, in a query and in a highlight (`text.words`).
Every word counts; there is no stop list, for journalists search "to be or not to be".
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any, Final, cast

from whoosh.analysis import Analyzer, Token
from whoosh.lang.porter2 import stem as porter2

from quotebrowser.text import fold, words

_PLAIN: Final = [(mark, "'") for mark in "’‘"] + [(mark, " ") for mark in "“”„«»…–—―\u00a0\u2009\u202f"]
"""Marks of English print, without which most texts are plain ASCII: apostrophes as such, the rest blanks."""

_HYPHENED: Final = re.compile(r"(?<![\w-])[^\W\d_]{1,20}[-‐‑][^\W\d_]{1,20}(?![\w'’-])")
"""Two parts of letters alone; longer chains are phrases."""
_HYPHENS: Final = re.compile("[-‐‑]")

_WORD: Final = re.compile(r"[a-z0-9]+(?:'[a-z0-9]+)*")


def tokens(text: str) -> Iterable[str]:
    """The folded words of `text`: those of `text.words`, faster for what is ASCII but for its marks."""
    plain = text
    if not text.isascii():
        for mark, written in _PLAIN:
            plain = plain.replace(mark, written)
    if plain.isascii():
        return cast("list[str]", _WORD.findall(plain.lower()))
    return [word.normal for word in words(text)]


def indexed(text: str) -> Iterable[str]:
    """The words of `text`, and behind them those it prints with a hyphen as one: `e-mail` is `email` too.

    A sign that is no word stands before each of these, so that no phrase reaches them.
    """
    cut = tokens(text)
    if "-" not in text and "‑" not in text and "‐" not in text:
        return cut
    joined = [fold(_HYPHENS.sub("", match.group())) for match in _HYPHENED.finditer(text)]
    return [*cut, *(word for one in joined for word in ("-", one))] if joined else cut


@lru_cache(maxsize=1 << 16)
def stem(normal: str) -> str:
    """The stem of a folded word (Porter 2): `defeated`, `defeats` and `defeat` have one.

    A possessive ending goes with it. A word of another alphabet is its own stem.
    """
    return str(porter2(normal)) if normal.isascii() else normal


class QuoteAnalyzer(Analyzer):  # type: ignore[misc]  # Whoosh has no annotations
    """Cuts a text into folded words with their positions; the form in which Whoosh asks for them."""

    def __init__(self, *, stemmed: bool = False) -> None:
        self.stemmed = stemmed

    def __eq__(self, other: object) -> bool:
        return isinstance(other, QuoteAnalyzer) and other.stemmed == self.stemmed

    def __hash__(self) -> int:
        return hash((QuoteAnalyzer, self.stemmed))

    def __call__(self, value: str, **options: Any) -> Iterator[Any]:
        """The words of `value` as Whoosh's tokens: one object, changed in place, as Whoosh's own do."""
        token = Token(positions=True, mode=options.get("mode", ""))
        token.boost = 1.0
        token.stopped = False
        for position, word in enumerate(indexed(value)):
            token.text = token.original = stem(word) if self.stemmed else word
            token.pos = position
            yield token
