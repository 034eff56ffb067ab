"""`cite`, `last` and `export`: quotes with their citations, printed, copied or written to a file."""

import argparse

from quotebrowser.cli import open_library, output
from quotebrowser.errors import ExitCode, UsageError
from quotebrowser.library import Library
from quotebrowser.library.copying import cite_quotes, export_quotes, machine_output
from quotebrowser.library.finding import targets
from quotebrowser.model import Citation, CopyState

_TOLD = {
    CopyState.VERIFIED: "Copied and read back",
    CopyState.SENT: "Sent, not confirmed",
    CopyState.FAILED: "Not copied",
}


def cite_command(arguments: argparse.Namespace) -> int:
    """Print the citation of the best match; with --copy, put it on the clipboard and report the outcome."""
    target = " ".join(arguments.target)
    if arguments.all:
        return _all(arguments, target)
    with open_library.library(arguments) as library:
        found = targets.best(library, target)
        if found is None:
            output.say(f"No quotes match {target}")
            return int(ExitCode.NOTHING)
        uid = found.pointer.quote
        part = cite_quotes.named_excerpt(library, uid, arguments.words) if arguments.words else None
        citation = cite_quotes.cite(
            library,
            uid,
            style=arguments.style,
            form=arguments.form,
            flavour=arguments.flavour,
            selection=part,
        )
        if told := open_library.beside(found, "cited"):
            output.say(told)
        if arguments.json:
            output.write_json(machine_output.cited(uid, citation))
        else:
            output.write(citation.text)
        return _ended(arguments, library, citation)


def _all(arguments: argparse.Namespace, target: str) -> int:
    """Print all that a query finds, with one bibliography."""
    if arguments.words:
        raise UsageError("--words cites a part of one quote", "Leave out --all.")
    with open_library.library(arguments) as library:
        uids = targets.everything(library, target).uids
        if not uids:
            output.say(f"No quotes match {target}")
            return int(ExitCode.NOTHING)
        citation = cite_quotes.bundle(
            library, uids, style=arguments.style, form=arguments.form, flavour=arguments.flavour
        )
        if arguments.json:
            output.write_json(machine_output.cited_together(uids, citation))
        else:
            output.write(citation.text)
        return _ended(arguments, library, citation)


def _ended(arguments: argparse.Namespace, library: Library, citation: Citation) -> int:
    """Say what to know of what was cited, and copy it if that was asked."""
    for warning in citation.warnings:
        output.say(f"note: {warning}")
    if not arguments.copy:
        return int(ExitCode.FOUND)
    outcome = cite_quotes.copy(library, citation)
    output.say(f"{_TOLD[outcome.state]}: {outcome.detail}")
    return int(ExitCode.ERROR if outcome.state is CopyState.FAILED else ExitCode.FOUND)


def last_command(arguments: argparse.Namespace) -> int:
    """Print the text copied last; exit 1 if there is none."""
    text = cite_quotes.last()
    if text is None:
        output.say("You have not copied anything yet")
        return int(ExitCode.NOTHING)
    if arguments.json:
        output.write_json({"text": text})
    else:
        output.write(text)
    return int(ExitCode.FOUND)


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
