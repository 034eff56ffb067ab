"""The table of an utterance: every passage's words in common columns.

One rule guards it: the table is the same in whatever order the passages are given. Passages are placed in an
order of their own, the longest first, each as soon as it meets what is there.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from quotebrowser.collate.versions.alignment import Block, Matcher, bounded, matches, paired, weight

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


def table(
    versions: Sequence[Sequence[str]],
    matcher: Matcher = matches,
    bounds: Sequence[Sequence[int]] = (),
    quotes: Sequence[str] = (),
    within: Sequence[tuple[int, int] | None] = (),
) -> Table:
    """Align versions; those without words are in no column.

    Args:
        versions: folded words.
        matcher: finds equal words.
        bounds: numbers of the words before which each version has an ellipsis; empty: none has one.
        quotes: what each version is a part of; those of one quote stand in order. Empty: of nothing.
        within: first and last of the words of the first version, a record, among which each version stands;
            None: among none of them. Empty: it is no record.
    """
    waiting = sorted(
        (number for number, words in enumerate(versions) if words),
        key=lambda number: (bool(within) and number > 0, -len(versions[number]), versions[number]),
    )
    draft = _Draft(versions, quotes, bounded=any(bounds), within=within)
    while waiting:
        left = []
        for number in waiting:
            words, cuts = versions[number], bounds[number] if bounds else ()
            blocks = draft.placed(number, words, cuts, matcher)
            if not draft.keys or _meets(blocks, words) or (blocks and draft.limits(number)):
                draft.add(number, words, blocks, cuts)
            else:
                left.append(number)
        if len(left) == len(waiting):
            words, cuts = versions[left[0]], bounds[left[0]] if bounds else ()
            blocks = draft.placed(left[0], words, cuts, matcher)
            if _shared(blocks, words) >= _LEAST:
                draft.add(left[0], words, blocks, cuts)
            else:
                draft.insert(left[0], words, draft.beside(left[0]))
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

    def __init__(
        self,
        versions: Sequence[Sequence[str]],
        quotes: Sequence[str],
        *,
        bounded: bool,
        within: Sequence[tuple[int, int] | None],
    ) -> None:
        self._words = versions
        self._quotes = quotes
        self._within = within
        self._bounded = bounded
        self.cells: Table = []
        self.keys: list[str] = []
        """The wording of each column that most versions have; of several the first to come."""
        self._counts: list[dict[str, int]] = []
        self._cut: list[bool] = []
        """Whether a version has an ellipsis right before a column."""

    def limits(self, number: int) -> tuple[int, int] | None:
        """The columns among which a version stands, the last excluded; None: among all."""
        reach = self._within[number] if self._within and number and self.cells else None
        if reach is None:
            return None
        said = {cell[0]: column for column, cell in enumerate(self.cells) if 0 in cell}
        first, end = said[reach[0]], said[reach[1]] + 1
        while first and 0 not in self.cells[first - 1]:
            first -= 1
        while end < len(self.cells) and 0 not in self.cells[end]:
            end += 1
        return first, end

    def placed(self, number: int, words: Sequence[str], cuts: Sequence[int], matcher: Matcher) -> list[Block]:
        """The equal blocks of a version; what stands in an ellipsis of others is not torn apart."""
        if not self.keys:
            return []
        keys, first = self.keys, 0
        if limits := self.limits(number):
            first = limits[0]
            keys = keys[slice(*limits)]
        elif self._within and number:
            keys = ["" if 0 in cell else key for cell, key in zip(self.cells, keys, strict=True)]
        blocks = [(first + column, word, size) for column, word, size in bounded(keys, words, cuts, matcher)]
        if self._bounded:
            blocks = list(self._slid(blocks, words))
        return blocks

    def _parts(self, number: int) -> set[int]:
        """The versions that are parts of the same quote, this one among them."""
        if not self._quotes:
            return {number}
        return {one for one, quote in enumerate(self._quotes) if quote == self._quotes[number]}

    def _part_from(self, number: int) -> None:
        """Give the words of a part in columns where another part agrees better columns of their own."""
        for other in self._parts(number) - {number}:
            shared = [column for column, cell in enumerate(self.cells) if number in cell and other in cell]
            if not shared:
                continue
            first, end = shared[0], shared[-1] + 1
            least = self._agreeing(number, first, end) < self._agreeing(other, first, end)
            gone, stays = (number, other) if least else (other, number)
            self._take_out(gone, first, end, before=gone < stays)

    def _agreeing(self, number: int, first: int, end: int) -> int:
        """How many words of a version have the wording of most in these columns."""
        here = zip(self.cells[first:end], self.keys[first:end], strict=True)
        return sum(self._words[number][cell[number]] == key for cell, key in here if number in cell)

    def _take_out(self, number: int, first: int, end: int, *, before: bool) -> None:
        """Give a version's words in some columns ones of their own right before these, or after them."""
        columns = [column for column in range(first, end) if number in self.cells[column]]
        numbers = [self.cells[column].pop(number) for column in columns]
        for column, word in zip(columns, numbers, strict=True):
            self._counts[column][self._words[number][word]] -= 1
        words = self._words[number][numbers[0] : numbers[-1] + 1]
        empty = [column for column in columns if not self.cells[column]]
        for each in (self.cells, self.keys, self._counts, self._cut):
            for column in reversed(empty):
                del each[column]
        self.insert(number, words, first if before else end - len(empty), numbers[0])

    def beside(self, number: int) -> int:
        """The column at which a part stands that shares nothing: after the one before it, before the next.

        In a record it stands between two sentences of it.
        """
        at = len(self.cells)
        parts = self._parts(number)
        if self._within:
            stands = {one for cell in self.cells for one in parts.intersection(cell)}
            before = max((one for one in stands if one < number), default=None)
            after = min((one for one in stands if one > number), default=None)
            sides = (before, 1), (after, 0)
            return next((reach[side] for one, side in sides if one and (reach := self.limits(one))), at)
        for column, cell in enumerate(self.cells):
            here = parts.intersection(cell)
            if here and max(here) > number:
                return min(at, column)
            if here:
                at = column + 1
        return at

    def _slid(self, blocks: Sequence[Block], words: Sequence[str]) -> Iterator[Block]:
        """The blocks, a run of new words between two of them moved to the ellipsis before it.

        `that ... we must close` against `that we must stay and that we must close`: the new words end with
        the `we must` that stands before them.
        """
        at = 0
        while at < len(blocks):
            column, word, length = blocks[at]
            at += 1
            while at < len(blocks):
                following, new, more = blocks[at]
                end = column + length
                back = (
                    next((step for step in range(length) if self._cut[end - step]), 0)
                    if end < len(self._cut)
                    else 0
                )
                same = list(words[new - back : new]) == self.keys[end - back : end]
                if following != end or not back or not same or new - back < word + length:
                    break
                yield column, word, length - back
                column, word, length, at = end - back, new - back, more + back, at + 1
            yield column, word, length

    def add(
        self, number: int, words: Sequence[str], blocks: Sequence[Block], cuts: Sequence[int] = ()
    ) -> None:
        """Put a version into the table: its equal blocks, then what stands between and around them."""
        new: list[tuple[int, int, int]] = []
        start, stop = self.limits(number) or (0, len(self.keys))
        column, word = self._left_edge(number, words, blocks, new, start)
        for first_column, first_word, length in blocks:
            if word < first_word:
                self._between(number, words, (column, first_column), (word, first_word), cuts, new)
            end = first_column + length
            for index, cell in enumerate(self.cells[first_column:end], first_word):
                cell[number] = index
            for key, counts in zip(self.keys[first_column:end], self._counts[first_column:end], strict=True):
                counts[key] += 1
            column, word = first_column + length, first_word + length
        if len(words) - word <= EDGE_WORDS:
            while word < len(words) and column < stop:
                self._put(number, words, column, word)
                column, word = column + 1, word + 1
        if word < len(words):
            new.append((column, word, len(words)))
        for at, first, last in reversed(new):
            self.insert(number, words[first:last], at, first)
        if self._quotes:
            self._part_from(number)
        if cuts:
            for index, cell in enumerate(self.cells):
                self._cut[index] = self._cut[index] or cell.get(number) in cuts

    def insert(self, number: int, words: Sequence[str], at: int, first: int = 0) -> None:
        """Put words of a version, the `first` and those after it, into columns of their own."""
        self.cells[at:at] = [{number: index} for index in range(first, first + len(words))]
        self.keys[at:at] = words
        self._counts[at:at] = [{key: 1} for key in words]
        self._cut[at:at] = [False] * len(words)

    def _left_edge(
        self,
        number: int,
        words: Sequence[str],
        blocks: Sequence[Block],
        new: list[tuple[int, int, int]],
        start: int,
    ) -> tuple[int, int]:
        """Place the words before the first block, none before `start`; the column and word to go on from."""
        if not blocks:
            return len(self.keys), 0
        first_column, edge, _ = blocks[0]
        common = min(edge, first_column - start) if edge <= EDGE_WORDS else 0
        if edge > common:
            new.append((first_column - common, 0, edge - common))
        for step in range(common):
            self._put(number, words, first_column - common + step, edge - common + step)
        return first_column, edge

    def _between(
        self,
        number: int,
        words: Sequence[str],
        columns: tuple[int, int],
        gap: tuple[int, int],
        cuts: Sequence[int],
        new: list[tuple[int, int, int]],
    ) -> None:
        """Place the words between two blocks."""
        bound = next((cut for cut in cuts if gap[0] <= cut <= gap[1]), None) if cuts else None
        if columns[0] == columns[1]:
            new.append((columns[0], *gap))
        elif bound is None:
            self._gap(number, words, columns, gap, new)
        else:
            self._torn(number, words, columns, (gap[0], bound, gap[1]), new)

    def _torn(
        self,
        number: int,
        words: Sequence[str],
        columns: tuple[int, int],
        gap: tuple[int, int, int],
        new: list[tuple[int, int, int]],
    ) -> None:
        """Place words between two blocks with an ellipsis among them: each side beside its block."""
        (first, last), (start, bound, end) = columns, gap
        left = min(bound - start, last - first)
        right = min(end - bound, last - first - left)
        for size, column, word, stop in ((left, first, start, bound), (right, last - right, bound, end)):
            at = stop - size if word == bound else word
            for step in range(size):
                self._put(number, words, column + step, at + step)
            beside = last - right if word == bound else first + left
            new += [(beside, one, one + 1) for one in range(word, stop) if not at <= one < at + size]

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
