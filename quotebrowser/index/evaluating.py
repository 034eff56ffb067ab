"""A query evaluated over the arrays of one segment.

One rule guards it: what it answers is what Whoosh's own matchers answer, document by document, and where
a query scores by BM25F the scores are theirs too; only the way is another.

The scores are BM25F (Robertson, Zaragoza and Taylor 2004) as Whoosh computes them, a field at a time, with
B 0.75 and K1 1.2. Beginnings and fuzzy words score their boost alone.
"""

import time
from collections.abc import Callable
from typing import Any, Final

import numpy as np
from whoosh import query as wq

from quotebrowser.index import phrases
from quotebrowser.index.matches import (
    NOTHING,
    Floats,
    Matches,
    constant,
    from_mask,
    places_in,
    spread,
    union,
)
from quotebrowser.index.queries import AtLeast, DateRange, Near, Nearly, OneOf, Unknown
from quotebrowser.index.segments import Docs, FieldReader, Mask
from quotebrowser.index.statistics import K1, segment_of, statistics_of


class TimeIsUpError(Exception):
    """The query takes longer than it may."""


class Evaluator:
    """Evaluates queries over one segment, with the statistics of the whole index.

    Args:
        searcher: Whoosh's searcher of the segment.
        deadline: when to give up, as `time.monotonic` counts; None is never.
    """

    def __init__(self, searcher: Any, deadline: float | None = None) -> None:
        self.schema = searcher.schema
        self.segment = segment_of(searcher)
        self.statistics = statistics_of(searcher)
        self.deadline = deadline

    def evaluate(self, query: Any) -> Matches:
        """What answers `query` in this segment, deleted documents included.

        Raises:
            TimeIsUpError: the deadline has passed.
        """
        if self.deadline is not None and time.monotonic() > self.deadline:
            raise TimeIsUpError
        return _KINDS[type(query)](self, query)

    def within(self, query: Any, docs: Docs) -> tuple[Mask, Floats]:
        """Which of `docs` answer `query`, and their scores, 0 for those that do not."""
        if isinstance(query, wq.Prefix):
            held = self.begun(query)[docs]
            return held, held * np.float32(query.boost)
        if isinstance(query, wq.Or):
            parts = [self.within(part, docs) for part in query.subqueries]
            held = np.logical_or.reduce([part[0] for part in parts])
            return held, np.add.reduce([part[1] for part in parts])
        if isinstance(query, wq.Term):
            return self.term_within(query, docs)
        if isinstance(query, wq.ConstantScoreQuery):
            held, _ = self.within(query.child, docs)
            return held, held * np.float32(query.score)
        if isinstance(query, wq.Phrase | Near):
            near = phrases.exact(query) if isinstance(query, wq.Phrase) else query
            return spread(self.near(near, docs), docs)
        return spread(self.evaluate(query), docs)

    def everything(self) -> Docs:
        """Every document of the segment."""
        return np.arange(self.segment.size, dtype=np.uint32)

    def found(self, name: str, word: str) -> tuple[FieldReader | None, int]:
        """The field and the number of the word in it; -1 where it is not there."""
        field = self.segment.fields.get(name)
        return field, -1 if field is None else field.dictionary.find(word.encode())

    def term(self, query: Any) -> Matches:
        """A single word."""
        field, number = self.found(query.fieldname, query.text)
        if field is None or number < 0:
            return NOTHING
        docs = field.docs(number)
        return Matches(docs, self.bm25(field, number, query.text, docs) * np.float32(query.boost))

    def term_within(self, query: Any, docs: Docs) -> tuple[Mask, Floats]:
        """A single word in some documents."""
        scores = np.zeros(len(docs), np.float32)
        field, number = self.found(query.fieldname, query.text)
        if field is None or number < 0:
            return np.zeros(len(docs), bool), scores
        if field.has("ordinals"):
            held = field.ordinals[docs] == number
            return held, held * np.float32(query.boost)
        held, places = places_in(docs, field.docs(number))
        scores[held] = self.bm25(field, number, query.text, docs[held], places) * np.float32(query.boost)
        return held, scores

    def bm25(
        self, field: FieldReader, number: int, word: str, docs: Docs, places: Any = slice(None)
    ) -> Floats:
        """The score of a word in `docs`, which stand at `places` of its documents."""
        if not self.schema[field.name].scorable:
            return np.ones(len(docs), np.float32)
        rarity = np.float32(self.statistics.rarity(field.name, word))
        counts = field.counts(number)[places].astype(np.float32)
        norms = self.statistics.norms(field.name)[field.codes(docs)]
        return np.asarray(counts * (rarity * np.float32(K1 + 1)) / (counts + norms))

    def several(self, subqueries: list[Any], minimum: int) -> Matches:
        """At least so many of the subqueries."""
        return union([self.evaluate(part) for part in subqueries], self.segment.size, minimum)

    def either(self, query: Any) -> Matches:
        """At least one of the subqueries; beginnings are added up document by document over the segment."""
        begun = [part for part in query.subqueries if isinstance(part, wq.Prefix)]
        if not begun:
            return self.several(query.subqueries, 1)
        scores = np.zeros(self.segment.size, np.float32)
        held = np.zeros(self.segment.size, bool)
        for part in begun:
            mask = self.begun(part)
            held |= mask
            scores += mask * np.float32(part.boost)
        for part in query.subqueries:
            if not isinstance(part, wq.Prefix):
                matches = self.evaluate(part)
                held[matches.docs] = True
                scores[matches.docs] += matches.scores
        docs = np.flatnonzero(held).astype(np.uint32)
        return Matches(docs, scores[docs])

    def size(self, query: Any) -> int:
        """At most so many documents answer: enough to begin with the fewest, and to stop where it is none."""
        if isinstance(query, wq.Term):
            field, number = self.found(query.fieldname, query.text)
            if field is None or number < 0:
                return 0
            begin, end = field.range(number, number + 1)
            return end - begin
        if isinstance(query, wq.Or):
            return sum(self.size(part) for part in query.subqueries)
        if isinstance(query, wq.And):
            return min(self.size(part) for part in query.subqueries)
        if isinstance(query, wq.AndMaybe):
            return self.size(query.subqueries[0])
        if isinstance(query, wq.Phrase | Near):
            words = query.words[:-1] if isinstance(query, Near) and query.prefix else query.words
            name = query.fieldname if isinstance(query, wq.Phrase) else query.name
            return min(self.size(wq.Term(name, word)) for word in words)
        return self.segment.size

    def conjunction(self, query: Any) -> Matches:
        """All subqueries. Each that excludes adds 1 to the score, as Whoosh's inverse matcher does."""
        wanted = [part for part in query.subqueries if not isinstance(part, wq.Not)]
        excluded = [part.query for part in query.subqueries if isinstance(part, wq.Not)]
        sizes = [self.size(part) for part in wanted]
        if wanted and min(sizes) == 0:
            return NOTHING
        wanted = [wanted[place] for place in np.argsort(sizes, kind="stable")]
        matches = self.evaluate(wanted[0]) if wanted else constant(self.everything(), 0.0)
        docs, scores = matches.docs, matches.scores
        for part in wanted[1:]:
            if not len(docs):
                break
            held, added = self.within(part, docs)
            docs, scores = docs[held], scores[held] + added[held]
        for part in excluded if len(docs) else ():
            held, _ = self.within(part, docs)
            docs, scores = docs[~held], scores[~held] + np.float32(1)
        return Matches(docs, scores)

    def and_maybe(self, query: Any) -> Matches:
        """The first subquery, with the scores of the second where that answers too."""
        wanted, bonus = query.subqueries
        matches = self.evaluate(wanted)
        if not len(matches.docs):
            return matches
        return Matches(matches.docs, matches.scores + self.within(bonus, matches.docs)[1])

    def begun(self, query: Any) -> Mask:
        """Which documents hold a word that begins so."""
        field = self.segment.fields.get(query.fieldname)
        if field is None:
            return np.zeros(self.segment.size, bool)
        return field.mask(query.text.encode(), self.segment.size)

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
            scores += self.term_within(wq.Term(query.name, word), found)[1]
        return Matches(found, scores * np.float32(query.boost))

    def dated(self, query: DateRange) -> Mask:
        """Dates that may lie in the range."""
        first, last = self.segment.column("first"), self.segment.column("last")
        found = first > 0
        if query.first is not None:
            found &= last >= query.first
        if query.last is not None:
            found &= first <= query.last
        return np.asarray(found)

    def missing(self, query: Unknown) -> Mask:
        """Documents without a value."""
        if query.name in self.segment.fields:
            return np.asarray(self.segment.fields[query.name].ordinals < 0)
        return np.asarray(self.segment.column(query.name) == 0)

    def one_of(self, query: OneOf) -> Matches:
        """Documents by their uid."""
        field = self.segment.fields.get(query.name)
        if field is None:
            return NOTHING
        return constant(field.docs_of(sorted(query.values)), 0.0)


_KINDS: Final[dict[type, Callable[[Evaluator, Any], Matches]]] = {
    wq.Term: Evaluator.term,
    wq.And: Evaluator.conjunction,
    wq.Or: Evaluator.either,
    wq.AndMaybe: Evaluator.and_maybe,
    wq.Not: lambda evaluator, query: evaluator.conjunction(wq.And([query])),
    wq.Every: lambda evaluator, _: constant(evaluator.everything(), 1.0),
    wq.ConstantScoreQuery: lambda evaluator, query: constant(
        evaluator.evaluate(query.child).docs, query.score
    ),
    wq.Prefix: lambda evaluator, query: from_mask(evaluator.begun(query), query.boost),
    wq.Phrase: lambda evaluator, query: evaluator.near(phrases.exact(query)),
    Near: Evaluator.near,
    Nearly: Evaluator.fuzzy,
    AtLeast: lambda evaluator, query: evaluator.several(query.subqueries, query.minimum),
    DateRange: lambda evaluator, query: from_mask(evaluator.dated(query), 0.0),
    Unknown: lambda evaluator, query: from_mask(evaluator.missing(query), 0.0),
    OneOf: Evaluator.one_of,
}
"""How each kind of query is evaluated."""
