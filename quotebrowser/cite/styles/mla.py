"""MLA Handbook, 9th edition: works cited, in-text citations, indirect sources."""

from typing import Final

from quotebrowser.cite.item import SPEECHES, Item
from quotebrowser.cite.parts.author_names import Name, families, leading, listed_names, run, shortened
from quotebrowser.cite.parts.date_forms import mla
from quotebrowser.cite.parts.runs import Line, Run, ended, italic, line, link, listed
from quotebrowser.cite.styles.house import (
    NOWHERE,
    Formatter,
    Locator,
    Manner,
    Pages,
    Said,
    own_work,
    paper,
    quoted_headline,
    title_of_record,
)
from quotebrowser.model import Genre


def reference(item: Item, manner: Manner) -> Line:
    """`Levin, Dana R. “Title.” Newspaper, 8 Jan. 2025, URL.`.

    What a record is stands behind its title as an element of its own; where a speech
    was given stands with its date, in place of a publisher's city (5.99 of the handbook). An archive that
    keeps a copy is a second container.
    """
    title = ended(line(_title(item, manner)))
    date = f"{mla(item.issued)}{item.date_mark}" if item.issued else ""
    placed = [item.event[:1].upper() + item.event[1:], item.place if item.event else ""]
    if item.genre in SPEECHES:
        placed = [placed[0], date, item.place if item.event or date else ""]
        date = ""
    publisher = "" if item.genre is Genre.INTERVIEW else item.publisher
    source = ended(listed([italic(paper(item)), publisher, date, *placed, link(item.apart)]))
    undated = item.accessed and not item.issued and not item.archived
    accessed = f"Accessed {mla(item.accessed)}." if item.accessed and undated else ""
    described = ended(line(_described(item)))
    archive = ended(listed([italic(item.copy.archive), link(item.archived)])) if item.copy else ()
    return listed(
        [ended(line(run(_authors(item.authors)))), title, described, source, archive, accessed], " "
    )


def _title(item: Item, manner: Manner) -> Run:
    if item.genre is None:
        return quoted_headline(item, manner, cased=True)
    return title_of_record(item, manner, cased=True, own_work=own_work(item))


def _described(item: Item) -> str:
    """`Speech`, `Interview by Dana R. Levin`."""
    if not item.interviewers:
        return item.description
    names = [one.direct for one in item.interviewers]
    return f"Interview by {shortened(item.interviewers, names, 2, ' and ')}"


def _authors(authors: tuple[Name, ...]) -> str:
    if len(authors) > 2:  # noqa: PLR2004 - MLA names at most two
        return f"{authors[0].inverted}, et al."
    if not authors:
        return ""
    return listed_names(authors, leading(authors, lambda author: author.inverted), ", and ")


def _core(item: Item, manner: Manner) -> Line:
    if item.authors:
        return line(shortened(item.authors, families(item.authors), 2, " and "))
    return line(_title(item, manner))


def _located(item: Item, manner: Manner, at: Locator) -> Line:
    """`Levin 12`, but `Levin, 00:12:31`: what is no page is set off."""
    core = _core(item, manner)
    return line(ended(core, ",") if at.time else core, at.after(" ", pages=Pages.TWO_DIGITS))


def citation(item: Item, manner: Manner, at: Locator = NOWHERE) -> Line:
    """`(Levin)`; the title stands for an author who is not known."""
    return line("(", _located(item, manner, at), ")")


def spoken(item: Item, said: Said, manner: Manner) -> Line:
    """`(qtd. in Levin)`; of a record `(Levin, 00:12:31)`: MLA names the speaker in the sentence."""
    return line("(" if item.record else "(qtd. in ", _located(item, manner, said.at), ")")


MLA: Final = Formatter(reference, citation, spoken)
"""Author only; the page of an address prints no paragraph numbers, so none is cited."""
