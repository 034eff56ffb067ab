"""At which places of a record, a transcript or captions, the passages of an article stand.

One rule guards it: a passage stands at one place. What was said twice is two things said, and whoever prints
the words without what was said around them prints the first.

A record's passages are its sentences. A passage that prints two of them, or the end of one and half of the
next, is held against all that its words may reach, as if they were one passage, and is linked with those that
it prints.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, Protocol

from quotebrowser.collate.same import thresholds
from quotebrowser.collate.same.evidence import Pair, most_shared, pair, promising
from quotebrowser.collate.same.fingerprints import heavy_words
from quotebrowser.collate.same.pair_score import matches
from quotebrowser.collate.same.traces import at_most_shared, is_whole
from quotebrowser.collate.tokens import tokens
from quotebrowser.model import Link, Passage

_MOST_MEETINGS: Final = 8
"""Sentences around which a passage is looked for, those with most of its words: what more of them have is
said again and again."""
_MOST_BESIDE: Final = 40
"""Sentences on either side of one of them that are looked at."""
_LEAST_BESIDE: Final = 2
_SHORT_SENTENCE: Final = 4
"""Words: a passage of forty may reach over ten such sentences."""
_GUEST: Final = 3
"""The tier of a link that joins a passage to one sentence."""

Contexts = Callable[[Sequence[str]], Mapping[str, str]]
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


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Neighbouring sentences of a turn, and what a passage has in common with them as a whole."""

    pair: Pair
    """The passage, and the sentences as one."""
    sentences: tuple[Passage, ...]

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


def printings(
    passages: Sequence[Passage],
    meetings: Iterable[Meeting],
    sentences: Sentences,
    record: str,
    contexts: Contexts | None,
) -> list[Link]:
    """The links between an article's passages and the sentences of a record.

    Args:
        passages: of the article, in order, those that can be linked.
        meetings: those that their fingerprints tell of.
        sentences: the record's.
        record: its id.
        contexts: see `links.link`.
    """
    met = list(meetings)
    stretches = _stretches(met, sentences)
    strong = [one for one in stretches if one.pair.strong]
    if strong:
        sure = {one.pair.a.uid for one in strong}
        rest = [one for one in passages if one.uid not in sure]
        met += (*_beside(rest, strong), *_by_words(rest, sentences, record))
        stretches = [one for one in stretches if one.pair.a.uid in sure]
        stretches += _stretches([one for one in met if one[0].uid not in sure], sentences)
    kept = _at_one_place(_judged(stretches, contexts, together=bool(strong)))
    return list(_links(kept | _at_one_place(_continuing(stretches, kept))))


def _stretches(meetings: Iterable[Meeting], sentences: Sentences) -> list[_Stretch]:
    """What passages have in common with the sentences around those that they meet."""
    met: dict[str, tuple[Passage, dict[int, Passage]]] = {}
    for passage, sentence in meetings:
        met.setdefault(passage.uid, (passage, {}))[1][sentence.order] = sentence
    wanted: dict[str, tuple[Passage, list[Passage], int]] = {}
    places: set[int] = set()
    for uid, (passage, found) in met.items():
        ranked = sorted(found.values(), key=lambda one: (-most_shared(passage, one), one.order))
        beside = min(_LEAST_BESIDE + len(tokens(passage.text)) // _SHORT_SENTENCE, _MOST_BESIDE)
        wanted[uid] = passage, ranked[:_MOST_MEETINGS], beside
        for one in ranked[:_MOST_MEETINGS]:
            places.update(range(max(0, one.order - beside), one.order + beside + 1))
    near = {one.order: one for one in sentences.at(places)} if places else {}
    return [
        _placed(passage, window)
        for passage, found, beside in wanted.values()
        for window in _windows(passage, found, beside, near)
        if promising(passage, _joined(window))
    ]


def _placed(passage: Passage, window: tuple[Passage, ...]) -> _Stretch:
    """What a passage has in common with some sentences: with the first and fewest that have as much."""
    found = _Stretch(pair(passage, _joined(window)), window)
    while (at := window.index(found.printed()[0][0])) and (one := _as_good(found, window[:at])):
        found, window = one, one.sentences
    places = [window.index(sentence) for sentence, _ in found.printed()]
    window = window[places[0] : places[-1] + 1]
    for part in (slice(0, -1), slice(1, None)):
        while len(window) > 1 and (one := _as_good(found, window[part])):
            found, window = one, one.sentences
    return found


def _as_good(found: _Stretch, window: tuple[Passage, ...]) -> _Stretch | None:
    """What the passage has in common with fewer sentences, if that is as much."""
    passage, least = found.pair.a, found.pair.found.info
    fewer = _joined(window)
    if not least or most_shared(passage, fewer) < least:
        return None
    one = _Stretch(pair(passage, fewer), window)
    return one if one.pair.found.info >= least else None


def _windows(
    passage: Passage, met: Iterable[Passage], beside: int, near: Mapping[int, Passage]
) -> Iterator[tuple[Passage, ...]]:
    """The sentences that a passage may print, by those that it meets, each once."""
    reach = len(tokens(passage.text))
    window: list[Passage] = []
    for one in sorted(met, key=lambda one: one.order):
        first, last = (_reached(one, step, reach, beside, near) for step in (-1, 1))
        if window and first > window[-1].order:
            yield tuple(window)
            window = []
        begin = window[-1].order + 1 if window else first
        window += (near[at] for at in range(begin, last + 1))
    if window:
        yield tuple(window)


def _reached(one: Passage, step: int, reach: int, beside: int, near: Mapping[int, Passage]) -> int:
    """The order of the last sentence of a turn that a passage may reach from one of them, in one direction."""
    words, at = 0, one.order
    while words < reach and abs(at - one.order) < beside:
        after = near.get(at + step)
        if after is None or after.quote != one.quote:
            break
        words += len(tokens(after.text))
        at += step
    return at


def _joined(window: Sequence[Passage]) -> Passage:
    return replace(window[0], text=" ".join(one.text for one in window)) if len(window) > 1 else window[0]


def _beside(passages: Sequence[Passage], strong: Iterable[_Stretch]) -> Iterator[Meeting]:
    """The passages before and behind others, with the sentences that these print: narration parts speech."""
    by_order = {one.order: one for one in passages}
    for stretch in strong:
        printed = stretch.printed()
        for step, sentence in ((-1, printed[0][0]), (1, printed[-1][0])):
            if (neighbour := by_order.get(stretch.pair.a.order + step)) is not None:
                yield neighbour, sentence


def _by_words(passages: Iterable[Passage], sentences: Sentences, record: str) -> list[Meeting]:
    """Passages with sentences that have their heaviest words, of an article that is known to print them."""
    found: list[tuple[Passage, str]] = []
    least = thresholds.LIMITS.scrap_info
    for passage in passages:
        words = tokens(passage.text)
        values = heavy_words(record, words)
        having = sentences.sharing(values) if values else {}
        ranked = sorted(
            (-most, uid)
            for uid, trace in having.items()
            if is_whole(trace) and (most := at_most_shared(words, trace)[0]) >= least
        )
        found += ((passage, uid) for _, uid in ranked[:_MOST_MEETINGS])
    known = {one.uid: one for one in sentences.passages({uid for _, uid in found})}
    return [(passage, known[uid]) for passage, uid in found if uid in known]


_Judged = tuple[_Stretch, int]
"""A stretch, and the tier of its links."""


def _judged(stretches: Iterable[_Stretch], contexts: Contexts | None, *, together: bool) -> list[_Judged]:
    """The stretches that passages print, by the rules that hold between articles.

    What somebody says in a record that another said is not that other's words, as long as nobody is known to
    have said both.
    """
    found: list[_Judged] = []
    asked: list[_Stretch] = []
    for one in stretches:
        of = one.pair
        tier = of.tier(together=together) if not of.second_hand or of.same_speaker else 0
        if tier and not (together and of.tiny):
            found.append((one, tier))
        elif tier or (of.undecided and not together):
            asked.append(one)
    if contexts is not None and asked:
        around = contexts(sorted({each.uid for one in asked for each in (one.pair.a, one.pair.b)}))
        found += ((one, _GUEST) for one in asked if one.pair.is_surrounded(around, together=together))
    return found


def _at_one_place(judged: Iterable[_Judged]) -> dict[int, _Judged]:
    """The best stretch of each passage, the first of those alike, by the passage's order."""
    best: dict[int, _Judged] = {}
    for one, tier in sorted(judged, key=lambda each: (-each[0].pair.found.info, each[0].sentences[0].order)):
        best.setdefault(one.pair.a.order, (one, tier))
    return best


def _continuing(stretches: Iterable[_Stretch], kept: Mapping[int, _Judged]) -> Iterator[_Judged]:
    """Stretches that prove too little alone, but stand beside that of the passage before or behind."""
    limits = thresholds.LIMITS
    for one in stretches:
        order, found = one.pair.a.order, one.pair.found
        before, after = kept.get(order - 1), kept.get(order + 1)
        enough = found.info >= limits.part_info and found.cover >= limits.part_cover
        if not enough or order in kept or one.pair.mentions:
            continue
        if (before and _go_on(before[0], one)) or (after and _go_on(one, after[0])):
            yield one, 2


def _go_on(first: _Stretch, second: _Stretch) -> bool:
    """Whether one stretch ends in the sentence in which another begins, or in the one before."""
    end, begin = first.printed()[-1][0], second.printed()[0][0]
    return end.quote == begin.quote and 0 <= begin.order - end.order <= 1


def _links(kept: Mapping[int, _Judged]) -> Iterator[Link]:
    """The links with the sentences that passages print.

    Two passages side by side that print sentences side by side are one utterance that narration parts, unless
    they are as long as two: the second is linked with the end of the first.
    """
    for order, (one, tier) in kept.items():
        passage, printed = one.pair.a, one.printed()
        if tier == _GUEST:
            printed = (max(printed, key=lambda each: (each[1], -each[0].order)),)
        for sentence, weight in printed:
            yield _link(passage, sentence, tier, weight, one.pair.found.cover)
        after, after_tier = kept.get(order + 1, (None, _GUEST))
        if after is not None and _GUEST not in (tier, after_tier) and _go_on(one, after):
            last, both = printed[-1][0], len(tokens(passage.text)) + len(tokens(after.pair.a.text))
            if both <= thresholds.LIMITS.parted_words and last not in (one for one, _ in after.printed()):
                yield _link(after.pair.a, last, 2, 0.0, 0.0)


def _link(a: Passage, b: Passage, tier: int, info: float, cover: float) -> Link:
    first, second = sorted((a.uid, b.uid))
    return Link(first, second, tier, round(info, 4), round(cover, 4))
