"""Sets of documents with scores, joined and cut.

One rule guards it: documents rise and stand once; a score belongs to the document at its place. Few documents
are listed (`Matches`), many are a pass over all of the segment (`Table`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from quotebrowser.index.field_reader import Docs, Mask

Floats = npt.NDArray[np.float32]

SPARSE: Final = 32
"""Fewer documents than one in so many of the segment's are listed. At 1 M documents, sorting 30,000 takes as
long as passing over the whole."""


@dataclass(frozen=True, slots=True)
class Matches:
    """What answers in one segment."""

    docs: Docs
    """Rising, each once."""
    scores: Floats
    """One a document."""


@dataclass(frozen=True, slots=True)
class Table:
    """What answers in one segment, told of every document of it."""

    held: Mask
    """Whether it answers."""
    scores: Floats
    """Of those that answer; those of the others mean nothing."""


Answer = Matches | Table

NOTHING: Final = Matches(np.zeros(0, np.uint32), np.zeros(0, np.float32))


def constant(docs: Docs, score: float) -> Matches:
    """All of `docs` with one score."""
    return Matches(docs, np.full(len(docs), score, np.float32))


def even(mask: Mask, score: float) -> Table:
    """The documents of a mask with one score, the others with 0."""
    return Table(mask, mask * np.float32(score))


def listed(answer: Answer) -> Matches:
    """The documents that answer, listed."""
    if isinstance(answer, Matches):
        return answer
    docs = np.flatnonzero(answer.held)
    return Matches(docs.astype(np.uint32), answer.scores.take(docs))


def union(parts: Sequence[Matches], size: int, minimum: int = 1) -> Matches:
    """What is in at least `minimum` of `parts`, of a segment of `size` documents; scores add up."""
    found = [part for part in parts if len(part.docs)]
    if len(found) < minimum or not found:
        return NOTHING
    if len(found) == 1:
        return found[0]
    if sum(len(part.docs) for part in found) * SPARSE < size:
        return _sorted_union(found, minimum)
    scores = np.zeros(size, np.float32)
    counts = np.zeros(size, np.uint8)
    for part in found:
        scores[part.docs] += part.scores
        counts[part.docs] += 1
    docs = np.flatnonzero(counts >= minimum).astype(np.uint32)
    return Matches(docs, scores[docs])


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


def places_in(docs: Docs, among: Docs) -> tuple[Mask, npt.NDArray[np.int64]]:
    """Which of `docs` are in `among`, and at which places of it those stand."""
    if not len(docs) or not len(among):
        return np.zeros(len(docs), bool), np.zeros(0, np.int64)
    places = among.searchsorted(docs)
    places[places == len(among)] = 0
    held = among.take(places) == docs
    return held, places[held]


def spread(answer: Answer, docs: Docs) -> tuple[Mask, Floats]:
    """Which of `docs` are in `answer`, and their scores there, 0 for the others."""
    if isinstance(answer, Table):
        held = answer.held.take(docs)
        return held, answer.scores.take(docs) * held
    held, places = places_in(docs, answer.docs)
    scores = np.zeros(len(docs), np.float32)
    scores[held] = answer.scores[places]
    return held, scores


def both(left: Answer, right: Answer) -> Answer:
    """What is in both; scores add up."""
    if isinstance(left, Table) and isinstance(right, Table):
        return Table(left.held & right.held, left.scores + right.scores)
    few, other = (left, right) if isinstance(left, Matches) else (right, left)
    docs = listed(few)
    held, scores = spread(other, docs.docs)
    return Matches(docs.docs[held], docs.scores[held] + scores[held])
