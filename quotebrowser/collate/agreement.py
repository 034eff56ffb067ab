"""How remembered words agree with print: the terms of the answer.

One rule guards it: every difference and warning is a sentence that holds by itself.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from quotebrowser.model import Level, Span

EDITORS: Final = "editor's"
"""Category of words that are an editor's in print, and the speaker's here."""
MOVED: Final = "moved"
"""Category of words that print has, but before those they follow here."""
_ALARMS: Final = {
    "negation": "A negation",
    "condition": "A condition",
    "number": "A number",
    "name": "A name",
}
OMISSION: Final = "marked omission"
"""Category of an ellipsis in print over which remembered words run on: what stood there is not known."""


class Tier(StrEnum):
    """How remembered words agree with print, the best first."""

    EXACT = "exact"
    """Letter by letter, but for punctuation at their ends and line ends."""
    TYPOGRAPHIC = "typographic"
    """The same words; punctuation, dashes or quotation marks differ."""
    CASE = "case"
    """The same words; capitals or accents differ."""
    NEAR = "near"
    """Most of the words."""
    NONE = "none"
    """Something else."""


@dataclass(frozen=True, slots=True)
class Account:
    """What words are held against, as sentences speak of it: ‘{0}’ are its words, ‘{1}’ the writer's."""

    missing: str = "‘{0}’ is printed but missing here"
    added: str = "‘{1}’ is not in this quote"
    other: str = "‘{0}’ is printed, not ‘{1}’"
    moved: str = "‘{0}’ is printed, but in another place"
    editors: str = "‘{0}’ stands in brackets in print: it was not said so"
    omission: str = "an omission is marked in print: ‘{0}’, but not here: ‘{1}’"
    instead: str = "‘{0}’ is printed"
    """What stands where the writer has words of their own."""
    sentence: str = "The printed sentence"


def _account(name: str, has: str) -> Account:
    return Account(
        missing=f"the {name} {has} ‘{{0}}’ here",
        added=f"the {name} {has} no ‘{{1}}’ here",
        other=f"the {name} {has} ‘{{0}}’ here, not ‘{{1}}’",
        moved=f"the {name} {has} ‘{{0}}’ in another place",
        editors=f"the {name} {has} ‘{{0}}’ in brackets",
        omission=f"the {name} {has} an omission: ‘{{0}}’, but it is not marked here: ‘{{1}}’",
        instead=f"the {name} {has} ‘{{0}}’",
        sentence=f"The sentence in the {name}",
    )


PRINT: Final = Account()
RECORD: Final = _account("record", "has")
CAPTIONS: Final = _account("captions", "have")


@dataclass(frozen=True, slots=True)
class WordDifference:
    """One place where remembered and printed words differ."""

    printed: str
    """The printed words; empty if nothing is printed."""
    remembered: str
    """The remembered words; empty if none are."""
    category: str
    """Class of difference, as in a collation."""
    level: Level
    """How much it may matter."""
    beyond: bool = False
    """Whether the remembered words only go on where the passage does not: that changes nothing it says."""
    account: Account = PRINT
    """What the printed words are of."""

    @property
    def sentence(self) -> str:
        """The difference in words."""
        account = self.account
        told = account.other
        if self.category in (OMISSION, EDITORS, MOVED):
            ways = {OMISSION: account.omission, EDITORS: account.editors, MOVED: account.moved}
            told = ways[self.category]
        elif not (self.remembered and self.printed):
            told = account.added if self.remembered else account.missing
        return told.format(self.printed, self.remembered)


def alarms(details: Iterable[WordDifference]) -> Iterator[str]:
    """The differences that may change the meaning whatever else is said, a sentence each."""
    for detail in details:
        if detail.category in _ALARMS and not detail.beyond:
            yield f"{_ALARMS[detail.category]} differs: {detail.sentence}"


@dataclass(frozen=True, slots=True)
class WordVerdict:
    """How remembered words agree with a printed passage."""

    tier: Tier
    """How well."""
    score: float = 0.0
    """Share of the remembered words that are printed, by weight: 0..1."""
    printed: str = ""
    """The part of the passage that answers them, as printed; empty if there is none."""
    span: Span | None = None
    """Where that part stands in the passage, or None."""
    details: tuple[WordDifference, ...] = ()
    """Each difference in wording in order, then each omission that only print marks."""
    warnings: tuple[str, ...] = ()
    """What may change the meaning, a sentence each: another negation, number or name, a clause left out."""
    notes: tuple[str, ...] = ()
    """What else is to be known: what brackets and ellipses stand for, how the next sentence begins."""
    first_letter: bool = False
    """Whether the first letter's capital is all that differs, typography aside."""
    before: str = ""
    """What the printed sentence says before that part."""
    after: str = ""
    """What it goes on to say."""
    differences: tuple[str, ...] = field(init=False, default=())
    """Each difference in wording as a sentence."""

    @property
    def level(self) -> Level:
        """Of the worst difference in wording."""
        return max((detail.level for detail in self.details if not detail.beyond), default=Level.NONE)

    def __post_init__(self) -> None:
        object.__setattr__(self, "differences", tuple(detail.sentence for detail in self.details))


def letters(text: str) -> str:
    """The letters and digits of `text`."""
    return "".join(char for char in text if char.isalnum())


def agreed(printed: str, remembered: str) -> Tier:
    """How two texts of the same words agree."""
    if printed == remembered:
        return Tier.EXACT
    return Tier.TYPOGRAPHIC if letters(printed) == letters(remembered) else Tier.CASE
