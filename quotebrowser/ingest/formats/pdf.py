"""PDF files with a text layer: lines made paragraphs, broken words joined, page furniture taken off.

One rule guards it: a page without a text layer is never read as an empty article. What repeats at the top or
bottom of pages is dropped, as it would stand inside every quote that runs over a page.
"""

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

import pypdfium2

from quotebrowser.errors import ReadError
from quotebrowser.ingest.facts.headlines import ENDING, letters
from quotebrowser.ingest.files.paragraphs import compose, paragraph
from quotebrowser.ingest.files.source import Read, Source
from quotebrowser.ingest.formats.numbered_lines import noted, numbered, opens
from quotebrowser.ingest.formats.pdf_letters import BROKEN, Line, lines_of
from quotebrowser.model import Fact, Facts, Page, Provenance
from quotebrowser.model.wrapped import SUSPENDED

_MOST_PAGES: Final = 500
_FEWEST_LETTERS: Final = 20
"""Of the whole file: scans have none, or the few of a stamp."""
_OCR: Final = "Run it through text recognition (OCR) first."
_EDGE: Final = 2
"""Lines at the top and bottom of a page in which furniture may stand."""
_GAP: Final = 1.4
"""Times the usual distance of lines; more begins a paragraph: paragraphs stand 1.5 apart and more."""
_INDENT: Final = 0.6
"""Sizes of the type by which the first line of a paragraph may stand in."""
_OTHER_SIZE: Final = 1.2
"""Times the size of its neighbour from which a line is a heading, or a heading's text."""
_SHORT: Final = 0.85
"""Share of the longest lines' width; a sentence that ends before it ends its paragraph."""
_NUMBER: Final = re.compile(
    r"(?:page |seite |- ?)?\d{1,4}(?: ?-| ?/ ?\d{1,4}| (?:of|von|sur|de) \d{1,4})?\Z", re.IGNORECASE
)
_BROWSERS: Final = re.compile(
    r"(?:https?|file)://\S{1,2000}(?: \d{1,4}/\d{1,4})?\Z"
    r"|\d{1,4}[./-]\d{1,2}[./-]\d{2,4},? \d{1,2}:\d\d(?:[ \u202f][AP]M)?(?: .{0,300})?\Z"
)
"""What browsers print at the edges of each page: its address, the time of printing with the title."""
_SENTENCE_ENDS: Final = tuple('.!?”"»“…)')
_HEADLINE_WITHIN: Final = 12
"""Paragraphs of the first page in which the headline may stand, below a masthead and a section."""
_HEADLINE_PARTS: Final = 3
_LONGEST_HEADLINE: Final = 300
_LONGEST_LABEL: Final = 12
"""Characters of a page's label: `xviii`, `A-12`."""
_BROKEN: Final = (BROKEN, "-", "\u00ad", "\u2010")
_CLOSED: Final = re.compile(r"[^\W_][-‐‑—\x02]\Z|\d–\Z")
"""A line's end that the next word follows without a blank."""
_LAST_WORD: Final = re.compile(r"[^\s]{1,80}\Z")
_FIRST_WORD: Final = re.compile(r"[^\W\d_]{1,80}")
_WORD: Final = re.compile(r"[^\W\d_]{1,80}(?:-[^\W\d_]{1,80}){0,8}")
_KEPT_AFTER: Final = re.compile(
    r"(?:self|ex|well|half|quasi|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w{3,6}teen"
    r"|twenty|thirty|fou?rty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|.*[-@/\d].*)\Z"
)
"""First parts of words that are written with a hyphen; parts of addresses."""
_HYPHENATED: Final = 0.02
"""Share of a text's lines with a hyphen at the end from which its printer breaks words."""
_SHORTEST: Final = 3


def read_pdf(source: Source) -> Iterator[Read]:
    """The article of a PDF file."""
    try:
        document = pypdfium2.PdfDocument(source.data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise ReadError("The PDF is password-protected", "Save it without a password.") from error
        raise ReadError("The PDF is damaged") from error
    try:
        count = len(document)
        pages = [lines_of(document[number]) for number in range(min(count, _MOST_PAGES))]
        labels = [document.get_page_label(number) for number in range(len(pages))]
        title = " ".join(str(document.get_metadata_dict().get("Title", "")).split())
    except pypdfium2.PdfiumError as error:
        raise ReadError("The PDF is damaged") from error
    finally:
        document.close()
    if sum(char.isalpha() for page in pages for line in page for char in line.text) < _FEWEST_LETTERS:
        raise ReadError("The PDF contains page images but no text", _OCR)
    court = _unnumbered(pages)
    kept, texts = court or _running(pages)
    blocks = list(map(paragraph, texts))
    printed = _headline(title, [block.text for block in blocks[:_HEADLINE_WITHIN]])
    facts = Facts(title=Fact(printed, Provenance.EMBEDDED) if printed else None)
    read = noted(compose(blocks, facts)) if court else compose(blocks, facts)
    read = replace(read, pages=tuple(_pages(read.text, kept, labels)))
    if count > _MOST_PAGES:
        read = replace(read, notice=f"only the first {_MOST_PAGES} of {count:,} pages were read")
    yield read


def _running(pages: Sequence[list[Line]]) -> tuple[list[list[Line]], list[str]]:
    """The lines of pages without their furniture, and the paragraphs they make."""
    kept = _without_furniture(pages)
    return kept, list(_joined([line for page in kept for line in page]))


def _unnumbered(pages: Sequence[Sequence[Line]]) -> tuple[list[list[Line]], list[str]] | None:
    """A court's pages without the numbers of their lines, and the paragraphs they make; None for other files.

    What stands above and below the numbered lines is left out, but for what comes before the first of them.
    """
    found = numbered([line.text for page in pages for line in page])
    if found is None:
        return None
    left = iter(found)
    kept: list[list[Line]] = []
    parts: list[list[str]] = []
    begun = False
    for page in pages:
        kept.append([])
        for line, (words, number) in zip(page, left, strict=False):
            begun = begun or number > 0
            if not words.strip() or (begun and not number):
                continue
            kept[-1].append(replace(line, text=words.strip()))
            if not begun or not parts or opens(words):
                parts.append([])
            parts[-1].append(words.strip())
    return kept, list(map(" ".join, parts))


def _pages(text: str, pages: Sequence[Sequence[Line]], labels: Sequence[str]) -> Iterator[Page]:
    """Where the pages begin in the text: joining lines leaves their letters and digits, in their order."""
    places = itertools.compress(itertools.count(), map(str.isalnum, text))
    seen = taken = 0
    for number, page in enumerate(pages):
        count = sum(char.isalnum() for line in page for char in line.text)
        start = next(itertools.islice(places, seen - taken, None), None) if count else None
        if start is not None:
            taken = seen + 1
            label = " ".join(labels[number].split())
            kept = 0 < len(label) <= _LONGEST_LABEL
            yield Page(start, label if kept else str(number + 1), kept)
        seen += count


def _headline(title: str, blocks: Sequence[str]) -> str:
    """What of the file's title is printed as a headline; empty if it is the name of a file or a program."""
    if len(title) > _LONGEST_HEADLINE:
        return ""
    keys = list(map(letters, blocks))
    shown = {
        "".join(keys[start:end])
        for start in range(len(keys))
        for end in range(start + 1, min(start + _HEADLINE_PARTS, len(keys)) + 1)
    }
    ends = [len(title), *(found.start() for found in reversed(list(ENDING.finditer(title))))]
    return next((title[:end] for end in ends if letters(title[:end]) in shown - {""}), "")


def _without_furniture(pages: Sequence[list[Line]]) -> list[list[Line]]:
    """For each page its lines but page numbers and those that stand at the edge of several pages."""
    at_edges = [_at_edges(page) for page in pages]
    edges = Counter(
        key
        for page, numbers in zip(pages, at_edges, strict=True)
        for key in {_key(page[number]) for number in numbers}
    )
    kept: list[list[Line]] = []
    for page, numbers in zip(pages, at_edges, strict=True):
        lines = []
        for number, line in enumerate(page):
            repeated = len(pages) > 1 and edges[_key(line)] > max(1, len(pages) // 3)
            drawn = _NUMBER.match(line.text) or _BROWSERS.match(line.text)
            if not (number in numbers and (repeated or drawn)):
                lines.append(line)
        kept.append(lines)
    return kept


def _at_edges(page: Sequence[Line]) -> set[int]:
    """The numbers of a page's highest and lowest lines, and of its first and last."""
    order = sorted(range(len(page)), key=lambda number: page[number].bottom)
    return {*order[:_EDGE], *order[-_EDGE:], *range(len(page))[:_EDGE], *range(len(page))[-_EDGE:]}


def _key(line: Line) -> str:
    return re.sub(r"\d{1,9}", "0", line.text.lower())


def _joined(lines: Sequence[Line]) -> Iterator[str]:
    """Paragraphs of the lines; none of none."""
    if not lines:
        return
    steps = sorted((a.foot - b.foot) / b.size for a, b in pairwise(lines) if a.foot > b.foot and b.size)
    usual = steps[len(steps) // 4] if steps else 0.0
    widths = sorted(line.right - line.left for line in lines)
    width = widths[len(widths) * 9 // 10]
    hyphens = _Hyphens(lines)
    parts = [lines[0].text]
    for last, line in pairwise(lines):
        if _begins(last, line, usual, width):
            yield "".join(parts).replace(BROKEN, "-")
            parts = [line.text]
        else:
            parts[-1:] = [*hyphens.joint(parts[-1], line.text), line.text]
    yield "".join(parts).replace(BROKEN, "-")


def _begins(last: Line, line: Line, usual: float, width: float) -> bool:
    """Whether `line` begins a paragraph."""
    if last.text.endswith(BROKEN):
        return False
    ended = last.text.endswith(_SENTENCE_ENDS)
    short = last.right - last.left < _SHORT * width
    step = last.foot - line.foot
    if max(last.size, line.size) > _OTHER_SIZE * min(last.size, line.size):
        return True
    if step <= 0:
        return ended and short
    wide = step > _GAP * usual * line.size
    return wide or (ended and short) or (ended and line.left - last.left > _INDENT * line.size)


class _Hyphens:
    """How lines are joined: what the document prints elsewhere shows which hyphens are a word's own."""

    def __init__(self, lines: Sequence[Line]) -> None:
        words: set[str] = set()
        was_broken = False
        for line in lines:
            is_broken = line.text.endswith(_BROKEN)
            found = _WORD.findall(line.text.lower().replace("\u2010", "-"))
            # A piece of a word is no word.
            words.update(found[was_broken : len(found) - is_broken])
            was_broken = is_broken
        self._words = frozenset(words)
        broken = sum(line.text.endswith(_BROKEN) for line in lines)
        self._breaks_words = broken > len(lines) * _HYPHENATED

    def joint(self, first: str, second: str) -> tuple[str, str]:
        """A line as it is printed before the next one, and what stands between them."""
        if first.endswith("\u00ad"):
            return first[:-1], ""
        suspended = first.endswith(_BROKEN) and SUSPENDED.match(second)
        if suspended or not second[0].isalnum():
            return first, " "
        if first.endswith(_BROKEN) and first[-2:-1].isalpha() and second[0].isalpha():
            return first if self._is_own(first[:-1], second) else first[:-1], ""
        return first, "" if _CLOSED.search(first, max(0, len(first) - 2)) else " "

    def _is_own(self, text: str, line: str) -> bool:
        """Whether the hyphen between two letters belongs to the word, wherever its line ends."""
        before = _LAST_WORD.search(text)
        behind = _FIRST_WORD.match(line)
        if before is None or behind is None:
            return True
        left, right = before[0], behind[0]
        if right[0].isupper() and not left.isupper():
            return True
        left, right = left.lower().lstrip("\"'“”‘’„«»(["), right.lower()
        if left + right in self._words:
            return False
        if f"{left}-{right}" in self._words or not self._breaks_words or _KEPT_AFTER.match(left):
            return True
        known = left in self._words and right in self._words
        return known and min(len(left), len(right)) >= _SHORTEST
