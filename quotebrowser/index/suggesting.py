"""What a word that is not found may have been meant as."""

from typing import Any, Final

from quotebrowser.index.schema import BOOSTS, STEMMED

_MOST: Final = 3
_SHORTEST: Final = 3
"""A word of one or two letters is near to everything."""


def suggestions(reader: Any, word: str) -> tuple[str, ...]:
    """Up to three words of the index within two edits of the folded `word`, nearest and most used first."""
    if len(word) < _SHORTEST:
        return ()
    found: dict[str, tuple[int, int]] = {}
    for distance in (1, 2):
        for name in BOOSTS:
            if name == STEMMED:
                continue
            for near in reader.terms_within(name, word, distance, prefix=1):
                uses = reader.doc_frequency(name, near)
                known, before = found.get(near, (distance, 0))
                found[near] = (known, before + uses if known == distance else before)
        if len(found) > _MOST:
            break
    found.pop(word, None)
    return tuple(sorted(found, key=lambda near: (found[near][0], -found[near][1], near))[:_MOST])
