"""Which sentences of two records of one speech are the same: they are laid side by side.

One rule guards it: what was said twice is linked with what stands in the same surroundings. Sentences that
match one after another are a run; a sentence belongs to the longest run it stands in, never to two.
"""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from quotebrowser.collate.same import thresholds
from quotebrowser.collate.same.evidence import Pair, pair, promising
from quotebrowser.collate.same.record_places import Contexts
from quotebrowser.collate.tokens import tokens
from quotebrowser.model import Link, Passage

_AWAY: Final = 2
"""Sentences over which a run goes on: one may be missing, or heard otherwise."""

_Place = tuple[int, int]
"""The orders of a sentence of one record and of one of the other."""


def side_by_side(
    own: Sequence[Passage],
    others: Sequence[Passage],
    meetings: Iterable[tuple[Passage, Passage]],
    contexts: Contexts | None,
) -> Iterator[Link]:
    """The links between two records' sentences.

    Args:
        own: of one record.
        others: of the other.
        meetings: pairs of sentences that may be the same, by their fingerprints.
        contexts: see `links.link`.
    """
    here, there = ({one.order: one for one in sentences} for sentences in (own, others))
    pairs = [one for a, b in meetings if (one := pair(a, b)).found.cover >= thresholds.LIMITS.weak_cover]
    matched = {(one.a.order, one.b.order): one for one in pairs if one.strong}
    if not matched and contexts is not None:
        asked = [one for one in pairs if one.undecided]
        around = contexts(sorted({each.uid for one in asked for each in (one.a, one.b)}))
        alike = (one for one in asked if one.is_surrounded(around, together=False))
        matched = {(one.a.order, one.b.order): one for one in alike}
    _extend(matched, here, there)
    runs = _runs(matched)
    weights: dict[int, float] = {}
    for place, run in runs.items():
        weights[run] = weights.get(run, 0.0) + matched[place].found.info
    best: dict[tuple[int, int], tuple[float, int]] = {}
    for place, run in runs.items():
        for side, order in enumerate(place):
            best[side, order] = max(best.get((side, order), (0.0, 0)), (weights[run], -run))
    for place, run in runs.items():
        if all(best[side, order][1] == -run for side, order in enumerate(place)):
            yield matched[place].link(1 if matched[place].strong else 2)


def _extend(matched: dict[_Place, Pair], here: Mapping[int, Passage], there: Mapping[int, Passage]) -> None:
    """Find more pairs beside those that match: short sentences are the same where their neighbours are."""
    waiting = deque(matched)
    looked_at = set(matched)
    while waiting:
        first, second = waiting.popleft()
        for step in (-1, 1):
            for place in ((first + step, second + step), (first + step, second), (first, second + step)):
                a, b = here.get(place[0]), there.get(place[1])
                if a is None or b is None or place in looked_at:
                    continue
                looked_at.add(place)
                if _may_be_same(a, b) and (one := pair(a, b)).found.cover >= thresholds.LIMITS.weak_cover:
                    matched[place] = one
                    waiting.append(place)


def _may_be_same(a: Passage, b: Passage) -> bool:
    return tokens(a.text).ids == tokens(b.text).ids or promising(a, b)


def _runs(matched: Iterable[_Place]) -> dict[_Place, int]:
    """The run of each pair, by the order in which runs begin."""
    runs: dict[_Place, int] = {}
    places = set(matched)
    near = [
        (first, second)
        for first in range(-_AWAY, _AWAY + 1)
        for second in range(-_AWAY, _AWAY + 1)
        if first * second > 0 or abs(first) + abs(second) == 1
    ]
    for run, begin in enumerate(sorted(places)):
        waiting = [] if begin in runs else [begin]
        while waiting:
            place = waiting.pop()
            if place not in runs:
                runs[place] = run
                beside = ((place[0] + first, place[1] + second) for first, second in near)
                waiting += (one for one in beside if one in places)
    return runs
