"""A library for the length of a command."""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager

from quotebrowser.errors import LibraryError
from quotebrowser.library import Library


def open_library(arguments: argparse.Namespace) -> Library:
    """The library the arguments name, with the user's settings."""
    from quotebrowser import settings

    return Library.open(arguments.library, settings=settings.load())


@contextmanager
def library(arguments: argparse.Namespace, *, writing: bool = False) -> Iterator[Library]:
    """The library the arguments name; refused with what to do where it holds nothing to work on.

    Raises:
        LibraryError: it cannot be opened or written, or (when not writing) it is empty; exit code 1 then.
    """
    opened = open_library(arguments)
    try:
        if writing:
            opened.require_writable()
        elif not opened.counts().articles:
            error = LibraryError(
                f"The library {opened.directory} has no articles yet",
                "Add some with quotebrowser add PATH, or open the five samples with quotebrowser demo.",
            )
            error.exit_code = error.exit_code.NOTHING
            raise error
        yield opened
    finally:
        opened.close()
