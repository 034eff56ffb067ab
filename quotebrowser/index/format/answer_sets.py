"""Sets of documents with scores, joined and cut.

One rule guards it: documents rise and stand once; a score belongs to the document at its place. Few documents
are listed (`Matches`), many are a pass over all of the segment (`Table`).
"""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from quotebrowser.index.format.arrays import Docs, Mask

Floats = npt.NDArray[np.float32]


_FINENESS: Final = 1 << 14
"""Scores are multiples of one over this. Sums of such numbers below 1,024 are exact in 32 bits, so that equal
quotes score the same in whichever order the parts of their scores are added up."""


def stepped(scores: npt.ArrayLike) -> Floats:
    """Scores as the nearest multiples of the smallest one; what is above 0 stays above it."""
    steps = np.rint(np.multiply(scores, _FINENESS))
    return np.asarray(np.maximum(steps, np.greater(scores, 0)) / _FINENESS, np.float32)


@dataclass(frozen=True, slots=True)
class Matches:
    """What answers in one segment."""

    docs: Docs
    """Rising, each once."""
    scores: Floats
    """One a document."""


@dataclass(frozen=True, slots=True)
class Table:
    """What answers in one segment, with a value for every document of it."""

    held: Mask
    """Whether it answers."""
    scores: Floats
    """Of those that answer; those of the others mean nothing."""
    own: bool = False
    """Whether nobody else has these scores, so that they may be written over."""

    def plus(self, added: Floats | np.float32) -> Floats:
        """The scores with some added: the same array, where it is its own."""
        return np.add(self.scores, added, out=self.scores if self.own else None)


Answer = Matches | Table
"""What answers, in one form or the other."""

_STRETCH: Final = 1 << 16
"""Look-ups made at a time: their places as numpy needs them, eight bytes each, stay in the cache."""


def looked_up(values: Floats, places: npt.NDArray[np.unsignedinteger[Any]]) -> Floats:
    """For each of the places the value there; as `values.take(places)`, in less time where they are many."""
    if len(places) <= _STRETCH:
        return values.take(places)
    found = np.empty(len(places), np.float32)
    for start in range(0, len(places), _STRETCH):
        end = start + _STRETCH
        values.take(places[start:end], out=found[start:end], mode="clip")
    return found


NOTHING: Final = Matches(np.zeros(0, np.uint32), np.zeros(0, np.float32))


def constant(docs: Docs, score: float) -> Matches:
    """All of `docs` with one score."""
    return Matches(docs, np.full(len(docs), stepped(score), np.float32))


def even(mask: Mask, score: float) -> Table:
    """The documents of a mask with one score, the others with 0."""
    return Table(mask, mask * stepped(score))


def listed(answer: Answer) -> Matches:
    """The documents that answer, listed."""
    if isinstance(answer, Matches):
        return answer
    docs = np.flatnonzero(answer.held)
    return Matches(docs.astype(np.uint32), answer.scores.take(docs))


def places_in(docs: Docs, among: Docs) -> tuple[Mask, npt.NDArray[np.int64]]:
    """Which of `docs` are in `among`, and at which places of it those stand."""
    if not len(docs) or not len(among):
        return np.zeros(len(docs), bool), np.zeros(0, np.int64)
    places = among.searchsorted(docs)
    places[places == len(among)] = 0
    held = among.take(places) == docs
    return held, places[held]
