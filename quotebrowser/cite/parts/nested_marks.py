"""Quotation marks within quotation marks.

One rule guards it: only marks that come in pairs change, and apostrophes never do.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal

Outer = Literal["double", "single", "none"]
"""What stands around a text: “ ”, ‘ ’ or nothing."""

_OPENING: Final = "([{“‘«—–-/\"'"
_DOUBLE: Final = ("“", "”")
_SINGLE: Final = ("‘", "’")
_STRAIGHT: Final = str.maketrans("“”„‟‘’‚‛", "\"\"\"\"''''")


def straight(text: str) -> str:
    """`text` with straight marks and apostrophes."""
    return text.translate(_STRAIGHT)


@dataclass(frozen=True, slots=True)
class Pair:
    """A pair of quotation marks within a text."""

    opening: int
    """Offset of the opening mark."""
    closing: int
    """Offset of the closing mark."""
    double: bool
    """Whether they are double marks."""


def pairs(text: str) -> tuple[Pair, ...]:
    """The paired quotation marks of `text`, by offset; apostrophes and marks without a partner are none."""
    found: list[Pair] = []
    waiting: list[tuple[int, bool]] = []
    open_marks = {True: 0, False: 0}
    for at, char in enumerate(text):
        if char not in "“”‘’\"'«»":
            continue
        double = char in '“”"«»'
        if _opens(text, at, double_open=open_marks[True] > 0):
            waiting.append((at, double))
            open_marks[double] += 1
        elif open_marks[double] and (double or _closes(text, at)):
            # what was opened within the pair and never closed was no opening mark
            while waiting[-1][1] != double:
                open_marks[waiting.pop()[1]] -= 1
            open_marks[double] -= 1
            found.append(Pair(waiting.pop()[0], at, double))
    return tuple(sorted(found, key=lambda pair: pair.opening))


def _opens(text: str, at: int, *, double_open: bool) -> bool:
    """Whether the mark opens: a straight one by what stands around it, and a double one not twice."""
    char = text[at]
    if char in "“‘«":
        return True
    if char in "”’»" or (char == '"' and double_open):
        return False
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    return (not before or before.isspace() or before in _OPENING) and bool(after) and not after.isspace()


def _closes(text: str, at: int) -> bool:
    """Whether a single mark may close: not within a word, not after a space."""
    return at > 0 and not text[at - 1].isspace() and not text[at + 1 : at + 2].isalnum()


def _wanted(found: Iterable[Pair], outer: Outer) -> Iterable[tuple[Pair, bool]]:
    """Each pair with whether it should be double, by how deep it stands."""
    closings: list[int] = []
    for pair in found:
        while closings and closings[-1] < pair.opening:
            closings.pop()
        yield pair, (len(closings) % 2 == 0) == (outer != "double")
        closings.append(pair.closing)


def nested(text: str, outer: Outer) -> str:
    """`text` with its inner quotation marks alternating with what stands around it.

    Directly within double marks they are single, within single or no marks double. Marks that already fit
    stay as printed, straight or curly, and so do « », which nothing around them is taken for.
    """
    chars = list(text)
    for pair, double in _wanted(pairs(text), outer):
        if pair.double != double and text[pair.opening] != "«":
            chars[pair.opening], chars[pair.closing] = _DOUBLE if double else _SINGLE
    return "".join(chars)


def curled(text: str) -> str:
    """`text` with straight pairs as curly ones and every other straight single mark as an apostrophe."""
    if "'" not in text and '"' not in text:
        return text
    chars = list(text)
    for pair in pairs(text):
        if text[pair.opening] in "\"'":
            chars[pair.opening], chars[pair.closing] = _DOUBLE if pair.double else _SINGLE
    return "".join(chars).replace("'", "’")


def closing_marks(text: str) -> int:
    """How many marks at the end of `text` close a pair of it."""
    closing = {pair.closing for pair in pairs(text)}
    return next(count for count in range(len(text) + 1) if len(text) - 1 - count not in closing)
