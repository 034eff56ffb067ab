"""What is doubtful in a library, in the order in which it is to be decided.

One rule guards it: what is listed is what `uncertain:` finds, no more and no less; what was decided is gone.

Speakers come first: a wrong one is the worst mistake. Those with most quotes lead, of each the least sure
quote. Then names, the likeliest first; dates, of the articles with most quotes; outlets, of the sites with
most quotes. What was put off comes behind all of that.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
from itertools import chain
from typing import Final, NamedTuple

from quotebrowser import names
from quotebrowser.ingest.facts.outlets import host_of
from quotebrowser.library.finding import alike_speakers
from quotebrowser.library.finding.alike_speakers import Proposal
from quotebrowser.library.library import Library
from quotebrowser.model import UNCERTAIN_BELOW, DoubtKind

FACTS: Final = {DoubtKind.DATE: "published", DoubtKind.OUTLET: "outlet"}
"""The fact that is doubtful, by what it is."""


class Doubt(NamedTuple):
    """One thing to decide."""

    kind: DoubtKind
    about: str
    """Uid of the quote, id of the article or key of the name."""
    other: str = ""
    """Key of the other name; empty for all but names."""
    quotes: int = 1
    """How many the answer is about: of one article where others of its site are asked about, too."""
    site: str = ""
    """Host of the article, of an outlet; empty if unknown."""
    alike: tuple[str, ...] = ()
    """Ids of all articles of the site of whose outlet the same is known, this one among them."""
    proposal: Proposal | None = None
    """Of a name."""
    later: bool = False
    """Whether it was put off."""

    @property
    def key(self) -> tuple[str, str, str]:
        """What names it in the library."""
        return self.kind.value, self.about, self.other


def listed(
    library: Library,
    kinds: Collection[DoubtKind] = tuple(DoubtKind),
    uids: Collection[str] | None = None,
) -> tuple[Doubt, ...]:
    """All that is doubtful, in order.

    Args:
        library: where.
        kinds: what may be doubtful.
        uids: of the quotes that it is to be about: their speakers, dates and outlets; None: of all.
    """
    articles, keys = library.store.speakers.about(uids) if uids is not None else (frozenset(), frozenset())
    within = None if uids is None else _Within(frozenset(uids), articles, keys)
    found = chain.from_iterable(_OF[kind](library, within) for kind in DoubtKind if kind in kinds)
    later = library.store.speakers.put_off()
    if not later:
        return tuple(found)
    known = (one._replace(later=one.key in later) for one in found)
    return tuple(sorted(known, key=lambda one: later.get(one.key, 0)))


class _Within(NamedTuple):
    """What doubts may be about."""

    uids: frozenset[str]
    articles: frozenset[str]
    keys: frozenset[str]


def _speakers(library: Library, within: _Within | None) -> Iterator[Doubt]:
    rows = library.store.speakers.doubtful(UNCERTAIN_BELOW)
    said = library.store.speakers.counted() if rows else {}
    rows.sort(key=lambda row: (-said.get(row.key, 0), row.key, row.confidence))
    for row in rows:
        if within is None or row.uid in within.uids:
            yield Doubt(DoubtKind.SPEAKER, row.uid)


def _names(library: Library, within: _Within | None) -> Iterator[Doubt]:
    for one in alike_speakers.proposals(library):
        pair = names.key(one.name), names.key(one.into)
        if within is None or not within.keys.isdisjoint(pair):
            yield Doubt(DoubtKind.NAME, *pair, quotes=one.quotes, proposal=one)


def _dates(library: Library, within: _Within | None) -> Iterator[Doubt]:
    rows = library.store.speakers.unsure(FACTS[DoubtKind.DATE])
    for row in sorted(rows, key=lambda row: -row.quotes):
        if within is None or row.article in within.articles:
            yield Doubt(DoubtKind.DATE, row.article, quotes=row.quotes)


def _outlets(library: Library, within: _Within | None) -> Iterator[Doubt]:
    rows = [(row, host_of(row.url)) for row in library.store.speakers.unsure(FACTS[DoubtKind.OUTLET])]
    printed: Counter[str] = Counter()
    of_site: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for row, site in rows:
        printed[site or row.article] += row.quotes
        of_site[site, row.value].append(row.article)
    alike = {key: tuple(articles) for key, articles in of_site.items() if key[0]}
    for row, site in sorted(
        rows, key=lambda one: (-printed[one[1] or one[0].article], one[1], -one[0].quotes)
    ):
        if within is None or row.article in within.articles:
            same = alike.get((site, row.value), ())
            yield Doubt(DoubtKind.OUTLET, row.article, quotes=row.quotes, site=site, alike=same)


_OF: Final = {
    DoubtKind.SPEAKER: _speakers,
    DoubtKind.NAME: _names,
    DoubtKind.DATE: _dates,
    DoubtKind.OUTLET: _outlets,
}
