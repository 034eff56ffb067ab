"""What scores need to know of the whole index, gathered from its parts.

One rule guards it: a figure of the whole is the sum of what its parts count, so that a quote scores in a part
what it would score in one index. What a part has counted is kept until it changes.
"""

import threading
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from whoosh import query as wq

from quotebrowser.index.format.arrays import Mask
from quotebrowser.index.format.segments import Segment
from quotebrowser.index.search.query_kinds import AtLeast, Near
from quotebrowser.index.statistics import Statistics, average_of, rarity_of

_KEPT: Final = 20_000
"""Words of which is kept how many documents hold them; a word and its number take about 200 bytes."""

_STATES: Final = 3
"""States of a part of which that is kept: searches of the one before may still be under way."""

Word = tuple[str, str]
"""A field and a word in it."""


class Counted(NamedTuple):
    """What a part counts."""

    size: int
    """Its documents."""
    totals: tuple[int, ...]
    """How many words each field that was asked for has in all of them."""
    holding: tuple[int, ...]
    """How many of them hold each word that was asked for."""


@dataclass(frozen=True, slots=True)
class Figures:
    """What a part is told of the whole index, for one query."""

    of: str
    """Name of the state of all parts that these are the figures of."""
    averages: Mapping[str, float]
    """How many words each field has on average."""
    rarities: Mapping[Word, float]
    """The inverse document frequency of each word."""


class ToldStatistics(Statistics):
    """Figures of the whole index as a part is told them.

    Args:
        parts: the segments of the part; see `Statistics`.
    """

    def __init__(self, parts: Sequence[tuple[Segment, Mask | None]]) -> None:
        super().__init__(parts)
        self.told = Figures("", {}, {})

    def rarity(self, name: str, word: str) -> float:
        """The inverse document frequency of a word."""
        return self.told.rarities[name, word]

    def average(self, name: str) -> float:
        """How many words a field has on average."""
        return self.told.averages[name]


def scored_words(query: Any) -> Iterator[Word]:
    """The words of a Whoosh query whose rarity its scores depend on, some others among them."""
    if isinstance(query, wq.Term):
        yield query.fieldname, query.text
    elif isinstance(query, wq.Phrase):
        yield from ((query.fieldname, word) for word in query.words)
    elif isinstance(query, Near):
        yield from ((query.name, word) for word in query.words)
    elif isinstance(query, AtLeast):
        for part in query.subqueries:
            yield from scored_words(part)
    else:
        for part in query.children():
            yield from scored_words(part)


@dataclass
class _Part:
    """What is known of a part in one state."""

    size: int = -1
    totals: dict[str, int] = field(default_factory=dict)
    holding: dict[Word, int] = field(default_factory=dict)


_Asked = tuple[tuple[str, ...], tuple[Word, ...]]


class FigureTable:
    """What the parts of an index have counted in their last states.

    Args:
        parts: how many there are.
    """

    def __init__(self, parts: int) -> None:
        self._most = _STATES * parts
        self._parts: OrderedDict[tuple[int, str], _Part] = OrderedDict()
        self._guard = threading.Lock()

    def unknown(self, keys: Sequence[str], fields: Iterable[str], words: Iterable[Word]) -> dict[int, _Asked]:
        """What each part is to be asked, the fields and the words; without parts of which all is known."""
        asked = {}
        with self._guard:
            for at in enumerate(keys):
                part = self._part(at)
                if len(part.holding) > _KEPT:
                    part.holding.clear()
                some = tuple(name for name in fields if name not in part.totals)
                others = tuple(word for word in words if word not in part.holding)
                if some or others or part.size < 0:
                    asked[at[0]] = some, others
        return asked

    def take(self, number: int, key: str, asked: _Asked, counted: Counted) -> None:
        """Keep what a part has answered."""
        with self._guard:
            part = self._part((number, key))
            part.size = counted.size
            part.totals.update(zip(asked[0], counted.totals, strict=True))
            part.holding.update(zip(asked[1], counted.holding, strict=True))

    def figures(self, of: str, keys: Sequence[str], fields: Iterable[str], words: Iterable[Word]) -> Figures:
        """The figures of all parts together; what a part has not answered counts as nothing."""
        with self._guard:
            parts = [part for part in map(self._part, enumerate(keys)) if part.size >= 0]
            size = sum(part.size for part in parts)
            return Figures(
                of,
                {name: average_of(sum(part.totals.get(name, 0) for part in parts), size) for name in fields},
                {word: rarity_of(sum(part.holding.get(word, 0) for part in parts), size) for word in words},
            )

    def _part(self, at: tuple[int, str]) -> _Part:
        found = self._parts.setdefault(at, _Part())
        self._parts.move_to_end(at)
        while len(self._parts) > self._most:
            self._parts.popitem(last=False)
        return found


def counted(statistics: Statistics, fields: Sequence[str], words: Sequence[Word]) -> Counted:
    """What a part answers."""
    return Counted(
        statistics.size,
        tuple(map(statistics.total, fields)),
        tuple(statistics.holding(name, word) for name, word in words),
    )
