"""PDF files with a text layer: lines made paragraphs, hyphens at line ends and page furniture taken off.

One rule guards it: a page without a text layer is never read as an empty article. What repeats at the top or
bottom of pages is dropped, as it would stand inside every quote that runs over a page.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

import pypdfium2

from quotebrowser.errors import ReadError
from quotebrowser.ingest.files.paragraphs import compose, paragraph
from quotebrowser.ingest.files.source import Read, Source
from quotebrowser.model import Fact, Facts, Provenance

_NO_HEADLINE: Final = re.compile(
    r"(?:microsoft (?:word|powerpoint)\b"
    r"|(?:untitled|unbenannt|sans titre|document|dokument|layout|slide)[ -]?\d*\Z"
    r"|https?://|www\.|about:|\S*\.\w{2,5}\Z)",
    re.IGNORECASE,
)
"""What programs put for a title: their own name, that of the file, an address."""
_MOST_PAGES: Final = 500
_FEWEST_LETTERS: Final = 20
"""Of the whole file: scans have none, or the few of a stamp."""
_OCR: Final = "Run it through text recognition (OCR) first."
_EDGE: Final = 2
"""Lines at the top and bottom of a page in which furniture may stand."""
_GAP: Final = 1.4
"""Times the usual distance of lines; more begins a paragraph: paragraphs stand 1.5 apart and more."""
_INDENT: Final = 0.6
"""Line heights by which the first line of a paragraph may stand in."""
_SHORT: Final = 0.85
"""Share of the longest lines' width; a sentence that ends before it ends its paragraph."""
_NUMBER: Final = re.compile(
    r"(?:page |seite |- ?)?\d{1,4}(?: ?-| ?/ ?\d{1,4}| (?:of|von|sur|de) \d{1,4})?\Z", re.IGNORECASE
)
_SENTENCE_ENDS: Final = tuple('.!?”"»“…)')
_HYPHENS: Final = ("\x02", "\ufffe", "\u00ad")


@dataclass(frozen=True, slots=True)
class _Line:
    """A printed line."""

    text: str
    left: float
    right: float
    bottom: float
    top: float


def read_pdf(source: Source) -> Iterator[Read]:
    """The article of a PDF file."""
    try:
        document = pypdfium2.PdfDocument(source.data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise ReadError("The PDF is password-protected", "Save it without a password.") from error
        raise ReadError("The PDF is damaged") from error
    try:
        pages = [_lines(document[number]) for number in range(min(len(document), _MOST_PAGES))]
        title = " ".join(str(document.get_metadata_dict().get("Title", "")).split())
    except pypdfium2.PdfiumError as error:
        raise ReadError("The PDF is damaged") from error
    finally:
        document.close()
    if sum(char.isalpha() for page in pages for line in page for char in line.text) < _FEWEST_LETTERS:
        raise ReadError("The PDF contains page images but no text", _OCR)
    facts = Facts(title=Fact(title, Provenance.EMBEDDED) if title and not _NO_HEADLINE.match(title) else None)
    yield compose(map(paragraph, _joined(_without_furniture(pages))), facts)


def _lines(page: Any) -> list[_Line]:
    """The lines of a page in the order of its text."""
    text = page.get_textpage()
    lines: list[_Line] = []
    for number in range(text.count_rects()):
        left, bottom, right, top = text.get_rect(number)
        words = text.get_text_bounded(left, bottom, right, top).replace("\r\n", " ").replace("\n", " ")
        last = lines[-1] if lines else None
        middle = (bottom + top) / 2
        if last and last.bottom <= middle <= last.top and left >= last.right - 1:
            space = " " if left - last.right > (top - bottom) * 0.15 and not last.text.endswith(" ") else ""
            joined = last.text + space + words.lstrip() if space else last.text + words
            lines[-1] = _Line(joined, last.left, right, min(last.bottom, bottom), max(last.top, top))
        elif words.strip():
            lines.append(_Line(words.strip(" "), left, right, bottom, top))
    text.close()
    return lines


def _without_furniture(pages: Sequence[list[_Line]]) -> list[_Line]:
    """All lines but page numbers and those that stand at the edge of several pages."""
    edges = Counter(key for page in pages for key in {_key(line) for line in page[:_EDGE] + page[-_EDGE:]})
    kept: list[_Line] = []
    for page in pages:
        for number, line in enumerate(page):
            edge = number < _EDGE or number >= len(page) - _EDGE
            repeated = len(pages) > 1 and edges[_key(line)] > max(1, len(pages) // 3)
            if not (edge and (repeated or _NUMBER.match(line.text.strip()))):
                kept.append(line)
    return kept


def _key(line: _Line) -> str:
    return re.sub(r"\d{1,9}", "0", line.text.strip().lower())


def _joined(lines: Sequence[_Line]) -> Iterator[str]:
    """Paragraphs of the lines."""
    steps = sorted(a.bottom - b.bottom for a, b in pairwise(lines) if a.bottom > b.bottom)
    usual = steps[len(steps) // 4] if steps else 0.0
    widths = sorted(line.right - line.left for line in lines)
    width = widths[len(widths) * 9 // 10]
    text = lines[0].text
    for last, line in pairwise(lines):
        if _begins(last, line, usual, width):
            yield text
            text = line.text
        else:
            text = _appended(text, line.text)
    yield text


def _begins(last: _Line, line: _Line, usual: float, width: float) -> bool:
    """Whether `line` begins a paragraph."""
    ended = last.text.rstrip().endswith(_SENTENCE_ENDS)
    short = last.right - last.left < _SHORT * width
    step = last.bottom - line.bottom
    if step <= 0:
        return ended and short
    height = line.top - line.bottom
    return step > _GAP * usual or (ended and short) or (ended and line.left - last.left > _INDENT * height)


def _appended(text: str, line: str) -> str:
    text = text.rstrip()
    if text.endswith(_HYPHENS):
        return text[:-1] + line
    if text.endswith("-") and text[-2:-1].isalpha() and line[:1].islower():
        return text[:-1] + line
    return f"{text} {line}"
