"""Gathering what answers a query: how many, of whom, and the best.

One rule guards it: the best are the best of all that answer, in an order no run changes: by what was asked,
then newest first, then by uid.
"""

import time
from collections import Counter
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from whoosh.collectors import Collector

from quotebrowser.index.evaluating import Evaluator, Matches
from quotebrowser.index.quote_index import Sort
from quotebrowser.index.schema import FACETS
from quotebrowser.index.segments import Segment
from quotebrowser.text import fold


@dataclass(frozen=True, slots=True)
class Found:
    """One of the best of a segment."""

    score: float
    """Relevance."""
    first: int
    """Ordinal of the day it was published; 0 where unknown."""
    outlet: str
    """Empty where unknown."""
    uid: str
    """Of the quote."""
    doc: int
    """Number of the document in the whole index."""


_ORDERS: Final = {
    Sort.RELEVANCE: lambda found: (-found.score, -found.first, found.uid),
    Sort.DATE: lambda found: (-found.first, found.uid),
    Sort.OUTLET: lambda found: (not found.outlet, fold(found.outlet), -found.first, found.uid),
}


class ArrayCollector(Collector):  # type: ignore[misc]  # Whoosh has no annotations
    """A Whoosh collector that evaluates the query over arrays, a segment at a time.

    Args:
        limit: how many of the best to keep.
        sort: in which order.
        seconds: how long it may take; None is for ever.
    """

    def __init__(self, limit: int, sort: Sort, seconds: float | None = None) -> None:
        self.limit = limit
        self.sort = sort
        self.seconds = seconds

    def prepare(self, top_searcher: Any, q: Any, context: Any) -> None:
        """Begin a search; called by Whoosh."""
        super().prepare(top_searcher, q, context)
        self.total = 0
        self.facets: dict[str, Counter[str]] = {name: Counter() for name in FACETS}
        self.best: list[Found] = []
        self.deadline = None if self.seconds is None else time.monotonic() + self.seconds

    def set_subsearcher(self, subsearcher: Any, offset: int) -> None:
        """Go on to the next segment; called by Whoosh."""
        self.subsearcher = subsearcher
        self.offset = offset

    def collect_matches(self) -> None:
        """Gather what answers in the present segment; called by Whoosh."""
        if not self.subsearcher.doc_count_all():
            return
        evaluator = Evaluator(self.subsearcher, self.deadline)
        matches = evaluator.evaluate(self.q)
        deleted = evaluator.segment.deleted()
        if len(deleted):
            kept = ~np.isin(matches.docs, deleted, assume_unique=True)
            matches = Matches(matches.docs[kept], matches.scores[kept])
        self.total += len(matches.docs)
        self._count(evaluator.segment, matches)
        self._keep(evaluator.segment, matches)

    def _count(self, segment: Segment, matches: Matches) -> None:
        for name, counter in self.facets.items():
            facets = segment.facets(name)
            counts = np.bincount(facets.ordinals[matches.docs] + 1, minlength=len(facets.values) + 1)
            for ordinal in np.flatnonzero(counts).tolist():
                counter[facets.values[ordinal - 1] if ordinal else ""] += int(counts[ordinal])

    def _keep(self, segment: Segment, matches: Matches) -> None:
        firsts = segment.column("first")[matches.docs].astype(np.int64)
        ties = segment.column("tie")[matches.docs]
        outlets = segment.facets("outlet_name")
        keys: list[Any] = [ties, -firsts]
        if self.sort is Sort.RELEVANCE:
            keys.append(-matches.scores)
        if self.sort is Sort.OUTLET:
            keys.append(_name_order(outlets.values)[outlets.ordinals[matches.docs]])
        for place in np.lexsort(keys)[: self.limit].tolist():
            doc = int(matches.docs[place])
            ordinal = int(outlets.ordinals[doc])
            self.best.append(
                Found(
                    score=float(matches.scores[place]),
                    first=int(firsts[place]),
                    outlet=outlets.values[ordinal] if ordinal >= 0 else "",
                    uid=segment.uid(doc),
                    doc=doc + self.offset,
                )
            )

    def found(self) -> list[Found]:
        """The best of all segments in order."""
        return sorted(self.best, key=_ORDERS[self.sort])[: self.limit]

    def count(self) -> int:
        """How many answer in all."""
        return self.total

    def all_ids(self) -> list[int]:
        """Document numbers of the best."""
        return [found.doc for found in self.found()]

    def results(self) -> Any:
        """The best as Whoosh's own results."""
        return self._results([(found.score, found.doc) for found in self.found()])


def _name_order(values: tuple[str, ...]) -> Any:
    """For each value its place by folded name; the last entry, for `unknown`, comes after all."""
    ranks = np.empty(len(values) + 1, np.int64)
    folded = {name: rank for rank, name in enumerate(sorted({fold(value) for value in values}))}
    ranks[:-1] = [folded[fold(value)] for value in values]
    ranks[-1] = len(values)
    return ranks
