"""The tables of styles, forms and flavours: one row each.

One rule guards it: parser, help, popup and README derive from these rows; no other list of them exists.
"""

import difflib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Protocol, TypeVar

from quotebrowser.cite.records import BIBTEX, CSL_JSON, RIS, Record
from quotebrowser.cite.styles.apa import APA
from quotebrowser.cite.styles.british import MHRA, OSCOLA
from quotebrowser.cite.styles.chicago import CHICAGO_AUTHOR_DATE, CHICAGO_NOTES
from quotebrowser.cite.styles.harvard import HARVARD
from quotebrowser.cite.styles.house import Formatter
from quotebrowser.cite.styles.mla import MLA
from quotebrowser.cite.styles.press import AP, PLAIN
from quotebrowser.cite.styles.wiki import WIKIPEDIA, WIKIQUOTE
from quotebrowser.errors import UnknownError


@dataclass(frozen=True, slots=True)
class Style:
    """A citation style."""

    name: str
    """As `--style` takes it."""
    label: str
    """As the screen shows it."""
    manual: str
    """The manual it follows."""
    formatter: Formatter
    """Its strings."""
    locale: str = "en-US"
    """`en-US` or `en-GB`."""
    marks: str = "double"
    """Around quoted words: a key of `quoting.MARKS`."""
    ellipsis: str = ". . ."
    """Sign for words that a selection leaves out."""
    title_marks: str = "flip"
    """`flip` or `csl`; see `Manner.title_marks`."""
    accessed: str = ""
    """When it asks for the date of access: `always`, `undated` articles only, or empty for never."""
    markup: bool = False
    """Whether its lines are markup of their own, of which no HTML is made to stand beside them."""
    lettered: bool = False
    """Whether a letter after the year tells works of the same authors and year apart."""
    heading: str = ""
    """Over the list of references of several quotes; empty if the style has no such list."""


@dataclass(frozen=True, slots=True)
class Form:
    """How much is copied."""

    name: str
    """As `--form` takes it."""
    label: str
    """As the screen shows it."""
    help: str
    """What it prints, in one clause."""


@dataclass(frozen=True, slots=True)
class Flavour:
    """In which encoding it is copied."""

    name: str
    """As `--flavour` takes it."""
    label: str
    """As the screen shows it."""
    help: str
    """What it is, in one clause."""
    record: Record | None = None
    """How it is written where it is a record of data, which ignores style and form; None for text."""


STYLES: Final = (
    Style("plain", "Plain", "quotebrowser's own one-line style", PLAIN, ellipsis="…", heading="Sources"),
    Style("ap", "AP", "The Associated Press Stylebook, 57th edition", AP, ellipsis="..."),
    Style(
        "chicago-notes",
        "Chicago notes",
        "The Chicago Manual of Style, 18th edition, notes and bibliography",
        CHICAGO_NOTES,
        accessed="undated",
        heading="Bibliography",
    ),
    Style(
        "chicago-author-date",
        "Chicago author-date",
        "The Chicago Manual of Style, 18th edition, author-date",
        CHICAGO_AUTHOR_DATE,
        accessed="undated",
        lettered=True,
        heading="References",
    ),
    Style(
        "apa",
        "APA",
        "Publication Manual of the American Psychological Association, 7th edition",
        APA,
        accessed="undated",
        lettered=True,
        heading="References",
    ),
    Style("mla", "MLA", "MLA Handbook, 9th edition", MLA, accessed="undated", heading="Works Cited"),
    Style(
        "harvard",
        "Harvard",
        "Cite Them Right, 12th edition",
        HARVARD,
        locale="en-GB",
        marks="single",
        accessed="always",
        ellipsis="…",
        lettered=True,
        heading="Reference list",
    ),
    Style(
        "oscola",
        "OSCOLA",
        "Oxford University Standard for the Citation of Legal Authorities, 4th edition",
        OSCOLA,
        locale="en-GB",
        marks="single",
        accessed="always",
        ellipsis="…",
        heading="Bibliography",
    ),
    Style(
        "mhra",
        "MHRA",
        "MHRA Style Guide, 4th edition",
        MHRA,
        locale="en-GB",
        marks="single",
        accessed="always",
        ellipsis="[…]",
        heading="Bibliography",
    ),
    Style(
        "wikipedia",
        "Wikipedia",
        "Template:Cite news on the English Wikipedia",
        WIKIPEDIA,
        marks="straight",
        ellipsis="...",
        markup=True,
        accessed="always",
    ),
    Style(
        "wikiquote",
        "Wikiquote",
        "Wikiquote:Sourcing on the English Wikiquote",
        WIKIQUOTE,
        marks="none",
        ellipsis="...",
        markup=True,
    ),
)
"""In the order they are offered; the first is the default."""

FORMS: Final = (
    Form("quote", "Quote + attribution", "the quote with its attribution, in the chosen style"),
    Form("quote-only", "Quote only", "the quoted words in the style's quotation marks"),
    Form("full", "In-text + reference", "the in-text citation or note, and the reference on its own line"),
    Form("reference", "Reference", "the bibliography entry"),
)
"""In the order they are offered; the first is the default."""

FLAVOURS: Final = (
    Flavour("plain", "Plain text", "text without markup"),
    Flavour("markdown", "Markdown", "CommonMark, with a link to the quote"),
    Flavour("html", "HTML", "HTML source, with a link to the quote"),
    Flavour("bibtex", "BibTeX", "an entry for BibTeX and BibLaTeX", record=BIBTEX),
    Flavour("ris", "RIS", "a record for EndNote, Zotero and Mendeley", record=RIS),
    Flavour("csl-json", "CSL-JSON", "an object for Zotero, Pandoc and citeproc", record=CSL_JSON),
)
"""In the order they are offered; the first is the default."""


class _Named(Protocol):
    @property
    def name(self) -> str: ...


_Row = TypeVar("_Row", bound=_Named)


def named(rows: Sequence[_Row], name: str, what: str) -> _Row:
    """The row called `name`.

    Raises:
        UnknownError: there is none; the message names the nearest one.
    """
    for row in rows:
        if row.name == name:
            return row
    names = [row.name for row in rows]
    near = difflib.get_close_matches(name.lower(), names, n=1, cutoff=0.5)
    guess = f"; did you mean {near[0]}?" if near else ""
    raise UnknownError(f"Unknown {what} “{name}”{guess}", f"Choose from: {', '.join(names)}")
