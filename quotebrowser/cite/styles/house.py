"""What every style's formatter takes and gives.

One rule guards it: a formatter prints only what an `Item` and a `Said` hold.
"""

from collections.abc import Callable
from dataclasses import dataclass

from quotebrowser.cite.item import Item
from quotebrowser.cite.parts.csl_marks import Marked, processed
from quotebrowser.cite.parts.headline_case import headline_case, title_case
from quotebrowser.cite.parts.nested_marks import Outer, closing_marks, curled, nested
from quotebrowser.cite.parts.quoted_words import Words
from quotebrowser.cite.parts.runs import Line, Run, italic, quoted


@dataclass(frozen=True, slots=True)
class Manner:
    """The options of a style that a house may set otherwise."""

    locale: str = "en-US"
    """`en-US` or `en-GB`: order of dates, shape and place of quotation marks."""
    title_marks: str = "flip"
    """`flip`: quotation marks within a title alternate with those around it; `csl`: as CSL processors do,
    which leave curly single marks as they were given."""
    occasion: str = ""
    """Where it was said, in the user's words (`in a speech`); empty if the user did not say."""
    deep_links: bool = False
    """Whether the plain line prints the address that opens the page at the quote."""


@dataclass(frozen=True, slots=True)
class Said:
    """Who said the quoted words, and where they stand."""

    full: str
    """Name with title as the article prints it; empty if the speaker is not known."""
    name: str
    """Name without title; the words printed for an unnamed speaker."""
    short: str
    """Family name; the whole name where there is none to take."""
    paragraph: int
    """Number of the paragraph the quote starts in, from 1; 0 if it has no meaning."""
    named: bool = True
    """Whether the speaker has a name; an unnamed one's words stand for it."""
    link: str = ""
    """Address that opens the article at the quote; empty if no address is known."""


@dataclass(frozen=True, slots=True)
class Formatter:
    """The strings of one style."""

    reference: Callable[[Item, Manner], Line]
    """Entry of the bibliography or list of works cited."""
    citation: Callable[[Item, Manner], Line]
    """First reference to the work in the text, or its note."""
    spoken: Callable[[Item, Said, Manner], Line]
    """The same for words of somebody whom the work quotes."""
    quoted: Callable[[Words, Item, Said, Manner], Line] | None = None
    """Quote and attribution in one; None if the quote stands before `spoken`."""


def paper(item: Item) -> str:
    """The newspaper's name in title case; a file's name that stands for it stays as it is."""
    if item.container_is_name:
        return item.container
    return processed(title_case(item.container) if item.in_english else item.container, "none").text


def paper_as_given(item: Item) -> Run:
    """The newspaper's name in italics, its capitals as they are."""
    return italic(item.container if item.container_is_name else processed(item.container, "none").text)


def paper_run(item: Item) -> Run:
    """The newspaper's name in italics; a web site's is upright."""
    return Run(paper(item), italic=not item.site)


def headline(item: Item, outer: Outer, manner: Manner, *, cased: bool) -> Marked:
    """The title without marks around it, ready to stand within `outer` ones."""
    if item.title_is_name:
        return Marked(item.title)
    raised = cased and item.in_english
    if manner.title_marks == "csl":
        return processed(title_case(item.title) if raised else item.title, outer)
    title = headline_case(item.title) if raised else item.title
    flipped = curled(nested(title, outer))
    return Marked(flipped, closing_marks(flipped))


def quoted_headline(item: Item, manner: Manner, *, cased: bool) -> Run:
    """The title in double marks; without a newspaper it stands in italics, as a work of its own."""
    if item.alone:
        title = headline(item, "none", manner, cased=cased)
        return italic(title.text, title.closing)
    title = headline(item, "double", manner, cased=cased)
    return quoted(title.text, closing=title.closing) if title.text else Run("")
