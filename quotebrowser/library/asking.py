"""The index asked, and its answer joined to rows.

One rule guards it: the answer says so when the index lags behind the store, and when it was loosened.
"""

from dataclasses import replace
from typing import Final

from quotebrowser import query as language
from quotebrowser.index import highlights
from quotebrowser.library import keeping, rows
from quotebrowser.library.library import Library
from quotebrowser.library.views import Found, Row
from quotebrowser.model import Kind, Level, Results

LOOSENED: Final = "Nothing has all the words; these have most of them"
"""Said where a wording seems to be remembered wrongly."""


def ask(
    library: Library, query: str, *, limit: int, sort: str, as_typed: bool
) -> tuple[tuple[Row, ...], Found]:
    """Rows of the quotes that answer, and the answer without them.

    Raises:
        QueryError: the query means nothing.
    """
    node = language.parse(query, as_typed=as_typed)
    notice = _level(library)
    allowed = _allowed(library, node)
    results = library.index.search(node, limit=limit, sort=sort, allowed=allowed)
    relaxed = None if results.total else language.relaxed(node)
    if relaxed is not None:
        nearest = library.index.search(relaxed, limit=limit, sort=sort, allowed=allowed)
        if nearest.total:
            node, results, notice = relaxed, nearest, notice or LOOSENED
    listed = _rows(library, node, results)
    suggestions = () if listed else _suggestions(library, node)
    return listed, Found(
        query, (), results.total, results.speakers, results.outlets, suggestions, notice, seconds=0.0
    )


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
            uids = frozenset(library.store.quotes.uids()) - _told(library, part.node)
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


def _rows(library: Library, node: language.Node, results: Results) -> tuple[Row, ...]:
    scores = {hit.uid: hit.score for hit in results.hits}
    listed = rows.of(library, [hit.uid for hit in results.hits], scores)
    return tuple(
        _pointed(library, replace(row, highlights=tuple(highlights(node, row.text)))) for row in listed
    )


def _pointed(library: Library, row: Row) -> Row:
    """The row under the utterance of the part that matched, where the quote has several."""
    if len(row.spans) == 1 or not row.highlights or row.kind is Kind.MENTION:
        return row
    part = rows.best_part(row)
    if part == 0:
        return row
    utterance = library.store.passages.utterance_of(rows.part_uid(row, part))
    if utterance is None:
        return row
    summary = library.store.passages.summaries([utterance.id])[utterance.id]
    return replace(
        row,
        utterance=utterance.id,
        witnesses=summary.witnesses,
        level=Level(summary.level),
        texts=summary.texts,
    )


def _suggestions(library: Library, node: language.Node) -> tuple[str, ...]:
    """The query with its unknown words in the nearest known spelling; empty where there is none."""
    nearest = {word: library.index.suggest(word) for word in language.positive_words(node)}
    changes = {word: found[0] for word, found in nearest.items() if found}
    return (language.describe(language.corrected(node, changes)),) if changes else ()
