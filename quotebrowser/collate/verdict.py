"""Remembered words against a printed passage: do they agree, and where not.

One rule guards it: remembered words may be a part of the passage, and what the part leaves out of its
sentence is looked at as well: a condition or a negation that was cut is said.
"""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from quotebrowser.collate.versions.aligned_table import table
from quotebrowser.collate.versions.alignment import weight
from quotebrowser.collate.versions.classes import classify, hidden_clause
from quotebrowser.collate.versions.difference_words import has_content, normal
from quotebrowser.collate.versions.printed_words import Printed, printed_words
from quotebrowser.model import Level, Span
from quotebrowser.model.wrapped import one_line

_NEAR: Final = 0.5
"""Share of the remembered words' weight that must be printed in the passage for it to be near."""
_REACH: Final = 3
"""Words over which a remembered word at an end is looked for in print, where that has another word there."""
_OUTER: Final = " \t\n.,;:!?…-–—\"'“”‘’«»()[]"
OMISSION: Final = "marked omission"
"""Category of an ellipsis in print over which remembered words run on: what stood there is not known."""
_SIGNALS: Final = {
    "negation": "a negation",
    "condition": "a condition",
    "contrast": "a contrast",
}
_ALARMS: Final = {"negation": "A negation", "number": "A number", "name": "A name"}


class Tier(StrEnum):
    """How remembered words agree with print, the best first."""

    EXACT = "exact"
    """Letter by letter, but for punctuation at their ends and line ends."""
    TYPOGRAPHIC = "typographic"
    """The same words; punctuation, dashes or quotation marks differ."""
    CASE = "case"
    """The same words; capitals or accents differ."""
    NEAR = "near"
    """Most of the words."""
    NONE = "none"
    """Something else."""


@dataclass(frozen=True, slots=True)
class WordDifference:
    """One place where remembered and printed words differ."""

    printed: str
    """The printed words; empty if nothing is printed."""
    remembered: str
    """The remembered words; empty if none are."""
    category: str
    """Class of difference, as in a collation."""
    level: Level
    """How much it may matter."""

    @property
    def sentence(self) -> str:
        """The difference in words."""
        if self.category == OMISSION:
            return f"an omission is marked in print: ‘{self.printed}’, but not here: ‘{self.remembered}’"
        if not self.remembered:
            return f"‘{self.printed}’ is printed but missing here"
        if not self.printed:
            return f"‘{self.remembered}’ is not in this quote"
        return f"‘{self.printed}’ is printed, not ‘{self.remembered}’"


@dataclass(frozen=True, slots=True)
class WordVerdict:
    """How remembered words agree with a printed passage."""

    tier: Tier
    """How well."""
    score: float = 0.0
    """Share of the remembered words that are printed, by weight: 0..1."""
    printed: str = ""
    """The part of the passage that answers them, as printed; empty if there is none."""
    span: Span | None = None
    """Where that part stands in the passage, or None."""
    details: tuple[WordDifference, ...] = ()
    """Each difference in wording in order, then each omission that only print marks."""
    warnings: tuple[str, ...] = ()
    """One sentence each: another negation, number or name, and what a cut leaves out."""
    before: str = ""
    """What the printed sentence says before that part."""
    after: str = ""
    """What it goes on to say."""
    differences: tuple[str, ...] = field(init=False, default=())
    """Each difference in wording as a sentence."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "differences", tuple(detail.sentence for detail in self.details))


def compare_words(printed: str, remembered: str) -> WordVerdict:
    """Compare remembered words with a printed passage of which they may be a part."""
    there, here = printed_words(printed), printed_words(remembered)
    if not there or not here:
        return WordVerdict(Tier.NONE)
    pairs = _pairs(there, here)
    shared = weight([b.key for a, b in pairs if a is not None and b is not None and a.key == b.key])
    score = shared / weight([word.key for word in here])
    if score < _NEAR:
        return WordVerdict(Tier.NONE, score)
    first, last = _covered(there, pairs)
    span = Span(there[first].span.start, there[last].span.end)
    details = (*_details(pairs), *_omissions(pairs))
    tier = Tier.NEAR if details else _agreement(span.of(printed), remembered)
    before, after = _rest(there, first, last)
    warnings = (*_alarms(details), *_cut_edges(before, after))
    return WordVerdict(tier, score, span.of(printed), span, details, warnings, _text(before), _text(after))


def content_words(text: str) -> int:
    """How many different words of `text` tell one utterance from another."""
    found = {part for word in printed_words(text) for part in normal(word.key)}
    return sum(map(has_content, found))


_Pair = tuple[Printed | None, Printed | None]


def _pairs(there: Sequence[Printed], here: Sequence[Printed]) -> list[_Pair]:
    """Printed and remembered words side by side, without the printed words around the remembered ones."""
    columns = table([[word.key for word in there], [word.key for word in here]])
    pairs: list[_Pair] = [
        (there[cell[0]] if 0 in cell else None, here[cell[1]] if 1 in cell else None) for cell in columns
    ]
    known = [index for index, (_, remembered) in enumerate(pairs) if remembered is not None]
    pairs = pairs[known[0] : known[-1] + 1]
    backwards = _reaching(there[::-1], _reaching(there, pairs)[::-1])
    return _with_whole_words(there, backwards[::-1])


def _with_whole_words(there: Sequence[Printed], pairs: list[_Pair]) -> list[_Pair]:
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


def _reaching(there: Sequence[Printed], pairs: list[_Pair]) -> list[_Pair]:
    """The pairs, begun earlier where print has the first remembered word a little before another one.

    Of `will not be forgotten` the remembered `will be forgotten` lacks the `not`; it has no other word there.
    """
    printed, remembered = pairs[0]
    if printed is None or remembered is None or printed.key == remembered.key:
        return pairs
    place = there.index(printed)
    for start in range(place - 1, max(place - 1 - _REACH, -1), -1):
        if there[start].key == remembered.key:
            missing: list[_Pair] = [(word, None) for word in there[start + 1 : place + 1]]
            return [(there[start], remembered), *missing, *pairs[1:]]
    return pairs


def _covered(there: Sequence[Printed], pairs: Sequence[_Pair]) -> tuple[int, int]:
    starts = {word.span.start for word, _ in pairs if word is not None}
    numbers = [number for number, word in enumerate(there) if word.span.start in starts]
    return numbers[0], numbers[-1]


def _details(pairs: Sequence[_Pair]) -> Iterator[WordDifference]:
    """Runs of unequal words, classed."""
    run: list[_Pair] = []
    for pair in (*pairs, None):
        if pair is not None and (pair[0] is None or pair[1] is None or pair[0].key != pair[1].key):
            run.append(pair)
            continue
        if run:
            printed = [word for word, _ in run if word is not None]
            remembered = [word for _, word in run if word is not None]
            kind = classify(printed, remembered)
            yield WordDifference(_text(printed), _text(remembered), kind.category, kind.level)
        run = []


def _omissions(pairs: Sequence[_Pair]) -> Iterator[WordDifference]:
    """Ellipses between printed words, where the remembered words have none."""
    known = [index for index, (printed, _) in enumerate(pairs) if printed is not None]
    for left, right in itertools.pairwise(known):
        before, after = pairs[left][0], pairs[right][0]
        if before is None or after is None or not before.before_gap:
            continue
        marked = (
            *(word.before_gap for _, word in pairs[left:right] if word is not None),
            *(word.after_gap for _, word in pairs[left + 1 : right + 1] if word is not None),
        )
        if not any(marked):
            remembered = [word for _, word in pairs[left : right + 1] if word is not None]
            yield WordDifference(_text((before, after)), _text(remembered), OMISSION, Level.NUANCE)


def _text(words: Sequence[Printed]) -> str:
    return " ".join(word.plain for word in words).strip(_OUTER)


def _agreement(printed: str, remembered: str) -> Tier:
    a, b = (" ".join(one_line(text).split()).strip(_OUTER) for text in (printed, remembered))
    if a == b:
        return Tier.EXACT
    letters = ["".join(char for char in text if char.isalnum()) for text in (a, b)]
    return Tier.TYPOGRAPHIC if letters[0] == letters[1] else Tier.CASE


def _alarms(details: Sequence[WordDifference]) -> Iterator[str]:
    for detail in details:
        if detail.category in _ALARMS:
            yield f"{_ALARMS[detail.category]} differs: {detail.sentence}"


def _rest(there: Sequence[Printed], first: int, last: int) -> tuple[Sequence[Printed], Sequence[Printed]]:
    """The other words of the printed sentence, before and after."""
    start, end = first, last
    while start and not there[start - 1].ends_sentence:
        start -= 1
    while end + 1 < len(there) and not there[end].ends_sentence:
        end += 1
    return there[start:first], there[last + 1 : end + 1]


def _cut_edges(before: Sequence[Printed], after: Sequence[Printed]) -> Iterator[str]:
    """What the words leave out of the printed sentence, where that holds a signal word."""
    for words, where in ((before, "begins"), (after, "goes on")):
        signal = hidden_clause(words)
        if signal:
            yield f"The printed sentence {where} with {_SIGNALS[signal]}: ‘{_text(words)}’"
