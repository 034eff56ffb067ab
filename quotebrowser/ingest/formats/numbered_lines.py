"""Transcripts of courts, whose pages number their lines: the same without the numbers.

One rule guards it: numbers go only where they count the lines of pages, one by one, and people speak in them.
A table or a list that is numbered stays as it is.
"""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from quotebrowser.model import Span

_SIGN: Final = re.compile(r"\n[ \t]{0,20}2(?:[ \t][^\n]*)?\n\s{0,40}3(?=\s)")
"""The second and third lines of a page."""
_LOOKED_AT: Final = 10_000
_NUMBER: Final = re.compile(r"[ \t]{0,20}(\d{1,2})(?=[ \t\r\n]|\Z)")
_LABEL: Final = re.compile(r"[ \t]*(?:[QA][.:]?[ \t]+\S|[A-Z][A-Z.,'’ ]{2,40}:)")
_LINES: Final = range(20, 33)
"""Lines of a page of a court: 25 as a rule."""
_MOST: Final = 0.8
"""Share of the lines that are numbered; headers and the numbers of pages are not."""
_LABELS: Final = 0.05
"""Share of the lines that open a turn."""


class Unnumbered(NamedTuple):
    """A text without the numbers of its lines."""

    text: str
    furniture: tuple[Span, ...]
    """Its lines that had none: what is printed above and below the lines of a page."""


class _Line(NamedTuple):
    words: str
    """Behind the number, with the line's end."""
    number: int
    """0 for none."""


def unnumbered(text: str) -> Unnumbered | None:
    """A text without the numbers of its lines; None where they are not numbered as a court's are."""
    if _SIGN.search(text, 0, _LOOKED_AT) is None:
        return None
    lines = list(_lines(text))
    numbered = [line for line in lines if line.number]
    told = [line for line in lines if line.words.strip()]
    labels = sum(_LABEL.match(line.words) is not None for line in numbered)
    if (
        max((line.number for line in numbered), default=0) not in _LINES
        or sum(line.number > 0 for line in told) < len(told) * _MOST
        or labels < len(numbered) * _LABELS
    ):
        return None
    pieces, furniture, length = [], [], 0
    for at, line in enumerate(lines):
        # Where the lines of a page stand apart, no paragraph ends.
        if not line.words.strip() and not line.number and at > 0 and lines[at - 1].number:
            continue
        if not line.number and line.words.strip():
            furniture.append(Span(length, length + len(line.words.rstrip())))
        pieces.append(line.words)
        length += len(line.words)
    return Unnumbered("".join(pieces), tuple(furniture))


def _lines(text: str) -> Iterator[_Line]:
    """The lines of a text, each that goes on counting with its number."""
    last = 0
    for line in text.splitlines(keepends=True):
        found = _NUMBER.match(line)
        number = int(found[1]) if found else 0
        if found and (number == last + 1 or (number == 1 and last in _LINES)):
            last = number
            yield _Line(line[found.end() :], number)
        else:
            yield _Line(line, 0)
