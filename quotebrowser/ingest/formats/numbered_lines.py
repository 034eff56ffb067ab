"""Transcripts of courts, whose pages number their lines: the same without the numbers.

One rule guards it: numbers go only where they count the lines of pages, one by one, and people speak in them.
A table or a list that is numbered stays as it is.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from quotebrowser.ingest.files.source import Read
from quotebrowser.model import Fact, Facts, Form, Provenance, Span

_SIGN: Final = re.compile(r"\n[ \t]{0,20}2(?:[ \t][^\n]*)?\n\s{0,40}3(?=\s)")
"""The second and third lines of a page."""
_LOOKED_AT: Final = 100
"""Lines among which those are looked for, and characters of each."""
_WIDTH: Final = 100
_SKIPPED: Final = 3
"""Numbers that the next may be further: lines without words are not always there."""
_NUMBER: Final = re.compile(r"[ \t]{0,20}(\d{1,2})(?=[ \t\r\n]|\Z)")
_LABEL: Final = re.compile(r"[ \t]*(?:[QA][.:]?[ \t]+\S|[A-Z][A-Z.,'’ ]{2,40}:)")
_LINES: Final = range(20, 33)
"""Lines of a page of a court: 25 as a rule."""
_MOST: Final = 0.8
"""Share of the lines that are numbered; headers and the numbers of pages are not."""
_LABELS: Final = 0.05
"""Share of the lines that open a turn."""


class Numbered(NamedTuple):
    """A line of such a page."""

    words: str
    """What stands behind the number."""
    number: int
    """0 for none: what is printed above and below the lines of a page."""


def opens(words: str) -> bool:
    """Whether a turn begins with the words of a line."""
    return _LABEL.match(words) is not None


def numbered(lines: Sequence[str]) -> list[Numbered] | None:
    """The lines of a text without their numbers; None where they are not numbered as a court's are."""
    if _SIGN.search("\n".join(lines[:_LOOKED_AT])) is None:
        return None
    found = list(_counted(lines))
    counted = [line for line in found if line.number]
    told = [line for line in found if line.words.strip()]
    if (
        max((line.number for line in counted), default=0) not in _LINES
        or sum(line.number > 0 for line in told) < len(told) * _MOST
        or sum(opens(line.words) for line in counted) < len(counted) * _LABELS
    ):
        return None
    return found


def _counted(lines: Iterable[str]) -> Iterator[Numbered]:
    """Lines, each that goes on counting with its number."""
    last = 0
    for line in lines:
        found = _NUMBER.match(line)
        number = int(found[1]) if found else 0
        bare = found is not None and not line[found.end() :].strip()  # may be the number of a page
        goes_on = 0 < number - last <= (1 if bare else _SKIPPED)
        if found and (goes_on or (not bare and 0 < number <= _SKIPPED and last in _LINES)):
            last = number
            yield Numbered(line[found.end() :], number)
        else:
            yield Numbered(line, 0)


def read_numbered(text: str, read: Callable[[str], Read]) -> Read | None:
    """A text without the numbers of its lines, read by `read`; None where they are not numbered so."""
    if _SIGN.search(text, 0, _LOOKED_AT * _WIDTH) is None:
        return None
    found = numbered(text.splitlines())
    if found is None:
        return None
    lines: list[str] = []
    furniture, length, last = [], 0, 0
    for words, number in found:
        # Where the lines of a page stand apart, no paragraph ends.
        if not words.strip() and not number and last:
            continue
        if not number and words.strip():
            furniture.append(Span(length, length + len(words)))
        lines.append(words)
        length += len(words) + 1
        last = number
    whole = read("\n".join(lines))
    return noted(replace(whole, furniture=tuple(sorted({*whole.furniture, *furniture}))))


def noted(read: Read) -> Read:
    """What was read without the numbers of its lines, as that."""
    facts = read.facts.over(Facts(form=Fact(Form.TRANSCRIPT, Provenance.DETECTED)))
    return replace(read, facts=facts, notice="the numbers of its lines were left out")
