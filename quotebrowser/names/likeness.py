"""What makes two names look like one person's, or one institution's, in words for whoever decides it.

One rule guards it: a likeness is no proof. What it takes for each to be proposed, the library decides.
"""

from collections.abc import Sequence
from enum import StrEnum
from typing import Final

from quotebrowser.names.given import gender_of_given
from quotebrowser.names.keys import key
from quotebrowser.names.same_person import LONG, compatible, misprinted, one_given, spelled
from quotebrowser.text import fold

_SUFFIXES: Final = frozenset({"jr", "sr", "ii", "iii", "iv"})
_SMALL: Final = frozenset({"of", "for", "the", "and", "in", "at", "on"})
_BEGINNING: Final = 3


class Likeness(StrEnum):
    """How two names are alike; the value is a clause."""

    SURNAME = "the same surname"
    MORE = "the same name with one more"
    INITIAL = "the same surname and initial"
    SHORT = "the same surname and a form of the given name"
    ACRONYM = "the same initials"
    SPELLING = "a very similar spelling"
    GIVEN = "the same given name"
    SUFFIX = "the same name but for Jr., Sr. or a number"

    @property
    def weak(self) -> bool:
        """Whether it says nothing by itself: of the many who share a given name, few are one person."""
        return self in (Likeness.GIVEN, Likeness.SUFFIX)


def likeness(a: str, b: str) -> Likeness | None:
    """How two names are alike; None if they are not, or cannot be one person's.

    Args:
        a: a name with or without its title.
        b: another, whose key is not the same.
    """
    found = compatible(a, b)
    one, other = key(a).split(), key(b).split()
    short, long = sorted(map(_bare, (one, other)), key=len)
    if found is False or not short:
        return None
    if set(one) & _SUFFIXES != set(other) & _SUFFIXES:
        return Likeness.SUFFIX
    like = _alone(short[0], long) if len(short) == 1 else _full(short, long)
    return like or (Likeness.SPELLING if found or _alike(short, long) else None)


def _alike(a: Sequence[str], b: Sequence[str]) -> bool:
    """Whether each word of a name is one of the other's, transcribed or misprinted."""
    return len(a) == len(b) and all(
        spelled(one) == spelled(other) or misprinted(one, other, LONG)
        for one, other in zip(a, b, strict=True)
    )


def _bare(words: Sequence[str]) -> list[str]:
    return [word for at, word in enumerate(words) if not at or word not in _SUFFIXES]


def _alone(word: str, long: Sequence[str]) -> Likeness | None:
    """How a name of one word is like a longer one; None: in none of these ways."""
    if spelled(word) == spelled(long[-1]) and len(long) > 1:
        return Likeness.SURNAME
    if word in _acronyms(long):
        return Likeness.ACRONYM
    if spelled(word) in map(spelled, long[1:-1]) and gender_of_given(word) is None:
        return Likeness.SURNAME  # the first of two, as in Spanish
    return Likeness.GIVEN if len(long) > 1 else None


def _full(short: Sequence[str], long: Sequence[str]) -> Likeness | None:
    """How two names of several words are alike; None: in none of these ways."""
    if len(short) < len(long) and list(long[-len(short) :]) == list(short):
        return Likeness.SURNAME if gender_of_given(short[0]) is None else Likeness.MORE
    rest = iter(long)
    if short[0] in long and len(short) < len(long) and all(word in rest for word in short):
        return Likeness.MORE
    if spelled(short[-1]) != spelled(long[-1]) or short[0] == long[0]:
        return None
    if 1 in (len(short[0]), len(long[0])):
        return Likeness.INITIAL if short[0][0] == long[0][0] else None
    return Likeness.SHORT if one_given(short[0], long[0]) else None


def meeting(name_key: str) -> set[str]:
    """What the key of a name shares with each that may be like it, unless one of them has a single word."""
    words = [spelled(word) for word in _bare(name_key.split())]
    # The end of a surname may be misprinted.
    return {*words[1:], *(f"{words[0]} {word[:_BEGINNING]}" for word in words[-1:])} if words else set()


def alone(name_key: str) -> str:
    """The only word of the key of a name; empty if it has several."""
    words = _bare(name_key.split())
    return spelled(words[0]) if len(words) == 1 else ""


def short_forms(name_key: str) -> set[str]:
    """Single words that whoever has this key may be called by: each of its own, and its initials."""
    words = _bare(name_key.split())
    return {spelled(word) for word in (*words, *(_acronyms(words) if len(words) > 1 else ()))}


def _acronyms(words: Sequence[str]) -> set[str]:
    return {
        "".join(word[0] for word in words),
        "".join(word[0] for word in words if fold(word) not in _SMALL),
    }
