"""What a word that is not found may have been meant as."""

from collections.abc import Iterable
from typing import Final

from quotebrowser.index.format.segments import Segment
from quotebrowser.index.index_fields import BOOSTS, STEMMED

_MOST: Final = 3
_SHORTEST: Final = 3
"""A word of one or two letters is near to everything."""

_FIELDS: Final = tuple(name for name in BOOSTS if name != STEMMED)


def suggestions(segments: Iterable[Segment], word: str) -> tuple[str, ...]:
    """Up to three words within two edits of the folded `word`, nearest and most used first.

    Empty for a word that the index holds.
    """
    fields = [segment.fields[name] for segment in segments for name in _FIELDS if name in segment.fields]
    if len(word) < _SHORTEST or any(field.dictionary.find(word.encode()) >= 0 for field in fields):
        return ()
    uses: dict[str, int] = {}
    for distance in (1, 2):
        for field in fields:
            for number in field.dictionary.near(word, distance):
                near = field.dictionary.word(number).decode()
                uses[near] = uses.get(near, 0) + field.frequency(number)
        if uses:
            break
    return tuple(sorted(uses, key=lambda near: (-uses[near], near))[:_MOST])
