"""Titles as the styles print them: title case, and quotation marks within quotation marks.

One rule guards it: only lower-case words are raised and only paired marks change, so names, acronyms and
apostrophes survive. Title case follows the rule of CSL 1.0.2 (its list of stop words, the first and last
word and the word after a colon always raised).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

Outer = Literal["double", "single", "none"]
"""What stands around a text: “ ”, ‘ ’ or nothing."""

_SMALL: Final = frozenset(
    [
        "a",
        "an",
        "and",
        "as",
        "at",
        "but",
        "by",
        "d",
        "de",
        "down",
        "for",
        "from",
        "in",
        "into",
        "nor",
        "of",
        "on",
        "onto",
        "or",
        "over",
        "so",
        "the",
        "till",
        "to",
        "up",
        "v",
        "van",
        "via",
        "von",
        "vs",
        "with",
        "yet",
    ]
)
_OPENING: Final = "([{“‘«—–-/\"'"
_DOUBLE: Final = ("“", "”")
_SINGLE: Final = ("‘", "’")


def title_case(title: str) -> str:
    """`title` with its lower-case words raised, small ones within it excepted."""
    words = title.split(" ")
    printed = [place for place, word in enumerate(words) if word.strip()]
    for place in printed:
        first, last = place == printed[0], place == printed[-1]
        forced = first or last or words[place - 1].endswith((":", "?", "!", "—", "–"))
        words[place] = _raised(words[place], forced=forced)
    return " ".join(words)


def _raised(word: str, *, forced: bool) -> str:
    start = 0
    while start < len(word) and not word[start].isalnum():
        start += 1
    end = len(word)
    while end > start and not word[end - 1].isalnum():
        end -= 1
    core = word[start:end]
    if core != core.lower() or (core in _SMALL and not forced):
        return word
    return word[:start] + core[:1].upper() + word[start + 1 :]


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
    open_marks: list[tuple[int, str]] = []
    for at, char in enumerate(text):
        if char not in "“”‘’\"'«»":
            continue
        before, after = text[at - 1 : at] if at else " ", text[at + 1 : at + 2] or " "
        kind = "double" if char in '“”"«»' else "single"
        if char in "“‘«" or (
            char in "\"'" and _opens(before, after) and not _is_open(open_marks, kind, char)
        ):
            open_marks.append((at, kind))
        elif kind == "double" or (not before.isspace() and not after.isalnum()):
            matching = next((n for n in reversed(range(len(open_marks))) if open_marks[n][1] == kind), None)
            if matching is not None:
                found.append(Pair(open_marks[matching][0], at, kind == "double"))
                del open_marks[matching:]
    return tuple(sorted(found, key=lambda pair: pair.opening))


def _opens(before: str, after: str) -> bool:
    return (before.isspace() or before in _OPENING) and not after.isspace()


def _is_open(open_marks: Sequence[tuple[int, str]], kind: str, char: str) -> bool:
    """Whether a straight mark is already open, so that the next one of its kind closes it."""
    return char == '"' and any(mark[1] == kind for mark in open_marks)


def nested(text: str, outer: Outer) -> str:
    """`text` with its inner quotation marks alternating with what stands around it.

    Directly within double marks they are single, within single or no marks double. Marks that already fit
    stay as printed, straight or curly.
    """
    chars = list(text)
    closings: list[int] = []
    for pair in pairs(text):
        while closings and closings[-1] < pair.opening:
            closings.pop()
        wants_double = (len(closings) % 2 == 0) == (outer != "double")
        if pair.double != wants_double or text[pair.opening] == "«":
            chars[pair.opening], chars[pair.closing] = _DOUBLE if wants_double else _SINGLE
        closings.append(pair.closing)
    return "".join(chars)
