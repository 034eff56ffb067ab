"""Which of the articles that print an utterance are one text printed by several outlets.

One rule guards it: an agency's text is one witness to what was said, however many outlets print it.
"""

import re
import zlib
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
_SHORT: Final = 50_000
"""Characters of a text up to which its sequences are remembered; all that are take a few megabytes."""
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
    sequences = {
        article: _kept(text) if len(text) <= _SHORT else _sequences(text) for article, text in texts.items()
    }
    groups: list[set[str]] = []
    for article in sorted(texts):
        same = [
            group for group in groups if any(_one_text(sequences[article], sequences[one]) for one in group)
        ]
        groups = [group for group in groups if group not in same]
        groups.append({article}.union(*same))
    return tuple(sorted(tuple(sorted(group)) for group in groups))


@lru_cache(maxsize=256)
def _kept(text: str) -> tuple[frozenset[int], frozenset[int]]:
    """The sequences of a text, remembered: an article is compared once for each of its utterances."""
    return _sequences(text)


def _sequences(text: str) -> tuple[frozenset[int], frozenset[int]]:
    """Hashes of the sequences of words, and those of them that are looked at beside a long text's."""
    plain = fold(text)
    found = plain.translate(_BLANKS).split() if plain.isascii() else _WORD.findall(plain)
    words = list(map(_number, found))
    runs = [words[start:] for start in range(_WORDS)] if len(words) >= _WORDS else [[word] for word in words]
    hashes = frozenset(map(hash, zip(*runs, strict=False)))
    sampled = frozenset(value for value in hashes if value % _SAMPLED == 0)
    return (sampled if len(words) >= _LONG else hashes), sampled


@lru_cache(maxsize=50_000)
def _number(word: str) -> int:
    """A number for a word. Unlike its `hash` it is the same in every run, and so is what is made of it."""
    return zlib.crc32(word.encode("utf-8", "surrogatepass"))


def _one_text(a: tuple[frozenset[int], frozenset[int]], b: tuple[frozenset[int], frozenset[int]]) -> bool:
    (first, first_sampled), (second, second_sampled) = a, b
    if first is first_sampled or second is second_sampled:
        first, second = first_sampled, second_sampled
    return bool(first and second) and len(first & second) >= _SHARED * min(len(first), len(second))
