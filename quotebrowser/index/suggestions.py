"""What a word that is not found may have been meant as."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from quotebrowser.index.format.arrays import Mask
from quotebrowser.index.format.segments import Segment
from quotebrowser.index.index_fields import BOOSTS, STEMMED
from quotebrowser.index.statistics import using

_MOST: Final = 3
_SHORTEST: Final = 3
"""A word of one or two letters is near to everything."""

_FARTHEST: Final = 2
"""How many edits away a suggestion is at most."""

_FIELDS: Final = tuple(name for name in BOOSTS if name != STEMMED)

Uses = Mapping[str, int]
"""How often words are used."""


def near_uses(parts: Sequence[tuple[Segment, Mask | None]], word: str, distance: int) -> dict[str, int]:
    """The words of some segments within so many edits of the folded `word`, and how often each is used."""
    uses: dict[str, int] = {}
    for segment, alive in parts:
        for field in (segment.fields[name] for name in _FIELDS if name in segment.fields):
            found = field.dictionary.find(word.encode())
            for number in field.dictionary.near(word, distance) if distance else [found] * (found >= 0):
                count = using(field, number, alive)
                if count:
                    near = field.dictionary.word(number).decode()
                    uses[near] = uses.get(near, 0) + count
    return uses


def suggestions(uses: Callable[[int], Uses], word: str) -> tuple[str, ...]:
    """Up to three words within two edits of the folded `word`, nearest and most used first.

    Empty for a word that the index holds.

    Args:
        uses: as `near_uses`, of the whole index, for so many edits.
        word: the folded word.
    """
    if len(word) < _SHORTEST or uses(0):
        return ()
    for distance in range(1, _FARTHEST + 1):
        if found := uses(distance):
            return tuple(sorted(found, key=lambda near: (-found[near], near))[:_MOST])
    return ()
