"""Wikitext: Wikipedia's `cite news` template and Wikiquote's sourced line (each wiki's own documentation).

One rule guards it: a value from an article cannot end its parameter, open a template or start a tag.
"""

import re
from typing import Final

from quotebrowser.cite.item import BROADCASTS, Item, outlet
from quotebrowser.cite.parts.date_forms import american, british
from quotebrowser.cite.parts.nested_marks import straight
from quotebrowser.cite.parts.quoted_words import Words
from quotebrowser.cite.parts.runs import Line, line
from quotebrowser.cite.styles.house import NOWHERE, Formatter, Locator, Manner, Said, headline
from quotebrowser.model import Genre

_ENTITIES: Final = str.maketrans(
    {char: f"&#{ord(char)};" for char in "[]{}~"} | {"&": "&amp;", "<": "&lt;", ">": "&gt;", "|": "{{!}}"}
)


_TEMPLATES: Final = {
    Genre.BROADCAST: ("episode", "series"),
    Genre.TELEVISION: ("episode", "series"),
    Genre.RADIO: ("episode", "series"),
    Genre.PODCAST: ("podcast", "website"),
    Genre.SPEECH: ("speech", ""),
    Genre.PRESS_CONFERENCE: ("speech", ""),
    Genre.HEARING: ("report", ""),
    Genre.DEBATE: ("report", "work"),
    Genre.INTERVIEW: ("interview", "work"),
}
"""The template of each genre, and its parameter for the work it stands in."""
_TIMED: Final = ("episode", "podcast", "AV media")
"""Templates of recordings."""


def wikitext(text: str) -> str:
    """`text` with straight marks and with the characters that wikitext acts on escaped."""
    escaped = straight(text).translate(_ENTITIES)
    return re.sub(r"'(?=')", "&#39;", escaped)


def _address(url: str) -> str:
    return re.sub(
        r"[\s\[\]{}|<>~\"']", lambda found: "".join(f"%{byte:02X}" for byte in found[0].encode()), url
    )


def _authors(item: Item) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for number, author in enumerate(item.authors, 1):
        place = str(number) if len(item.authors) > 1 else ""
        if author.given:
            given = f"{author.given}, {author.suffix}" if author.suffix else author.given
            found += [(f"last{place}", author.family), (f"first{place}", given)]
        else:
            found.append((f"author{place}", author.family))
    return found


def _event(item: Item, name: str) -> list[tuple[str, str]]:
    """The parameters of a record that say what it is, where it was said and who published it."""
    asked = "; ".join(one.direct for one in item.interviewers)
    kind = item.description if name in ("report", "news", "web", "AV media") else ""
    kind = item.description if item.genre is Genre.PRESS_CONFERENCE else kind
    host = "event" if name == "speech" else "author" if name == "report" and not item.authors else ""
    return [
        ("type", kind),
        ("interviewer", asked),
        (host, item.event if host else ""),
        ("location", item.place),
        ("network" if name == "episode" else "publisher", item.publisher if item.genre else ""),
    ]


def _date(item: Item) -> str:
    if item.issued is None:
        return ""
    return item.issued.iso if item.issued.day else american(item.issued)


def template(item: Item, manner: Manner, quote: str = "", at: Locator = NOWHERE) -> str:
    """`{{cite news |last=... |first=... |date=... |title=... |url=... |work=... |quote=...}}`.

    A web site that is no newspaper is cited by `{{cite web}}`, and named by `website`; a record by the
    template of its genre, with the parameters that its documentation names. A copy stands beside the address;
    without one, in its place.
    """
    name, work = ("web", "website") if item.site else ("news", "work")
    if item.genre:
        name, work = _TEMPLATES[item.genre]
    if item.genre in BROADCASTS and not item.container:
        name = "AV media"
    agency = item.agency if [author.family for author in item.authors] != [item.agency] else ""
    fields = [
        *_authors(item),
        ("date", _date(item)),
        ("title", headline(item, "double", manner, cased=False).text),
        ("url", _address(item.url or item.archived)),
        ("archive-url", _address(item.archived) if item.url else ""),
        ("archive-date", item.copied.iso if item.copied and item.url else ""),
        (work, item.container if item.genre else outlet(item)),
        *_event(item, name),
        ("agency", agency),
        ("access-date", item.accessed.iso if item.accessed and item.url else ""),
        ("time" if name in _TIMED else "at", at.time),
        ("pages", f"{at.page}–{at.last}") if at.last else ("page", at.page),
        ("quote", quote),
    ]
    return (
        f"{{{{cite {name} "
        + " ".join(
            f"|{name}={value if name in ('url', 'archive-url') else wikitext(value)}"
            for name, value in fields
            if value
        )
        + "}}"
    )


def wikipedia_reference(item: Item, manner: Manner) -> Line:
    """The template alone."""
    return line(template(item, manner))


def wikipedia_citation(item: Item, manner: Manner, at: Locator = NOWHERE) -> Line:
    """The template as a footnote."""
    return line(f"<ref>{template(item, manner, at=at)}</ref>")


def wikipedia_spoken(item: Item, said: Said, manner: Manner) -> Line:
    """The template as a footnote; the article's text names the speaker."""
    return wikipedia_citation(item, manner, said.at)


def wikipedia_quoted(words: Words, item: Item, said: Said, manner: Manner) -> Line:
    """The footnote with the quote as a parameter."""
    return line(f"<ref>{template(item, manner, words.bare, said.at)}</ref>")


def _source(item: Item, manner: Manner, at: Locator = NOWHERE) -> str:
    title = f'"{wikitext(headline(item, "double", manner, cased=False).text)}"'
    linked = f"[{_address(item.url)} {title}]" if item.url else title
    work = f", ''{wikitext(item.container)}''" if item.container else ""
    said = [item.description.lower(), item.event, item.place, item.publisher] if item.record else []
    record = "".join(f", {wikitext(part)}" for part in said if part)
    date = f" ({british(item.issued)}{item.date_mark})" if item.issued else ""
    return f"{linked}{work}{record}{date}{at.after(', ', 'p. ', 'at ')}"


def wikiquote_reference(item: Item, manner: Manner) -> Line:
    """`[URL "Title"], ''Newspaper'' (8 January 2025)`."""
    return line(_source(item, manner))


def wikiquote_citation(item: Item, manner: Manner, at: Locator = NOWHERE) -> Line:
    """The same, and where in it."""
    return line(_source(item, manner, at))


def wikiquote_spoken(item: Item, said: Said, manner: Manner) -> Line:
    """`As quoted in [URL "Title"], ''Newspaper'' (8 January 2025)`; a record is the source itself."""
    return line("" if item.record else "As quoted in ", _source(item, manner, said.at))


def wikiquote_quoted(words: Words, item: Item, said: Said, manner: Manner) -> Line:
    """The quote as a list entry, its source as an entry below."""
    return line(f"* {wikitext(words.bare)}\n** ", wikiquote_spoken(item, said, manner))


WIKIPEDIA: Final = Formatter(wikipedia_reference, wikipedia_citation, wikipedia_spoken, wikipedia_quoted)
"""Footnote template."""
WIKIQUOTE: Final = Formatter(wikiquote_reference, wikiquote_citation, wikiquote_spoken, wikiquote_quoted)
"""Sourced line of a page about the speaker."""
