"""`export`: the quotes found, written to a file."""

import argparse

from quotebrowser.cli import open_library, output
from quotebrowser.errors import ExitCode, UsageError
from quotebrowser.library.copying import export_quotes


def export_command(arguments: argparse.Namespace) -> int:
    """Write what the query finds; exit 1 if it finds nothing."""
    query = " ".join(arguments.query)
    shape = export_quotes.Shape(arguments.format, arguments.notes, arguments.style, arguments.form)
    with open_library.library(arguments) as library:
        pieces = export_quotes.pieces(library, query, shape)
        if arguments.output is None:
            count = 0
            for piece in pieces:
                output.write(piece.text)
                count += piece.quotes
        else:
            try:
                count = export_quotes.write(library, pieces, arguments.output)
            except OSError as error:
                raise UsageError(f"{arguments.output} could not be written: {error.strerror}") from error
    if not count:
        output.say(f"No quotes match {query}" if query else "The library has no quotes to export")
        return int(ExitCode.NOTHING)
    if arguments.output is not None:
        output.say(f"Wrote {count} quote{'s' * (count != 1)} to {arguments.output}")
    return int(ExitCode.FOUND)
