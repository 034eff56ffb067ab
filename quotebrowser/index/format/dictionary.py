"""The words of a field in the order of their bytes, and where in that order a word stands.

One rule guards it: a word is known by its number, and the numbers of the words that begin alike follow one
another.
"""

import struct
from collections.abc import Sequence
from functools import cached_property
from typing import Final

import numpy as np
import numpy.typing as npt

from quotebrowser.index.format.arrays import Array, StoredArray

_HEAD: Final = struct.Struct(">Q")
_FOUND: Final = 4096
"""Words, and beginnings, whose numbers are kept."""

_STEPPING: Final = 64
"""As long as at most one word of this many is looked up, each is looked up by itself: that reads few pieces
of the file, where looking up all at once reads the whole."""

_LETTERS: Final = 26
"""First letters of which what fuzzy search asks is kept."""

_LAST_BYTE: Final = 0xFF

_FOLLOWING: Final = 0x80
"""The top two bits of a byte of UTF-8 that is not the first of its letter."""

_SET_BITS: Final = 31
"""Letters are put into this many sets by the low bits of their first byte."""

_ONES: Final = np.unpackbits(np.arange(1 << 16, dtype=np.uint16).view(np.uint8).reshape(-1, 2), axis=1).sum(
    axis=1, dtype=np.uint8
)
"""How many bits are set in each 16-bit number."""


def heads(words: Sequence[bytes]) -> npt.NDArray[np.uint64]:
    """The first eight bytes of each word as numbers that sort as they do."""
    joined = b"".join(word[:8].ljust(8, b"\0") for word in words)
    return np.frombuffer(joined, ">u8").astype(np.uint64)


def width_of(lengths: npt.NDArray[np.int64]) -> int:
    """How many bytes every word has; 0 if they differ, or there is none."""
    first = int(lengths[0]) if len(lengths) else 0
    return first if (lengths == first).all() else 0


def _head(word: bytes) -> np.uint64:
    return np.uint64(_HEAD.unpack(word[:8].ljust(8, b"\0"))[0])


class Dictionary:
    """The words of a field.

    Args:
        words: their bytes, one after another.
        ends: where each ends; None if all have one width.
        heads: the first eight bytes of each, see `heads`; None if all have one width.
        width: how many bytes every word has; 0 if they differ.
    """

    def __init__(
        self, words: StoredArray, ends: StoredArray | None, heads: StoredArray | None, width: int
    ) -> None:
        self._words = words
        self._stored_ends = ends
        self._stored_heads = heads
        self._width = width
        self._size = len(ends) if ends is not None else len(words) // max(width, 1)
        self._found: dict[bytes, int] = {}
        self._begun: dict[bytes, tuple[int, int]] = {}
        self._letters: dict[str, Letter] = {}

    def __len__(self) -> int:
        return self._size

    @cached_property
    def _ends(self) -> Array:
        if self._stored_ends is None:
            return np.arange(1, self._size + 1) * self._width
        return self._stored_ends.whole()

    @cached_property
    def _heads(self) -> Array:
        if self._stored_heads is None:
            return np.zeros(0, np.uint64)
        return self._stored_heads.whole()

    def word(self, number: int) -> bytes:
        """A word by its number."""
        if self._width:
            start, end = number * self._width, (number + 1) * self._width
        else:
            start, end = int(self._ends[number - 1]) if number else 0, int(self._ends[number])
        return self._words.part(start, end).tobytes()

    def words_of(self, numbers: Sequence[int]) -> list[bytes]:
        """Words by their numbers."""
        if self._width:
            return self._words.records(numbers, self._width)
        return [self.word(number) for number in numbers]

    def _bytes(self, first: int, last: int) -> tuple[Array, Array]:
        """The bytes of the words from number `first` to `last`, and where each ends among them."""
        start = int(self._ends[first - 1]) if first else 0
        ends = self._ends[first:last].astype(np.int64) - start
        return self._words.part(start, start + int(ends[-1])), ends

    def words(self, first: int, last: int) -> list[bytes]:
        """The words from number `first` to `last`."""
        if first >= last:
            return []
        found, ends = self._bytes(first, last)
        joined, listed = found.tobytes(), ends.tolist()
        return [joined[a:b] for a, b in zip([0, *listed[:-1]], listed, strict=True)]

    def place(self, word: bytes) -> int:
        """Number of the first word that does not come before `word`."""
        low, high = (0, self._size) if self._width else self._headed(_head(word))
        while low < high:
            middle = (low + high) // 2
            if self.word(middle) < word:
                low = middle + 1
            else:
                high = middle
        return low

    def _headed(self, head: np.uint64) -> tuple[int, int]:
        """Numbers of the first word with this head, and of the first after it that has another."""
        heads = self._heads
        low = int(heads.searchsorted(head))
        if low == self._size or heads[low] != head:
            return low, low
        if low + 1 == self._size or heads[low + 1] != head:
            return low, low + 1
        return low, low + int(heads[low:].searchsorted(head, "right"))

    def find(self, word: bytes) -> int:
        """Number of `word`; -1 where it is not there."""
        found = self._found.get(word)
        if found is None:
            found = self._number(word)
            if len(self._found) >= _FOUND:
                self._found.clear()
            self._found[word] = found
        return found

    def _number(self, word: bytes) -> int:
        if not self._width:
            low, high = self._headed(_head(word))
            if low == high:
                return -1
            if high == low + 1:
                return low if self.word(low) == word else -1
        number = self.place(word)
        return number if number < self._size and self.word(number) == word else -1

    def find_many(self, words: Sequence[bytes]) -> npt.NDArray[np.int64]:
        """Numbers of those of `words` that are there, in no order."""
        size = self._width
        if not size or len(words) * _STEPPING < self._size:
            return np.array([number for number in map(self.find, words) if number >= 0], np.int64)
        wanted = np.array([word for word in words if len(word) == size], f"S{size}")
        known = np.frombuffer(self._words.whole(), f"S{size}")
        places = np.minimum(known.searchsorted(wanted), len(known) - 1)
        return np.asarray(places[known[places] == wanted], np.int64)

    def beginning(self, prefix: bytes) -> tuple[int, int]:
        """Numbers of the first word that begins with `prefix` and of the first after it that does not."""
        found = self._begun.get(prefix)
        if found is None:
            found = self._beginning(prefix)
            if len(self._begun) >= _FOUND:
                self._begun.clear()
            self._begun[prefix] = found
        return found

    def _beginning(self, prefix: bytes) -> tuple[int, int]:
        last = bytearray(prefix)
        while last and last[-1] == _LAST_BYTE:
            last.pop()
        if not last:
            return self.place(prefix), self._size
        last[-1] += 1
        return self.place(prefix), self.place(bytes(last))

    def near(self, word: str, distance: int) -> list[int]:
        """Numbers of the words within `distance` edits of `word` that share its first letter.

        An edit puts in, takes out or changes a letter, or swaps two neighbours. Misspelt words keep their
        first letter, and asking for it bounds the words to compare.
        """
        letter = self._letters.get(word[:1])
        if letter is None:
            first, last = self.beginning(word[:1].encode())
            if first >= last:
                return []
            letter = Letter(first, *self._bytes(first, last))
            if len(self._letters) >= _LETTERS:
                self._letters.clear()
            self._letters[word[:1]] = letter
        return letter.near(word, distance)


class Letter:
    """The words of a dictionary that share a first letter, searched for those that are nearly another.

    Whatever is left out before words are compared letter by letter could not have been near enough: an edit
    changes the number of letters by at most one, takes at most one letter out of the set of those that occur
    and puts one in.

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
