"""All that answers a query, in order, and of each no more than its uid.

One rule guards it: the order is that of the best hits (`collector`), to the last place. A million of them are
arrays from beginning to end; as objects they would take seconds and a quarter of a gigabyte.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from quotebrowser.index.format.answer_sets import Matches, Table, listed
from quotebrowser.index.format.segments import Segment
from quotebrowser.index.search.collector import ArrayCollector
from quotebrowser.model import Sort
from quotebrowser.text import fold


class Run(NamedTuple):
    """All that was found in an index, or in a part of one: n quotes."""

    uids: npt.NDArray[np.uint64]
    """Their uids, as numbers."""
    days: npt.NDArray[np.int64] | None
    """On which day each was published, 0 if unknown; None where they stand newest first, then by uid."""
    values: npt.NDArray[Any]
    """By what they are sorted: scores, days, or the places of their outlets, -1 for none."""
    outlets: tuple[str, ...]
    """Folded names of outlets in order; empty unless they are sorted by these."""


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
        return in_order([self.gathered(alone=True)], self.sort, reverse=self.reverse)

    def gathered(self, *, alone: bool = False) -> Run:
        """All that was found, in no order; with what tells it from equals unless it is `alone` in order.

        Raises:
            ValueError: a uid is not written in 16 hexadecimal digits.
        """
        if not self.parts:
            return Run(np.zeros(0, np.uint64), None, np.zeros(0), ())
        uids = np.concatenate([segment.uid_numbers(matches.docs) for segment, matches in self.parts])
        if self.sort is Sort.RELEVANCE:
            values: Any = np.concatenate([matches.scores for _, matches in self.parts])
            outlets: tuple[str, ...] = ()
        elif self.sort is Sort.DATE:
            values, outlets = self._column("first"), ()
        else:
            values, outlets = self._outlets()
        ordered = alone and len(self.parts) == 1  # a segment stands newest first, then by uid
        return Run(uids, None if ordered else self._column("first"), values, outlets)

    def days(self) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
        """The first and the last day that each match may have been published, as ordinals; 0: not known."""
        if not self.parts:
            return np.zeros(0, np.int64), np.zeros(0, np.int64)
        return self._column("first"), self._column("last")

    def _column(self, name: str) -> npt.NDArray[np.int64]:
        found = [segment.column(name)[matches.docs] for segment, matches in self.parts]
        return np.concatenate(found).astype(np.int64)

    def _outlets(self) -> tuple[npt.NDArray[np.int64], tuple[str, ...]]:
        """For each match the place of its outlet among all; -1 where it has none. All outlets in order."""
        named = [[fold(name) for name in segment.values("outlet_name")] for segment, _ in self.parts]
        outlets = tuple(sorted({name for names in named for name in names}))
        places = {name: place for place, name in enumerate(outlets)}
        found = []
        for (segment, matches), names in zip(self.parts, named, strict=True):
            ranks = np.array([*(places[name] for name in names), -1], np.int64)
            field = segment.fields.get("outlet_name")
            size = len(matches.docs)
            found.append(np.full(size, -1) if field is None else ranks[field.ordinals[matches.docs]])
        return np.concatenate(found), outlets


def in_order(runs: Sequence[Run], sort: Sort, *, reverse: bool) -> npt.NDArray[np.uint64]:
    """The uids of several runs in the order of the best hits."""
    uids = np.concatenate([run.uids for run in runs]) if runs else np.zeros(0, np.uint64)
    if not len(uids):
        return uids
    runs = [run for run in runs if len(run.uids)]
    if sort is Sort.OUTLET:
        outlets = sorted({name for run in runs for name in run.outlets})
        at = {name: place for place, name in enumerate(outlets)}
        ranks = [np.array([*(at[name] for name in run.outlets), -1], np.int64) for run in runs]
        values = np.concatenate([rank[run.values] for rank, run in zip(ranks, runs, strict=True)])
        unknown = values < 0
    else:
        values = np.concatenate([run.values for run in runs])
        unknown = (values == 0) & (sort is Sort.DATE)
    keys = [values if reverse == (sort is not Sort.OUTLET) else -values, unknown]
    days = [run.days for run in runs if run.days is not None]
    if days:
        keys = [uids, -np.concatenate(days), *keys]
    return uids[np.lexsort(keys)]
