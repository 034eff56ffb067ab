"""A query evaluated over the arrays of one segment.

One rule guards it: what it answers is what Whoosh's own matchers answer, document by document, and where
a query scores by BM25F the scores are theirs too; only the way is another.

The scores are BM25F (Robertson, Zaragoza and Taylor 2004) as Whoosh computes them, a field at a time, with
B 0.75 and K1 1.2. Prefixes and fuzzy words score their boost alone.
"""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from whoosh import query as wq

from quotebrowser.index.queries import AtLeast, DateRange, Near, Nearly, OneOf, Unknown
from quotebrowser.index.segments import Docs, Floats, Integers, Postings, segment_of

_B: Final = 0.75
_K1: Final = 1.2
_MOST_EXPANDED: Final = 1000
"""Words a prefix or fuzzy word may stand for, over which the rest is left out."""


class TimeIsUpError(Exception):
    """The query takes longer than it may."""


@dataclass(frozen=True, slots=True)
class Matches:
    """What answers in one segment."""

    docs: Docs
    """Rising, each once."""
    scores: Floats
    """One a document."""


_NOTHING: Final = Matches(np.zeros(0, np.uint32), np.zeros(0, np.float32))


def _constant(docs: Docs, score: float) -> Matches:
    return Matches(docs, np.full(len(docs), score, np.float32))


def _union(parts: Iterable[Matches], minimum: int = 1) -> Matches:
    """What is in at least `minimum` of `parts`; scores add up."""
    found = [part for part in parts if len(part.docs)]
    if len(found) == 1 and minimum == 1:
        return found[0]
    if len(found) < minimum:
        return _NOTHING
    docs, inverse, counts = np.unique(
        np.concatenate([part.docs for part in found]), return_inverse=True, return_counts=True
    )
    scores = np.bincount(inverse, np.concatenate([part.scores for part in found])).astype(np.float32)
    enough = counts >= minimum
    return Matches(docs[enough], scores[enough])


def _intersection(parts: list[Matches]) -> Matches:
    """What is in all of `parts`; scores add up."""
    parts = sorted(parts, key=lambda part: len(part.docs))
    docs, scores = parts[0].docs, parts[0].scores
    for part in parts[1:]:
        docs, left, right = np.intersect1d(docs, part.docs, assume_unique=True, return_indices=True)
        scores = scores[left] + part.scores[right]
    return Matches(docs, scores)


class Evaluator:
    """Evaluates queries over one segment, with the statistics of the whole index.

    Args:
        searcher: Whoosh's searcher of the segment.
        deadline: when to give up, as `time.monotonic` counts; None is never.
    """

    def __init__(self, searcher: Any, deadline: float | None = None) -> None:
        self.searcher = searcher
        self.whole = searcher.get_parent()
        self.segment = segment_of(searcher.reader())
        self.deadline = deadline
        self._kinds: dict[type, Callable[[Any], Matches]] = {
            wq.Term: self.term,
            wq.And: self.conjunction,
            wq.Not: lambda query: self.conjunction(wq.And([query])),
            wq.Or: lambda query: _union(map(self.evaluate, query.subqueries)),
            wq.AndMaybe: self.and_maybe,
            wq.Every: lambda _: _constant(self.everything(), 1.0),
            wq.ConstantScoreQuery: lambda query: _constant(self.evaluate(query.child).docs, query.score),
            wq.Prefix: self.prefix,
            Nearly: self.fuzzy,
            wq.Phrase: lambda query: self.near(
                Near(query.fieldname, tuple(query.words), query.slop - 1, query.boost, prefix=False)
            ),
            Near: self.near,
            AtLeast: lambda query: _union(map(self.evaluate, query.subqueries), query.minimum),
            DateRange: self.date_range,
            Unknown: self.unknown,
            OneOf: self.one_of,
        }

    def evaluate(self, query: Any) -> Matches:
        """What answers `query` in this segment, deleted documents included.

        Raises:
            TimeIsUpError: the deadline has passed.
        """
        if self.deadline is not None and time.monotonic() > self.deadline:
            raise TimeIsUpError
        return self._kinds[type(query)](query)

    def everything(self) -> Docs:
        """Every document of the segment."""
        return np.arange(self.segment.size, dtype=np.uint32)

    def term(self, query: Any) -> Matches:
        """A single word."""
        postings = self.segment.postings(query.fieldname, query.text)
        if postings is None:
            return _NOTHING
        return Matches(
            postings.docs, self.bm25(query.fieldname, query.text, postings) * np.float32(query.boost)
        )

    def bm25(self, name: str, word: str, postings: Postings) -> Floats:
        """The score of `word` in each of its documents."""
        if not self.searcher.schema[name].scorable:
            return postings.counts
        idf = self.whole.idf(name, word)
        average = self.whole.avg_field_length(name) or 1
        counts = postings.counts
        norm = _K1 * ((1 - _B) + _B * postings.lengths / average)
        return np.asarray(idf * (counts * (_K1 + 1)) / (counts + norm), np.float32)

    def conjunction(self, query: Any) -> Matches:
        """All subqueries. Each that excludes adds 1 to the score, as Whoosh's inverse matcher does."""
        wanted = [part for part in query.subqueries if not isinstance(part, wq.Not)]
        excluded = [part.query for part in query.subqueries if isinstance(part, wq.Not)]
        parts = [self.evaluate(part) for part in wanted]
        matches = _intersection(parts or [_constant(self.everything(), 0.0)])
        for part in excluded:
            kept = ~np.isin(matches.docs, self.evaluate(part).docs, assume_unique=True)
            matches = Matches(matches.docs[kept], matches.scores[kept] + np.float32(1))
        return matches

    def and_maybe(self, query: Any) -> Matches:
        """The first subquery, with the scores of the second where that answers too."""
        wanted, bonus = map(self.evaluate, query.subqueries)
        if not len(wanted.docs) or not len(bonus.docs):
            return wanted
        _, left, right = np.intersect1d(wanted.docs, bonus.docs, assume_unique=True, return_indices=True)
        scores = wanted.scores.copy()
        scores[left] += bonus.scores[right]
        return Matches(wanted.docs, scores)

    def expanded(self, name: str, words: Iterable[str], score: float) -> Matches:
        """Documents that hold any of `words`."""
        found: list[Docs] = []
        for _, word in zip(range(_MOST_EXPANDED), words, strict=False):
            if self.deadline is not None and time.monotonic() > self.deadline:
                raise TimeIsUpError
            postings = self.segment.postings(name, word)
            if postings is not None:
                found.append(postings.docs)
        return _constant(np.unique(np.concatenate(found)), score) if found else _NOTHING

    def prefix(self, query: Any) -> Matches:
        """Words that begin so."""
        return self.expanded(
            query.fieldname, self.segment.beginning(query.fieldname, query.text), query.boost
        )

    def fuzzy(self, query: Nearly) -> Matches:
        """Words that are nearly so."""
        near = self.segment.near(query.name, query.word, query.distance)
        return self.expanded(query.name, near, query.boost)

    def near(self, query: Near) -> Matches:
        """Words in order: for each place of a word the latest start of the words before it."""
        places = starts = self.segment.positions(query.name, query.words[0])
        for number, word in enumerate(query.words[1:], 2):
            following = self.places(query, word, last=number == len(query.words))
            if not len(places) or not len(following):
                return _NOTHING
            before = np.searchsorted(places, following) - 1
            starts = starts[before]
            kept = (before >= 0) & (following - starts <= number - 1 + query.slop)
            places, starts = following[kept], starts[kept]
        docs = np.unique(places >> 32).astype(np.uint32)
        return Matches(docs, self.phrase_scores(query, docs) * np.float32(query.boost))

    def places(self, query: Near, word: str, *, last: bool) -> Integers:
        """Where `word` stands; at the end of a phrase that is only begun, where words stand that begin so."""
        name = query.name
        if not (last and query.prefix):
            return self.segment.positions(name, word)
        begun = zip(range(_MOST_EXPANDED), self.segment.beginning(name, word), strict=False)
        found = [self.segment.positions(name, item) for _, item in begun]
        return np.sort(np.concatenate(found)) if found else np.zeros(0, np.int64)

    def phrase_scores(self, query: Near, docs: Docs) -> Floats:
        """The scores of the phrase's words in `docs`, added up; one that is only begun counts nothing."""
        scores = np.zeros(len(docs), np.float32)
        words = query.words[:-1] if query.prefix else query.words
        for word in words:
            postings = self.segment.postings(query.name, word)
            if postings is not None:
                scores += self.bm25(query.name, word, postings)[np.searchsorted(postings.docs, docs)]
        return scores

    def date_range(self, query: DateRange) -> Matches:
        """Dates that may lie in the range."""
        first, last = self.segment.column("first"), self.segment.column("last")
        found = first > 0
        if query.first is not None:
            found &= last >= query.first
        if query.last is not None:
            found &= first <= query.last
        return _constant(np.flatnonzero(found).astype(np.uint32), 0.0)

    def unknown(self, query: Unknown) -> Matches:
        """Documents without a value."""
        missing = (
            self.segment.column("first") == 0
            if query.name == "first"
            else self.segment.facets(query.name).ordinals < 0
        )
        return _constant(np.flatnonzero(missing).astype(np.uint32), 0.0)

    def one_of(self, query: OneOf) -> Matches:
        """Documents by their uid."""
        found = [self.segment.postings(query.name, value) for value in query.values]
        docs = [postings.docs for postings in found if postings is not None]
        return _constant(np.unique(np.concatenate(docs)), 0.0) if docs else _NOTHING
