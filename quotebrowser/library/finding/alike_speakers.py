"""Names that may be the same person's, with what speaks for each, the likeliest first.

One rule guards it: names are proposed, never merged; what speaks for each is counted, and gives no score.
What the user said is two speakers' is never proposed again.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from operator import itemgetter
from typing import Final

from quotebrowser import names
from quotebrowser.library.library import Library
from quotebrowser.model import Date, SpeakerKind
from quotebrowser.names.likeness import Likeness, alone, likeness, meeting, short_forms
from quotebrowser.store import SpeakerRow
from quotebrowser.text import counted, fold

_PART: Final = (Likeness.SURNAME, Likeness.INITIAL, Likeness.GIVEN)
"""Where one name is less than the other, whichever has more quotes."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A name that may be another's, with what speaks for it."""

    name: str
    """The shorter or rarer one, whose quotes would change."""
    into: str
    """Whose they would be."""
    reason: str
    """How the names are alike, as a clause."""
    quotes: int
    """How many quotes `name` has."""
    articles: int
    """In how many articles."""
    same_quotes: int
    """Utterances that some articles say the one said, and some the other."""
    same_articles: int
    """Articles that quote both."""
    same_outlets: int
    """Outlets that quote both."""
    same_titles: tuple[str, ...]
    """Titles under which both are named."""

    @property
    def evidence(self) -> tuple[str, ...]:
        """What speaks for it, in words, the strongest first."""
        kinds = (
            (self.same_quotes, "quote", " given to both"),
            (self.same_articles, "article", " with both"),
            (self.same_outlets, "outlet", " with both"),
        )
        titles = (f"both with the title {', '.join(self.same_titles)}",) if self.same_titles else ()
        said = [f"{counted(count, what)}{how}" for count, what, how in kinds if count]
        return (*said[: self.same_quotes > 0], *titles, *said[self.same_quotes > 0 :])

    @property
    def change(self) -> str:
        """What a merger changes, in words."""
        quotes = counted(self.quotes, "quote")
        return f"{quotes} in {counted(self.articles, 'article')}"

    def other(self, name: str) -> str:
        """The one of the two that is not `name`."""
        return self.into if name == self.name else self.name


_Pair = tuple[SpeakerRow, SpeakerRow]
"""Whose quotes would change, and whose they would be."""


@dataclass(slots=True)
class Said:
    """What a speaker said, gathered."""

    quotes: int = 0
    articles: set[str] = field(default_factory=set)
    outlets: Counter[str] = field(default_factory=Counter)
    titles: Counter[str] = field(default_factory=Counter)
    utterances: set[str] = field(default_factory=set)
    dates: list[Date] = field(default_factory=list)

    @property
    def offices(self) -> dict[str, str]:
        """Titles as printed, without forms of address, which say nothing, by themselves folded."""
        found = {fold(title).rstrip("."): title for title in self.titles}
        return {plain: title for plain, title in found.items() if plain not in names.HONORIFICS}


def proposals(library: Library) -> tuple[Proposal, ...]:
    """All names that may be another's, the likeliest first; nothing is changed."""

    def found() -> tuple[Proposal, ...]:
        pairs = dict(pairs_of(library, library.store.quotes.speakers()))
        return tuple(ranked(pairs, gathered(library, {one.key for pair in pairs for one in pair})))

    listed: tuple[Proposal, ...] = library.alike.get("", found)
    return listed


def doubtful_uids(library: Library) -> tuple[str, ...]:
    """Uids of all quotes of those names, mentions and repeats included."""
    return library.store.speakers.uids(*{names.key(one.name) for one in proposals(library)})


def gathered(library: Library, keys: Iterable[str]) -> Mapping[str, Said]:
    """What speakers said, by their keys."""
    found: defaultdict[str, Said] = defaultdict(Said)
    for row in library.store.speakers.said(keys):
        said = found[row.key]
        said.quotes += 1
        said.articles.add(row.article)
        said.outlets[row.outlet] += 1
        said.utterances |= row.utterances
        if row.title:
            said.titles[row.title] += 1
        if row.published:
            said.dates.append(row.published)
    return found


def pairs_of(
    library: Library, rows: Sequence[SpeakerRow], about: SpeakerRow | None = None
) -> Iterator[tuple[_Pair, tuple[Likeness, str]]]:
    """Names that may be one speaker, with how they are alike; only those of `about`, if given."""
    seen = set(library.store.corrections.apart())
    for one, other in _meeting(rows, about):
        pair = frozenset((one.key, other.key))
        if len(pair) == 1 or pair in seen or one.kind is not other.kind:
            continue
        seen.add(pair)
        like = likeness(_addressed(one), _addressed(other))
        if like is not None and (one.kind is SpeakerKind.PERSON or names.compatible(one.name, other.name)):
            name, into = sorted((one, other), key=lambda row: _weight(row, like))
            shared = f", {names.split_title(name.name)[1]}" if like is Likeness.SURNAME else ""
            yield (name, into), (like, f"{like}{shared}")


def _addressed(row: SpeakerRow) -> str:
    """The name, behind what tells Mrs. from Mr. where only a surname is printed."""
    return f"{row.title} {row.name}" if names.gender_of_title(row.title) else row.name


def _weight(row: SpeakerRow, like: Likeness) -> tuple[object, ...]:
    words = row.key.split()
    return (len(words), len(words[0])) if like in _PART else (), row.quotes, row.key


def _meeting(rows: Sequence[SpeakerRow], about: SpeakerRow | None) -> Iterator[_Pair]:
    """Names that share more than a given name, and single words with those who may be called so."""
    met: defaultdict[str, list[SpeakerRow]] = defaultdict(list)
    lone: defaultdict[str, list[SpeakerRow]] = defaultdict(list)
    for row in rows:
        for shared in meeting(row.key):
            met[shared].append(row)
        if word := alone(row.key):
            lone[word].append(row)
    for some in met.values():
        if about is None:
            yield from combinations(some, 2)
        elif about in some:
            yield from ((about, row) for row in some)
    for row in rows:
        for word in short_forms(row.key) & lone.keys():
            yield from ((one, row) for one in lone[word] if about is None or about in (one, row))


def ranked(pairs: Mapping[_Pair, tuple[Likeness, str]], said: Mapping[str, Said]) -> Iterator[Proposal]:
    """What is proposed, the likeliest first: what articles say comes before how often a name is there."""
    found: list[tuple[tuple[object, ...], Proposal]] = []
    for (name, into), (like, reason) in pairs.items():
        mine, theirs = said.get(name.key, Said()), said.get(into.key, Said())
        offices = [title for plain, title in mine.offices.items() if plain in theirs.offices]
        one = Proposal(
            name=name.name,
            into=into.name,
            reason=reason,
            quotes=mine.quotes,
            articles=len(mine.articles),
            same_quotes=len(mine.utterances & theirs.utterances),
            same_articles=len(mine.articles & theirs.articles),
            same_outlets=len((mine.outlets.keys() & theirs.outlets.keys()) - {""}),
            same_titles=tuple(sorted(offices)),
        )
        if one.same_quotes or not like.weak or (like is Likeness.GIVEN and one.same_articles):
            quotes = mine.quotes + theirs.quotes
            weight = one.same_quotes, len(offices), one.same_articles, quotes, one.same_outlets
            found.append(((like.weak, *(-each for each in weight), into.key, name.key), one))
    yield from (one for _, one in sorted(found, key=itemgetter(0)))
