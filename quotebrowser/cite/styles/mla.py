"""MLA Handbook, 9th edition: works cited, in-text citations, indirect sources."""

from typing import Final

from quotebrowser.cite.item import Item
from quotebrowser.cite.parts.author_names import Name, families, leading, listed_names, run, shortened
from quotebrowser.cite.parts.date_forms import mla
from quotebrowser.cite.parts.runs import Line, ended, italic, line, link, listed
from quotebrowser.cite.styles.house import Formatter, Manner, Said, paper, quoted_headline


def reference(item: Item, manner: Manner) -> Line:
    """`Levin, Dana R. “Title.” Newspaper, 8 Jan. 2025, URL.`."""
    title = ended(line(quoted_headline(item, manner, cased=True)))
    date = f"{mla(item.issued)}{item.date_mark}" if item.issued else ""
    source = ended(listed([italic(paper(item)), date, link(item.url)]))
    accessed = f"Accessed {mla(item.accessed)}." if item.accessed and not item.issued else ""
    return listed([ended(line(run(_authors(item.authors)))), title, source, accessed], " ")


def _authors(authors: tuple[Name, ...]) -> str:
    if len(authors) > 2:  # noqa: PLR2004 - MLA names at most two
        return f"{authors[0].inverted}, et al."
    if not authors:
        return ""
    return listed_names(authors, leading(authors, lambda author: author.inverted), ", and ")


def _core(item: Item, manner: Manner) -> Line:
    if item.authors:
        return line(shortened(item.authors, families(item.authors), 2, " and "))
    return line(quoted_headline(item, manner, cased=True))


def citation(item: Item, manner: Manner) -> Line:
    """`(Levin)`; the title stands for an author who is not known."""
    return line("(", _core(item, manner), ")")


def spoken(item: Item, said: Said, manner: Manner) -> Line:  # noqa: ARG001 - MLA names the speaker in the sentence
    """`(qtd. in Levin)`."""
    return line("(qtd. in ", _core(item, manner), ")")


MLA: Final = Formatter(reference, citation, spoken)
"""Author only; the page of an address prints no paragraph numbers, so none is cited."""
