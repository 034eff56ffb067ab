"""What a passage of an article has in common with neighbouring sentences of a record.

One rule guards it: a stretch is the first and the fewest sentences that have as much of the passage as any.

A record's passages are its sentences. A passage that prints two of them, or the end of one and half of the
next, is held against all that its words may reach from one that it meets, as if they were one passage.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final, Protocol

from quotebrowser.collate.same import thresholds
from quotebrowser.collate.same.evidence import Pair, is_enough, most_shared, pair
from quotebrowser.collate.same.pair_score import matches
from quotebrowser.collate.tokens import BETWEEN_PARTS, tokens
from quotebrowser.model import Passage

MOST_MEETINGS: Final = 8
"""Sentences around which a passage is looked for, those with most of its words: what more of them have is
said again and again."""
_MOST_BESIDE: Final = 40
"""Sentences on either side of one of them that are looked at."""
_LEAST_BESIDE: Final = 2
_SHORT_SENTENCE: Final = 4
"""Words: a passage of forty may reach over ten such sentences."""

Meeting = tuple[Passage, Passage]
"""A passage of an article, and a sentence of a record that may print some of its words."""


class Sentences(Protocol):
    """A record, as its printings are looked for in it."""

    def at(self, places: Collection[int], /) -> Sequence[Passage]:
        """Its passages at these places."""
        ...

    def sharing(self, values: Iterable[int], minimum: int = 1, /) -> Mapping[str, bytes]:
        """Uids of its passages with some of these numbers, see `heavy_words`, and their traces' words."""
        ...

    def passages(self, uids: Iterable[str], /) -> Sequence[Passage]:
        """The passages of these uids."""
        ...


@dataclass(frozen=True)
class Stretch:
    """Neighbouring sentences of a turn, and what a passage has in common with them as a whole."""

    pair: Pair
    """The passage, and the sentences as one."""
    sentences: tuple[Passage, ...]

    @cached_property
    def printed(self) -> tuple[tuple[Passage, float], ...]:
        """The sentences that the passage prints, with the weight it prints of each: at least one."""
        limits, words = thresholds.LIMITS, tokens(self.pair.b.text)
        shared = [0.0] * len(words)
        for begin, end in matches(tokens(self.pair.a.text), words, self.pair.found):
            shared[begin:end] = words.weights[begin:end]
        found, at = [], 0
        for sentence in self.sentences:
            own = tokens(sentence.text)
            found.append((sentence, sum(shared[at : at + len(own)]), own.total))
            at += len(own)
        most = max(weight for _, weight, _ in found)
        return tuple(
            (sentence, weight)
            for sentence, weight, total in found
            if weight == most or weight >= limits.part_info or weight >= limits.same_place * total > 0
        )


def stretches(meetings: Iterable[Meeting], sentences: Sentences) -> list[Stretch]:
    """What passages have in common with the sentences around those that they meet."""
    met: dict[str, tuple[Passage, dict[int, Passage]]] = {}
    for passage, sentence in meetings:
        met.setdefault(passage.uid, (passage, {}))[1][sentence.order] = sentence
    wanted: list[tuple[Passage, list[int], int]] = []
    places: set[int] = set()
    for passage, found in met.values():
        ranked = sorted(found, key=lambda order: (-most_shared(passage, found[order]), order))
        beside = min(_LEAST_BESIDE + len(tokens(passage.text)) // _SHORT_SENTENCE, _MOST_BESIDE)
        wanted.append((passage, sorted(ranked[:MOST_MEETINGS]), beside))
        for order in ranked[:MOST_MEETINGS]:
            places.update(range(max(0, order - beside), order + beside + 1))
    near = {one.order: one for one in sentences.at(places)} if places else {}
    return [
        stretch
        for passage, orders, beside in wanted
        for window in _windows(passage, orders, beside, near)
        for stretch in _in_window(passage, window)
    ]


def _windows(
    passage: Passage, met: Iterable[int], beside: int, near: Mapping[int, Passage]
) -> Iterator[tuple[Passage, ...]]:
    """The sentences that a passage may print, by the orders of those that it meets, each once."""
    reach = len(tokens(passage.text))
    window: list[Passage] = []
    for order in met:
        if order not in near:
            continue
        first, last = (_reached(near, order, step, reach, beside) for step in (-1, 1))
        if window and first > window[-1].order:
            yield tuple(window)
            window = []
        begin = window[-1].order + 1 if window else first
        window += (near[at] for at in range(begin, last + 1))
    if window:
        yield tuple(window)


def _reached(near: Mapping[int, Passage], order: int, step: int, reach: int, beside: int) -> int:
    """The order of the last sentence of a turn that so many words reach from one, in one direction."""
    words, at = 0, order
    while words < reach and abs(at - order) < beside:
        after = near.get(at + step)
        if after is None or after.quote != near[order].quote:
            break
        words += len(tokens(after.text))
        at += step
    return at


def _in_window(passage: Passage, window: tuple[Passage, ...]) -> Iterator[Stretch]:
    """The best stretch of a window, and that of the sentences beside it which have the rest of the words.

    Who prints two sentences in the other order has but one of them in common with the whole.
    """
    words = tokens(passage.text)
    held = _known(window)
    most = sum(weight for word, weight in zip(words.ids, words.raw, strict=True) if word in held)
    if not is_enough(most, min(words.bare, sum(tokens(one.text).bare for one in window))):
        return
    found = _placed(passage, window)
    yield found
    begin, end = found.pair.found.first
    rest = {word for at, word in enumerate(words.ids) if not begin <= at < end}
    weights = dict(zip(words.ids, words.raw, strict=True))
    first, last = (window.index(found.sentences[at]) for at in (0, -1))
    for part in (window[:first], window[last + 1 :]):
        shared = rest & _known(part)
        if sum(weights[word] for word in shared) >= thresholds.LIMITS.weak_info:
            yield _placed(passage, part)


def _known(sentences: Iterable[Passage]) -> frozenset[int]:
    """The words of sentences."""
    return frozenset[int]().union(*(tokens(one.text).known for one in sentences))


def _placed(passage: Passage, window: tuple[Passage, ...]) -> Stretch:
    found = Stretch(pair(passage, _joined(window)), window)
    while (at := window.index(found.printed[0][0])) and (one := _as_good(found, window[:at])):
        found, window = one, one.sentences
    places = [window.index(sentence) for sentence, _ in found.printed]
    found = _as_good(found, window[places[0] : places[-1] + 1]) or found
    for part in (slice(0, -1), slice(1, None)):
        while one := _as_good(found, found.sentences[part]):
            found = one
    return found


def _as_good(found: Stretch, window: tuple[Passage, ...]) -> Stretch | None:
    """What the passage has in common with fewer sentences, if that is as much."""
    passage, least = found.pair.a, found.pair.found.info
    if not window or not least or len(window) == len(found.sentences):
        return None
    fewer = _joined(window)
    if most_shared(passage, fewer) < least:
        return None
    one = Stretch(pair(passage, fewer), window)
    return one if one.pair.found.info >= least else None


def _joined(window: Sequence[Passage]) -> Passage:
    return replace(window[0], text=BETWEEN_PARTS.join(one.text for one in window))
