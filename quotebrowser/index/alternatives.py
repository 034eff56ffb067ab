"""Queries of which any part may answer: a word in any of its fields, a beginning, several words.

One rule guards it: a document scores the sum of all parts that it answers, in whichever way they are added
up: few documents by sorting, many in one pass over the segment, given ones by looking each up.

While a sentence is typed all its words but the last stay the same; what was found of a word that many
documents hold is kept, so that a keystroke costs the word being typed.
"""

from collections import OrderedDict
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import numpy.typing as npt
from whoosh import query as wq

from quotebrowser.index.field_reader import Docs, Mask
from quotebrowser.index.matches import SPARSE, Answer, Floats, Table, constant, listed, spread, union
from quotebrowser.index.segments import Segment

if TYPE_CHECKING:
    from quotebrowser.index.evaluating import Evaluator

_KEPT: Final = 6
"""Words whose tables are kept. One takes five bytes a document."""

GALLOP: Final = 16
"""Documents are looked up one by one in a set so many times larger; else the set is worked out whole."""

_Key = tuple[tuple[type, str, str, float], ...]


class Alternatives:
    """Evaluates queries of alternatives over one segment.

    Args:
        segment: that is searched.
    """

    def __init__(self, segment: Segment) -> None:
        self._segment = segment
        self._kept: OrderedDict[_Key, Table] = OrderedDict()

    def either(self, evaluator: "Evaluator", query: Any) -> Answer:
        """What answers at least one of the subqueries."""
        parts = query.subqueries
        sizes = [evaluator.size(part) for part in parts]
        parts = [part for part, size in zip(parts, sizes, strict=True) if size]
        if sum(sizes) * SPARSE < self._segment.size:
            return union([listed(self._few(evaluator, part)) for part in parts], self._segment.size)
        key = _key(parts)
        found = None if key is None else self._kept.get(key)
        if found is None:
            found = self._table(evaluator, parts, scored=key is not None)
            if key is not None:
                self._kept[key] = found
                while len(self._kept) > _KEPT:
                    self._kept.popitem(last=False)
        else:
            self._kept.move_to_end(key or ())
        return found

    def _few(self, evaluator: "Evaluator", part: Any) -> Answer:
        """A part that few documents answer."""
        if not isinstance(part, wq.Prefix):
            return evaluator.evaluate(part)
        field = self._segment.fields[part.fieldname]
        docs = field.docs_between(*field.dictionary.beginning(part.text.encode()))
        return constant(np.unique(docs), part.boost)

    def _table(self, evaluator: "Evaluator", parts: list[Any], *, scored: bool) -> Table:
        """All parts added up over the segment; `scored` where each gives a score above 0."""
        begun, others = _split(parts)
        scores = np.zeros(self._segment.size, np.float32)
        held = np.zeros(self._segment.size, bool)
        for text, boosts in begun.items():
            scores += _bit_scores(boosts).take(self._segment.begun(tuple(boosts), text.encode()))
        for part in others:
            answer = evaluator.evaluate(part)
            if isinstance(answer, Table):
                scores += answer.scores * answer.held
                held |= answer.held
            else:
                docs = answer.docs.astype(np.intp)
                np.add.at(scores, docs, answer.scores)
                if not scored:
                    held[docs] = True
        return Table(held | (scores > 0), scores)

    def within(self, evaluator: "Evaluator", query: Any, docs: Docs) -> tuple[Mask, Floats]:
        """Which of `docs` answer at least one of the subqueries, and their scores."""
        parts = [query] if isinstance(query, wq.Prefix) else query.subqueries
        key = _key(parts)
        known = None if key is None else self._kept.get(key)
        if known is not None:
            return spread(known, docs)
        if evaluator.size(query) < len(docs) * GALLOP:
            return spread(evaluator.evaluate(query), docs)
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
        """At most so many documents hold a word that begins so."""
        field = self._segment.fields.get(query.fieldname)
        if field is None:
            return 0
        begin, end = field.range(*field.dictionary.beginning(query.text.encode()))
        return min(end - begin, self._segment.size)


def _key(parts: list[Any]) -> _Key | None:
    """What tells alternatives of words and beginnings from others; None where there is anything else."""
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
        scores = np.concatenate([scores, scores + np.float32(boost)])
    return scores
