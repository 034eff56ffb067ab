"""What scores need to know of the whole index: how rare a word is, how long a field is on average.

One rule guards it: these are Whoosh's figures, deleted documents included, for all segments together, so
that a quote scores the same in whichever segment it lies.
"""

import math
from collections.abc import Sequence
from typing import Any, Final
from weakref import WeakKeyDictionary

import numpy as np
import numpy.typing as npt

from quotebrowser.index.container.codec import open_segment
from quotebrowser.index.format import precomputed
from quotebrowser.index.format.field_builder import LENGTHS
from quotebrowser.index.format.field_reader import FieldReader
from quotebrowser.index.format.segments import Segment

B: Final = 0.75
"""How much the length of a field counts in BM25: 0 not at all, 1 in proportion. Whoosh's default."""

K1: Final = 1.2
"""How soon more of the same word adds nothing in BM25. Whoosh's default."""


class Statistics:
    """Figures of the words and fields of some segments."""

    def __init__(self, segments: Sequence[Segment]) -> None:
        self.segments = segments
        self.size = sum(segment.size for segment in segments)
        self._rarity: dict[tuple[str, str], float] = {}
        self._average: dict[str, float] = {}

    def rarity(self, name: str, word: str) -> float:
        """The inverse document frequency of a word: ln(documents / (those that hold it + 1)) + 1."""
        found = self._rarity.get((name, word))
        if found is None:
            holding = 0
            for segment in self.segments:
                field = segment.fields.get(name)
                number = -1 if field is None else field.dictionary.find(word.encode())
                if field is not None and number >= 0:
                    begin, end = field.range(number, number + 1)
                    holding += end - begin
            found = self._rarity[name, word] = math.log(self.size / (holding + 1)) + 1
        return found

    def average(self, name: str) -> float:
        """How many words a field has on average; 1 if nothing has it."""
        found = self._average.get(name)
        if found is None:
            total = sum(segment.fields[name].total for segment in self.segments if name in segment.fields)
            found = self._average[name] = total / (self.size or 1) or 1.0
        return found

    def form_scores(self, field: FieldReader) -> npt.NDArray[np.float32]:
        """For each form that a field knows what a word with rarity 1 scores; see `precomputed`."""
        counts = precomputed.counts_of(field.forms).astype(np.float64)
        lengths = LENGTHS[precomputed.codes_of(field.forms)].astype(np.float64)
        norms = K1 * ((1 - B) + B * lengths / self.average(field.name))
        return np.asarray(counts * (K1 + 1) / (counts + norms), np.float32)


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
        leaves = (leaf for leaf, _ in whole.leaf_searchers())
        found = _KNOWN[whole] = Statistics([segment_of(leaf) for leaf in leaves if leaf.doc_count_all()])
    return found
