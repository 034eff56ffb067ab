"""What the wheel has for shells and `man`, made from the parser as it is built: completions, the manual page.

One rule guards it: nothing is written here that the parser has; and nothing of this runs with the program.
"""

import argparse
import re
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import shtab
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

PLACES: Final = {
    "bash": "share/bash-completion/completions/quotebrowser",
    "zsh": "share/zsh/site-functions/_quotebrowser",
    "fish": "share/fish/vendor_completions.d/quotebrowser.fish",
    "man": "share/man/man1/quotebrowser.1",
}
"""Where each file goes, below the prefix that the wheel is installed to."""
FILES: Final = ("PATH", "FILE", "ARTICLE")
"""Words of the help for arguments that are files; `DIR` is a folder."""
STATUS: Final = (
    "0 for found or done, 1 for nothing found or a failed check, 2 for an error, and 128 and the signal's"
    " number where a signal ended it."
)
NO_BLANK: Final = """
  # a field or a key is begun, and not done
  [[ ${#COMPREPLY[@]} = 1 && ${COMPREPLY[0]} == *[:=] ]] && compopt -o nospace 2>/dev/null
"""


class ShellFiles(BuildHookInterface[Any]):
    """The hook that hatchling calls."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Make the files and have them packed; an editable install needs none."""
        if version == "editable":
            return
        sys.dont_write_bytecode = True
        sys.path.insert(0, self.root)
        self._made = tempfile.TemporaryDirectory()
        for name, text in made().items():
            path = Path(self._made.name) / name
            path.write_text(text, encoding="utf-8", newline="")
            build_data["shared_data"][str(path)] = PLACES[name]

    def finalize(self, _version: str, _build_data: dict[str, Any], _artifact: str) -> None:
        """Clear away."""
        if hasattr(self, "_made"):
            self._made.cleanup()


def made() -> dict[str, str]:
    """The text of each file, by the names of `PLACES`."""
    from quotebrowser.cli.parser import build_parser  # noqa: PLC0415 - found where the hook says

    parser = build_parser()
    page = manual(parser)
    for action in actions(parser):
        complete(action)
    shells = {shell: shtab.complete(parser, shell) for shell in ("bash", "zsh", "fish")}
    end = "\n  return 0\n}\n"
    if shells["bash"].count(end) != 1:
        raise ValueError("shtab ends its function in another way than it did")
    return shells | {"bash": shells["bash"].replace(end, NO_BLANK + end), "man": page}


def commands(parser: argparse.ArgumentParser, before: str = "") -> dict[str, argparse.ArgumentParser]:
    """The parsers of the commands that work and of their tasks, by all their words."""
    found = {}
    for action in parser._actions:  # noqa: SLF001
        if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001
            for told in action._choices_actions:  # noqa: SLF001 - those with a line of help
                name = f"{before}{told.dest}"
                found[name] = action.choices[told.dest]
                found |= commands(found[name], f"{name} ")
    return found


def actions(parser: argparse.ArgumentParser) -> Iterator[argparse.Action]:
    """The arguments of all commands."""
    for command in commands(parser).values():
        yield from command._actions  # noqa: SLF001


def complete(action: argparse.Action) -> None:
    """Say what an argument may be, where the parser leaves that to the command."""
    from quotebrowser import cite, query  # noqa: PLC0415
    from quotebrowser.cli.help_topics import TOPICS  # noqa: PLC0415
    from quotebrowser.library.changing.correct_facts import WORDS  # noqa: PLC0415

    values = {
        "style": [row.name for row in cite.STYLES],
        "form": [row.name for row in cite.FORMS],
        "flavour": [row.name for row in cite.FLAVOURS],
        "query": [f"{row.name}:" for row in query.FIELDS],
        "target": [f"{row.name}:" for row in query.FIELDS],
        "values": [f"{word}=" for word in WORDS],
        "topic": [*TOPICS],
    }
    if action.choices is None and action.dest in values:
        action.choices = values[action.dest]
    elif action.metavar in FILES:
        action.complete = shtab.FILE  # type: ignore[attr-defined]
    elif action.metavar == "DIR":
        action.complete = shtab.DIRECTORY  # type: ignore[attr-defined]


def manual(parser: argparse.ArgumentParser) -> str:
    """The manual page, in the macros of `man`."""
    lines = [
        '.TH QUOTEBROWSER 1 "" quotebrowser "User Commands"',
        ".SH NAME",
        f"quotebrowser \\- {_roff('find quotes in articles, compare and cite them')}",
        ".SH SYNOPSIS",
        ".B quotebrowser",
        "[\\fICOMMAND\\fR] [\\fIARGUMENTS\\fR]",
        ".SH DESCRIPTION",
        _roff(parser.description or ""),
        ".SH COMMANDS",
    ]
    for name, command in commands(parser).items():
        usage = " ".join(command.format_usage().removeprefix("usage: quotebrowser ").split())
        lines += [
            f".SS {name}",
            ".nh",
            ".ad l",
            _roff(usage),
            ".PP",
            _roff(_sentence(command.description)),
            ".ad",
        ]
        for action in command._actions:  # noqa: SLF001
            if action.help and action.help != argparse.SUPPRESS and action.dest not in ("help", "library"):
                lines += [".TP", f".B {_roff(_called(action))}", _roff(_sentence(_help(action)))]
    lines += [
        ".SH OPTIONS",
        ".TP",
        f".B {_roff('--library DIR')}",
        "Of every command: the library to use.",
        ".TP",
        f".B {_roff('--version')}",
        "Print the version.",
        ".SH EXIT STATUS",
        STATUS,
        ".SH SEE ALSO",
        _roff(
            "quotebrowser help, quotebrowser help search, quotebrowser help formats, quotebrowser help styles"
        ),
    ]
    return "\n".join(lines) + "\n"


def _help(action: argparse.Action) -> str:
    return (action.help or "") % vars(action) if "%(" in (action.help or "") else action.help or ""


def _sentence(text: str | None) -> str:
    return f"{text[0].upper()}{text[1:]}." if text else ""


def _called(action: argparse.Action) -> str:
    """An option with its value, or an argument."""
    choices = "|".join(map(str, action.choices or []))
    value = "" if action.nargs == 0 else str(action.metavar or choices or action.dest.upper())
    return f"{', '.join(action.option_strings)} {value}".strip()


def _roff(text: str) -> str:
    """A line of text: nothing in it is a request or an escape."""
    escaped = text.replace("\\", "\\e").replace("-", "\\-").replace("’", "'")
    return re.sub(r"^([.'])", r"\\&\1", escaped)
