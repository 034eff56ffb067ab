"""Kinds of query that Whoosh has not: dates of which a part is known, sets of uids, most of many, near words.

One rule guards it: a query says what is asked and knows nobody who answers. They are evaluated over arrays
by `evaluator`; Whoosh's own searcher cannot.
"""

from typing import Any

from whoosh.query import Query


class ArrayQuery(Query):  # type: ignore[misc]  # Whoosh has no annotations
    """A query that is evaluated over arrays only."""

    boost = 1.0

    def matcher(self, searcher: Any, context: Any = None) -> Any:
        """Whoosh's own way of searching, which these queries have not."""
        raise NotImplementedError(f"{type(self).__name__} is evaluated over arrays only")

    def _key(self) -> tuple[Any, ...]:
        return tuple(sorted((name, repr(value)) for name, value in vars(self).items()))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ArrayQuery) and type(other) is type(self) and other._key() == self._key()

    def __hash__(self) -> int:
        return hash((type(self), self._key()))

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(f'{name}={value}' for name, value in self._key())})"

    def estimate_size(self, reader: Any) -> int:
        """At most this many documents answer."""
        return int(reader.doc_count())

    def normalize(self) -> "ArrayQuery":
        """Itself: there is nothing to simplify."""
        return self


class DateRange(ArrayQuery):
    """Quotes that may have been published on one of these days; those without a date do not answer."""

    def __init__(self, first: int | None, last: int | None) -> None:
        self.first = first
        self.last = last


class Unknown(ArrayQuery):
    """Quotes that have no value in a field: `speaker_name`, `outlet_name` or the column `first`."""

    def __init__(self, name: str) -> None:
        self.name = name


class OneOf(ArrayQuery):
    """Quotes whose uid is one of these."""

    def __init__(self, name: str, values: frozenset[str]) -> None:
        self.name = name
        self.values = values


class NoneOf(ArrayQuery):
    """Quotes whose uid is none of these; excluding adds nothing to their scores."""

    def __init__(self, name: str, values: frozenset[str]) -> None:
        self.name = name
        self.values = values


class AtLeast(ArrayQuery):
    """Quotes that answer at least this many of these queries; the scores of those they answer add up."""

    def __init__(self, subqueries: list[Any], minimum: int) -> None:
        self.subqueries = subqueries
        self.minimum = minimum


class Near(ArrayQuery):
    """Words in this order with up to `slop` others between them in all.

    With `prefix`, words that begin with the last one count in its place.
    """

    def __init__(self, name: str, words: tuple[str, ...], slop: int, boost: float, *, prefix: bool) -> None:
        self.name = name
        self.words = words
        self.slop = slop
        self.boost = boost
        self.prefix = prefix


class Nearly(ArrayQuery):
    """Words within `distance` edits of `word` that share its first letter.

    An edit puts in, takes out or changes a letter, or swaps two neighbours. Not Whoosh's `FuzzyTerm`, which
    counts a swap, the commonest slip of all, as two.
    """

    def __init__(self, name: str, word: str, distance: int, boost: float) -> None:
        self.name = name
        self.word = word
        self.distance = distance
        self.boost = boost
