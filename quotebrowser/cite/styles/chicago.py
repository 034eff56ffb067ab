"""The Chicago Manual of Style, 18th edition: notes and bibliography, author-date, "quoted in"."""

from typing import Final

from quotebrowser.cite.item import Item
from quotebrowser.cite.parts.author_names import families, leading, listed_names, run, shortened
from quotebrowser.cite.parts.date_forms import american, american_day
from quotebrowser.cite.parts.runs import Line, Piece, ended, line, link, listed
from quotebrowser.cite.styles.house import Formatter, Manner, Said, paper_run, quoted_headline
from quotebrowser.text import unknown

_LISTED: Final = 6
"""Authors a bibliography lists whole; of more it prints the first three."""


def _authors(item: Item) -> Line:
    """Authors of an entry; the newspaper stands for those who are not known."""
    names = leading(item.authors, lambda author: author.demoted)
    if not names:
        return line(paper_run(item))
    if len(names) > _LISTED:
        return line(", ".join(names[:3]) + ", et al.")
    return line(run(listed_names(item.authors, names, ", and ")))


def _title(item: Item, manner: Manner, mark: str) -> Line:
    return ended(line(quoted_headline(item, manner, cased=True)), mark)


def _accessed(item: Item) -> str:
    return american(item.accessed) if item.accessed and item.url and not item.issued else ""


def _closing(item: Item) -> list[Line]:
    """Access date and address, each a sentence."""
    accessed = _accessed(item)
    return [ended(line(f"Accessed {accessed}" if accessed else "")), ended(line(link(item.url)))]


def _paper(item: Item) -> Line:
    """The newspaper, unless it already stands for the author."""
    return line(paper_run(item)) if item.authors else ()


def bibliography(item: Item, manner: Manner) -> Line:
    """`Levin, Dana R. “Title.” Newspaper, January 8, 2025. URL.`."""
    parts: list[Piece] = [_paper(item), _whole_date(item)]
    source = ended(listed(parts))
    return listed([ended(_authors(item)), _title(item, manner, "."), source, *_closing(item)], " ")


def _whole_date(item: Item) -> str:
    """The date; that a page of a web site has none is not said, as it has a date of access."""
    if item.issued is None:
        return "" if item.site else unknown.DATE.cited
    return f"{american(item.issued)}{item.date_mark}"


def note(item: Item, manner: Manner) -> Line:
    """`Dana R. Levin, “Title,” Newspaper, January 8, 2025, URL.`."""
    return ended(_note(item, manner))


def _note(item: Item, manner: Manner) -> Line:
    named = [author.direct for author in item.authors]
    names = shortened(item.authors, named, 2, " and ") if named else ""
    head = f"{names}, " if names else ""
    accessed = _accessed(item)
    rest: list[Piece] = [
        paper_run(item),
        _whole_date(item),
        f"accessed {accessed}" if accessed else "",
        link(item.url),
    ]
    return line(head, _title(item, manner, ","), " ", listed(rest))


def spoken_note(item: Item, said: Said, manner: Manner) -> Line:
    """`Behrouz Esbati, quoted in Dana R. Levin, “Title,” ...`; a confirmed origin is a link of its own."""
    chain = [said.name] if said.name else []
    chain += [item.via] if item.via and item.via_confirmed else []
    linked = line(*(line(link, ", quoted in ") for link in chain)) if chain else line("Quoted in ")
    return ended(line(linked, _note(item, manner)))


def author_date(item: Item, manner: Manner) -> Line:
    """`Levin, Dana R. 2025. “Title.” Newspaper, January 8. URL.`."""
    day = american_day(item.issued) if item.issued else ""
    source = ended(listed([_paper(item), day]))
    who, year, title = (
        ended(_authors(item)),
        ended(line(item.year or unknown.DATE.cited)),
        _title(item, manner, "."),
    )
    head = [who, year, title] if who else [title, year]
    return listed([*head, source, *_closing(item)], " ")


def _core(item: Item, manner: Manner) -> Line:
    names = families(item.authors)
    who = line(shortened(item.authors, names, 2, " and ")) if names else line(paper_run(item))
    if not who:
        title = line(quoted_headline(item, manner, cased=True)) if item.alone else _title(item, manner, ",")
        return listed([title, item.year or unknown.DATE.cited], " ")
    return line(who, f" {item.year}" if item.year else f", {unknown.DATE.cited}")


def citation(item: Item, manner: Manner) -> Line:
    """`(Levin 2025)`; the newspaper stands for an author who is not known."""
    return line("(", _core(item, manner), ")")


def spoken(item: Item, said: Said, manner: Manner) -> Line:
    """`(Esbati, quoted in Levin 2025)`."""
    links = [said.short] if said.short else []
    links += [item.via] if item.via and item.via_confirmed else []
    return line(
        "(",
        *(line(link, ", ") for link in links[:1]),
        "quoted in ",
        *(line(link, ", quoted in ") for link in links[1:]),
        _core(item, manner),
        ")",
    )


CHICAGO_NOTES: Final = Formatter(bibliography, note, spoken_note)
"""Notes and a bibliography."""
CHICAGO_AUTHOR_DATE: Final = Formatter(author_date, citation, spoken)
"""Author and year in the text, and a reference list."""
