"""Which sentences of two records of one speech are the same: they are laid side by side.

One rule guards it: sentences that match stand in the same order in both. What was said twice is linked with
what stands in the same surroundings, and is never one with what it repeats.
"""

from bisect import bisect_left
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from quotebrowser.collate.same import thresholds
from quotebrowser.collate.same.evidence import Pair, pair, promising
from quotebrowser.collate.same.record_places import Contexts
from quotebrowser.collate.tokens import tokens
from quotebrowser.model import Link, Passage

_HUNDREDTHS: Final = 100
"""In whole hundredths two chains of the same words weigh the same."""

_Place = tuple[int, int]
"""The orders of a sentence of one record and of one of the other."""
_Worth = tuple[int, int]
"""Weight of a chain, and how far in front it stands: of two that weigh the same the first counts."""


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
    chain = _chain({place: round(_HUNDREDTHS * one.found.info) for place, one in matched.items()})
    for place in (*chain, *_halves(chain, matched)):
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


def _chain(weights: Mapping[_Place, int]) -> list[_Place]:
    """The places of the most weight that stand in one order in both records."""
    seconds = sorted({second for _, second in weights})
    tree: list[tuple[_Worth, _Place | None]] = [((0, 0), None)] * (len(seconds) + 1)
    worths: dict[_Place, _Worth] = {}
    before: dict[_Place, _Place | None] = {}
    for place in sorted(weights, key=lambda place: (place[0], -place[1])):
        at = bisect_left(seconds, place[1])
        (weight, front), before[place] = _best(tree, at)
        worths[place] = weight + weights[place], front - sum(place)
        at += 1
        while at <= len(seconds):
            tree[at] = max(tree[at], (worths[place], place), key=lambda each: each[0])
            at += at & -at
    chain: list[_Place] = []
    last = max(worths, key=lambda place: worths[place], default=None)
    while last is not None:
        chain.append(last)
        last = before[last]
    return chain[::-1]


def _best(tree: Sequence[tuple[_Worth, _Place | None]], at: int) -> tuple[_Worth, _Place | None]:
    """The best chain that ends before a place, in a tree of such of Fenwick's kind."""
    found = tree[0]
    while at:
        found = max(found, tree[at], key=lambda each: each[0])
        at -= at & -at
    return found


def _halves(chain: Iterable[_Place], matched: Mapping[_Place, Pair]) -> Iterator[_Place]:
    """Places beside those of a chain where one record has in two sentences what the other has in one."""
    for first, second in chain:
        kept = matched[first, second].found
        for step in (-1, 1):
            one, other = matched.get((first + step, second)), matched.get((first, second + step))
            if one is not None and _are_apart(one.found.second, kept.second):
                yield first + step, second
            if other is not None and _are_apart(other.found.first, kept.first):
                yield first, second + step


def _are_apart(one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Whether two stretches of words have none in common."""
    return one[1] <= other[0] or other[1] <= one[0]
