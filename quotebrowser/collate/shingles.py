"""Fingerprints: the numbers under which a store finds passages that may print the same words.

One rule guards it: whether two passages are compared follows from the two texts alone, in either order.
"""

import itertools
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, Protocol

from quotebrowser.collate.tokens import Tokens, tokens

_WORDS: Final = 3
_LEAST_WEIGHT: Final = 11.0
"""Word triples that weigh less (`it is a`, `we want to`) are everywhere. On 8,000 news quotes 10 instead of
11 doubles the chance matches; 12 loses pairs that are labelled as versions."""
_TELLING_WEIGHT: Final = 12.0
"""A passage with few triples is found by those of this weight where it has any: half the chance matches."""
_LONG_FROM: Final = 5
"""Passages with as many fingerprints must share two of them; from 3 on, labelled versions are lost."""
_MASK: Final = (1 << 48) - 1
_NONE: Final = _MASK + 1


def _mixed(a: int, b: int, c: int) -> int:
    value = (a * 0x9E3779B97F4A7C15 + b * 0xC2B2AE3D27D4EB4F + c * 0x165667B19E3779F9) & 0xFFFFFFFFFFFFFFFF
    value ^= value >> 29
    return (value * 0xBF58476D1CE4E5B9 >> 8) & _MASK


def _triples(words: Tokens) -> set[int]:
    """Hashes of the word triples, every other one left out by winnowing (Schleimer 2003, window 2)."""
    ids, weights = words.ids, words.weights
    hashes, telling = [], set()
    for i in range(len(ids) - _WORDS + 1):
        weight = weights[i] + weights[i + 1] + weights[i + 2]
        value = _mixed(ids[i], ids[i + 1], ids[i + 2]) if weight >= _LEAST_WEIGHT else _NONE
        hashes.append(value)
        if weight >= _TELLING_WEIGHT:
            telling.add(value)
    winnowed = {min(two) for two in itertools.pairwise(hashes)} or set(hashes)
    winnowed.discard(_NONE)
    return winnowed if len(winnowed) >= _LONG_FROM else winnowed & telling or winnowed


def fingerprints(text: str) -> tuple[int, ...]:
    """The fingerprints of a passage, sorted; each 0..2**49-1, the lowest bit set in those of long passages.

    A passage of one or two words has one, of the whole. One that holds nothing but common words has none:
    it is found through its neighbours only.
    """
    words = tokens(text)
    if not len(words):
        return ()
    if len(words) < _WORDS:
        return (_mixed(words.ids[0], words.ids[-1], len(words)) << 1,)
    found = _triples(words)
    return tuple(sorted(value << 1 | (len(found) >= _LONG_FROM) for value in found))


class Sharing(Protocol):
    """Finds passages by their fingerprints."""

    def __call__(self, fingerprints: Iterable[int], minimum: int = 1, /) -> Mapping[str, int]:
        """Uids of the passages that have at least `minimum` of the fingerprints, and how many they have."""
        ...


def candidates(own: Iterable[int], sharing: Sharing) -> Iterator[str]:
    """Uids of the passages to compare with one whose fingerprints are `own`.

    Two long passages must share two fingerprints, any others one.
    """
    own = tuple(own)
    both = any(value & 1 for value in own)
    yield from sharing([value & ~1 for value in own])
    yield from sharing([value | 1 for value in own], 2 if both else 1)
