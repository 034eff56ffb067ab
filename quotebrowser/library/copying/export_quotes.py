"""Quotes written to a file, in the formats other programs read.

One rule guards it: JSON Lines is lossless; every other format passes the words through `text.safe`.
"""

import csv
import io
import os
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final

from quotebrowser.errors import UsageError
from quotebrowser.library.finding import search_quotes
from quotebrowser.library.library import Library
from quotebrowser.library.showing import quote_views
from quotebrowser.library.views import QuoteView
from quotebrowser.store import place
from quotebrowser.text import safe_line
from quotebrowser.text.json_lines import json_line

_EVERYTHING: Final = 10_000_000
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
_COLUMNS: Final = (
    "uid", "text", "speaker", "title", "kind", "confidence", "outlet", "published", "headline", "byline",
    "url", "via", "article", "path", "start", "end", "group", "witnesses",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of an export."""

    text: str
    """Lines, with a newline at the end."""
    quotes: int
    """How many quotes it holds."""


def spreadsheet_cell(value: object) -> str:
    """A cell that no spreadsheet runs as a formula: an apostrophe stands before what would be one."""
    text = "" if value is None else safe_line(str(value))
    return "'" + text if text.startswith(_FORMULA) else text


def pieces(library: Library, query: str, form: str) -> Iterator[Piece]:
    """The quotes that answer `query` (empty: all), in a form `export --format` names."""
    views = _views(library, query)
    if form == "jsonl":
        for view in views:
            yield Piece(json_line(record(view)) + "\n", 1)
    elif form == "csv":
        yield from _csv(views)
    else:
        from quotebrowser.library.copying import cite_quotes

        uids = [view.quote.uid for view in views]
        if uids:
            citation = cite_quotes.bundle(library, uids, flavour=form)
            yield Piece(citation.text + "\n", len(uids))


def write(library: Library, query: str, form: str, path: Path) -> int:
    """Export to a file, whole or not at all; returns how many quotes. Without any nothing is written.

    What is no file, as a pipe or a device, is written to as it is; a link, where it leads.

    Raises:
        OSError: the file cannot be written.
        UsageError: it is one of the library's own.
    """
    path = path.resolve()
    if place.is_own(library.directory, path):
        raise UsageError(f"{path} is a part of the library itself", "Name a file outside it.")
    if path.exists() and not path.is_file():
        with path.open("w", encoding="utf-8", newline="") as stream:
            return _written(pieces(library, query, form), stream)
    handle, aside = tempfile.mkstemp(prefix=".quotes.", dir=path.parent)
    count = 0
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as stream:
            count = _written(pieces(library, query, form), stream)
        if count:
            Path(aside).replace(path)
    finally:
        Path(aside).unlink(missing_ok=True)
    return count


def _written(parts: Iterable[Piece], stream: IO[str]) -> int:
    """Write the parts; returns how many quotes they hold."""
    count = 0
    for piece in parts:
        stream.write(piece.text)
        count += piece.quotes
    return count


def record(view: QuoteView) -> dict[str, object]:
    """A quote with all that is known of it, for machines."""
    row, said = view.row, view.quote.attribution
    facts = {
        name: {"value": fact.value, "provenance": fact.provenance.value, "confidence": fact.confidence}
        for name, fact in view.article.facts.known()
    }
    return {
        "uid": row.uid,
        "text": row.text,
        "parts": list(view.quote.parts(view.article.text)),
        "spans": [[span.start, span.end] for span in row.spans],
        "kind": row.kind.value,
        "speaker": row.speaker or None,
        "speaker_title": row.title or None,
        "speaker_text": view.source or None,
        "cue": view.cue or None,
        "method": said.method if said else None,
        "confidence": round(said.confidence, 3) if said else None,
        "article": row.article,
        "path": row.origin,
        "paragraph": view.paragraph,
        "facts": facts,
        "groups": list(view.utterances),
        "witnesses": row.witnesses,
    }


def _views(library: Library, query: str) -> Iterator[QuoteView]:
    found = search_quotes.search(library, query, limit=_EVERYTHING, group=False, loosen=False)
    ordered = sorted(found.rows, key=lambda row: (row.origin, row.article, row.spans[0].start))
    return quote_views.views(library, [row.pointer for row in ordered])


def _csv(views: Iterable[QuoteView]) -> Iterator[Piece]:
    yield Piece(_line(_COLUMNS), 0)
    for view in views:
        row, facts = view.row, view.article.facts
        values = (
            row.uid, row.text, row.speaker, row.title, row.kind.value,
            f"{view.quote.attribution.confidence:.3f}" if view.quote.attribution else "",
            row.outlet, row.published.shown if row.published else "", row.headline,
            facts.byline.value if facts.byline else "", facts.url.value if facts.url else "",
            facts.via.value if facts.via else "", row.article, row.origin,
            row.spans[0].start, row.spans[-1].end, row.utterance, row.witnesses,
        )  # fmt: skip
        yield Piece(_line([spreadsheet_cell(value) for value in values]), 1)


def _line(values: Iterable[object]) -> str:
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\n").writerow(values)
    return stream.getvalue()
