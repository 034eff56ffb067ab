"""Gathering what answers a query: how many, of whom, and the best.

One rule guards it: the best are the best of all that answer, in an order no run changes: by what was asked,
then newest first, then by uid.
"""

import time
from collections.abc import Callable
from typing import Any, Final, NamedTuple

import numpy as np
from whoosh.collectors import Collector

from quotebrowser.index.format.answer_sets import Floats, Matches, Table, listed
from quotebrowser.index.format.arrays import Mask
from quotebrowser.index.format.field_builder import Numbers
from quotebrowser.index.format.segments import Segment
from quotebrowser.index.index_fields import FACETS
from quotebrowser.index.search.evaluator import evaluator_of
from quotebrowser.index.search.facets import FacetCounter
from quotebrowser.index.search.top_hits import best, in_order
from quotebrowser.model import Sort
from quotebrowser.text import fold

_MOST: Final = 0.5
"""Over this share of a segment what does not answer is the smaller part to count."""


class SegmentHit(NamedTuple):
    """One of the best of a segment."""

    segment: Segment
    """Where it lies."""
    place: int
    """Its number there."""
    score: float
    """Relevance."""
    first: int
    """Ordinal of the day it was published; 0 if unknown."""
    uid: str
    """Of the quote."""

    @property
    def outlet(self) -> str:
        """Name of the outlet; empty if unknown."""
        field = self.segment.fields.get("outlet_name")
        return "" if field is None else field.values([self.place])[0]


_ORDERS: Final[dict[Sort, Callable[[SegmentHit], tuple[Any, ...]]]] = {
    Sort.RELEVANCE: lambda found: (-found.score, -found.first, found.uid),
    Sort.DATE: lambda found: (-found.first, found.uid),
    Sort.OUTLET: lambda found: (not (name := found.outlet), fold(name), -found.first, found.uid),
}
"""By what hits are sorted."""


class ArrayCollector(Collector):  # type: ignore[misc]  # Whoosh has no annotations
    """A Whoosh collector that evaluates the query over arrays, a segment at a time.

    Args:
        limit: how many of the best to keep.
        sort: in which order.
        seconds: how long it may take; None: without limit.
        facets: whether speakers and outlets are counted.
    """

    def __init__(self, limit: int, sort: Sort, seconds: float | None = None, *, facets: bool = True) -> None:
        self.limit = limit
        self.sort = sort
        self.seconds = seconds
        self.counted = FACETS if facets else ()

    def prepare(self, top_searcher: Any, q: Any, context: Any) -> None:
        """Begin a search; called by Whoosh."""
        super().prepare(top_searcher, q, context)
        self.total = 0
        self.facets = {name: FacetCounter(name) for name in self.counted}
        self.best: list[list[SegmentHit]] = []
        self.deadline = None if self.seconds is None else time.monotonic() + self.seconds

    def set_subsearcher(self, subsearcher: Any, offset: int) -> None:  # noqa: ARG002 - Whoosh's signature
        """Go on to the next segment; called by Whoosh."""
        self.subsearcher = subsearcher

    def collect_matches(self) -> None:
        """Gather what answers in the present segment; called by Whoosh."""
        if not self.subsearcher.doc_count_all():
            return
        evaluator = evaluator_of(self.subsearcher)
        evaluator.deadline = self.deadline
        answer = evaluator.evaluate(self.q)
        segment = evaluator.segment
        if isinstance(answer, Table):
            held = answer.held if evaluator.alive is None else answer.held & evaluator.alive
            answer = Table(held, answer.scores)
            if segment.ordered and np.count_nonzero(held) > segment.size * _MOST:
                self._collect_most(segment, answer)
                return
        self._collect_some(segment, evaluator.alive, listed(answer))

    def _collect_some(self, segment: Segment, alive: Mask | None, matches: Matches) -> None:
        if alive is not None:
            kept = alive.take(matches.docs)
            matches = Matches(matches.docs[kept], matches.scores[kept])
        self.total += len(matches.docs)
        for counter in self.facets.values():
            counter.add(segment, matches.docs)
        self._keep(segment, in_order(segment, matches))

    def _collect_most(self, segment: Segment, table: Table) -> None:
        """Most of a segment: what does not answer is counted, and the best are found where they stand."""
        rest = np.flatnonzero(~table.held)
        self.total += segment.size - len(rest)
        for counter in self.facets.values():
            counter.add_all_but(segment, rest)
        if self.sort is Sort.RELEVANCE:
            scores = table.scores * table.held
            docs = best(scores, self.limit)
            if table.held[docs].all() and (scores[docs] > 0).all():
                self._add(segment, docs, scores[docs])
                return
        self._keep(segment, listed(table))

    def _keep(self, segment: Segment, matches: Matches) -> None:
        docs = matches.docs
        if self.sort is Sort.DATE:
            places = np.arange(min(self.limit, len(docs)))
        elif self.sort is Sort.OUTLET:
            places = best(-_outlet_order(segment)[docs], self.limit)
        else:
            places = best(matches.scores, self.limit)
        self._add(segment, docs[places], matches.scores[places])

    def _add(self, segment: Segment, docs: Numbers, scores: Floats) -> None:
        places = docs.tolist()
        self.best.append(
            [
                SegmentHit(segment, place, score, first, uid)
                for place, score, (uid, first) in zip(
                    places, scores.tolist(), segment.hits(places), strict=True
                )
            ]
        )

    def found(self) -> list[SegmentHit]:
        """The best of all segments in order."""
        if len(self.best) == 1:
            return self.best[0]
        joined = [found for best in self.best for found in best]
        return sorted(joined, key=_ORDERS[self.sort])[: self.limit]


def _outlet_order(segment: Segment) -> Any:
    """For each document the place of its outlet by folded name; those without one come last."""
    values = [fold(value) for value in segment.values("outlet_name")]
    places = {name: place for place, name in enumerate(sorted(set(values)))}
    ranks = np.array([places[value] for value in values] + [len(values)], np.int64)
    field = segment.fields.get("outlet_name")
    return np.full(segment.size, 0) if field is None else ranks[field.ordinals]
