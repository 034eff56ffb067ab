"""Quotes written to a file, in the formats other programs read.

One rule guards it: JSON Lines is lossless; every other format passes the words through `text.safe`.
"""

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import IO, Final

from quotebrowser import query as language
from quotebrowser.errors import UsageError
from quotebrowser.library import rows
from quotebrowser.library.copying import cite_quotes, machine_output
from quotebrowser.library.finding import annotated, search_quotes, sources
from quotebrowser.library.library import Library
from quotebrowser.library.showing import quote_views
from quotebrowser.library.views import QuoteView
from quotebrowser.store import place
from quotebrowser.text.json_lines import json_line
from quotebrowser.whole_files import replacing

_EVERYTHING: Final = 10_000_000
_AT_ONCE: Final = 100
_Noted = tuple[QuoteView, annotated.Said]


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of an export."""

    text: str
    """Lines, with a newline at the end."""
    quotes: int
    """How many quotes it holds."""


def formats() -> tuple[str, ...]:
    """What `export --format` takes: formats of data, and the flavours of a citation that are a file's."""
    return (*_DATA, *(name for name, _ in cite_quotes.flavours() if name != "plain"))


def pieces(library: Library, query: str, form: str) -> Iterator[Piece]:
    """The quotes that match `query` (empty: all), in a format of `formats`."""
    views = _views(library, query, repeats=form in _DATA)
    if form in _DATA:
        yield from _DATA[form](_with_said(library, views), noted=library.store.annotations.any())
        return
    uids = [view.quote.uid for view in views]
    if uids:
        citation = cite_quotes.bundle(library, uids, flavour=form)
        yield Piece(citation.text + "\n", len(uids))


def write(library: Library, query: str, form: str, path: Path) -> int:
    """Export to a file, whole or not at all; returns how many quotes. If there are none, nothing is written.

    What is no file, as a pipe or a device, is written to as it is; a link, where it leads.

    Raises:
        OSError: the file cannot be written.
        UsageError: it is one of the library's own.
    """
    path = path.resolve()
    if place.is_own(library.directory, path):
        raise UsageError(f"{path} is part of the library itself", "Choose a file outside it.")
    if path.exists() and not path.is_file():
        with path.open("w", encoding="utf-8", newline="") as stream:
            return _written(pieces(library, query, form), stream)
    with replacing(path) as aside:
        with aside.open("w", encoding="utf-8", newline="") as stream:
            count = _written(pieces(library, query, form), stream)
        if not count:
            aside.unlink()
    return count


def _written(parts: Iterable[Piece], stream: IO[str]) -> int:
    """Write the parts; returns how many quotes they hold."""
    count = 0
    for piece in parts:
        stream.write(piece.text)
        count += piece.quotes
    return count


def _views(library: Library, query: str, *, repeats: bool) -> Iterator[QuoteView]:
    """The quotes that match; with `repeats` those that repeat them word for word, in the same groups."""
    found = search_quotes.search(library, query, limit=_EVERYTHING, group=False, loosen=False)
    sources.require_whole(found.lacking)
    matching = {row.uid: row for row in found.rows}
    repeated = library.store.listing.repeating(matching) if repeats else {}
    listed = (*found.rows, *rows.of(library, repeated))
    tagged = {uid: at for at, uid in enumerate(_tagged(library, query))}
    ordered = sorted(
        listed,
        key=lambda row: (tagged.get(row.uid, len(tagged)), row.origin, row.article, row.spans[0].start),
    )
    for view in quote_views.views(library, [row.pointer for row in ordered]):
        first = matching.get(repeated.get(view.quote.uid, ""))
        if first is None:
            yield view
            continue
        pointer = replace(view.row.pointer, utterance=first.utterance)
        row = replace(view.row, pointer=pointer, groups=first.groups, summary=first.summary)
        yield replace(view, row=row)


def _tagged(library: Library, query: str) -> tuple[str, ...]:
    """The quotes of a tag that are exported in its order; empty: they are in that of the articles."""
    return sources.collected(library, language.parse(query), sort="relevance") if query.strip() else ()


def _with_said(library: Library, views: Iterator[QuoteView]) -> Iterator[_Noted]:
    """Quotes with what the user said of them."""
    while some := tuple(islice(views, _AT_ONCE)):
        said = annotated.of(library, [view.quote.uid for view in some])
        yield from ((view, said.get(view.quote.uid, annotated.NOTHING)) for view in some)


def _jsonl(views: Iterable[_Noted], *, noted: bool) -> Iterator[Piece]:
    del noted  # it stands with those quotes that have any
    for view, said in views:
        yield Piece(json_line(machine_output.exported(view, said)) + "\n", 1)


def _csv(views: Iterable[_Noted], *, noted: bool) -> Iterator[Piece]:
    for number, row in enumerate(machine_output.exported_table(views, noted=noted)):
        yield Piece(_line(row), min(number, 1))


def _line(values: Iterable[str]) -> str:
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\n").writerow(values)
    return stream.getvalue()


_DATA: Final[dict[str, Callable[..., Iterator[Piece]]]] = {"jsonl": _jsonl, "csv": _csv}
"""Formats of data, by the name that `--format` takes."""
