"""The words of a field in the order of their bytes, and where in that order a word stands.

One rule guards it: a word is told by its number, and the numbers of the words that begin alike follow one
another.
"""

import struct
from collections import OrderedDict
from collections.abc import Sequence
from functools import cached_property
from typing import Final

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import OSA
from rapidfuzz.process import cdist

from quotebrowser.index.arrays import Array, StoredArray

_HEAD: Final = struct.Struct(">Q")
_FOUND: Final = 4096
"""Words whose numbers are kept."""

_LETTERS: Final = 26
"""First letters whose words are kept as strings, for fuzzy search."""


def heads(words: Sequence[bytes]) -> npt.NDArray[np.uint64]:
    """The first eight bytes of each word as numbers that sort as they do."""
    joined = b"".join(word[:8].ljust(8, b"\0") for word in words)
    return np.frombuffer(joined, ">u8").astype(np.uint64)


class Dictionary:
    """The words of a field.

    Args:
        words: their bytes, one after another.
        ends: where each ends.
        heads: the first eight bytes of each; see `heads`.
    """

    def __init__(self, words: StoredArray, ends: StoredArray, heads: StoredArray) -> None:
        self._words = words
        self._stored_ends = ends
        self._stored_heads = heads
        self._found: dict[bytes, int] = {}
        self._letters: OrderedDict[str, dict[int, tuple[list[int], list[str]]]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._stored_ends)

    @cached_property
    def _ends(self) -> Array:
        return self._stored_ends.whole()

    @cached_property
    def _heads(self) -> Array:
        return self._stored_heads.whole()

    @cached_property
    def _width(self) -> int:
        """How many bytes every word has; 0 where they differ."""
        size = len(self._words) // max(len(self), 1)
        return size if np.array_equal(self._ends, np.arange(1, len(self) + 1) * size) else 0

    def word(self, number: int) -> bytes:
        """A word by its number."""
        start = int(self._ends[number - 1]) if number else 0
        return self._words.part(start, int(self._ends[number])).tobytes()

    def words(self, first: int, last: int) -> list[bytes]:
        """The words from number `first` to `last`."""
        if first >= last:
            return []
        ends = self._ends[first:last].tolist()
        start = int(self._ends[first - 1]) if first else 0
        joined = self._words.part(start, ends[-1]).tobytes()
        return [joined[a - start : b - start] for a, b in zip([start, *ends[:-1]], ends, strict=True)]

    def place(self, word: bytes) -> int:
        """Number of the first word that does not come before `word`."""
        head = np.uint64(_HEAD.unpack(word[:8].ljust(8, b"\0"))[0])
        low = int(self._heads.searchsorted(head))
        high = int(self._heads.searchsorted(head, "right"))
        while low < high:
            middle = (low + high) // 2
            if self.word(middle) < word:
                low = middle + 1
            else:
                high = middle
        return low

    def find(self, word: bytes) -> int:
        """Number of `word`; -1 where it is not there."""
        found = self._found.get(word)
        if found is None:
            number = self.place(word)
            found = number if number < len(self) and self.word(number) == word else -1
            if len(self._found) >= _FOUND:
                self._found.clear()
            self._found[word] = found
        return found

    def find_many(self, words: Sequence[bytes]) -> npt.NDArray[np.int64]:
        """Numbers of those of `words` that are there, in no order."""
        size = self._width
        if not size:
            return np.array([number for number in map(self.find, words) if number >= 0], np.int64)
        wanted = np.array([word for word in words if len(word) == size], f"S{size}")
        known = np.frombuffer(self._words.whole(), f"S{size}")
        places = np.minimum(known.searchsorted(wanted), len(known) - 1)
        return np.asarray(places[known[places] == wanted], np.int64)

    def beginning(self, prefix: bytes) -> tuple[int, int]:
        """Numbers of the first word that begins with `prefix` and of the first after it that does not."""
        last = bytearray(prefix)
        while last and last[-1] == 0xFF:  # noqa: PLR2004 - no byte comes after it
            last.pop()
        if not last:
            return self.place(prefix), len(self)
        last[-1] += 1
        return self.place(prefix), self.place(bytes(last))

    def near(self, word: str, distance: int) -> list[int]:
        """Numbers of the words within `distance` edits of `word` that share its first letter.

        An edit puts in, takes out or changes a letter, or swaps two neighbours. Misspelt words keep their
        first letter, and asking for it bounds the words to compare.
        """
        groups = self._of_letter(word[:1])
        found: list[int] = []
        for length in range(len(word) - distance, len(word) + distance + 1):
            numbers, words = groups.get(length, ((), ()))
            if words:
                distances = cdist([word], words, scorer=OSA.distance, score_cutoff=distance, dtype=np.uint8)
                found.extend(numbers[place] for place in np.flatnonzero(distances[0] <= distance).tolist())
        return sorted(found)

    def _of_letter(self, letter: str) -> dict[int, tuple[list[int], list[str]]]:
        """Numbers and words that begin with a letter, by their length."""
        groups = self._letters.get(letter)
        if groups is None:
            groups = {}
            first, last = self.beginning(letter.encode())
            for number, word in enumerate(self.words(first, last), first):
                text = word.decode()
                numbers, words = groups.setdefault(len(text), ([], []))
                numbers.append(number)
                words.append(text)
            self._letters[letter] = groups
            while len(self._letters) > _LETTERS:
                self._letters.popitem(last=False)
        return groups
