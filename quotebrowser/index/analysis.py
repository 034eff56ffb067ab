"""The words of a text as the index keeps them: folded, and stemmed.

One rule guards it: a text is cut into the same words here, in a query and in a highlight (`text.words`).
Every word counts; there is no stop list, for journalists search "to be or not to be".
"""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from whoosh.analysis import Analyzer, Token
from whoosh.lang.porter2 import stem as porter2

from quotebrowser.text import words


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
        for position, word in enumerate(words(value)):
            token.text = stem(word.normal) if self.stemmed else word.normal
            token.original = token.text
            token.pos = position
            yield token
