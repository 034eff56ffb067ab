"""A quote becomes a citation.

One rule guards it: what is returned is byte for byte what is shown before copying and what is copied.
"""

from dataclasses import dataclass, replace

from quotebrowser.cite import quote_block
from quotebrowser.cite.cautions import cautions
from quotebrowser.cite.item import Item, item_of
from quotebrowser.cite.parts.encode import encode
from quotebrowser.cite.parts.quoted_words import Words, selected, words
from quotebrowser.cite.parts.runs import Line, line, plain
from quotebrowser.cite.records import key
from quotebrowser.cite.remarks import Own
from quotebrowser.cite.style_table import FLAVOURS, FORMS, STYLES, Flavour, Style, named
from quotebrowser.cite.styles.house import NOWHERE, Locator, Manner, Said
from quotebrowser.cite.voice import address, said
from quotebrowser.model import Article, Citation, Quote, Span
from quotebrowser.text import safe, unknown


@dataclass(frozen=True, slots=True)
class Choice:
    """What a house sets otherwise than the row of a style says; empty is as the row says."""

    locale: str = ""
    """`en-US` or `en-GB`."""
    title_marks: str = ""
    """`flip` or `csl`; see `Manner.title_marks`."""
    marks: str = ""
    """A key of `quoting.MARKS`."""
    occasion: str = ""
    """Where it was said (`in a speech`); printed by AP only."""
    deep_links: bool = False
    """Whether the plain line prints the address that opens the page at the quote."""

    def manner(self, style: Style) -> Manner:
        """How the style's formatter is to print."""
        title_marks = self.title_marks or style.title_marks
        return Manner(self.locale or style.locale, title_marks, self.occasion, self.deep_links)


AS_THE_STYLE = Choice()
"""Nothing set otherwise."""


@dataclass(frozen=True, slots=True)
class Material:
    """A quote ready to be printed in one style."""

    words: Words
    """What was said."""
    item: Item
    """What printed it."""
    said: Said
    """Who said it, and where it stands."""
    manner: Manner
    """The style's options."""
    warnings: tuple[str, ...]
    """What a reader must know."""


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
        UsageError: the selection holds nothing of the quote.
    """
    row = named(STYLES, style, "style")
    shape, encoding = named(FORMS, form, "form").name, named(FLAVOURS, flavour, "flavour")
    material = material_of(quote, article, row, choice, selection, linked=not encoding.record)
    if encoding.record:
        note = "" if shape == "reference" else quoted_note(material)
        text = encoding.record.write(material.item, note, key(material.item), Own())
        return Citation(text, None, material.warnings)
    page = in_flavour(row, shape, "html", material)
    text = page if encoding.name == "html" else in_flavour(row, shape, encoding.name, material)
    return Citation(text, page if beside(row, encoding) else None, material.warnings)


def beside(row: Style, encoding: Flavour) -> bool:
    """Whether HTML may be offered beside the text: not beside markup, which is wanted as it is."""
    return not row.markup and encoding.name != "markdown"


def material_of(
    quote: Quote,
    article: Article,
    row: Style,
    choice: Choice,
    selection: Span | None = None,
    *,
    linked: bool = True,
) -> Material:
    """All that the strings of one style are made of; `linked` where an address may open at the quote."""
    item = item_of(article)
    spans = selected(quote, selection)
    return Material(
        words(quote, article.text, choice.marks or row.marks, row.ellipsis, selection),
        item,
        said(quote, article, item, spans, linked=linked),
        choice.manner(row),
        (*cautions(quote, article, selection), *_undated(row, item)),
    )


def _undated(row: Style, item: Item) -> tuple[str, ...]:
    """What to say where the style asks for a date, of access or of a copy, that is not known."""
    asks = row.accessed == "always" or (row.accessed == "undated" and not item.issued and not item.archived)
    found = []
    if asks and item.url and item.accessed is None:
        found.append(f"{row.label} asks for an access date, which is not recorded.")
    if row.name == "wikipedia" and item.archived and item.url and item.copied is None:
        found.append(f"{row.label} asks for the date of the archived copy, which its address does not give.")
    return tuple(found)


def quoted_note(material: Material) -> str:
    """The quote with its speaker, as the note of a record."""
    return f"{material.words.marked} —{material.said.name or unknown.SPEAKER.line}"


def in_flavour(row: Style, form: str, flavour: str, material: Material) -> str:
    """The citation as `plain`, `markdown` or `html`."""
    if row.name == "plain" and form == "quote" and flavour != "plain":
        block = quote_block.markdown if flavour == "markdown" else quote_block.html
        return safe(block(material.words, material.item, material.said, material.manner))
    shown = [safe(encode(part, flavour)) for part in lines(row, form, material)]
    if flavour == "html":
        return "".join(f"<p>{part}</p>" for part in shown)
    return ("\n\n" if flavour == "markdown" else "\n").join(shown)


def lines(row: Style, form: str, material: Material) -> list[Line]:
    """The lines of a form before they are encoded."""
    formatter, item, spoken, manner = row.formatter, material.item, material.said, material.manner
    cited = replace(item, url=spoken.video) if spoken.video else item
    if form == "quote-only":
        return [line(material.words.marked)]
    if form == "reference":
        return [formatter.reference(item, manner)]
    if form == "full":
        return [formatter.spoken(cited, spoken, manner), formatter.reference(item, manner)]
    if formatter.quoted is not None:
        return [formatter.quoted(material.words, cited, spoken, manner)]
    return [line(f"{material.words.marked} ", formatter.spoken(cited, spoken, manner))]


def open_address(quote: Quote, article: Article) -> str:
    """The address that opens the article's page at the quote; empty if no address is known."""
    return address(item_of(article).url, article, quote.spans)


def article_reference(article: Article, style: str, flavour: str) -> str:
    """The bibliography entry of an article as `plain`, `markdown` or `html`."""
    row = named(STYLES, style, "style")
    return safe(encode(row.formatter.reference(item_of(article), AS_THE_STYLE.manner(row)), flavour))


def reference(item: Item, style: str, manner: Manner | None = None) -> str:
    """The bibliography entry of an item as plain text."""
    row = named(STYLES, style, "style")
    return plain(row.formatter.reference(item, manner or AS_THE_STYLE.manner(row)))


def citation(item: Item, style: str, manner: Manner | None = None, at: Locator = NOWHERE) -> str:
    """The in-text citation, or the note, of an item as plain text: first reference."""
    row = named(STYLES, style, "style")
    return plain(row.formatter.citation(item, manner or AS_THE_STYLE.manner(row), at))
