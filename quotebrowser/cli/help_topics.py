"""`help`: what the program's own tables say, for people.

One rule guards it: nothing is written here that a table has.
"""

import argparse
import difflib
import json
import shutil
import textwrap
from collections.abc import Callable, Iterable, Sequence
from typing import Final

from quotebrowser.cli import output
from quotebrowser.errors import ExitCode, UsageError

_WIDEST: Final = 100
"""Columns of text that are still read with ease."""
_Rows = Iterable[tuple[str, ...]]
"""What is typed, and what it means."""


def help_command(arguments: argparse.Namespace) -> int:
    """Print a topic, or which there are; with --schema the schema of an output."""
    name, *more = arguments.topic or [""]
    if arguments.schema:
        if name != "json" or not more:
            raise UsageError("Only what is in JSON has a schema", "quotebrowser help json NAME --schema")
        from quotebrowser.library.copying.json_outputs import schema

        output.write(json.dumps(schema(_output(more))))
        return int(ExitCode.FOUND)
    if not name:
        _print("Topics: quotebrowser help TOPIC", ((each, about) for each, (about, _) in TOPICS.items()))
        output.write("\nOptions of a command: quotebrowser COMMAND --help; all commands: quotebrowser --help")
        return int(ExitCode.FOUND)
    TOPICS[_known(name, [*TOPICS])][1](more)
    return int(ExitCode.FOUND)


def _known(name: str, names: Sequence[str]) -> str:
    if name in names:
        return name
    near = difflib.get_close_matches(name, names, 1)
    hint = f"Did you mean {near[0]}?" if near else f"There are {', '.join(names)}."
    raise UsageError(f"There is no help on {name}", hint)


def _print(head: str, rows: _Rows) -> None:
    """A heading, and rows of which the last cell is wrapped beside the others."""
    table = [tuple(row) for row in rows]
    widths = [min(max(map(len, column)), 34) for column in list(zip(*table, strict=True))[:-1]]
    room = min(shutil.get_terminal_size().columns, _WIDEST)
    lines = [head]
    for row in table:
        first = "  " + "".join(f"{cell:<{width}}  " for cell, width in zip(row, widths, strict=False))
        rest = textwrap.wrap(row[-1], max(room - len(first), 20)) or [""]
        lines.append(f"{first}{rest[0]}".rstrip())
        lines += [" " * (sum(widths) + 2 * len(widths) + 2) + line for line in rest[1:]]
    output.write("\n".join(lines))


def _search(_: Sequence[str]) -> None:
    from quotebrowser import query

    _print("What a search may hold", ((row.form, row.help) for row in query.SIGNS))
    _print("\nFields", ((f"{row.name}:", row.takes, row.help) for row in query.FIELDS))
    _print("\nExamples", ((row.example, row.help) for row in (*query.SIGNS, *query.FIELDS)))


def _formats(_: Sequence[str]) -> None:
    from quotebrowser.ingest.formats.format_table import FORMATS

    _print("What `add` reads, by its content", ((row.name, row.detail) for row in FORMATS if row.read))
    refused = ", ".join(row.name for row in FORMATS if not row.read)
    _print("\nWhat it refuses", [("not read", refused)])


def _styles(_: Sequence[str]) -> None:
    from quotebrowser import cite

    _print("--style, or cite.style in the settings", ((row.name, row.manual) for row in cite.STYLES))
    _print("\n--form", ((row.name, row.help) for row in cite.FORMS))
    _print("\n--flavour", ((row.name, row.help) for row in cite.FLAVOURS))


def _differences(_: Sequence[str]) -> None:
    from quotebrowser.model import Variation

    marks = (one.shown for one in Variation if one.shown.sign)
    _print("Marks in a comparison", ((mark.sign, mark.means) for mark in marks))


def _keys(_: Sequence[str]) -> None:
    from quotebrowser import settings
    from quotebrowser.tui.actions import Place
    from quotebrowser.tui.key_names import shown
    from quotebrowser.tui.user_keys import keymap

    loaded = settings.load()
    for place in Place:
        here = [one for one in keymap(loaded.keys, loaded.preset).actions if place in one.where]
        _print(f"{place.value}:", ((" ".join(map(shown, one.keys)), one.help) for one in here))


def _settings(_: Sequence[str]) -> None:
    from quotebrowser import settings

    _print(f"Settings in {settings.config_path()}", ((row.key, row.help) for row in settings.OPTIONS))


def _shells(_: Sequence[str]) -> None:
    import sysconfig

    share = f"{sysconfig.get_path('data')}/share"
    rows = (
        ("bash", f"source {share}/bash-completion/completions/quotebrowser", "in ~/.bashrc"),
        ("zsh", f"fpath=({share}/zsh/site-functions $fpath)", "in ~/.zshrc, before compinit"),
        (
            "fish",
            f"source {share}/fish/vendor_completions.d/quotebrowser.fish",
            "in ~/.config/fish/config.fish",
        ),
        ("man", f"man -l {share}/man/man1/quotebrowser.1", ""),
    )
    output.write("Completions and the manual page of this installation")
    for name, line, where in rows:
        output.write(f"  {name:<6}{line}    {where}".rstrip())


def _json_names() -> list[str]:
    from quotebrowser.library.copying.json_outputs import outputs

    return [name for name, each in outputs().items() if each.printed_by]


def _output(words: Sequence[str]) -> str:
    """The name of an output, which the command that prints it stands for as well."""
    from quotebrowser.library.copying.json_outputs import outputs

    named, names = " ".join(words), _json_names()
    printed = {command: name for name in names for command in outputs()[name].printed_by.split(", ")}
    return named if named in names else printed.get(named) or _known(named, names)


def _json(more: Sequence[str]) -> None:
    from quotebrowser.library.copying.json_outputs import outputs

    if not more:
        _print(
            "One object a line; `schema` is the first key of each. Their keys: quotebrowser help json NAME",
            ((name, outputs()[name].printed_by) for name in _json_names()),
        )
        return
    of = outputs()[_output(more)]
    _print(f"{of.name}: {of.printed_by}", of.fields)
    for within in outputs().values():
        if not within.printed_by and within.name[1:] in _named_in(of.name):
            _print(f"\n{within.name[1:]}", within.fields)
    output.write("\n? may be null, ! may be missing, [x] a list, {x} an object by name")


def _named_in(name: str) -> set[str]:
    """The objects within an output, and within those."""
    from quotebrowser.library.copying.json_outputs import outputs

    kinds = {field.kind.strip("[]{}?!") for field in outputs()[name].fields}
    found = {kind for kind in kinds if f".{kind}" in outputs()}
    return found.union(*(_named_in(f".{kind}") for kind in found))


TOPICS: Final[dict[str, tuple[str, Callable[[Sequence[str]], None]]]] = {
    "search": ("what a search may hold", _search),
    "formats": ("what can be added", _formats),
    "styles": ("citation styles, forms and flavours", _styles),
    "differences": ("the marks of a comparison", _differences),
    "keys": ("the browser's keys", _keys),
    "shells": ("completions and the manual page", _shells),
    "settings": ("what can be set, and where", _settings),
    "json": ("what --json prints", _json),
}
"""What there is help on: what it is, and what prints it, given the words behind it."""
