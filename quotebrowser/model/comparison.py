"""The same utterance as several articles print it, side by side."""

from dataclasses import dataclass
from typing import Final

from quotebrowser.model.article import Article
from quotebrowser.model.quote import Passage
from quotebrowser.model.span import Span
from quotebrowser.model.utterance import Extent, Level
from quotebrowser.model.variation import Variation

_PLAIN: Final = (Variation.SAME, Variation.TYPOGRAPHIC)


@dataclass(frozen=True, slots=True)
class Dropped:
    """A negation that another version prints, and this one runs on without."""

    at: int
    """Where in the article it is missing: behind the word before it."""
    word: str
    """As the other version prints it; `not` where that is part of a word, as in `won't`."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What one witness prints in one column."""

    state: Variation
    """How it stands to what the other versions print; the same whichever is the base."""
    text: str = ""
    """The printed words, slices of the article on one line; empty if nothing is printed."""
    spans: tuple[Span, ...] = ()
    """Where they stand in the article."""
    dropped: Dropped | None = None
    """The negation it lacks; None if it lacks none."""


@dataclass(frozen=True, slots=True)
class Witness:
    """An article's text of an utterance, possibly from several passages."""

    siglum: str
    """A, B, C ...; A is the base. A′ is what the article of A prints again in other words."""
    article: str
    """Id of the article."""
    passages: tuple[Passage, ...]
    """All parts of its quotes, in the order of the utterance; what the article repeats stands last."""
    extent: Extent
    """How much it prints of the quote that was asked for, else of the base."""
    again: int = 0
    """1, 2 ... for what its article prints again in other words."""
    record: str = ""
    """What it is called as a record: `the record`, `record 2`, `the captions`; empty for a report."""

    def called(self, article: Article) -> str:
        """Its name in full: `the record (transcript of ...)`; the outlet of a report, or its file's name."""
        if not self.record:
            return article.outlet.name or article.name
        of, form = article.title or article.name, article.form.value
        return f"{self.record} ({of if form in of.casefold() else f'{form} of {of}'})"


@dataclass(frozen=True, slots=True)
class Column:
    """Aligned words: one reading a witness, in the witnesses' order."""

    readings: tuple[Reading, ...]
    """As many as there are witnesses."""
    level: Level
    """Of the worst difference in the column."""

    def state(self, at: int, against: int) -> Variation:
        """How one reading stands to another; where it prints nothing, why."""
        own, other = self.readings[at], self.readings[against]
        if not own.text or at == against:
            return own.state if not own.text or own.state is Variation.MOVED else Variation.SAME
        if own.text == other.text:
            return Variation.MOVED if own.state is Variation.MOVED else Variation.SAME
        if not other.text:
            runs_on = other.state in (Variation.RUNS_ON, Variation.CUT) and own.state is Variation.SAME
            return Variation.ADDED if runs_on else own.state
        states = {own.state, other.state}
        if own.state in _PLAIN and len(states) == 1:
            return own.state
        if own.state in _PLAIN and other.state in _PLAIN:
            return Variation.TYPOGRAPHIC
        return own.state if own.state not in _PLAIN and len(states) > 1 else Variation.WORDING


@dataclass(frozen=True, slots=True)
class Difference:
    """One numbered place where witnesses differ."""

    number: int
    """From 1, in reading order."""
    first: int
    """Index of its first column."""
    last: int
    """Index of its last column, included."""
    state: Variation
    """The mark it gets."""
    category: str
    """Class of difference: `punctuation`, `wording`, `negation`, `number`, `moved` ..."""
    level: Level
    """How much it may matter."""
    readings: tuple[tuple[str, tuple[str, ...]], ...]
    """Each wording with the sigla that print it; an empty wording is `not quoted` or `cut`."""
    note: str = ""
    """A sentence of explanation, or what is printed right after a cut; empty if the readings say it all."""


@dataclass(frozen=True, slots=True)
class Collation:
    """The word-aligned comparison of an utterance."""

    utterance: str
    """Id of the utterance."""
    witnesses: tuple[Witness, ...]
    """The base first."""
    columns: tuple[Column, ...]
    """In the order of the utterance; neighbours of one kind are joined."""
    differences: tuple[Difference, ...]
    """In reading order."""

    @property
    def articles(self) -> tuple[str, ...]:
        """Ids of the articles, in the witnesses' order."""
        return tuple(dict.fromkeys(one.article for one in self.witnesses))
