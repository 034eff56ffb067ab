"""Which of the articles that print an utterance are one text printed by several outlets.

One rule guards it: an agency's text is one witness to what was said, however many outlets print it.
"""

import re
import zlib
from array import array
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from quotebrowser.text import fold

_WORDS: Final = 5
_SHARED: Final = 0.7
"""Share of the shorter text's sequences of five words that the longer one has. Of the sample articles, which
quote one speech in words of their own, no two share more than an eighth."""
_SAMPLED: Final = 8
"""Of a long text's sequences every eighth is looked at, chosen by its hash (Broder 1997): some hundred of an
article, which tell shares of an eighth and of seven tenths apart."""
_LONG: Final = 400
"""Words from which a text is long."""
_REMEMBERED: Final = 3_000_000
"""Hashes of texts that are kept: 12 MB."""
_MASK: Final = (1 << 32) - 1
_WORD: Final = re.compile(r"\w+")
_BLANKS: Final = {code: " " for code in range(128) if not _WORD.match(chr(code))}
"""Blanks for all that is in no word; a text of ASCII is cut at them in a fifth of the time."""


def independent_texts(texts: Mapping[str, str]) -> tuple[tuple[str, ...], ...]:
    """Articles grouped by text: each group is one text, whoever prints it.

    Args:
        texts: the whole text of each article, by its id.

    Returns:
        Ids, sorted within a group and by the first of each. `len` of it is the number of independent texts.
    """
    sequences = {article: _sequences(text) for article, text in texts.items()}
    groups: list[set[str]] = []
    for article in sorted(texts):
        same = [
            group for group in groups if any(_one_text(sequences[article], sequences[one]) for one in group)
        ]
        groups = [group for group in groups if group not in same]
        groups.append({article}.union(*same))
    return tuple(sorted(tuple(sorted(group)) for group in groups))


_Sequences = tuple[frozenset[int], frozenset[int]]
"""Hashes of a text's sequences of words, and those of them that are looked at beside a long text's."""


class _Memory:
    """The sequences of texts seen before: an article is compared once for each of its utterances."""

    def __init__(self) -> None:
        self._kept: dict[tuple[int, int], tuple[bool, bytes]] = {}
        """Whether the text is long, and its hashes, by the text's own hash and length."""
        self._size = 0

    def get(self, key: tuple[int, int]) -> _Sequences | None:
        """What is kept under a key."""
        known = self._kept.get(key)
        if known is None:
            return None
        hashes = frozenset(array("I", known[1]))
        return hashes, hashes if known[0] else _sampled(hashes)

    def keep(self, key: tuple[int, int], sequences: _Sequences) -> None:
        """Keep what was found; all is forgotten where it gets too much."""
        self._size += len(sequences[0])
        if self._size > _REMEMBERED:
            self._kept.clear()
            self._size = len(sequences[0])
        self._kept[key] = sequences[0] is sequences[1], array("I", sequences[0]).tobytes()


_MEMORY: Final = _Memory()


def _sequences(text: str) -> _Sequences:
    key = hash(text), len(text)
    found = _MEMORY.get(key)
    if found is None:
        found = _hashed(text)
        _MEMORY.keep(key, found)
    return found


def _hashed(text: str) -> _Sequences:
    plain = fold(text)
    words = plain.translate(_BLANKS).split() if plain.isascii() else _WORD.findall(plain)
    numbers = list(map(_number, words))
    runs = [numbers[at:] for at in range(_WORDS)] if len(numbers) >= _WORDS else [[one] for one in numbers]
    hashes = frozenset(value & _MASK for value in map(hash, zip(*runs, strict=False)))
    sampled = _sampled(hashes)
    return (sampled if len(words) >= _LONG else hashes), sampled


def _sampled(hashes: frozenset[int]) -> frozenset[int]:
    return frozenset(value for value in hashes if value % _SAMPLED == 0)


@lru_cache(maxsize=50_000)
def _number(word: str) -> int:
    """A number for a word. Unlike its `hash` it is the same in every run, and so is what is made of it."""
    return zlib.crc32(word.encode("utf-8", "surrogatepass"))


def _one_text(a: _Sequences, b: _Sequences) -> bool:
    (first, first_sampled), (second, second_sampled) = a, b
    if first is first_sampled or second is second_sampled:
        first, second = first_sampled, second_sampled
    return bool(first and second) and len(first & second) >= _SHARED * min(len(first), len(second))
