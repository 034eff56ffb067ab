"""One outlet, several names: made one by the user alone, suggested with a reason.

One rule guards it: nothing is renamed because it looks alike. A suggestion changes nothing.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from quotebrowser.ingest.facts.organisations import name_key
from quotebrowser.ingest.facts.outlets import host_of
from quotebrowser.library.changing import correct_facts
from quotebrowser.library.library import Library

_MOST_NAMES: Final = 3
"""Names of one host; a host with more prints for many outlets."""


@dataclass(frozen=True, slots=True)
class OneOutlet:
    """Two names that may be one outlet's."""

    name: str
    """The rarer one."""
    articles: int
    """How many articles have it."""
    other: str
    """The one that may be meant."""
    others: int
    """How many articles have that."""
    reason: str
    """Why, as a clause."""


def is_named(library: Library, name: str) -> bool:
    """Whether articles have an outlet of exactly this name."""
    return any(outlet.value == name for outlet in library.store.listing.outlets())


def rename(library: Library, name: str, into: str | None) -> int:
    """Call the outlet of all articles that have the name `name` by `into`; returns how many articles change.

    An empty name makes it unknown; None is what each article itself says.

    Raises:
        LibraryError: nothing may be written.
    """
    named = [
        row.id
        for row in library.store.articles.rows()
        if row.facts.outlet is not None and row.facts.outlet.value == name
    ]
    return correct_facts.set_values(library, (), {"outlet": into}, articles=named)


def suggestions(library: Library) -> tuple[OneOutlet, ...]:
    """Names that may be one outlet's, each with the reason; nothing is changed."""
    counts: Counter[str] = Counter()
    of_host: dict[str, Counter[str]] = defaultdict(Counter)
    for row in library.store.articles.rows():
        outlet, url = row.facts.outlet, row.facts.url
        if outlet is not None:
            counts[outlet.value] += 1
            of_host[host_of(url.value) if url else ""][outlet.value] += 1
    of_host.pop("", None)
    spelt: dict[str, Counter[str]] = defaultdict(Counter)
    for name, count in counts.items():
        spelt[name_key(name) or name][name] = count
    found: dict[str, OneOutlet] = {}
    for alike in spelt.values():
        found |= {one.name: one for one in _pairs(alike, counts, "differ only in case, marks or an article")}
    for host, alike in of_host.items():
        for one in (
            _pairs(alike, counts, f"are printed at one host, {host}") if len(alike) <= _MOST_NAMES else ()
        ):
            found.setdefault(one.name, one)
    return tuple(found.values())


def _pairs(alike: Mapping[str, int], counts: Mapping[str, int], reason: str) -> Iterator[OneOutlet]:
    """The rarer names, each beside the one that most articles have."""
    names = sorted(alike, key=lambda name: (-counts[name], name))
    for name in names[1:]:
        yield OneOutlet(name, counts[name], names[0], counts[names[0]], reason)
