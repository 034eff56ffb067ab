"""The text of an article that was no plain text: its paragraphs, one a line, an empty line between them.

One rule guards it: the same article gives the same text whatever it was saved as. White space of a layout
goes, no other character is changed.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from quotebrowser.ingest.facts.printed_facts import printed
from quotebrowser.ingest.files.source import Read
from quotebrowser.model import Facts, Span, apart

_BLANKS: Final = re.compile(r"[ \t\r\n\f\v]+")
_BREAK: Final = "\n\n"
_UNSEEN: Final = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f\xad\u200b\u2060\ufeff\ufffe\uffff]+")
"""Control characters, and hints of a layout where a line may be broken: a soft hyphen is not printed."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A block of an article."""

    text: str
    """On one line, without white space at its ends; may be empty."""
    furniture: bool = False
    """Whether it is a heading or caption: kept in the text, not searched for quotes."""
    caption: bool = False
    """Whether it is the caption of a picture in which somebody is quoted."""


def paragraph(raw: str, *, furniture: bool = False) -> Paragraph:
    """A block from what a file holds: layout and control characters off."""
    if not raw.isprintable():
        raw = _UNSEEN.sub("", raw)
    elif "  " not in raw:
        return Paragraph(raw.strip(), furniture)
    return Paragraph(_BLANKS.sub(" ", raw).strip(), furniture)


def compose(paragraphs: Iterable[Paragraph], facts: Facts, place: str = "") -> Read:
    """The article that `paragraphs` make; what it prints about itself stands behind `facts`."""
    parts: list[str] = []
    furniture: set[Span] = set()
    captions: list[Span] = []
    end = 0
    for block in paragraphs:
        if not block.text:
            continue
        start = end + (len(_BREAK) if parts else 0)
        end = start + len(block.text)
        parts.append(block.text)
        if block.caption:
            captions.append(Span(start, end))
        if block.furniture or (facts.title and block.text == facts.title.value):
            furniture.add(Span(start, end))
    text = _BREAK.join(parts)
    found, printed_lines = printed(text)
    known, first = facts.title, found.title
    if known and first and first.value != known.value:
        # A line above the text that is not the headline is text.
        printed_lines = tuple(line for line in printed_lines if line.of(text) != first.value)
    kept = apart(printed_lines, sorted(furniture))
    lines = tuple(sorted(furniture.union(kept)))
    return Read(text, facts.over(found), lines, place, captions=tuple(captions))
