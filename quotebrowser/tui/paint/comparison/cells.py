"""A comparison cut into cells: words that stand under one another, and the narration between them.

One rule guards it: a cell's words are the article's own, in the article's order; what is not printed is an
empty text with a state, never a made-up word.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from quotebrowser.library import Comparison
from quotebrowser.library.showing import wording
from quotebrowser.library.showing.wording import folded, holed
from quotebrowser.model import Article, Column, Difference, Reading, Variation, Witness
from quotebrowser.model.wrapped import one_line
from quotebrowser.text import HOLE, UNSEEN, safe_line
from quotebrowser.tui.paint.signs import Marks

_WORD: Final = re.compile(r"\S+")
_LONGEST_CUE: Final = 60
"""Characters of narration shown between two parts of a quote; all of the seeds' are shorter than 40. Longer
ones are an article's own text rather than a cue."""
LONG_CUE: Final = "…"
"""Stands for them; it is no word of the article."""
_MARKS: Final = "“”\"„«»‘’' \n\t"


@dataclass(frozen=True, slots=True)
class Cell:
    """Words of one place of the utterance, one text a version."""

    texts: tuple[str, ...]
    """In the versions' order, safe to show but for `HOLE`; empty if a version prints nothing here."""
    states: tuple[Variation, ...]
    """How each text stands to the base's."""
    difference: int = 0
    """Number of the difference it belongs to; 0 for none."""
    opens: bool = False
    """Whether it is the first cell of its difference, which carries the number."""
    cue: bool = False
    """Whether its texts are narration between two parts, not words of the quote."""


@dataclass(frozen=True, slots=True)
class _Words:
    """A reading's words, and where each begins in its article; offsets are empty where they are not known."""

    words: tuple[str, ...]
    offsets: tuple[int, ...]


def _words(reading: Reading, text: str) -> _Words:
    found = [
        (m.group().replace(UNSEEN, ""), span.start + m.start())
        for span in reading.spans
        for m in _WORD.finditer(one_line(span.of(text), UNSEEN))
    ]
    words = reading.text.split()
    offsets = tuple(offset for _, offset in found) if [word for word, _ in found] == words else ()
    shown = holed(reading, text) if words else []
    if HOLE in shown:  # one with the word before it, that words and offsets are as many
        at = max(shown.index(HOLE), 1)
        shown[at - 1 : at + 1] = [" ".join(shown[at - 1 : at + 1])]
    return _Words(tuple(shown), offsets)


class _Places:
    """Follows a version through its passages, to find the narration it passes."""

    def __init__(self, witness: Witness, article: Article) -> None:
        self._witness = witness
        self._text = article.text
        self._at: int | None = None

    def cue_before(self, offsets: Sequence[int]) -> str:
        """The narration between the words seen last and those at `offsets`; empty if there is none."""
        if not offsets:
            return ""
        spans = [passage.span for passage in self._witness.passages]
        here = next((at for at, span in enumerate(spans) if span.start <= offsets[0] < span.end), None)
        last, self._at = self._at, here
        if here is None or last is None or here == last or spans[here].start < spans[last].end:
            return ""
        between = safe_line(self._text[spans[last].end : spans[here].start]).strip(_MARKS)
        return between if len(between) <= _LONGEST_CUE else LONG_CUE


def _state(text: str, base: str, state: Variation) -> Variation:
    """The state of one word of a reading: a word like the base's is the same, whatever its neighbours are."""
    same = text == base and state in (Variation.TYPOGRAPHIC, Variation.WORDING)
    return Variation.SAME if same else state


def _split(
    column: Column, words: Sequence[_Words], records: Sequence[bool]
) -> Iterator[tuple[Cell, list[_Words]]]:
    """The column word by word where its readings have equally many, else as it is; records lack nothing."""
    counts = {len(each.words) for each in words if each.words}
    states = tuple(
        Variation.SAME if records[at] and not one.text else column.state(at, 0)
        for at, one in enumerate(column.readings)
    )
    if len(counts) != 1:
        yield Cell(tuple(" ".join(each.words) for each in words), states), list(words)
        return
    for at in range(counts.pop()):
        texts = tuple(each.words[at] if each.words else "" for each in words)
        kept = tuple(_state(text, texts[0], state) for text, state in zip(texts, states, strict=True))
        yield (
            Cell(texts, kept),
            [_Words(each.words[at : at + 1], each.offsets[at : at + 1]) for each in words],
        )


def _numbered(parts: list[Cell], difference: Difference | None, *, first: bool) -> Iterator[Cell]:
    """The cells of a column with their difference; its number stands on the first word that differs."""
    differing = [
        at for at, cell in enumerate(parts) if set(cell.states) - {Variation.SAME, Variation.NOT_QUOTED}
    ]
    opening = differing[0] if differing else 0
    for at, cell in enumerate(parts):
        within = difference is not None and (not differing or at in differing)
        number = difference.number if difference is not None and within else 0
        yield Cell(cell.texts, cell.states, number, first and at == opening and number > 0)


def cells(comparison: Comparison, *, between: bool = False) -> tuple[Cell, ...]:
    """The comparison as cells in the order of the utterance.

    With `between` also what a record has between two printed parts, else how many words.
    """
    collation = comparison.collation
    texts = [comparison.articles[witness.article].text for witness in collation.witnesses]
    places = [_Places(w, comparison.articles[w.article]) for w in collation.witnesses]
    records = [bool(witness.record) for witness in collation.witnesses]
    by_column = {at: d for d in collation.differences for at in range(d.first, d.last + 1)}
    made: list[Cell] = []
    for index, column in enumerate(collation.columns):
        words = [_words(reading, text) for reading, text in zip(column.readings, texts, strict=True)]
        if not between and (hidden := wording.between(comparison, index)):
            words = [replace(one, words=(folded(hidden),)) if one.words else one for one in words]
        difference = by_column.get(index)
        parts: list[Cell] = []
        cues: list[tuple[str, ...]] = []
        for cell, each in _split(column, words, records):
            parts.append(cell)
            cues.append(tuple(place.cue_before(w.offsets) for place, w in zip(places, each, strict=True)))
        first = difference is not None and difference.first == index
        for cell, cue in zip(_numbered(parts, difference, first=first), cues, strict=True):
            if any(cue):
                states = tuple(
                    s if s is Variation.NOT_QUOTED and not told else Variation.SAME
                    for s, told in zip(cell.states, cue, strict=True)
                )
                made.append(Cell(cue, states, cue=True))
            made.append(cell)
    return tuple(made)


@dataclass(frozen=True, slots=True)
class CompareState:
    """What the reader of a comparison has chosen to see."""

    difference: int = 0
    """Number of the difference looked at; 0 for none."""
    witness: int = 0
    """Place in `order` of the version looked at."""
    order: tuple[int, ...] = ()
    """Versions shown, by their index in the comparison; the base first."""
    punctuation: bool = True
    """Whether differences of punctuation are marked."""
    dots: bool = False
    """Whether words that are the base's are shown as dots."""
    page: int = 0
    """First of the columns shown, in the columns view, as place in `order`."""
    base: int = 0
    """Index of the version that all are measured against."""
    folded: Mapping[int, int] = field(default_factory=dict)
    """How many reprints are left out beside a version, by its index."""

    def here(self, cell: Cell, at: int) -> bool:
        """Whether a cell is of the difference looked at, for the version looked at, by its index."""
        return 0 < self.difference == cell.difference and not cell.cue and at == self.order[self.witness]

    def counts(self, difference: Difference) -> bool:
        """Whether the difference is marked."""
        return self.punctuation or difference.state is not Variation.TYPOGRAPHIC


class View:
    """Draws one comparison, as it is to be seen."""

    def __init__(
        self, comparison: Comparison, cells: Sequence[Cell], state: CompareState, marks: Marks
    ) -> None:
        self._comparison = comparison
        self._cells = cells
        self._state = state
        self._marks = marks
        self._differences = {d.number: d for d in comparison.collation.differences}


def marked(comparison: Comparison, state: CompareState) -> tuple[Difference, ...]:
    """The differences that are marked, in order."""
    return tuple(d for d in comparison.collation.differences if state.counts(d))


def worst(comparison: Comparison, state: CompareState) -> int:
    """Number of the marked difference that matters most, a negation before a number; 0 if there is none."""

    def weight(difference: Difference) -> tuple[int, bool]:
        return difference.level, difference.category == "negation"

    shown = marked(comparison, state)
    return max(shown, key=weight).number if shown else 0
