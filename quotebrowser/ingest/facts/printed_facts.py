"""What a bare text prints about itself, and which of its lines are no running text.

One rule guards it: rather nothing than something invented. A headline is a short line that does not end as a
sentence, at the head, set off from the text below it; a first paragraph is none. What is not running text is
not searched for quotes, so a line that may hold one is never taken for a caption.
"""

import re
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile
from typing import Final

from quotebrowser.ingest.facts.bylines import printed_byline
from quotebrowser.ingest.facts.datelines import dateline, is_of_another_thing
from quotebrowser.ingest.facts.organisations import wire_agency
from quotebrowser.model import Fact, Facts, Provenance, Span

_HEAD: Final = 10
"""Lines that are looked at for a headline and what stands round it; saved pages have up to six."""
_LONGEST_HEADLINE: Final = 160
_MOST_WORDS: Final = 25
_FEWEST_WORDS: Final = 3
"""Shorter lines at the head are sections and places (`World`), not headlines."""
_PARAGRAPH: Final = 120
"""A line longer than this is a whole paragraph; texts that are broken into lines have at most about 100."""
_RUNNING: Final = 60
"""A line at least this long must follow, else there is no text that a headline could stand above."""
_LONGEST_CAPTION: Final = 400

_TIME: Final = re.compile(r"\d{1,2}[:.]\d{2}\s?(?:[ap]\.?m\.?)?(?:\s[a-z]{2,5})?\Z", re.IGNORECASE)
_READING: Final = re.compile(
    r"(?:(?:estimated )?read(?:ing)?(?: time)?:?\s)?\d{1,3}[\s-]?min(?:ute)?s?(?: read)?\Z", re.IGNORECASE
)
_HEADING: Final = re.compile(r"(#{1,6})\s+(\S.*?)\s*#*\Z")
_IMAGE: Final = re.compile(r"!\[[^\]]*\]\([^)]*\)\Z")
_EXCERPT: Final = re.compile(r">\s{0,2}#{1,6} Excerpt\Z")
"""As MarkDownload writes it."""
_LONGEST_EXCERPT: Final = 20
"""Lines."""
_PLACE: Final = re.compile(r"(?:[^\W\d_a-zà-ÿ][^()“”\"]{0,60}\s)?\(([^()]{2,30})\)\s?[-–—:]")
_QUOTING: Final = frozenset('“”„‟«»‹›"＂「」『』')
_ENDS: Final = frozenset(".!,;:…")


@dataclass(frozen=True, slots=True)
class _Line:
    """A line that holds words."""

    span: Span
    text: str
    """Without white space at its ends."""
    apart: bool
    """Whether an empty line follows it."""


def printed(text: str, start: int = 0) -> tuple[Facts, tuple[Span, ...]]:
    """What `text` prints about itself from `start` on, and its lines that are no running text, in order."""
    lines = _lines(text, start)
    facts, head = _head(lines)
    if facts.agency is None:
        facts = replace(facts, agency=_agency(lines[head:]))
    furniture = {line.span for line in (*lines[:head], *_excerpt(lines))} | _captions(lines)
    for line in lines:
        heading = _HEADING.match(line.text) if line.text.startswith("#") else None
        if heading or (line.text.startswith("![") and _IMAGE.match(line.text)):
            furniture.add(line.span)
    return facts, tuple(sorted(furniture))


def _excerpt(lines: list[_Line]) -> list[_Line]:
    """The lines in which a program that clips pages repeats what they say of themselves, up to its rule."""
    first = next((at for at, line in enumerate(lines[:_HEAD]) if _EXCERPT.match(line.text)), len(lines))
    below = lines[first : first + _LONGEST_EXCERPT]
    rule = next((at for at, line in enumerate(below) if line.text == "---"), None)
    if rule is not None:
        return below[: rule + 1]
    return list(takewhile(lambda line: line.text.startswith(">"), below))


def _agency(lines: list[_Line]) -> Fact | None:
    """The agency in brackets behind the place that a paragraph begins with, as in `PORT MIRA (AP) —`."""
    for line in lines[:_HEAD]:
        found = _PLACE.match(line.text)
        if found and wire_agency(found[1]):
            return Fact(wire_agency(found[1]), Provenance.PRINTED)
    return None


def _lines(text: str, start: int) -> list[_Line]:
    lines: list[_Line] = []
    place = start
    for raw in text[start:].splitlines(keepends=True):
        words = raw.strip()
        if words:
            first = place + raw.index(words)
            lines.append(_Line(Span(first, first + len(words)), words, apart=False))
        elif lines:
            lines[-1] = _Line(lines[-1].span, lines[-1].text, apart=True)
        place += len(raw)
    return lines


def _head(lines: list[_Line]) -> tuple[Facts, int]:
    """What the lines at the head say, and how many they are."""
    found: dict[str, Fact] = {}
    count = 0
    for number, line in enumerate(lines[:_HEAD]):
        facts = _said(line.text)
        if facts is None and "title" not in found:
            title = _headline(lines, number)
            facts = {"title": title} if title else None
        if facts is None:
            break
        for key, value in facts.items():
            found.setdefault(key, Fact(value, Provenance.PRINTED))
        count = number + 1
    return Facts(**found), count


def _said(line: str) -> dict[str, str] | None:
    """What a line of dates, times and names says, which may be nothing; None if it is another line."""
    line = line.strip("*_ ") if line[0] in "*_" else line
    dates = None if is_of_another_thing(line) else dateline(line)
    if dates:
        said = {"published": dates.published, "modified": dates.modified}
        return {key: value for key, value in said.items() if value}
    byline = printed_byline(line)
    if byline:
        beside = dateline(line, words=len(line.split()))
        said = {"byline": "; ".join(byline.names), "agency": byline.agency}
        said |= {"published": beside.published, "modified": beside.modified} if beside else {}
        return {key: value for key, value in said.items() if value}
    if len(line) <= _RUNNING and (_TIME.match(line) or _READING.match(line)):
        return {}
    return None


def _headline(lines: list[_Line], number: int) -> str:
    """The headline that a line is; empty if it is not one."""
    line = lines[number]
    heading = _HEADING.match(line.text) if len(line.text) <= _LONGEST_HEADLINE else None
    if heading:
        return heading[2].strip("*_ ")
    below = lines[number + 1 : number + 1 + _HEAD]
    if not _is_title(line.text) or not any(len(other.text) >= _RUNNING for other in below):
        return ""
    following = below[0].text
    set_off = line.apart or _said(following) is not None or len(following) > _PARAGRAPH
    return line.text if set_off and len(following) != len(line.text) else ""


def _is_title(line: str) -> bool:
    words = line.split()
    bare = line.rstrip("”’\"')]")
    return (
        len(line) <= _LONGEST_HEADLINE
        and _FEWEST_WORDS <= len(words) <= _MOST_WORDS
        and not line[0].islower()
        and line[0] not in "-*•–—>|="
        and bare[-1:] not in _ENDS
        and not (line[0] in _QUOTING and line[-1] in _QUOTING)
        and not line.startswith(("http://", "https://"))
    )


def _captions(lines: list[_Line]) -> set[Span]:
    """Lines printed twice in a row, as captions are when a page is copied."""
    found: set[Span] = set()
    for line, other in pairwise(lines):
        doubled = line.text == other.text and not line.apart and len(line.text) <= _LONGEST_CAPTION
        if doubled and _QUOTING.isdisjoint(line.text) and any(map(str.isalpha, line.text)):
            found |= {line.span, other.span}
    return found
