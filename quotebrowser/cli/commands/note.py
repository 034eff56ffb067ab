"""`note`, `tag` and `untag`: what the user keeps about quotes."""

import argparse
import sys

from quotebrowser.cli import open_library, output
from quotebrowser.errors import ExitCode, UsageError
from quotebrowser.library import Library
from quotebrowser.library.copying import machine_output
from quotebrowser.library.finding import annotated, targets
from quotebrowser.library.noting import in_editor, write_notes


def note_command(arguments: argparse.Namespace) -> int:
    """Write, print or remove the note on a quote; exit 1 where there is none to print or remove."""
    given = arguments.text is not None or arguments.editor or arguments.remove
    with open_library.library(arguments, writing=given) as library:
        uids = _meant(library, arguments.target, every=False)
        if not uids:
            return int(ExitCode.NOTHING)
        said = _said(library, uids[0])
        had = said.note
        if given:
            write_notes.write(library, uids[0], _text(arguments, had), shared=_shared(arguments, said))
        said = _said(library, uids[0])
    if arguments.json:
        output.write_json(machine_output.annotated(uids[0], said))
    elif not given and said.note:
        output.write(said.note)
    if said.note:
        if given:
            output.say("Note saved")
        return int(ExitCode.FOUND)
    output.say("Note removed" if had else "There is no note on this quote")
    return int(ExitCode.FOUND if had else ExitCode.NOTHING)


def _shared(arguments: argparse.Namespace, said: annotated.Said) -> bool | None:
    """Whether the note that is meant is everybody's; of two, the user's own goes first."""
    if arguments.shared is None and arguments.remove and said.remarks:
        return not said.written(shared=False)
    shared: bool | None = arguments.shared
    return shared


def _text(arguments: argparse.Namespace, had: str) -> str:
    if arguments.remove:
        if arguments.text is not None:
            raise UsageError("--remove takes no text", "Give one or the other.")
        return ""
    if arguments.editor:
        return in_editor.edited(arguments.text or had)
    return sys.stdin.read() if arguments.text == "-" else str(arguments.text)


def tag_command(arguments: argparse.Namespace) -> int:
    """Give quotes tags; several matches need --all."""
    if arguments.at < 0:
        raise UsageError("--at takes a place from 1 on", "quotebrowser tag UID lead --at 1")
    with open_library.library(arguments, writing=True) as library:
        uids = _meant(library, arguments.target, every=arguments.all)
        given = {"at": arguments.at, "shared": arguments.shared}
        tags = write_notes.tag(library, uids, arguments.tags, **given) if uids else ()
        _tell(arguments, library, uids)
    if uids:
        output.say(f"Tagged {_many(uids)}: {', '.join(tags)}")
    return int(ExitCode.FOUND if uids else ExitCode.NOTHING)


def untag_command(arguments: argparse.Namespace) -> int:
    """Take tags from quotes; exit 1 where they had none of them."""
    with open_library.library(arguments, writing=True) as library:
        uids = _meant(library, arguments.target, every=arguments.all)
        taken = write_notes.untag(library, uids, arguments.tags)
        _tell(arguments, library, uids)
    if uids:
        output.say(f"{taken} tag{'s' * (taken != 1)} taken from {_many(uids)}")
    return int(ExitCode.FOUND if taken else ExitCode.NOTHING)


def _meant(library: Library, target: str, *, every: bool) -> tuple[str, ...]:
    """Uids of the quotes meant; none, with a message, where none is."""
    found = targets.everything(library, target)
    if found.articles:
        raise UsageError(
            f"{target} is an article; notes and tags are on quotes", "Give a quote's uid or a query."
        )
    if not found.uids:
        output.say(f"No quotes match {target}")
    if len(found.uids) > 1 and not every:
        raise UsageError(
            f"{target} matches {len(found.uids)} quotes",
            "Name one by its uid, as quotebrowser search prints it; tags also take --all.",
        )
    return found.uids


def _tell(arguments: argparse.Namespace, library: Library, uids: tuple[str, ...]) -> None:
    if arguments.json:
        said = annotated.of(library, uids)
        for uid in uids:
            output.write_json(machine_output.annotated(uid, said.get(uid, annotated.NOTHING)))


def _said(library: Library, uid: str) -> annotated.Said:
    return annotated.of(library, [uid]).get(uid, annotated.NOTHING)


def _many(uids: tuple[str, ...]) -> str:
    return f"{len(uids)} quote{'s' * (len(uids) != 1)}"
