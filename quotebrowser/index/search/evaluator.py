"""A query evaluated over the arrays of one segment.

One rule guards it: what it answers is what Whoosh's own matchers answer, document by document, and where
a query scores by BM25F the scores are theirs too; only the way is another.

The scores are BM25F (Robertson, Zaragoza and Taylor 2004) as Whoosh computes them, a field at a time, with
B 0.75 and K1 1.2. Beginnings and fuzzy words score their boost alone.
"""

import time
from collections.abc import Callable
from typing import Any, Final, NamedTuple
from weakref import WeakKeyDictionary

import numpy as np
from whoosh import query as wq

from quotebrowser.index.format.answer_sets import (
    NOTHING,
    Answer,
    Floats,
    Matches,
    Table,
    constant,
    even,
    listed,
    looked_up,
    places_in,
    stepped,
)
from quotebrowser.index.format.arrays import Docs, Mask
from quotebrowser.index.format.field_reader import FieldReader
from quotebrowser.index.search import all_of, phrases
from quotebrowser.index.search.any_of import Alternatives
from quotebrowser.index.search.query_kinds import AtLeast, DateRange, Near, Nearly, NoneOf, OneOf, Unknown
from quotebrowser.index.search.set_math import Joiner
from quotebrowser.index.statistics import alive_of, segment_of, statistics_of


class TimeIsUpError(Exception):
    """The query takes longer than it may."""


class Posted(NamedTuple):
    """Where the postings of a word lie."""

    field: FieldReader
    """In which field."""
    number: int
    """Of the word there."""
    begin: int
    """The first."""
    end: int
    """One past the last."""


class Evaluator:
    """Evaluates queries over one segment, with the statistics of the whole index.

    It keeps what it has found of words that many documents hold, and may be used by one thread at a time.

    Args:
        searcher: Whoosh's searcher of the segment.
    """

    def __init__(self, searcher: Any) -> None:
        self.schema = searcher.schema
        self.segment = segment_of(searcher)
        self.statistics = statistics_of(searcher)
        self.deadline: float | None = None
        """When to give up, as `time.monotonic` counts; None is never."""
        self.alive = alive_of(searcher)
        self.joiner = Joiner(self.segment.size)
        self.alternatives = Alternatives(self.segment)
        self._posted: dict[tuple[str, str], Posted | None] = {}
        self._bases: dict[str, Floats] = {}
        self._valued: dict[tuple[str, int], Mask] = {}
        self._others: dict[str, Mask] = {}
        self._even: dict[tuple[str, int, float], Table] = {}

    def evaluate(self, query: Any) -> Answer:
        """What answers `query` in this segment, deleted documents included.

        Raises:
            TimeIsUpError: the deadline has passed.
        """
        if self.deadline is not None and time.monotonic() > self.deadline:
            raise TimeIsUpError
        return _KINDS[type(query)](self, query)

    def within(self, query: Any, docs: Docs) -> tuple[Mask, Floats]:
        """Which of `docs` answer `query`, and their scores, 0 for those that do not."""
        if isinstance(query, wq.Or | wq.Prefix):
            return self.alternatives.within(self, query, docs)
        if isinstance(query, wq.Term):
            return self.term_within(query, docs)
        if isinstance(query, wq.ConstantScoreQuery):
            held, _ = self.within(query.child, docs)
            return held, held * stepped(query.score)
        if isinstance(query, wq.Phrase | Near):
            near = phrases.exact(query) if isinstance(query, wq.Phrase) else query
            return self.joiner.spread(self.near(near, docs), docs)
        return self.joiner.spread(self.evaluate(query), docs)

    def posted(self, name: str, word: str) -> Posted | None:
        """Where the postings of a word in a field lie; None if it is not there."""
        key = name, word
        try:
            return self._posted[key]
        except KeyError:
            pass
        field = self.segment.fields.get(name)
        number = -1 if field is None else field.dictionary.find(word.encode())
        found = None
        if field is not None and number >= 0:
            found = Posted(field, number, *field.range(number, number + 1))
        if len(self._posted) >= _POSTED:
            self._posted.clear()
        self._posted[key] = found
        return found

    def term(self, query: Any) -> Answer:
        """A single word."""
        found = self.posted(query.fieldname, query.text)
        if found is None:
            return NOTHING
        field, _, begin, end = found
        docs = field.postings(begin, end)
        if not field.has("marks"):
            return constant(docs, query.boost)
        return Matches(docs, looked_up(self.weights(field, query), field.marks(begin, end)))

    def term_within(self, query: Any, docs: Docs) -> tuple[Mask, Floats]:
        """A single word in some documents."""
        found = self.posted(query.fieldname, query.text)
        if found is None:
            return np.zeros(len(docs), bool), np.zeros(len(docs), np.float32)
        field, number, begin, end = found
        if field.has("ordinals"):
            held = self.valued(field, number).take(docs)
            return held, held * stepped(query.boost)
        held, places = places_in(docs, field.postings(begin, end))
        scores = np.zeros(len(docs), np.float32)
        scores[held] = self.weights(field, query).take(field.marks(begin, end).take(places))
        return held, scores

    def weights(self, field: FieldReader, query: Any) -> Floats:
        """The score of a word for each form that its field knows."""
        base = self._bases.get(field.name)
        if base is None:
            base = self._bases[field.name] = self.statistics.form_scores(field)
        return stepped(base * np.float32(self.statistics.rarity(field.name, query.text) * query.boost))

    def has_values(self, name: str) -> bool:
        """Whether each document has one of few values in this field, as the kinds are."""
        field = self.segment.fields.get(name)
        return field is not None and field.has("ordinals") and len(field.dictionary) <= _FEW_VALUES

    def valued(self, field: FieldReader, number: int) -> Mask:
        """Which documents have this one value."""
        mask = self._valued.get((field.name, number))
        if mask is None:
            mask = np.asarray(field.ordinals == number)
            if self.has_values(field.name):
                self._valued[field.name, number] = mask
        return mask

    def others(self, query: Any) -> Mask:
        """Which documents have not this value in a field of few."""
        mask = self._others.get(query.text)
        if mask is None:
            found = self.posted(query.fieldname, query.text)
            size = self.segment.size
            mask = np.ones(size, bool) if found is None else found.field.ordinals != found.number
            self._others[query.text] = mask
        return mask

    def size(self, query: Any) -> int:
        """About how many documents answer, never too few: what to begin with; none is where to stop."""
        if isinstance(query, wq.Term):
            found = self.posted(query.fieldname, query.text)
            return 0 if found is None else found.end - found.begin
        if isinstance(query, wq.Or):
            return sum(map(self.size, query.subqueries))
        if isinstance(query, wq.And):
            wanted = [part for part in query.subqueries if not isinstance(part, wq.Not)]
            return min(map(self.size, wanted), default=self.segment.size)
        if isinstance(query, wq.AndMaybe):
            return self.size(query.subqueries[0])
        if isinstance(query, wq.Prefix):
            return self.alternatives.size_of_beginning(query)
        if isinstance(query, wq.Phrase | Near):
            words = query.words[:-1] if isinstance(query, Near) and query.prefix else query.words
            name = query.fieldname if isinstance(query, wq.Phrase) else query.name
            return min(self.size(wq.Term(name, word)) for word in words)
        return self.segment.size

    def fuzzy(self, query: Nearly) -> Matches:
        """Words that are nearly so."""
        field = self.segment.fields.get(query.name)
        if field is None:
            return NOTHING
        found = [field.docs(number) for number in field.dictionary.near(query.word, query.distance)]
        return constant(np.unique(np.concatenate(found)), query.boost) if found else NOTHING

    def near(self, query: Near, docs: Docs | None = None) -> Matches:
        """Words in order; only in `docs` unless that is None."""
        field = self.segment.fields.get(query.name)
        if field is None:
            return NOTHING
        found = phrases.documents(field, query, docs)
        scores = np.zeros(len(found), np.float32)
        for word in query.words[:-1] if query.prefix else query.words:
            scores += self.term_within(wq.Term(query.name, word, boost=query.boost), found)[1]
        return Matches(found, scores)

    def several(self, query: AtLeast) -> Matches:
        """At least this many of the subqueries."""
        parts = [listed(self.evaluate(part)) for part in query.subqueries]
        return self.joiner.union(parts, query.minimum)

    def constantly(self, query: Any) -> Answer:
        """A subquery with one score for all."""
        child = query.child
        if isinstance(child, wq.Term) and self.has_values(child.fieldname):
            found = self.posted(child.fieldname, child.text)
            if found is None:
                return NOTHING
            key = (child.fieldname, found.number, float(query.score))
            if key not in self._even:
                self._even[key] = even(self.valued(found.field, found.number), query.score)
            return self._even[key]
        answer = self.evaluate(child)
        return (
            even(answer.held, query.score)
            if isinstance(answer, Table)
            else constant(answer.docs, query.score)
        )

    def dated(self, query: DateRange) -> Table:
        """Dates that may lie in the range."""
        first, last = self.segment.column("first"), self.segment.column("last")
        found = first > 0
        if query.first is not None:
            found &= last >= query.first
        if query.last is not None:
            found &= first <= query.last
        return even(np.asarray(found), 0.0)

    def missing(self, query: Unknown) -> Table:
        """Documents without a value."""
        if query.name in self.segment.fields:
            return even(np.asarray(self.segment.fields[query.name].ordinals < 0), 0.0)
        return even(np.asarray(self.segment.column(query.name) == 0), 0.0)

    def one_of(self, query: OneOf | NoneOf) -> Matches:
        """Documents by their uid."""
        field = self.segment.fields.get(query.name)
        if field is None:
            return NOTHING
        return constant(field.docs_of(sorted(query.values)), 0.0)

    def none_of(self, query: NoneOf) -> Table:
        """All other documents."""
        held = np.ones(self.segment.size, bool)
        held[self.one_of(query).docs] = False
        return even(held, 0.0)


_POSTED: Final = 4096
"""Words whose place is kept: all that the queries of some minutes ask for."""

_FEW_VALUES: Final = 8
"""Of a field with so few values (the kinds) the documents of each are kept."""

_KINDS: Final[dict[type, Callable[[Evaluator, Any], Answer]]] = {
    wq.Term: Evaluator.term,
    wq.And: all_of.conjunction,
    wq.Or: lambda evaluator, query: evaluator.alternatives.either(evaluator, query),
    wq.AndMaybe: all_of.and_maybe,
    wq.Not: lambda evaluator, query: all_of.conjunction(evaluator, wq.And([query])),
    wq.Every: lambda evaluator, _: even(np.ones(evaluator.segment.size, bool), 1.0),
    wq.ConstantScoreQuery: Evaluator.constantly,
    wq.Prefix: lambda evaluator, query: evaluator.alternatives.either(evaluator, wq.Or([query])),
    wq.Phrase: lambda evaluator, query: evaluator.near(phrases.exact(query)),
    Near: Evaluator.near,
    Nearly: Evaluator.fuzzy,
    AtLeast: Evaluator.several,
    DateRange: Evaluator.dated,
    Unknown: Evaluator.missing,
    OneOf: Evaluator.one_of,
    NoneOf: Evaluator.none_of,
}
"""How each kind of query is evaluated."""

_KNOWN: Final[WeakKeyDictionary[Any, Evaluator]] = WeakKeyDictionary()


def evaluator_of(searcher: Any) -> Evaluator:
    """The evaluator of Whoosh's searcher of one segment; one as long as that is open."""
    found = _KNOWN.get(searcher)
    if found is None:
        found = _KNOWN[searcher] = Evaluator(searcher)
    return found
