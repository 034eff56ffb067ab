"""How many of what answers each speaker has said and each outlet printed.

One rule guards it: every match is counted; what is listed are the most frequent, equals by name.
"""

import threading
from heapq import nsmallest
from typing import Final
from weakref import WeakKeyDictionary

import numpy as np
import numpy.typing as npt

from quotebrowser.index.ranking import best
from quotebrowser.index.segments import Docs, Segment
from quotebrowser.model import Facet

_LISTED: Final = 60
"""Values listed at most: more than any screen shows, and few enough to cost nothing at each keystroke."""

_SPARSE: Final = 8
"""Fewer matches than one for so many values are sorted; for more, all values are gone through."""

_Numbers = npt.NDArray[np.int64]


class _Values:
    """The values of one field in one segment.

    Args:
        numbers: of its values, by name, that of `unknown` first.
        places: for each document the place of its value among them.
    """

    def __init__(self, numbers: _Numbers, places: _Numbers) -> None:
        self.numbers = numbers
        self.places = places
        self.counts = np.bincount(places, minlength=len(numbers))


class _Names:
    """The values of one field in all segments, numbered as they are met."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.values = [""]
        self._numbers = {"": 0}
        self._known: WeakKeyDictionary[Segment, _Values] = WeakKeyDictionary()
        self._guard = threading.Lock()

    def of(self, segment: Segment) -> _Values:
        """The values of a segment."""
        with self._guard:
            found = self._known.get(segment)
            if found is None:
                numbers = [0]
                for value in segment.values(self.name):
                    if value not in self._numbers:
                        self._numbers[value] = len(self.values)
                        self.values.append(value)
                    numbers.append(self._numbers[value])
                field = segment.fields.get(self.name)
                places = (
                    np.zeros(segment.size, np.int64) if field is None else field.ordinals.astype(np.int64) + 1
                )
                found = self._known[segment] = _Values(np.array(numbers, np.int64), places)
            return found


_NAMES: Final[dict[str, _Names]] = {}
_NAMING: Final = threading.Lock()


class FacetCounter:
    """Counts the values of one field over the segments of an index."""

    def __init__(self, name: str) -> None:
        with _NAMING:
            self._names = _NAMES.setdefault(name, _Names(name))
        self._counts: list[tuple[_Numbers, _Numbers]] = []

    def add(self, segment: Segment, docs: Docs) -> None:
        """Count the values of `docs`."""
        if not len(docs):
            return
        values = self._names.of(segment)
        places = values.places.take(docs)
        if len(docs) * _SPARSE > len(values.numbers):
            self._counts.append((values.numbers, np.bincount(places, minlength=len(values.numbers))))
            return
        places.sort()
        begun = np.flatnonzero(np.diff(places, prepend=-1))
        self._counts.append((values.numbers.take(places[begun]), np.diff(begun, append=len(places))))

    def add_all_but(self, segment: Segment, docs: Docs) -> None:
        """Count the values of all documents of a segment except `docs`."""
        values = self._names.of(segment)
        left_out = np.bincount(values.places.take(docs), minlength=len(values.numbers))
        self._counts.append((values.numbers, values.counts - left_out))

    def facets(self) -> tuple[Facet, ...]:
        """The most frequent values, up to 60, most frequent first, equals by name; empty is `unknown`."""
        names = self._names.values
        if not self._counts:
            return ()
        if len(self._counts) == 1:
            numbers, counts = self._counts[0]
            places = best(counts, _LISTED)
            most, often = numbers.take(places).tolist(), counts.take(places).tolist()
            return tuple(Facet(names[number], n) for number, n in zip(most, often, strict=True) if n)
        totals = np.zeros(len(names), np.int64)
        for numbers, counts in self._counts:
            totals[numbers] += counts
        return _most(names, totals)


def _most(names: list[str], totals: _Numbers) -> tuple[Facet, ...]:
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
