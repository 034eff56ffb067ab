"""What every style's formatter takes and gives.

One rule guards it: a formatter prints only what an `Item` and a `Said` hold.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final, Protocol

from quotebrowser.cite.item import BROADCASTS, SITTINGS, Item
from quotebrowser.cite.parts.author_names import listed_names
from quotebrowser.cite.parts.csl_marks import Marked, processed
from quotebrowser.cite.parts.headline_case import headline_case, title_case
from quotebrowser.cite.parts.nested_marks import Outer, closing_marks, curled, nested
from quotebrowser.cite.parts.quoted_words import Words
from quotebrowser.cite.parts.runs import Line, Run, italic, line, quoted
from quotebrowser.model import Genre


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


class Pages(Enum):
    """How the last number of a range of pages is written (CSL 1.0.2, `page-range-format`)."""

    WHOLE = auto()
    """`321–328`."""
    TWO_DIGITS = auto()
    """`321–28`, `101–08`: what changes, two digits at least."""
    CHICAGO = auto()
    """`321–28`, but `101–8` and `300–304`."""

    def shortened(self, first: str, last: str) -> str:
        """`last` as it is written behind `first`."""
        long = first.isdecimal() and last.isdecimal() and len(first) == len(last) > 2  # noqa: PLR2004 - below 100 all is written
        if self is Pages.WHOLE or not long or (self is Pages.CHICAGO and first.endswith("00")):
            return last
        kept = 1 if self is Pages.CHICAGO and first[-2] == "0" else 2
        same = next((at for at, (a, b) in enumerate(zip(first, last, strict=True)) if a != b), 0)
        return last[-max(kept, len(last) - same) :]


@dataclass(frozen=True, slots=True)
class Locator:
    """Where in a work words stand; all empty where no style has a word for it."""

    time: str = ""
    """`00:12:31` from the beginning of a recording."""
    page: str = ""
    """Number of the page, as it is printed on it where it is."""
    last: str = ""
    """That of another page on which the words end; empty if there is none."""

    def after(self, comma: str, page: str = "", time: str = "", *, pages: Pages = Pages.WHOLE) -> str:
        """What follows a citation: `comma`, then the words that stand before a `page` or a `time`."""
        if self.time:
            return f"{comma}{time}{self.time}"
        if self.last:
            return f"{comma}{page.replace('p.', 'pp.')}{self.page}–{pages.shortened(self.page, self.last)}"
        return f"{comma}{page}{self.page}" if self.page else ""


NOWHERE: Final = Locator()
"""No place is cited."""


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
    at: Locator = NOWHERE
    """Time or page."""
    own: bool = False
    """Whether the work is the speaker's, so that it need not be said in which work the words stand."""
    video: str = ""
    """Address of the video at the time of the words, which notes print; empty for other addresses."""

    def within(self, words: str, name: str) -> str:
        """`Esbati, quoted in `: who spoke, and `words` for in what; empty where the work says who."""
        if self.own:
            return ""
        return f"{name}, {words} " if name else f"{words} "

    def beginning(self, words: str) -> str:
        """The same as the beginning of a note: `Behrouz Esbati, quoted in `, `Quoted in `."""
        return self.within(words if self.name else words.capitalize(), self.name)


class _Cites(Protocol):
    def __call__(self, item: Item, manner: Manner, at: Locator = NOWHERE) -> Line: ...


@dataclass(frozen=True, slots=True)
class Formatter:
    """The strings of one style."""

    reference: Callable[[Item, Manner], Line]
    """Entry of the bibliography or list of works cited."""
    citation: _Cites
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


def title_of_record(item: Item, manner: Manner, *, cased: bool, own_work: bool) -> Run:
    """The title of a record: in italics where it is a work of its own, else in double marks."""
    title = headline(item, "none" if own_work else "double", manner, cased=cased)
    return italic(title.text, title.closing) if own_work else quoted(title.text, closing=title.closing)


def own_work(item: Item) -> bool:
    """Whether a record is a work of its own: the proceedings of a sitting, a broadcast of no programme."""
    return item.genre in SITTINGS or (item.genre in BROADCASTS and not item.container)


def event(item: Item, *, place: bool = True) -> str:
    """The event and its place; a place alone is that of no event, and is left out."""
    return ", ".join(filter(None, (item.event, item.place if place else ""))) if item.event else ""


def sitting(item: Item, manner: Manner) -> Line:
    """A hearing or debate as American lawyers cite it: `Title: Hearing before the Committee (2025)`.

    The Chicago and APA manuals leave legal and public documents to The Bluebook.
    """
    title = headline(item, "none", manner, cased=False)
    named = line(italic(title.text, title.closing))
    if item.event and item.genre is Genre.HEARING:
        before = re.sub(r"(?i)\Athe ", "", item.event)
        colon = "" if title.text.endswith(("?", "!")) else ":"
        named = line(italic(f"{title.text}{colon} Hearing before the {before}"))
    elif item.event:
        named = line(named, f", {item.event}")
    names = [one.direct for one in item.authors]
    who = listed_names(item.authors, names, ", & ", " & ") if names else ""
    return line(named, f" ({item.year})" if item.year else "", f" (testimony of {who})" if who else "")


def quoted_headline(item: Item, manner: Manner, *, cased: bool) -> Run:
    """The title in double marks; without a newspaper it stands in italics, as a work of its own."""
    if item.alone:
        title = headline(item, "none", manner, cased=cased)
        return italic(title.text, title.closing)
    title = headline(item, "double", manner, cased=cased)
    return quoted(title.text, closing=title.closing) if title.text else Run("")
