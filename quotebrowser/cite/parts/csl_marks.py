"""Quotation marks and apostrophes as citeproc-js prints them within titles and names.

One rule guards it: only marks change, each into one other mark; white space, which the engine joins, stays as
printed. How many closing marks end a text is counted: an American full stop goes within those and no others.
"""

import re
from dataclasses import dataclass
from typing import Final

from quotebrowser.cite.parts.nested_marks import Outer

_LATIN: Final = (
    r"0-9a-zA-Z\u00c0-\u017f\u0218-\u021b\u0370-\u052f\u0590-\u05d4\u05d6-\u06ff\u0e01-\u0e5b\u1f00-\u1fff"
)
"""Letters of scripts with spaced words, to the engine: Latin, Greek, Cyrillic, Hebrew, Arabic, Thai."""
_WITHIN: Final = re.compile(
    rf"(?<=[-{_LATIN}\u200c-\u200e\u202a-\u202e])’(?=[-{_LATIN}\u200c-\u200e\u202a-\u202e])"
)
_MARK: Final = re.compile(r"((?<!\s)\s+'|[ (][\"']|[“‘”’\"'])")
"""Where the text is cut; a straight mark that opens takes the white space or parenthesis before it along."""
_CLOSERS: Final = {"“": "”", "‘": "’", '"': '"', "'": "'"}
_PRINTED: Final = {True: ("“", "”"), False: ("‘", "’")}


@dataclass(frozen=True, slots=True)
class Marked:
    """A text with its marks as they are printed."""

    text: str
    """The text."""
    closing: int = 0
    """How many characters at its end close a quotation."""


@dataclass(slots=True)
class _Mark:
    """A mark of the text, and what it turned out to be."""

    printed: str
    """The mark, with a space or parenthesis before an opening straight one."""
    before: str
    """What stands before it in the text; empty if it follows another mark."""
    opens: bool
    """Whether it opens where it is paired."""
    partner: int = -1
    """Place of the other mark of the pair; -1 where it has none."""
    apostrophe: bool = False
    """Whether it is one."""


def processed(text: str, outer: Outer) -> Marked:
    """`text` as CSL processors write it within `outer` marks.

    A pair directly within marks is of the other form, and so is each pair within one. In a bare text curly
    pairs stay as they are, and the first straight pair is double.
    """
    # the space makes a straight mark at the start open; the result is without it
    parts = _MARK.split(" " + _WITHIN.sub("'", text))
    if len(parts) == 1:
        return Marked(text)
    strings, marks = parts[::2], _marks(parts)
    _pair(marks, strings)
    return _assembled(strings, marks, outer)


def _marks(parts: list[str]) -> list[_Mark]:
    """The marks; a straight one that follows an opening one at once opens too."""
    marks: list[_Mark] = []
    for place in range(1, len(parts), 2):
        before, sign = parts[place][:-1], parts[place][-1]
        joined = bool(marks) and marks[-1].opens and not parts[place - 1] and parts[place] in ('"', "'")
        shown = sign if not (before or joined) else ("(" if before == "(" else " ") + sign
        marks.append(_Mark(shown, before, opens=len(shown) > 1 or sign in "“‘"))
    return marks


def _pair(marks: list[_Mark], strings: list[str]) -> None:
    """Tell pairs, apostrophes and marks without a partner apart."""
    waiting: list[int] = []
    for place, mark in enumerate(marks):
        after = strings[place + 1]
        if (mark.printed == "'" and after and after[0] not in ",.?:; ") or (
            mark.printed == " '" and after.startswith(" ")
        ):
            mark.apostrophe = True
        elif mark.opens:
            waiting.append(place)
        else:
            while waiting and _CLOSERS[marks[waiting[-1]].printed[-1]] != mark.printed:
                if mark.printed == "'":
                    break
                waiting.pop()
            if waiting and _CLOSERS[marks[waiting[-1]].printed[-1]] == mark.printed:
                mark.partner = waiting.pop()
                marks[mark.partner].partner = place
            else:
                mark.apostrophe = mark.printed == "'"
    for place in waiting:
        marks[place].apostrophe = marks[place].printed == " '"


def _assembled(strings: list[str], marks: list[_Mark], outer: Outer) -> Marked:
    """The text with its pairs as they are printed."""
    paired = [mark.printed[-1] for mark in marks if mark.partner >= 0]
    first = next((char for char in paired if char in "\"'"), '"')
    text, closing = strings[0], 0
    levels: list[bool] = []
    for place, mark in enumerate(marks):
        char = mark.printed[-1]
        closes = 0 <= mark.partner < place
        if mark.apostrophe:
            char = "’"
        elif closes:
            char = _PRINTED[levels.pop()][1]
        elif mark.partner >= 0:
            bare = char in ("“", first) if outer == "none" else outer == "single"
            levels.append(not levels[-1] if levels else bare)
            char = _PRINTED[levels[-1]][0]
        text += mark.before + char + strings[place + 1]
        closing = closing + 1 if closes and not strings[place + 1] else 0
    return Marked(text[1:], closing)
