"""What a draft has in quotation marks, and whose words it says they are.

One rule guards it: every passage in quotation marks is either checked or named as left out.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from pathlib import Path
from typing import Final

from quotebrowser.errors import ReadError
from quotebrowser.library.finding import extract_text
from quotebrowser.model import Article, Kind, Quote, Rejected, Span

_OPENED: Final = re.compile(r"(?<![\w’'])[‘'](?=[^\W\d]|[\[(…])")
_CLOSED: Final = re.compile(r"(?<=[\w.,!?…)\]])[’'](?!\w)")
_DOUBLE: Final = tuple('"“”„«»')
_LOW: Final = re.compile(r"‚[^‚‘’]{3,2000}[‘’](?!\w)|‹[^‹›]{3,2000}›")
"""Passages in the single marks of German and French, which no apostrophe looks like."""
_PAIRS: Final = {"‚": ("„", "“"), "‹": ("«", "»")}
_PARAGRAPH: Final = re.compile(r"(\n[ \t\r]*\n)")
_PUNCTUATION: Final = ".,;:!?…)"
_LONG: Final = 6
"""Words from which a passage is checked whatever it seems to be: few names and titles have as many."""
_WORDS: Final = 3
"""Words from which a passage in single marks is read as a quote: `rock ’n’ roll` is none."""


@dataclass(frozen=True, slots=True)
class DraftPassage:
    """A passage of a draft in quotation marks."""

    text: str
    """Its words."""
    speaker: str
    """Whose words the draft says they are; empty if it does not say, or not surely."""
    around: str
    """The passages of the same quote before and behind it, which narration interrupts."""
    counted: bool
    """Whether it is to be checked: it is no name, title or term."""


def of_file(path: Path) -> Iterator[DraftPassage]:
    """The passages of a draft in its order.

    Raises:
        ReadError: it cannot be read.
    """
    for item in extract_text.of_file(path):
        if isinstance(item, Rejected):
            raise ReadError(f"{item.path}: {item.reason}")
        yield from of_article(item)


def of_article(article: Article) -> Iterator[DraftPassage]:
    """The passages of a text in its order."""
    marked = replace(article, text=_in_double_marks(article.text, extract_text.quotes(article)))
    seen: set[tuple[tuple[str, ...], str]] = set()
    quotes = extract_text.quotes(marked)
    inner = _inner([span for quote in quotes for span in quote.spans])
    for quote in quotes:
        if inner.issuperset(quote.spans):
            continue
        parts, speaker = quote.parts(article.text), _speaker(quote)
        if (parts, speaker) in seen:
            continue
        seen.add((parts, speaker))
        for number, part in enumerate(parts):
            yield DraftPassage(
                part,
                speaker,
                " ".join((*parts[max(0, number - 1) : number], *parts[number + 1 : number + 2])),
                quote.kind is not Kind.MENTION or len(part.split()) >= _LONG,
            )


def _inner(spans: Iterable[Span]) -> frozenset[Span]:
    """The spans within another: a quote within a quote is checked with it."""
    found, reached = set(), 0
    for span in sorted(spans, key=lambda one: (one.start, -one.end)):
        if span.end < reached:
            found.add(span)
        reached = max(reached, span.end)
    return frozenset(found)


def _speaker(quote: Quote) -> str:
    """Who is said to have said it; empty if that is not certain."""
    said = quote.attribution
    return said.speaker.name if said and said.certain else ""


def _in_double_marks(text: str, quotes: Sequence[Quote]) -> str:
    """`text` with double marks in place of single ones, but for those within double ones.

    What stands in double marks within single ones gets these: `‘He said “no” and left’`.
    """
    spans = sorted(span for quote in quotes for span in quote.spans)
    taken = [one for one in spans if text[one.start - 1 : one.start] in _DOUBLE]
    ends = list(accumulate((one.end for one in taken), max))
    chars = list(text)
    for start, end in (*_single_marks(text), *(_ends(found) for found in _LOW.finditer(text))):
        first, last = (bisect_left(taken, Span(place, place)) for place in (start, end))
        if (first and ends[first - 1] > start) or (last > first and ends[last - 1] >= end):
            continue
        chars[start], chars[end] = _PAIRS.get(chars[start], ("“", "”"))
        for inner in taken[first:last]:
            chars[inner.start - 1], chars[inner.end : inner.end + 1] = "‘", ["’"]
    return "".join(chars)


def _ends(found: re.Match[str]) -> tuple[int, int]:
    return found.start(), found.end() - 1


def _single_marks(text: str) -> Iterator[tuple[int, int]]:
    """Where single marks open and close, within a paragraph."""
    begin = 0
    for line in _PARAGRAPH.split(text):
        opened = [match.start() for match in _OPENED.finditer(line)]
        closed = [match.start() for match in _CLOSED.finditer(line)]
        end = -1
        for number, start in enumerate(opened):
            until = opened[number + 1] if number + 1 < len(opened) else len(line)
            ends = closed[bisect_right(closed, start) : bisect_left(closed, until)]
            if start <= end or not ends:
                continue
            end = next((place for place in ends if _is_sure(line, place)), ends[0])
            if len(line[start:end].split()) >= _WORDS:
                yield begin + start, begin + end
        begin += len(line)


def _is_sure(line: str, place: int) -> bool:
    """Whether a mark closes a passage for sure, and is no apostrophe: `the workers’ rights`."""
    before, after = line[place - 1], line[place + 1 :].strip()[:1]
    return before in _PUNCTUATION or not after or line[place + 1] in _PUNCTUATION
