"""`quotebrowser`, `demo`, `pick` and `serve`: the browser, as a chooser for the shell, on a web page."""

import argparse
import os
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final, NoReturn

from quotebrowser.cli import open_library, output
from quotebrowser.errors import ExitCode, UsageError
from quotebrowser.library import Library, Row
from quotebrowser.library.adding import samples
from quotebrowser.settings import Settings

if TYPE_CHECKING:
    from quotebrowser.library.verifying.verify_words import Draft

_FIRST: Final = "Take the best match with --first, or list all with quotebrowser search QUERY."


def browse_command(arguments: argparse.Namespace) -> int:
    """Open the browser on the library; an empty one opens on the samples and says how to add your own."""
    _require_terminal()
    library = open_library.open_library(arguments, create=True, whole=False)
    if library.is_empty and library.store.shared is None:
        settings = library.settings
        library.close()
        library = samples.demo(settings)
    return _run(library, arguments.query, arguments.draft)


def demo_command(arguments: argparse.Namespace) -> int:
    """Open the browser on the five samples."""
    from quotebrowser import settings

    _require_terminal()
    return _run(samples.demo(settings.load()), arguments.query)


def serve_command(arguments: argparse.Namespace) -> NoReturn:
    """Show the library on a web page until a signal ends that.

    Raises:
        UsageError: textual-serve is missing, or nothing can be served at that host and port.
        EndedError: a signal ended it.
    """
    try:
        from quotebrowser.serve import page_server
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("quotebrowser"):
            raise
        raise UsageError(
            "serve needs the package textual-serve, which is not installed",
            f"Install it: {sys.executable} -m pip install textual-serve",
        ) from error
    with open_library.library(arguments) as opened:  # made level with this program, and not empty
        directory, chosen = opened.directory, opened.settings
    page_server.serve(directory, _served(arguments, chosen), _tell_address)


def _served(arguments: argparse.Namespace, chosen: Settings) -> Settings:
    """The settings, with what the arguments say instead."""
    return replace(
        chosen,
        serve_host=arguments.host or chosen.serve_host,
        serve_port=chosen.serve_port if arguments.port is None else arguments.port,
        serve_changes=arguments.allow_changes or chosen.serve_changes,
    )


def _tell_address(address: str, *, alone: bool) -> None:
    port = address.split("/")[2].rpartition(":")[2]
    output.say("Whoever has this address can read the library in a web browser, until Ctrl+C:")
    output.write(address)
    sys.stdout.flush()
    if not alone:
        tunnel = f"ssh -L {port}:127.0.0.1:{port} {socket.gethostname()}"
        output.say(
            "note: The address and all that is shown travel unencrypted. Safer is to listen on 127.0.0.1,"
            f" where a colleague who can log in comes with {tunnel}"
        )


def pick_command(arguments: argparse.Namespace) -> int:
    """Print what is chosen; exit 130 if nothing is, 1 if nothing matches what is taken without a choice."""
    query = " ".join(arguments.query)
    with open_library.library(arguments) as library:
        row = _only(library, query, first=arguments.first)
        if row is None and arguments.first:
            output.say(f"No quotes match {query}")
            return int(ExitCode.NOTHING)
        if row is None:
            from quotebrowser import tui

            with _on_terminal():
                row = tui.pick(library, query)
        if row is None:
            return int(ExitCode.STOPPED)
        _print(library, row, arguments)
    return int(ExitCode.FOUND)


def _only(library: Library, query: str, *, first: bool) -> Row | None:
    """The one quote that answers a query, or the first of them; None where there is a choice."""
    from quotebrowser.library.finding import search_quotes

    found = search_quotes.search(library, query, limit=10, loosen=False)
    return found.rows[0] if found.rows and (first or len(found.rows) == 1) and not found.lacking else None


def _print(library: Library, row: Row, arguments: argparse.Namespace) -> None:
    from quotebrowser.library.copying import cite_quotes, machine_output
    from quotebrowser.model.wrapped import one_line

    if arguments.print == "json":
        output.write_json(machine_output.found(row))
    elif arguments.print == "uid":
        output.write(row.uid)
    elif arguments.print == "quote":
        output.write(one_line(row.text))
    else:
        citation = cite_quotes.cite(library, row.uid, style=arguments.style)
        output.write(citation.text)
        for warning in citation.warnings:
            output.say(f"note: {warning}")


@contextmanager
def _on_terminal() -> Iterator[None]:
    """The terminal in place of the standard streams, so that what a pipe or a shell takes stays clean.

    Raises:
        UsageError: there is none that can show the browser.
    """
    try:
        terminal = os.open("/dev/tty", os.O_RDWR)
    except OSError as error:
        raise UsageError("There is no terminal to choose a quote on", _FIRST) from error
    _require_capable(_FIRST)
    sys.stdout.flush()
    kept = [os.dup(stream) for stream in range(3)]
    try:
        for stream in range(3):
            os.dup2(terminal, stream)
        yield
    finally:
        for stream, file in enumerate(kept):
            os.dup2(file, stream)
            os.close(file)
        os.close(terminal)


def _run(library: Library, query: str, path: Path | None = None) -> int:
    from quotebrowser import tui

    try:
        draft = None if path is None else _checked(library, path)
        return tui.run(library, query=query, draft=draft)
    finally:
        library.close()


def _checked(library: Library, path: Path) -> "Draft":
    from quotebrowser.library.verifying import verify_words

    output.say(f"Checking {path.name}")
    draft = verify_words.verify_draft(library, path)
    if not draft.verdicts:
        raise UsageError("The draft has no quotes", "Only what stands in quotation marks is checked.")
    return draft


def _require_terminal() -> None:
    """Textual reads keys from standard input and paints on standard error: both must be a terminal."""
    hint = "Use quotebrowser search QUERY instead; quotebrowser --help lists all commands."
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise UsageError("The browser needs a terminal", hint)
    _require_capable(hint)


def _require_capable(hint: str) -> None:
    if os.environ.get("TERM") == "dumb":
        raise UsageError("This terminal (TERM=dumb) cannot show the browser", hint)
