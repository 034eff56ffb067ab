"""What newspapers print: the plain line of this program and the attribution of the Associated Press.

AP has no form of citation, but asks that the one who reported is credited; months and the comma follow the
AP Stylebook ("months", "quotation marks", "said").
"""

from typing import Final

from quotebrowser.cite.item import Item, missing
from quotebrowser.cite.parts.author_names import joined
from quotebrowser.cite.parts.date_forms import ap, local
from quotebrowser.cite.parts.quoted_words import Words
from quotebrowser.cite.parts.runs import Line, Run, ended, line, link, listed, quoted
from quotebrowser.cite.styles.house import Formatter, Manner, Said, headline
from quotebrowser.text import unknown

_DETERMINERS: Final = ("A", "An", "Another", "One", "Some", "The", "Two", "Several")


def place(item: Item) -> str:
    """The outlet, or the file's name that stands for it."""
    return item.container or item.title


def _date(item: Item, locale: str = "en-US") -> str:
    return f"{local(item.issued, locale)}{item.date_mark}" if item.issued else ""


def _who(said: Said) -> str:
    return said.full or unknown.SPEAKER.line


def plain_spoken(item: Item, said: Said, manner: Manner) -> Line:
    """`Brig. Gen. Behrouz Esbati, in The Example Herald, January 8, 2025 (URL)`."""
    date = _date(item, manner.locale)
    placed = item.issued and item.container and not item.container_is_name
    absent = "" if placed else f" ({joined(missing(item), ' and ')} {unknown.NOT_RECORDED})"
    url = said.link if manner.deep_links and said.link else item.url
    address = line(" (", link(url), ")") if url else ()
    return line(_who(said), ", in ", place(item), f", {date}" if date else "", address, absent)


def plain_quoted(words: Words, item: Item, said: Said, manner: Manner) -> Line:
    """`“...” —Brig. Gen. Behrouz Esbati, in The Example Herald, January 8, 2025 (URL)`."""
    return line(f"{words.marked} —", plain_spoken(item, said, manner))


def plain_reference(item: Item, manner: Manner) -> Line:
    """`Dana R. Levin, “Title,” The Example Herald, January 8, 2025, URL`."""
    names = joined([author.direct for author in item.authors], " and ")
    headed = headline(item, "double", manner, cased=False)
    title = (
        Run(item.title)
        if item.title_is_name or not headed.text
        else quoted(headed.text, closing=headed.closing)
    )
    rest = listed([Run(item.container, italic=not item.site), _date(item, manner.locale), link(item.url)])
    return line(
        f"{names}, " if names else "", ended(line(title), ",") if rest else title, " " if rest else "", rest
    )


def ap_credit(item: Item) -> str:
    """`The Example Herald reported Jan. 8, 2025, citing The New York Times`."""
    date = f" {ap(item.issued)}{item.date_mark}" if item.issued else ""
    origin = f", citing {item.via}" if item.via else ""
    if item.container_is_name or not item.container:
        dated = f", {_date(item)}" if item.issued else ""
        return f"according to {place(item)}{dated}{origin}"
    return f"{item.container} reported{date}{origin}"


def ap_spoken(item: Item, said: Said, manner: Manner) -> Line:
    """`Brig. Gen. Behrouz Esbati said, The Example Herald reported Jan. 8, 2025.`."""
    occasion = f" {manner.occasion}" if manner.occasion else ""
    who = f"{_within_sentence(said)} said{occasion}, " if said.full else ""
    return ended(line(who, ap_credit(item)))


def _within_sentence(said: Said) -> str:
    """The speaker's name, or an unnamed one's printed words without the capital of a sentence's head."""
    first, space, rest = said.full.partition(" ")
    lowered = not said.named and first in _DETERMINERS
    return f"{first.lower()}{space}{rest}" if lowered else said.full


def ap_quoted(words: Words, item: Item, said: Said, manner: Manner) -> Line:
    """`“...,” Brig. Gen. Behrouz Esbati said, The Example Herald reported Jan. 8, 2025.`."""
    return line(words.with_comma, " ", ap_spoken(item, said, manner))


def ap_reference(item: Item, manner: Manner) -> Line:  # noqa: ARG001 - AP has one manner
    """`The Example Herald reported Jan. 8, 2025.`: AP knows no list of references."""
    return ended(line(ap_credit(item)))


def ap_citation(item: Item, manner: Manner) -> Line:
    """The same: the credit is all there is."""
    return ap_reference(item, manner)


PLAIN: Final = Formatter(plain_reference, plain_reference, plain_spoken, plain_quoted)
"""One line that says who, where and when."""
AP: Final = Formatter(ap_reference, ap_citation, ap_spoken, ap_quoted)
"""Attribution in the sentence."""
