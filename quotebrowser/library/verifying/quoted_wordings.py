"""Quotes of the library that print some words, or nearly so, and records that have them.

One rule guards it: each printing is compared itself, and records of the same words are always looked for.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import Final

from quotebrowser import collate
from quotebrowser.library import rows
from quotebrowser.library.finding import answerer
from quotebrowser.library.library import Library
from quotebrowser.library.verifying import recorded_wordings
from quotebrowser.library.verifying.compared_words import (
    ALIKE,
    MOST_COMPARED,
    Compared,
    beside,
    folded,
    wordings,
)
from quotebrowser.library.verifying.verdicts import Source, Wording
from quotebrowser.model import Passage, Span
from quotebrowser.query import Most, Node, Word
from quotebrowser.store import Grouped, QuoteRow
from quotebrowser.text import unknown

_CANDIDATES: Final = 40
"""Quotes looked at. On the dev pairs of a 1,675-quote collection the right one was among the first 10; 40
leaves room for much-printed utterances."""
_MOST_WORDS: Final = 40
"""Words searched for: as many as a query may have terms, less room for the rest."""
_SHARE: Final = 0.5
"""Share of the remembered words a candidate must have."""
WHOLE: Final = 0.9
"""Share of the words that one quote prints from which it is not looked for parts of them elsewhere."""
_PRINTINGS: Final = 200
"""Printings of an utterance that are compared."""
_LONG: Final = 4_000
"""Characters of a quote of which only the likely places are compared."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """What quotes and records have of some words."""

    wordings: tuple[Wording, ...]
    """The best first."""
    score: float = 0.0
    """Share of the words that the best one prints; 0 if there is none."""
    speakers: tuple[str, ...] = ()
    """Who said these quotations, or those that come very near, as far as that is certain."""
    recorded: tuple[str, ...] = ()
    """Who said them by the records, as far as that is certain."""
    silent: tuple[str, ...] = ()
    """Records of the day and the speaker of these quotations that lack the words, by their labels."""
    beginning: int = 0
    """Of how many of the first words a quote prints all in a row; 0 where one prints nearly all."""


def find(library: Library, text: str, *, around: str = "", whole: bool = False) -> Quoted:
    """The quotes that print some words, or nearly so.

    Args:
        library: where.
        text: the words.
        around: what a draft prints of the same quote besides: to go on with that is no cut.
        whole: whether they have to be a whole passage.
    """
    uids = _candidates(library, text)
    records = recorded_wordings.Records(library, text, frozenset(folded(around)))
    stored = library.store.quotes.many(records.without(uids))
    keys = [folded(" ".join(row.parts)) for row in stored]
    likely = (stored[at] for at in _likely(keys, text))
    found = [one for one in (_compared(row, text, records.around) for row in likely) if one]
    records.look_near()
    if whole:
        found = [one for one in found if _is_part(one, text)]
        records.found = [one for one in records.found if _is_part(one, text)]
    found += _other_printings(library, text, records, found)
    silent = records.silent(found)
    found += records.found
    quoted = _quoted(library, found, silent)
    return quoted if quoted.score >= WHOLE else replace(quoted, beginning=_longest_beginning(keys, text))


def _longest_beginning(printed: Iterable[Sequence[str]], text: str) -> int:
    """Of how many of the first spoken words of `text` a quote prints all in a row."""
    wanted = [word.key for word in collate.remembered(text).spoken]
    longest = 0
    for keys in printed:
        for start in (at for at, key in enumerate(keys) if key == wanted[0]):
            same = takewhile(lambda pair: pair[0] == pair[1], zip(keys[start:], wanted, strict=False))
            longest = max(longest, sum(1 for _ in same))
    return longest


def _candidates(library: Library, text: str) -> tuple[str, ...]:
    """Uids of the quotes that share most of the words."""
    spoken = " ".join(word.plain for word in collate.remembered(text).spoken)
    chosen = sorted(dict.fromkeys(folded(spoken)), key=len, reverse=True)[:_MOST_WORDS]
    nodes: tuple[Node, ...] = tuple(Word(word) for word in chosen)
    if not nodes:
        return ()
    node = nodes[0] if len(nodes) == 1 else Most(nodes, max(1, int(len(nodes) * _SHARE)))
    results = answerer.hits(library, node, limit=_CANDIDATES)
    return tuple(hit.uid for hit in results.hits)


def _likely(printed: Sequence[Sequence[str]], text: str) -> list[int]:
    """Numbers of the quotes worth comparing word by word: those that share most of the words."""
    wanted = set(folded(text))
    shares = [-len(wanted.intersection(words)) for words in printed]
    order = sorted(range(len(shares)), key=lambda at: (shares[at], at))
    most = min(shares, default=0)
    return [at for place, at in enumerate(order) if shares[at] == most or place < MOST_COMPARED]


def _is_part(compared: Compared, text: str) -> bool:
    """Whether a part of a quote is just these words."""
    wanted = folded(text)
    return any(folded(part) == wanted for part in compared.parts)


def _compared(stored: QuoteRow, text: str, around: frozenset[str]) -> Compared | None:
    """The words against the parts of a quote, one after the other; None if they are something else."""
    found = [
        one for one in (_within(stored, text, around, window) for window in _windows(stored, text)) if one
    ]
    return min(found, key=lambda one: one.rank, default=None)


def _windows(stored: QuoteRow, text: str) -> list[range]:
    """Which parts of a quote are compared: all, or of a long one those where the words may stand."""
    if sum(map(len, stored.parts)) <= _LONG:
        return [range(len(stored.parts))]
    windows = (place.sentences for place in collate.Speech(stored.parts).places(text))
    return list(
        dict.fromkeys(range(max(one.start - 1, 0), min(one.stop + 1, len(stored.parts))) for one in windows)
    )


def _within(stored: QuoteRow, text: str, around: frozenset[str], window: range) -> Compared | None:
    part = slice(window.start, window.stop)
    parts = stored.parts[part]
    compared = beside(parts, text, around, collate.PRINT)
    if compared is None:
        return None
    said = stored.quote.attribution
    return Compared(
        _source(stored),
        compared.verdict,
        compared.tier,
        parts,
        stored.quote.spans[part],
        compared.pieces,
        stored.continued[part],
        tuple(group.id for group in _groups(parts, stored.groups[part], compared.verdict.span)),
        said.speaker.name if said and said.certain else "",
        stored.published,
        stored.quote.kind,
    )


def _source(stored: QuoteRow) -> Source:
    row = rows.made(stored)
    where, when = unknown.where(row.outlet, row.source), unknown.when(row.published)
    who = unknown.who(row.title, row.speaker)
    line = f"{who}, {where}, {when} [{row.uid}]"
    return Source(row.uid, row.article, line, f"{where}, {when}", row.speaker, outlet=row.outlet)


def _groups(parts: Sequence[str], groups: Sequence[Grouped | None], span: Span | None) -> Iterable[Grouped]:
    """The utterances of the parts of a quote that answer the words."""
    start = 0
    for part, group in zip(parts, groups, strict=True):
        if group is not None and span is not None and span.overlaps(Span(start, start + len(part))):
            yield group
        start += len(part) + 1


def _other_printings(
    library: Library, text: str, records: recorded_wordings.Records, found: Sequence[Compared]
) -> list[Compared]:
    """The printings of the same utterances that the search has not brought up; records are looked at too."""
    good = [one for one in (*found, *records.found) if one.is_good]
    utterances = dict.fromkeys(group for one in good for group in one.groups)
    members: list[Passage] = []
    for name in utterances:
        members += library.store.passages.members(name)[:_PRINTINGS]
    records.look_into(dict.fromkeys(one.article for one in members))
    known = {one.source.uid for one in found}
    uids = dict.fromkeys(one.quote for one in members if one.article not in records.known)
    lacking = [uid for uid in uids if uid not in known]
    others = library.store.quotes.many(lacking) if lacking else ()
    return [one for one in (_compared(row, text, records.around) for row in others) if one is not None]


def _quoted(library: Library, found: Sequence[Compared], silent: tuple[str, ...]) -> Quoted:
    good = [one for one in found if one.is_good]
    alike = good or [one for one in found if one.verdict.score >= ALIKE]
    printed, recorded = (
        tuple(
            dict.fromkeys(
                one.speaker for one in alike if one.speaker and one.source.form.is_record is is_record
            )
        )
        for is_record in (False, True)
    )
    best = min(found, key=lambda one: one.rank, default=None)
    score = best.verdict.score if best else 0.0
    return Quoted(wordings(library, found), score, printed, recorded, silent)
