"""The meaning of a query, as a frozen tree.

One rule guards it: a tree says what is asked, never how it is found. The index and the store each compile
it for themselves. Words in it are folded (`text.fold`), names of marks are as typed.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Word:
    """A word, anywhere in a quote, its speaker's name, its headline or the words around it."""

    normal: str
    """Folded; never empty."""
    prefix: bool = False
    """Whether words that begin with it count."""
    fuzzy: int = 0
    """How many letters may differ: 0, 1 or 2."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words one after another."""

    words: tuple[str, ...]
    """Folded; at least two."""
    slop: int = 0
    """How many other words may stand between them in all."""
    prefix: bool = False
    """Whether words that begin with the last one count in its place."""
    hyphened: bool = False
    """Whether they were typed with a hyphen between them: two words, which as one word count too."""

    @property
    def joined(self) -> Word:
        """Its words as one."""
        return Word("".join(self.words), prefix=self.prefix)


@dataclass(frozen=True, slots=True)
class In:
    """What is asked of one field alone."""

    field: str
    """Name of a field that reads words."""
    node: "Node"
    """Made of Word, Phrase, And, Or and Not."""


@dataclass(frozen=True, slots=True)
class Is:
    """Quotes that have one of a field's values."""

    field: str
    """Name of a field of the index that reads a choice."""
    value: str
    """One of its values."""


@dataclass(frozen=True, slots=True)
class Between:
    """Quotes of articles that may have been published on one of these days."""

    first: int | None
    """Proleptic ordinal of the first day; None is open."""
    last: int | None
    """Proleptic ordinal of the last day, included; None is open."""


@dataclass(frozen=True, slots=True)
class Missing:
    """Quotes of which something is not known."""

    field: str
    """Name of a field."""


@dataclass(frozen=True, slots=True)
class Stored:
    """What only the store can tell: marks, how many articles print it, whether they differ."""

    field: str
    """Name of a field that the index has not."""
    value: str | int
    """As the field reads it; a name is as typed and never empty."""


@dataclass(frozen=True, slots=True)
class Everything:
    """Every quote."""


@dataclass(frozen=True, slots=True)
class And:
    """What answers all of these."""

    nodes: tuple["Node", ...]
    """At least two."""


@dataclass(frozen=True, slots=True)
class Or:
    """What answers at least one of these."""

    nodes: tuple["Node", ...]
    """At least two."""


@dataclass(frozen=True, slots=True)
class Most:
    """What answers most of these: how a remembered wording is found. Made by `relaxed`, never typed."""

    nodes: tuple["Node", ...]
    """At least two."""
    minimum: int
    """How many of them must be answered: 1..len(nodes)."""


@dataclass(frozen=True, slots=True)
class Not:
    """What does not answer this."""

    node: "Node"


Node = Word | Phrase | In | Is | Between | Missing | Stored | Everything | And | Or | Most | Not
