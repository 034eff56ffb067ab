"""A library for the length of a command."""

import argparse
import contextlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from quotebrowser.cli import output
from quotebrowser.errors import LibraryError, UsageError
from quotebrowser.library import Library, sharing
from quotebrowser.store import PURGING
from quotebrowser.text import safe_line

if TYPE_CHECKING:
    from quotebrowser.library.finding.targets import Target

_TOLD: Final = 5
"""Damaged rows that are named after a command; `doctor` names all."""


def open_library(arguments: argparse.Namespace, *, create: bool = False, whole: bool = True) -> Library:
    """The library the arguments name, with the user's settings; made only where `create` says so.

    A library that was mistyped must not be made, empty, by a command that reads or corrects. The copy of a
    newsroom's is fetched first where it is to be `whole`.
    """
    from quotebrowser import settings

    opened = Library.open(arguments.library, settings=settings.load(), create=create)
    opened.shown = output.building
    if whole:
        _fetch(opened)
    with contextlib.suppress(LibraryError):  # what cannot be done now, the next opening does
        if not opened.read_only and opened.store.meta.get(PURGING) is not None:
            from quotebrowser.library.changing import purge_articles

            purge_articles.finish(opened)
    if opened.store.shared is not None and not opened.store.shared.reachable:
        told = sharing.told(opened.store)
        output.say(f"note: {told[:1].upper()}{told[1:]}")
    for warning in opened.store.warnings:
        output.say(f"note: {warning}")
    return opened


def is_on_cluster(arguments: argparse.Namespace, *options: str) -> bool:
    """Whether a command's work is for a cluster.

    Raises:
        UsageError: it is not, and one of the options was given that only a cluster has.
    """
    if arguments.engine == "ray":
        return True
    if given := next((name for name in options if getattr(arguments, name)), None):
        raise UsageError(f"--{given} is for a cluster", "Add --engine ray.")
    return False


def _fetch(opened: Library) -> None:
    """Wait for the copy of a newsroom's library to be whole: what is missing would not be found."""
    newsroom = opened.store.shared
    if newsroom is None or newsroom.is_whole:
        return
    try:
        with output.progress("Fetching the library") as step:
            newsroom.fill(step)
    except BaseException:
        opened.close()
        raise


@contextmanager
def library(
    arguments: argparse.Namespace, *, writing: bool = False, create: bool = False
) -> Iterator[Library]:
    """The library the arguments name; an empty one is refused, with a hint on what to do.

    Args:
        arguments: of the command.
        writing: whether it is to be changed; it may be empty then.
        create: whether it is made where it is missing.

    Raises:
        LibraryError: it cannot be opened or written, or is empty and not to be changed; exit code 1 then.
    """
    opened = open_library(arguments, create=create)
    try:
        if writing:
            opened.require_writable()
            opened.require_newest()
        elif opened.is_empty:
            error = LibraryError(
                f"The library {opened.directory} has no articles yet",
                "Add some with quotebrowser add PATH, or open the five samples with quotebrowser demo.",
            )
            error.exit_code = error.exit_code.NOTHING
            raise error
        yield opened
    finally:
        tell_damage(opened)
        opened.close()


def tell_damage(opened: Library) -> None:
    """Say which damaged rows were left out of what was printed."""
    damage = opened.store.damage
    for error in damage[:_TOLD]:
        output.say(f"! {safe_line(error.message)}; it was left out")
    if len(damage) > _TOLD:
        output.say(f"! {len(damage) - _TOLD} other damaged rows were left out")
    if damage:
        output.say(f"hint: {damage[0].hint}")


def beside(target: "Target", done: str) -> str:
    """What to know of how `target` was chosen, `done` (`cited`) being what became of it; empty: nothing."""
    if target.loosened:
        return f"No quote has all the words; the one with the most of them is {done}"
    if target.others == 1:
        return f"The best match is {done}; 1 other quote also matches"
    return f"The best match is {done}; {target.others} other quotes also match" if target.others else ""
