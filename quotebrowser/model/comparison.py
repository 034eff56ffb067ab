"""The same utterance as several articles print it."""

from dataclasses import dataclass
from enum import IntEnum, StrEnum

from quotebrowser.model.quote import Passage
from quotebrowser.model.span import Span


@dataclass(frozen=True, slots=True, order=True)
class Link:
    """Two passages that print the same utterance."""

    a: str
    """The smaller passage uid."""
    b: str
    """The larger passage uid."""
    tier: int
    """1 sure by itself, 2 and 3 sure only in company (see `collate.grouping`)."""
    info: float
    """Weight of the words they share."""
    cover: float
    """Share of the lighter one's weight that the other prints: 0..1."""


@dataclass(frozen=True, slots=True)
class Utterance:
    """One thing said once, as several articles print it."""

    id: str
    """The smallest passage uid of its members; as groups can merge, nothing keeps it."""
    passages: tuple[str, ...]
    """Uids of its passages, sorted."""


class Variation(StrEnum):
    """How a reading stands to the base's."""

    SAME = "same"
    TYPOGRAPHIC = "typographic"
    """Same word; punctuation, case or marks differ."""
    WORDING = "wording"
    ADDED = "added"
    """Printed here, not in the base."""
    CUT_SILENTLY = "cut_silently"
    """Left out inside one pair of quotation marks, without a sign."""
    CUT_DECLARED = "cut_declared"
    """Left out, with an ellipsis or by closing the marks between two parts."""
    MOVED = "moved"
    """Printed in another place of the article than the base's order."""
    INTERPOLATED = "interpolated"
    """Editor's words in brackets."""
    PARAPHRASED = "paraphrased"
    """Told near the quote without quotation marks."""
    NOT_QUOTED = "not_quoted"
    """This article does not quote it: no claim that it left it out."""


class Level(IntEnum):
    """How much a difference may matter."""

    NONE = 0
    """Immaterial: typography, spelling, a cut edge."""
    NUANCE = 1
    """Function words, contractions, editor's brackets."""
    MINOR = 2
    """Inflection, tense, near spelling; a cut that holds a negation or a condition."""
    WORDING = 3
    """Other words, words dropped or added."""
    MEANING = 4
    """A negation, a number: may change the meaning."""


class Extent(StrEnum):
    """How much of the utterance a witness prints."""

    WHOLE = "whole"
    PART = "part"
    SCRAP = "scrap"


@dataclass(frozen=True, slots=True)
class Reading:
    """What one witness prints in one column."""

    state: Variation
    """How it stands to the base."""
    text: str = ""
    """The printed words, slices of the article joined by a blank; empty where nothing is printed."""
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
    """A sentence of explanation; empty where the readings say it all."""


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
