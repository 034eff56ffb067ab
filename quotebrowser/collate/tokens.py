"""The words of a passage as grouping counts them, and how much each one tells.

One rule guards it: the same text gives the same words and weights on every machine and in every library.
Nothing here depends on what is stored, so that groups cannot depend on the order of adding.
"""

import re
import zlib
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import Final

from quotebrowser.text import fold

_WORD: Final = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_IN_NUMBER: Final = re.compile(r"(?<=\d),(?=\d)")
_INITIALS: Final = re.compile(r"(?<![^\W_])([^\W\d_])\.(?=[^\W\d_]\b)")
_MAIL: Final = re.compile(r"\be ?- ?mail")

_ENDINGS: Final = {"re": "are", "ve": "have", "ll": "will", "m": "am", "d": "would", "em": "them"}
_IS: Final = frozenset({"it", "he", "she", "that", "there", "here", "what", "who", "where", "how", "this"})
_WHOLE: Final = {
    "can't": ("can", "not"),
    "cannot": ("can", "not"),
    "won't": ("will", "not"),
    "shan't": ("shall", "not"),
    "ain't": ("is", "not"),
    "let's": ("let", "us"),
    "gonna": ("going", "to"),
    "wanna": ("want", "to"),
    "gotta": ("got", "to"),
    "ok": ("okay",),
}

_SUFFIXES: Final = ("ing", "ed", "es", "s")
_STEMMED_FROM: Final = 5
_SHORTEST_STEM: Final = 3

UNKNOWN: Final = 8.54
"""Weight of a word that the frozen table does not have, and the largest there is (see `word_weights.py`)."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """A passage as grouping sees it."""

    ids: "array[int]"
    """A 32-bit number a word."""
    weights: tuple[float, ...]
    """Of each word: the negative logarithm of how probable it is that a quote holds it."""
    total: float
    """Sum of the weights."""

    def __len__(self) -> int:
        return len(self.ids)


def expanded(word: str) -> tuple[str, ...]:
    """A folded word with its contraction undone: `don't` is `do not`; a possessive loses its ending."""
    whole = _WHOLE.get(word)
    if whole is not None:
        return whole
    stem, apostrophe, ending = word.rpartition("'")
    if not apostrophe:
        return (word,)
    if ending == "t" and stem.endswith("n"):
        return (stem[:-1], "not")
    if ending == "s":
        return (stem, "is") if stem in _IS else (stem,)
    if ending in _ENDINGS:
        return (stem, _ENDINGS[ending])
    return (word.replace("'", ""),)


def stem(word: str) -> str:
    """`word` without a common English ending: enough to see `says` and `saying` as one."""
    if len(word) >= _STEMMED_FROM:
        for suffix in _SUFFIXES:
            if word.endswith(suffix) and len(word) - len(suffix) >= _SHORTEST_STEM:
                return word[: -len(suffix)]
    return word


def _stems(text: str) -> Iterator[str]:
    folded = _INITIALS.sub(r"\1", _IN_NUMBER.sub("", fold(text)))
    if "mail" in folded:
        folded = _MAIL.sub("email", folded)
    for match in _WORD.finditer(folded):
        word = match.group()
        if "'" in word or word in _WHOLE:
            yield from map(stem, expanded(word))
        else:
            yield stem(word)


@cache
def _weights() -> dict[int, float]:
    table = resources.files("quotebrowser.collate").joinpath("weights.txt").read_text("utf-8")
    rows = (line.split() for line in table.splitlines() if line and not line.startswith("#"))
    return {_identity(word): int(hundredths) / 100 for word, hundredths in rows}


def _identity(word: str) -> int:
    return zlib.crc32(word.encode("utf-8", "surrogatepass"))


@lru_cache(maxsize=8192)
def tokens(text: str) -> Tokens:
    """The words of `text`: folded, contractions undone, lightly stemmed."""
    ids = array("I", map(_identity, _stems(text)))
    table = _weights()
    weights = tuple(table.get(word, UNKNOWN) for word in ids)
    return Tokens(ids, weights, sum(weights))
