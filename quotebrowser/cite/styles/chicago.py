"""The Chicago Manual of Style, 18th edition: notes and bibliography, author-date, "quoted in"."""

from dataclasses import replace
from typing import Final

from quotebrowser.cite.item import BROADCASTS, SITTINGS, Item
from quotebrowser.cite.parts.author_names import families, leading, listed_names, run, shortened
from quotebrowser.cite.parts.date_forms import american, american_day
from quotebrowser.cite.parts.runs import Line, Piece, Run, ended, line, link, listed
from quotebrowser.cite.styles.house import (
    NOWHERE,
    Formatter,
    Locator,
    Manner,
    Pages,
    Said,
    event,
    own_work,
    paper_run,
    quoted_headline,
    sitting,
    title_of_record,
)
from quotebrowser.model import Genre
from quotebrowser.text import unknown

_LISTED: Final = 6
"""Authors a bibliography lists whole; of more it prints the first three."""


def _authors(item: Item, manner: Manner) -> Line:
    """Authors of an entry; the newspaper stands for those who are not known, and for a record its title."""
    names = leading(item.authors, lambda author: author.demoted)
    if not names:
        return line(_leading(item, manner))
    if len(names) > _LISTED:
        return line(", ".join(names[:3]) + ", et al.")
    return line(run(listed_names(item.authors, names, ", and ")))


def _leading(item: Item, manner: Manner) -> Run:
    """What stands for authors who are not known: a newspaper, a programme, else a record's title."""
    if item.genre is None or (item.genre in BROADCASTS and item.container):
        return paper_run(item)
    return title_of_record(item, manner, cased=True, own_work=own_work(item))


def _title(item: Item, manner: Manner, mark: str) -> Line:
    if item.genre:
        return ended(line(title_of_record(item, manner, cased=True, own_work=own_work(item))), mark)
    return ended(line(quoted_headline(item, manner, cased=True)), mark)


def _accessed(item: Item) -> str:
    """The day of access, which a copy in an archive makes needless."""
    asked = item.url and not item.issued and not item.archived
    return american(item.accessed) if item.accessed and asked else ""


def _archived(item: Item) -> Line:
    """`archived January 10, 2025, at the Wayback Machine, URL`: as the manual's own answers have it."""
    if item.copy is None:
        return ()
    day = f" {american(item.copied)}," if item.copied else ""
    return listed(
        [f"archived{day} at {item.copy.said}".rstrip(), link(item.archived)], ", " if item.copy.said else " "
    )


def _closing(item: Item) -> list[Line]:
    """Access date, address and copy, each a sentence."""
    accessed = _accessed(item)
    archived = _archived(item)
    if archived:
        archived = line("A", replace(archived[0], text=archived[0].text[1:]), archived[1:])
    return [
        ended(line(f"Accessed {accessed}" if accessed else "")),
        ended(line(link(item.apart))),
        ended(archived),
    ]


def _paper(item: Item) -> Line:
    """The newspaper, unless it already stands for the author."""
    return line(paper_run(item)) if item.authors else ()


def bibliography(item: Item, manner: Manner) -> Line:
    """`Levin, Dana R. “Title.” Newspaper, January 8, 2025. URL.`; records as in 14.108, 110 and 165."""
    if item.genre in SITTINGS:
        return listed([ended(sitting(item, manner)), *_closing(item)], " ")
    who = ended(_authors(item, manner))
    title = () if _led_by_title(item) else _title(item, manner, ".")
    return listed([who, title, *_source(item, _whole_date(item)), *_closing(item)], " ")


def _led_by_title(item: Item) -> bool:
    """Whether the title of a record stands for its author."""
    broadcast = item.genre in BROADCASTS and item.container
    return item.genre is not None and not item.authors and not broadcast


def _source(item: Item, date: str) -> list[Line]:
    """The sentences behind the title of an entry: what a record is, and what printed it when."""
    described: list[Piece] = [item.description]
    if item.interviewers:
        names = [one.direct for one in item.interviewers]
        described = [f"Interview by {listed_names(item.interviewers, names, ', and ', ' and ')}"]
    where: list[list[Piece]]
    if item.genre in BROADCASTS:
        aired = f"Aired {date}, on {item.publisher}" if _aired(item) else ""
        where = [[_paper(item)], [aired or listed([item.publisher, date])]]
    elif item.genre is Genre.INTERVIEW:
        described += [event(item)]
        where = [[line(paper_run(item)), item.publisher, date]]
    elif item.genre:
        where = [[event(item)], [item.publisher, date]] if item.publisher else [[event(item), date]]
    else:
        where = [[_paper(item), date]]
    return [ended(listed(parts)) for parts in (described, *where)]


def _aired(item: Item) -> bool:
    """Whether a broadcast can only have been heard when it was sent, and by whom is known."""
    return bool(item.publisher and item.issued and not item.url)


def _whole_date(item: Item) -> str:
    """The date; that a page of a web site has none is not said, as it has a date of access."""
    if item.issued is None:
        return "" if item.site else unknown.DATE.cited
    return f"{american(item.issued)}{item.date_mark}"


def note(item: Item, manner: Manner, at: Locator = NOWHERE) -> Line:
    """`Dana R. Levin, “Title,” Newspaper, January 8, 2025, URL.`; times as `at 00:12:31`."""
    return ended(_note(item, manner, at))


def _note(item: Item, manner: Manner, at: Locator) -> Line:
    accessed = _accessed(item)
    ending: list[Piece] = [
        at.after("", time="at ", pages=Pages.CHICAGO),
        f"accessed {accessed}" if accessed else "",
        link(item.apart),
        _archived(item),
    ]
    if item.genre in SITTINGS:
        return listed([sitting(item, manner), *ending])
    named = [author.direct for author in item.authors]
    names = shortened(item.authors, named, 2, " and ") if named else ""
    head = f"{names}, " if names else ""
    described = item.description
    if item.interviewers:
        names = shortened(item.interviewers, [one.direct for one in item.interviewers], 2, " and ")
        described = f"interview by {names}"
    date, publisher = _whole_date(item), item.publisher if item.genre else ""
    if item.genre in BROADCASTS and _aired(item):
        date, publisher = f"aired {date}, on {publisher}", ""
    rest: list[Piece] = [described, event(item), paper_run(item), publisher, date, *ending]
    return line(head, _title(item, manner, ","), " ", listed(rest))


def spoken_note(item: Item, said: Said, manner: Manner) -> Line:
    """`Behrouz Esbati, quoted in Dana R. Levin, “Title,” ...`; a confirmed origin is a link of its own.

    A record is no secondary source: `Behrouz Esbati, in Dana R. Levin, “Title,” ...`.
    """
    if item.record:
        return ended(line(said.beginning("in"), _note(item, manner, said.at)))
    chain = [said.name] if said.name else []
    chain += [item.via] if item.via and item.via_confirmed else []
    linked = line(*(line(link, ", quoted in ") for link in chain)) if chain else line("Quoted in ")
    return ended(line(linked, _note(item, manner, said.at)))


def author_date(item: Item, manner: Manner) -> Line:
    """`Levin, Dana R. 2025. “Title.” Newspaper, January 8. URL.`."""
    if item.genre in SITTINGS:
        return listed([ended(sitting(item, manner)), *_closing(item)], " ")
    day = american_day(item.issued) if item.issued else ""
    who, year, title = (
        ended(_authors(item, manner)),
        ended(line(item.year or unknown.DATE.cited)),
        () if _led_by_title(item) else _title(item, manner, "."),
    )
    head = [who, year, title] if who else [title, year]
    return listed([*head, *_source(item, day), *_closing(item)], " ")


def _core(item: Item, manner: Manner) -> Line:
    names = families(item.authors) if item.genre not in SITTINGS else []
    who = line(shortened(item.authors, names, 2, " and ")) if names else line(_leading(item, manner))
    if not names and item.genre and not item.year:
        return line(ended(who, ","), f" {unknown.DATE.cited}")
    if not who:
        title = line(quoted_headline(item, manner, cased=True)) if item.alone else _title(item, manner, ",")
        return listed([title, item.year or unknown.DATE.cited], " ")
    return line(who, f" {item.year}" if item.year else f", {unknown.DATE.cited}")


def citation(item: Item, manner: Manner, at: Locator = NOWHERE) -> Line:
    """`(Levin 2025, 12)`; the newspaper stands for an author who is not known."""
    return line("(", _core(item, manner), at.after(", ", time="at ", pages=Pages.CHICAGO), ")")


def spoken(item: Item, said: Said, manner: Manner) -> Line:
    """`(Esbati, quoted in Levin 2025)`; of a record `(Esbati, in Levin 2025, at 00:12:31)`."""
    where = said.at.after(", ", time="at ", pages=Pages.CHICAGO)
    if item.record:
        return line("(", said.within("in", said.short), _core(item, manner), where, ")")
    links = [said.short] if said.short else []
    links += [item.via] if item.via and item.via_confirmed else []
    return line(
        "(",
        *(line(link, ", ") for link in links[:1]),
        "quoted in ",
        *(line(link, ", quoted in ") for link in links[1:]),
        _core(item, manner),
        where,
        ")",
    )


CHICAGO_NOTES: Final = Formatter(bibliography, note, spoken_note)
"""Notes and a bibliography."""
CHICAGO_AUTHOR_DATE: Final = Formatter(author_date, citation, spoken)
"""Author and year in the text, and a reference list."""
