"""APA Style: Publication Manual of the American Psychological Association, 7th edition."""

from typing import Final

from quotebrowser.cite.item import BROADCASTS, SITTINGS, Item
from quotebrowser.cite.parts.author_names import families, listed_names, run, shortened
from quotebrowser.cite.parts.date_forms import american, american_day
from quotebrowser.cite.parts.initials import initials
from quotebrowser.cite.parts.runs import Line, Piece, Run, ended, italic, line, link, listed
from quotebrowser.cite.styles.house import (
    NOWHERE,
    Formatter,
    Locator,
    Manner,
    Said,
    event,
    headline,
    paper_run,
    quoted_headline,
    sitting,
)
from quotebrowser.text import unknown

_LISTED: Final = 20
"""Authors an entry lists whole; of more it prints the first 19 and the last."""


def reference(item: Item, manner: Manner) -> Line:
    """`Levin, D. R. (2025, January 8). Title [Speech]. Newspaper. URL`.

    Records have a description in brackets (9.21 and 9.22 of the manual), interviews who asked, and hearings
    the form of lawyers.
    """
    if item.genre in SITTINGS:
        return listed([ended(sitting(item, manner)), _address(item)], " ")
    day = american_day(item.issued) if item.issued else ""
    date = f"({', '.join(part for part in (item.year or unknown.DATE.cited, day) if part)})."
    bare = headline(item, "none", manner, cased=False)
    title = line(Run(bare.text, italic=item.alone or item.site, closing=bare.closing), _interviewers(item))
    described = f"[{item.description}]" if item.record and not item.interviewers else ""
    head: list[Piece]
    if item.authors:
        head = [line(run(_authors(item))), date, listed([title, described], " ")]
    else:
        head = [title or date, date if title else (), described]
    source = [line("In " if item.genre in BROADCASTS and item.container else "", paper_run(item))]
    if item.genre:
        source += [line(item.publisher), line(event(item))]
    return listed([*(ended(line(part)) for part in (*head, *source)), _address(item)], " ")


def _interviewers(item: Item) -> str:
    """` (D. R. Levin & L. Ng, Interviewers)`."""
    names = [" ".join(filter(None, (initials(one.given, " "), one.short))) for one in item.interviewers]
    if not names:
        return ""
    role = "Interviewer" if len(names) == 1 else "Interviewers"
    return f" ({listed_names(item.interviewers, names, ', & ', ' & ')}, {role})"


def _authors(item: Item) -> str:
    names = [author.initialled(" ") for author in item.authors]
    if len(names) > _LISTED:
        return ", ".join(names[: _LISTED - 1]) + ", … " + names[-1]
    return listed_names(item.authors, names, ", & ")


def _address(item: Item) -> Line:
    """The address; that of a copy in an archive goes before it and is not dated (9.16 of the manual)."""
    if item.archived:
        return line(link(item.archived))
    if item.url and item.accessed and not item.issued:
        return line(f"Retrieved {american(item.accessed)}, from ", link(item.url))
    return line(link(item.url))


def _core(item: Item, manner: Manner) -> Line:
    year = item.year or unknown.DATE.cited
    if item.authors and item.genre not in SITTINGS:
        return line(shortened(item.authors, families(item.authors), 2, " & "), ", ", year)
    return listed([ended(line(_cited_title(item, manner)), ","), year], " ")


def _cited_title(item: Item, manner: Manner) -> Run:
    """The headline in marks; a page of a web site is a work of its own, in italics."""
    if not item.site and item.genre not in SITTINGS:
        return quoted_headline(item, manner, cased=True)
    title = headline(item, "none", manner, cased=True)
    return italic(title.text, title.closing)


def citation(item: Item, manner: Manner, at: Locator = NOWHERE) -> Line:
    """`(Levin, 2025, p. 12)`, `(Levin, 2025, 00:12:31)`: pages and times as in 8.28 of the manual.

    The title stands for an author who is not known.
    """
    return line("(", _core(item, manner), at.after(", ", "p. "), ")")


def spoken(item: Item, said: Said, manner: Manner) -> Line:
    """`(Esbati, as cited in Levin, 2025, para. 4)`: direct quotations carry the paragraph, page or time.

    A record is no secondary source: `(Esbati, in Levin, 2025, 00:12:31)`.
    """
    who = said.within("in" if item.record else "as cited in", said.short)
    paragraph = f", para. {said.paragraph}" if said.paragraph and not item.record else ""
    where = said.at.after(", ", "p. ") or paragraph
    return line("(", who, _core(item, manner), where, ")")


APA: Final = Formatter(reference, citation, spoken)
"""Author-date; headline in sentence case as printed."""
