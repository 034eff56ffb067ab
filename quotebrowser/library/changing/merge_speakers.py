"""One speaker, many spellings: merged and split by the user alone, suggested with a reason.

One rule guards it: nothing is merged because it looks alike. A suggestion changes nothing.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from quotebrowser import names
from quotebrowser.errors import UnknownError
from quotebrowser.library.library import Library
from quotebrowser.library.upkeep import regroup
from quotebrowser.model import SpeakerKind
from quotebrowser.store import SpeakerRow

_ALIKE: Final = 85
"""Percentage of letters two keys must share, by rapidfuzz's ratio, to be suggested. `mohammed assad` and
`muhammad asad` share 89; at 80 `john smith` would be suggested for `joan smith`."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Two names that may be one speaker."""

    name: str
    """The shorter or rarer one."""
    other: str
    """Whom it may be."""
    reason: str
    """Why, as a clause."""


def named(library: Library, name: str) -> SpeakerRow | None:
    """The speaker of this name, however spelt, or None."""
    _, bare = names.split_title(name)
    key = names.key(bare or name)
    return next((row for row in library.store.quotes.speakers() if row.key == key), None)


def is_named(library: Library, name: str) -> bool:
    """Whether a speaker has this name, or had it until it was merged into another."""
    key = names.key(name)
    return named(library, name) is not None or any(
        alias.key == key for alias in library.store.corrections.all().aliases
    )


def merge(library: Library, name: str, into: str) -> int:
    """Let the speaker `name` go by `into` in all articles, now and later; returns how many quotes change.

    Raises:
        LibraryError: nothing may be written.
        UnknownError: there is no speaker `name`.
    """
    library.require_writable()
    found = named(library, name)
    if found is None:
        raise UnknownError(f"No speaker is called {name}", "See the names with quotebrowser list speakers.")
    _, bare = names.split_title(into)
    _let_go_by(library, {found.key: into}, names.key(bare or into))
    return found.quotes


def split(library: Library, name: str) -> int:
    """Undo mergers: all who go by `name` get the names the articles print; returns how many names.

    Raises:
        LibraryError: nothing may be written.
        UnknownError: nobody goes by this name.
    """
    library.require_writable()
    key = names.key(name)
    aliases = library.store.corrections.all().aliases
    merged = {alias.key: None for alias in aliases if key in (alias.key, names.key(alias.name))}
    if not merged:
        raise UnknownError(
            f"No other name was merged into {name}", "See the names with quotebrowser list speakers."
        )
    _let_go_by(library, merged, key)
    return len(merged)


def _let_go_by(library: Library, changes: Mapping[str, str | None], key: str) -> None:
    """Change what speakers go by; regroup and reindex all articles that quote them or whoever has `key`."""
    from quotebrowser.library.upkeep.level import catch_up

    store = library.store
    with library.journal.noted():
        touched = dict.fromkeys(store.listing.articles_of(key))
        for changed, name in changes.items():
            touched |= dict.fromkeys(store.listing.articles_of(changed))
            store.corrections.alias(changed, name)
        regroup.refresh(library, touched)
    catch_up(library)


def suggestions(library: Library) -> tuple[Suggestion, ...]:
    """Names that may be one speaker, each with the reason; nothing is changed."""
    rows = library.store.quotes.speakers()
    return tuple(_suggested(rows))


def _suggested(rows: Sequence[SpeakerRow]) -> Iterator[Suggestion]:
    by_surname: dict[str, list[SpeakerRow]] = {}
    for row in rows:
        if row.kind is SpeakerKind.PERSON:
            by_surname.setdefault(names.surname(row.name), []).append(row)
    for shared, bearers in by_surname.items():
        yield from _bearers(shared, bearers)
    yield from _spellings(rows)


def _bearers(shared: str, bearers: Sequence[SpeakerRow]) -> Iterator[Suggestion]:
    """A surname alone beside full names, and initials beside given names."""
    for one, other in combinations(sorted(bearers, key=lambda row: (len(row.key.split()), row.key)), 2):
        short, full = one.key.split(), other.key.split()
        if len(short) == 1 < len(full):
            yield Suggestion(one.name, other.name, f"the same surname, {shared}")
        elif len(short[0]) == 1 and full[0].startswith(short[0]) and short[-1] == full[-1]:
            yield Suggestion(one.name, other.name, "the same surname and initial")


def _spellings(rows: Sequence[SpeakerRow]) -> Iterator[Suggestion]:
    """Full names that differ by a few letters, as transliterations do; compared within one initial."""
    from rapidfuzz import fuzz

    by_initial: dict[str, list[SpeakerRow]] = {}
    for row in rows:
        if len(row.key.split()) > 1:
            by_initial.setdefault(row.key[0], []).append(row)
    for alike in by_initial.values():
        for one, other in combinations(sorted(alike, key=lambda row: (row.quotes, row.key)), 2):
            if one.key != other.key and fuzz.ratio(one.key, other.key) >= _ALIKE:
                yield Suggestion(one.name, other.name, "a very similar spelling")
