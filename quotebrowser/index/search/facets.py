"""How many of what answers each speaker has said and each outlet printed.

One rule guards it: every match is counted; what is listed are the most frequent, equals by name.
"""

import threading
from collections.abc import Iterable, Sequence
from heapq import nsmallest
from typing import Any, Final
from weakref import WeakKeyDictionary

import numpy as np
import numpy.typing as npt

from quotebrowser.index.format.arrays import Docs
from quotebrowser.index.format.field_reader import FieldReader
from quotebrowser.index.format.segments import Segment
from quotebrowser.index.search.top_hits import best
from quotebrowser.model import Facet

_LISTED: Final = 60
"""Values listed at most: more than any screen shows, and few enough to cost nothing at each keystroke."""

_SPARSE: Final = 8
"""Fewer matches than one for this many values are sorted; for more, all values are gone through."""

_STRETCH: Final = 1 << 16
"""Documents counted at a time: what is looked up of this many stays in the processor's cache."""

_Numbers = npt.NDArray[np.integer[Any]]


class _Names:
    """The values of one field in several segments, numbered as they are met."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.values = [""]
        self._numbers = {"": 0}
        self._known: WeakKeyDictionary[Segment, _Numbers] = WeakKeyDictionary()
        self._read: WeakKeyDictionary[Segment, dict[int, str]] = WeakKeyDictionary()
        self._wholes: WeakKeyDictionary[Segment, _Numbers] = WeakKeyDictionary()
        self._guard = threading.Lock()

    def of(self, segment: Segment) -> _Numbers:
        """The numbers of a segment's values, that of `unknown` first."""
        with self._guard:
            found = self._known.get(segment)
            if found is None:
                numbers = [0]
                for value in segment.values(self.name):
                    if value not in self._numbers:
                        self._numbers[value] = len(self.values)
                        self.values.append(value)
                    numbers.append(self._numbers[value])
                found = self._known[segment] = np.array(numbers, np.int64)
            return found

    def listed(self, segment: Segment, places: list[int]) -> list[str]:
        """Some values of a segment by their places, that of `unknown` first."""
        known = self._read.setdefault(segment, {0: ""})
        for place in places:
            if place not in known:
                known[place] = segment.fields[self.name].dictionary.word(place - 1).decode()
        return [known[place] for place in places]

    def whole(self, segment: Segment) -> _Numbers:
        """How many documents of a segment have each of its values, none first."""
        found = self._wholes.get(segment)
        if found is None:
            every = np.arange(segment.size)
            found = self._wholes[segment] = _counted(segment.fields[self.name], every)
        return found


_NAMES: Final[dict[str, _Names]] = {}
_NAMING: Final = threading.Lock()


class FacetCounter:
    """Counts the values of one field over the segments of an index."""

    def __init__(self, name: str) -> None:
        with _NAMING:
            self._names = _NAMES.setdefault(name, _Names(name))
        self._counts: list[tuple[Segment, _Numbers, _Numbers]] = []

    def add(self, segment: Segment, docs: Docs) -> None:
        """Count the values of `docs`."""
        if not len(docs):
            return
        field = segment.fields.get(self._names.name)
        if field is None:
            self._counts.append((segment, np.zeros(1, np.int64), np.array([len(docs)])))
            return
        size = len(field.dictionary) + 1
        if len(docs) * _SPARSE > size:
            self._counts.append((segment, np.arange(size), _counted(field, docs)))
            return
        places = field.ordinals.take(docs).astype(np.int64) + 1
        places.sort()
        begun = np.flatnonzero(np.diff(places, prepend=-1))
        self._counts.append((segment, places[begun], np.diff(begun, append=len(places))))

    def add_all_but(self, segment: Segment, docs: _Numbers) -> None:
        """Count the values of all documents of a segment except `docs`."""
        field = segment.fields.get(self._names.name)
        if field is None:
            self._counts.append((segment, np.zeros(1, np.int64), np.array([segment.size - len(docs)])))
            return
        counts = self._names.whole(segment) - _counted(field, docs)
        self._counts.append((segment, np.arange(len(counts)), counts))

    def facets(self) -> tuple[Facet, ...]:
        """The most frequent values, up to 60, most frequent first, equals by name; empty is `unknown`."""
        if not self._counts:
            return ()
        if len(self._counts) == 1:
            return self._of_one(*self._counts[0])
        parts = [(self._names.of(segment)[places], counts) for segment, places, counts in self._counts]
        return most_frequent(self._names.values, parts)

    def by_segment(self) -> list[tuple[str, _Numbers, _Numbers]]:
        """Of each segment its digest, the places of its values, that of none first, and how often each is."""
        return [(segment.digest, places, counts) for segment, places, counts in self._counts]

    def _of_one(self, segment: Segment, places: _Numbers, counts: _Numbers) -> tuple[Facet, ...]:
        """What is counted in one segment, whose values stand by name."""
        chosen = best(counts, _LISTED)
        chosen = chosen[counts[chosen] > 0]
        names = self._names.listed(segment, places[chosen].tolist())
        return tuple(map(Facet, names, counts[chosen].tolist()))


def _counted(field: FieldReader, docs: _Numbers) -> _Numbers:
    """How many of `docs` have each value of a field, none first."""
    size = len(field.dictionary) + 1
    counts = np.zeros(size, np.int64)
    for start in range(0, len(docs), _STRETCH):
        counts += np.bincount(
            field.ordinals.take(docs[start : start + _STRETCH]).astype(np.int64) + 1, minlength=size
        )
    return counts


def most_frequent(names: Sequence[str], parts: Iterable[tuple[_Numbers, _Numbers]]) -> tuple[Facet, ...]:
    """The most frequent of some names.

    Args:
        names: by number.
        parts: of each segment the numbers of names, each once, and how often each occurs there.
    """
    totals = np.zeros(len(names), np.int64)
    for numbers, counts in parts:
        totals[numbers] += counts
    return _most(names, totals)


def _most(names: Sequence[str], totals: _Numbers) -> tuple[Facet, ...]:
    """The names with the largest of `totals`: of those with the least that is listed, the first by name."""
    least = 0
    if np.count_nonzero(totals) > _LISTED:
        least = int(np.partition(totals, len(totals) - _LISTED)[len(totals) - _LISTED])
    listed = sorted(
        (-int(totals[number]), names[number]) for number in np.flatnonzero(totals > least).tolist()
    )
    if least:
        equal = (names[number] for number in np.flatnonzero(totals == least).tolist())
        listed += [(-least, name) for name in nsmallest(_LISTED - len(listed), equal)]
    return tuple(Facet(name, -count) for count, name in listed)
