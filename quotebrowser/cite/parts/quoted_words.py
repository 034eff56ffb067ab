"""The quoted words as they are copied.

One rule guards it: they are the article's, character for character, but for the changes of `CHANGES`. A
quote that narration interrupts prints its parts each in marks of its own, and never the narration between.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from quotebrowser.cite.parts.nested_marks import Outer, nested, straight
from quotebrowser.errors import UsageError
from quotebrowser.model import Quote, Span, uninterrupted
from quotebrowser.text import safe_line
from quotebrowser.text.inline_markup import is_markdown, without_signs

CHANGES: Final = (
    ("inner marks", "quotation marks inside the quote change to suit those around it: “ ” becomes ‘ ’"),
    ("straight marks", "curly marks become straight where the style asks for it (Wikipedia, Wikiquote)"),
    ("comma", "in AP, the comma before the attribution replaces the final period or follows the last word"),
    ("space", "line breaks, with a quoted mail's > behind them, and runs of white space become one space"),
    ("paragraphs", "the mark that opens each further paragraph of one speech is left out"),
    ("hyphen", "a line break behind the hyphen of a word is left out"),
    (
        "Markdown",
        "in a Markdown text, its signs are left out, and so is what is struck out: *never* becomes never",
    ),
    ("hidden characters", "characters that control a terminal, or hide or reorder text, are made harmless"),
)
"""Everything in which copied words may differ from the printed ones: name and what changes."""

MARKS: Final = {"double": ("“", "”"), "single": ("‘", "’"), "straight": ('"', '"'), "none": ("", "")}
"""What a style puts around a quote."""
_OUTER: Final[dict[str, Outer]] = {
    "double": "double",
    "single": "single",
    "straight": "double",
    "none": "double",
}
_CLOSING: Final = "”’\"'"
_ABBREVIATED: Final = 2


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a quote, ready to be printed by a style."""

    parts: tuple[str, ...]
    """Printed words of each span on one line, inner marks as the style wants them."""
    marks: str = "double"
    """A key of `MARKS`."""
    ellipsis: str = "…"
    """The style's sign for words left out."""
    cut_before: bool = False
    """Whether words before these were left out by a selection."""
    cut_after: bool = False
    """Whether words after these were left out by a selection."""

    @property
    def bare(self) -> str:
        """The words without marks around them."""
        return f" {self.ellipsis} ".join(self._shown())

    @property
    def marked(self) -> str:
        """Each part in its marks."""
        return self._wrapped(self._shown())

    @property
    def with_comma(self) -> str:
        """As `marked`, ending in the comma that American newspapers set before an attribution."""
        *before, last = self._shown()
        return self._wrapped((*before, with_comma(last)))

    def _shown(self) -> tuple[str, ...]:
        parts = list(self.parts)
        if self.cut_before:
            parts[0] = f"{self.ellipsis} {parts[0]}"
        if self.cut_after:
            parts[-1] = f"{parts[-1]} {self.ellipsis}"
        return tuple(parts)

    def _wrapped(self, parts: Sequence[str]) -> str:
        opening, closing = MARKS[self.marks]
        return " … ".join(f"{opening}{part}{closing}" for part in parts)


def with_comma(text: str) -> str:
    """`text` with a comma for its last period; a question, an exclamation and an abbreviation keep theirs."""
    body = text.rstrip(_CLOSING)
    closing = text[len(body) :]
    if body.endswith(("?", "!", ",")):
        return text
    if body.endswith(".") and not body.endswith(("...", ". .")) and not _abbreviated(body):
        body = body[:-1]
    return f"{body},{closing}"


def _abbreviated(body: str) -> bool:
    """Whether the last word is one like `U.S.` or `a.m.`."""
    word = body[body.rfind(" ") + 1 :]
    return word.count(".") >= _ABBREVIATED and all(len(part) == 1 for part in word[:-1].split("."))


def selected(quote: Quote, selection: Span | None) -> tuple[Span, ...]:
    """The quote's spans, or what of them lies in `selection`.

    Raises:
        UsageError: nothing of the quote does.
    """
    if selection is None:
        return quote.spans
    found = tuple(
        Span(max(span.start, selection.start), min(span.end, selection.end))
        for span in quote.spans
        if span.overlaps(selection)
    )
    if not found:
        hint = "Select words inside its quotation marks."
        raise UsageError("The selection contains no words of the quote", hint)
    return found


def words(quote: Quote, text: str, marks: str, ellipsis: str, selection: Span | None = None) -> Words:
    """The quote's words, or those of them that lie in `selection` (characters of the article)."""
    spans = selected(quote, selection)
    start, end = quote.spans[0].start, quote.spans[-1].end
    return Words(
        parts=tuple(_part(_printed(run, text), marks) for run in uninterrupted(spans, text)),
        marks=marks,
        ellipsis=ellipsis,
        cut_before=_has_word(text[start : spans[0].start]),
        cut_after=_has_word(text[spans[-1].end : end]),
    )


def _printed(run: Sequence[Span], text: str) -> str:
    """Paragraphs that nothing interrupts, without the mark that opens each further one."""
    signs = is_markdown(text)
    return "\n".join(without_signs(span.of(text)) if signs else span.of(text) for span in run)


def _part(printed: str, marks: str) -> str:
    part = nested(safe_line(printed), _OUTER[marks])
    return straight(part) if marks in ("straight", "none") else part


def _has_word(text: str) -> bool:
    return any(char.isalnum() for char in text)
