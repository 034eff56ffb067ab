"""A witness: what one article prints in which column of an utterance, and why it has no word in others.

Two rules guard it: a row is one printing of one article, so that what it prints twice in the same words
counts once, in other words it is a row of its own; and a record cuts nothing.
"""

import itertools
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from typing import Final

from quotebrowser.collate.same.evidence import SCRAP_WORDS
from quotebrowser.collate.versions.aligned_table import Table
from quotebrowser.collate.versions.paraphrase import Paraphrase
from quotebrowser.collate.versions.printed_words import Printed, Printing
from quotebrowser.collate.versions.shifts import NO_SHIFT, Shift
from quotebrowser.model import Article, Form, Passage

_ELLIPSIS: Final = re.compile(r"[\[(]\s?(?:…|\.(?:\s?\.){2,3})\s?[\])]|…|\.(?:\s?\.){2,3}")
_LONGEST_CUT: Final = 200
"""Characters between the words before and after a cut: more are narration."""
_APART: Final = 4
"""Characters between two words of one printing: blanks, or the end of a paragraph."""
_SURE: Final = 3
"""Equal words from which a second printing is one: two may stand anywhere."""


class Gap(Enum):
    """Why a witness has no word in a column."""

    NONE = auto()
    """It has one."""
    OUTSIDE = auto()
    """None of its passages reaches here."""
    ELSEWHERE = auto()
    """Another row of the same article prints it."""
    SILENT = auto()
    """Within a passage, without a sign."""
    DECLARED = auto()
    """At an ellipsis, or where narration interrupts a quote."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A printing in the table."""

    printing: Printing
    """Its words."""
    columns: tuple[tuple[int, int], ...]
    """Column and number of each word that stands in the table, in order; empty for a repetition."""

    @property
    def words(self) -> tuple[Printed, ...]:
        """Its words."""
        return self.printing.words

    @property
    def passage(self) -> Passage:
        """The first of its passages."""
        return self.printing.passages[0]

    @property
    def first(self) -> int:
        """Its first column."""
        return self.columns[0][0]

    @property
    def last(self) -> int:
        """Its last column."""
        return self.columns[-1][0]

    def is_before(self, other: "Placed") -> bool:
        """Whether another is printed right behind it in one go."""
        mine, its = self.printing, other.printing
        between = other.passage.span.start - mine.passages[-1].span.end
        ellipsis = mine.words[-1].before_gap or its.words[0].after_gap
        return bool(mine.origin) and mine.origin == its.origin and 0 <= between < _APART and not ellipsis

    def unbroken(self) -> Iterator[list[int]]:
        """Its columns, those together that no ellipsis stands between."""
        parts = itertools.groupby(self.columns, lambda place: bisect_right(self.printing.bounds, place[1]))
        for _, part in parts:
            yield [column for column, _ in part]


@dataclass(frozen=True, slots=True)
class WitnessRow:
    """What one witness prints, column by column."""

    article: Article
    """The witness."""
    again: int
    """0; for what the article prints again in other words 1, 2 ..."""
    placed: tuple[Placed, ...]
    """In the order of the utterance; those that print nothing new come last."""
    words: tuple[Printed | None, ...]
    """One a column."""
    places: tuple[tuple[str, int], ...]
    """Uid of the passage and number of the word, one a column; ("", 0) where it has none."""
    quotes: tuple[str, ...]
    """Uid of the quote, one a column; empty where it has no word."""
    gaps: tuple[Gap, ...]
    """One a column."""
    moved: tuple[Placed, ...]
    """Those that the article prints out of the utterance's order."""
    ends: tuple[bool, ...] = ()
    """Whether a sentence ends with a column: the same of all rows."""
    shift: Shift = NO_SHIFT
    """The words inside its passages that it prints in another order than the first row."""
    paraphrased: tuple[Paraphrase, ...] = ()
    """What it tells of the first row's words without quoting them."""
    form: Form = Form.REPORT
    """What the article is: a record is what was said, and all are measured against it."""

    @property
    def count(self) -> int:
        """Number of words of the utterance that it prints."""
        return sum(word is not None for word in self.words)

    @property
    def passages(self) -> tuple[Passage, ...]:
        """All that it prints, in the order of the utterance."""
        return tuple(dict.fromkeys(one for item in self.placed for one in item.printing.quoted))

    def joins(self, column: int, following: int) -> bool:
        """Whether one quote of the witness prints both columns."""
        return bool(self.quotes[column]) and self.quotes[column] == self.quotes[following]

    def parts(self, column: int, following: int) -> bool:
        """Whether the witness prints two passages, no scraps, of which one ends and one begins there."""
        bodies = [item for item in self.placed if len(item.columns) > SCRAP_WORDS]
        return any(item.last == column for item in bodies) and any(item.first == following for item in bodies)

    def cut_sign(self, first: int, last: int) -> str:
        """The ellipsis that stands where these columns are cut, with its brackets; empty if there is none."""
        before = next((word for word in self.words[:first][::-1] if word is not None), None)
        after = next((word for word in self.words[last + 1 :] if word is not None), None)
        if before is None or after is None:
            return ""
        between = self.article.text[before.span.start : after.span.end]
        found = _ELLIPSIS.search(between) if len(between) <= _LONGEST_CUT else None
        return found[0] if found else ""

    def spans(self, first: int, last: int) -> bool:
        """Whether one quote of the witness has words in these columns, and others before and after them."""
        here = set(self.quotes[first : last + 1]) - {""}
        return any(quote in self.quotes[:first] and quote in self.quotes[last + 1 :] for quote in here)


def placements(versions: Sequence[Printing], columns: Table) -> list[Placed]:
    """Where the words of each printing stand in the table."""
    stands: list[list[tuple[int, int]]] = [[] for _ in versions]
    for column, cell in enumerate(columns):
        for version, word in cell.items():
            stands[version].append((column, word))
    return [Placed(version, tuple(where)) for version, where in zip(versions, stands, strict=True)]


def rows_of(article: Article, placed: Sequence[Placed], width: int) -> list[WitnessRow]:
    """The rows of an article: one, and one more for each time that it prints the same in other words."""
    layers: list[dict[int, Placed]] = []
    kept: list[list[Placed]] = []
    repeated: list[Placed] = []
    for item in sorted(placed, key=lambda item: (-len(item.columns), item.passage.span)):
        at = next((at for at, layer in enumerate(layers) if not _in_other_words(item, layer)), len(layers))
        if at == len(layers):
            layers.append({})
            kept.append([])
        free = tuple((column, word) for column, word in item.columns if column not in layers[at])
        if free:
            kept[at].append(Placed(item.printing, free))
            layers[at] |= dict.fromkeys((column for column, _ in free), item)
        else:
            repeated.append(Placed(item.printing, ()))
    repeated.sort(key=lambda item: item.passage.span)
    found = [_row(article, again, own, () if again else repeated, width) for again, own in enumerate(kept)]
    return [_without(row, found) for row in found]


def _in_other_words(item: Placed, layer: Mapping[int, Placed]) -> bool:
    """Whether a printing says again, and otherwise, what a row has already."""
    own = {column: item.words[number].key for column, number in item.columns}
    shared = [column for column in own if column in layer]
    there = {column: layer[column].words[dict(layer[column].columns)[column]].key for column in shared}
    same = sum(own[column] == there[column] for column in shared)
    cut = any(item.first < column < item.last and column not in own for column in layer)
    most = 2 * len(shared) > len(own)
    if len(own) <= SCRAP_WORDS and same < _SURE:
        return False
    return same < len(shared) or (cut and most and same >= _SURE)


def _row(
    article: Article, again: int, kept: list[Placed], repeated: Sequence[Placed], width: int
) -> WitnessRow:
    words: list[Printed | None] = [None] * width
    places = [("", 0)] * width
    quotes = [""] * width
    for item in kept:
        for column, word in item.columns:
            words[column] = item.words[word]
            places[column] = (item.printing.uid(word), word)
            quotes[column] = item.passage.quote
    kept.sort(key=lambda item: (item.first, item.last))
    moved = _moved(kept)
    form = article.form
    gaps = _of_record(kept, words) if form.is_record else _gaps(kept, moved, words)
    placed = (*kept, *repeated)
    return WitnessRow(
        article, again, placed, tuple(words), tuple(places), tuple(quotes), gaps, moved, form=form
    )


def _without(row: WitnessRow, rows: Sequence[WitnessRow]) -> WitnessRow:
    """A row of an article; what its other rows print is not outside of what the article quotes."""
    gaps = tuple(
        Gap.ELSEWHERE
        if gap is Gap.OUTSIDE and any(other.words[column] is not None for other in rows)
        else gap
        for column, gap in enumerate(row.gaps)
    )
    return replace(row, gaps=gaps)


def _moved(kept: Sequence[Placed]) -> tuple[Placed, ...]:
    """The passages outside the heaviest chain that the article prints in the utterance's order."""
    best: list[tuple[int, tuple[int, ...]]] = []
    for index, item in enumerate(kept):
        before = [best[earlier] for earlier in range(index) if kept[earlier].passage.span < item.passage.span]
        weight, chain = max(before, default=(0, ()))
        best.append((weight + len(item.columns), (*chain, index)))
    _, chain = max(best, default=(0, ()))
    return tuple(item for index, item in enumerate(kept) if index not in chain)


def _of_record(kept: Sequence[Placed], words: Sequence[Printed | None]) -> tuple[Gap, ...]:
    """The gaps of a record: its ellipses are pauses, and between two of its parts are more of its words."""
    gaps = [Gap.OUTSIDE if word is None else Gap.NONE for word in words]
    for item in kept:
        for column in range(item.first, item.last):
            if gaps[column] is Gap.OUTSIDE:
                gaps[column] = Gap.SILENT
    return tuple(gaps)


def _gaps(
    kept: Sequence[Placed], moved: Sequence[Placed], words: Sequence[Printed | None]
) -> tuple[Gap, ...]:
    gaps = [Gap.OUTSIDE if word is None else Gap.NONE for word in words]
    for item in kept:
        taken = [column for column, _ in item.columns]
        for column in range(item.first, item.last):
            if gaps[column] is Gap.OUTSIDE:
                at = bisect_left(taken, column)
                left, right = (item.words[item.columns[index][1]] for index in (at - 1, at))
                gaps[column] = Gap.DECLARED if left.before_gap or right.after_gap else Gap.SILENT
    in_place = [item for item in kept if item not in moved]
    for left_part, right_part in itertools.pairwise(in_place):
        if left_part.passage.quote == right_part.passage.quote:
            why = Gap.SILENT if left_part.is_before(right_part) else Gap.DECLARED
            for column in range(left_part.last + 1, right_part.first):
                if gaps[column] is Gap.OUTSIDE:
                    gaps[column] = why
    return tuple(gaps)
