"""How what answers a query is spread: over years, months or days, and over the values of the fields offered.

One rule guards it: each number is that of the quotes found by the query with the term that it stands for.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Final, NamedTuple

from quotebrowser import query as language
from quotebrowser.library.finding import answerer, sources
from quotebrowser.library.library import Library
from quotebrowser.model import Date, Facet

if TYPE_CHECKING:
    from quotebrowser.library.printed_utterances import Uids

_MOST_DAYS: Final = 62
"""Days up to which each is told apart; above, months."""
_MOST_MONTHS: Final = 36
"""Months up to which each is told apart; above, years."""
_MOST_YEARS: Final = 60
"""Years up to which those with no quote are told too."""
_A_MONTH: Final = 31
_OFFERED: Final = 60
"""Values of a field that are offered: as many as of those counted with every answer."""
_UID: Final = re.compile("[0-9a-f]{16}")


class Bar(NamedTuple):
    """A year, a month or a day, or what is asked for of it."""

    date: Date
    first: int
    """Ordinal of its first day that is asked for."""
    last: int
    """Ordinal of the last, included."""
    quotes: int
    """How many may have been published then."""

    @property
    def asked(self) -> str:
        """What `date:` is given to find these quotes."""
        if (self.first, self.last) == (self.date.first, self.date.last):
            return self.date.iso
        return f"{date.fromordinal(self.first)}..{date.fromordinal(self.last)}"


class Spread(NamedTuple):
    """When what answers was published."""

    bars: tuple[Bar, ...]
    """By date; the more days they are, and the less exactly these are known, the wider each is."""
    undated: int
    """Quotes of which that is not known."""
    several: int
    """Quotes of which less is known than bars tell apart, so that they are counted in several."""
    total: int
    """Quotes in all."""


def spread(library: Library, query: str, *, as_typed: bool, loosened: bool = False) -> Spread:
    """When what answers a query was published; see `answerer.order`.

    Raises:
        LibraryError: the library cannot be read.
        QueryError: the query means nothing.
    """
    import numpy as np

    node = _node(query, as_typed=as_typed, loosened=loosened)
    first, last = answerer.answered(library, lambda _: sources.days(library, node))
    total, known = len(first), first > 0
    first, last = first[known], last[known]
    undated = total - len(first)
    if not len(first):
        return Spread((), undated, 0, total)
    begins, stops = _asked(node)
    low, high = max(begins, int(first.min())), min(stops, int(last.max()))
    if low > high:  # ranges that have no day in common: what is in both has no day
        return Spread((), undated, len(first), total)
    dates = [
        (one, max(one.first, begins), min(one.last, stops))
        for one in _dates(low, high, int((last - first).min()))
    ]
    starts, ends = [start for _, start, _ in dates], [end for _, _, end in dates]
    several = np.searchsorted(ends, np.maximum(first, low)) != np.searchsorted(ends, np.minimum(last, high))
    begun = np.searchsorted(np.sort(first), ends, "right")
    over = np.searchsorted(np.sort(last), starts, "left")
    bars = [Bar(*one, count) for one, count in zip(dates, (begun - over).tolist(), strict=True)]
    if len(bars) > _MOST_YEARS and not bars[0].date.month:
        bars = [one for one in bars if one.quotes]
    return Spread(tuple(bars), undated, int(several.sum()), total)


def _asked(node: language.Node) -> tuple[int, int]:
    """The first and the last day that a query asks for."""
    parts = node.nodes if isinstance(node, language.And) else (node,)
    asked = [part for part in parts if isinstance(part, language.Between)]
    last = date.max.toordinal()
    return max((one.first or 1 for one in asked), default=1), min(
        (one.last or last for one in asked), default=last
    )


def _dates(low: int, high: int, known: int) -> Iterator[Date]:
    """The days from one to another, or the months, or the years.

    Args:
        low: the first.
        high: the last.
        known: days between the first and the last that the best known date may mean: no less is told apart.
    """
    first, last = date.fromordinal(low), date.fromordinal(high)
    if high - low < _MOST_DAYS and not known:
        days = map(date.fromordinal, range(low, high + 1))
        yield from (Date(day.year, day.month, day.day) for day in days)
        return
    months = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    if len(months) <= _MOST_MONTHS and known <= _A_MONTH:
        yield from (Date(month // 12, month % 12 + 1) for month in months)
    else:
        yield from map(Date, range(first.year, last.year + 1))


def offered(
    library: Library, query: str, *, as_typed: bool, loosened: bool = False
) -> Mapping[str, tuple[Facet, ...]]:
    """How many of what answers a query have each value of the fields that are offered, by field.

    Values that none has are left out, and so are fields without any.

    Raises:
        LibraryError: the library cannot be read.
        QueryError: the query means nothing.
        ValueError: a uid is not written as uids are.
    """
    import numpy as np

    node = _node(query, as_typed=as_typed, loosened=loosened)
    found = np.sort(
        answerer.answered(library, lambda _: sources.order(library, node, sort="date", reverse=False))
    )

    def count(field: language.QueryField, value: str) -> int:
        if field.index:
            asked = _narrower(node, language.parse(f'{field.name}:"{value}"'))
            return answerer.answered(library, lambda _: sources.total(library, asked))
        return len(np.intersect1d(found, _having(library, field.name, value), assume_unique=True))

    counted = {}
    for field in (row for row in language.FIELDS if row.offered):
        values: Iterable[str] = field.values or _NAMED[field.name](library)
        facets = [one for one in (Facet(value, count(field, value)) for value in values) if one.count]
        if not field.values:
            facets = sorted(facets, key=lambda one: (-one.count, one.value))[:_OFFERED]
        if facets:
            counted[field.name] = tuple(facets)
    return counted


def _node(query: str, *, as_typed: bool, loosened: bool) -> language.Node:
    """What a query asks for; with `loosened`, most of its words."""
    node = language.parse(query, as_typed=as_typed)
    return (language.relaxed(node) if loosened else None) or node


def _narrower(node: language.Node, other: language.Node) -> language.Node:
    """What asks for both."""
    if isinstance(node, language.Everything):
        return other
    return language.And((*(node.nodes if isinstance(node, language.And) else (node,)), other))


def _having(library: Library, field: str, value: str) -> "Uids":
    """The quotes that have a value of a field which only the store knows."""
    from quotebrowser.library.printed_utterances import numbers

    def read() -> "Uids":
        return numbers("".join(filter(_UID.fullmatch, sources.named(library, field, value))))

    found: Uids = library.offered.get((field, value), read)
    return found


_NAMED: Final[dict[str, Callable[[Library], Iterable[str]]]] = {
    "lang": lambda library: library.store.listing.languages(),
    "tag": lambda library: library.store.annotations.names(),
}
"""The values of fields that take any."""
