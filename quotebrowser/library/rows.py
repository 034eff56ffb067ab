"""Rows of lists, made from what the store holds.

One rule guards it: which part of a quote a row speaks of is decided here alone. Whoever shows, compares or
cites what a row shows is given the row's pointer.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from types import MappingProxyType
from typing import Final

from quotebrowser.library.library import Library
from quotebrowser.library.views import PART_BREAK, Row, outlets_of
from quotebrowser.model import UNCERTAIN_BELOW, Form, Kind, Moment, Pointer, Span, passage_uid
from quotebrowser.model.article import time_at
from quotebrowser.store import QuoteRow, Summary

Highlights = Callable[[str], tuple[Span, ...]]
"""Where the words of a query stand in a text."""

_SEVERAL: Final = 2
"""Articles from which there is something to compare."""
_ALONE: Final = Summary(witnesses=1, level=0)
"""Of a quote that is in no utterance."""
_NONE: Final = Summary(witnesses=0, level=-1)
"""Of a part that is in none."""


def joined(stored: QuoteRow) -> str:
    """The printed words of a quote as one text."""
    return "".join(_with_breaks(stored))


def _with_breaks(stored: QuoteRow) -> Iterator[str]:
    """The parts of a quote, each with what stands between it and the next."""
    for part, continued in zip(stored.parts[:-1], stored.continued, strict=False):
        yield f"{part}{' ' if continued else PART_BREAK}"
    yield stored.parts[-1]


def unmarked(text: str) -> tuple[Span, ...]:
    """The highlights of a list that no words were looked for in."""
    del text
    return ()


def of(
    library: Library,
    uids: Iterable[str],
    scores: Mapping[str, float] | None = None,
    highlights: Highlights = unmarked,
    under: Mapping[str, str] = MappingProxyType({}),
) -> tuple[Row, ...]:
    """Rows of quotes, in the order of `uids`, each once; an unknown uid is left out.

    Args:
        library: whose quotes.
        uids: of the quotes.
        scores: their relevance.
        highlights: finds what to highlight.
        under: utterances that some of them are listed under, by uid; where none is given, see `_part`.
    """
    found = library.store.quotes.many(uids)
    records = {stored.quote.article for stored in found if stored.facts.form_of is not Form.REPORT}
    times = library.store.listing.times(records) if records else {}
    every = (
        made(
            stored,
            score=(scores or {}).get(stored.quote.uid, 0.0),
            highlights=highlights,
            times=times.get(stored.quote.article, ()),
            under=under.get(stored.quote.uid, ""),
        )
        for stored in found
    )
    return with_outlets(library, tuple(every))


def with_outlets(library: Library, rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """The same rows; where a record has what others print, with the number of their outlets."""
    several = {row.utterance for row in rows if row.witnesses > 1 and row.record.is_record}
    if not several:
        return rows
    articles = library.store.utterances.articles(several)
    facts = library.store.listing.facts({one for ids in articles.values() for one in ids})
    printed = {
        name: outlets_of(facts[one] for one in ids if not facts[one].form_of.is_record)
        for name, ids in articles.items()
    }
    return tuple(replace(row, outlets=printed.get(row.utterance, 0)) for row in rows)


def made(
    stored: QuoteRow,
    *,
    score: float = 0.0,
    highlights: Highlights = unmarked,
    passage: str = "",
    times: Sequence[Moment] = (),
    under: str = "",
) -> Row:
    """The row of a quote.

    Args:
        stored: the quote.
        score: its relevance.
        highlights: finds what to highlight.
        passage: uid of the part that is meant; empty: see `_part`.
        times: of the article, as far as they were looked up.
        under: the utterance that it is listed under, if that is known.
    """
    quote = stored.quote
    said = quote.attribution
    text = joined(stored)
    marked = highlights(text)
    listed = [at for at, one in enumerate(stored.groups) if under and one is not None and one.id == under]
    part = listed[0] if listed else _part(stored, marked, passage)
    group = stored.groups[part]
    return Row(
        pointer=_pointer(stored, part),
        score=score,
        text=text,
        highlights=marked,
        speaker=said.speaker.name if said else "",
        title=said.speaker.title if said else "",
        named=said is not None and said.speaker.named,
        uncertain=said is not None and said.confidence < UNCERTAIN_BELOW,
        kind=quote.kind,
        facts=stored.facts,
        article=quote.article,
        origin=stored.origin,
        spans=quote.spans,
        summary=group.summary if group else _ALONE,
        groups=tuple(one.id if one else "" for one in stored.groups),
        repeats=quote.repeats,
        caption=stored.caption,
        part=part,
        time=time_at(times, _said_at(stored, marked, part)) if times else None,
    )


def pointer(stored: QuoteRow) -> Pointer:
    """What a quote is pointed at by where no words were looked for and no part was named."""
    return _pointer(stored, _part(stored))


def pointed(library: Library, named: str) -> Pointer | None:
    """What is pointed at by the uid of a quote or of a part, or the id of an utterance; None if unknown.

    A quote's uid is that of its first part too, and may be the id of what several articles print of that;
    else it points where the row of the quote does.
    """
    found = library.store.quotes.pointer(named)
    if found is None or named != found.quote:
        return found
    stored = library.store.quotes.many([named])
    first = stored[0].groups[0] if stored else None
    if not stored or (first is not None and first.id == named and first.summary.witnesses >= _SEVERAL):
        return found
    return pointer(stored[0])


def _pointer(stored: QuoteRow, part: int) -> Pointer:
    quote, group = stored.quote, stored.groups[part]
    if group is None:
        return Pointer(quote.uid, quote.uid, "")
    return Pointer(quote.uid, passage_uid(quote.article, quote.spans[part].start), group.id)


def _part(stored: QuoteRow, highlights: Sequence[Span] = (), passage: str = "") -> int:
    """Index of the part of a quote that a row speaks of; of several parts of one utterance the first.

    The one named; else the one that has most of what matched; but if only this article prints it, and is no
    record, the one that others print in the most different ways: a difference must not hide behind a part
    that nobody else prints, and whole quotes are compared. The utterance that has the quote's own uid comes
    first, as that uid opens it.
    """
    quote, groups = stored.quote, stored.groups
    if len(quote.spans) == 1 or quote.kind is Kind.MENTION:
        return 0
    uids = [passage_uid(quote.article, span.start) for span in quote.spans]
    ranks = [
        (group.summary.witnesses >= _SEVERAL, group.id == quote.uid, group.summary.level)
        if group
        else (False, False, -1)
        for group in groups
    ]
    most = ranks.index(max(ranks))
    matched = _matched(stored, highlights)
    best = matched.index(max(matched)) if any(matched) else most
    if stored.facts.form_of is not Form.REPORT and any(matched):
        return best
    if passage in uids:
        best = uids.index(passage)
    group = groups[best]
    alone = group is not None and group.summary.witnesses < _SEVERAL
    in_record = any(matched) and stored.facts.form_of.is_record
    if group is None or (alone and not passage and not in_record):
        best = most
    return groups.index(groups[best])


def _matched(stored: QuoteRow, highlights: Sequence[Span]) -> list[int]:
    """How many letters of each part are of what was looked for, those of a word that comes again once."""
    text = joined(stored) if highlights else ""
    seen: list[set[str]] = [set() for _ in stored.parts]
    for span in highlights:
        seen[_part_at(stored, span.start)].add(span.of(text).casefold())
    return [sum(map(len, found)) for found in seen]


def _said_at(stored: QuoteRow, highlights: Sequence[Span], part: int) -> int:
    """Where in the article that stands of a part which was looked for; else where the part begins."""
    start = sum(len(each) for each in islice(_with_breaks(stored), part))
    within = (span.start - start for span in highlights if span.start >= start)
    span = stored.quote.spans[part]
    first = next(within, 0)
    return span.start + (first if first < len(span) else 0)


def _part_at(stored: QuoteRow, offset: int) -> int:
    """Index of the part that holds `offset` of the joined text."""
    end = 0
    for index, part in enumerate(_with_breaks(stored)):
        end += len(part)
        if offset < end:
            return index
    return len(stored.parts) - 1
