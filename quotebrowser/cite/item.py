"""The work that is cited, as far as it is known.

One rule guards it: what is not known is empty, and what was guessed says so. Only the file's name may
stand for something, and then `title_is_name` or `container_is_name` tells.
"""

from dataclasses import dataclass, replace
from typing import Final

from quotebrowser.cite.parts.author_names import Name, parse_all
from quotebrowser.model import Article, Date, Fact, Facts, Form, Genre, Provenance
from quotebrowser.text import safe_line
from quotebrowser.text.inline_markup import is_markdown, without_markup, without_signs
from quotebrowser.text.web_archives import Capture, capture_of

_FAMILY_FIRST: Final = ("zh", "ja", "ko", "vi", "hu")
"""Languages whose bylines may put the family name first: their names are printed whole, never inverted."""

GUESSED: Final = " [?]"
"""Stands after a value that was guessed and not yet confirmed."""


DESCRIPTIONS: Final = {
    Genre.BROADCAST: "Broadcast",
    Genre.TELEVISION: "Television broadcast",
    Genre.RADIO: "Radio broadcast",
    Genre.PODCAST: "Podcast",
    Genre.SPEECH: "Speech",
    Genre.PRESS_CONFERENCE: "Press conference",
    Genre.HEARING: "Hearing",
    Genre.DEBATE: "Parliamentary debate",
    Genre.INTERVIEW: "Interview",
    Form.TRANSCRIPT: "Transcript",
    Form.CAPTIONS: "Captions",
}
"""What a record is called in a citation: by its genre, or by its form where that is not known."""
BROADCASTS: Final = (Genre.BROADCAST, Genre.TELEVISION, Genre.RADIO, Genre.PODCAST)
SPEECHES: Final = (Genre.SPEECH, Genre.PRESS_CONFERENCE)
SITTINGS: Final = (Genre.HEARING, Genre.DEBATE)


@dataclass(frozen=True, slots=True)
class Item:
    """A newspaper article, or the record of what was said, as a bibliography knows it."""

    title: str
    """Headline, or the file's name."""
    container: str = ""
    """Newspaper or site; the file's name where only a headline is known; else empty. Of a broadcast its
    programme, of a debate the report of the parliament."""
    authors: tuple[Name, ...] = ()
    """Empty where unknown."""
    issued: Date | None = None
    """Date of publication; None if unknown."""
    accessed: Date | None = None
    """When it was read; None if unknown."""
    url: str = ""
    """Empty where unknown."""
    archived: str = ""
    """Address of a copy in a web archive; empty if none is known."""
    agency: str = ""
    """Wire agency; empty if unknown."""
    via: str = ""
    """The outlet it took the words from; empty if unknown."""
    via_confirmed: bool = False
    """Whether `via` is more than a conclusion from the wording."""
    language: str = ""
    """BCP 47 tag; empty if unknown."""
    site: bool = False
    """Whether `container` is a web site that is no newspaper."""
    genre: Genre | None = None
    """What it is the record of; None for a report, and where that is not known."""
    description: str = ""
    """What a record is called (`Speech`, `Transcript`); empty for a report."""
    publisher: str = ""
    """Who broadcast or published a record that stands in no newspaper; empty if unknown."""
    event: str = ""
    """Conference, committee or chamber; empty if unknown."""
    place: str = ""
    """Where the event was; empty if unknown."""
    interviewers: tuple[Name, ...] = ()
    """Who asked; empty if unknown."""
    title_is_name: bool = False
    """Whether `title` is the file's name."""
    container_is_name: bool = False
    """Whether `container` is the file's name."""
    date_mark: str = ""
    """`GUESSED` where the date is a guess, else empty."""
    letter: str = ""
    """`a`, `b` ... after the year, where a list holds several works of the same authors and year."""

    @property
    def alone(self) -> bool:
        """Whether it has a headline, and no newspaper that it stands in."""
        return bool(self.title) and not self.container and not self.title_is_name

    @property
    def copy(self) -> Capture | None:
        """The copy at `archived`; the name of an archive that is not known is empty."""
        return (capture_of(self.archived) or Capture(self.archived, "", "")) if self.archived else None

    @property
    def copied(self) -> Date | None:
        """When the copy was made; None if its address does not say."""
        return Date.parse(self.copy.time[:10]) if self.copy else None

    @property
    def apart(self) -> str:
        """The address of the work as it stands beside that of its copy; empty where that one carries it."""
        return "" if self.copy and self.copy.original else self.url

    @property
    def record(self) -> bool:
        """Whether it is the record of what was said, no report of it."""
        return bool(self.description)

    @property
    def in_english(self) -> bool:
        """Whether title case is for it: it is not known to be in another language."""
        return not self.language or self.language.lower().startswith("en")

    @property
    def year(self) -> str:
        """Year of publication; empty if unknown."""
        return f"{self.issued.year}{self.letter}{self.date_mark}" if self.issued else ""


def item_of(article: Article) -> Item:
    """The article as an item; guessed facts carry their mark."""
    facts = article.facts
    name = safe_line(article.name)
    title, container = shown(facts.title), shown(facts.outlet)
    if is_markdown(article.text):
        title = without_signs(title)
    language = safe_line(facts.language.value) if facts.language else ""
    outlet_name = container.removesuffix(GUESSED)
    whole = facts.language is not None and facts.language.value[:2].lower() in _FAMILY_FIRST

    def names(fact: Fact | None) -> tuple[Name, ...]:
        return tuple(
            replace(author, family=author.family + _mark(fact))
            for printed in _bylines(fact)
            for author in (
                (Name(printed, literal=True),) if whole else parse_all(printed, outlet_name, language)
            )
        )

    authors = names(facts.byline)
    if not authors and facts.agency:
        authors = (Name(shown(facts.agency), literal=True),)
    item = Item(
        title=title or name,
        container=container or (name if title else ""),
        authors=authors,
        issued=article.published,
        accessed=Date.parse(facts.accessed.value) if facts.accessed else None,
        url=safe_line(facts.url.value) if facts.url else "",
        archived=safe_line(facts.archived.value) if facts.archived else "",
        agency=shown(facts.agency),
        via=shown(facts.via),
        via_confirmed=facts.via is not None and facts.via.certain,
        language=language,
        site=facts.kind is not None and facts.kind.value == "site",
        title_is_name=not title,
        container_is_name=bool(title) and not container,
        date_mark=_mark(facts.published),
        description="" if article.form is Form.REPORT else DESCRIPTIONS[article.genre or article.form],
    )
    if article.genre is None:
        return item
    return replace(_of_genre(item, article.genre, facts), interviewers=names(facts.interviewer))


def _of_genre(item: Item, genre: Genre, facts: Facts) -> Item:
    """The item as its genre is cited: what stands in for the newspaper, and what was said where."""
    outlet_name, network, event = shown(facts.outlet), shown(facts.network), shown(facts.event)
    broadcast = genre in BROADCASTS
    container = event if broadcast else outlet_name if genre in (Genre.DEBATE, Genre.INTERVIEW) else ""
    publisher = network if container == outlet_name and not broadcast else network or outlet_name
    return replace(
        item,
        genre=genre,
        container=container,
        container_is_name=False,
        site=False,
        publisher=publisher,
        event="" if broadcast else event,
        place="" if broadcast else shown(facts.place),
    )


def missing(item: Item) -> tuple[str, ...]:
    """Names of what is not known of the work, in the order a reader looks for it."""
    known = {
        "outlet": bool(item.publisher or item.container) and not item.container_is_name,
        "title": not item.title_is_name,
        "author": bool(item.authors),
        "date": item.issued is not None,
        "URL": bool(item.url),
    }
    return tuple(name for name, there in known.items() if not there)


def outlet(item: Item) -> str:
    """The newspaper's own name, for data that others read: no file's name stands for it."""
    return "" if item.container_is_name else item.container or item.publisher


def shown(fact: Fact | None) -> str:
    """A fact's value on one line, marked where it was guessed; empty if there is none."""
    return _line(fact.value) + _mark(fact) if fact else ""


def _bylines(fact: Fact | None) -> list[str]:
    """Names of the authors; empty if unknown."""
    names = without_markup(fact.value).split(";") if fact else []
    return [name for name in map(_line, names) if name]


def _line(value: str) -> str:
    """A value on one line, without the markup of a page."""
    return safe_line(without_markup(value))


def _mark(fact: Fact | None) -> str:
    return GUESSED if fact and fact.provenance is Provenance.HEURISTIC else ""
