"""How many of what answers each speaker has said and each outlet printed.

One rule guards it: every match is counted; what is listed are the most frequent.
"""

import threading
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


class _Names:
    """The values of one field in all segments, numbered as they are met."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.values = [""]
        self._numbers = {"": 0}
        self._known: WeakKeyDictionary[Segment, npt.NDArray[np.int64]] = WeakKeyDictionary()
        self._guard = threading.Lock()

    def of(self, segment: Segment) -> npt.NDArray[np.int64]:
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


_NAMES: Final[dict[str, _Names]] = {}
_NAMING: Final = threading.Lock()


class FacetCounter:
    """Counts the values of one field over the segments of an index."""

    def __init__(self, name: str) -> None:
        with _NAMING:
            self._names = _NAMES.setdefault(name, _Names(name))
        self._single: list[npt.NDArray[np.int64]] = []
        self._counts: list[tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]] = []

    def add(self, segment: Segment, docs: Docs) -> None:
        """Count the values of `docs`."""
        if not len(docs):
            return
        numbers = self._names.of(segment)
        field = segment.fields.get(self._names.name)
        if field is None:
            self._counts.append((numbers[:1], np.array([len(docs)])))
        elif len(docs) < _FEW:
            self._single.append(numbers[field.ordinals[docs] + 1])
        else:
            self._counts.append((numbers, np.bincount(field.ordinals[docs] + 1, minlength=len(numbers))))

    def facets(self) -> tuple[Facet, ...]:
        """The most frequent values, up to 60, most frequent first, equals by name; empty is `unknown`."""
        found, counts = self._totals()
        if len(found) > _LISTED:
            chosen = counts >= np.partition(counts, len(counts) - _LISTED)[len(counts) - _LISTED]
            found, counts = found[chosen], counts[chosen]
        values = self._names.values
        listed = sorted(
            ((-count, values[number]) for number, count in zip(found.tolist(), counts.tolist(), strict=True))
        )
        return tuple(Facet(value, -count) for count, value in listed[:_LISTED])

    def _totals(self) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
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
