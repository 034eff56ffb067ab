"""The arrays of one field made from those of several segments.

One rule guards it: the merged field is the one that writing its documents at once would make. Words and new
document numbers keep each part's order, so that sorting is a merge of sorted runs.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from quotebrowser.index.format.field_builder import (
    CHUNK,
    FieldArrays,
    FieldKind,
    Numbers,
    bases,
    document_lengths,
    first_of_each,
    ordinals_of,
    smallest,
    word_tokens,
)


def _nothing() -> None:
    """What there is to do for arrays of no file."""


@dataclass(frozen=True, slots=True)
class Part:
    """A field of a segment that is merged into another."""

    arrays: FieldArrays
    """The field as it is."""
    docs: Numbers
    """For each of its documents the new number, rising; -1 for those that are gone."""
    forget: Callable[[], None] = _nothing
    """Lets the system have back the memory of what was read of the file."""


@dataclass(frozen=True, slots=True)
class _Chunk:
    """Some words of the merged field."""

    words: Numbers
    """Their numbers among the words of all parts, those that are left."""
    postings: Numbers
    """How many postings each has."""
    docs: Numbers
    """The documents of each, one word after another."""
    counts: Numbers
    """How often it stands in each."""
    places: Numbers
    """Where it stands."""


def merged(parts: Sequence[Part], size: int, kind: FieldKind) -> FieldArrays:
    """The arrays of a field from those of several segments, for `size` documents in all."""
    words = sorted(set().union(*(part.arrays.terms for part in parts)))
    merger = _Merger(parts, words, size, kind)
    docs, counts, places = merger.room()
    used: list[Numbers] = []
    postings: list[Numbers] = []
    posted = placed = 0
    for first, last in merger.ranges():
        chunk = merger.chunk(first, last)
        docs[posted : posted + len(chunk.docs)] = chunk.docs
        counts[posted : posted + len(chunk.docs)] = chunk.counts
        places[placed : placed + len(chunk.places)] = chunk.places
        posted, placed = posted + len(chunk.docs), placed + len(chunk.places)
        used.append(chunk.words)
        postings.append(chunk.postings)
        for part in parts:
            part.forget()
    docs, counts, places = docs[:posted], counts[:posted], places[:placed]
    starts = np.concatenate([[0], np.cumsum(_joined(postings), dtype=np.int64)])
    return FieldArrays(
        terms=[words[number] for number in _joined(used).tolist()],
        starts=starts.astype(np.uint32),
        docs=docs,
        counts=counts if kind.scored else None,
        places=places if kind.places else None,
        lengths=smallest(merger.lengths) if kind.scored else None,
        ordinals=None if kind.scored else ordinals_of(_repeated(starts), docs, size),
        total=int(merger.lengths.sum()),
    )


def _repeated(starts: Numbers) -> Numbers:
    """For each posting the number of its word."""
    return np.repeat(np.arange(len(starts) - 1), starts[1:] - starts[:-1])


def _joined(column: list[Numbers]) -> Numbers:
    return np.concatenate(column) if column else np.zeros(0, np.uint32)


class _Merger:
    """Merges a range of words at a time, so that memory stays bounded."""

    def __init__(self, parts: Sequence[Part], words: Sequence[bytes], size: int, kind: FieldKind) -> None:
        self.parts = parts
        self.kind = kind
        self.size = len(words)
        index = {word: number for number, word in enumerate(words)}
        self.maps = [
            np.fromiter((index[word] for word in part.arrays.terms), np.int64, len(part.arrays.terms))
            for part in parts
        ]
        olds = [document_lengths(part.arrays, len(part.docs)) for part in parts]
        self.lengths = np.zeros(size, np.int64)
        for part, old in zip(parts, olds, strict=True):
            self.lengths[part.docs[part.docs >= 0]] = old[part.docs >= 0]
        new = bases(self.lengths)
        self.moves = [
            new[np.maximum(part.docs, 0)] - bases(old) for part, old in zip(parts, olds, strict=True)
        ]
        self.tokens = [word_tokens(part.arrays) for part in parts]

    def room(self) -> tuple[Numbers, Numbers, Numbers]:
        """Arrays that hold the documents, counts and places of all parts, if none is gone."""
        postings = sum(len(part.arrays.docs) for part in self.parts)
        tokens = sum(part.arrays.total for part in self.parts) if self.kind.places else 0
        kinds: list[np.dtype[Any]] = [np.dtype(np.uint8)]
        kinds += [part.arrays.counts.dtype for part in self.parts if part.arrays.counts is not None]
        counts = np.empty(postings, max(kinds, key=lambda kind: kind.itemsize))
        return np.empty(postings, np.uint32), counts, np.empty(tokens, np.uint32)

    def ranges(self) -> Iterator[tuple[int, int]]:
        """Ranges of words that hold about a chunk of postings together."""
        sizes = np.zeros(self.size + 1, np.int64)
        for part, mapped in zip(self.parts, self.maps, strict=True):
            counted = np.diff(part.arrays.starts.astype(np.int64))
            sizes[1:] += np.bincount(mapped, counted, self.size).astype(np.int64)
        ends = np.cumsum(sizes)
        first = 0
        while first < self.size:
            last = max(int(np.searchsorted(ends, ends[first] + CHUNK)), first + 1)
            yield first, min(last, self.size)
            first = last

    def chunk(self, first: int, last: int) -> _Chunk:
        """The words from number `first` to `last`."""
        found = [self._of_part(number, first, last) for number in range(len(self.parts))]
        key, doc, count = (np.concatenate(column) for column in zip(*found, strict=True))
        del found
        order = np.argsort(key, kind="stable")
        key, doc, count = key[order], doc[order], count[order]
        terms, places = (key >> 32).astype(np.uint32), (key & 0xFFFFFFFF).astype(np.uint32)
        if self.kind.places:
            posted = np.flatnonzero(first_of_each(terms, doc))
            count = np.diff(posted, append=len(key))
            terms, doc = terms[posted], doc[posted]
        begun = np.flatnonzero(np.diff(terms.astype(np.int64), prepend=-1))
        return _Chunk(
            words=terms[begun],
            postings=np.diff(begun, append=len(terms)),
            docs=doc,
            counts=smallest(count),
            places=places if self.kind.places else places[:0],
        )

    def _of_part(self, number: int, first: int, last: int) -> tuple[Numbers, Numbers, Numbers]:
        """Keys that sort by word and place, documents and counts, of what is kept of one part."""
        arrays, mapped, docs = self.parts[number].arrays, self.maps[number], self.parts[number].docs
        low, high = np.searchsorted(mapped, (first, last))
        begin, end = int(arrays.starts[low]), int(arrays.starts[high])
        old = arrays.docs[begin:end]
        starts = arrays.starts[low : high + 1].astype(np.int64)
        terms = np.repeat(mapped[low:high] << 32, starts[1:] - starts[:-1])
        counts = np.ones(end - begin, np.uint8) if arrays.counts is None else arrays.counts[begin:end]
        if not self.kind.places:
            new = docs[old]
            kept = new >= 0
            return (terms | new)[kept], new[kept].astype(np.uint32), counts[kept]
        if arrays.places is None:
            raise ValueError("a field without places cannot be merged into one with them")
        old, terms = np.repeat(old, counts), np.repeat(terms, counts)
        tokens = self.tokens[number]
        terms |= arrays.places[tokens[low] : tokens[high]] + self.moves[number][old]
        new = docs[old]
        kept = new >= 0
        return terms[kept], new[kept].astype(np.uint32), np.ones(int(kept.sum()), np.uint8)
