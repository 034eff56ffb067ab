"""British footnote styles: OSCOLA, 4th edition, and the MHRA Style Guide, 4th edition."""

import re
from collections.abc import Sequence
from typing import Final

from quotebrowser.cite.item import BROADCASTS, SITTINGS, Item
from quotebrowser.cite.parts.author_names import Name, joined, leading
from quotebrowser.cite.parts.date_forms import british
from quotebrowser.cite.parts.initials import initials, spaced_script
from quotebrowser.cite.parts.runs import Line, Piece, line, link, listed, plain
from quotebrowser.cite.styles.house import (
    NOWHERE,
    Formatter,
    Locator,
    Manner,
    Pages,
    Said,
    event,
    headline,
    own_work,
    paper_as_given,
    paper_run,
    title_of_record,
)
from quotebrowser.model import Genre
from quotebrowser.text import unknown

_LISTED: Final = 3
"""Authors that are all named; of more the first is."""


def _named(names: Sequence[str]) -> str:
    if len(names) > _LISTED:
        return f"{names[0]} and others"
    return " and ".join(part for part in (", ".join(names[:-1]), *names[-1:]) if part)


def _title(item: Item, manner: Manner) -> str:
    return f"‘{headline(item, 'single', manner, cased=True).text.removesuffix(',')}’"


def _date(item: Item) -> str:
    return f"{british(item.issued)}{item.date_mark}" if item.issued else ""


def _address(item: Item, accessed: str) -> Line:
    if not item.url:
        return ()
    return line("<", link(item.url), ">", accessed.format(british(item.accessed)) if item.accessed else "")


def _stopped(parts: Line) -> Line:
    """British English sets the stop after the closing mark."""
    return parts if plain(parts).endswith((".", "?", "!")) else line(parts, ".")


def _oscola(names: str, item: Item, manner: Manner, at: Locator = NOWHERE) -> Line:
    where = at.after("")
    if item.genre:
        return _oscola_record(names, item, manner, where)
    date = f"({_date(item)})" if item.issued else ""
    source: list[Piece] = [paper_as_given(item), date]
    if item.site:
        named = listed([paper_as_given(item), _date(item)])
        source = [line("(", named, ")") if named else ()]
    work = listed([_title(item, manner), *source, where, _address(item, " accessed {}")], " ")
    return line(f"{names}, " if names else "", work)


def _oscola_record(names: str, item: Item, manner: Manner, where: str) -> Line:
    """Broadcasts under their network, speeches with event and place, interviews under who asked.

    Sittings are cited as speeches are: the volume and column that the manual asks for are not known.
    """
    title: Line = line(_title(item, manner))
    inside, kind = [_date(item)], ""
    if item.genre in BROADCASTS:
        names = item.publisher
        title = listed([title, paper_as_given(item)])
    elif item.genre is Genre.INTERVIEW:
        guests = _named([_unstopped(author.direct) for author in item.authors])
        names = ", ".join(filter(None, (names, f"Interview with {guests}" if guests else "")))
        kind = item.description if not item.interviewers else ""
    else:
        inside = [item.event, item.place, _date(item)]
    shown = ", ".join(filter(None, inside))
    parts: list[Piece] = [title, f"({shown})" if shown else "", kind, where, _address(item, " accessed {}")]
    return line(f"{names}, " if names else "", listed(parts, " "))


def _leading_names(item: Item) -> tuple[Name, ...]:
    """Whose work it is: an interview is that of those who asked."""
    if item.genre is Genre.INTERVIEW:
        return item.interviewers
    return item.authors


def _unstopped(text: str) -> str:
    """Initials without periods and spaces: `Dana R`, `JK`."""
    return re.sub(r"(?<=\b[A-Z]) (?=[A-Z](?: |$))", "", text.replace(".", ""))


def oscola_note(item: Item, manner: Manner, at: Locator = NOWHERE) -> Line:
    """`Dana R Levin, ‘Title’ Newspaper (8 January 2025) 12 <URL> accessed 12 January 2025.`."""
    names = _named([_unstopped(author.direct) for author in _leading_names(item)])
    return _stopped(_oscola(names, item, manner, at))


def oscola_reference(item: Item, manner: Manner) -> Line:
    """`Levin DR, ‘Title’ Newspaper (8 January 2025) <URL> accessed 12 January 2025`: no final stop."""
    names = [_filed(author) for author in _leading_names(item)]
    return _oscola(_named(names), item, manner)


def _filed(author: Name) -> str:
    """`Levin DR`: family name, then initials."""
    if author.given and not spaced_script(author.family):
        return author.direct
    given = _unstopped(initials(author.given, ""))
    parts = (author.short, given, author.dropping, author.suffix)
    return " ".join(part for part in parts if part)


def oscola_spoken(item: Item, said: Said, manner: Manner) -> Line:
    """`Behrouz Esbati, quoted in Dana R Levin, ‘Title’ ...`; of a record `Behrouz Esbati, in ...`."""
    return line(said.beginning("in" if item.record else "quoted in"), oscola_note(item, manner, said.at))


def _mhra(names: str, item: Item, manner: Manner, at: Locator = NOWHERE) -> Line:
    date = _date(item) or unknown.DATE.cited
    if item.genre:
        parts = _mhra_record(item, manner, date)
    else:
        parts = [_title(item, manner), item.description, paper_run(item), date]
    return listed(
        [
            listed([names, *parts, at.after("", "p. ", pages=Pages.TWO_DIGITS)]),
            _address(item, " [accessed {}]"),
        ],
        " ",
    )


def _mhra_record(item: Item, manner: Manner, date: str) -> list[Piece]:
    """Broadcasts with their network in brackets, interviews under who asked (7.11 of the guide)."""
    title: Piece = _title(item, manner)
    if own_work(item):
        title = title_of_record(item, manner, cased=True, own_work=True)
    container = line(paper_run(item))
    if item.genre in BROADCASTS:
        aired = f" ({', '.join(filter(None, (item.publisher, date)))})"
        return [title, line(listed([item.description, container]), aired)]
    if item.genre in SITTINGS:
        date = item.year or unknown.DATE.cited
        container = line("in ", container) if container else ()
        return [title, item.description, container, event(item), item.publisher, date]
    described = item.description
    if item.interviewers:
        guests = joined([author.direct for author in item.authors], ", and ", " and ")
        described = f"interview with {guests}" if guests else "interview"
    return [title, described, event(item), container, item.publisher, date]


def _mhra_names(item: Item) -> tuple[Name, ...]:
    """As `_leading_names`; where nobody is known to have asked, the one who answered."""
    return _leading_names(item) or item.authors


def mhra_note(item: Item, manner: Manner, at: Locator = NOWHERE) -> Line:
    """`Dana R. Levin, ‘Title’, Newspaper, 8 January 2025, p. 12 <URL> [accessed 12 January 2025].`."""
    names = [author.direct for author in _mhra_names(item)]
    shown = f"{names[0]} and others" if len(names) > _LISTED else joined(names, ", and ", " and ")
    return _stopped(_mhra(shown, item, manner, at))


def mhra_reference(item: Item, manner: Manner) -> Line:
    """The same with the family name first and without a stop: `Levin, Dana R., ‘Title’, ...`."""
    names = leading(_mhra_names(item), lambda author: author.demoted)
    shown = f"{names[0]}, and others" if len(names) > _LISTED else joined(names, ", and ")
    return _mhra(shown, item, manner)


def mhra_spoken(item: Item, said: Said, manner: Manner) -> Line:
    """`Behrouz Esbati, quoted in Dana R. Levin, ‘Title’, ...`; of a record `Behrouz Esbati, in ...`."""
    return line(said.beginning("in" if item.record else "quoted in"), mhra_note(item, manner, said.at))


OSCOLA: Final = Formatter(oscola_reference, oscola_note, oscola_spoken)
"""Footnotes of British lawyers."""
MHRA: Final = Formatter(mhra_reference, mhra_note, mhra_spoken)
"""Footnotes of British humanities."""
