"""One part of an index, searched where its files are.

One rule guards it: a part opens nothing but what a list of contents names, which whoever asks has read and
seen to be his own; so it needs neither the library nor the user's key. It is for one thread at a time.
"""

import hashlib
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, Final, NamedTuple

from quotebrowser.index.container.bound_index import ListedIndex
from quotebrowser.index.container.storage import PrivateStorage
from quotebrowser.index.engine import DAMAGE, unchanged
from quotebrowser.index.index_fields import FACETS
from quotebrowser.index.search.collector import ArrayCollector
from quotebrowser.index.search.compiler import compile_query
from quotebrowser.index.search.evaluator import TimeIsUpError
from quotebrowser.index.search.whole_order import OrderCollector
from quotebrowser.index.shards.figures import Counted, Figures, ToldStatistics, Word, counted
from quotebrowser.index.stamp import Contents
from quotebrowser.index.statistics import set_statistics, statistics_of
from quotebrowser.index.suggestions import near_uses
from quotebrowser.model import Sort
from quotebrowser.query import Node

_STATES: Final = 3
"""States of the index that are kept open: whoever asks may be some commits behind another."""


class Refused(StrEnum):
    """Why a part does not answer."""

    UNKNOWN = "unknown"
    """It has not been given the list of contents that is named."""
    LATE = "late"
    """It took longer than it may."""
    DAMAGED = "damaged"
    """Its files are not those that the list names."""


class Place(NamedTuple):
    """A hit, as it is compared with those of other parts."""

    uid: str
    score: float
    first: int
    outlet: str


@dataclass(frozen=True, slots=True)
class Question:
    """What a part is asked."""

    query: Node
    sort: Sort
    reverse: bool
    allowed: frozenset[str] | None
    excluded: frozenset[str]
    figures: Figures
    seconds: float
    limit: int = 0
    facets: bool = False


@dataclass(frozen=True, slots=True)
class Gathered:
    """What a part answers to a search."""

    hits: tuple[Place, ...]
    """Its best."""
    total: int
    """How many answer."""
    counts: dict[str, list[tuple[str, Any, Any]]]
    """For each facet what `FacetCounter.by_segment` says."""


def key_of(contents: Contents) -> str:
    """A name of a list of contents, which no other has."""
    return hashlib.sha256(repr(contents).encode()).hexdigest()[:32]


class _State:
    """One state of a part."""

    def __init__(self, directory: Path, contents: Contents) -> None:
        self.index = ListedIndex(PrivateStorage(directory), contents)
        self.own = self.index.searcher()
        self.statistics = statistics_of(self.own)
        self._told = ""
        self._figures = ToldStatistics(self.statistics.parts)
        self._searcher: Any = None

    def searcher(self, figures: Figures) -> Any:
        """A searcher that scores by the figures of the whole index."""
        if self._searcher is None or self._told != figures.of:
            self._searcher = self.index.searcher()
            self._figures = ToldStatistics(self.statistics.parts)
            set_statistics(self._searcher, self._figures)
            self._told = figures.of
        self._figures.told = figures
        return self._searcher


class Shard:
    """A part of an index.

    Args:
        directory: where it lies.
    """

    def __init__(self, directory: str) -> None:
        self._directory = Path(directory)
        self._states: OrderedDict[str, _State] = OrderedDict()

    def ask(self, key: str, contents: Contents | None, what: str, *arguments: Any) -> Any:
        """What the part answers to a question of `_QUESTIONS`; `Refused` where it does not.

        Args:
            key: the name of a list of contents.
            contents: the list; None where it has been given before.
            what: the question.
            arguments: those of the question.
        """
        try:
            state = self._states.get(key)
            if state is None:
                if contents is None:
                    return Refused.UNKNOWN
                state = self._states[key] = _State(self._directory, contents)
            self._states.move_to_end(key)
            while len(self._states) > _STATES:
                self._states.popitem(last=False)
            return unchanged(state.own, lambda _: _QUESTIONS[what](state, *arguments))
        except TimeIsUpError:
            return Refused.LATE
        except DAMAGE:
            self._states.pop(key, None)
            return Refused.DAMAGED


def _count(state: _State, fields: tuple[str, ...], words: tuple[Word, ...]) -> Counted:
    return counted(state.statistics, fields, words)


def _search(state: _State, asked: Question) -> Gathered:
    collector = ArrayCollector(
        asked.limit, asked.sort, asked.seconds, reverse=asked.reverse, facets=asked.facets
    )
    _run(state, asked, collector)
    by_outlet = asked.sort is Sort.OUTLET
    hits = tuple(
        Place(found.uid, found.score, found.first, found.outlet if by_outlet else "")
        for found in collector.found()
    )
    counts = {FACETS[name]: counter.by_segment() for name, counter in collector.facets.items()}
    return Gathered(hits, collector.total, counts)


def _order(state: _State, asked: Question) -> Any:
    collector = OrderCollector(asked.sort, asked.seconds, reverse=asked.reverse)
    _run(state, asked, collector)
    return collector.gathered()


def _days(state: _State, asked: Question) -> Any:
    collector = OrderCollector(Sort.DATE, asked.seconds)
    _run(state, asked, collector)
    return collector.days()


def _run(state: _State, asked: Question, collector: ArrayCollector) -> None:
    query = compile_query(asked.query, asked.allowed, asked.excluded)
    state.searcher(asked.figures).search_with_collector(query, collector)


def _names(state: _State, field: str, digest: str) -> tuple[str, ...] | None:
    """The values of a field in a segment, in order; None if a commit has taken the segment away."""
    name = next(whole for whole, queried in FACETS.items() if queried == field)
    for segment, _ in state.statistics.parts:
        if segment.digest == digest:
            return tuple(segment.values(name))
    return None


def _near(state: _State, word: str, distance: int) -> dict[str, int]:
    return near_uses(state.statistics.parts, word, distance)


_QUESTIONS: Final[dict[str, Callable[..., Any]]] = {
    "count": _count,
    "search": _search,
    "order": _order,
    "days": _days,
    "names": _names,
    "near": _near,
}
