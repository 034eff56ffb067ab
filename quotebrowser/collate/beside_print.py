"""Printed and remembered words side by side.

One rule guards it: remembered words that print has in a row stand beside just these.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from operator import add
from typing import Final

from quotebrowser.collate.agreement import letters
from quotebrowser.collate.signal_words import negates
from quotebrowser.collate.versions.aligned_table import table
from quotebrowser.collate.versions.printed_words import Printed
from quotebrowser.model import Span
from quotebrowser.text import fold

_REACH: Final = 3
"""Words over which a remembered word at an end is looked for in print, where that has another word there."""

_MARKS: Final = " \t\n.,;:!?…-–—\"'“”‘’«»()[]"

Pair = tuple[Printed | None, Printed | None]
"""A printed and a remembered word; None where one of them has none."""


def runs(keys: Sequence[str], wanted: Sequence[str]) -> list[int]:
    """Where some words stand in a row."""
    if not wanted:
        return []
    first, size = wanted[0], len(wanted)
    wanted = list(wanted)
    return [at for at, key in enumerate(keys) if key == first and list(keys[at : at + size]) == wanted]


def placed(there: Sequence[Printed], here: Sequence[Printed]) -> list[Pair]:
    """Printed and remembered words side by side, without what is printed around; empty if none are shared."""
    keys = [word.key for word in there]
    places = runs(keys, [word.key for word in here])
    if places:
        return [(there[places[0] + at], word) for at, word in enumerate(here)]
    if not keys or not {word.key for word in here} & set(keys):
        return []
    pairs = _pairs(there, here)
    return pairs if any(map(is_equal, pairs)) else []


def is_equal(pair: Pair) -> bool:
    """Whether two words are the same."""
    return pair[0] is not None and pair[1] is not None and pair[0].key == pair[1].key


def _pairs(there: Sequence[Printed], here: Sequence[Printed]) -> list[Pair]:
    """Printed and remembered words side by side, without the printed words around the remembered ones."""
    columns = table([[word.key for word in there], [word.key for word in here]])
    pairs: list[Pair] = [
        (there[cell[0]] if 0 in cell else None, here[cell[1]] if 1 in cell else None) for cell in columns
    ]
    known = [index for index, (_, remembered) in enumerate(pairs) if remembered is not None]
    pairs = pairs[known[0] : known[-1] + 1]
    backwards = _reaching(there[::-1], _reaching(there, pairs)[::-1])
    return _in_its_sentence(_with_whole_words(there, backwards[::-1]))


def _in_its_sentence(pairs: list[Pair]) -> list[Pair]:
    """The pairs without the printed words at an end that stand in the sentence before or behind.

    Other words at an end stand beside as many printed ones, and those may be another sentence's.
    """
    size = len(pairs)
    begin = next((at for at in range(size) if is_equal(pairs[at])), size)
    stop = next((at for at in range(size, begin, -1) if is_equal(pairs[at - 1])), size)
    first = next((at for at in range(begin, 0, -1) if _ends(pairs[at - 1])), 0) if begin < size else 0
    last = next((at + 1 for at in range(stop, size) if _ends(pairs[at])), size)
    if not first and last == size:
        return pairs
    return [*_alone(pairs[:first]), *pairs[first:last], *_alone(pairs[last:])]


def _ends(pair: Pair) -> bool:
    """Whether a sentence ends in print with a word."""
    return pair[0] is not None and pair[0].ends_sentence


def _alone(pairs: Sequence[Pair]) -> Iterator[Pair]:
    yield from ((None, word) for _, word in pairs if word is not None)


def _with_whole_words(there: Sequence[Printed], pairs: list[Pair]) -> list[Pair]:
    """The pairs, with all of a hyphenated word at an end that is remembered as another: `co-operation`."""
    first, last = pairs[0], pairs[-1]
    if last[0] is not None and last[1] is not None and last[0].key != last[1].key:
        place = there.index(last[0])
        while place + 1 < len(there) and there[place].span.end == there[place + 1].span.start:
            place += 1
            pairs = [*pairs, (there[place], None)]
    if first[0] is not None and first[1] is not None and first[0].key != first[1].key:
        place = there.index(first[0])
        while place and there[place - 1].span.end == there[place].span.start:
            place -= 1
            pairs = [(there[place], None), *pairs]
    return pairs


def _reaching(there: Sequence[Printed], pairs: list[Pair]) -> list[Pair]:
    """The pairs, begun earlier where print has the first remembered word a little before another one.

    Of `will not be forgotten` the remembered `will be forgotten` lacks the `not`; it has no other word there.
    """
    printed, remembered = pairs[0]
    if printed is None or remembered is None or printed.key == remembered.key:
        return pairs
    place = there.index(printed)
    for start in range(place - 1, max(place - 1 - _REACH, -1), -1):
        if there[start].key == remembered.key:
            missing: list[Pair] = [(word, None) for word in there[start + 1 : place + 1]]
            return [(there[start], remembered), *missing, *pairs[1:]]
    return pairs


def ended_before(there: Sequence[Printed], place: int) -> Iterator[int]:
    """The number of the word that stands before a break, if a sentence begins behind it."""
    number = next((at for at, word in enumerate(there) if word.span.start >= place), 0)
    begins = there[number].plain.lstrip(_MARKS)
    if number and begins[:1].isupper() and begins.split("'")[0].split("’")[0] != "I":
        yield number - 1


def spaced_as(there: Sequence[Printed], here: Sequence[Printed]) -> Sequence[Printed]:
    """The printed words, joined or cut where just these letters are remembered as one word or as two.

    Of `o'clock` the remembered `o’ clock` has the letters, of `non-enforcement` those are `nonenforcement`.
    A negation is never made or lost so: `not able` is not `notable`.
    """
    owns, wanted = _lettered(there), _lettered(here)
    lone, joined = dict(zip(wanted, here, strict=True)), set(owns)
    twos = {
        whole: (here[at], here[at + 1])
        for at, whole in enumerate(map(add, wanted, wanted[1:]))
        if whole in joined and _may_be_one(here[at], here[at + 1], whole)
    }
    if not twos and lone.keys().isdisjoint(map(add, owns, owns[1:])):
        return there
    kept, beside = set(wanted), set(pairwise(wanted))
    laid: list[Printed] = []
    last = ""
    for word, own in zip(there, owns, strict=True):
        one = lone.get(last + own) if last and (last, own) not in beside else None
        two = twos.get(own) if own not in kept else None
        last = ""
        if one is not None and _may_be_one(laid[-1], word, one.key):
            laid[-1] = _joined(laid[-1], word, one.key)
        elif two is not None:
            laid += _cut(word, two)
        else:
            laid.append(word)
            last = own
    return laid


def _lettered(words: Sequence[Printed]) -> list[str]:
    """The letters and digits of each word's key."""
    return [word.key if word.key.isalnum() else letters(word.key) for word in words]


def _may_be_one(one: Printed, other: Printed, key: str) -> bool:
    """Whether two words mean as one what they mean in two: where no blank parts them, they do."""
    touching = one.span.end == other.span.start
    parted = one.ends_sentence or (not touching and negates([one, other]) != negates([replace(one, key=key)]))
    return not parted


def _joined(one: Printed, other: Printed, key: str) -> Printed:
    between = " " * (other.span.start - one.span.end)
    return replace(
        one,
        key=key,
        text=one.text + between + other.text,
        plain=one.plain + between + other.plain,
        span=Span(one.span.start, other.span.end),
        before_gap=other.before_gap,
    )


def _cut(word: Printed, two: tuple[Printed, Printed]) -> tuple[Printed, Printed]:
    """A printed word as two, cut behind the letters of the first."""
    left = len(letters(two[0].key))
    at = next(at for at in range(len(word.text) + 1) if len(letters(fold(word.text[:at]))) >= left)
    plain = next(at for at in range(len(word.plain) + 1) if len(letters(fold(word.plain[:at]))) >= left)
    middle = word.span.start + at
    first = replace(
        word, key=two[0].key, text=word.text[:at], plain=word.plain[:plain],
        span=Span(word.span.start, middle), before_gap=False,
    )  # fmt: skip
    last = replace(
        word, key=two[1].key, text=word.text[at:], plain=word.plain[plain:],
        span=Span(middle, word.span.end), after_gap=False,
    )  # fmt: skip
    return first, last
