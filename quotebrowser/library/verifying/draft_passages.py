"""What a draft has in quotation marks, and whose words it says they are.

One rule guards it: every passage in quotation marks is either checked or named as left out.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from quotebrowser.errors import ReadError
from quotebrowser.library.finding import extract_text
from quotebrowser.library.printed_spans import is_counted
from quotebrowser.model import UNCERTAIN_BELOW, Article, Quote, Rejected

_OPENED: Final = re.compile(r"(?<![\w’'])[‘'](?=[^\W\d]|[\[(…])")
_CLOSED: Final = re.compile(r"(?<=[\w.,!?…)\]])[’'](?!\w)")
_DOUBLE: Final = tuple('"“”„«»')
_PUNCTUATION: Final = ".,;:!?…)"
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
    """The other passages of the same quote, which narration interrupts."""
    counted: bool
    """Whether it is quoted speech, and no name, title or term."""


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
    for quote in extract_text.quotes(marked):
        if quote.repeats:
            continue
        said = quote.attribution
        sure = said is not None and said.speaker.named and said.confidence >= UNCERTAIN_BELOW
        parts = quote.parts(article.text)
        for number, part in enumerate(parts):
            yield DraftPassage(
                part,
                said.speaker.name if said is not None and sure else "",
                " ".join((*parts[:number], *parts[number + 1 :])),
                is_counted(quote),
            )


def _in_double_marks(text: str, quotes: Sequence[Quote]) -> str:
    """`text` with double marks in place of single ones, but for those within double ones."""
    spans = [span for quote in quotes for span in quote.spans]
    taken = [(one.start, one.end) for one in spans if text[one.start - 1 : one.start] in _DOUBLE]
    chars = list(text)
    for start, end in _single_marks(text):
        if not any(first <= end and start <= last for first, last in taken):
            chars[start], chars[end] = "“", "”"
    return "".join(chars)


def _single_marks(text: str) -> Iterator[tuple[int, int]]:
    """Where single marks open and close, within a line."""
    begin = 0
    for line in text.splitlines(keepends=True):
        opened = [match.start() for match in _OPENED.finditer(line)]
        closed = [match.start() for match in _CLOSED.finditer(line)]
        end = -1
        for number, start in enumerate(opened):
            until = opened[number + 1] if number + 1 < len(opened) else len(line)
            ends = [place for place in closed if start < place < until]
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
