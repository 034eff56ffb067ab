"""Sets of documents joined.

One rule guards it: whichever way is taken, the documents and their scores are the same. Few documents are
sorted, more are written over one array of the segment and read from there; that array is kept, and only the
places that were written are cleared.
"""

from collections.abc import Sequence
from typing import Any, Final, Protocol

import numpy as np

from quotebrowser.index.format.answer_sets import NOTHING, Answer, Floats, Matches, Table, listed, places_in
from quotebrowser.index.format.arrays import Docs, Mask
from quotebrowser.index.format.field_reader import FieldReader
from quotebrowser.index.format.segments import Segment

_SORTED: Final = 4096
"""So few documents are joined by sorting them."""

_SEARCHED: Final = 12
"""Looking up a document by binary search takes as long as writing and reading this many."""


class Joiner:
    """Joins sets of documents of one segment; for one thread.

    Args:
        size: how many documents the segment has.
    """

    def __init__(self, size: int) -> None:
        self._size = size
        self._scores = np.zeros(size, np.float32)
        self._held = np.zeros(size, bool)

    def union(self, parts: Sequence[Matches], minimum: int = 1) -> Matches:
        """What is in at least `minimum` of `parts`; scores add up."""
        found = [part for part in parts if len(part.docs)]
        if len(found) < minimum or not found:
            return NOTHING
        if len(found) == 1:
            return found[0]
        if minimum > 1 or sum(len(part.docs) for part in found) < _SORTED:
            return _sorted_union(found, minimum)
        new = []
        for part in found:
            docs = part.docs.astype(np.intp)
            new.append(part.docs[~self._held.take(docs)])
            self._held[docs] = True
            np.add.at(self._scores, docs, part.scores)
        joined = np.sort(np.concatenate(new))
        places = joined.astype(np.intp)
        scores = self._scores.take(places)
        self._clear(places)
        return Matches(joined, scores)

    def _clear(self, places: "np.ndarray[tuple[int], np.dtype[np.intp]]") -> None:
        self._held[places] = False
        self._scores[places] = 0

    def spread(self, answer: Answer, docs: Docs) -> tuple[Mask, Floats]:
        """Which of `docs` are in `answer`, and their scores there, 0 for the others."""
        if isinstance(answer, Table):
            held = answer.held.take(docs)
            return held, answer.scores.take(docs) * held
        if len(docs) * _SEARCHED < len(answer.docs) + _SORTED:
            held, places = places_in(docs, answer.docs)
            scores = np.zeros(len(docs), np.float32)
            scores[held] = answer.scores[places]
            return held, scores
        written = answer.docs.astype(np.intp)
        self._held[written] = True
        self._scores[written] = answer.scores
        held, scores = self._held.take(docs), self._scores.take(docs)
        self._clear(written)
        return held, scores

    def both(self, left: Answer, right: Answer) -> Answer:
        """What is in both; scores add up."""
        if isinstance(left, Table) and isinstance(right, Table):
            return Table(left.held & right.held, left.plus(right.scores), own=True)
        few, other = (left, right) if isinstance(left, Matches) else (right, left)
        found = listed(few)
        held, scores = self.spread(other, found.docs)
        return Matches(found.docs[held], found.scores[held] + scores[held])


def _sorted_union(parts: Sequence[Matches], minimum: int) -> Matches:
    docs = np.concatenate([part.docs for part in parts])
    order = docs.argsort(kind="stable")
    docs = docs[order]
    first = np.empty(len(docs), bool)
    first[0] = True
    np.not_equal(docs[1:], docs[:-1], out=first[1:])
    starts = first.nonzero()[0]
    scores = np.add.reduceat(np.concatenate([part.scores for part in parts])[order], starts)
    docs = docs[starts]
    if minimum > 1:
        enough = np.diff(starts, append=len(order)) >= minimum
        docs, scores = docs[enough], scores[enough]
    return Matches(docs, scores)


class Parts(Protocol):
    """What answers the parts of a query over one segment, asked by whoever joins them."""

    segment: Segment
    joiner: Joiner

    def evaluate(self, query: Any) -> Answer:
        """What answers a part."""

    def within(self, query: Any, docs: Docs) -> tuple[Mask, Floats]:
        """Which of `docs` answer a part, and their scores, 0 for those that do not."""

    def size(self, query: Any) -> int:
        """About how many documents answer a part, never too few; 0 if none does."""

    def weights(self, field: FieldReader, query: Any) -> Floats:
        """The score of a word for each form that its field knows."""

    def has_values(self, name: str) -> bool:
        """Whether each document has one of a few values in this field, such as its kind."""

    def others(self, query: Any) -> Mask:
        """Which documents have another value than a term's in a field of few values."""
