"""British footnote styles: OSCOLA, 4th edition, and the MHRA Style Guide, 4th edition."""

import re
from collections.abc import Sequence
from typing import Final

from quotebrowser.cite.item import Item
from quotebrowser.cite.parts.author_names import Name, joined, leading
from quotebrowser.cite.parts.date_forms import british
from quotebrowser.cite.parts.initials import initials, spaced_script
from quotebrowser.cite.parts.runs import Line, Piece, line, link, listed, plain
from quotebrowser.cite.styles.house import Formatter, Manner, Said, headline, paper_as_given, paper_run
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


def _oscola(names: str, item: Item, manner: Manner) -> Line:
    date = f"({_date(item)})" if item.issued else ""
    source: list[Piece] = [paper_as_given(item), date]
    if item.site:
        named = listed([paper_as_given(item), _date(item)])
        source = [line("(", named, ")") if named else ()]
    work = listed([_title(item, manner), *source, _address(item, " accessed {}")], " ")
    return line(f"{names}, " if names else "", work)


def _unstopped(text: str) -> str:
    """Initials without periods and spaces: `Dana R`, `JK`."""
    return re.sub(r"(?<=\b[A-Z]) (?=[A-Z](?: |$))", "", text.replace(".", ""))


def oscola_note(item: Item, manner: Manner) -> Line:
    """`Dana R Levin, ‘Title’ Newspaper (8 January 2025) <URL> accessed 12 January 2025.`."""
    return _stopped(_oscola(_named([_unstopped(author.direct) for author in item.authors]), item, manner))


def oscola_reference(item: Item, manner: Manner) -> Line:
    """`Levin DR, ‘Title’ Newspaper (8 January 2025) <URL> accessed 12 January 2025`: no final stop."""
    names = [_filed(author) for author in item.authors]
    return _oscola(_named(names), item, manner)


def _filed(author: Name) -> str:
    """`Levin DR`: family name, then initials."""
    if author.given and not spaced_script(author.family):
        return author.direct
    given = _unstopped(initials(author.given, ""))
    parts = (author.short, given, author.dropping, author.suffix)
    return " ".join(part for part in parts if part)


def oscola_spoken(item: Item, said: Said, manner: Manner) -> Line:
    """`Behrouz Esbati, quoted in Dana R Levin, ‘Title’ ...`."""
    return line(f"{said.name}, quoted in " if said.name else "Quoted in ", oscola_note(item, manner))


def _mhra(names: str, item: Item, manner: Manner) -> Line:
    work = listed([names, _title(item, manner), paper_run(item), _date(item) or unknown.DATE.cited])
    return listed([work, _address(item, " [accessed {}]")], " ")


def mhra_note(item: Item, manner: Manner) -> Line:
    """`Dana R. Levin, ‘Title’, Newspaper, 8 January 2025 <URL> [accessed 12 January 2025].`."""
    names = [author.direct for author in item.authors]
    shown = f"{names[0]} and others" if len(names) > _LISTED else joined(names, ", and ", " and ")
    return _stopped(_mhra(shown, item, manner))


def mhra_reference(item: Item, manner: Manner) -> Line:
    """The same with the family name first and without a stop: `Levin, Dana R., ‘Title’, ...`."""
    names = leading(item.authors, lambda author: author.demoted)
    shown = f"{names[0]}, and others" if len(names) > _LISTED else joined(names, ", and ")
    return _mhra(shown, item, manner)


def mhra_spoken(item: Item, said: Said, manner: Manner) -> Line:
    """`Behrouz Esbati, quoted in Dana R. Levin, ‘Title’, ...`."""
    return line(f"{said.name}, quoted in " if said.name else "Quoted in ", mhra_note(item, manner))


OSCOLA: Final = Formatter(oscola_reference, oscola_note, oscola_spoken)
"""Footnotes of British lawyers."""
MHRA: Final = Formatter(mhra_reference, mhra_note, mhra_spoken)
"""Footnotes of British humanities."""
