"""The arrays of one field of a segment, made from the words of its documents.

One rule guards it: within a field the words stand in the order of their bytes, and the documents of a word
rise; everything that reads a segment relies on both.

Where a word stands is kept as one number a token: its place among all tokens of the segment, with a gap of
`GAP` between documents. Two words are neighbours when their places are, so a phrase needs no look at the
documents.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
from whoosh.util.numeric import byte_to_length

Numbers = npt.NDArray[np.integer]

CHUNK: Final = 1_000_000
"""Postings handled at a time where a pass over all would copy them: bounds the memory to about 100 MB."""

GAP: Final = 128
"""Places left free between documents: more than the words of a query and the slop of a phrase together, so
that no phrase can reach from one document into the next."""

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
    """Where each token stands; None if that is not kept."""
    lengths: Numbers | None
    """How many tokens each of the n documents has; None for a field that is not scored."""
    ordinals: Numbers | None
    """n words: the one word of each document, -1 for none, in the smallest signed type that holds them; None
    for a field of many words."""
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
    first = first_of_each(sorted_terms, sorted_docs)
    posted = np.flatnonzero(first)
    return FieldArrays(
        terms=[vocabulary[index] for index in ranked],
        starts=_starts(sorted_terms[posted], len(vocabulary)),
        docs=sorted_docs[posted].astype(np.uint32),
        counts=smallest(np.diff(posted, append=len(tokens))) if kind.scored else None,
        places=None if places is None else places.astype(np.uint32),
        lengths=smallest(per_doc) if kind.scored else None,
        ordinals=None if kind.scored else ordinals_of(terms, docs, len(per_doc)),
        total=len(tokens),
    )


def first_of_each(terms: Numbers, docs: Numbers) -> npt.NDArray[np.bool_]:
    """Where a new word or a new document begins."""
    first = np.ones(len(terms), bool)
    first[1:] = (terms[1:] != terms[:-1]) | (docs[1:] != docs[:-1])
    return first


def _starts(terms: Numbers, size: int) -> Numbers:
    starts = np.zeros(size + 1, np.int64)
    np.cumsum(np.bincount(terms, minlength=size), out=starts[1:])
    return smallest(starts) if starts[-1] >= 1 << 16 else starts.astype(np.uint32)


def ordinals_of(terms: Numbers, docs: Numbers, size: int) -> Numbers:
    """For each of `size` documents the number of its one word; -1 where it has none."""
    top = int(terms.max(initial=0))
    kind = np.int8 if top < 1 << 7 else np.int16 if top < 1 << 15 else np.int32
    ordinals: Numbers = np.full(size, -1, kind)
    ordinals[docs] = terms
    return ordinals


def document_lengths(arrays: FieldArrays, size: int) -> Numbers:
    """How many tokens the field has in each of `size` documents."""
    lengths = np.zeros(size, np.int64)
    for start in range(0, len(arrays.docs), CHUNK):
        docs = arrays.docs[start : start + CHUNK]
        counts = None if arrays.counts is None else arrays.counts[start : start + CHUNK]
        lengths += np.bincount(docs, counts, size).astype(np.int64)
    return lengths


def bases(lengths: Numbers) -> Numbers:
    """The place of the first token of each document, from the lengths of all."""
    found = np.arange(len(lengths)) * GAP
    found[1:] += np.cumsum(lengths)[:-1]
    return found


def word_tokens(arrays: FieldArrays) -> Numbers:
    """T + 1 numbers: where the tokens of each word begin."""
    tokens = arrays.starts.astype(np.int64)
    if arrays.counts is not None and len(arrays.terms):
        np.cumsum(np.add.reduceat(arrays.counts, arrays.starts[:-1], dtype=np.int64), out=tokens[1:])
    return tokens
