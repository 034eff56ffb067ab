"""APA Style: Publication Manual of the American Psychological Association, 7th edition."""

from typing import Final

from quotebrowser.cite.item import Item
from quotebrowser.cite.parts.author_names import families, listed_names, run, shortened
from quotebrowser.cite.parts.date_forms import american, american_day
from quotebrowser.cite.parts.runs import Line, Run, ended, italic, line, link, listed
from quotebrowser.cite.styles.house import Formatter, Manner, Said, headline, paper_run, quoted_headline
from quotebrowser.text import unknown

_LISTED: Final = 20
"""Authors an entry lists whole; of more it prints the first 19 and the last."""


def reference(item: Item, manner: Manner) -> Line:
    """`Levin, D. R. (2025, January 8). Title. Newspaper. URL`."""
    day = american_day(item.issued) if item.issued else ""
    date = f"({', '.join(part for part in (item.year or unknown.DATE.cited, day) if part)})."
    bare = headline(item, "none", manner, cased=False)
    title = line(Run(bare.text, italic=item.alone or item.site, closing=bare.closing))
    head = (
        (line(run(_authors(item))), date, title) if item.authors else (title or date, date if title else ())
    )
    return listed([*(ended(line(part)) for part in head), ended(line(paper_run(item))), _address(item)], " ")


def _authors(item: Item) -> str:
    names = [author.initialled(" ") for author in item.authors]
    if len(names) > _LISTED:
        return ", ".join(names[: _LISTED - 1]) + ", … " + names[-1]
    return listed_names(item.authors, names, ", & ")


def _address(item: Item) -> Line:
    if item.url and item.accessed and not item.issued:
        return line(f"Retrieved {american(item.accessed)}, from ", link(item.url))
    return line(link(item.url))


def _core(item: Item, manner: Manner) -> Line:
    year = item.year or unknown.DATE.cited
    if item.authors:
        return line(shortened(item.authors, families(item.authors), 2, " & "), ", ", year)
    return listed([ended(line(_cited_title(item, manner)), ","), year], " ")


def _cited_title(item: Item, manner: Manner) -> Run:
    """The headline in marks; a page of a web site is a work of its own, in italics."""
    if not item.site:
        return quoted_headline(item, manner, cased=True)
    title = headline(item, "none", manner, cased=True)
    return italic(title.text, title.closing)


def citation(item: Item, manner: Manner) -> Line:
    """`(Levin, 2025)`; the title stands for an author who is not known."""
    return line("(", _core(item, manner), ")")


def spoken(item: Item, said: Said, manner: Manner) -> Line:
    """`(Esbati, as cited in Levin, 2025, para. 4)`: direct quotations carry the paragraph."""
    who = f"{said.short}, as cited in " if said.short else "as cited in "
    where = f", para. {said.paragraph}" if said.paragraph else ""
    return line("(", who, _core(item, manner), where, ")")


APA: Final = Formatter(reference, citation, spoken)
"""Author-date; headline in sentence case as printed."""
