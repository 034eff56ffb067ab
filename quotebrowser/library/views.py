"""What the front ends are given: answers ready to be shown, joined from the stages.

One rule guards it: every string here is as stored. A front end passes what it shows through `text.safe`.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from quotebrowser.model import Article, Date, Facet, Fact, Facts, Form, Kind, Level, Pointer, Quote, Span

if TYPE_CHECKING:
    from quotebrowser.model import Collation
    from quotebrowser.store import Summary
    from quotebrowser.store.newsroom.authors import Authored

Progress = Callable[[int, int, str], None]
"""Called with how many files or quotes are done, how many there are, and the file being read, if any."""
LONG_TURN = 300
"""Characters of a turn above which a list shows one of its sentences."""
PART_BREAK = " … "
"""Stands where narration interrupts a quote that is shown as one text; between paragraphs a blank does."""


@dataclass(frozen=True, slots=True)
class Row:
    """A quote as lists show it; with grouping, one for each utterance."""

    pointer: Pointer
    """The quote, and the part of it that `summary` is of."""
    score: float
    """Relevance; comparable within one answer only."""
    text: str
    """The printed words, parts joined by `PART_BREAK`."""
    highlights: tuple[Span, ...]
    """Where the words of the query stand in `text`."""
    speaker: str
    """Name without title; empty if nobody is known to have said it."""
    title: str
    """Rank or office of the speaker as printed; empty if none is."""
    named: bool
    """False for `another official` and where the speaker is unknown."""
    uncertain: bool
    """Whether the attribution is doubtful."""
    kind: Kind
    """Statement, fragment or mention."""
    facts: Facts
    """What is known about the article."""
    article: str
    """Id of the article."""
    origin: str
    """Path of the article as it was given."""
    spans: tuple[Span, ...]
    """Of the quote in its article."""
    summary: "Summary"
    """What is counted of the utterance."""
    groups: tuple[str, ...] = ()
    """Id of the utterance of each part; empty for a part that is in none."""
    repeats: str = ""
    """Uid of the earlier quote of its article that it repeats word for word; else empty."""
    caption: bool = False
    """Whether it stands in the caption of a picture."""
    part: int = 0
    """Which of `spans` is meant: of a turn, the sentence that has most of what was looked for."""
    time: int | None = None
    """When that was said, in milliseconds; None if it is not known, or was not looked up."""
    outlets: int = 0
    """How many outlets print it, where a record has it too; 0 if that was not looked up."""

    @property
    def form(self) -> Form:
        """What the article is."""
        return self.facts.form_of

    @property
    def shown(self) -> Span:
        """What of `text` a list shows: all of it, or of a long turn the sentence that is meant."""
        if self.form is Form.REPORT or len(self.text) <= LONG_TURN:
            return Span(0, len(self.text))
        start = self.offset(self.spans[self.part].start)
        return Span(start, start + len(self.spans[self.part]))

    @property
    def uid(self) -> str:
        """Of the quote."""
        return self.pointer.quote

    def offset(self, at: int) -> int:
        """Where in `text` an offset of the article stands that lies within the quote."""
        start = 0
        for span in self.spans:
            if at <= span.end:
                return start + at - span.start
            start += len(span)
            start += len(PART_BREAK) if self.text.startswith(PART_BREAK, start) else 1
        return start

    @property
    def utterance(self) -> str:
        """Id of the utterance it is listed under; empty for a mention."""
        return self.pointer.utterance

    @property
    def outlet(self) -> str:
        """Empty where not recorded."""
        return self.facts.outlet.value if self.facts.outlet else ""

    @property
    def published(self) -> Date | None:
        """None where unknown, or not a date."""
        return self.facts.published.date if self.facts.published else None

    @property
    def headline(self) -> str:
        """Of the article; empty if unknown."""
        return self.facts.title.value if self.facts.title else ""

    @property
    def witnesses(self) -> int:
        """Number of articles that have the utterance, records among them; 1 where only this one does."""
        return self.summary.witnesses

    @property
    def record(self) -> Form:
        """The best record that has the utterance; a report where none has."""
        if self.summary.witnesses == 1:
            return self.facts.form_of
        if self.summary.transcripts:
            return Form.TRANSCRIPT
        return Form.CAPTIONS if self.summary.captions else Form.REPORT

    @property
    def printings(self) -> int:
        """Number of articles that print the utterance: a record is no printing."""
        if self.summary.witnesses == 1:
            return int(not self.facts.form_of.is_record)
        return self.summary.printings

    @property
    def level(self) -> Level:
        """Of the worst difference between the witnesses."""
        return Level(self.summary.level)

    @property
    def texts(self) -> int:
        """Number of independent texts among the printings; 0 if it was not counted."""
        return self.summary.texts

    @property
    def source(self) -> str:
        """The outlet, or the file's name where none is recorded."""
        return self.outlet or self.origin.rstrip("/\\").replace("\\", "/").split("/")[-1]


class CountedLater(Mapping[str, tuple[Facet, ...]]):
    """Facets that are counted when somebody first looks at them: a narrow screen never does.

    Args:
        count: counts them.
    """

    def __init__(self, count: Callable[[], Mapping[str, tuple[Facet, ...]]]) -> None:
        self._count = count
        self._counted: Mapping[str, tuple[Facet, ...]] | None = None

    def _known(self) -> Mapping[str, tuple[Facet, ...]]:
        if self._counted is None:
            self._counted = self._count()
        return self._counted

    def __getitem__(self, name: str) -> tuple[Facet, ...]:
        return self._known()[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._known())

    def __len__(self) -> int:
        return len(self._known())


@dataclass(frozen=True, slots=True)
class Found:
    """The answer to a search."""

    query: str
    """As typed."""
    rows: tuple[Row, ...]
    """Best first, or as sorted."""
    total: int
    """Number of quotes that answer, also those beyond the limit."""
    facets: Mapping[str, tuple[Facet, ...]]
    """Values of all that answer, most frequent first, by the query field; an empty one is not known."""
    suggestions: tuple[str, ...]
    """Other queries to try where nothing was found."""
    notice: str
    """What the user should know about the answer (`these have most of the words`); else empty."""
    seconds: float
    """How long the search took."""
    lacking: str = ""
    """What the answer lacks, as the index is not level with the library; empty if it lacks nothing."""
    cut: bool = False
    """Whether there may be rows beyond those listed."""
    loosened: bool = False
    """Whether nothing has all the words, so that these are quotes that have most of them."""


@dataclass(frozen=True, slots=True)
class QuoteView:
    """A quote in its article."""

    quote: Quote
    """The quote."""
    article: Article
    """Its article, with the text."""
    row: Row
    """The same as a row of a list."""
    paragraph: int
    """Number of the paragraph it starts in, from 1."""
    cue: str
    """The words that report it; empty if there are none."""
    source: str
    """The mention of the speaker near it; empty if there is none."""
    utterances: tuple[str, ...]
    """Ids of the utterances its passages belong to, in order, each once."""
    corrected: "Mapping[str, Authored]" = field(default_factory=dict)
    """Who gave what was corrected, by fact and `speaker`; empty in a library of one user."""


@dataclass(frozen=True, slots=True)
class Head:
    """What opens a turn of a record."""

    label: Span
    """What is printed before the turn: a name, an office, a letter, with its time if there is one."""
    words: int
    """Where the turn's first word stands."""
    name: str
    """Who is meant, where the label does not say so; else empty."""


@dataclass(frozen=True, slots=True)
class Printed:
    """A sentence of a record that outlets print."""

    pointer: Pointer
    """The turn, the sentence, what is printed with it."""
    span: Span
    """Where it stands."""
    printings: int
    """Number of articles that print words of it, at least 1: records are none."""
    outlets: int
    """How many outlets these are of."""


@dataclass(frozen=True, slots=True)
class ArticleView:
    """An article with its quotes."""

    article: Article
    """The article, with the text."""
    quotes: tuple[Quote, ...]
    """In order of their first offset; mentions included."""
    pointers: tuple[Pointer, ...] = ()
    """What each of them is pointed at by, as in a list of all quotes."""
    heads: tuple[Head, ...] = ()
    """Where the turns of a record begin, in order; empty for a report."""
    printed: tuple[Printed, ...] = ()
    """What outlets print of a record, in order; empty for a report."""
    corrected: "Mapping[str, Authored]" = field(default_factory=dict)
    """Who gave the facts that were corrected; empty in a library of one user."""
    speakers: "Mapping[str, Authored]" = field(default_factory=dict)
    """Who gave the speakers of quotes that were corrected, by uid."""


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What is true of a comparison as a whole; empty if nothing is known. Versions are named by siglum."""

    texts: tuple[tuple[str, ...], ...] = ()
    """The versions grouped by text: an agency's text is one, whoever prints it."""
    speakers: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Names and who prints them, where articles name different speakers for sure."""
    translated: tuple[str, ...] = ()
    """Those that say that the words are a translation."""
    languages: tuple[str, ...] = ()
    """BCP 47 languages of the articles, where they are known to be several."""
    first: tuple[str, ...] = ()
    """Those dated before all others, by dates that are no guess."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """An utterance side by side."""

    collation: "Collation"
    """The aligned table."""
    articles: Mapping[str, Article]
    """The witnesses' articles by id."""
    speaker: str
    """Who said it, with title; empty if unknown."""
    circumstances: Circumstances = Circumstances()
    """What is true of all of it."""
    primary: bool = False
    """Whether the user marked the base as primary: a transcript or a recording, not one printing of many."""

    @property
    def forms(self) -> tuple[Form, ...]:
        """What the article of each version is."""
        return tuple(self.articles[one.article].form for one in self.collation.witnesses)

    @property
    def record(self) -> Form:
        """The best record among the versions; a report where there is none."""
        return next((form for form in (Form.TRANSCRIPT, Form.CAPTIONS) if form in self.forms), Form.REPORT)

    @property
    def printings(self) -> int:
        """Number of articles that print it: a record is no printing."""
        return len(self._reports)

    @property
    def outlets(self) -> int:
        """How many outlets these are of."""
        return outlets_of(one.facts for one in self._reports)

    @property
    def _reports(self) -> list[Article]:
        every = (self.articles[one] for one in self.collation.articles)
        return [one for one in every if not one.form.is_record]

    @property
    def reprints(self) -> dict[str, str]:
        """Versions that are an earlier one's text and print the same words, each with that one's siglum."""
        sigla = [witness.siglum for witness in self.collation.witnesses]
        printed = {
            siglum: tuple(column.readings[at].text for column in self.collation.columns)
            for at, siglum in enumerate(sigla)
        }
        found = {}
        for text in self.circumstances.texts:
            seen: dict[tuple[str, ...], str] = {}
            for siglum in sorted(text, key=sigla.index):
                earlier = seen.setdefault(printed[siglum], siglum)
                if earlier != siglum:
                    found[siglum] = earlier
        return found


def outlets_of(articles: Iterable[Facts]) -> int:
    """How many outlets print articles of which this is known; each that is not known is one of its own."""
    names = [facts.outlet.value if facts.outlet else "" for facts in articles]
    return len({*names} - {""}) + names.count("")


def by_form(records: Sequence[Facet], total: int) -> tuple[Facet, ...]:
    """The forms of so many quotes in all, of which each form of records has some, most first."""
    reports = Facet(Form.REPORT, total - sum(one.count for one in records))
    ranked = sorted((reports, *records), key=lambda one: -one.count)
    return tuple(one for one in ranked if one.count > 0)


@dataclass(frozen=True, slots=True)
class FileOutcome:
    """What became of one file, or of one article of a file that holds many."""

    path: str
    """As given."""
    outcome: str
    """`added`, `known`, `version`, `no quotes` or `rejected`."""
    reason: str = ""
    """Why it was rejected, or what it is a version of; else empty."""
    article: str = ""
    """Id of the article; empty for a rejected file."""
    quotes: int = 0
    """Number of quotes found, mentions and repeats left out."""
    facts: tuple[tuple[str, Fact], ...] = ()
    """What is known about the article."""
    notice: str = ""
    """What the user should look at, as its reader was not sure; it stands in the reason too."""


@dataclass(frozen=True, slots=True)
class Change:
    """A change that can be taken back or done again, or just was."""

    no: int
    """Its number in the journal."""
    at: int
    """When it was made, in seconds since 1970, UTC."""
    what: str
    """What it does, as a clause; what taking it back did, where it just was."""
    articles: tuple[str, ...]
    """Ids of the articles that it is about."""
    adds: bool
    """Whether it adds articles, so that they go when it is undone."""
    author: str = ""
    """Who made it, in a library that many share; else empty."""
