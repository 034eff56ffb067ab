"""The table of an utterance: every passage's words in common columns.

One rule guards it: the table is the same in whatever order the passages are given. Passages are placed in an
order of their own, the longest first, each as soon as it meets what is there.
"""

from collections.abc import Sequence
from typing import Final

from quotebrowser.collate.versions.alignment import Block, Matcher, matches, paired, placed, weight

_ENOUGH: Final = 0.4
"""Share of a passage's weight that must meet the table; a passage below it waits until another bridges."""
_PLENTY: Final = 0.6
"""Share of its words from which that need not be weighed."""
_LEAST: Final = 2.0
"""Content words that place a passage which no other bridges; with fewer it stands after all the others."""
EDGE_WORDS: Final = 6
"""As many words at an edge that match nothing are another wording of what stands there; more of them are a
passage that runs on differently."""

Table = list[dict[int, int]]
"""Columns in order: number of a version -> number of its word."""


def table(versions: Sequence[Sequence[str]], matcher: Matcher = matches) -> Table:
    """Align versions, each a sequence of folded words; those without words are in no column."""
    waiting = sorted(
        (number for number, words in enumerate(versions) if words),
        key=lambda number: (-len(versions[number]), versions[number]),
    )
    draft = _Draft()
    while waiting:
        left = []
        for number in waiting:
            words = versions[number]
            blocks = placed(draft.keys, words, matcher) if draft.keys else []
            if not draft.keys or _meets(blocks, words):
                draft.add(number, words, blocks)
            else:
                left.append(number)
        if len(left) == len(waiting):
            words = versions[left[0]]
            blocks = placed(draft.keys, words, matcher)
            draft.add(left[0], words, blocks if _shared(blocks, words) >= _LEAST else [])
            del left[0]
        waiting = left
    return draft.cells


def _meets(blocks: Sequence[Block], words: Sequence[str]) -> bool:
    if sum(length for _, _, length in blocks) >= _PLENTY * len(words):
        return True
    return _shared(blocks, words) >= _ENOUGH * weight(words)


def _shared(blocks: Sequence[Block], words: Sequence[str]) -> float:
    return sum(weight(words[word : word + length]) for _, word, length in blocks)


class _Draft:
    """The table while it is filled."""

    def __init__(self) -> None:
        self.cells: Table = []
        self.keys: list[str] = []
        """The wording of each column that most versions have; of several the first to come."""
        self._counts: list[dict[str, int]] = []

    def add(self, number: int, words: Sequence[str], blocks: Sequence[Block]) -> None:
        """Put a version into the table: its equal blocks, then what stands between and around them."""
        new: list[tuple[int, int, int]] = []
        column, word = self._left_edge(number, words, blocks, new)
        for first_column, first_word, length in blocks:
            if column < first_column and word < first_word:
                self._gap(number, words, (column, first_column), (word, first_word), new)
            elif word < first_word:
                new.append((column, word, first_word))
            end = first_column + length
            for index, cell in enumerate(self.cells[first_column:end], first_word):
                cell[number] = index
            for key, counts in zip(self.keys[first_column:end], self._counts[first_column:end], strict=True):
                counts[key] += 1
            column, word = first_column + length, first_word + length
        if len(words) - word <= EDGE_WORDS:
            while word < len(words) and column < len(self.keys):
                self._put(number, words, column, word)
                column, word = column + 1, word + 1
        if word < len(words):
            new.append((column, word, len(words)))
        for at, first, last in reversed(new):
            self.cells[at:at] = [{number: index} for index in range(first, last)]
            self.keys[at:at] = words[first:last]
            self._counts[at:at] = [{key: 1} for key in words[first:last]]

    def _left_edge(
        self, number: int, words: Sequence[str], blocks: Sequence[Block], new: list[tuple[int, int, int]]
    ) -> tuple[int, int]:
        """Place the words before the first block; returns the column and word to go on from."""
        if not blocks:
            return len(self.keys), 0
        first_column, edge, _ = blocks[0]
        common = min(edge, first_column) if edge <= EDGE_WORDS else 0
        if edge > common:
            new.append((first_column - common, 0, edge - common))
        for step in range(common):
            self._put(number, words, first_column - common + step, edge - common + step)
        return first_column, edge

    def _gap(
        self,
        number: int,
        words: Sequence[str],
        columns: tuple[int, int],
        gap: tuple[int, int],
        new: list[tuple[int, int, int]],
    ) -> None:
        """Place words that stand between two blocks where the table has other words."""
        reached = columns[0]
        for column, word in paired(self.keys[slice(*columns)], words[slice(*gap)]):
            if word is not None and column is not None:
                self._put(number, words, columns[0] + column, gap[0] + word)
            elif word is not None:
                new.append((reached, gap[0] + word, gap[0] + word + 1))
            if column is not None:
                reached = columns[0] + column + 1

    def _put(self, number: int, words: Sequence[str], column: int, word: int) -> None:
        """Place another wording of a column."""
        key = words[word]
        counts = self._counts[column]
        self.cells[column][number] = word
        counts[key] = counts.get(key, 0) + 1
        if counts[key] > counts[self.keys[column]]:
            self.keys[column] = key
