"""What is worked out of a field when it is written, so that no search need do so.

One rule guards it: each of these follows from the field's other arrays, and says nothing else; a search
that uses them answers what it would answer without.

A *form* is how often a word stands in a document together with how long the document is: all that BM25 asks
of a posting. There are few, so that the score of any number of postings is one table and one look-up.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
import numpy.typing as npt

from quotebrowser.index.format.arrays import Array, Docs, Mask, StoredArray
from quotebrowser.index.format.field_builder import (
    CHUNK,
    FieldArrays,
    Numbers,
    bases,
    document_lengths,
    first_of_each,
    length_codes,
    smallest,
    stable_order,
    word_tokens,
)

LONGEST: Final = 3
"""Beginnings of up to this many bytes are kept; longer ones have few words."""

FREQUENT: Final = 16
"""A beginning is kept if its words have one posting for this many documents; to go through fewer costs
less than the pass over all documents that follows. All rows together take a hundredth of the index."""

COMMON: Final = 64
"""A word is common if it stands in one document of this many. A phrase that has a word which is not is found
by that word's few places."""

MOST_COMMON: Final = 128
"""Common words at most, so that the pairs can be numbered in 16 bits and are few."""

FEWEST: Final = 4096
"""Fields of segments with fewer documents have neither: everything is quick there."""

_LENGTH_BITS: Final = 8
_PLACES: Final = 1 << 23
"""Places handled at a time: bounds the memory of looking for neighbours to about 100 MB."""


def forms(field: FieldArrays) -> tuple[Numbers, Numbers]:
    """The forms that occur in a scored field, and for each posting the number of its form.

    A form is the count times 256, plus Whoosh's code of the length.
    """
    counts = field.counts
    if counts is None or field.lengths is None:
        raise ValueError("a field that is not scored has no forms")
    codes = length_codes(field.lengths)
    held = np.zeros(int(counts.max(initial=0)) + 1, bool)
    for start in range(0, len(counts), CHUNK):
        held[counts[start : start + CHUNK]] = True
    ranks = np.cumsum(held) - 1
    known = np.zeros(max(int(held.sum()), 1) << _LENGTH_BITS, bool)
    for _, keys in _keys(field, counts, codes, ranks):
        known[keys] = True
    numbers = smallest(np.maximum(np.cumsum(known) - 1, 0))
    found = np.flatnonzero(known)
    marks = np.empty(len(counts), numbers.dtype)
    for start, keys in _keys(field, counts, codes, ranks):
        marks[start : start + len(keys)] = numbers.take(keys)
    counted = np.flatnonzero(held)[found >> _LENGTH_BITS]
    return ((counted << _LENGTH_BITS) | (found & 0xFF)).astype(np.uint32), marks


def _keys(
    field: FieldArrays, counts: Numbers, codes: Numbers, ranks: Numbers
) -> Iterator[tuple[int, Numbers]]:
    for start in range(0, len(field.docs), CHUNK):
        end = start + CHUNK
        counted = ranks.take(counts[start:end])
        yield start, (counted << _LENGTH_BITS) | codes.take(field.docs[start:end])


def counts_of(forms: Numbers) -> Numbers:
    """How often a word stands in a document of each form."""
    return forms >> _LENGTH_BITS


def codes_of(forms: Numbers) -> Numbers:
    """How long a document of each form is, in Whoosh's one-byte code."""
    return forms & 0xFF


def beginnings(field: FieldArrays, heads: Numbers, size: int) -> tuple[Numbers, Numbers]:
    """The frequent beginnings of a field, and which of its `size` documents hold one: a row of bits each.

    A beginning is the number its bytes make, the first one highest, in four bytes.
    """
    keys, rows = [], []
    for length in range(1, LONGEST + 1) if size >= FEWEST else ():
        begun = heads >> np.uint64(64 - 8 * length)
        firsts = np.flatnonzero(np.diff(begun, prepend=np.uint64(0)))
        starts = field.starts[np.append(firsts, len(heads))].astype(np.int64)
        wanted = (np.diff(starts) * FREQUENT > size) & ((begun[firsts] & np.uint64(0xFF)) > 0)
        for place in np.flatnonzero(wanted).tolist():
            mask = np.zeros(size, bool)
            mask[field.docs[starts[place] : starts[place + 1]]] = True
            keys.append(int(begun[firsts[place]]) << (32 - 8 * length))
            rows.append(np.packbits(mask))
    return np.array(keys, np.uint32), np.concatenate(rows) if rows else np.zeros(0, np.uint8)


def beginning_key(prefix: bytes) -> int:
    """The number of a beginning; -1 for one that is too long to be kept."""
    return int.from_bytes(prefix.ljust(4, b"\0"), "big") if len(prefix) <= LONGEST else -1


@dataclass(frozen=True, slots=True)
class Neighbours:
    """In which documents two common words stand one after the other."""

    words: Numbers
    """The numbers of the c common words, rising."""
    starts: Numbers
    """c * c + 1 numbers: where the documents of each pair begin, by the first word, then by the second."""
    docs: Numbers
    """Documents, rising within a pair."""


def neighbours(field: FieldArrays, size: int) -> Neighbours:
    """The pairs of common words of a field of `size` documents."""
    none = np.zeros(0, np.uint32)
    if field.places is None or size < FEWEST:
        return Neighbours(none, none, none)
    frequencies = np.diff(field.starts.astype(np.int64))
    ranked = np.argsort(-frequencies, kind="stable")[:MOST_COMMON]
    words = np.sort(ranked[frequencies[ranked] * COMMON > size])
    found = list(_pairs(field, words, size))
    keys = np.concatenate([np.zeros(0, np.uint16), *(key for key, _ in found)])
    docs = np.concatenate([none, *(doc for _, doc in found)])
    order = stable_order(keys, 1 << 16)
    keys, docs = keys[order], docs[order]
    first = first_of_each(keys, docs)
    counted = np.bincount(keys[first], minlength=len(words) ** 2)
    starts = np.concatenate([[0], np.cumsum(counted)])
    return Neighbours(words.astype(np.uint32), starts.astype(np.uint32), docs[first])


def _pairs(field: FieldArrays, words: Numbers, size: int) -> Iterator[tuple[Numbers, Numbers]]:
    """Keys of pairs with their documents, by place: a stretch of places at a time."""
    if field.places is None or not len(words):
        return
    tokens = word_tokens(field)
    listed = [field.places[tokens[word] : tokens[word + 1]] for word in words]
    begun = bases(document_lengths(field, size))
    last = max(int(places[-1]) for places in listed)
    for start in range(0, last + 1, _PLACES):
        standing = np.zeros(_PLACES + 1, np.uint8)
        for number, places in enumerate(listed, 1):
            low, high = places.searchsorted(np.array([start, start + _PLACES + 1], places.dtype))
            standing[places[low:high].astype(np.int64) - start] = number
        here, there = standing[:-1], standing[1:]
        at = np.flatnonzero((here > 0) & (there > 0))
        keys = (here[at].astype(np.int64) - 1) * len(words) + there[at] - 1
        yield keys.astype(np.uint16), (begun.searchsorted(at + start, "right") - 1).astype(np.uint32)


def pair_number(words: npt.NDArray[np.uint32], first: int, second: int) -> int:
    """The number of the pair of two words; -1 unless both are common."""
    places = words.searchsorted(np.array([first, second], words.dtype))
    if not len(words) or places.max() >= len(words) or words[places].tolist() != [first, second]:
        return -1
    return int(places[0]) * len(words) + int(places[1])


class ShortcutReader:
    """The kept beginnings and neighbours of a field.

    Args:
        arrays: of the field, by what they hold.
    """

    def __init__(self, arrays: Mapping[str, StoredArray]) -> None:
        self._arrays = arrays

    @cached_property
    def _beginnings(self) -> dict[int, int]:
        return {key: row for row, key in enumerate(self._arrays["begins"].whole().tolist())}

    def begun(self, prefix: bytes, size: int) -> Mask | None:
        """Which of the `size` documents hold a word that begins so, where that is kept; else None.

        It is filled up to a multiple of eight documents.
        """
        row = self._beginnings.get(beginning_key(prefix)) if "begins" in self._arrays else None
        if row is None:
            return None
        width = -(-size // 8)
        bits = self._arrays["begun"].part(row * width, (row + 1) * width)
        return np.unpackbits(bits).view(bool)

    @cached_property
    def _common(self) -> Array:
        return self._arrays["common"].whole()

    def neighbours(self, first: int, second: int) -> Docs | None:
        """The documents where two words stand one after the other, where that is kept; else None."""
        pair = pair_number(self._common, first, second) if "common" in self._arrays else -1
        if pair < 0:
            return None
        begin, end = self._arrays["pairstarts"].part(pair, pair + 2).tolist()
        return self._arrays["pairs"].part(begin, end)
