"""Gathering what answers a query: how many, of whom, and the best.

One rule guards it: the best are the best of all that answer, in an order no run changes: by what was asked,
then newest first, then by uid.
"""

import time
from collections.abc import Callable, Iterable
from typing import Any, Final, NamedTuple, Protocol, TypeVar

import numpy as np
from whoosh.collectors import Collector

from quotebrowser.index.format.answer_sets import Floats, Matches, Table, listed
from quotebrowser.index.format.arrays import Mask
from quotebrowser.index.format.field_builder import Numbers
from quotebrowser.index.format.segments import Segment
from quotebrowser.index.index_fields import FACETS
from quotebrowser.index.search.evaluator import evaluator_of
from quotebrowser.index.search.facets import FacetCounter
from quotebrowser.index.search.top_hits import Keys, best, in_order
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


class Ranked(Protocol):
    """A hit as it is compared with others."""

    @property
    def score(self) -> float:
        """Relevance."""

    @property
    def first(self) -> int:
        """Ordinal of the day it was published; 0 if unknown."""

    @property
    def uid(self) -> str:
        """Of the quote."""

    @property
    def outlet(self) -> str:
        """Name of the outlet; empty if unknown."""


_H = TypeVar("_H", bound=Ranked)

_VALUES: Final[dict[Sort, Callable[[Ranked], Any]]] = {
    Sort.RELEVANCE: lambda found: found.score,
    Sort.DATE: lambda found: found.first,
    Sort.OUTLET: lambda found: fold(found.outlet),
}
"""By what hits are sorted; of equals the newest comes first, then the smallest uid."""
_UNKNOWN: Final[dict[Sort, Callable[[Ranked], bool]]] = {
    Sort.RELEVANCE: lambda _: False,
    Sort.DATE: lambda found: not found.first,
    Sort.OUTLET: lambda found: not found.outlet,
}
"""Which hits lack that; they come last, whichever way the order runs."""
_RISING: Final = {Sort.OUTLET}
"""Orders that run from the smallest value to the largest, unless they are turned round."""


class ArrayCollector(Collector):  # type: ignore[misc]  # Whoosh has no annotations
    """A Whoosh collector that evaluates the query over arrays, a segment at a time.

    Args:
        limit: how many of the best to keep.
        sort: in which order.
        seconds: how long it may take; None: without limit.
        reverse: whether the order is turned round; what lacks the value it goes by stays last.
        facets: whether speakers and outlets are counted.
    """

    def __init__(
        self,
        limit: int,
        sort: Sort,
        seconds: float | None = None,
        *,
        reverse: bool = False,
        facets: bool = True,
    ) -> None:
        self.limit = limit
        self.sort = sort
        self.reverse = reverse
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
        if self.sort is Sort.RELEVANCE and not self.reverse:
            scores = table.scores * table.held
            docs = best(scores, self.limit)
            if table.held[docs].all() and (scores[docs] > 0).all():
                self._add(segment, docs, scores[docs])
                return
        self._keep(segment, listed(table))

    def _keep(self, segment: Segment, matches: Matches) -> None:
        docs = matches.docs
        if self.sort is Sort.DATE and not self.reverse:
            places = np.arange(min(self.limit, len(docs)))
        else:
            places = best(self._keys(segment, matches), self.limit)
        self._add(segment, docs[places], matches.scores[places])

    def _keys(self, segment: Segment, matches: Matches) -> Keys:
        """For each match a number that is the larger, the earlier it comes."""
        if self.sort is Sort.RELEVANCE:
            return -matches.scores if self.reverse else matches.scores
        if self.sort is Sort.DATE:
            values = segment.column("first")[matches.docs].astype(np.int64)
            unknown = values == 0
        else:
            ranks, last = _outlet_order(segment)
            values = -ranks[matches.docs]
            unknown = values == -last
        values = -values if self.reverse else values
        return np.where(unknown, np.iinfo(np.int64).min + 1, values)

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
        return joined(self.best, self.sort, self.limit, reverse=self.reverse)


def joined(best: Iterable[Iterable[_H]], sort: Sort, limit: int, *, reverse: bool) -> list[_H]:
    """The best of several lists of the best."""
    found = [one for each in best for one in each]
    found.sort(key=lambda one: (-one.first, one.uid))
    found.sort(key=_VALUES[sort], reverse=reverse == (sort in _RISING))
    found.sort(key=_UNKNOWN[sort])
    return found[:limit]


def _outlet_order(segment: Segment) -> tuple[Keys, int]:
    """For each document the place of its outlet by folded name, and the place of those without one."""
    values = [fold(value) for value in segment.values("outlet_name")]
    places = {name: place for place, name in enumerate(sorted(set(values)))}
    ranks = np.array([places[value] for value in values] + [len(values)], np.int64)
    field = segment.fields.get("outlet_name")
    places_of = np.full(segment.size, len(values)) if field is None else ranks[field.ordinals]
    return places_of, len(values)
