"""The articles that print an utterance: what each prints in which column, and in what order they are named.

One rule guards it: a witness is an article. What its passages print twice counts once, what stands between
them is no cut, and nothing tells which of two articles altered a word.
"""

import itertools
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from typing import Final

from quotebrowser.collate.same.evidence import SCRAP_WORDS
from quotebrowser.collate.versions.aligned_table import Table, table
from quotebrowser.collate.versions.paraphrase import Paraphrase, paraphrases
from quotebrowser.collate.versions.printed_words import Printed, printed
from quotebrowser.collate.versions.shifts import NO_SHIFT, Shift, shift
from quotebrowser.model import Article, Passage

_LATER: Final = 10**7
"""Ordinal after every date: articles without one come last."""


class Gap(Enum):
    """Why a witness has no word in a column."""

    NONE = auto()
    """It has one."""
    OUTSIDE = auto()
    """None of its passages reaches here."""
    SILENT = auto()
    """Within a passage, without a sign."""
    DECLARED = auto()
    """At an ellipsis, or where narration interrupts a quote."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A passage in the table."""

    passage: Passage
    """The passage."""
    words: tuple[Printed, ...]
    """Its words."""
    columns: tuple[tuple[int, int], ...]
    """Column and number of each word that stands in the table, in order; empty for a repetition."""

    @property
    def first(self) -> int:
        """Its first column."""
        return self.columns[0][0]

    @property
    def last(self) -> int:
        """Its last column."""
        return self.columns[-1][0]


@dataclass(frozen=True, slots=True)
class WitnessRow:
    """What one witness prints, column by column."""

    article: Article
    """The witness."""
    passages: tuple[Placed, ...]
    """In the order of the utterance; those that print nothing new come last."""
    words: tuple[Printed | None, ...]
    """One a column."""
    places: tuple[tuple[str, int], ...]
    """Uid of the passage and number of the word there, one a column; ("", 0) where it has none."""
    gaps: tuple[Gap, ...]
    """One a column."""
    moved: tuple[Placed, ...]
    """Those that the article prints out of the utterance's order."""
    shift: Shift = NO_SHIFT
    """The words inside its passages that it prints in another order than the base."""
    paraphrased: tuple[Paraphrase, ...] = ()
    """What it tells of the base's words without quoting them."""

    @property
    def count(self) -> int:
        """Number of words of the utterance that it prints."""
        return sum(word is not None for word in self.words)

    def joins(self, column: int, following: int) -> bool:
        """Whether one quote of the witness prints both columns."""
        quotes = {item.passage.uid: item.passage.quote for item in self.passages}
        before, after = self.places[column][0], self.places[following][0]
        return bool(before and after) and quotes[before] == quotes[after]

    def parts(self, column: int, following: int) -> bool:
        """Whether the witness prints two passages, no scraps, of which one ends and one begins there."""
        bodies = [item for item in self.passages if len(item.columns) > SCRAP_WORDS]
        return any(item.last == column for item in bodies) and any(item.first == following for item in bodies)


def rows(
    passages: Sequence[Passage], articles: Mapping[str, Article], primary: str = ""
) -> tuple[WitnessRow, ...]:
    """The witnesses of an utterance, the base first, the others by date and file name."""
    ordered = sorted(passages, key=lambda passage: (passage.article, passage.span, passage.uid))
    words = [printed(passage) for passage in ordered]
    columns = table([[word.key for word in version] for version in words])
    of_article: dict[str, list[Placed]] = {}
    for placed in _placements(ordered, words, columns):
        of_article.setdefault(placed.passage.article, []).append(placed)
    found = [_row(articles[article], placed, len(columns)) for article, placed in of_article.items()]
    found.sort(key=_by_date)
    base = max(found, key=lambda row: (row.article.id == primary, row.count), default=None)
    return (base, *(_beside(base, row) for row in found if row is not base)) if base else ()


def _beside(base: WitnessRow, row: WitnessRow) -> WitnessRow:
    """A witness with what is known of it beside the base."""
    missing = [gap is Gap.OUTSIDE for gap in row.gaps]
    spans = [item.passage.span for item in row.passages]
    return replace(
        row,
        shift=shift(base.words, row.words, [not outside for outside in missing]),
        paraphrased=paraphrases(row.article.text, spans, base.words, missing),
    )


def _by_date(row: WitnessRow) -> tuple[int, str, str]:
    published = row.article.published
    return (published.first if published else _LATER, row.article.name, row.article.id)


def _placements(
    passages: Sequence[Passage], words: Sequence[tuple[Printed, ...]], columns: Table
) -> list[Placed]:
    stands: list[list[tuple[int, int]]] = [[] for _ in passages]
    for column, cell in enumerate(columns):
        for version, word in cell.items():
            stands[version].append((column, word))
    return [
        Placed(passage, version, tuple(where))
        for passage, version, where in zip(passages, words, stands, strict=True)
    ]


def _row(article: Article, placed: Sequence[Placed], width: int) -> WitnessRow:
    words: list[Printed | None] = [None] * width
    places = [("", 0)] * width
    kept: list[Placed] = []
    repeated: list[Placed] = []
    for item in sorted(placed, key=lambda item: (-len(item.columns), item.passage.span)):
        free = [(column, word) for column, word in item.columns if words[column] is None]
        if not free or any(other.first <= item.first and item.last <= other.last for other in kept):
            repeated.append(Placed(item.passage, item.words, ()))
            continue
        kept.append(Placed(item.passage, item.words, tuple(free)))
        for column, word in free:
            words[column] = item.words[word]
            places[column] = (item.passage.uid, word)
    kept.sort(key=lambda item: (item.first, item.last))
    moved = _moved(kept)
    repeated.sort(key=lambda item: item.passage.span)
    gaps = _gaps(kept, moved, words)
    return WitnessRow(article, (*kept, *repeated), tuple(words), tuple(places), gaps, moved)


def _moved(kept: Sequence[Placed]) -> tuple[Placed, ...]:
    """The passages outside the heaviest chain that the article prints in the utterance's order."""
    best: list[tuple[int, tuple[int, ...]]] = []
    for index, item in enumerate(kept):
        before = [best[earlier] for earlier in range(index) if kept[earlier].passage.span < item.passage.span]
        weight, chain = max(before, default=(0, ()))
        best.append((weight + len(item.columns), (*chain, index)))
    _, chain = max(best, default=(0, ()))
    return tuple(item for index, item in enumerate(kept) if index not in chain)


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
            for column in range(left_part.last + 1, right_part.first):
                if gaps[column] is Gap.OUTSIDE:
                    gaps[column] = Gap.DECLARED
    return tuple(gaps)
