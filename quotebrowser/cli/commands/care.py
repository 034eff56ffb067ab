"""What keeps the library and shows the program's own state: `info`, `doctor`, `backup`, `config`, `keys`."""

import argparse
from collections.abc import Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import asdict
from typing import TYPE_CHECKING

from quotebrowser import settings
from quotebrowser.cli import open_library, output
from quotebrowser.errors import ExitCode, SettingsError, UsageError
from quotebrowser.library.copying import care_output, cite_quotes
from quotebrowser.library.upkeep import backing_up, divide_index, level
from quotebrowser.model import CopyState
from quotebrowser.text import counted, safe_line

if TYPE_CHECKING:
    from quotebrowser.processes import ray_tasks


def info_command(arguments: argparse.Namespace) -> int:
    """Say what the library holds and where it is."""
    library = open_library.open_library(arguments)
    try:
        row = level.info(library)
    finally:
        library.close()
    if arguments.json:
        output.write_json(row)
    else:
        output.table(
            ("what", "value"), [(name.replace("_", " "), _said(value)) for name, value in row.items()]
        )
    return int(ExitCode.FOUND)


def _said(value: object) -> str:
    """A value of `info` in words."""
    return ("no", "yes")[value] if isinstance(value, bool) else "not known" if value is None else str(value)


def doctor_command(arguments: argparse.Namespace) -> int:
    """Check the library or the clipboard, or mend the library; exit 1 if something is still wrong."""
    if arguments.what == "clipboard":
        return _clipboard(arguments)
    mended: tuple[str, ...] = ()
    mendable: tuple[str, ...] = ()
    library = open_library.open_library(arguments)
    try:
        with output.progress("Mending" if arguments.mend else "Checking") as progress:
            if arguments.mend:
                mended, findings = level.mend(library, progress)
            else:
                findings = level.check(library, progress)
                if level.is_damaged(findings):
                    mendable = library.store.mend(only_try=True).rows
    finally:
        library.close()
    for thing in mended:
        output.say(f"mended: {safe_line(thing)}")
    for finding in findings:
        if arguments.json:
            output.write_json(care_output.finding(str(finding)))
        else:
            output.write(f"! {safe_line(str(finding))}")
    for thing in mendable:
        output.say(f"can be mended: {safe_line(thing)}")
    if mendable:
        output.say("hint: quotebrowser doctor --mend")
    if not findings:
        output.say("The library is sound")
    return int(ExitCode.NOTHING if findings else ExitCode.FOUND)


def _clipboard(arguments: argparse.Namespace) -> int:
    """Try every way to the clipboard; exit 0 if one is verified."""
    rows = cite_quotes.check_clipboard(settings.load())
    for row in rows:
        state = row.outcome.state.value if row.outcome else "does not apply"
        detail = row.outcome.detail if row.outcome else ""
        if arguments.json:
            output.write_json(care_output.route(row.route, state, detail, row.advice))
            continue
        output.write(f"{row.route}: {state}" + (f"; {detail}" if detail else ""))
        if row.advice:
            output.write(f"    {row.advice}")
    good = any(row.outcome and row.outcome.state is CopyState.VERIFIED for row in rows)
    return int(ExitCode.FOUND if good else ExitCode.NOTHING)


def rebuild_command(arguments: argparse.Namespace) -> int:
    """Rebuild the index."""
    with (
        open_library.library(arguments) as library,
        _cluster(arguments) as calls,
        output.progress("Indexing") as progress,
    ):
        count = level.rebuild(library, progress=progress, calls=calls)
    if arguments.json:
        output.write_json({"quotes": count})
    else:
        output.say(f"The index was rebuilt from {count} quotes")
    return int(ExitCode.FOUND)


def index_command(arguments: argparse.Namespace) -> int:
    """Divide the index into parts, or say how it is divided; exit 1 if a part cannot be searched."""
    wanted = arguments.shards
    if wanted is None and (arguments.engine == "ray" or arguments.address):
        raise UsageError("Nothing says into how many parts", "Add --shards N.")
    if arguments.address and arguments.engine != "ray":
        raise UsageError("--address is for a cluster", "Add --engine ray.")
    with open_library.library(arguments) as library:
        if wanted is not None:
            if arguments.engine == "ray":
                for warning in divide_index.tried(arguments.address):
                    output.say(f"note: {warning}")
            with output.progress("Indexing") as progress:
                division = divide_index.division(wanted, arguments.engine, arguments.address)
                divide_index.divide(library, division, progress)
        row = divide_index.info(library)
    if arguments.json:
        output.write_json(row)
        return int(ExitCode.NOTHING if row["missing"] else ExitCode.FOUND)
    where = f"at {row['address']}" if row["address"] else "on this machine"
    by = f"searched by Ray {where}" if row["engine"] == "ray" else "searched here"
    parts = f"{row['parts']} parts, {by}" if row["parts"] != 1 else "one part"
    output.say(f"The index holds {row['quotes']} quotes in {parts}")
    if row["missing"]:
        output.say(f"note: {row['missing']}")
    return int(ExitCode.NOTHING if row["missing"] else ExitCode.FOUND)


def _cluster(arguments: argparse.Namespace) -> "AbstractContextManager[ray_tasks.Calls | None]":
    """What takes over work, if not all is done here."""
    if not open_library.is_on_cluster(arguments, "address"):
        return nullcontext()
    from quotebrowser.library.adding.add_files import processors
    from quotebrowser.processes import ray_tasks

    return ray_tasks.joined(arguments.address, processors(), output.say)


def backup_command(arguments: argparse.Namespace) -> int:
    """Write a verified copy of the library."""
    with open_library.library(arguments) as library:
        path = backing_up.backup(library, arguments.file)
    if arguments.json:
        output.write_json({"path": str(path)})
    else:
        output.write(safe_line(str(path)))
    return int(ExitCode.FOUND)


def restore_command(arguments: argparse.Namespace) -> int:
    """Replace the library with a copy; the present one is kept beside it."""
    kept = backing_up.restore(arguments.library or settings.library_path(), arguments.file)
    if arguments.json:
        output.write_json({"restored": str(arguments.file), "kept": str(kept) if kept else None})
    else:
        also = f"; the previous one is kept as {kept}" if kept else ""
        output.say(f"{arguments.file} is now the library{also}")
    return int(ExitCode.FOUND)


def copy_library_command(arguments: argparse.Namespace) -> int:
    """Copy a library whole, between directories and newsrooms."""
    from quotebrowser.library.upkeep.copy_library import copy_library

    with output.progress("Copying") as progress:
        copied = copy_library(arguments.source, arguments.target, progress)
    if arguments.json:
        output.write_json(asdict(copied))
        return int(ExitCode.FOUND)
    output.say(
        f"Copied {counted(copied.articles, 'article')} and {counted(copied.quotes, 'quote')}:"
        f" {copied.rows:,} rows of {copied.tables} tables, the same at both ends"
    )
    if copied.left:
        output.say(
            f"note: {counted(copied.left, 'saved page')} stay in {safe_line(arguments.source)}/originals"
        )
    return int(ExitCode.FOUND)


def keys_command(arguments: argparse.Namespace) -> int:
    """Print the browser's keys, as the user has set them."""
    from quotebrowser.tui.key_names import shown
    from quotebrowser.tui.user_keys import keymap

    loaded = settings.load()
    keys = keymap(loaded.keys, loaded.preset)
    for action in keys.actions:
        if arguments.json:
            places = [place.value for place in action.where]
            output.write_json(
                {"action": action.id, "keys": list(action.keys), "where": places, "help": action.help}
            )
    if not arguments.json:
        output.table(
            ("keys", "where", "what it does", "action"),
            [
                (" ".join(map(shown, action.keys)), ", ".join(action.where), action.help, action.id)
                for action in keys.actions
            ],
        )
    for problem in keys.problems:
        output.say(f"note: {problem}")
    return int(ExitCode.FOUND)


def config_command(arguments: argparse.Namespace) -> int:
    """Show the settings, their file, or check it; exit 1 if something in it cannot be followed."""
    if arguments.what == "path":
        if arguments.json:
            output.write_json({"path": str(settings.config_path())})
        else:
            output.write(str(settings.config_path()))
        return int(ExitCode.FOUND)
    if arguments.what == "validate":
        return _validate(as_json=arguments.json)
    loaded = settings.load()
    cite_quotes.check_settings(loaded)
    if arguments.json:
        for option in settings.OPTIONS:
            value = _plain(getattr(loaded, option.attribute))
            output.write_json({"setting": option.key, "value": value, "help": option.help})
        return int(ExitCode.FOUND)
    output.table(
        ("setting", "value", "what it is"),
        [(option.key, _shown(getattr(loaded, option.attribute)), option.help) for option in settings.OPTIONS],
    )
    return int(ExitCode.FOUND)


def _validate(*, as_json: bool) -> int:
    """Name every mistake in the settings, a line each."""
    from quotebrowser.tui.user_keys import keymap
    from quotebrowser.tui.widgets.looks import theme_problem

    path = settings.config_path()
    try:
        loaded, mistakes = settings.check(path)
    except SettingsError as error:
        loaded, mistakes = settings.Settings(), [error]
    told = [_one_line(mistake) for mistake in mistakes]
    told += [f"{path}: {_one_line(mistake)}" for mistake in cite_quotes.mistakes(loaded)]
    problems = [theme_problem(loaded.theme), *keymap(loaded.keys, loaded.preset).problems]
    told += [f"{path}: {problem}" for problem in problems if problem]
    for mistake in told:
        if as_json:
            output.write_json({"mistake": mistake})
        else:
            output.say(safe_line(mistake))
    if told:
        return int(ExitCode.NOTHING)
    output.say(f"{path} is valid" if path.exists() else f"{path} does not exist; the defaults apply")
    return int(ExitCode.FOUND)


def _one_line(mistake: SettingsError) -> str:
    return f"{mistake.message}. {mistake.hint}" if mistake.hint else mistake.message


def _plain(value: object) -> object:
    """A value of the settings as JSON has it."""
    if isinstance(value, Mapping):
        return {name: list(keys) for name, keys in value.items()}
    return list(value) if isinstance(value, tuple) else value


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, tuple):
        return " ".join(value)
    return (
        ", ".join(f"{name} = {' '.join(keys)}" for name, keys in value.items())
        if hasattr(value, "items")
        else str(value)
    )
