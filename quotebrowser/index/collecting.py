"""Gathering what answers a query: how many, of whom, and the best.

One rule guards it: the best are the best of all that answer, in an order no run changes: by what was asked,
then newest first, then by uid.
"""

import time
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from whoosh.collectors import Collector

from quotebrowser.index.evaluating import Evaluator
from quotebrowser.index.facets import FacetCounter
from quotebrowser.index.matches import Matches
from quotebrowser.index.quote_index import Sort
from quotebrowser.index.ranking import best, in_order
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
        self.facets = {name: FacetCounter(name) for name in FACETS}
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
        reader = self.subsearcher.reader()
        if reader.has_deletions():
            alive = np.ones(evaluator.segment.size, bool)
            alive[list(reader.deleted_docs_set)] = False
            kept = alive[matches.docs]
            matches = Matches(matches.docs[kept], matches.scores[kept])
        self.total += len(matches.docs)
        for counter in self.facets.values():
            counter.add(evaluator.segment, matches.docs)
        self._keep(evaluator.segment, in_order(evaluator.segment, matches))

    def _keep(self, segment: Segment, matches: Matches) -> None:
        docs = matches.docs
        if self.sort is Sort.DATE:
            places = np.arange(min(self.limit, len(docs)))
        elif self.sort is Sort.OUTLET:
            places = best(-_outlet_order(segment)[docs], self.limit)
        else:
            places = best(matches.scores, self.limit)
        firsts, field = segment.column("first"), segment.fields.get("outlet_name")
        outlets = None if field is None else field.ordinals()
        for place in places.tolist():
            doc = int(docs[place])
            ordinal = -1 if outlets is None else int(outlets[doc])
            self.best.append(
                Found(
                    score=float(matches.scores[place]),
                    first=int(firsts[doc]),
                    outlet="" if field is None or ordinal < 0 else field.word(ordinal).decode(),
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


def _outlet_order(segment: Segment) -> Any:
    """For each document the place of its outlet by folded name; those without one come last."""
    values = [fold(value) for value in segment.values("outlet_name")]
    places = {name: place for place, name in enumerate(sorted(set(values)))}
    ranks = np.array([places[value] for value in values] + [len(values)], np.int64)
    field = segment.fields.get("outlet_name")
    return np.full(segment.size, 0) if field is None else ranks[field.ordinals()]
