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
from quotebrowser.model import Pointer
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


@dataclass(frozen=True, slots=True)
class Shape:
    """How quotes are written."""

    format: str
    """One of `formats`."""
    notes: bool | None = None
    """Whether the user's notes and tags go along; None: as `has_notes` says."""
    style: str = ""
    """Citation style of a text; empty: the user's default."""
    form: str = ""
    """Form of citations; empty: the default."""

    @property
    def noted(self) -> bool:
        """Whether notes and tags go along."""
        return has_notes(self.format) if self.notes is None else self.notes


def formats() -> tuple[str, ...]:
    """What `export --format` takes: formats of data, and the flavours of a citation."""
    return tuple(name for name, _ in labels())


def labels() -> tuple[tuple[str, str], ...]:
    """Name and label of every format."""
    return ("jsonl", "JSON Lines"), ("csv", "CSV"), *cite_quotes.flavours()


def has_notes(form: str) -> bool:
    """Whether a format has notes and tags unless otherwise asked: data has, what is handed on has not."""
    return form in _DATA


def pieces(
    library: Library, query: str, shape: Shape | str, heard: Callable[[], None] = lambda: None
) -> Iterator[Piece]:
    """The quotes that match `query`; `heard` is called for each, and what it raises ends it.

    Args:
        library: where.
        query: empty: all.
        shape: how they are written, or a format.
        heard: tells how far it is.
    """
    shape = Shape(shape) if isinstance(shape, str) else shape
    return _pieces(library, _views(library, query, repeats=shape.format in _DATA), shape, heard)


def pieces_of(
    library: Library,
    pointers: Iterable[Pointer],
    shape: Shape,
    heard: Callable[[], None] = lambda: None,
) -> Iterator[Piece]:
    """These quotes, in this order, without those that are gone; as `pieces`."""
    return _pieces(library, quote_views.views(library, pointers), shape, heard)


def _pieces(
    library: Library, views: Iterator[QuoteView], shape: Shape, heard: Callable[[], None]
) -> Iterator[Piece]:
    if shape.format in _DATA:
        noted = shape.noted and library.store.annotations.any()
        for piece in _DATA[shape.format](_with_said(library, views, shape), noted=noted):
            heard()
            yield piece
        return
    uids = []
    for view in views:
        heard()
        uids.append(view.quote.uid)
    if uids:
        citation = cite_quotes.bundle(
            library,
            uids,
            style=shape.style,
            form=shape.form,
            flavour=shape.format,
            notes=shape.noted,
            heard=heard,
        )
        yield Piece(citation.text + "\n", len(uids))


def write(library: Library, parts: Iterable[Piece], path: Path) -> int:
    """Write to a file, whole or not at all; returns how many quotes. If there are none, nothing is written.

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
            return _written(parts, stream)
    with replacing(path) as aside:
        with aside.open("w", encoding="utf-8", newline="") as stream:
            count = _written(parts, stream)
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


def _with_said(library: Library, views: Iterator[QuoteView], shape: Shape) -> Iterator[_Noted]:
    """Quotes with what the user said of them, where that goes along."""
    while some := tuple(islice(views, _AT_ONCE)):
        said = annotated.of(library, [view.quote.uid for view in some if shape.noted])
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
