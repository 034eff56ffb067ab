"""Words that a witness prints in another place of the passage than the first version does, or of its article.

One rule guards it: a negation or a number alone is never explained as moved; where one is gone, it is gone.
"""

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Final

from quotebrowser.collate import difference_words
from quotebrowser.collate.versions.alignment import weight
from quotebrowser.collate.versions.printed_words import Printed, Printing, word_keys
from quotebrowser.model import Passage

_CONTENT_LETTERS: Final = 4
"""Single words that are shorter are too common to say that one was moved."""
_BINDING: Final = difference_words.MODALS | difference_words.QUANTITIES | difference_words.CONDITIONS
"""Single words that say something else in another place: `only`, `all`, `if`."""
_MOST_WORDS: Final = 60
"""Passages that differ in more words are other wordings, not other orders; nothing is searched there."""


FOUND_FROM: Final = 4
"""Words in a row that are looked for in an article's other quotations: three are shared by chance."""
_MOST: Final = 0.6
_AGAIN: Final = 3.0
"""Share of a quotation's weight, and content words, from which all of it is taken, not only what was looked
for."""
Grams = AbstractSet[tuple[str, ...]]
"""Folded words next to each other, `FOUND_FROM` each."""
_SENTENCE: Final = 5
"""Words in a row of what was said that were moved with all that they say."""
_APART: Final = 3
"""Words between two places whose words were exchanged, `and` or `or` among them: `mills and farms` against
`farms and mills`. Exchanged over a verb, words say something else."""


@dataclass(frozen=True, slots=True)
class Shift:
    """What a witness prints elsewhere."""

    carried: frozenset[int] = frozenset()
    """Columns in which it prints words that the base has in other columns."""
    vacated: frozenset[int] = frozenset()
    """Columns of the base whose words it prints in others."""


NO_SHIFT: Final = Shift()

_Words = list[tuple[int, str]]


def shift(
    base: Sequence[Printed | None],
    other: Sequence[Printed | None],
    quoted: Sequence[bool],
    *,
    known: bool = False,
) -> Shift:
    """The words of `other` that `base` has in another place.

    Args:
        base: the base's word in each column, or None.
        other: the witness's.
        quoted: whether the witness's passages reach over a column.
        known: whether `base` is what was said, so that a sentence with all of its words was moved.
    """
    lost: _Words = []
    won: _Words = []
    for column, (there, here) in enumerate(zip(base, other, strict=True)):
        if there is not None and here is not None and there.key == here.key:
            continue
        if there is not None and quoted[column]:
            lost.append((column, there.key))
        if here is not None:
            won.append((column, here.key))
    if not lost or not won or max(len(lost), len(won)) > _MOST_WORDS:
        return NO_SHIFT
    carried: set[int] = set()
    vacated: set[int] = set()
    for new, old in _runs(lost, won, known=known):
        if carried.isdisjoint(new) and vacated.isdisjoint(old) and _may_exchange(base, new, old):
            carried.update(new)
            vacated.update(old)
    if known and carried:
        _with_joints(won, carried)
        _with_joints(lost, vacated)
    return Shift(frozenset(carried), frozenset(vacated))


def _with_joints(words: _Words, moved: set[int]) -> None:
    """Take the `and` or `or` beside moved words along: `lanterns and` went before `blankets`."""
    joints = {column for column, key in words if key in ("and", "or")}
    moved |= {column for column in joints if not moved.isdisjoint((column - 1, column + 1))}


def _runs(lost: _Words, won: _Words, *, known: bool) -> list[tuple[list[int], list[int]]]:
    """Columns of the common runs in `won` and in `lost`, the longest first."""
    found = []
    for here in range(len(won)):
        for there in range(len(lost)):
            length = 0
            for (_, new), (_, old) in zip(won[here:], lost[there:], strict=False):
                if new != old or not (known or _may_move(new)):
                    break
                length += 1
            keys = [key for _, key in won[here : here + length]]
            if length < _SENTENCE and not all(map(_may_move, keys)):
                continue
            if any(len(key) >= _CONTENT_LETTERS for key in keys) and not (
                length == 1 and keys[0] in _BINDING
            ):
                found.append((-length, here, there))
    return [
        (
            [column for column, _ in won[here : here - size]],
            [column for column, _ in lost[there : there - size]],
        )
        for size, here, there in sorted(found)
    ]


def _may_move(key: str) -> bool:
    words = difference_words.normal(key)
    return difference_words.NEGATIONS.isdisjoint(words) and not any(map(difference_words.is_number, words))


def _may_exchange(base: Sequence[Printed | None], new: Sequence[int], old: Sequence[int]) -> bool:
    """Whether a phrase or an adverb was put elsewhere, or words only change places in a list.

    A single word that went elsewhere may be the one who did it, or to whom it was done.
    """
    words = [word for column in old if (word := base[column]) is not None]
    if all(base[column] is None for column in new) and (len(words) > 1 or words[0].key.endswith("ly")):
        return True
    first, last = (new[-1], old[0]) if new[0] < old[0] else (old[-1], new[0])
    between = [word.key for word in base[first + 1 : last] if word is not None]
    return len(between) <= _APART and not {"and", "or"}.isdisjoint(between)


def elsewhere(lacking: Grams, printed: Grams, quotation: Printing) -> list[Printing]:
    """What an article prints of an utterance in a quotation that was not found to print it.

    Args:
        lacking: words that it is thought not to quote.
        printed: words of the utterance. A quotation that is mostly made of them says it again.
        quotation: another one of the article.
    """
    keys = quotation.keys
    again = sum(weight(keys[first:last]) for first, last in _shared(keys, printed))
    if again >= max(_MOST * weight(keys), _AGAIN):
        return [quotation]
    return [quotation.clipped(first, last) for first, last in _shared(keys, lacking)]


def _shared(keys: Sequence[str], wanted: Grams) -> list[tuple[int, int]]:
    """The runs of words that are wanted."""
    runs: list[tuple[int, int]] = []
    for index, gram in enumerate(_grams(keys)):
        if gram in wanted:
            start = runs.pop()[0] if runs and index <= runs[-1][1] else index
            runs.append((start, index + FOUND_FROM))
    return runs


def sharing(wanted: Grams, passages: Iterable[Passage]) -> list[Passage]:
    """The passages of those quotes that print some of the words next to each other."""
    of_quote: dict[tuple[str, str], list[Passage]] = {}
    for one in sorted(passages, key=lambda one: one.span):
        of_quote.setdefault((one.article, one.quote), []).append(one)
    found: list[Passage] = []
    for parts in of_quote.values():
        if not wanted.isdisjoint(word_runs(one.text for one in parts)):
            found += parts
    return found


def word_runs(parts: Iterable[str]) -> Iterator[tuple[str, ...]]:
    """The folded words of a quote, given in parts, each with those next to it."""
    return _grams([key for part in parts for key in word_keys(part)])


def _grams(words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    return zip(*(words[at:] for at in range(FOUND_FROM)), strict=False)
