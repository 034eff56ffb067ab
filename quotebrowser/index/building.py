"""The arrays of one field of a segment, made from its words or from those of other segments.

One rule guards it: within a field the words stand in the order of their bytes, and the documents of a word
rise; everything that reads a segment relies on both.

Where a word stands is kept as one number a token: its place among all tokens of the segment, with a gap of
`GAP` between documents. Two words are neighbours when their places are, so a phrase needs no look at the
documents.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
from whoosh.util.numeric import byte_to_length

Numbers = npt.NDArray[np.integer]

GAP: Final = 128
"""Places left free between documents: more than the words of a query and the slop of a phrase together, so
that no phrase can reach from one document into the next."""

_CHUNK: Final = 1_000_000
"""Postings merged at a time: what a merge needs beside its result stays near 100 MB, whatever the size."""

LENGTHS: Final = np.array([byte_to_length(code) for code in range(256)], np.float32)
"""What each of Whoosh's one-byte codes of a length stands for."""


@dataclass(frozen=True, slots=True)
class FieldArrays:
    """An indexed field of a segment of `n` documents with `t` words and `p` postings."""

    terms: list[bytes]
    """The words as UTF-8, in the order of their bytes."""
    starts: Numbers
    """t + 1 numbers: where the postings of each word begin."""
    docs: Numbers
    """p documents."""
    counts: Numbers | None
    """p times: how often the word stands in the document; None where always once."""
    places: Numbers | None
    """Where each token stands; None where that is not kept."""
    lengths: Numbers | None
    """n lengths of the field in Whoosh's one-byte code; None for a field that is not scored."""
    ordinals: Numbers | None
    """n words: the one word of each document, -1 for none; None for a field of many words."""
    total: int
    """Tokens in all."""


@dataclass(frozen=True, slots=True)
class FieldKind:
    """What is kept of a field."""

    places: bool
    """Where its words stand."""
    scored: bool
    """How long it is in each document, and how often a word stands in it."""


def length_codes(lengths: Numbers) -> Numbers:
    """Lengths in Whoosh's one-byte code, which is exact up to 12 words and coarser above."""
    return np.minimum(np.searchsorted(LENGTHS, lengths), 255).astype(np.uint8)


def smallest(values: Numbers) -> Numbers:
    """`values` in the smallest unsigned type that holds them."""
    top = int(values.max()) if len(values) else 0
    return values.astype(np.uint8 if top < 1 << 8 else np.uint16 if top < 1 << 16 else np.uint32)


def stable_order(keys: Numbers, top: int) -> Numbers:
    """The order that sorts small numbers below `top`, equal ones in their present order.

    numpy sorts 16-bit numbers in linear time; larger ones are sorted by their low half, then by their high.
    """
    low = np.argsort((keys & 0xFFFF).astype(np.uint16), kind="stable")
    if top <= 1 << 16:
        return low
    return low[np.argsort((keys[low] >> 16).astype(np.uint16), kind="stable")]


def from_tokens(
    vocabulary: Sequence[bytes], tokens: Numbers, per_doc: Numbers, kind: FieldKind
) -> FieldArrays:
    """The arrays of a field from the words of its documents.

    Args:
        vocabulary: the words in any order, each once.
        tokens: indices into it, document after document.
        per_doc: how many tokens each document has.
        kind: what is kept.
    """
    ranked = sorted(range(len(vocabulary)), key=vocabulary.__getitem__)
    ranks = np.empty(len(vocabulary), np.int64)
    ranks[ranked] = np.arange(len(vocabulary))
    docs = np.repeat(np.arange(len(per_doc)), per_doc)
    terms = ranks[tokens]
    order = stable_order(terms, len(vocabulary))
    places = (docs * GAP + np.arange(len(tokens)))[order] if kind.places else None
    sorted_terms, sorted_docs = terms[order], docs[order]
    first = _first_of_each(sorted_terms, sorted_docs)
    posted = np.flatnonzero(first)
    return FieldArrays(
        terms=[vocabulary[index] for index in ranked],
        starts=_starts(sorted_terms[posted], len(vocabulary)),
        docs=sorted_docs[posted].astype(np.uint32),
        counts=smallest(np.diff(posted, append=len(tokens))) if kind.scored else None,
        places=None if places is None else places.astype(np.uint32),
        lengths=length_codes(per_doc) if kind.scored else None,
        ordinals=None if kind.scored else _ordinals(terms, docs, len(per_doc)),
        total=len(tokens),
    )


def _first_of_each(terms: Numbers, docs: Numbers) -> npt.NDArray[np.bool_]:
    """Where a new word or a new document begins."""
    first = np.ones(len(terms), bool)
    first[1:] = (terms[1:] != terms[:-1]) | (docs[1:] != docs[:-1])
    return first


def _starts(terms: Numbers, size: int) -> Numbers:
    starts = np.zeros(size + 1, np.int64)
    np.cumsum(np.bincount(terms, minlength=size), out=starts[1:])
    return smallest(starts) if starts[-1] >= 1 << 16 else starts.astype(np.uint32)


def _ordinals(terms: Numbers, docs: Numbers, size: int) -> Numbers:
    ordinals = np.full(size, -1, np.int32)
    ordinals[docs] = terms
    return ordinals


@dataclass(frozen=True, slots=True)
class Part:
    """A field of a segment that is merged into another."""

    arrays: FieldArrays
    """The field as it is."""
    docs: Numbers
    """For each of its documents the new number, rising; -1 for those that are gone."""


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
    chunks = [merger.chunk(first, last) for first, last in merger.ranges()]
    used = _joined([chunk.words for chunk in chunks])
    starts = np.zeros(len(used) + 1, np.int64)
    np.cumsum(_joined([chunk.postings for chunk in chunks]), out=starts[1:])
    docs = _joined([chunk.docs for chunk in chunks])
    return FieldArrays(
        terms=[words[number] for number in used.tolist()],
        starts=starts.astype(np.uint32),
        docs=docs,
        counts=smallest(_joined([chunk.counts for chunk in chunks])) if kind.scored else None,
        places=_joined([chunk.places for chunk in chunks]) if kind.places else None,
        lengths=length_codes(merger.lengths) if kind.scored else None,
        ordinals=None if kind.scored else _ordinals(_repeated(starts), docs, size),
        total=int(merger.lengths.sum()),
    )


def _repeated(starts: Numbers) -> Numbers:
    """For each posting the number of its word."""
    return np.repeat(np.arange(len(starts) - 1), starts[1:] - starts[:-1])


def _joined(columns: list[Numbers]) -> Numbers:
    return np.concatenate(columns) if columns else np.zeros(0, np.uint32)


def document_lengths(arrays: FieldArrays, size: int) -> Numbers:
    """How many tokens the field has in each of `size` documents."""
    lengths = np.zeros(size, np.int64)
    for start in range(0, len(arrays.docs), _CHUNK):
        docs = arrays.docs[start : start + _CHUNK]
        counts = None if arrays.counts is None else arrays.counts[start : start + _CHUNK]
        lengths += np.bincount(docs, counts, size).astype(np.int64)
    return lengths


def bases(lengths: Numbers) -> Numbers:
    """The place of the first token of each document, from the lengths of all."""
    found = np.arange(len(lengths)) * GAP
    found[1:] += np.cumsum(lengths)[:-1]
    return found


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

    def ranges(self) -> Iterator[tuple[int, int]]:
        """Ranges of words that hold about a chunk of postings together."""
        sizes = np.zeros(self.size + 1, np.int64)
        for part, mapped in zip(self.parts, self.maps, strict=True):
            counted = np.diff(part.arrays.starts.astype(np.int64))
            sizes[1:] += np.bincount(mapped, counted, self.size).astype(np.int64)
        ends = np.cumsum(sizes)
        first = 0
        while first < self.size:
            last = max(int(np.searchsorted(ends, ends[first] + _CHUNK)), first + 1)
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
            posted = np.flatnonzero(_first_of_each(terms, doc))
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


def word_tokens(arrays: FieldArrays) -> Numbers:
    """T + 1 numbers: where the tokens of each word begin."""
    tokens = arrays.starts.astype(np.int64)
    if arrays.counts is not None and len(arrays.terms):
        np.cumsum(np.add.reduceat(arrays.counts, arrays.starts[:-1], dtype=np.int64), out=tokens[1:])
    return tokens
