"""Word alignment: which words of a version stand in which columns of a table that others filled.

One rule guards it: a version is placed by its best local stretch, so that a scrap's stray stop words are
never scattered over the passage.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Final

from rapidfuzz.distance import LCSseq
from rapidfuzz.fuzz import ratio

from quotebrowser.collate.difference_words import NEGATIONS, normal

Block = tuple[int, int, int]
"""First column, first word, number of equal words."""

Matcher = Callable[[Sequence[str], Sequence[str]], list[Block]]
"""Finds the equal blocks of two sequences of words."""

_GAP_COST: Final = 0.3
_MOST_COST: Final = 2.0
"""What each word between two blocks costs, and the most a gap costs, in content words: a stop word four words
away is a stray match, two content words are not however far they stand."""
_STOP_WORD: Final = 0.25
_SHORT_WORD: Final = 3
"""Words of this many letters are counted as stop words: enough to tell a stray match from a real one."""
_NEAR: Final = 75.0
"""Percentage of common letters from which two words count as spellings of one."""
_NEAR_FROM: Final = 4
_HALF: Final = 0.5
"""Share of a sentence's weight above which it is made of some others."""
_MOST_TAKEN: Final = 6
"""Sentences of a record in a row over which one sentence of a report is looked for at most."""
_JOINED: Final = 0.5
_MISSED: Final = 0.2
_FARTHEST: Final = 1000.0
"""What two words in a row count, and what each content word costs that is not taken of further sentences; of
places that are alike the nearest is chosen."""
_LARGEST_GAP: Final = 400
"""Cells of a gap's table; what is larger is paired from its start."""


def matches(columns: Sequence[str], words: Sequence[str]) -> list[Block]:
    """Equal blocks of a longest common subsequence (bit-parallel, Hyyrö 2004, by rapidfuzz)."""
    return [
        (operation.src_start, operation.dest_start, operation.src_end - operation.src_start)
        for operation in LCSseq.opcodes(columns, words)
        if operation.tag == "equal"
    ]


def placed(columns: Sequence[str], words: Sequence[str], matcher: Matcher = matches) -> list[Block]:
    """The blocks of the best local stretch, grown over equal neighbours; empty if nothing matches."""
    blocks = matcher(columns, words)
    if len(blocks) > 1:
        blocks = _slid(_local(blocks, words), columns, words)
    return _grown(blocks, columns, words)


def bounded(
    columns: Sequence[str], words: Sequence[str], cuts: Sequence[int], matcher: Matcher = matches
) -> list[Block]:
    """The blocks of a version that has an ellipsis before the words `cuts`: what follows one stands behind.

    Each stretch between two ellipses is placed by itself, the heaviest first: `that ... we must close` has
    its `we must` beside `close`, not beside `that`.
    """
    if not cuts:
        return placed(columns, words, matcher)
    starts, ends = (0, *cuts), (*cuts, len(words))
    at = max(range(len(starts)), key=lambda index: (weight(words[starts[index] : ends[index]]), -index))
    start, end = starts[at], ends[at]
    found = [
        (column, start + word, size) for column, word, size in placed(columns, words[start:end], matcher)
    ]
    first, last = (found[0][0], found[-1][0] + found[-1][2]) if found else (len(columns), 0)
    before = bounded(columns[:first], words[:start], cuts[: max(at - 1, 0)], matcher) if start else []
    if not found:
        last = before[-1][0] + before[-1][2] if before else 0
    after = [
        (last + column, end + word, size)
        for column, word, size in (
            bounded(columns[last:], words[end:], [cut - end for cut in cuts[at + 1 :]], matcher)
            if end < len(words)
            else []
        )
    ]
    return [*before, *found, *after]


def taken_from(
    words: Sequence[str], said: Sequence[tuple[str, ...]], near: int
) -> tuple[tuple[int, int] | None, float]:
    """The first and the last of the sentences of a record that a sentence is made of, and how much of it.

    None: of none of them; the share of its weight is 0 to 1.

    Args:
        words: of the sentence.
        said: the sentences of the record.
        near: where it is looked for first if the record says the same words several times.
    """
    best, found, most = 0.0, None, 0.0
    for first in range(len(said)):
        rest, pairs = Counter(words), set(pairwise(words))
        taken = missed = joined = 0.0
        for last in range(first, min(first + _MOST_TAKEN, len(said))):
            counts, following, whole = _counted(said[last])
            common = rest & counts
            share, shared = weight([*common.elements()]), pairs & following
            if last > first and not shared:
                missed += whole
                continue
            if not share:
                break
            taken, missed = taken + share, missed + (whole - share) * (last > first)
            rest, pairs, joined = rest - common, pairs - shared, joined + len(shared)
            score = taken + _JOINED * joined - _MISSED * missed - abs(first - near) / _FARTHEST
            if score > best:
                best, found, most = score, (first, last), taken
    share = most / (weight(words) or 1.0)
    return (found if share > _HALF else None), share


@lru_cache(maxsize=1024)
def _counted(words: tuple[str, ...]) -> tuple[Counter[str], frozenset[tuple[str, str]], float]:
    """Words with their numbers, those that stand next to each other, and the weight of all."""
    return Counter(words), frozenset(pairwise(words)), weight(words)


def weight(words: Sequence[str]) -> float:
    """How much words count in choosing a place: content words 1, short ones a quarter."""
    return sum(1.0 if len(word) > _SHORT_WORD else _STOP_WORD for word in words)


def _local(blocks: list[Block], words: Sequence[str]) -> list[Block]:
    best = current = 0.0
    start = first = last = 0
    for index, (column, word, length) in enumerate(blocks):
        if index:
            before = blocks[index - 1]
            gap = max(column - before[0] - before[2], word - before[1] - before[2])
            current -= min(_GAP_COST * gap, _MOST_COST)
        if current <= 0:
            current, start = 0.0, index
        current += weight(words[word : word + length])
        if current > best:
            best, first, last = current, start, index
    return blocks[first : last + 1]


def _slid(blocks: list[Block], columns: Sequence[str], words: Sequence[str]) -> list[Block]:
    """Edge blocks moved next to their neighbour where the same words stand there too.

    `we don't want him` in `we don't like him, we don't want him` begins at the second `we`: nothing is cut.
    """
    while len(blocks) > 1 and blocks[0][1] + blocks[0][2] == blocks[1][1]:
        (_, word, length), (column, _, after) = blocks[0], blocks[1]
        if list(columns[column - length : column]) != list(words[word : word + length]):
            break
        blocks[:2] = [(column - length, word, length + after)]
    while len(blocks) > 1 and blocks[-2][1] + blocks[-2][2] == blocks[-1][1]:
        (column, word, before), (_, _, length) = blocks[-2], blocks[-1]
        end = column + before
        if list(columns[end : end + length]) != list(words[word + before : word + before + length]):
            break
        blocks[-2:] = [(column, word, before + length)]
    return blocks


def _grown(blocks: list[Block], columns: Sequence[str], words: Sequence[str]) -> list[Block]:
    """Blocks at the edges taken further while neighbours are equal.

    A subsequence may have matched a word to a far column though the same word stands next to the block.
    """
    if not blocks:
        return blocks
    column, word, length = blocks[0]
    while column and word and columns[column - 1] == words[word - 1]:
        column, word, length = column - 1, word - 1, length + 1
    blocks[0] = column, word, length
    column, word, length = blocks[-1]
    while (
        column + length < len(columns)
        and word + length < len(words)
        and columns[column + length] == words[word + length]
    ):
        length += 1
    blocks[-1] = column, word, length
    return _stepped(blocks, columns, words)


def _stepped(blocks: list[Block], columns: Sequence[str], words: Sequence[str]) -> list[Block]:
    """Blocks with the first and the last words that stand but one word away, in the columns or here.

    The `I` of `I asked` is no stray match beside `I never asked`, nor beside `I did not ask`: two columns
    are stepped over where one is a negation.
    """
    column, word, _ = blocks[0]
    for skipped, own in ((1, word), (0, word - 1), (2, word)) if word else ():
        start = column - skipped - own
        if own and start >= 0 and columns[start : start + own] == words[:own]:
            if skipped <= 1 or _negates(columns[start + own : column]):
                blocks = [(start, 0, own), *blocks]
            break
    column, word, length = blocks[-1]
    end, stop = column + length, word + length
    for skipped, other in ((1, 0), (0, 1), (2, 0)) if stop < len(words) and end < len(columns) else ():
        start, rest = end + skipped, words[stop + other :]
        if rest and columns[start : start + len(rest)] == rest:
            if skipped <= 1 or _negates(columns[end:start]):
                return [*blocks, (start, stop + other, len(rest))]
            break
    return blocks


def _negates(words: Sequence[str]) -> bool:
    return any(part in NEGATIONS for word in words for part in normal(word))


def paired(columns: Sequence[str], words: Sequence[str]) -> list[tuple[int | None, int | None]]:
    """The columns and words of a gap between two blocks, in order: paired, or one of them None.

    Words that are spelled alike are paired first; the others as they come.
    """
    height, width = len(columns), len(words)
    if height == width == 1 or height * width > _LARGEST_GAP:
        common = min(height, width)
        pairs: list[tuple[int | None, int | None]] = [(index, index) for index in range(common)]
        pairs += [(index, None) for index in range(common, height)]
        return pairs + [(None, index) for index in range(common, width)]
    best = [[0.0] * (width + 1) for _ in range(height + 1)]
    likeness = [[_likeness(column, word) for word in words] for column in columns]
    for row in range(height - 1, -1, -1):
        for place in range(width - 1, -1, -1):
            best[row][place] = max(
                likeness[row][place] + best[row + 1][place + 1], best[row + 1][place], best[row][place + 1]
            )
    pairs = []
    row = place = 0
    while row < height and place < width:
        if best[row][place] == likeness[row][place] + best[row + 1][place + 1]:
            pairs.append((row, place))
            row, place = row + 1, place + 1
        elif best[row][place] == best[row + 1][place]:
            pairs.append((row, None))
            row += 1
        else:
            pairs.append((None, place))
            place += 1
    pairs += [(index, None) for index in range(row, height)]
    return pairs + [(None, index) for index in range(place, width)]


def _likeness(a: str, b: str) -> float:
    if a == b:
        return 2.0
    if min(len(a), len(b)) >= _NEAR_FROM and (alike := ratio(a, b, score_cutoff=_NEAR)):
        return alike / 100
    return 0.1
