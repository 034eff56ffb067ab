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

_CHUNK: Final = 4_000_000
"""Tokens merged at a time: bounds the memory of a merge to about 200 MB, whatever the segments hold."""

LENGTHS: Final = np.array([byte_to_length(code) for code in range(256)], np.float32)
"""What each of Whoosh's one-byte codes of a length stands for."""

_EMPTY: Final = (np.zeros(0, np.uint32),) * 4


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


def merged(parts: Sequence[Part], size: int, kind: FieldKind) -> FieldArrays:
    """The arrays of a field from those of several segments, for `size` documents in all."""
    words = sorted(set().union(*(part.arrays.terms for part in parts)))
    index = {word: number for number, word in enumerate(words)}
    maps = [
        np.fromiter((index[word] for word in part.arrays.terms), np.int64, len(part.arrays.terms))
        for part in parts
    ]
    lengths = np.zeros(size, np.int64)
    for part in parts:
        lengths += _lengths(part, size)
    merger = _Merger(parts, maps, lengths, kind)
    chunks = [merger.chunk(first, last) for first, last in merger.ranges(len(words))] or [_EMPTY]
    terms, docs, counts, places = (np.concatenate(column) for column in zip(*chunks, strict=True))
    used, terms = np.unique(terms, return_inverse=True)
    return FieldArrays(
        terms=[words[number] for number in used.tolist()],
        starts=_starts(terms, len(used)),
        docs=docs.astype(np.uint32),
        counts=smallest(counts) if kind.scored else None,
        places=places.astype(np.uint32) if kind.places else None,
        lengths=length_codes(lengths) if kind.scored else None,
        ordinals=None if kind.scored else _ordinals(terms, docs, size),
        total=int(lengths.sum()),
    )


def _lengths(part: Part, size: int) -> Numbers:
    """How many tokens of the field each new document has from this part."""
    kept = part.docs[part.arrays.docs]
    counts = part.arrays.counts
    weights = None if counts is None else counts[kept >= 0].astype(np.float64)
    return np.bincount(kept[kept >= 0], weights, minlength=size).astype(np.int64)


def bases(lengths: Numbers) -> Numbers:
    """The place of the first token of each document, from the lengths of all."""
    found = np.arange(len(lengths)) * GAP
    found[1:] += np.cumsum(lengths)[:-1]
    return found


class _Merger:
    """Merges a range of words at a time, so that memory stays bounded."""

    def __init__(
        self, parts: Sequence[Part], maps: Sequence[Numbers], lengths: Numbers, kind: FieldKind
    ) -> None:
        self.parts = parts
        self.maps = maps
        self.kind = kind
        self.bases = bases(lengths)
        self.moves = [self._move(part) for part in parts] if kind.places else []
        self.tokens = [_token_starts(part.arrays) for part in parts] if kind.places else []

    def _move(self, part: Part) -> Numbers:
        """What is added to the place of a token of each old document."""
        counts = part.arrays.counts
        old = np.bincount(
            part.arrays.docs, None if counts is None else counts.astype(np.float64), len(part.docs)
        )
        return self.bases[np.maximum(part.docs, 0)] - bases(old.astype(np.int64))

    def ranges(self, words: int) -> Iterator[tuple[int, int]]:
        """Ranges of words that hold about a chunk of postings together."""
        sizes = np.zeros(words + 1, np.int64)
        for part, mapped in zip(self.parts, self.maps, strict=True):
            counted = np.diff(part.arrays.starts.astype(np.int64))
            sizes[1:] += np.bincount(mapped, counted, words).astype(np.int64)
        ends = np.cumsum(sizes)
        first = 0
        while first < words:
            last = max(int(np.searchsorted(ends, ends[first] + _CHUNK)), first + 1)
            yield first, min(last, words)
            first = last

    def chunk(self, first: int, last: int) -> tuple[Numbers, Numbers, Numbers, Numbers]:
        """Words, documents, counts and places of the words from `first` to `last`."""
        keys, docs, counts = [], [], []
        for number, part in enumerate(self.parts):
            key, doc, count = self._of_part(number, part, first, last)
            keys.append(key)
            docs.append(doc)
            counts.append(count)
        key, doc, count = map(np.concatenate, (keys, docs, counts))
        order = np.argsort(key, kind="stable")
        key, doc, count = key[order], doc[order], count[order]
        terms = (key >> 32).astype(np.uint32)
        if not self.kind.places:
            return terms, doc.astype(np.uint32), count, np.zeros(0, np.uint32)
        posted = np.flatnonzero(_first_of_each(terms, doc))
        places = (key & 0xFFFFFFFF).astype(np.uint32)
        return terms[posted], doc[posted].astype(np.uint32), np.diff(posted, append=len(key)), places

    def _of_part(self, number: int, part: Part, first: int, last: int) -> tuple[Numbers, Numbers, Numbers]:
        """Keys that sort by word and place, documents and counts, of what is kept of one part."""
        arrays, mapped = part.arrays, self.maps[number]
        low, high = np.searchsorted(mapped, (first, last))
        begin, end = int(arrays.starts[low]), int(arrays.starts[high])
        old = arrays.docs[begin:end].astype(np.int64)
        starts = arrays.starts[low : high + 1].astype(np.int64)
        terms = np.repeat(mapped[low:high], starts[1:] - starts[:-1])
        counts = np.ones(end - begin, np.int64) if arrays.counts is None else arrays.counts[begin:end]
        if self.kind.places:
            old, terms = np.repeat(old, counts), np.repeat(terms, counts)
        docs = part.docs[old]
        kept = docs >= 0
        if not self.kind.places:
            return (terms[kept] << 32) | docs[kept], docs[kept], counts[kept].astype(np.int64)
        if arrays.places is None:
            raise ValueError("a field without places cannot be merged into one with them")
        tokens = self.tokens[number]
        places = arrays.places[tokens[begin] : tokens[end]] + self.moves[number][old]
        return (terms[kept] << 32) | places[kept], docs[kept], np.zeros(int(kept.sum()), np.int64)


def _token_starts(arrays: FieldArrays) -> Numbers:
    """Where the tokens of each posting begin."""
    starts = np.zeros(len(arrays.docs) + 1, np.int64)
    if arrays.counts is None:
        starts[1:] = np.arange(1, len(arrays.docs) + 1)
    else:
        np.cumsum(arrays.counts, out=starts[1:])
    return starts
