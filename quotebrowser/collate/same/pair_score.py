"""How much of one passage's words another prints: the score of a pair.

One rule guards it: `score(a, b)` and `score(b, a)` tell the same. An alignment is not symmetric where several
are equally long, so the caller's order never reaches it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from rapidfuzz.distance import LCSseq

from quotebrowser.collate.tokens import Tokens

_CONTAINED_UP_TO: Final = 12
_GAP: Final = 2.0
_GAP_POWER: Final = 0.7
_LONGEST_GAP: Final = 6
_GAP_COST: Final = tuple(_GAP * length**_GAP_POWER for length in range(_LONGEST_GAP + 1))
"""What a gap of this many words costs, tuned with the tiers of `links`; longer gaps cost like the last."""
_LONGEST_NUMBER: Final = 3


@dataclass(frozen=True, slots=True)
class Score:
    """What two passages share."""

    info: float
    """Weight of the words they share in the best run of neighbouring matches."""
    cover: float
    """Share of the lighter passage's weight: 0..1."""
    run: float
    """Weight of the heaviest stretch of equal words."""
    words: int
    """Words of the shorter passage."""
    pure: float = 1.0
    """Share of that run's weight, words between the matches included, that is shared: 0..1."""
    first: tuple[int, int] = (0, 0)
    """First word of the first passage in that run, and one past its last."""
    second: tuple[int, int] = (0, 0)
    """The same of the second passage."""
    shared: int = 0
    """Number of words they share in that run."""
    recounted: bool = False
    """Whether a number in that run differs: `12 dead`, `21 dead`."""


_NOTHING: Final = Score(0.0, 0.0, 0.0, 0)


def score(a: Tokens, b: Tokens) -> Score:
    """What `a` and `b` share, by the best local stretch of their longest common subsequence."""
    if (len(a), a.ids, a.weights) <= (len(b), b.ids, b.weights):
        return _score(a, b)
    found = _score(b, a)
    return replace(found, first=found.second, second=found.first)


def at_most(a: Tokens, b: Tokens) -> float:
    """The most weight that the two can share, names undiminished, at a tenth of what `score` costs."""
    if (len(a), a.ids, a.weights) > (len(b), b.ids, b.weights):
        a, b = b, a
    if a.known.isdisjoint(b.known):
        return 0.0
    known = b.known
    return sum(weight for word, weight in zip(a.ids, a.raw, strict=True) if word in known)


def matches(a: Tokens, b: Tokens, found: Score) -> Iterator[tuple[int, int]]:
    """The stretches of `b`, first word and one past the last, that are equal words in what the two share.

    Args:
        a: one passage.
        b: the other.
        found: their score.
    """
    swapped = (len(a), a.ids, a.weights) > (len(b), b.ids, b.weights)
    shorter, longer = (b, a) if swapped else (a, b)
    if len(shorter) <= _CONTAINED_UP_TO and _find(longer, shorter) >= 0:
        yield found.second
        return
    for begin, end, there, gone in _blocks(shorter, longer):
        first, last = (begin, end) if swapped else (there, gone)
        if found.second[0] <= first < last <= found.second[1]:
            yield first, last


def _score(a: Tokens, b: Tokens) -> Score:
    """`score` with the shorter passage first.

    A word that is part of a name in one of the two weighs in both what it weighs there: capitals are a matter
    of style. Where one prints a number and the other another, neither counts: it is the same sentence.
    """
    if not len(a):
        return _NOTHING
    if len(a) <= _CONTAINED_UP_TO and (at := _find(b, a)) >= 0:
        weight = sum(map(min, a.weights, b.weights[at:]))
        return Score(weight, 1.0, weight, len(a), 1.0, (0, len(a)), (at, at + len(a)), len(a))
    ours, theirs = a.weights, b.weights
    top = current = matched = info = heaviest = lost_a = lost_b = kept_a = kept_b = 0.0
    count = shared = numbers = done_a = done_b = 0
    start, first, second = (0, 0, 0.0, 0.0), (0, 0), (0, 0)
    for begin, end, there, gone in _blocks(a, b):
        if _are_numbers(a, done_a, begin) and _are_numbers(b, done_b, there):
            lost_a += sum(ours[done_a:begin])
            lost_b += sum(theirs[done_b:there])
            numbers += 1
        else:
            current -= _GAP_COST[min(begin - done_a, _LONGEST_GAP)]
            current -= _GAP_COST[min(there - done_b, _LONGEST_GAP)]
        done_a, done_b = end, gone
        run = sum(map(min, ours[begin:end], theirs[there:gone]))
        if current <= 0:
            current = matched = 0.0
            count = 0
            start = begin, there, lost_a, lost_b
        lost_a += sum(ours[begin:end]) - run
        lost_b += sum(theirs[there:gone]) - run
        current += run
        matched += run
        count += end - begin
        heaviest = max(heaviest, run)
        if current > top:
            top, info, shared = current, matched, count
            first, second = (start[0], end), (start[1], gone)
            kept_a = sum(ours[slice(*first)]) - lost_a + start[2]
            kept_b = sum(theirs[slice(*second)]) - lost_b + start[3]
    spread = max(kept_a, kept_b, info)
    lighter = max(min(a.total - lost_a, b.total - lost_b), info)
    cover, pure = (info / lighter, info / spread) if info else (0.0, 0.0)
    return Score(info, cover, heaviest, len(a), pure, first, second, shared, recounted=numbers > 0)


def _blocks(a: Tokens, b: Tokens) -> Iterator[tuple[int, int, int, int]]:
    """Stretches of equal words: first and one past the last of `a`, and the same of `b`.

    Behind the last stand the ends, where a number follows it in both: `the dead are 12`.
    """
    for operation in LCSseq.opcodes(a.ids, b.ids):
        if operation.tag == "equal":
            yield operation.src_start, operation.src_end, operation.dest_start, operation.dest_end
    if a.numbers and b.numbers:
        yield len(a), len(a), len(b), len(b)


def _are_numbers(words: Tokens, begin: int, end: int) -> bool:
    """Whether a stretch is one number: `12`, `twenty-one`."""
    return 0 < end - begin <= _LONGEST_NUMBER and words.numbers.issuperset(words.ids[begin:end])


def _find(longer: Tokens, shorter: Tokens) -> int:
    """Where the words of `shorter` stand in `longer` without a gap; -1 where they do not."""
    whole, part, width = longer.ids.tobytes(), shorter.ids.tobytes(), longer.ids.itemsize
    at = whole.find(part)
    while at >= 0 and at % width:
        at = whole.find(part, at + 1)
    return at // width if at >= 0 else -1
