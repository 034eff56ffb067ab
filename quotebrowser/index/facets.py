"""How many of what answers each speaker has said and each outlet printed.

One rule guards it: every match is counted; what is listed are the most frequent, equals by name.
"""

import threading
from heapq import nsmallest
from typing import Final
from weakref import WeakKeyDictionary

import numpy as np
import numpy.typing as npt

from quotebrowser.index.segments import Docs, Segment
from quotebrowser.model import Facet

_LISTED: Final = 60
"""Values listed at most: more than any screen shows, and few enough to cost nothing at each keystroke."""

_FEW: Final = 2000
"""So few matches are counted one by one; for more, all values of the segment are gone through."""

_Numbers = npt.NDArray[np.int64]


class _Values:
    """The values of one field in one segment.

    Args:
        numbers: of its values in the order of the segment, that of `unknown` first.
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
                places = np.zeros(segment.size, np.int64) if field is None else field.ordinals.astype(np.int64) + 1
                found = self._known[segment] = _Values(np.array(numbers, np.int64), places)
            return found


_NAMES: Final[dict[str, _Names]] = {}
_NAMING: Final = threading.Lock()


class FacetCounter:
    """Counts the values of one field over the segments of an index."""

    def __init__(self, name: str) -> None:
        with _NAMING:
            self._names = _NAMES.setdefault(name, _Names(name))
        self._single: list[_Numbers] = []
        self._counts: list[tuple[_Numbers, _Numbers]] = []

    def add(self, segment: Segment, docs: Docs) -> None:
        """Count the values of `docs`."""
        if not len(docs):
            return
        values = self._names.of(segment)
        places = values.places.take(docs)
        if len(docs) < _FEW:
            self._single.append(values.numbers.take(places))
        else:
            self._counts.append((values.numbers, np.bincount(places, minlength=len(values.numbers))))

    def add_all_but(self, segment: Segment, docs: Docs) -> None:
        """Count the values of all documents of a segment except `docs`."""
        values = self._names.of(segment)
        left_out = np.bincount(values.places.take(docs), minlength=len(values.numbers))
        self._counts.append((values.numbers, values.counts - left_out))

    def facets(self) -> tuple[Facet, ...]:
        """The most frequent values, up to 60, most frequent first, equals by name; empty is `unknown`."""
        found, counts = self._totals()
        values = self._names.values
        least = 0
        if len(found) > _LISTED:
            least = int(np.partition(counts, len(counts) - _LISTED)[len(counts) - _LISTED])
        above = np.flatnonzero(counts > least)
        listed = sorted(zip((-counts[above]).tolist(), map(values.__getitem__, found[above].tolist()), strict=True))
        if least:
            equal = map(values.__getitem__, found[counts == least].tolist())
            listed += [(-least, value) for value in nsmallest(_LISTED - len(listed), equal)]
        return tuple(Facet(value, -count) for count, value in listed)

    def _totals(self) -> tuple[_Numbers, _Numbers]:
        """Numbers of the values that were met, and how often."""
        if self._single and not self._counts:
            found, counts = np.unique(np.concatenate(self._single), return_counts=True)
            return found, counts
        totals = np.zeros(len(self._names.values), np.int64)
        for numbers, counts in self._counts:
            totals[numbers] += counts
        for numbers in self._single:
            np.add.at(totals, numbers, 1)
        found = np.flatnonzero(totals)
        return found, totals[found]
