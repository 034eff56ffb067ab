"""`search`: the quotes that answer a query."""

import argparse
import csv
import io
from typing import TYPE_CHECKING, Final

from quotebrowser.cli import open_library, output
from quotebrowser.errors import ExitCode, UsageError
from quotebrowser.library import Found, Row
from quotebrowser.library.copying import machine_output
from quotebrowser.library.finding import search_quotes
from quotebrowser.library.noting import saved_searches
from quotebrowser.library.showing.wording import printed_by
from quotebrowser.model.article import clock
from quotebrowser.model.wrapped import one_line
from quotebrowser.text import UNSEEN, safe_line, unknown

if TYPE_CHECKING:
    from rich.text import Text


_LIMIT: Final = 20
"""Rows that are shown where no number is given."""
_EVERYTHING: Final = 1_000_000


def search_command(arguments: argparse.Namespace) -> int:
    """Print what is found, or keep the search; exit 1 if nothing is found."""
    query = joined(arguments.query)
    _require_one(arguments)
    if arguments.save or arguments.forget or arguments.rename:
        return _kept(arguments, query)
    with open_library.library(arguments) as library:
        if arguments.saved:
            query = saved_searches.called(library, arguments.saved).query
        if arguments.new:
            limit = arguments.limit or _EVERYTHING
            found = saved_searches.look(
                library, arguments.saved, limit=limit, sort=arguments.sort, reverse=arguments.reverse
            )
        else:
            found = search_quotes.search(
                library,
                query,
                limit=arguments.limit or _LIMIT,
                sort=arguments.sort,
                reverse=arguments.reverse,
                group=arguments.group,
            )
    for told in (found.lacking, found.notice):
        if told:
            output.say(told)
    if arguments.json:
        for row in found.rows:
            output.write_json(machine_output.found(row))
    elif arguments.csv:
        lines = io.StringIO()
        csv.writer(lines, lineterminator="\n").writerows(machine_output.found_table(found.rows))
        output.write(lines.getvalue())
    else:
        _tell(found, grouped=arguments.group)
    if not found.rows:
        output.say(
            f"No {'new ' * arguments.new}quotes match {query}"
            + " so far: the index is not complete" * bool(found.lacking)
        )
        for other in found.suggestions:
            output.say(f"hint: try {other}")
        return int(ExitCode.NOTHING)
    return int(ExitCode.FOUND)


def _require_one(arguments: argparse.Namespace) -> None:
    """Refuse what says nothing, or two things, of what is to be searched."""
    if arguments.new and (not arguments.saved or arguments.group):
        raise UsageError(
            "--new lists the quotes of a saved search one by one", "Add --saved NAME, without --group."
        )
    named = arguments.saved or arguments.forget or arguments.rename
    if bool(arguments.query) == bool(named):
        raise UsageError(
            "search needs a query" if not named else "A saved search has a query of its own",
            "quotebrowser search --help",
        )


def _kept(arguments: argparse.Namespace, query: str) -> int:
    """Save a search, forget it or rename it."""
    with open_library.library(arguments, writing=True) as library:
        if arguments.save:
            told = f"Saved as {saved_searches.save(library, arguments.save, query)}"
        elif arguments.forget:
            saved_searches.forget(library, arguments.forget)
            told = f"{arguments.forget} is no longer saved"
        else:
            told = f"{arguments.rename[0]} is now {saved_searches.rename(library, *arguments.rename)}"
    output.say(told)
    return int(ExitCode.FOUND)


def joined(words: list[str]) -> str:
    """The query as one text: a shell argument that holds blanks and no field stays the words it is."""
    return " ".join(words)


def _tell(found: Found, *, grouped: bool) -> None:
    for row in found.rows:
        output.show(*described(row))
    if found.rows:
        shown, total = len(found.rows), found.total
        what = "utterance" if grouped else "quote"
        output.say(
            f"{shown} {what}{'s' * (shown != 1)} shown; {total} quote{'s' * (total != 1)} found"
            f" in {found.seconds * 1000:.0f} ms"
        )


def described(row: Row) -> "tuple[Text, Text]":
    """A row for people: the words with what matched in bold, then who, where and when."""
    from rich.text import Text

    shown = row.shown
    words = Text("“" + "… " * bool(shown.start))
    printed = one_line(row.text, UNSEEN)
    at = shown.start
    for span in row.highlights:
        if shown.start <= span.start < shown.end:
            words.append(safe_line_keeping_ends(printed[at : span.start]))
            words.append(safe_line_keeping_ends(span.of(printed)), style="bold reverse")
            at = span.end
    words.append(safe_line_keeping_ends(printed[at : max(at, shown.end)]))
    words.append(" …" * (shown.end < len(printed)) + "”")
    line = Text("    ", style="dim")
    line.append(safe_line(attribution(row)))
    texts = f" ({row.texts} independent text{'s' * (row.texts > 1)})" if 0 < row.texts < row.printings else ""
    differs = f", {row.level.words}" if row.witnesses > 1 else ""
    if row.record.is_record:
        line.append(f" · {printed_by(row.printings, row.outlets, row.record)}{texts}{differs}")
    elif row.witnesses > 1:
        line.append(f" · {row.witnesses} articles print it{texts}{differs}")
    if row.time is not None:
        line.append(f" · {clock(row.time)}")
    line.append(f" · {row.pointer.passage}")
    return words, line


def safe_line_keeping_ends(text: str) -> str:
    """`safe_line` for a piece of a line: a space at either end stays, also the line's end behind a hyphen."""
    inner = safe_line(f"a{text}a")[1:-1]
    return inner if text else ""


def attribution(row: Row) -> str:
    """Who said it, where and when; what is unknown is said to be."""
    who = unknown.who(row.title, row.speaker)
    if row.uncertain:
        who += " (speaker uncertain)"
    if row.caption:
        who += " (caption)"
    return f"{who} · {unknown.where(row.outlet, row.source)} · {unknown.when(row.published)}"
