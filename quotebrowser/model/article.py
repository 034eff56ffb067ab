"""Articles, and the files that could not be read as one."""

import hashlib
import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from quotebrowser.model.date import Date
from quotebrowser.model.facts import Facts
from quotebrowser.model.kind import Form
from quotebrowser.model.span import Span, apart


@dataclass(frozen=True, slots=True)
class Outlet:
    """Who printed an article. An empty name is legal: it means unknown, and the screen says so."""

    name: str
    """Empty where not recorded."""
    domain: str
    """Host of the article's address; empty if none is known."""


@dataclass(frozen=True, slots=True)
class Moment:
    """When a place of a text was said."""

    offset: int
    """In the article's text, in characters."""
    time: int
    """Milliseconds from the beginning of the recording."""


@dataclass(frozen=True, slots=True)
class Page:
    """Where a page of a paginated file begins in the text that was read from it."""

    offset: int
    """In the article's text, in characters: of its first word."""
    number: str
    """As its file labels it, else its place from 1."""
    labelled: bool
    """Whether the file labels it so."""


class Genre(StrEnum):
    """What a record is of."""

    BROADCAST = "broadcast"
    """By radio, television or the web; the next three say which."""
    TELEVISION = "television"
    RADIO = "radio"
    PODCAST = "podcast"
    SPEECH = "speech"
    PRESS_CONFERENCE = "press conference"
    HEARING = "hearing"
    DEBATE = "debate"
    """Of a parliament."""
    INTERVIEW = "interview"


def clock(milliseconds: int) -> str:
    """A time as it is shown: `00:12:31`."""
    minutes, seconds = divmod(milliseconds // 1000, 60)
    return f"{minutes // 60:02}:{minutes % 60:02}:{seconds:02}"


def time_at(times: Sequence[Moment], offset: int) -> int | None:
    """When a place of a text was said: the last time before it; None if there is none."""
    at = bisect_right(times, offset, key=lambda moment: moment.offset)
    return times[at - 1].time if at else None


def _host(url: str) -> str:
    match = re.match(r"https?://(?:www\.)?([^/:?#]+)", url)
    return match[1].lower() if match else ""


@dataclass(frozen=True, slots=True)
class Article:
    """One printed article."""

    id: str
    """16 hexadecimal digits; see `article_id`."""
    text: str
    """As read; never changed."""
    origin: str
    """Path of its file as the user gave it, or an address."""
    facts: Facts = field(default_factory=Facts)
    """What is known about it."""
    sha256: str = ""
    """Of the file's bytes; empty for a text that was never a file."""
    furniture: tuple[Span, ...] = ()
    """Printed lines that are no running text: headline, dateline, captions. Kept in `text`, not scanned."""
    notice: str = field(default="", compare=False)
    """What its reader has to say of how it was read, as a clause; kept with the outcome of its file alone."""
    captions: tuple[Span, ...] = ()
    """Captions in which somebody is quoted, in order."""
    times: tuple[Moment, ...] = ()
    """When its places were said, in order; empty where no times are known."""
    pages: tuple[Page, ...] = ()
    """The pages of its file, in order; empty where it has none."""
    labels: tuple[Span, ...] = ()
    """The names that its reader set before the turns of a record, in order."""

    @property
    def name(self) -> str:
        """The last part of its origin, shown instead of an outlet that is not recorded."""
        return re.split(r"[/\\]", self.origin.rstrip("/\\"))[-1] or self.origin

    @property
    def outlet(self) -> Outlet:
        """Who printed it; the name is empty where that is not recorded."""
        facts = self.facts
        return Outlet(facts.outlet.value if facts.outlet else "", _host(facts.url.value) if facts.url else "")

    @property
    def title(self) -> str:
        """Headline; empty if unknown."""
        return self.facts.title.value if self.facts.title else ""

    @property
    def published(self) -> Date | None:
        """When it was published; None if unknown or not a date."""
        return self.facts.published.date if self.facts.published else None

    @property
    def form(self) -> Form:
        """Report, transcript or captions; a report where nothing is known of it."""
        return self.facts.form_of

    @property
    def genre(self) -> Genre | None:
        """What it is the record of; None if that is not known, or it is no record."""
        fact = self.facts.genre if self.form is not Form.REPORT else None
        said = fact.value.casefold().replace("-", " ") if fact is not None else ""
        return next((genre for genre in Genre if genre.value == said), None)

    def page_at(self, offset: int) -> Page | None:
        """The page that a place is printed on; None if its file has no pages."""
        at = bisect_right(self.pages, offset, key=lambda page: page.offset)
        return self.pages[at - 1] if at else None

    def time_at(self, offset: int) -> int | None:
        """When a place was said, in milliseconds: the last time printed before it; None if there is none."""
        return time_at(self.times, offset)

    @property
    def authors(self) -> tuple[str, ...]:
        """Names of the authors; empty if unknown."""
        if self.facts.byline is None:
            return ()
        return tuple(name.strip() for name in self.facts.byline.value.split(";") if name.strip())

    def paragraph(self, offset: int) -> int:
        """Number (from 1) of the paragraph that holds `offset`: lines that hold words, furniture left out."""
        lines = []
        start = 0
        from quotebrowser.model.wrapped import joined  # noqa: PLC0415 - its patterns, which few need

        laid = joined(self.text)
        offset = laid.within(Span(offset, offset)).start
        for line in laid.text.splitlines(keepends=True):
            if line.strip():
                lines.append(Span(start, start + len(line)))
            start += len(line)
            if offset < start:
                break
        return max(sum(1 for _ in apart(lines, [*map(laid.within, self.furniture)])), 1)


@dataclass(frozen=True, slots=True)
class Rejected:
    """A file, or a part of one, that could not be read as an article."""

    path: str
    """As the user gave it."""
    reason: str
    """One sentence without a final period."""


def article_id(sha256: str, place: str = "", outlet: str = "", url: str = "") -> str:
    """The id of an article.

    It covers the source's bytes, the place in a file that holds many, and outlet and URL where they were
    given at adding: the same wire text printed by two outlets is two articles.
    """
    material = f"{sha256}\0{place}\0{outlet}\0{url}"
    return hashlib.sha256(material.encode("utf-8", "surrogatepass")).hexdigest()[:16]
