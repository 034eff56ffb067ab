"""What scores need to know of the whole index: how rare a word is, how long a field is on average.

One rule guards it: they are the figures of the documents that are not deleted, for all segments together. So
a quote scores the same in whichever segment it lies, whatever was deleted or merged before, and in an index
that lies in parts.
"""

import math
from collections.abc import Sequence
from typing import Any, Final
from weakref import WeakKeyDictionary

import numpy as np
import numpy.typing as npt

from quotebrowser.index.container.codec import open_segment
from quotebrowser.index.format import precomputed
from quotebrowser.index.format.arrays import Mask
from quotebrowser.index.format.field_builder import LENGTHS
from quotebrowser.index.format.field_reader import FieldReader
from quotebrowser.index.format.segments import Segment

B: Final = 0.75
"""How much the length of a field counts in BM25: 0 not at all, 1 in proportion. Whoosh's default."""

K1: Final = 1.2
"""How soon more of the same word adds nothing in BM25. Whoosh's default."""


def rarity_of(holding: int, size: int) -> float:
    """The inverse document frequency of a word: ln(documents / (those that hold it + 1)) + 1."""
    return math.log(max(size, 1) / (holding + 1)) + 1


def average_of(total: int, size: int) -> float:
    """How many words a field has on average; 1 if nothing has it."""
    return total / (size or 1) or 1.0


class Statistics:
    """Figures of the words and fields of some segments.

    Args:
        parts: each segment, and which of its documents are not deleted; None if none is.
    """

    def __init__(self, parts: Sequence[tuple[Segment, Mask | None]]) -> None:
        self.parts = parts
        self.size = sum(
            segment.size if alive is None else int(np.count_nonzero(alive)) for segment, alive in parts
        )
        self._rarity: dict[tuple[str, str], float] = {}
        self._average: dict[str, float] = {}

    def holding(self, name: str, word: str) -> int:
        """How many documents hold a word in a field."""
        holding = 0
        for segment, alive in self.parts:
            field = segment.fields.get(name)
            number = -1 if field is None else field.dictionary.find(word.encode())
            if field is not None and number >= 0:
                holding += using(field, number, alive)
        return holding

    def total(self, name: str) -> int:
        """How many words a field has in all documents together."""
        total = 0
        for segment, alive in self.parts:
            field = segment.fields.get(name)
            if field is not None:
                total += field.total
                if alive is not None and field.has("lengths"):
                    total -= field.tokens_in(np.flatnonzero(~alive).tolist())
        return total

    def rarity(self, name: str, word: str) -> float:
        """The inverse document frequency of a word."""
        found = self._rarity.get((name, word))
        if found is None:
            found = self._rarity[name, word] = rarity_of(self.holding(name, word), self.size)
        return found

    def average(self, name: str) -> float:
        """How many words a field has on average; 1 if nothing has it."""
        found = self._average.get(name)
        if found is None:
            found = self._average[name] = average_of(self.total(name), self.size)
        return found

    def form_scores(self, field: FieldReader) -> npt.NDArray[np.float32]:
        """For each form that a field knows what a word with rarity 1 scores; see `precomputed`."""
        counts = precomputed.counts_of(field.forms).astype(np.float64)
        lengths = LENGTHS[precomputed.codes_of(field.forms)].astype(np.float64)
        norms = K1 * ((1 - B) + B * lengths / self.average(field.name))
        return np.asarray(counts * (K1 + 1) / (counts + norms), np.float32)


def using(field: FieldReader, number: int, alive: Mask | None) -> int:
    """How many of the documents that are not deleted hold a word."""
    if alive is None:
        return field.frequency(number)
    return int(np.count_nonzero(alive.take(field.docs(number))))


_KNOWN: Final[WeakKeyDictionary[Any, Statistics]] = WeakKeyDictionary()
_READ: Final[WeakKeyDictionary[Any, Segment]] = WeakKeyDictionary()


def segment_of(searcher: Any) -> Segment:
    """The segment that Whoosh's searcher of one segment searches."""
    reader = searcher.reader()
    found = _READ.get(reader)
    if found is not None:
        return found
    found = _READ[reader] = open_segment(reader.storage(), reader.segment())
    return found


def statistics_of(searcher: Any) -> Statistics:
    """The figures of all segments of the index that Whoosh's searcher belongs to."""
    whole = searcher.get_parent()
    found = _KNOWN.get(whole)
    if found is None:
        found = _KNOWN[whole] = Statistics(parts_of(whole))
    return found


def set_statistics(searcher: Any, statistics: Statistics) -> None:
    """Have Whoosh's searcher of an index that has not searched yet score by other figures than its own."""
    _KNOWN[searcher] = statistics


def parts_of(searcher: Any) -> list[tuple[Segment, Mask | None]]:
    """The segments of the index that Whoosh's searcher is of, with their documents that are not deleted."""
    leaves = (leaf for leaf, _ in searcher.leaf_searchers())
    return [(segment_of(leaf), alive_of(leaf)) for leaf in leaves if leaf.doc_count_all()]


def alive_of(searcher: Any) -> Mask | None:
    """Which documents of a segment are not deleted; None if none is."""
    reader = searcher.reader()
    if not reader.has_deletions():
        return None
    alive = np.ones(segment_of(searcher).size, bool)
    alive[np.fromiter(reader.segment().deleted_docs(), np.int64)] = False
    return alive
