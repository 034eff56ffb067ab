"""What readers of a document do not see as its words: hidden and struck passages, the signs of notes.

One rule guards it: what is left out of running text is counted, and the article's notice says so.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Final, NamedTuple

_NOTE: Final = re.compile(
    r"(?:\[\s?(?:\d{1,3}|[a-z]|[ivx]{1,5})\s?\]|\(\d{1,3}\)|[*†‡§¶]{1,3})+", re.IGNORECASE
)
"""What is the sign of a note wherever it stands raised."""
_NUMBER: Final = re.compile(r"\d{1,3}(?:\s?[,;–-]\s?\d{1,3}){0,9}")
"""What may be one, or a power."""
_LONGEST_NOTE: Final = 40
_BEFORE_NOTES: Final = re.compile(r"(?:[^\W\d_]{3}|[^\w\s)\]}/])\s?\Z")
"""A word, or the sign behind one: units of measure are shorter."""
_BEFORE: Final = 9
"""Characters before a raised one that tell a note from a power."""
_POWER: Final = re.compile(r"[+−-]?\d{1,3}")
_RAISED: Final = str.maketrans("0123456789+-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻")


def is_note(raised: str, before: str, *, marked: bool = False) -> bool:
    """Whether raised characters are the sign of a note.

    Args:
        raised: without white space at its ends.
        before: the last characters before it on its line.
        marked: whether the document says that a number there leads to a note.
    """
    if not raised or len(raised) > _LONGEST_NOTE:
        return False
    if _NOTE.fullmatch(raised):
        return True
    return _NUMBER.fullmatch(raised) is not None and (marked or _BEFORE_NOTES.search(before) is not None)


def power(raised: str) -> str:
    """A number written in raised digits; empty where it is none."""
    return raised.translate(_RAISED) if _POWER.fullmatch(raised) else ""


class Run(NamedTuple):
    """Characters of one look in a paragraph."""

    text: str
    hidden: bool = False
    """Whether the document does not show them."""
    struck: bool = False
    """Whether they are struck through, or deleted with changes tracked."""
    raised: bool = False
    """Whether they stand above the line."""
    note: bool = False
    """Whether they are the sign of a note, or stand for one."""


@dataclass
class Omissions:
    """How much was left out of running text."""

    struck: int = 0
    """Passages."""
    hidden: int = 0
    """Passages."""
    notes: int = 0
    """Notes that stand elsewhere, each with its sign."""
    signs: int = 0
    """Signs of notes."""

    def shown(self, runs: Iterable[Run]) -> str:
        """What readers see of a paragraph; the rest is counted."""
        pieces: list[str] = []
        signed = noted = False
        for look, same in groupby(runs, lambda run: run[1:]):
            hidden, struck, raised, note = look
            text = "".join(run.text for run in same)
            words = text.strip()
            if note:
                # The sign before it, or behind it, is its own.
                self.notes, self.signs = self.notes + 1, self.signs - signed
                signed, noted = False, True
                continue
            if hidden:
                self.hidden += bool(words)
            elif struck:
                self.struck += bool(words)
            elif raised and is_note(words, "".join(pieces[-_BEFORE:])[-_BEFORE:]):
                self.signs += not noted
                signed, noted = not noted, False
                continue
            else:
                pieces.append(power(words) or text if raised else text)
            if words:
                signed = noted = False
        return "".join(pieces)

    def notice(self) -> str:
        """What was left out, as a clause; empty if nothing was."""
        named = (
            (self.struck, "struck passage"),
            (self.hidden, "hidden passage"),
            (self.notes, "footnote"),
            (self.signs, "footnote sign"),
        )
        parts = [f"{count} {name}{'' if count == 1 else 's'}" for count, name in named if count]
        return f"left out: {_listed(parts)}" if parts else ""


def _listed(parts: list[str]) -> str:
    return " and ".join(filter(None, [", ".join(parts[:-1]), parts[-1]]))
