"""Harvard as Cite Them Right prints it, 12th edition."""

from collections.abc import Sequence
from typing import Final

from quotebrowser.cite.item import SITTINGS, SPEECHES, Item
from quotebrowser.cite.parts.author_names import families, listed_names
from quotebrowser.cite.parts.date_forms import british_day, local
from quotebrowser.cite.parts.runs import Line, Piece, ended, italic, line, link, listed
from quotebrowser.cite.styles.house import (
    NOWHERE,
    Formatter,
    Locator,
    Manner,
    Said,
    headline,
    paper,
    paper_as_given,
    quoted_headline,
    title_of_record,
)
from quotebrowser.text import unknown

_LISTED: Final = 3
"""Authors that are all named; of more the first is."""


def _title(item: Item, manner: Manner, *, followed: bool | None) -> Line:
    """The title in marks: American English sets the comma or period within them, British after them.

    None is followed by neither.
    """
    if manner.locale == "en-US":
        run = quoted_headline(item, manner, cased=False)
        if item.genre:
            run = title_of_record(item, manner, cased=False, own_work=False)
        bare = line(run)
        return bare if followed is None else ended(bare, "," if followed else ".")
    shown = headline(item, "single", manner, cased=False).text
    title = line(f"‘{shown.removesuffix(',')}’")
    if followed is None:
        return title
    if followed:
        return line(title, ",")
    return title if item.title.rstrip("”’").endswith((".", "?", "!")) else line(title, ".")


def reference(item: Item, manner: Manner) -> Line:
    """`Levin, D.R. (2025) ‘Title’, Newspaper, 8 January. Available at: URL (Accessed: 12 January 2025).`."""
    if item.site:
        return _page(item, manner)
    if item.genre:
        return _record(item, manner)
    names = _names(item, [author.initialled("") for author in item.authors])
    day = british_day(item.issued) if item.issued else ""
    source = ended(listed([paper_as_given(item) if names else "", day]))
    year = f"({item.year or unknown.DATE.line})"
    title = _title(item, manner, followed=bool(source))
    who = names or line(italic(paper(item)))
    head: list[Piece] = [who, year, title] if who else [title, year]
    return listed([*head, source, _address(item, manner)], " ")


def _record(item: Item, manner: Manner) -> Line:
    """`Levin, D.R. (2025) ‘Title’, Programme. Network.`; of a speech the day, with event and publisher."""
    names = _names(item, [author.initialled("") for author in item.authors])
    day = british_day(item.issued) if item.issued and item.genre in SPEECHES else ""
    occasion = italic(item.event if item.genre not in SITTINGS else "")
    source = [ended(line(paper_as_given(item))), ended(listed([occasion, item.publisher, day]))]
    within = bool(item.container or (day and not item.event and not item.publisher))
    year = f"({item.year or unknown.DATE.line})"
    if names:
        head: list[Piece] = [names, year, _title(item, manner, followed=within)]
    else:
        titled = line(_title(item, manner, followed=None), f" {year}")
        head = [titled if item.container else line(titled, ".")]
    return listed([*head, *source, _address(item, manner)], " ")


def _page(item: Item, manner: Manner) -> Line:
    """`Levin, D.R. (2025) Title, Site. Available at: ...`: the title is in italics, and no day is given."""
    names = _names(item, [author.initialled("") for author in item.authors])
    title = headline(item, "none", manner, cased=False)
    page, year = italic(title.text, title.closing), f"({item.year or unknown.DATE.line})"
    site = ended(line(paper_as_given(item)))
    head: list[Piece] = (
        [names, year, line(page, ",") if site else ended(line(page))] if names else [page, year]
    )
    return listed([*head, site, _address(item, manner)], " ")


def _names(item: Item, names: Sequence[str]) -> Line:
    """The names, or the first and `et al.` in italics."""
    if len(names) > _LISTED:
        return line(f"{names[0]} ", italic("et al."))
    return line(listed_names(item.authors, names, " and ")) if names else ()


def _address(item: Item, manner: Manner) -> Line:
    accessed = f" (Accessed: {local(item.accessed, manner.locale)})" if item.accessed else ""
    return line("Available at: ", link(item.url), f"{accessed}.") if item.url else ()


def _core(item: Item, manner: Manner) -> Line:
    names = families(item.authors)
    who = _names(item, names) if names else line(italic(paper(item))) if item.genre is None else ()
    year = item.year or unknown.DATE.line
    if item.site and not names:
        title = headline(item, "none", manner, cased=False)
        return line(ended(line(italic(title.text, title.closing)), ","), " ", year)
    if who:
        return line(who, ", ", year)
    return line(_title(item, manner, followed=True), " ", year)


def citation(item: Item, manner: Manner, at: Locator = NOWHERE) -> Line:
    """`(Levin, 2025, p. 12)`, `(Levin, 2025, 00:12:31)`.

    The newspaper, or the title of a record, stands for an author who is not known.
    """
    return line("(", _core(item, manner), at.after(", ", "p. "), ")")


def spoken(item: Item, said: Said, manner: Manner) -> Line:
    """`(Esbati, quoted in Levin, 2025)`; of a record `(Esbati, in Levin, 2025, 00:12:31)`."""
    who = said.within("in" if item.record else "quoted in", said.short)
    return line("(", who, _core(item, manner), said.at.after(", ", "p. "), ")")


HARVARD: Final = Formatter(reference, citation, spoken)
"""Author-date."""
