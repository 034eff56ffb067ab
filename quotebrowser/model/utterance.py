"""One thing said once: which passages print it, and how much their wording may matter."""

from dataclasses import dataclass
from enum import IntEnum, StrEnum


@dataclass(frozen=True, slots=True, order=True)
class Link:
    """Two passages that print the same utterance."""

    a: str
    """The smaller passage uid."""
    b: str
    """The larger passage uid."""
    tier: int
    """1 sure by itself, 2 and 3 sure only in company (see `collate.same.groups`)."""
    info: float
    """Weight of the words they share."""
    cover: float
    """Share of the lighter one's weight that the other prints: 0..1."""


@dataclass(frozen=True, slots=True)
class Trace:
    """By what a passage is found when another article is added: a store keeps it and knows nothing of it."""

    fingerprints: tuple[int, ...] = ()
    """64-bit numbers; passages that share some may print the same words."""
    words: bytes = b""
    """What is needed to tell, without its text, whether a passage is worth comparing; empty: always."""
    wording: int = 0
    """A 63-bit number: passages that have it in common are one utterance, printed again. 0: none has it."""


class Level(IntEnum):
    """How much a difference may matter."""

    NONE = 0
    """Immaterial: typography, spelling, a cut edge."""
    NUANCE = 1
    """Function words, contractions, editor's brackets."""
    MINOR = 2
    """Inflection, tense, near spelling."""
    WORDING = 3
    """Other words, words dropped or added; a cut edge that hides a negation, a condition, a number."""
    MEANING = 4
    """A negation, a number."""

    @property
    def may_change_meaning(self) -> bool:
        """Whether a difference of this level may change what is said: nothing else decides it."""
        return self >= Level.WORDING

    @property
    def words(self) -> str:
        """What is said of it wherever it is shown."""
        if self.may_change_meaning:
            return "meaning may differ"
        return "small differences" if self else "same words"


class Extent(StrEnum):
    """How much of the utterance a witness prints."""

    WHOLE = "whole"
    PART = "part"
    SCRAP = "scrap"
