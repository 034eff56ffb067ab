"""`show` and `list`: a quote in its article; what the library holds."""

import argparse
import shlex
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from quotebrowser.cli import open_library, output
from quotebrowser.errors import ExitCode, UsageError
from quotebrowser.library import Library, QuoteView, Row
from quotebrowser.library.changing import name_outlets
from quotebrowser.library.copying import machine_output, subject_output
from quotebrowser.library.copying.machine_output import moment
from quotebrowser.library.finding import annotated
from quotebrowser.library.finding.alike_speakers import Proposal
from quotebrowser.library.noting import saved_searches, write_notes
from quotebrowser.library.showing import file_views, given_by, outlet_views, quote_views, speaker_views
from quotebrowser.library.showing.outlet_views import OutletView
from quotebrowser.library.showing.speaker_views import SpeakerView
from quotebrowser.library.showing.wording import printed_by
from quotebrowser.model import Date, Facet, Form
from quotebrowser.model.article import clock
from quotebrowser.model.wrapped import joined
from quotebrowser.text import safe, safe_line, unknown

_CONTEXT = 400
"""Characters of the article shown on either side of a quote."""


def show_command(arguments: argparse.Namespace) -> int:
    """Print a quote in its article; an unknown uid is an error."""
    with open_library.library(arguments) as library:
        view = quote_views.quote(library, arguments.uid)
        said = annotated.of(library, [view.quote.uid]).get(view.quote.uid, annotated.NOTHING)
    if arguments.json:
        output.write_json(machine_output.shown(view, said))
    else:
        _tell(view, said)
    return int(ExitCode.FOUND)


def _tell(view: QuoteView, noted: annotated.Said) -> None:
    from rich.text import Text

    from quotebrowser.cli.commands.search import attribution, safe_line_keeping_ends

    laid = joined(view.article.text)
    text, spans = laid.text, [*map(laid.within, view.quote.spans)]
    before = text[max(0, spans[0].start - _CONTEXT) : spans[0].start].rpartition("\n")[2]
    after = text[spans[-1].end : spans[-1].end + _CONTEXT].partition("\n")[0]
    body = Text(safe_line_keeping_ends(before), style="dim")
    at = spans[0].start
    for span in spans:
        body.append(safe_line_keeping_ends(text[at : span.start]), style="dim")
        body.append(safe_line_keeping_ends(span.of(text)), style="not dim bold")
        at = span.end
    body.append(safe_line_keeping_ends(after), style="dim")
    start, end = view.row.spans[0].start, view.row.spans[-1].end
    said, recorded = view.quote.attribution, _recorded(view)
    output.show(
        body,
        Text(""),
        Text(safe_line(attribution(view.row))),
        Text(
            f"{safe_line(view.article.origin)} · ¶{view.paragraph}{_page(view)}"
            f" · characters {start}–{end}{recorded}"
        ),
        Text(
            f"said by: {said.method}, confidence {said.confidence:.2f}"
            if said
            else "said by: no one is named"
        ),
        Text(f"uid {view.row.uid} · {_printed(view.row)}"),
        *([Text(safe_line(given_by.corrected(view.corrected)))] if view.corrected else []),
        *([Text(f"tags: {safe_line(given_by.tags(noted))}")] if noted.tags else []),
        *(Text(f"note: {safe(note)}") for note in given_by.notes(noted)),
    )


def _printed(row: Row) -> str:
    if row.record.is_record:
        return printed_by(row.printings, row.outlets, row.record)
    return f"{row.witnesses} article{'s' * (row.witnesses != 1)} print it"


def _page(view: QuoteView) -> str:
    """The page of a paginated file, and whether its number is the file's own."""
    page = view.article.page_at(view.row.spans[0].start)
    if page is None:
        return ""
    return f" · p. {safe_line(page.number)}" if page.labelled else f" · page {page.number} of the file"


def _recorded(view: QuoteView) -> str:
    """Of a record, that it is one, and when the words were said if it tells."""
    article = view.article
    if article.form is Form.REPORT:
        return ""
    time = article.time_at(view.row.spans[0].start)
    return " · ".join(["", article.form.value, *([] if time is None else [clock(time)])])


def list_command(arguments: argparse.Namespace) -> int:
    """List articles, speakers, outlets, files, or what the user keeps; or what is known of one name."""
    if arguments.name is not None:
        return _named(arguments)
    with open_library.library(arguments) as library:
        headers, rows = LISTS[arguments.what](library)
        alike = name_outlets.suggestions(library) if arguments.what == "outlets" else ()
    for row in rows if arguments.json else ():
        output.write_json(machine_output.listed(headers, row))
    if not arguments.json:
        told = [at for at, header in enumerate(headers) if header not in ("proposals", "remarks")]
        shown = [tuple(_cell(headers[at], row[at]) for at in told) for row in rows]
        output.table([headers[at] for at in told], shown)
        for one in alike:
            output.say(
                f"{one.other} ({one.others}) and {one.name} ({one.articles}) {one.reason}; to make them one: "
                f"quotebrowser set {shlex.quote(one.name)} outlet={shlex.quote(one.other)}"
            )
    return int(ExitCode.FOUND if rows else ExitCode.NOTHING)


def _cell(header: str, cell: object) -> str:
    """A cell for people: unknown values say so, and guesses are marked."""
    if isinstance(cell, Date):
        return cell.shown
    if cell is None:
        return "" if header in ("perhaps", "reason", "article", "looked") else unknown.NOT_RECORDED
    if isinstance(cell, list):
        return ", ".join(cell)
    return str(cell)


_Listed = tuple[tuple[str, ...], list[tuple[object, ...]]]


def _articles(library: Library) -> _Listed:
    headers = ("article", "outlet", "published", "title", "quotes", "path", "form", "added")
    return headers, [
        (
            entry.article,
            entry.outlet or None,
            entry.published,
            entry.title or None,
            entry.quotes,
            entry.path,
            entry.form.value,
            moment(entry.added),
        )
        for entry in file_views.articles(library)
    ]


def _speakers(library: Library) -> _Listed:
    """Speakers, each with the names that may be the same person and why; nothing is merged automatically."""
    maybe = speaker_views.proposals(library)

    def perhaps(name: str) -> str | None:
        return next((f"{one.into} ({one.reason})" for one in maybe.get(name, ())), None)

    return ("speaker", "quotes", "perhaps", "proposals"), [
        (
            one.value,
            one.count,
            perhaps(one.value),
            [subject_output.proposal(each, one.value) for each in maybe.get(one.value, ())],
        )
        for one in quote_views.speakers(library)
    ]


def _named(arguments: argparse.Namespace) -> int:
    """Print what is known of one speaker or outlet."""
    if arguments.what not in _SUBJECTS:
        hint = "quotebrowser list speakers NAME does, and so does list outlets."
        raise UsageError(f"list {arguments.what} takes no name", hint)
    find, data, tell = _SUBJECTS[arguments.what]
    with open_library.library(arguments) as library:
        view = find(library, arguments.name)
    if arguments.json:
        output.write_json(data(view))
    else:
        tell(view)
    return int(ExitCode.FOUND)


def _tell_outlet(view: OutletView) -> None:
    """Print how much an outlet printed, and how it prints what others print too."""
    counts = [(one.words, number) for one, number in outlet_views.told(view)]
    output.table(("outlet", view.name), [("outlet", view.name), *_extent(view), *counts])
    printed = shlex.quote(f"{outlet_views.query(view.name)} print:too")
    output.say(f"Those that others print too, by date: quotebrowser search {printed} --group --sort date")


def _extent(view: SpeakerView | OutletView) -> list[tuple[str, str]]:
    """How many quotes there are, and from when to when."""
    articles = f"{view.articles} article{'s' * (view.articles != 1)}"
    return [("quotes", f"{view.quotes} in {articles}"), ("dates", _dates(view))]


def _dates(view: SpeakerView | OutletView) -> str:
    days = [date.shown for date in (view.first, view.last) if date]
    return " to ".join(dict.fromkeys(days)) or unknown.NOT_RECORDED


def _tell_speaker(view: SpeakerView) -> None:
    """Print what is known of one speaker, and which names may be theirs."""
    output.table(("speaker", view.name), _known(view))
    output.table(("perhaps", ""), [("perhaps", _proposed(one, view.name)) for one in view.proposals])
    for one in view.proposals[:1]:
        output.say(
            "If they are one person: quotebrowser set"
            f" {shlex.quote(one.name)} {shlex.quote(f'speaker={one.into}')}"
        )
    said = shlex.quote(speaker_views.query(view.name))
    output.say(f"What was said, by date: quotebrowser search {said} --sort date")


_SUBJECTS: Final[
    Mapping[str, tuple[Callable[[Library, str], Any], Callable[[Any], Any], Callable[[Any], None]]]
] = {
    "speakers": (speaker_views.speaker, subject_output.speaker, _tell_speaker),
    "outlets": (outlet_views.outlet, subject_output.outlet, _tell_outlet),
}
"""What can be listed by a name: how it is found, as JSON, for people."""


def _known(view: SpeakerView) -> list[tuple[str, str]]:
    """What is known of a speaker, for people."""
    rows = {
        "speaker": view.name,
        **dict(_extent(view)),
        "outlets": _counted(view.outlets) or unknown.NOT_RECORDED,
        "titles": _counted(view.titles),
        "merged": ", ".join(view.merged),
    }
    return [(label, value) for label, value in rows.items() if value]


def _counted(facets: Iterable[Facet]) -> str:
    return ", ".join(f"{one.value} {one.count}" for one in facets if one.value)


def _proposed(one: Proposal, name: str) -> str:
    quotes = f"{one.quotes} quote{'s' * (one.quotes != 1)} would change"
    return f"{one.other(name)} ({'; '.join((one.reason, *one.evidence))}; {quotes})"


def _outlets(library: Library) -> _Listed:
    return ("outlet", "articles"), [
        (entry.value or None, entry.count) for entry in quote_views.outlets(library)
    ]


def _files(library: Library) -> _Listed:
    """The outcome of every file; rejected files come last, where they are seen."""
    return ("path", "outcome", "reason", "article", "given"), [
        (entry.path, entry.outcome, entry.reason or None, entry.article or None, moment(entry.given))
        for entry in file_views.files(library)
    ]


def _tags(library: Library) -> _Listed:
    return ("tag", "quotes"), [*write_notes.tags(library).items()]


def _notes(library: Library) -> _Listed:
    width = 7 + (library.store.shared is not None)
    return ("uid", "note", "tags", "text", "speaker", "outlet", "written", "remarks")[:width], [
        (
            one.row.uid,
            one.note,
            [*one.tags],
            one.row.text,
            one.row.speaker or None,
            one.row.outlet or None,
            moment(one.at),
            machine_output.listed_remarks(one.remarks),
        )[:width]
        for one in write_notes.notes(library)
    ]


def _searches(library: Library) -> _Listed:
    return ("search", "query", "new", "looked"), [
        (one.name, one.query, one.new, moment(one.looked) if one.looked else None)
        for one in saved_searches.listed(library)
    ]


def _history(library: Library) -> _Listed:
    return ("query",), [(query,) for query in saved_searches.past(library)]


LISTS: Final[dict[str, Callable[[Library], _Listed]]] = {
    "articles": _articles,
    "speakers": _speakers,
    "outlets": _outlets,
    "files": _files,
    "tags": _tags,
    "notes": _notes,
    "searches": _searches,
    "history": _history,
}
"""What `list` lists, by the word it takes."""
