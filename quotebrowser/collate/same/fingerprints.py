"""Fingerprints: the numbers under which a store finds passages that may print the same words.

One rule guards it: whether two passages are compared follows from the two texts alone, in either order.
"""

import itertools
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import IntEnum
from functools import lru_cache
from typing import Final, Protocol

from quotebrowser.collate.tokens import Tokens, raw_weights, tokens

_WORDS: Final = 3
_LEAST_WEIGHT: Final = 11.0
"""Word triples that weigh less (`it is a`, `we want to`) are everywhere. On 8,000 news quotes 10 instead of
11 doubles the chance matches; 12 loses pairs that are labelled as versions."""
_TELLING_WEIGHT: Final = 12.0
"""A passage with few triples is found by those of this weight where it has any: half the chance matches."""
_ALONE_WEIGHT: Final = 12.5
"""A passage with one triple must have words of this weight to be found by it. Below, `they are going` finds
everybody; from 13.5 on, labelled versions are lost."""
_MANY: Final = 5
"""Fingerprints from which a passage is long. One with several is compared with a long one where they share
two: 8,000 news quotes then have a third of the chance matches, and 5 of 1,046 labelled pairs are lost."""
_MOST_HOLDERS: Final = 40
"""Passages of one article that may have a fingerprint: one that more have tells nothing there, and an article
of thousands of marked words would take the square of their number."""
_MASK: Final = (1 << 48) - 1
_NONE: Final = _MASK + 1


def _mixed(a: int, b: int, c: int) -> int:
    value = (a * 0x9E3779B97F4A7C15 + b * 0xC2B2AE3D27D4EB4F + c * 0x165667B19E3779F9) & 0xFFFFFFFFFFFFFFFF
    value ^= value >> 29
    return (value * 0xBF58476D1CE4E5B9 >> 8) & _MASK


def _triples(words: Tokens) -> set[int]:
    """Hashes of the word triples, every other one left out by winnowing (Schleimer 2003, window 2).

    Numbers are passed over: the same sentence is found by what else it says, however many dead it counts.
    Names have their full weight here, for what is found is still judged.
    """
    ids: Sequence[int] = words.ids
    weights: Sequence[float] = words.raw
    if words.numbers:
        told = [at for at, number in enumerate(ids) if number not in words.numbers]
        ids, weights = [ids[at] for at in told], [weights[at] for at in told]
    hashes: list[int] = []
    weighed: dict[int, float] = {_NONE: 0.0}
    for i in range(len(ids) - _WORDS + 1):
        weight = weights[i] + weights[i + 1] + weights[i + 2]
        value = _mixed(ids[i], ids[i + 1], ids[i + 2]) if weight >= _LEAST_WEIGHT else _NONE
        hashes.append(value)
        weighed[value] = max(weight, weighed.get(value, 0.0))
    winnowed = {min(two) for two in itertools.pairwise(hashes)} or set(hashes)
    winnowed.discard(_NONE)
    if len(winnowed) < _MANY:
        winnowed = {value for value in winnowed if weighed[value] >= _TELLING_WEIGHT} or winnowed
    return set() if len(winnowed) == 1 and max(weighed.values()) < _ALONE_WEIGHT else winnowed


@lru_cache(maxsize=1024)
def fingerprints(text: str) -> tuple[int, ...]:
    """The fingerprints of a passage, sorted; each 0..2**50-1.

    The two lowest bits tell whether it has one, several or many. A passage of one or two words has one, of
    the whole. One that holds nothing but common words has none: it is found through its neighbours only.
    """
    words = tokens(text)
    if not len(words):
        return ()
    if len(words) < _WORDS:
        return (_mixed(words.ids[0], words.ids[-1], len(words)) << 2 | _Size.ONE,)
    found = _triples(words)
    size = _Size.MANY if len(found) >= _MANY else _Size.SEVERAL if len(found) > 1 else _Size.ONE
    return tuple(sorted(value << 2 | size for value in found))


def crowded(values: Sequence[Iterable[int]]) -> frozenset[int]:
    """The numbers that too many passages of an article have, by those of each passage."""
    if len(values) <= _MOST_HOLDERS:
        return frozenset()
    held = Counter(itertools.chain.from_iterable(values))
    return frozenset(value for value, holders in held.items() if holders > _MOST_HOLDERS)


_HEAVY: Final = 5.0
"""Weight of a word by which a sentence of a record is found: that of a common content word."""
_MOST_HEAVY: Final = 4
_OF_RECORD: Final = 3
"""Stands in the two lowest bits for a word of a record, which is no fingerprint of any passage."""


def heavy_words(record: str, ids: Iterable[int], most: int = _MOST_HEAVY) -> tuple[int, ...]:
    """The numbers of a passage's heaviest words in a record, by its id: they find its sentences only."""
    weighed = {word: weight for word, weight in raw_weights(ids).items() if weight >= _HEAVY}
    heaviest = sorted(weighed, key=lambda word: (-weighed[word], word))[:most]
    place = zlib.crc32(record.encode())
    return tuple(_mixed(word, place, _OF_RECORD) << 2 | _OF_RECORD for word in heaviest)


def of_passage(values: Iterable[int]) -> tuple[int, ...]:
    """Those of the numbers that are fingerprints of a passage, and no words of a record."""
    return tuple(value for value in values if value & _OF_RECORD != _OF_RECORD)


class _Size(IntEnum):
    """How many fingerprints a passage has."""

    ONE = 0
    SEVERAL = 1
    MANY = 2


class Sharing(Protocol):
    """Finds passages by their fingerprints."""

    def __call__(self, fingerprints: Iterable[int], minimum: int = 1, /) -> Mapping[str, bytes]:
        """Uids of the passages with at least `minimum` of the fingerprints, and their traces' words."""
        ...


def candidates(own: Iterable[int], sharing: Sharing) -> Iterator[tuple[str, bytes]]:
    """Uids of the passages to compare with one of these fingerprints, and the words of their traces."""
    own = tuple(own)
    if not own:
        return
    size = _Size(own[0] & 3)
    for shared, sizes in _SHARED[size].items():
        yield from sharing([value >> 2 << 2 | other for value in own for other in sizes], shared).items()


_SHARED: Final[Mapping[_Size, Mapping[int, tuple[_Size, ...]]]] = {
    _Size.ONE: {1: (_Size.ONE, _Size.SEVERAL, _Size.MANY)},
    _Size.SEVERAL: {1: (_Size.ONE, _Size.SEVERAL), 2: (_Size.MANY,)},
    _Size.MANY: {1: (_Size.ONE,), 2: (_Size.SEVERAL, _Size.MANY)},
}
"""How many fingerprints passages must share with those of other sizes to be compared."""
