"""The same utterance as several articles print it, side by side."""

from dataclasses import dataclass

from quotebrowser.model.quote import Passage
from quotebrowser.model.span import Span
from quotebrowser.model.utterance import Extent, Level
from quotebrowser.model.variation import Variation


@dataclass(frozen=True, slots=True)
class Reading:
    """What one witness prints in one column."""

    state: Variation
    """How it stands to the base."""
    text: str = ""
    """The printed words, slices of the article on one line; empty if nothing is printed."""
    spans: tuple[Span, ...] = ()
    """Where they stand in the article."""


@dataclass(frozen=True, slots=True)
class Witness:
    """An article's text of an utterance, possibly from several passages."""

    siglum: str
    """A, B, C ...; A is the base."""
    article: str
    """Id of the article."""
    passages: tuple[Passage, ...]
    """In the order of the utterance; a passage the article repeats counts once."""
    extent: Extent
    """How much of the utterance it prints."""


@dataclass(frozen=True, slots=True)
class Column:
    """Aligned words: one reading a witness, in the witnesses' order."""

    readings: tuple[Reading, ...]
    """As many as there are witnesses."""
    level: Level
    """Of the worst difference in the column."""


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
    """A sentence of explanation; empty if the readings say it all."""


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
