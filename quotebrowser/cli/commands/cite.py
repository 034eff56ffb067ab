"""`cite` and `last`: a quote with its citation, printed or copied."""

import argparse

from quotebrowser.cli import open_library, output
from quotebrowser.errors import ExitCode, UsageError
from quotebrowser.library import Library
from quotebrowser.library.copying import cite_quotes, machine_output
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
