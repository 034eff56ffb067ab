"""Keys of names: the form under which two spellings of one full name are equal."""

import re
from functools import lru_cache
from typing import Final

from quotebrowser.names.titles import split_title
from quotebrowser.text import fold
from quotebrowser.text.words import word_list

_WORD: Final = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_SUFFIXES: Final = {
    "jr": "jr",
    "junior": "jr",
    "sr": "sr",
    "senior": "sr",
    "ii": "ii",
    "iii": "iii",
    "iv": "iv",
}
_ARTICLES: Final = frozenset({"the", "a", "an"})
_ARABIC: Final = frozenset({"al", "el", "ul"})
_PARTICLES: Final = frozenset(
    word_list("""
    al el ul bin ben ibn abu bint de da do dos das del della di du des la le van von der den ter ten zu
    st saint mac
    """)
)
_GIVEN_AL: Final = re.compile(r"\W*(?:Al|El)\s")
"""`Al Gore` bears a given name; `al-Assad` and `Al-Assad` an article."""
_PERSONS_PART: Final = 2


def _words(name: str) -> list[str]:
    return _WORD.findall(re.sub(r"'s?(?!\w)", "", fold(name, strokes=False)))


@lru_cache(maxsize=8192)
def key(name: str) -> str:
    """The key of a full name: equal for spellings of the same name, empty for a string without words.

    Case, accents, punctuation, titles, a leading article, middle initials and the Arabic article
    (`al-Assad`, `Al Assad`, `Assad`) are off; generational suffixes stay: Jr. is never his father.
    """
    words = _words(split_title(name)[1])
    words = words[next((at for at, word in enumerate(words[:-1]) if word not in _ARTICLES), len(words) - 1) :]
    suffix = [_SUFFIXES[word] for word in words[1:] if word in _SUFFIXES]
    words = [word for at, word in enumerate(words) if not at or word not in _SUFFIXES]
    if len(words) > 1:
        first = words[:1] if words[0] in _ARABIC and _GIVEN_AL.match(name) else []
        words = [*first, *(word for word in words if word not in _ARABIC)] or words
    if len(words) > _PERSONS_PART:
        words = [words[0], *(word for word in words[1:-1] if len(word) > 1), words[-1]]
    return " ".join([*words, *suffix])


def surname(name: str) -> str:
    """The surname as printed, particles with it: `al-Assad`, `van der Bellen`; titles and `Jr.` off."""
    parts = split_title(name)[1].replace(",", " ").split()
    while len(parts) > 1 and parts[-1].rstrip(".").lower() in _SUFFIXES:
        parts.pop()
    if not parts:
        return ""
    start = len(parts) - 1
    while start > 1 and parts[start - 1].lower() in _PARTICLES:
        start -= 1
    return " ".join(parts[start:])
