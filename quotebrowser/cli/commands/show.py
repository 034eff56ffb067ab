"""`show` and `list`: a quote in its article; what the library holds."""

import argparse
from collections.abc import Callable, Iterator
from typing import Final

from quotebrowser.cli import open_library, output
from quotebrowser.errors import ExitCode
from quotebrowser.library import Library, QuoteView
from quotebrowser.library.changing import merge_speakers
from quotebrowser.library.showing import quote_views
from quotebrowser.model import Date
from quotebrowser.text import safe_line

_CONTEXT = 400
"""Characters of the article shown on either side of a quote."""


def show_command(arguments: argparse.Namespace) -> int:
    """Print a quote in its article; an unknown uid is an error."""
    with open_library.library(arguments) as library:
        view = quote_views.quote(library, arguments.uid)
    if arguments.json:
        output.write_json(_row(view))
    else:
        _tell(view)
    return int(ExitCode.FOUND)


def _row(view: QuoteView) -> dict[str, object]:
    from quotebrowser.cli.commands.search import as_json

    row = as_json(view.row)
    del row["score"], row["highlights"]
    said = view.quote.attribution
    return row | {
        "paragraph": view.paragraph,
        "parts": list(view.quote.parts(view.article.text)),
        "speaker_text": view.source or None,
        "cue": view.cue or None,
        "method": said.method if said else None,
        "confidence": round(said.confidence, 3) if said else None,
        "groups": list(view.utterances),
        "facts": {
            name: {"value": fact.value, "provenance": fact.provenance.value, "confidence": fact.confidence}
            for name, fact in view.article.facts.known()
        },
        "before": view.article.text[max(0, view.row.spans[0].start - _CONTEXT) : view.row.spans[0].start],
        "after": view.article.text[view.row.spans[-1].end : view.row.spans[-1].end + _CONTEXT],
    }


def _tell(view: QuoteView) -> None:
    from rich.text import Text

    from quotebrowser.cli.commands.search import attribution, safe_line_keeping_ends

    text = view.article.text
    start, end = view.row.spans[0].start, view.row.spans[-1].end
    before = text[max(0, start - _CONTEXT) : start].rpartition("\n")[2]
    after = text[end : end + _CONTEXT].partition("\n")[0]
    body = Text(safe_line_keeping_ends(before), style="dim")
    at = start
    for span in view.quote.spans:
        body.append(safe_line_keeping_ends(text[at : span.start]), style="dim")
        body.append(safe_line_keeping_ends(span.of(text)), style="not dim bold")
        at = span.end
    body.append(safe_line_keeping_ends(after), style="dim")
    said = view.quote.attribution
    output.show(
        body,
        Text(""),
        Text(safe_line(attribution(view.row))),
        Text(f"{safe_line(view.article.origin)} · ¶{view.paragraph} · characters {start}–{end}"),
        Text(
            f"said by: {said.method}, confidence {said.confidence:.2f}" if said else "said by: nobody named"
        ),
        Text(f"uid {view.row.uid} · {view.row.witnesses} article{'s' * (view.row.witnesses != 1)} print it"),
    )


def list_command(arguments: argparse.Namespace) -> int:
    """List articles, speakers or outlets."""
    with open_library.library(arguments) as library:
        headers, rows = _LISTS[arguments.what](library)
    for row in rows if arguments.json else ():
        output.write_json(dict(_fields(headers, row)))
    if not arguments.json:
        shown = [tuple(map(_cell, headers, row)) for row in rows]
        output.table(headers, shown)
    return int(ExitCode.FOUND if rows else ExitCode.NOTHING)


def _fields(headers: tuple[str, ...], row: tuple[object, ...]) -> Iterator[tuple[str, object]]:
    """A row for machines: a date is one, and beside it stands whether it was guessed."""
    for header, cell in zip(headers, row, strict=True):
        date = cell if isinstance(cell, Date) else None
        yield header, date.iso if date else cell
        if header == "published":
            yield "published_guessed", date.guessed if date else None


def _cell(header: str, cell: object) -> str:
    """A cell for people: what is not known is said to be, and what was guessed is marked."""
    if isinstance(cell, Date):
        return cell.shown
    if cell is None:
        return "" if header in ("perhaps", "reason", "article") else "not recorded"
    return str(cell)


_Listed = tuple[tuple[str, ...], list[tuple[object, ...]]]


def _articles(library: Library) -> _Listed:
    headers = ("article", "outlet", "published", "title", "quotes", "path")
    return headers, [
        (
            entry.article,
            entry.outlet or None,
            entry.published,
            entry.title or None,
            entry.quotes,
            entry.path,
        )
        for entry in quote_views.articles(library)
    ]


def _speakers(library: Library) -> _Listed:
    """Speakers, each with whom it may be the same as and why; nothing is merged by itself."""
    maybe = {entry.name: f"{entry.other} ({entry.reason})" for entry in merge_speakers.suggestions(library)}
    return ("speaker", "quotes", "perhaps"), [
        (entry.value, entry.count, maybe.get(entry.value)) for entry in quote_views.speakers(library)
    ]


def _outlets(library: Library) -> _Listed:
    return ("outlet", "articles"), [
        (entry.value or None, entry.count) for entry in quote_views.outlets(library)
    ]


def _files(library: Library) -> _Listed:
    """What became of every file, those that were rejected last, where they are seen."""
    return ("path", "outcome", "reason", "article"), [
        (entry.path, entry.outcome, entry.reason or None, entry.article or None)
        for entry in quote_views.files(library)
    ]


_LISTS: Final[dict[str, Callable[[Library], _Listed]]] = {
    "articles": _articles,
    "speakers": _speakers,
    "outlets": _outlets,
    "files": _files,
}
