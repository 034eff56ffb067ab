"""Quotes that answer a query, ready to be listed.

Two rules guard it: an empty query is answered by the store alone, so that the first paint loads no index;
and the answer says so when the index lags behind the store.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from quotebrowser import query as language
from quotebrowser.library import keeping, rows
from quotebrowser.library.library import Library
from quotebrowser.library.views import Found, Row
from quotebrowser.model import Hit, Kind, Level, Results

_GROUPING_ROOM: Final = 4
"""How many times more quotes are fetched than utterances are wanted: an utterance of the seeds has up to
five printed passages, the median of a newsroom's library less than two."""
_RELAXED_BELOW: Final = 1
"""An answer with fewer quotes is followed by a search for most of the words: a wording remembered wrongly."""


@dataclass(frozen=True, slots=True)
class _Answer:
    """What the stages answered, before it is joined to rows."""

    results: Results
    node: language.Node
    notice: str = ""


def search(
    library: Library,
    query: str,
    *,
    limit: int = 200,
    sort: str = "relevance",
    as_typed: bool = False,
    group: bool = True,
) -> Found:
    """The quotes that answer a query; with `group`, one row for each utterance.

    Safe to call from a worker thread.

    Args:
        library: where to search.
        query: in the query language; empty is everything, newest first.
        limit: no more rows than this.
        sort: `relevance`, `date` (newest first, undated last) or `outlet`.
        as_typed: whether the query is still being typed: its last word counts as a beginning.
        group: whether quotes of one utterance are one row, its best quote.

    Raises:
        QueryError: the query means nothing; it points at the character.
    """
    started = time.perf_counter()
    node = language.parse(query, as_typed=as_typed)
    answer = _ask(library, node, limit * _GROUPING_ROOM if group else limit, sort)
    listed = _rows(library, answer)
    if group:
        listed = _grouped(listed)
    suggestions = () if listed else _suggestions(library, node)
    return Found(
        query=query,
        rows=tuple(listed[:limit]),
        total=answer.results.total,
        speakers=answer.results.speakers,
        outlets=answer.results.outlets,
        suggestions=suggestions,
        notice=answer.notice,
        seconds=time.perf_counter() - started,
    )


def _ask(library: Library, node: language.Node, limit: int, sort: str) -> _Answer:
    if isinstance(node, language.Everything) and sort != "outlet":
        hits = tuple(Hit(uid, 0.0) for uid in library.store.listing.newest(limit))
        return _Answer(Results(hits, library.store.counts().quotes), node)
    notice = _level(library)
    allowed = _allowed(library, node)
    results = library.index.search(node, limit=limit, sort=sort, allowed=allowed)
    if results.total < _RELAXED_BELOW and (relaxed := language.relaxed(node)) is not None:
        nearest = library.index.search(relaxed, limit=limit, sort=sort, allowed=allowed)
        if nearest.total:
            return _Answer(nearest, relaxed, notice or "Nothing has all the words; these have most of them")
    return _Answer(results, node, notice)


def _level(library: Library) -> str:
    """Bring the index level, unless another thread is at it: then say that the answer may be incomplete."""
    if not keeping.behind(library):
        return ""
    if library.indexing.locked():
        return "The index is being brought up to date; the answer may be incomplete"
    keeping.catch_up(library)
    return ""


def _allowed(library: Library, node: language.Node) -> frozenset[str] | None:
    """Uids to which the store narrows the query; None where it asks nothing of the store."""
    allowed: frozenset[str] | None = None
    for part in language.store_filters(node):
        if isinstance(part, language.Not):
            uids = frozenset(library.store.listing.uids()) - _told(library, part.node)
        else:
            uids = _told(library, part)
        allowed = uids if allowed is None else allowed & uids
    return allowed


def _told(library: Library, part: language.Node) -> frozenset[str]:
    """Uids of the quotes for which something holds that only the store knows."""
    match part:
        case language.Witnesses(minimum):
            return library.store.quotes.witnessed(minimum)
        case language.Marked(name):
            return frozenset(library.store.marks.marked(name))
        case _:
            return library.store.quotes.differing()


def _rows(library: Library, answer: _Answer) -> list[Row]:
    from quotebrowser.index import highlights

    hits = answer.results.hits
    scores = {hit.uid: hit.score for hit in hits}
    listed = rows.of(library, [hit.uid for hit in hits], scores)
    if isinstance(answer.node, language.Everything):
        return list(listed)
    return [
        _pointed(library, replace(row, highlights=tuple(highlights(answer.node, row.text)))) for row in listed
    ]


def _pointed(library: Library, row: Row) -> Row:
    """The row under the utterance of the part that matched, where the quote has several."""
    if len(row.spans) == 1 or not row.highlights or row.kind is Kind.MENTION:
        return row
    part = best_part(row)
    if part == 0:
        return row
    utterance = library.store.passages.utterance_of(rows.part_uid(row, part))
    if utterance is None:
        return row
    summary = library.store.passages.summaries([utterance.id])[utterance.id]
    return replace(row, utterance=utterance.id, witnesses=summary.witnesses, level=Level(summary.level))


def best_part(row: Row) -> int:
    """Index of the part of a quote that has most of what matched."""
    counts = [0] * len(row.spans)
    for span in row.highlights:
        counts[rows.span_at(row, span.start)] += len(span)
    return counts.index(max(counts))


def _grouped(listed: Sequence[Row]) -> list[Row]:
    """The best row of each utterance; mentions stay, each by itself."""
    seen: set[str] = set()
    kept: list[Row] = []
    for row in listed:
        key = row.utterance or row.uid
        if key not in seen:
            seen.add(key)
            kept.append(row)
    return kept


def _suggestions(library: Library, node: language.Node) -> tuple[str, ...]:
    """The query with its unknown words in the nearest known spelling; empty where there is none."""
    nearest = {word: library.index.suggest(word) for word in language.positive_words(node)}
    changes = {word: found[0] for word, found in nearest.items() if found}
    return (language.describe(language.corrected(node, changes)),) if changes else ()
