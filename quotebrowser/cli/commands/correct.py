"""`set`, `remove` and `purge`: what the user corrects and removes."""

import argparse
import sys
from typing import Final

from quotebrowser.cli import open_library, output
from quotebrowser.errors import ExitCode, UsageError
from quotebrowser.library.changing import correct_facts, merge_speakers, name_outlets
from quotebrowser.library.copying import machine_output
from quotebrowser.library.finding import targets
from quotebrowser.library.library import Library
from quotebrowser.text import safe_line

_OF_QUOTES: Final = frozenset({"speaker", "primary"})
"""What is corrected of quotes; all else is of their articles."""


def set_command(arguments: argparse.Namespace) -> int:
    """Correct facts and speakers; several matches need --all."""
    values = correct_facts.parse(arguments.values)
    with open_library.library(arguments, writing=True) as library:
        if set(values) == {"speaker"} and merge_speakers.is_named(library, arguments.target):
            return _rename(arguments, library, values["speaker"])
        if set(values) == {"outlet"} and name_outlets.is_named(library, arguments.target):
            return _rename_outlet(arguments, library, values["outlet"])
        found = targets.everything(library, arguments.target)
        if not found.uids and not found.articles:
            output.say(f"No quotes match {arguments.target}")
            return int(ExitCode.NOTHING)
        articles = correct_facts.articles_of(library, found)
        quotes = bool(found.uids) and not _OF_QUOTES.isdisjoint(values)
        count = len(found.uids) if quotes else len(articles)
        if count > 1 and not arguments.all:
            what = "quotes" if quotes else "articles"
            raise UsageError(
                f"{arguments.target} matches {count} {what}", "Add --all to correct them all, or pick one."
            )
        changed = correct_facts.set_values(library, found.uids, values, articles=articles)
    if arguments.json:
        output.write_json(machine_output.corrected(changed, articles))
    else:
        output.say(
            f"Corrected {changed} {'quote' if quotes and set(values) <= _OF_QUOTES else 'article'}"
            f"{'s' * (changed != 1)}"
        )
    return int(ExitCode.FOUND)


def _rename_outlet(arguments: argparse.Namespace, library: Library, name: str) -> int:
    """Call an outlet by another name in all articles that have this one."""
    changed = name_outlets.rename(library, arguments.target, name)
    if arguments.json:
        output.write_json(machine_output.corrected(changed, ()))
    else:
        output.say(
            f"{arguments.target} is now {name or 'not recorded'}: {changed} article{'s' * (changed != 1)}"
        )
    return int(ExitCode.FOUND)


def _rename(arguments: argparse.Namespace, library: Library, name: str) -> int:
    """Merge a speaker into another name, or undo that."""
    if name:
        changed = merge_speakers.merge(library, arguments.target, name)
        told = f"{arguments.target} is now {name}: {changed} quote{'s' * (changed != 1)}"
    else:
        changed = merge_speakers.split(library, arguments.target)
        told = f"{changed} name{'s' * (changed != 1)} restored as the articles print them"
    if arguments.json:
        output.write_json(machine_output.corrected(changed, ()))
    else:
        output.say(told)
    return int(ExitCode.FOUND)


def remove_command(arguments: argparse.Namespace) -> int:
    """Take articles out of the library; adding their files again brings them back."""
    with open_library.library(arguments, writing=True) as library:
        ids = _resolved(library, arguments.articles)
        correct_facts.remove(library, ids)
    output.say(f"Removed {_many(ids)}; add the files again to bring them back")
    return int(ExitCode.FOUND)


def purge_command(arguments: argparse.Namespace) -> int:
    """Delete articles permanently, removed ones too, with a note on copies that may still hold them."""
    with open_library.library(arguments, writing=True) as library:
        ids = _resolved(library, arguments.articles, removed=True)
        if not arguments.yes:
            if not sys.stdin.isatty():
                raise UsageError(
                    "purge deletes permanently and needs your confirmation",
                    "Run it in a terminal, or add --yes.",
                )
            output.say(f"Delete {_many(ids)} permanently, with quotes and corrections? [y/N]")
            if sys.stdin.readline().strip().lower() not in ("y", "yes"):
                output.say("Nothing was deleted")
                return int(ExitCode.NOTHING)
        correct_facts.purge(library, ids)
        copies = sorted((library.directory / "backup").glob("*.db"))
    output.say(f"Permanently deleted {_many(ids)}")
    if copies:
        output.say(
            f"note: {len(copies)} cop{'y' if len(copies) == 1 else 'ies'} of the library in"
            f" {safe_line(str(copies[0].parent))} may still hold what was deleted"
        )
    return int(ExitCode.FOUND)


def _many(ids: tuple[str, ...]) -> str:
    return f"{len(ids)} article{'s' * (len(ids) != 1)}"


def _resolved(library: Library, names: list[str], *, removed: bool = False) -> tuple[str, ...]:
    """Ids of the articles named, each once; with `removed` also of those that were removed."""
    return tuple(dict.fromkeys(targets.article(library, name, removed=removed) for name in names))
