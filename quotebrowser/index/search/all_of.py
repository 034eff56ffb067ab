"""Queries of which every part must answer.

One rule guards it: the part that the fewest documents answer comes first, and the others are asked about
those documents alone.
"""

from typing import Any

import numpy as np
from whoosh import query as wq

from quotebrowser.index.format.answer_sets import NOTHING, Answer, Matches, Table, even
from quotebrowser.index.search.any_of import GALLOP
from quotebrowser.index.search.set_math import Parts


def conjunction(evaluator: Parts, query: Any) -> Answer:
    """All subqueries. Each that excludes adds 1 to the score, as Whoosh's inverse matcher does."""
    wanted = [part for part in query.subqueries if not isinstance(part, wq.Not)]
    excluded = [part.query for part in query.subqueries if isinstance(part, wq.Not)]
    if len(wanted) > 1:
        sizes = [evaluator.size(part) for part in wanted]
        if min(sizes) == 0:
            return NOTHING
        wanted = [wanted[place] for place in np.argsort(sizes, kind="stable")]
    answer = _all(evaluator, wanted)
    for part in excluded:
        answer = _without(evaluator, answer, part)
    return answer


def _all(evaluator: Parts, wanted: list[Any]) -> Answer:
    if not wanted:
        return even(np.ones(evaluator.segment.size, bool), 0.0)
    answer = evaluator.evaluate(wanted[0])
    for part in wanted[1:]:
        if isinstance(answer, Matches):
            held, added = evaluator.within(part, answer.docs)
            answer = Matches(answer.docs[held], answer.scores[held] + added[held])
        else:
            answer = evaluator.joiner.both(answer, evaluator.evaluate(part))
    return answer


def _without(evaluator: Parts, answer: Answer, part: Any) -> Answer:
    one = np.float32(1)
    if isinstance(answer, Matches):
        held, _ = evaluator.within(part, answer.docs)
        return Matches(answer.docs[~held], answer.scores[~held] + one)
    if isinstance(part, wq.Term) and evaluator.has_values(part.fieldname):
        return Table(answer.held & evaluator.others(part), answer.plus(one), own=True)
    excluded = evaluator.evaluate(part)
    if isinstance(excluded, Table):
        return Table(answer.held & ~excluded.held, answer.plus(one), own=True)
    held = answer.held.copy()
    held[excluded.docs] = False
    return Table(held, answer.plus(one), own=True)


def and_maybe(evaluator: Parts, query: Any) -> Answer:
    """The first subquery, with the scores of the second where that answers too."""
    wanted, bonus = query.subqueries
    answer = evaluator.evaluate(wanted)
    if isinstance(answer, Matches) and len(answer.docs) * GALLOP < evaluator.segment.size:
        return Matches(answer.docs, answer.scores + evaluator.within(bonus, answer.docs)[1])
    added = evaluator.evaluate(bonus)
    plain = isinstance(bonus, wq.ConstantScoreQuery)
    if isinstance(answer, Matches):
        return Matches(answer.docs, answer.scores + evaluator.joiner.spread(added, answer.docs)[1])
    if isinstance(added, Table):
        scores = answer.plus(added.scores if plain else added.scores * added.held)
        return Table(answer.held, scores, own=True)
    scores = answer.scores if answer.own else answer.scores.copy()
    np.add.at(scores, added.docs.astype(np.intp), added.scores)
    return Table(answer.held, scores, own=True)
