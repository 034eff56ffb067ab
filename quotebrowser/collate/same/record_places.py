"""At which places of a record, a transcript or captions, the passages of an article stand.

One rule guards it: a passage stands at one place. What was said twice is two things said, and whoever prints
the words without what was said around them prints the first.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from quotebrowser.collate.same import thresholds
from quotebrowser.collate.same.evidence import is_enough
from quotebrowser.collate.same.fingerprints import heavy_words
from quotebrowser.collate.same.record_stretches import (
    MOST_MEETINGS,
    Meeting,
    Sentences,
    Stretch,
    stretches,
)
from quotebrowser.collate.same.traces import at_most_shared, is_whole
from quotebrowser.collate.tokens import tokens
from quotebrowser.model import Link, Passage

_GUEST: Final = 3
"""The tier of a link that joins a passage to one sentence."""
_NEAR: Final = 8
"""Sentences over which the parts of one passage may lie apart."""

Contexts = Callable[[Sequence[str]], Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class _Place:
    """The place of a passage."""

    passage: Passage
    printed: tuple[tuple[Passage, float], ...]
    """The sentences it prints, in order, with the weight it prints of each."""
    tier: int
    """Of its links."""
    cover: float
    """Of its best stretch."""


_Judged = tuple[Stretch, int]
"""A stretch, and the tier of its links."""


def printings(
    passages: Sequence[Passage],
    meetings: Iterable[Meeting],
    sentences: Sentences,
    record: str,
    contexts: Contexts | None,
) -> Iterator[Link]:
    """The links between an article's passages and the sentences of a record.

    Args:
        passages: of the article, in order, those that can be linked.
        meetings: those that their fingerprints tell of.
        sentences: the record's.
        record: its id.
        contexts: see `links.link`.
    """
    met = list(meetings)
    found = stretches(met, sentences)
    strong = [one for one in found if one.pair.strong]
    if strong:
        sure = {one.pair.a.uid for one in strong}
        rest = [one for one in passages if one.uid not in sure]
        known = {(passage.uid, sentence.uid) for passage, sentence in met}
        beside = (*_beside(rest, strong), *_by_words(rest, sentences, record))
        more = [one for one in beside if (one[0].uid, one[1].uid) not in known]
        again = {passage.uid for passage, _ in more}
        found = [one for one in found if one.pair.a.uid not in again]
        found += stretches([one for one in (*met, *more) if one[0].uid in again], sentences)
    places = _places(_judged(found, contexts, together=bool(strong)))
    return _links(places | _places(_continuing(found, places)))


def _beside(passages: Sequence[Passage], strong: Iterable[Stretch]) -> Iterator[Meeting]:
    """The passages before and behind others, with the sentences that these print: narration parts speech."""
    by_order = {one.order: one for one in passages}
    for stretch in strong:
        for step, (sentence, _) in ((-1, stretch.printed[0]), (1, stretch.printed[-1])):
            if (neighbour := by_order.get(stretch.pair.a.order + step)) is not None:
                yield neighbour, sentence


def _by_words(passages: Iterable[Passage], sentences: Sentences, record: str) -> list[Meeting]:
    """Passages with sentences that have their heaviest words, of an article that is known to print them."""
    found: list[tuple[Passage, str]] = []
    for passage in passages:
        words = tokens(passage.text)
        values = heavy_words(record, words.ids)
        having = (sentences.sharing(values, 2) or sentences.sharing(values)) if values else {}
        shared = {uid: at_most_shared(words, trace) for uid, trace in having.items() if is_whole(trace)}
        ranked = sorted((-most, uid) for uid, (most, lighter) in shared.items() if is_enough(most, lighter))
        found += ((passage, uid) for _, uid in ranked[:MOST_MEETINGS])
    known = {one.uid: one for one in sentences.passages({uid for _, uid in found})}
    return [(passage, known[uid]) for passage, uid in found if uid in known]


def _judged(found: Iterable[Stretch], contexts: Contexts | None, *, together: bool) -> list[_Judged]:
    """The stretches that passages print, by the rules that hold between articles.

    What somebody says in a record that another said is not that other's words, as long as nobody is known to
    have said both.
    """
    judged: list[_Judged] = []
    asked: list[Stretch] = []
    for one in found:
        of = one.pair
        tier = of.tier(together=together) if not of.second_hand or of.same_speaker else 0
        if tier and not (together and of.tiny):
            judged.append((one, tier))
        elif tier or (of.undecided and not together):
            asked.append(one)
    if contexts is not None and asked:
        around = contexts(sorted({each.uid for one in asked for each in (one.pair.a, one.pair.b)}))
        judged += ((one, _GUEST) for one in asked if one.pair.is_surrounded(around, together=together))
    return judged


def _places(judged: Iterable[_Judged]) -> dict[int, _Place]:
    """The place of each passage, by the passage's order: its best stretch, the first of those alike.

    With it go others near it that print other words of the passage.
    """
    best: dict[int, list[_Judged]] = {}
    for one in sorted(judged, key=lambda each: (-each[0].pair.found.info, each[0].sentences[0].order)):
        kept = best.setdefault(one[0].pair.a.order, [])
        if all(_is_beside(one[0], other) for other, _ in kept):
            kept.append(one)
    return {order: _place(kept) for order, kept in best.items()}


def _is_beside(one: Stretch, other: Stretch) -> bool:
    """Whether two stretches of a turn are near each other and have other words of a passage."""
    a, b = one.sentences[0], other.sentences[0]
    (begin, end), (first, last) = one.pair.found.first, other.pair.found.first
    apart = min(end, last) - max(begin, first) < thresholds.LIMITS.same_place * (end - begin)
    return apart and a.quote == b.quote and abs(a.order - b.order) <= _NEAR


def _place(kept: Sequence[_Judged]) -> _Place:
    (one, tier), *_ = kept
    printed = {sentence: weight for each, _ in kept for sentence, weight in each.printed}
    if tier == _GUEST:
        printed = dict([max(one.printed, key=lambda each: (each[1], -each[0].order))])
    in_order = sorted(printed.items(), key=lambda each: each[0].order)
    return _Place(one.pair.a, tuple(in_order), tier, one.pair.found.cover)


def _continuing(found: Iterable[Stretch], places: Mapping[int, _Place]) -> Iterator[_Judged]:
    """Stretches that prove too little alone, but stand beside that of the passage before or behind."""
    limits = thresholds.LIMITS
    for one in found:
        order, share = one.pair.a.order, one.pair.found
        enough = share.info >= limits.part_info and share.cover >= limits.part_cover
        if enough and order not in places and not one.pair.mentions:
            here = _place([(one, 2)])
            before, after = places.get(order - 1), places.get(order + 1)
            if (before and _go_on(before, here)) or (after and _go_on(here, after)):
                yield one, 2


def _go_on(first: _Place, second: _Place) -> bool:
    """Whether one place ends in the sentence in which another begins, or in the one before."""
    end, begin = first.printed[-1][0], second.printed[0][0]
    return end.quote == begin.quote and 0 <= begin.order - end.order <= 1


def _links(places: Mapping[int, _Place]) -> Iterator[Link]:
    """The links with the sentences that passages print.

    Two passages side by side that print sentences side by side are one utterance that narration parts, unless
    they are as long as two: the second is linked with the end of the first.
    """
    for order, one in places.items():
        for sentence, weight in one.printed:
            yield _link(one.passage, sentence, one.tier, weight, one.cover)
        after = places.get(order + 1)
        if after is None or _GUEST in (one.tier, after.tier) or not _go_on(one, after):
            continue
        last, both = one.printed[-1][0], len(tokens(one.passage.text)) + len(tokens(after.passage.text))
        if both <= thresholds.LIMITS.parted_words and last != after.printed[0][0]:
            yield _link(after.passage, last, 2, 0.0, 0.0)


def _link(a: Passage, b: Passage, tier: int, info: float, cover: float) -> Link:
    first, second = sorted((a.uid, b.uid))
    return Link(first, second, tier, round(info, 4), round(cover, 4))
