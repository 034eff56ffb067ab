"""Queries of which any part may answer: a word in any of its fields, a beginning, several words.

One rule guards it: a document scores the sum of all parts that it answers, in whichever way they are added
up: few documents by sorting, many in one pass over the segment, given ones by looking each up.

While a sentence is typed all its words but the last stay the same; what was found of a word that many
documents hold is kept, so that a keystroke costs the word being typed.
"""

from collections import OrderedDict
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from whoosh import query as wq

from quotebrowser.index.analysis import stem
from quotebrowser.index.format.answer_sets import (
    Answer,
    Floats,
    Matches,
    Table,
    constant,
    listed,
    looked_up,
    stepped,
)
from quotebrowser.index.format.arrays import Docs, Mask
from quotebrowser.index.format.segments import Segment
from quotebrowser.index.index_fields import STEMMED
from quotebrowser.index.search.set_math import Parts

_KEPT: Final = 6
"""Words of which is kept what was found. One takes at most five bytes a document of the segment."""

_FEW: Final = 4096
"""What so few documents answer is not kept: it is found again as soon."""

_MOST: Final = 0.5
"""From this many postings a document on, a pass over all of the segment costs less than one over them."""

GALLOP: Final = 16
"""Documents are looked up one by one in a set this many times larger; else the set is worked out whole."""

_Key = tuple[tuple[type, str, str, float], ...]


class Alternatives:
    """Evaluates queries of alternatives over one segment.

    Args:
        segment: that is searched.
    """

    def __init__(self, segment: Segment) -> None:
        self._segment = segment
        self._kept: OrderedDict[_Key, Answer] = OrderedDict()

    def either(self, evaluator: Parts, query: Any) -> Answer:
        """What answers at least one of the subqueries."""
        joined = self._joined(evaluator, query.subqueries)
        if joined is not None:
            return joined
        sizes = [evaluator.size(part) for part in query.subqueries]
        parts = [part for part, size in zip(query.subqueries, sizes, strict=True) if size]
        total = sum(sizes)
        if total < _FEW:
            return self._listed(evaluator, parts)
        key = _key(parts)
        found = None if key is None else self._kept.get(key)
        if key is not None and found is not None:
            self._kept.move_to_end(key)
            return found
        if total < self._segment.size * _MOST:
            found = self._listed(evaluator, parts)
        else:
            found = self._table(evaluator, query.subqueries, scored=key is not None)
        if key is not None:
            self._kept[key] = found
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return found

    def _word(self, parts: list[Any], names: tuple[str, ...]) -> str | None:
        """The word that is looked for in just these fields, where that is kept joined; else None."""
        if len(parts) != len(names) or not all(isinstance(part, wq.Term) for part in parts):
            return None
        texts = {part.fieldname: part.text for part in parts}
        word = next((part.text for part in parts if part.fieldname != STEMMED), "")
        wanted = {name: stem(word) if name == STEMMED else word for name in names}
        return word if texts == wanted and self._segment.everywhere.knows(word) else None

    def _joined(self, evaluator: Parts, parts: list[Any]) -> Answer | None:
        """The documents of a common word looked for everywhere; None if it is not one."""
        word = self._word(parts, self._segment.everywhere.fields)
        return (
            None if word is None else self._segment.everywhere.answer(word, self._weights(evaluator, parts))
        )

    def _weights(self, evaluator: Parts, parts: list[Any]) -> list[Floats | None]:
        """What each form of a word scores in each field; None for a field that is not asked."""
        asked = {part.fieldname: part for part in parts}
        fields = self._segment.fields
        return [
            evaluator.weights(fields[name], asked[name]) if name in asked else None
            for name in self._segment.everywhere.fields
        ]

    def _typed(self, evaluator: Parts, parts: list[Any]) -> Answer | None:
        """What the exact word adds to a beginning: its scores where it is not looked for by its stem.

        Documents that hold the stem alone score 0.
        """
        plain = tuple(name for name in self._segment.everywhere.fields if name != STEMMED)
        word = self._word(parts, plain)
        return (
            None if word is None else self._segment.everywhere.answer(word, self._weights(evaluator, parts))
        )

    def _listed(self, evaluator: Parts, parts: list[Any]) -> Matches:
        """All parts joined, each of which not most documents answer."""
        begun, others = _split(parts)
        found = [listed(evaluator.evaluate(part)) for part in others]
        for text, boosts in begun.items():
            beginnings = [wq.Prefix(name, text, boost=boost) for name, boost in boosts.items()]
            if sum(map(evaluator.size, beginnings)) < _FEW:
                found += map(self._few, beginnings)
            else:
                bits = self._segment.begun(tuple(boosts), text.encode())
                docs = np.flatnonzero(bits)
                found.append(Matches(docs.astype(np.uint32), _bit_scores(boosts).take(bits.take(docs))))
        return evaluator.joiner.union(found)

    def _few(self, part: Any) -> Matches:
        """A beginning that few documents hold."""
        field = self._segment.fields[part.fieldname]
        docs = field.docs_between(*field.dictionary.beginning(part.text.encode()))
        return constant(np.unique(docs), part.boost)

    def _table(self, evaluator: Parts, parts: list[Any], *, scored: bool) -> Table:
        """All parts added up over the segment; `scored` where each gives a score above 0."""
        begun, others = _split(parts)
        scores = np.zeros(0, np.float32)
        for text, boosts in begun.items():
            found = looked_up(_bit_scores(boosts), self._segment.begun(tuple(boosts), text.encode()))
            scores = np.add(scores, found, out=scores) if len(scores) else found
        if not len(scores):
            scores = np.zeros(self._segment.size, np.float32)
        held = scores > 0
        typed = self._typed(evaluator, others) if begun else None
        for answer in map(evaluator.evaluate, others) if typed is None else (typed,):
            if isinstance(answer, Table):
                scores += answer.scores * answer.held
                held |= answer.held
            else:
                docs = answer.docs.astype(np.intp)
                np.add.at(scores, docs, answer.scores)
                if not scored:
                    held[docs] = True
        return Table(scores > 0 if scored else held, scores)

    def within(self, evaluator: Parts, query: Any, docs: Docs) -> tuple[Mask, Floats]:
        """Which of `docs` answer at least one of the subqueries, and their scores."""
        parts = [query] if isinstance(query, wq.Prefix) else query.subqueries
        key = _key(parts)
        known = None if key is None else self._kept.get(key)
        if known is None:
            known = self._joined(evaluator, parts)
        if known is not None:
            return evaluator.joiner.spread(known, docs)
        if evaluator.size(query) < len(docs) * GALLOP:
            return evaluator.joiner.spread(evaluator.evaluate(query), docs)
        begun, others = _split(parts)
        scores = np.zeros(len(docs), np.float32)
        held = np.zeros(len(docs), bool)
        for text, boosts in begun.items():
            bits = self._segment.begun(tuple(boosts), text.encode()).take(docs)
            held |= bits > 0
            scores += _bit_scores(boosts).take(bits)
        for part in others:
            answers, added = evaluator.within(part, docs)
            held |= answers
            scores += added
        return held, scores

    def size_of_beginning(self, query: Any) -> int:
        """At most this many documents hold a word that begins so."""
        field = self._segment.fields.get(query.fieldname)
        if field is None:
            return 0
        begin, end = field.range(*field.dictionary.beginning(query.text.encode()))
        return min(end - begin, self._segment.size)


def _key(parts: list[Any]) -> _Key | None:
    """What tells alternatives of words and beginnings from others; None if there is anything else."""
    if all(isinstance(part, wq.Term | wq.Prefix) for part in parts):
        return tuple((type(part), part.fieldname, part.text, part.boost) for part in parts)
    return None


def _split(parts: list[Any]) -> tuple[dict[str, dict[str, float]], list[Any]]:
    """Beginnings by their text, each with the boosts of its fields; and what is none."""
    begun: dict[str, dict[str, float]] = {}
    others = []
    for part in parts:
        if isinstance(part, wq.Prefix):
            boosts = begun.setdefault(part.text, {})
            boosts[part.fieldname] = boosts.get(part.fieldname, 0.0) + part.boost
        else:
            others.append(part)
    return begun, others


def _bit_scores(boosts: dict[str, float]) -> npt.NDArray[np.float32]:
    """For each set of fields, as bits, the sum of their boosts."""
    scores = np.zeros(1, np.float32)
    for boost in boosts.values():
        scores = np.concatenate([scores, scores + stepped(boost)])
    return scores
