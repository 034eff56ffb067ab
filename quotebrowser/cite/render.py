"""A quote becomes a citation.

One rule guards it: what is returned is byte for byte what is shown before copying and what is copied.
"""

from dataclasses import dataclass

from quotebrowser.cite import blocks
from quotebrowser.cite.cautions import cautions
from quotebrowser.cite.encode import encode
from quotebrowser.cite.item import Item, item_of
from quotebrowser.cite.quoting import Words, words
from quotebrowser.cite.records import RECORDS, key
from quotebrowser.cite.runs import Line, line, plain
from quotebrowser.cite.styles.house import Manner, Said
from quotebrowser.cite.tables import FLAVOURS, FORMS, STYLES, Style, named
from quotebrowser.cite.voice import said
from quotebrowser.model import Article, Citation, Quote, Span
from quotebrowser.text import safe


@dataclass(frozen=True, slots=True)
class Choice:
    """What a house sets otherwise than the row of a style says; empty is as the row says."""

    locale: str = ""
    """`en-US` or `en-GB`."""
    title_marks: str = ""
    """`flip` or `keep`; see `Manner.title_marks`."""
    marks: str = ""
    """A key of `quoting.MARKS`."""
    occasion: str = ""
    """Where it was said (`in a speech`); printed by AP only."""

    def manner(self, style: Style) -> Manner:
        """How the style's formatter is to print."""
        return Manner(self.locale or style.locale, self.title_marks or style.title_marks, self.occasion)


AS_THE_STYLE = Choice()
"""Nothing set otherwise."""


def render(
    quote: Quote,
    article: Article,
    *,
    style: str = STYLES[0].name,
    form: str = FORMS[0].name,
    flavour: str = FLAVOURS[0].name,
    selection: Span | None = None,
    choice: Choice = AS_THE_STYLE,
) -> Citation:
    """The citation of `quote`, printed by `article`.

    `selection` (characters of the article) cites only the words within it; None is the whole quote.

    Raises:
        UnknownError: style, form or flavour does not exist; the message names the nearest one.
    """
    row = named(STYLES, style, "style")
    shape, encoding = named(FORMS, form, "form").name, named(FLAVOURS, flavour, "flavour")
    item = item_of(article)
    spoken = said(quote, article.paragraph(quote.spans[0].start), "")
    quoted = words(quote, article.text, choice.marks or row.marks, row.ellipsis, selection)
    warnings = tuple(cautions(quote, article))
    if encoding.record:
        note = "" if shape == "reference" else f"{quoted.marked} —{spoken.name or 'speaker not known'}"
        return Citation(RECORDS[encoding.name](item, note, key(item)), None, warnings)
    text = _text(row, shape, encoding.name, (quoted, item, spoken, choice.manner(row)))
    page = (
        text
        if encoding.name == "html"
        else _text(row, shape, "html", (quoted, item, spoken, choice.manner(row)))
    )
    return Citation(text, page, warnings)


def _text(row: Style, form: str, flavour: str, parts: tuple[Words, Item, Said, Manner]) -> str:
    if row.name == "plain" and form == "quote" and flavour != "plain":
        return safe((blocks.markdown if flavour == "markdown" else blocks.html)(*parts))
    shown = [safe(encode(part, flavour)) for part in _lines(row, form, parts)]
    if flavour == "html":
        return "".join(f"<p>{part}</p>" for part in shown)
    return ("\n\n" if flavour == "markdown" else "\n").join(shown)


def _lines(row: Style, form: str, parts: tuple[Words, Item, Said, Manner]) -> list[Line]:
    quoted, item, spoken, manner = parts
    formatter = row.formatter
    if form == "quote-only":
        return [line(quoted.marked)]
    if form == "reference":
        return [formatter.reference(item, manner)]
    if form == "full":
        return [formatter.spoken(item, spoken, manner), formatter.reference(item, manner)]
    if formatter.quoted is not None:
        return [formatter.quoted(quoted, item, spoken, manner)]
    return [line(f"{quoted.marked} ", formatter.spoken(item, spoken, manner))]


def reference(item: Item, style: str, manner: Manner | None = None) -> str:
    """The bibliography entry of an item as plain text."""
    row = named(STYLES, style, "style")
    return plain(row.formatter.reference(item, manner or AS_THE_STYLE.manner(row)))


def citation(item: Item, style: str, manner: Manner | None = None) -> str:
    """The in-text citation, or the note, of an item as plain text: first reference, no locator."""
    row = named(STYLES, style, "style")
    return plain(row.formatter.citation(item, manner or AS_THE_STYLE.manner(row)))
