"""Words that are nearly another.

One rule guards it: whatever is left out before words are compared letter by letter could not have been near
enough. An edit changes the number of letters by at most one, and takes at most one letter out of the set of
those that occur and puts one in.
"""

from typing import Final

import numpy as np

from quotebrowser.index.format.arrays import Array

_FOLLOWING: Final = 0x80
"""The top two bits of a byte of UTF-8 that is not the first of its letter."""

_SET_BITS: Final = 31
"""Letters are put into so many sets by the low bits of their first byte."""

_ONES: Final = np.unpackbits(np.arange(1 << 16, dtype=np.uint16).view(np.uint8).reshape(-1, 2), axis=1).sum(
    axis=1, dtype=np.uint8
)
"""How many bits are set in each 16-bit number."""


class Letter:
    """The words of a dictionary that share a first letter.

    Args:
        first: number of the first of them.
        content: their bytes, one word after another.
        ends: where each ends.
    """

    def __init__(self, first: int, content: Array, ends: Array) -> None:
        self._first = first
        self._content = content.tobytes()
        self._ends = ends
        self._starts = np.concatenate([[0], ends[:-1]])
        begins = (content & 0xC0) != _FOLLOWING
        sets = np.where(begins, np.uint32(1) << (content & np.uint8(_SET_BITS)).astype(np.uint32), 0)
        self._sets = np.bitwise_or.reduceat(sets, self._starts)
        self._lengths = np.add.reduceat(begins, self._starts, dtype=np.int64)

    def near(self, word: str, distance: int) -> list[int]:
        """Numbers of the words within `distance` edits of `word`, rising."""
        from rapidfuzz.distance import OSA  # noqa: PLC0415 - only fuzzy words need it

        differing = self._sets ^ np.uint32(_set_of(word))
        changed = _ONES.take(differing & 0xFFFF) + _ONES.take(differing >> 16)
        close = (np.abs(self._lengths - len(word)) <= distance) & (changed <= 2 * distance)
        found = []
        for place in np.flatnonzero(close).tolist():
            other = self._content[self._starts[place] : self._ends[place]].decode()
            if OSA.distance(word, other, score_cutoff=distance) <= distance:
                found.append(self._first + place)
        return found


def _set_of(word: str) -> int:
    """The sets that the letters of a word are in, as bits."""
    found = 0
    for letter in word:
        found |= 1 << (letter.encode("utf-8", "replace")[0] & _SET_BITS)
    return found
