"""The table of an utterance: every passage's words in common columns.

One rule guards it: the table is the same in whatever order the passages are given. Passages are placed in an
order of their own, the longest first, each as soon as it meets what is there.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from quotebrowser.collate.alignment import Block, Matcher, matches, paired, placed, weight

_ENOUGH: Final = 0.4
"""Share of a passage's weight that must meet the table; a passage below it waits until another bridges."""
_EDGE_WORDS: Final = 6
"""As many words at an edge that match nothing are another wording of what stands there; more of them are a
passage that runs on differently."""

Table = list[dict[int, int]]
"""Columns in order: number of a version -> number of its word."""


@dataclass(slots=True)
class _Draft:
    """The table while it is filled."""

    cells: Table
    keys: list[str]
    counts: list[dict[str, int]]


def table(versions: Sequence[Sequence[str]], matcher: Matcher = matches) -> Table:
    """Align versions, each a sequence of folded words; those without words are in no column."""
    order = [
        number
        for number in sorted(
            range(len(versions)), key=lambda number: (-len(versions[number]), versions[number])
        )
        if versions[number]
    ]
    draft = _Draft([], [], [])
    waiting = order
    while waiting:
        left = []
        for number in waiting:
            words = versions[number]
            blocks = placed(draft.keys, words, matcher) if draft.keys else []
            if not draft.keys or _meets(blocks, words):
                _add(draft, number, words, blocks)
            else:
                left.append(number)
        if len(left) == len(waiting):
            number = left.pop(0)
            _add(draft, number, versions[number], [])
        waiting = left
    return draft.cells


def _meets(blocks: Sequence[Block], words: Sequence[str]) -> bool:
    shared = sum(weight(words[word : word + length]) for _, word, length in blocks)
    return shared >= _ENOUGH * weight(words)


def _add(draft: _Draft, number: int, words: Sequence[str], blocks: list[Block]) -> None:
    """Put a version into the table: its equal blocks, then what stands between and around them."""
    if not blocks:
        _rebuild(draft, number, words, [(index, None) for index in range(len(draft.keys))], words_after=0)
        return
    path: list[tuple[int | None, int | None]] = []
    column, word = _left_edge(path, blocks[0])
    for first_column, first_word, length in blocks:
        pairs = paired(draft.keys[column:first_column], words[word:first_word])
        path += [(None if c is None else column + c, None if w is None else word + w) for c, w in pairs]
        path += [(first_column + step, first_word + step) for step in range(length)]
        column, word = first_column + length, first_word + length
    edge = len(words) - word
    if edge <= _EDGE_WORDS:
        common = min(edge, len(draft.keys) - column)
        path += [(column + step, word + step) for step in range(common)]
        column, word = column + common, word + common
    _rebuild(draft, number, words, path, words_after=word)


def _left_edge(path: list[tuple[int | None, int | None]], block: Block) -> tuple[int, int]:
    """Write the path up to the words before the first block; returns the column and word reached."""
    first_column, edge, _ = block
    common = min(edge, first_column) if edge <= _EDGE_WORDS else 0
    path += [(index, None) for index in range(first_column - common)]
    path += [(None, index) for index in range(edge - common)]
    path += [(first_column - common + step, edge - common + step) for step in range(common)]
    return first_column, edge


def _rebuild(
    draft: _Draft,
    number: int,
    words: Sequence[str],
    path: list[tuple[int | None, int | None]],
    *,
    words_after: int,
) -> None:
    """Fill columns along the path; words from `words_after` on get columns of their own after its end."""
    path += [(None, index) for index in range(words_after, len(words))]
    reached = max((column for column, _ in path if column is not None), default=-1)
    path += [(index, None) for index in range(reached + 1, len(draft.keys))]
    cells, keys, counts = [], [], []
    for column, word in path:
        if column is None:
            assert word is not None  # noqa: S101 - a path has no empty steps
            cells.append({number: word})
            keys.append(words[word])
            counts.append({words[word]: 1})
            continue
        cell, count, key = draft.cells[column], draft.counts[column], draft.keys[column]
        if word is not None:
            cell[number] = word
            count[words[word]] = count.get(words[word], 0) + 1
            if count[words[word]] > count[key]:
                key = words[word]
        cells.append(cell)
        keys.append(key)
        counts.append(count)
    draft.cells, draft.keys, draft.counts = cells, keys, counts
