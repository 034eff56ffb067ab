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
        self._counts = np.zeros(0, np.int64)

    def add(self, segment: Segment, docs: Docs) -> None:
        """Count the values of `docs`."""
        numbers = self._names.of(segment)
        missing = len(self._names.values) - len(self._counts)
        if missing:
            self._counts = np.concatenate([self._counts, np.zeros(missing, np.int64)])
        field = segment.fields.get(self._names.name)
        if field is None:
            self._counts[0] += len(docs)
        elif len(docs) < _FEW:
            np.add.at(self._counts, numbers[field.ordinals[docs] + 1], 1)
        else:
            counts = np.bincount(field.ordinals[docs] + 1, minlength=len(numbers))
            self._counts[numbers] += counts

    def facets(self) -> tuple[Facet, ...]:
        """The most frequent values, up to 60, most frequent first, equals by name; empty is `unknown`."""
        found = np.flatnonzero(self._counts)
        if len(found) > _LISTED:
            counts = self._counts[found]
            found = found[counts >= np.partition(counts, len(counts) - _LISTED)[len(counts) - _LISTED]]
        listed = sorted(
            ((self._names.values[number], int(self._counts[number])) for number in found.tolist()),
            key=lambda item: (-item[1], item[0]),
        )
        return tuple(Facet(value, count) for value, count in listed[:_LISTED])
