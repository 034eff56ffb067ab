"""`quotebrowser` and `quotebrowser demo`: the browser."""

import argparse
import os
import sys

from quotebrowser.cli import open_library
from quotebrowser.errors import UsageError
from quotebrowser.library import Library
from quotebrowser.library.adding import samples


def browse_command(arguments: argparse.Namespace) -> int:
    """Open the browser on the library; an empty one opens on the samples and says how to add your own."""
    _require_terminal()
    library = open_library.open_library(arguments, create=True)
    if library.is_empty:
        settings = library.settings
        library.close()
        library = samples.demo(settings)
    return _run(library, arguments.query)


def demo_command(arguments: argparse.Namespace) -> int:
    """Open the browser on the five samples."""
    from quotebrowser import settings

    _require_terminal()
    return _run(samples.demo(settings.load()), arguments.query)


def _run(library: Library, query: str) -> int:
    from quotebrowser import tui

    try:
        return tui.run(library, query=query)
    finally:
        library.close()


def _require_terminal() -> None:
    """Textual reads keys from standard input and paints on standard error: both must be a terminal."""
    hint = "Use quotebrowser search QUERY instead; quotebrowser --help lists all commands."
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise UsageError("The browser needs a terminal", hint)
    if os.environ.get("TERM") == "dumb":
        raise UsageError("This terminal (TERM=dumb) cannot show the browser", hint)
