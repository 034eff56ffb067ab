"""All that answers a query, in order, and of each no more than its uid.

One rule guards it: the order is that of the best hits (`collector`), to the last place. A million of them are
arrays from beginning to end; as objects they would take seconds and a quarter of a gigabyte.
"""

from typing import Any

import numpy as np
import numpy.typing as npt

from quotebrowser.index.format.answer_sets import Matches, Table, listed
from quotebrowser.index.format.segments import Segment
from quotebrowser.index.search.collector import ArrayCollector
from quotebrowser.model import Sort
from quotebrowser.text import fold


class OrderCollector(ArrayCollector):
    """A Whoosh collector that keeps all that answers.

    Args:
        sort: in which order.
        seconds: how long it may take; None: without limit.
        reverse: whether the order is turned round; what lacks the value it goes by stays last.
    """

    def __init__(self, sort: Sort, seconds: float | None = None, *, reverse: bool = False) -> None:
        super().__init__(0, sort, seconds, reverse=reverse, facets=False)

    def prepare(self, top_searcher: Any, q: Any, context: Any) -> None:
        """Begin a search; called by Whoosh."""
        super().prepare(top_searcher, q, context)
        self.parts: list[tuple[Segment, Matches]] = []

    def _collect_most(self, segment: Segment, table: Table) -> None:
        self._keep(segment, listed(table))

    def _keep(self, segment: Segment, matches: Matches) -> None:
        self.parts.append((segment, matches))

    def uids(self) -> npt.NDArray[np.uint64]:
        """The uids in order, each as a number.

        Raises:
            ValueError: one is not written in 16 hexadecimal digits.
        """
        if not self.parts:
            return np.zeros(0, np.uint64)
        found = [segment.uid_numbers(matches.docs) for segment, matches in self.parts]
        uids = np.concatenate(found)
        values, unknown = self._values()
        keys = [values, unknown]
        if len(self.parts) > 1:  # those of one segment stand newest first, then by uid
            days = [segment.column("first")[matches.docs] for segment, matches in self.parts]
            keys = [uids, -np.concatenate(days).astype(np.int64), *keys]
        return uids[np.lexsort(keys)]

    def days(self) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
        """The first and the last day that each match may have been published, as ordinals; 0: not known."""
        if not self.parts:
            return np.zeros(0, np.int64), np.zeros(0, np.int64)
        first, last = (
            np.concatenate([segment.column(name)[matches.docs] for segment, matches in self.parts])
            for name in ("first", "last")
        )
        return first.astype(np.int64), last.astype(np.int64)

    def _values(self) -> tuple[Any, Any]:
        """For each match a number that is the smaller, the earlier it comes; whether it is not known."""
        if self.sort is Sort.RELEVANCE:
            scores = np.concatenate([matches.scores for _, matches in self.parts])
            return (scores if self.reverse else -scores), np.zeros(len(scores), bool)
        if self.sort is Sort.DATE:
            days = [segment.column("first")[matches.docs] for segment, matches in self.parts]
            values = np.concatenate(days).astype(np.int64)
            return (values if self.reverse else -values), values == 0
        places = self._outlets()
        values = np.concatenate([places[at][matches.docs] for at, (_, matches) in enumerate(self.parts)])
        return (-values if self.reverse else values), values < 0

    def _outlets(self) -> list[npt.NDArray[np.int64]]:
        """For each document of each segment the place of its outlet among all; -1 where it has none."""
        named = [[fold(name) for name in segment.values("outlet_name")] for segment, _ in self.parts]
        places = {
            name: place for place, name in enumerate(sorted({name for names in named for name in names}))
        }
        found = []
        for (segment, _), names in zip(self.parts, named, strict=True):
            ranks = np.array([*(places[name] for name in names), -1], np.int64)
            field = segment.fields.get("outlet_name")
            found.append(np.full(segment.size, -1) if field is None else ranks[field.ordinals])
        return found
