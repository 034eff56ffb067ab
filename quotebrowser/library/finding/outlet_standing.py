"""How an outlet prints what others print too: which of its quotes are cut, in other words, first.

One rule guards it: what articles print is held place by place against what most others print there, or
against the record if there is one. Which of them changed anything nobody knows.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Final

from quotebrowser.library.library import Library
from quotebrowser.library.views import outlets_of
from quotebrowser.model import Collation, Difference, Facts, Variation
from quotebrowser.query import BY_NAME
from quotebrowser.store.tables.speaker_quotes import SharedRow
from quotebrowser.text import fold

WAYS: Final = BY_NAME["print"].values
"""What is told apart. What is in other words includes what may have another meaning."""
_LACKS: Final = (Variation.NOT_QUOTED, Variation.PARAPHRASED)
_CUT: Final = (Variation.CUT, Variation.CUT_DECLARED)


def uids(library: Library, name: str) -> tuple[str, ...]:
    """Uids of all quotes of an outlet, mentions and repeats included."""
    return library.store.outlets.uids(_spellings(library, name))


def _spellings(library: Library, name: str) -> tuple[str, ...]:
    """The names of outlets that are `name` but for case, accents and white space."""

    def plain(text: str) -> str:
        return " ".join(fold(text.replace(chr(34), " ")).split())

    return tuple(each for each in library.store.outlets.names() if each and plain(each) == plain(name))


def printed(library: Library, name: str) -> Mapping[str, frozenset[str]]:
    """Uids of the quotes of an outlet that are printed in some way, by value of `print`.

    To compare them takes a second for some forty that differ, so that it outlives what changes no quote.
    """
    from quotebrowser.library.upkeep.regroup import LEFT

    key = fold(name), library.version, library.store.meta.get(LEFT)
    return library.standings.get(key, lambda: _Standing(library, _spellings(library, name)).found())


class _Standing:
    """How the outlet of some names prints what others print too."""

    def __init__(self, library: Library, names: Collection[str]) -> None:
        self._library = library
        self._names = names
        self._found: defaultdict[str, set[str]] = defaultdict(set)

    def found(self) -> Mapping[str, frozenset[str]]:
        """Uids of quotes by value of `print`."""
        store = self._library.store
        shared: dict[str, list[SharedRow]] = {}
        for row in store.outlets.shared(self._names):
            shared.setdefault(row.utterance, []).append(row)
        articles = store.utterances.articles(shared)
        facts = store.listing.facts({one for some in articles.values() for one in some})
        for utterance, rows in shared.items():
            reports = {one: facts[one] for one in articles[utterance] if not facts[one].form_of.is_record}
            own = [row for row in rows if row.article in reports]
            if own:
                too = outlets_of(reports.values()) > 1
                recorded = len(reports) < len(articles[utterance])
                self._note("too" if too else "", own)
                self._note("record" if recorded else "", own)
                if too:
                    self._note_days(own, reports)
                if own[0].level and (too or recorded):
                    self._note_words(own, too=too)
        self._found["agrees"] = self._found["record"] - self._found.pop("disagrees", set())
        return {value: frozenset(self._found[value]) for value in WAYS}

    def _note(self, value: str, rows: Iterable[SharedRow]) -> None:
        if value:
            self._found[value].update(row.quote for row in rows)

    def _note_days(self, own: Sequence[SharedRow], reports: Mapping[str, Facts]) -> None:
        """Note what was printed first, where the outlet's day is known and another's: no guess counts."""
        days = {name: day for name, one in reports.items() if (day := _day(one))}
        theirs = {row.article for row in own}
        dated = [row for row in own if row.article in days]
        others = [day for name, day in days.items() if name not in theirs]
        if dated and others:
            earliest = min(days.values())
            first = [row for row in dated if days[row.article] == earliest]
            self._note("dated", dated)
            self._note("first", first)
            self._note("tied" if earliest in others else "", first)

    def _note_words(self, own: Sequence[SharedRow], *, too: bool) -> None:
        """Note how the words differ."""
        from quotebrowser import collate
        from quotebrowser.library.printed_spans import gathered

        members, articles, _, rest = gathered(self._library, own[0].utterance)
        if not members:
            return
        collation = collate.collate(own[0].utterance, members, articles, others=rest)
        for row in own:
            for way in ways(collation, row.article):
                self._note(way if too or way == "disagrees" else "", [row])


def _day(facts: Facts) -> int:
    """Ordinal of the day of publication; 0 where it is not known for sure."""
    published = facts.published
    if published is None or not published.certain or published.date is None or not published.date.day:
        return 0
    return published.date.first


def ways(collation: Collation, article: str) -> frozenset[str]:
    """How an article prints an utterance that others print too: `cut`, `words`, `meaning`, `disagrees`.

    At each place its words are held against those of the record, or, where there is none, of the articles
    that print it: they differ if more of these print others than print the same. What it does not quote says
    nothing, unless the part of a sentence that it leaves out holds a word that turns it round.
    """
    found: set[str] = set()
    records = [at for at, one in enumerate(collation.witnesses) if one.record]
    for at, witness in enumerate(collation.witnesses):
        if witness.article != article:
            continue
        states = {column.readings[at].state for column in collation.columns}
        found |= {"cut"} if states & {*_CUT} else set()
        found |= {"disagrees"} if Variation.CUT in states else set()
        for one in collation.differences:
            against = [other for other in records if _reaches(collation, one, other)][:1]
            if one.level and _differs(collation, one, at, against):
                meaning = one.level.may_change_meaning
                marked = _states(collation, one, at) == {Variation.CUT_DECLARED}
                found |= {"words"} if meaning or not marked else set()
                found |= {"meaning"} if meaning else set()
                found |= {"disagrees"} if against and (meaning or not marked) else set()
    return frozenset(found)


def _differs(collation: Collation, one: Difference, at: int, against: Sequence[int]) -> bool:
    """Whether the words of a witness differ at a place from the record's, or from most others'."""
    if one.state is Variation.NOT_QUOTED:
        beside = (
            collation.columns[each] for each in (one.first - 1, one.last + 1) if _is_in(collation, each)
        )
        return not _words(collation, one, at) and any(each.readings[at].text for each in beside)
    if not _reaches(collation, one, at):
        return False
    others = against or [
        other
        for other, witness in enumerate(collation.witnesses)
        if witness.article != collation.witnesses[at].article and _reaches(collation, one, other)
    ]
    own = _words(collation, one, at)
    same = sum(_words(collation, one, other) == own for other in others)
    return len(others) - same > same


def _is_in(collation: Collation, column: int) -> bool:
    return 0 <= column < len(collation.columns)


def _states(collation: Collation, one: Difference, at: int) -> set[Variation]:
    return {column.readings[at].state for column in collation.columns[one.first : one.last + 1]}


def _reaches(collation: Collation, one: Difference, at: int) -> bool:
    """Whether a witness prints something at a place, or runs on over it."""
    return not _states(collation, one, at) <= {*_LACKS}


def _words(collation: Collation, one: Difference, at: int) -> str:
    """What a witness prints at a place, without case, white space and punctuation."""
    columns = collation.columns[one.first : one.last + 1]
    return "".join(char for column in columns for char in fold(column.readings[at].text) if char.isalnum())
