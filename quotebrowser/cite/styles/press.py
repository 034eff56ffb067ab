"""What newspapers print: the plain line of this program and the attribution of the Associated Press.

AP has no form of citation, but asks that the one who reported is credited; months and the comma follow the
AP Stylebook ("months", "quotation marks", "said").
"""

from typing import Final

from quotebrowser.cite.item import Item, missing, outlet
from quotebrowser.cite.parts.author_names import joined
from quotebrowser.cite.parts.date_forms import ap, local
from quotebrowser.cite.parts.quoted_words import Words
from quotebrowser.cite.parts.runs import Line, Piece, Run, ended, line, link, listed, quoted
from quotebrowser.cite.styles.house import NOWHERE, Formatter, Locator, Manner, Said, headline
from quotebrowser.model import Genre
from quotebrowser.text import unknown

_DETERMINERS: Final = ("A", "An", "Another", "One", "Some", "The", "Two", "Several")

_OCCASIONS: Final = {
    Genre.BROADCAST: "in a broadcast",
    Genre.TELEVISION: "in a television broadcast",
    Genre.RADIO: "in a radio broadcast",
    Genre.PODCAST: "in a podcast",
    Genre.SPEECH: "in a speech",
    Genre.PRESS_CONFERENCE: "at a press conference",
    Genre.HEARING: "at a hearing",
    Genre.DEBATE: "in a parliamentary debate",
    Genre.INTERVIEW: "in an interview",
}
_FORMS: Final = {"Transcript": "a transcript", "Captions": "captions"}


def place(item: Item) -> str:
    """The outlet, or the file's name that stands for it."""
    return item.container or item.title


def _date(item: Item, locale: str = "en-US") -> str:
    return f"{local(item.issued, locale)}{item.date_mark}" if item.issued else ""


def _who(said: Said) -> str:
    return said.full or unknown.SPEAKER.line


def plain_spoken(item: Item, said: Said, manner: Manner) -> Line:
    """`Brig. Gen. Behrouz Esbati, in The Example Herald, January 8, 2025 (URL)`.

    Of a record also its title and what it is: `..., in “Title,” speech, Geneva, January 8, 2025`.
    """
    date = _date(item, manner.locale)
    placed = item.issued and (item.publisher or item.container) and not item.container_is_name
    absent = "" if placed else f" ({joined(missing(item), ' and ')} {unknown.NOT_RECORDED})"
    url = said.video or (said.link if manner.deep_links and said.link else item.url)
    stood = listed([link(url), archived(item)])
    address = line(" (", stood, ")") if stood else ()
    where = said.at.after("", "p. ", "at ")
    if item.genre:
        source = _of_record(item, manner, [date, where])
    else:
        source = listed([place(item), item.description.lower(), date, where])
    return line(_who(said), ", in ", source, address, absent)


def _of_record(item: Item, manner: Manner, rest: list[Piece]) -> Line:
    """Title, what the record is, where it was said and who published it, then `rest`."""
    headed = headline(item, "double", manner, cased=False)
    title = Run(item.title) if item.title_is_name else quoted(headed.text, closing=headed.closing)
    return line(ended(line(title), ","), " ", listed([*details(item), *rest]))


def archived(item: Item, text: str = "") -> Line:
    """`archived at URL`, or `text` that leads there; empty where no copy is known."""
    if not item.archived:
        return ()
    return line(link(item.archived, text)) if text else line("archived at ", link(item.archived))


def details(item: Item) -> list[Piece]:
    """What stands between title and date: what a record is, where it was said, and who published it."""
    kind = item.description.lower()
    if item.interviewers:
        names = joined([one.direct for one in item.interviewers], " and ")
        kind = f"interview by {names}"
    work = Run(item.container, italic=not item.site)
    return [kind, item.event, item.place, work, item.publisher] if item.genre else [work, kind]


def plain_quoted(words: Words, item: Item, said: Said, manner: Manner) -> Line:
    """`“...” —Brig. Gen. Behrouz Esbati, in The Example Herald, January 8, 2025 (URL)`."""
    return line(f"{words.marked} —", plain_spoken(item, said, manner))


def plain_reference(item: Item, manner: Manner) -> Line:
    """`Dana R. Levin, “Title,” The Example Herald, January 8, 2025, URL`."""
    names = joined([author.direct for author in item.authors], " and ")
    who = f"{names}, " if names else ""
    if item.genre:
        return line(
            who, _of_record(item, manner, [_date(item, manner.locale), link(item.url), archived(item)])
        )
    headed = headline(item, "double", manner, cased=False)
    title = (
        Run(item.title)
        if item.title_is_name or not headed.text
        else quoted(headed.text, closing=headed.closing)
    )
    rest = listed([*details(item), _date(item, manner.locale), link(item.url), archived(item)])
    return line(who, ended(line(title), ",") if rest else title, " " if rest else "", rest)


def plain_citation(item: Item, manner: Manner, at: Locator = NOWHERE) -> Line:
    """The same, and where in it."""
    return line(plain_reference(item, manner), at.after(", ", "p. ", "at "))


def ap_credit(item: Item) -> str:
    """`The Example Herald reported Jan. 8, 2025, citing The New York Times`."""
    date = f" {ap(item.issued)}{item.date_mark}" if item.issued else ""
    origin = f", citing {item.via}" if item.via else ""
    by = outlet(item)
    if item.record and by:
        what = "a record" if item.genre else _FORMS[item.description]
        return f"according to {what} published by {by}{date}"
    if item.container_is_name or not item.container:
        dated = f", {_date(item)}" if item.issued else ""
        return f"according to {place(item)}{dated}{origin}"
    return f"{item.container} reported{date}{origin}"


def ap_spoken(item: Item, said: Said, manner: Manner) -> Line:
    """`Brig. Gen. Behrouz Esbati said, The Example Herald reported Jan. 8, 2025.`."""
    occasion = manner.occasion or (_OCCASIONS[item.genre] if item.genre else "")
    occasion = f" {occasion}" if occasion else ""
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


def ap_citation(item: Item, manner: Manner, at: Locator = NOWHERE) -> Line:  # noqa: ARG001 - news has no locators
    """The same: the credit is all there is."""
    return ap_reference(item, manner)


PLAIN: Final = Formatter(plain_reference, plain_citation, plain_spoken, plain_quoted)
"""One line that says who, where and when."""
AP: Final = Formatter(ap_reference, ap_citation, ap_spoken, ap_quoted)
"""Attribution in the sentence."""
