"""Words one after another, found by where they stand.

One rule guards it: the work is that of the rarest word. The documents of two common words that stand one
after the other are kept (`precomputed`); every other phrase has a word with few places.

With other words allowed between, for each place of a word the latest start of the words before it is kept; no
later choice of earlier words can make a shorter span, so none is missed.
"""

from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from quotebrowser.index.format.answer_sets import places_in
from quotebrowser.index.format.arrays import Docs
from quotebrowser.index.format.field_reader import FieldReader
from quotebrowser.index.search.query_kinds import Near

Places = npt.NDArray[np.integer[Any]]

_NONE = np.zeros(0, np.uint32)


def exact(query: Any) -> Near:
    """Whoosh's phrase as ours."""
    return Near(query.fieldname, tuple(query.words), query.slop - 1, query.boost, prefix=False)


def documents(field: FieldReader, query: Near, docs: Docs | None) -> Docs:
    """The documents that hold the phrase; only those in `docs` unless that is None."""
    *first, last = [word.encode() for word in query.words]
    ranges = [_range(field, word) for word in first]
    ranges.append(field.dictionary.beginning(last) if query.prefix else _range(field, last))
    if any(low >= high for low, high in ranges):
        return _NONE
    if query.slop == 0:
        return _adjacent(field, ranges, docs)
    return _near(field, ranges, query.slop, docs)


def _near(field: FieldReader, ranges: list[tuple[int, int]], slop: int, docs: Docs | None) -> Docs:
    held, places = _tokens(field, ranges[0], docs)
    starts = places
    for number, found in enumerate(ranges[1:], 2):
        held, following = _tokens(field, found, docs)
        if not len(places) or not len(following):
            return _NONE
        before = places.searchsorted(following) - 1
        reach = following.astype(np.int64) - starts[before]
        kept = (before >= 0) & (reach <= number - 1 + slop)
        held, places, starts = held[kept], following[kept], starts[before][kept]
    return _each_once(held)


def _adjacent(field: FieldReader, ranges: list[tuple[int, int]], docs: Docs | None) -> Docs:
    """The documents where the words stand at neighbouring places."""
    for pair in pairwise(ranges):
        if all(high == low + 1 for low, high in pair):
            found = field.shortcuts.neighbours(pair[0][0], pair[1][0])
            if found is not None:
                docs = found if docs is None else _shared(found, docs)
                if len(ranges) == 2:  # noqa: PLR2004 - the pair is the phrase
                    return docs
    sizes = [_size(field, found) for found in ranges]
    order = sorted(range(len(ranges)), key=sizes.__getitem__)
    anchor = order[0]
    held, places = _tokens(field, ranges[anchor], docs)
    for word in order[1:]:
        if not len(places):
            break
        kept = _among(places + np.int64(word - anchor), _places(field, ranges[word]))
        held, places = held[kept], places[kept]
    return _each_once(held)


def _shared(left: Docs, right: Docs) -> Docs:
    """The documents in both."""
    few, many = sorted((left, right), key=len)
    return few[places_in(few, many)[0]]


def _each_once(held: Docs) -> Docs:
    """Rising documents without their repetitions."""
    first = np.ones(len(held), bool)
    np.not_equal(held[1:], held[:-1], out=first[1:])
    return held[first]


def _among(wanted: Places, places: Places) -> npt.NDArray[np.bool_]:
    """Which of the wanted places are there."""
    found = places.searchsorted(wanted.astype(places.dtype))
    found[found == len(places)] = 0
    return np.asarray(places.take(found) == wanted)


def _range(field: FieldReader, word: bytes) -> tuple[int, int]:
    number = field.dictionary.find(word)
    return (number, number + 1) if number >= 0 else (0, 0)


def _size(field: FieldReader, words: tuple[int, int]) -> int:
    begin, end = field.range(*words)
    return end - begin


def _places(field: FieldReader, words: tuple[int, int]) -> Places:
    """Where a range of words stands, rising."""
    low, high = words
    places = field.places(low, high)
    return places if high == low + 1 else np.sort(places)


def _tokens(field: FieldReader, words: tuple[int, int], docs: Docs | None) -> tuple[Docs, Docs]:
    """Documents and places of a range of words, by place; only in `docs` unless that is None."""
    if docs is None or words[1] > words[0] + 1:
        held, places = field.tokens(*words)
        if docs is None:
            return held, places
        kept = places_in(held, docs)[0]
        return held[kept], places[kept]
    kept, posted = places_in(docs, field.docs(words[0]))
    ends = np.cumsum(field.counts(words[0]), dtype=np.int64)
    counts = np.diff(ends, prepend=0)[posted]
    chosen = np.repeat(ends[posted] - np.cumsum(counts), counts) + np.arange(counts.sum())
    return np.repeat(docs[kept], counts), field.places(*words)[chosen]
