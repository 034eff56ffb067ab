"""What the library answers: results of a search, a citation, the outcome of a copy."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Sort(StrEnum):
    """The order of hits."""

    RELEVANCE = "relevance"
    """Best first."""
    DATE = "date"
    """Newest first, those without a date last."""
    OUTLET = "outlet"
    """By name, those without an outlet last, newest first within one."""


@dataclass(frozen=True, slots=True)
class Facet:
    """A value and how many hits have it."""

    value: str
    """Empty for `unknown`."""
    count: int
    """At least 1."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A quote that answers a query."""

    uid: str
    """Of the quote."""
    score: float
    """Relevance; comparable within one answer only."""


@dataclass(frozen=True, slots=True)
class Results:
    """The answer to a query."""

    hits: tuple[Hit, ...]
    """Best first, no more than were asked for."""
    total: int
    """How many quotes answer in all."""
    facets: Mapping[str, tuple[Facet, ...]] = field(default_factory=dict)
    """Values of all that answer, most frequent first, by the query field they are of."""


@dataclass(frozen=True, slots=True)
class Citation:
    """A rendered citation."""

    text: str
    """What is copied, without a final newline."""
    html: str | None
    """The same as HTML, where both can be offered together; else None."""
    warnings: tuple[str, ...]
    """One sentence each: what is missing, guessed or hidden."""


class CopyState(StrEnum):
    """What really happened to a copy."""

    VERIFIED = "verified"
    """Read back and equal."""
    SENT = "sent"
    """Handed over; nothing here can read it back."""
    FAILED = "failed"
    """Not on any clipboard."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What really happened to a copy."""

    state: CopyState
    """Verified, sent or failed."""
    route: str
    """By which way: `xclip`, `tmux buffer`, `OSC 52` ...; empty when there was none."""
    detail: str
    """One sentence for the user."""
    chars: int
    """How many characters the text has."""
    kept: bool = True
    """Whether the text was saved, too: a full disk prevents it."""
