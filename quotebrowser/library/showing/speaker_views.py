"""Speakers: what one of them said in numbers, and names that may be the same person's.

One rule guards it: names are proposed, never merged.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from quotebrowser import names
from quotebrowser.errors import UnknownError
from quotebrowser.library.finding import alike_speakers
from quotebrowser.library.finding.alike_speakers import Proposal
from quotebrowser.library.library import Library
from quotebrowser.model import Date, Facet, SpeakerKind
from quotebrowser.store import SpeakerRow


@dataclass(frozen=True, slots=True)
class SpeakerView:
    """A speaker: how much is printed of what they said, where, when and under which titles."""

    name: str
    kind: SpeakerKind
    quotes: int
    """Mentions and repeats left out."""
    articles: int
    first: Date | None
    """When the earliest dated article was published; None if no date is recorded."""
    last: Date | None
    outlets: tuple[Facet, ...]
    """How many quotes each has printed, most first; an empty name is not recorded."""
    titles: tuple[Facet, ...]
    """Under which titles articles name them, the most frequent first."""
    merged: tuple[str, ...]
    """Keys of other names that the user has merged into theirs."""
    proposals: tuple[Proposal, ...]
    """Names that may be theirs, or whose theirs may be, the likeliest first."""


def query(name: str) -> str:
    """The query that finds what a speaker said, and nobody else."""
    return f'by:"{name.replace(chr(34), " ")}"'


def named(library: Library, name: str) -> SpeakerRow | None:
    """The speaker of this name, however spelt, or None."""
    return _row(library.store.quotes.speakers(), name)


def _row(rows: Iterable[SpeakerRow], name: str) -> SpeakerRow | None:
    key = names.key(name)
    return next((row for row in rows if row.key == key), None)


def speaker(library: Library, name: str) -> SpeakerView:
    """A speaker by their name, however spelt.

    Raises:
        UnknownError: nobody goes by this name.
    """
    rows = library.store.quotes.speakers()
    row = _row(rows, name)
    if row is None:
        raise UnknownError(f"No speaker is called {name}", "See the names with quotebrowser list speakers.")
    pairs = dict(alike_speakers.pairs_of(library, rows, row))
    said = alike_speakers.gathered(library, {row.key, *(one.key for pair in pairs for one in pair)})
    mine = said[row.key]
    aliases = library.store.corrections.all().aliases
    return SpeakerView(
        name=row.name,
        kind=row.kind,
        quotes=mine.quotes,
        articles=len(mine.articles),
        first=min(mine.dates, key=lambda date: date.first, default=None),
        last=max(mine.dates, key=lambda date: date.last, default=None),
        outlets=_facets(mine.outlets),
        titles=_facets(mine.titles),
        merged=tuple(alias.key for alias in aliases if names.key(alias.name) == row.key),
        proposals=tuple(alike_speakers.ranked(pairs, said)),
    )


def proposals(library: Library) -> dict[str, tuple[Proposal, ...]]:
    """For each name that may be another's whose it may be, the likeliest first; nothing is changed."""
    found: dict[str, tuple[Proposal, ...]] = {}
    for one in alike_speakers.proposals(library):
        found[one.name] = (*found.get(one.name, ()), one)
    return found


def _facets(counted: Mapping[str, int]) -> tuple[Facet, ...]:
    return tuple(Facet(*one) for one in sorted(counted.items(), key=lambda one: (-one[1], one[0])))
