"""What a word that is not found may have been meant as."""

from collections.abc import Iterable
from typing import Final

from quotebrowser.index.schema import BOOSTS, STEMMED
from quotebrowser.index.segments import Segment

_MOST: Final = 3
_SHORTEST: Final = 3
"""A word of one or two letters is near to everything."""

_FIELDS: Final = tuple(name for name in BOOSTS if name != STEMMED)


def suggestions(segments: Iterable[Segment], word: str) -> tuple[str, ...]:
    """Up to three words within two edits of the folded `word`, nearest and most used first.

    Empty for a word that the index holds.
    """
    kept = tuple(segments)
    if len(word) < _SHORTEST or any(segment.uses(name, word) for segment in kept for name in _FIELDS):
        return ()
    uses: dict[str, int] = {}
    for distance in (1, 2):
        for segment in kept:
            for name in _FIELDS:
                for near in segment.near(name, word, distance):
                    uses[near] = uses.get(near, 0) + segment.uses(name, near)
        if uses:
            break
    return tuple(sorted(uses, key=lambda near: (-uses[near], near))[:_MOST])
