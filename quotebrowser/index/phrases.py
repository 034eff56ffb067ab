"""Words one after another, found by where they stand.

One rule guards it: for each place of a word the latest start of the words before it is kept; no later
choice of earlier words can make a shorter span, so none is missed.
"""

from typing import Any

import numpy as np
import numpy.typing as npt

from quotebrowser.index.queries import Near
from quotebrowser.index.segments import Docs, FieldReader

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
    held, places = _tokens(field, ranges[0], docs)
    starts = places
    for number, found in enumerate(ranges[1:], 2):
        held, following = _tokens(field, found, docs)
        if not len(places) or not len(following):
            return _NONE
        before = np.searchsorted(places, following) - 1
        reach = following.astype(np.int64) - starts[before]
        kept = (before >= 0) & (reach <= number - 1 + query.slop)
        held, places, starts = held[kept], following[kept], starts[before][kept]
    return np.unique(held)


def _adjacent(field: FieldReader, ranges: list[tuple[int, int]], docs: Docs | None) -> Docs:
    """The documents where the words stand at neighbouring places: the rarest word's are looked at first."""
    tokens = [_tokens(field, found, docs) for found in ranges]
    order = sorted(range(len(tokens)), key=lambda word: len(tokens[word][1]))
    held, places = tokens[order[0]]
    anchor = order[0]
    for word in order[1:]:
        if not len(places):
            break
        kept = _among(places + np.int64(word - anchor), tokens[word][1])
        held, places = held[kept], places[kept]
    return np.unique(held)


def _among(wanted: Places, places: Places) -> npt.NDArray[np.bool_]:
    """Which of the wanted places are there."""
    if not len(places):
        return np.zeros(len(wanted), bool)
    found = np.searchsorted(places, wanted.astype(places.dtype))
    found[found == len(places)] = 0
    return np.asarray(places[found] == wanted)


def _range(field: FieldReader, word: bytes) -> tuple[int, int]:
    number = field.dictionary.find(word)
    return (number, number + 1) if number >= 0 else (0, 0)


def _tokens(field: FieldReader, words: tuple[int, int], docs: Docs | None) -> tuple[Docs, Docs]:
    """Documents and places of a range of words, by place; only in `docs` unless that is None."""
    held, places = field.tokens(*words)
    if docs is None or len(docs) * 4 > len(held):
        return held, places
    begins, ends = np.searchsorted(held, docs), np.searchsorted(held, docs, "right")
    counts = ends - begins
    chosen = np.repeat(begins - np.cumsum(counts) + counts, counts) + np.arange(counts.sum())
    return held[chosen], places[chosen]
