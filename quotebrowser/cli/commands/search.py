"""`search`: the quotes that answer a query."""

import argparse
import csv
import sys
from typing import TYPE_CHECKING

from quotebrowser.cli import open_library, output
from quotebrowser.errors import ExitCode
from quotebrowser.library import Found, Row
from quotebrowser.library.finding import search_quotes
from quotebrowser.text import safe_line

if TYPE_CHECKING:
    from rich.text import Text


def search_command(arguments: argparse.Namespace) -> int:
    """Print what is found; exit 1 where nothing is."""
    query = joined(arguments.query)
    with open_library.library(arguments) as library:
        found = search_quotes.search(
            library, query, limit=arguments.limit, sort=arguments.sort, group=arguments.group
        )
    for told in (found.lacking, found.notice):
        if told:
            output.say(told)
    if arguments.json:
        for row in found.rows:
            output.write_json(as_json(row))
    elif arguments.csv:
        _write_csv(found)
    else:
        _tell(found, grouped=arguments.group)
    if not found.rows:
        output.say(f"Nothing for {query}" + " so far: the index is not complete" * bool(found.lacking))
        for other in found.suggestions:
            output.say(f"hint: try {other}")
        return int(ExitCode.NOTHING)
    return int(ExitCode.FOUND)


def joined(words: list[str]) -> str:
    """The query as one text: a shell argument that holds blanks and no field stays the words it is."""
    return " ".join(words)


def as_json(row: Row) -> dict[str, object]:
    """A row for machines; null is unknown."""
    return {
        "uid": row.uid,
        "score": round(row.score, 4),
        "text": row.text,
        "speaker": row.speaker or None,
        "kind": row.kind.value,
        "outlet": row.outlet or None,
        "published": row.published.iso if row.published else None,
        "published_guessed": row.published.guessed if row.published else None,
        "title": row.headline or None,
        "article": row.article,
        "start": row.spans[0].start,
        "end": row.spans[-1].end,
        "group": row.utterance or None,
        "witnesses": row.witnesses,
        "texts": row.texts or None,
        "highlights": [[span.start, span.end] for span in row.highlights],
        "spans": [[span.start, span.end] for span in row.spans],
        "path": row.origin,
    }


def _write_csv(found: Found) -> None:
    from quotebrowser.library.copying.export_quotes import spreadsheet_cell

    writer = csv.writer(sys.stdout, lineterminator="\n")
    names = (
        "uid",
        "text",
        "speaker",
        "kind",
        "outlet",
        "published",
        "title",
        "article",
        "start",
        "end",
        "witnesses",
        "path",
    )
    writer.writerow(names)
    for row in found.rows:
        values = as_json(row) | {"published": row.published.shown if row.published else None}
        writer.writerow([spreadsheet_cell(values[name]) for name in names])


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

    words = Text("“")
    at = 0
    for span in row.highlights:
        words.append(safe_line_keeping_ends(row.text[at : span.start]))
        words.append(safe_line_keeping_ends(span.of(row.text)), style="bold reverse")
        at = span.end
    words.append(safe_line_keeping_ends(row.text[at:]) + "”")
    line = Text("    ", style="dim")
    line.append(safe_line(attribution(row)))
    if row.witnesses > 1:
        texts = (
            f" ({row.texts} independent text{'s' * (row.texts > 1)})" if 0 < row.texts < row.witnesses else ""
        )
        line.append(f" · {row.witnesses} articles print it{texts}")
    line.append(f" · {row.uid}")
    return words, line


def safe_line_keeping_ends(text: str) -> str:
    """`safe_line` for a piece of a line: a blank at its ends stays."""
    inner = safe_line(text)
    if not inner:
        return " " if text else ""
    return (" " if text[0].isspace() else "") + inner + (" " if text[-1].isspace() else "")


def attribution(row: Row) -> str:
    """Who said it, where and when; what is unknown is said to be."""
    who = f"{row.title} {row.speaker}".strip() or "speaker not known"
    if row.uncertain:
        who += " (speaker uncertain)"
    where = row.outlet or f"outlet not recorded ({row.source})"
    return f"{who} · {where} · {row.published.shown if row.published else 'no date'}"
