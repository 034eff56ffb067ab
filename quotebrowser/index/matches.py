"""Sets of documents with scores, joined and cut.

One rule guards it: documents rise and stand once; a score belongs to the document at its place. Small sets
are joined by sorting, large ones over an array of the whole segment.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from quotebrowser.index.segments import Docs, Mask

Floats = npt.NDArray[np.float32]

_SPARSE: Final = 32
"""Sets with fewer documents in all than one in so many of the segment's are joined by sorting. At 1 M
documents, sorting 30,000 takes as long as passing over the whole."""

_GALLOP: Final = 16
"""A set is looked up in one at least so many times larger by binary search, else by a pass over both."""


@dataclass(frozen=True, slots=True)
class Matches:
    """What answers in one segment."""

    docs: Docs
    """Rising, each once."""
    scores: Floats
    """One a document."""


NOTHING: Final = Matches(np.zeros(0, np.uint32), np.zeros(0, np.float32))


def constant(docs: Docs, score: float) -> Matches:
    """All of `docs` with one score."""
    return Matches(docs, np.full(len(docs), score, np.float32))


def from_mask(mask: Mask, score: float) -> Matches:
    """The documents of a mask with one score."""
    return constant(np.flatnonzero(mask).astype(np.uint32), score)


def union(parts: Sequence[Matches], size: int, minimum: int = 1) -> Matches:
    """What is in at least `minimum` of `parts`, of a segment of `size` documents; scores add up."""
    found = [part for part in parts if len(part.docs)]
    if len(found) < minimum or not found:
        return NOTHING
    if len(found) == 1:
        return found[0]
    if sum(len(part.docs) for part in found) * _SPARSE < size:
        return _sorted_union(found, minimum)
    scores = np.zeros(size, np.float32)
    counts = np.zeros(size, np.uint8)
    for part in found:
        scores[part.docs] += part.scores
        counts[part.docs] += 1
    docs = np.flatnonzero(counts >= minimum).astype(np.uint32)
    return Matches(docs, scores[docs])


def _sorted_union(parts: Sequence[Matches], minimum: int) -> Matches:
    joined = np.concatenate([part.docs for part in parts])
    docs, places, counts = np.unique(joined, return_inverse=True, return_counts=True)
    scores = np.bincount(places, np.concatenate([part.scores for part in parts])).astype(np.float32)
    enough = counts >= minimum
    return Matches(docs[enough], scores[enough])


def places_in(docs: Docs, among: Docs) -> tuple[Mask, npt.NDArray[np.int64]]:
    """Which of `docs` are in `among`, and at which places of it those stand."""
    if not len(docs) or not len(among):
        return np.zeros(len(docs), bool), np.zeros(0, np.int64)
    if len(docs) * _GALLOP < len(among):
        places = np.searchsorted(among, docs)
        places[places == len(among)] = 0
        held = among[places] == docs
        return held, places[held]
    places = np.full(int(max(docs[-1], among[-1])) + 1, -1, np.int32)
    places[among] = np.arange(len(among), dtype=np.int32)
    found = places[docs]
    held = found >= 0
    return held, found[held].astype(np.int64)


def spread(matches: Matches, docs: Docs) -> tuple[Mask, Floats]:
    """Which of `docs` are in `matches`, and their scores there, 0 for the others."""
    held, places = places_in(docs, matches.docs)
    scores = np.zeros(len(docs), np.float32)
    scores[held] = matches.scores[places]
    return held, scores
