"""Remembered words against a printed passage: do they agree, and where not.

One rule guards it: remembered words may be a part of the passage, and what the part leaves out of its
sentence is looked at as well: a condition or a negation that was cut is said.
"""

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from quotebrowser.collate.agreement import (
    EDITORS,
    MOVED,
    OMISSION,
    PRINT,
    Account,
    Tier,
    WordDifference,
    WordVerdict,
    agreed,
    alarms,
    letters,
)
from quotebrowser.collate.beside_print import Pair, ended_before, is_equal, placed, runs, spaced_as
from quotebrowser.collate.difference_words import capitalises_nouns, has_content, is_rare, normal
from quotebrowser.collate.remembered_words import Insertion, Remembered, remembered, with_letters_joined
from quotebrowser.collate.signal_words import Signal, negates, signal_in, starting_signal
from quotebrowser.collate.tokens import stem
from quotebrowser.collate.versions.alignment import weight
from quotebrowser.collate.versions.classes import classify
from quotebrowser.collate.versions.printed_words import Printed, printed_words
from quotebrowser.model import Level, Span
from quotebrowser.model.wrapped import one_line

_NEAR: Final = 0.5
"""Share of the remembered words' weight that must be printed in the passage for it to be near."""
_OUTER: Final = " \t\n.,;:!?…-–—\"'“”‘’«»()[]"
_ALIKE: Final = frozenset({"spelling", "near spelling", "spelling of a name", "inflection", "contraction"})
"""Classes of other words that are the same in substance."""
_EXCLAIMED: Final = frozenset({"god", "lord", "jesus", "christ", "heaven", "heavens", "gott", "dieu"})
"""Capitalised words that swear or sigh, and name nobody who could be mistaken for another."""
_SHOWN: Final = 12
"""Words of what was left out that are shown; of more, the first and the last."""


def compare_words(
    printed: str, text: str, breaks: Sequence[int] = (), account: Account = PRINT
) -> WordVerdict:
    """Compare remembered words with a printed passage of which they may be a part.

    Args:
        printed: the passage.
        text: the remembered words, with the writer's own brackets and ellipses.
        breaks: where in the passage narration was left out: a capital there begins a sentence.
        account: what the passage is of.
    """
    here = remembered(text)
    there = spaced_as(with_letters_joined(printed_words(printed)), here.words)
    if not there or not here.spoken:
        return WordVerdict(Tier.NONE)
    return _Comparison(printed, there, here, breaks, account).verdict()


def content_words(text: str) -> int:
    """How many different words of `text` tell one utterance from another."""
    found = {part for word in printed_words(text) for part in normal(word.key)}
    return sum(map(has_content, found))


def _weight(words: Sequence[Printed]) -> float:
    return weight([word.key for word in words])


def _has_content(words: Sequence[Printed]) -> bool:
    return any(has_content(part) for word in words for part in normal(word.key))


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Remembered words without a marked cut, beside print."""

    pairs: list[Pair]
    """In order."""
    first: int
    """Number of the first printed word."""
    last: int
    """Number of the last one."""


class _Comparison:
    """Remembered words against a passage.

    Args:
        printed: the passage.
        there: its words.
        here: the remembered words.
        breaks: where in the passage narration was left out.
        account: what the passage is of.
    """

    def __init__(
        self,
        printed: str,
        there: Sequence[Printed],
        here: Remembered,
        breaks: Sequence[int],
        account: Account,
    ) -> None:
        self.printed, self.account = printed, account
        self.there = there
        self.keys = [word.key for word in there]
        self.places = {word.span.start: number for number, word in enumerate(there)}
        self.ends = {number for number, word in enumerate(there) if word.ends_sentence}
        self.ends |= {number for place in breaks for number in ended_before(there, place)}
        self.here = here
        self.notes: list[str] = []
        self.warnings: list[str] = []
        self.moved: dict[int, Sequence[Printed]] = {}
        """What print has, but before what stands before it here, by the number of the first spoken word."""
        self.cuts: set[int] = set()
        """Numbers of the spoken words before which printed words are left out, or stand for others."""

    def verdict(self) -> WordVerdict:
        """How they agree."""
        whole = [word.key for word in self.here.words]
        if self.here.insertions and runs(self.keys, whole):  # print has the same brackets
            self.here = Remembered(
                self.here.text, self.here.words, self.here.words, (), ((0, len(self.here.words)),)
            )
        stretches = self._stretches()
        pairs = [pair for stretch in stretches for pair in stretch.pairs]
        shared = [b for a, b in pairs if a and b and stem(a.key) == stem(b.key)]
        score = min(_weight(shared) / _weight(self.here.spoken), 1.0)
        if score < _NEAR:
            return WordVerdict(Tier.NONE, score)
        found = (*self._details(stretches), *_omissions(pairs, self.here))
        details = [replace(detail, account=self.account) for detail in found]
        alike = _has_content(shared) or any(detail.category in _ALIKE for detail in details)
        if not alike and _has_content(self.here.spoken):
            return WordVerdict(Tier.NONE, score)
        tier, first_letter, others = Tier.NEAR, False, list[WordDifference]()
        details += [replace(detail, account=self.account) for detail in self._editors(pairs)]
        if not details:
            tier, first_letter, others = self._agreement(pairs)
        self._look_between(stretches)
        first, last = stretches[0].first, stretches[-1].last
        span = Span(self.there[first].span.start, self.there[last].span.end)
        before, after = self._rest(first, last)
        self._look_around(before, after, last)
        return WordVerdict(
            tier,
            score,
            span.of(self.printed),
            span,
            (*details, *others),
            (*alarms(details), *dict.fromkeys(self.warnings)),
            tuple(dict.fromkeys(self.notes)),
            first_letter,
            _text(before),
            _text(after),
        )

    def _stretches(self) -> list[_Stretch]:
        """Each stretch beside print, one after the other; what print has not there stands beside nothing."""
        numbers = range(len(self.here.stretches))
        heaviest = sorted(numbers, key=lambda number: -_weight(self._words(number)))
        found = max(
            (self._beside(order) for order in (numbers, heaviest)),
            key=lambda beside: sum(_weight(self._words(number)) for number in beside),
        )
        if not found:
            return [_Stretch([(None, word) for word in self.here.spoken], 0, 0)]
        for number in numbers:
            if number not in found:
                self._miss(number, found)
        return [found[number] for number in sorted(found)]

    def _words(self, number: int) -> Sequence[Printed]:
        """The words of a stretch."""
        return self.here.spoken[slice(*self.here.stretches[number])]

    def _beside(self, order: Iterable[int]) -> dict[int, _Stretch]:
        """The stretches that print has, by number; each is looked for between those found before it."""
        found: dict[int, _Stretch] = {}
        for number in order:
            after = max((one.last + 1 for at, one in found.items() if at < number), default=0)
            until = min((one.first for at, one in found.items() if at > number), default=len(self.there))
            pairs = placed(self.there[after:until], self._words(number))
            if pairs:
                covered = self._numbers(pairs)
                found[number] = _Stretch(pairs, covered[0], covered[-1])
        return found

    def _miss(self, number: int, found: dict[int, _Stretch]) -> None:
        """Put a stretch that print has not there beside nothing, with the stretch before it or the first."""
        words = self._words(number)
        elsewhere = runs(self.keys, [word.key for word in words])
        if elsewhere:
            start = self.here.stretches[number][0]
            self.moved[start] = self.there[elsewhere[0] : elsewhere[0] + len(words)]
        before = [at for at in found if at < number]
        if before:
            found[max(before)].pairs.extend((None, word) for word in words)
        else:
            start = self.here.stretches[number][0]  # nothing before has a place either
            found[min(found)].pairs[start:start] = [(None, word) for word in words]

    def _numbers(self, pairs: Sequence[Pair]) -> list[int]:
        return sorted(self.places[word.span.start] for word, _ in pairs if word is not None)

    def _details(self, stretches: Sequence[_Stretch]) -> Iterator[WordDifference]:
        """Runs of unequal words, classed; those that brackets declare become notes."""
        place = 0
        inserted = {one.place: one for one in self.here.insertions}
        begun = False
        for stretch in stretches:
            run: list[Pair] = []
            start = place
            for pair in (*stretch.pairs, None):
                equal = pair is None or is_equal(pair)
                if not equal and pair is not None:
                    run.append(pair)
                else:
                    own = [inserted.pop(at) for at in range(start, place + 1) if at in inserted]
                    at_end = not begun or (pair is None and stretch is stretches[-1])
                    yield from self._run(run, own, place, at_end=at_end)
                    run, start, begun = [], place + 1, True
                place += pair is not None and pair[1] is not None

    def _run(
        self, run: Sequence[Pair], own: Sequence[Insertion], place: int, *, at_end: bool
    ) -> Iterator[WordDifference]:
        """A run of unequal words before the spoken word `place`, with the writer's own words there."""
        printed = [word for word, _ in run if word is not None]
        here = [word for _, word in run if word is not None]
        keys = {word.key for one in own for word in one.words}
        spoken = [word for word in printed if not (word.editor and word.key in keys)]
        if len(spoken) < len(printed):  # print has these brackets too
            printed = spoken
        elif own:
            self.cuts.update((place, place - len(here)))
            self._declare(own, printed, alone=not here)
            printed = printed if here else []
        moved = self.moved.get(place - len(here))
        if moved is not None and not printed:
            yield WordDifference(_text(moved), _text(here), MOVED, Level.MINOR)
        elif printed or here:
            category, level = self._classed(printed, here)
            yield WordDifference(_text(printed), _text(here), category, level, at_end and not printed)

    def _declare(self, own: Sequence[Insertion], printed: Sequence[Printed], *, alone: bool) -> None:
        """Say what the writer's own words stand for: alone, for what is printed there."""
        shown = " ".join(one.text for one in own)
        instead = self.account.instead.format(_text(printed))
        if alone and printed:
            self.notes.append(f"your ‘{shown}’ stands where {instead}")
        else:
            self.notes.append(f"‘{shown}’ is your own insertion")
        if negates(printed) != negates([word for one in own for word in one.words]):
            self.warnings.append(
                f"A negation differs: ‘{shown}’ is yours, {instead}"
                if printed
                else f"Your brackets add a negation: ‘{shown}’"
            )

    def _classed(self, printed: Sequence[Printed], here: Sequence[Printed]) -> tuple[str, Level]:
        """Class and level of a difference."""
        kind = classify(printed, here, nouns=capitalises_nouns(self.keys))
        if negates(printed) != negates(here):
            return "negation", Level.MEANING
        if kind.category == "name" and not (self._names(printed) and self._names(here)):
            return "wording", kind.level
        return kind.category, kind.level

    def _names(self, words: Sequence[Printed]) -> bool:
        """Whether one of some words is surely a name: its capital is not that of a sentence's first word."""
        of = self.there if words[0] in self.there else self.here.spoken
        for word in words:
            at = of.index(word)
            begins = at == 0 or of[at - 1].ends_sentence
            capital = word.plain.lstrip(_OUTER)[:1].isupper() and word.key not in _EXCLAIMED
            if capital and (not begins or is_rare(word.key)):
                return True
        return False

    def _editors(self, pairs: Sequence[Pair]) -> Iterator[WordDifference]:
        """Words that print has in square brackets, and the writer has as spoken."""
        for a, b in pairs:
            if a and b and a.key == b.key and a.editor and not b.editor:
                start = a.span.start + 1
                if self.printed.rfind("[", 0, start) > self.printed.rfind("(", 0, start):
                    yield WordDifference(_text([a]), _text([b]), EDITORS, Level.WORDING)

    def _agreement(self, pairs: Sequence[Pair]) -> tuple[Tier, bool, list[WordDifference]]:
        """How the same words agree letter by letter; whether only first letters differ, and what else."""
        tiers = [Tier.EXACT]
        others: list[WordDifference] = []
        first_letters = True
        starts = {start for start, _ in self.here.stretches}
        piece: list[tuple[Printed, Printed]] = []
        place = 0
        for a, b in (*pairs, (None, None)):
            if piece and (b is None or a is None or place in self.cuts or self._skips(piece[-1][0], a)):
                (printed, here), (printed_end, here_end) = piece[0], piece[-1]
                one = self.printed[printed.span.start : printed_end.span.end]
                other = self.here.text[here.span.start : here_end.span.end]
                tiers.append(agreed(_plain(one), _plain(other)))
                piece = []
            if a is None or b is None:
                continue
            if letters(a.plain) != letters(b.plain):
                first = place in starts and letters(a.plain)[1:] == letters(b.plain)[1:]
                if not (first and letters(a.plain).lower() == letters(b.plain).lower()):
                    first_letters = False
                    told = WordDifference(_text([a]), _text([b]), "case", Level.NONE, account=self.account)
                    others.append(told)
            piece.append((a, b))
            place += 1
        tier = max(tiers, key=list(Tier).index)
        return tier, tier is Tier.CASE and first_letters, others

    def _skips(self, before: Printed, word: Printed) -> bool:
        return self.places[word.span.start] != self.places[before.span.start] + 1

    def _rest(self, first: int, last: int) -> tuple[Sequence[Printed], Sequence[Printed]]:
        """The other words of the printed sentence, before and after."""
        start, end = first, last
        while start and start - 1 not in self.ends:
            start -= 1
        while end + 1 < len(self.there) and end not in self.ends:
            end += 1
        return self.there[start:first], self.there[last + 1 : end + 1]

    def _look_between(self, stretches: Sequence[_Stretch]) -> None:
        """Say what each marked cut leaves out, and warn where that turns the sentence round."""
        for one, other in itertools.pairwise(stretches):
            start = one.last + 1
            gap = self.there[start : other.first]
            if not gap:
                continue
            self.notes.append(f"your ellipsis leaves out ‘{_shortened(gap)}’")
            ends = [at + 1 for at in range(start - 1, other.first) if at in self.ends]
            around = (self.there[start : ends[0]], self.there[ends[-1] : other.first]) if ends else (gap,)
            for words in around:
                signal = signal_in(words)
                if signal:
                    self.warnings.append(f"Your ellipsis leaves out {signal.value}: ‘{_text(words)}’")

    def _look_around(self, before: Sequence[Printed], after: Sequence[Printed], last: int) -> None:
        """Say what the words leave out of the printed sentence, where that holds a signal word."""
        for words, where in ((before, "begins"), (after, "goes on")):
            signal = signal_in(words)
            if signal:
                told = f"{self.account.sentence} {where} with {signal.value}: ‘{_text(words)}’"
                self.warnings.append(told)
        start = last + len(after) + 1
        signal = starting_signal(self.there[start:])
        if signal:
            end = next((at for at in range(start, len(self.there)) if at in self.ends), len(self.there))
            sentence = self.there[start : end + 1]
            told = f"The next sentence begins with {signal.value}: ‘{_shortened(sentence)}’"
            # `If it rains, we stay` says something of its own; `Only if it rains` takes back what was said.
            alone = any(word.plain.endswith(",") for word in sentence[1:])
            grave = signal is Signal.CONDITION and not alone
            (self.warnings if grave else self.notes).append(told)


def _plain(text: str) -> str:
    return " ".join(one_line(text).split()).strip(_OUTER)


def _shortened(words: Sequence[Printed]) -> str:
    if len(words) <= _SHOWN:
        return _text(words)
    half = _SHOWN // 2
    return f"{_text(words[:half])} … {_text(words[-half:])}"


def _omissions(pairs: Sequence[Pair], here: Remembered) -> Iterator[WordDifference]:
    """Ellipses between printed words, where the remembered words have none."""
    starts = {here.spoken[start].span.start for start, _ in here.stretches[1:]}
    known = [index for index, (printed, _) in enumerate(pairs) if printed is not None]
    for left, right in itertools.pairwise(known):
        before, after = pairs[left][0], pairs[right][0]
        if before is None or after is None or not before.before_gap:
            continue
        marked = (
            *(word.before_gap for _, word in pairs[left:right] if word is not None),
            *(word.after_gap for _, word in pairs[left + 1 : right + 1] if word is not None),
        )
        cut = any(word.span.start in starts for _, word in pairs[left + 1 : right + 1] if word is not None)
        if not cut and not any(marked):
            remembered = [word for _, word in pairs[left : right + 1] if word is not None]
            yield WordDifference(_text((before, after)), _text(remembered), OMISSION, Level.NUANCE)


def _text(words: Sequence[Printed]) -> str:
    return " ".join(word.plain for word in words).strip(_OUTER)
