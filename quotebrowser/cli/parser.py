"""The parser, built from the table of commands.

One rule guards it: what does not work yet is not in `--help`, and says so when it is asked for.
"""

import argparse
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any, Final, NoReturn

from quotebrowser import __version__
from quotebrowser.settings import library_place
from quotebrowser.text.safe import safe_line


@dataclass(frozen=True, slots=True)
class Command:
    """A row of the table."""

    name: str
    """As typed."""
    module: str
    """Module of `quotebrowser.cli` that has its function."""
    help: str
    """One line for `--help` and the README."""

    def run(self, arguments: argparse.Namespace) -> int:
        """Load its module and run it."""
        function: Callable[[argparse.Namespace], int] = getattr(
            import_module(f"quotebrowser.cli.{self.module}"), self.name.replace("-", "_") + "_command"
        )
        return function(arguments)


COMMANDS: Final = (
    Command("browse", "browse", "open the browser (the default)"),
    Command("add", "commands.add", "add articles to the library"),
    Command("watch", "commands.add", "add the files in folders, and new ones as they appear, until Ctrl+C"),
    Command("extract", "commands.extract", "print the quotes in a text without storing anything"),
    Command("search", "commands.search", "search the quotes"),
    Command("show", "commands.show", "show a quote in its article"),
    Command(
        "list",
        "commands.show",
        "list articles, speakers, outlets, files, tags, notes, saved searches or past ones",
    ),
    Command("compare", "commands.compare", "show how each outlet printed the same words, side by side"),
    Command("verify", "commands.verify", "check quotes from memory or a draft against what was printed"),
    Command("cite", "commands.cite", "print or copy a quote with its citation"),
    Command("set", "commands.correct", "correct the outlet, date, speaker and so on; corrections are kept"),
    Command("review", "commands.correct", "list what is doubtful: speakers, names, dates, outlets"),
    Command("note", "commands.note", "write a note on a quote, print or remove it"),
    Command("tag", "commands.note", "tag quotes; the quotes with a tag have an order"),
    Command("untag", "commands.note", "remove tags from quotes"),
    Command("remove", "commands.correct", "remove articles from the library; `undo` brings them back"),
    Command("purge", "commands.correct", "delete articles permanently, after asking"),
    Command("undo", "commands.correct", "take back the latest change, or list what can be taken back"),
    Command("redo", "commands.correct", "do again what was taken back last"),
    Command("export", "commands.cite", "write quotes to a file"),
    Command("pick", "browse", "choose a quote and print its citation, for use in the shell"),
    Command("serve", "browse", "show the library on a web page, to a colleague without a terminal"),
    Command("demo", "browse", "open the browser with the five sample articles"),
    Command("last", "commands.cite", "print the last text you copied"),
    Command("help", "help_topics", "explain searches, formats, citation styles and more"),
    Command("keys", "commands.care", "print the browser's keys"),
    Command("config", "commands.care", "show or check the settings, or print where their file is"),
    Command("info", "commands.care", "show what the library holds and where it is"),
    Command("doctor", "commands.care", "check the library or the clipboard"),
    Command("rebuild", "commands.care", "rebuild the index from the library"),
    Command("index", "commands.care", "divide the index into parts, on one machine or many"),
    Command("backup", "commands.care", "write a verified copy of the library"),
    Command("restore", "commands.care", "replace the library with a backup; the present one is kept"),
    Command("newsroom", "commands.newsroom", "share a library on a server: set it up, users, embargoes"),
    Command(
        "copy-library", "commands.care", "copy a library whole, between a directory and a newsroom's server"
    ),
)
"""Every command that works."""

_ALONE: Final = ("-h", "--help", "--version")
"""What is answered without any command's own arguments, which are read from tables that take time to load."""


_SAME: Final = {
    "check": "verify", "copy": "cite", "delete": "remove", "diff": "compare", "find": "search",
    "import": "add", "ls": "list", "open": "browse", "rm": "remove",
}  # fmt: skip
"""What other programs call these commands."""


_PASSWORD: Final = re.compile(r"(?<=//)[^\s/]*@(?=\S)", re.ASCII)
"""In an address: who asks, and the password."""


class _Parser(argparse.ArgumentParser):
    """argparse, with this program's error messages."""

    def parse_known_args(  # type: ignore[override]
        self, args: Sequence[str] | None = None, namespace: Any = None
    ) -> tuple[Any, list[str]]:
        """As argparse does; what a command does not know is refused by its own parser."""
        parsed, rest = super().parse_known_args(args, namespace)
        if rest:
            self.error(f"unrecognized arguments: {' '.join(rest)}")
        return parsed, rest

    def error(self, message: str) -> NoReturn:
        message = _PASSWORD.sub("", message)
        near = ""
        hint = f"{self.prog} --help"
        if message.startswith("argument COMMAND: invalid choice: "):
            word = message.split(chr(39))[1]
            message = f"There is no command {word}"
            near = _nearest(_SAME.get(word, word), [row.name for row in COMMANDS])
        elif ": invalid choice: " in message:
            word, *known = re.findall("'([^']*)'", message.partition(": invalid choice: ")[2])
            near = _nearest(word, known)
        elif message.startswith("unrecognized arguments: -"):
            flags = [flag for flag in self._option_string_actions if flag.startswith("--")]
            near = _nearest(message.split(" ")[2].partition("=")[0], flags)
        if near:
            hint = f"Did you mean {near}? See {hint}"
        elif message.startswith("unrecognized arguments: -") or message.endswith("required: query"):
            hint += "; after --, words may begin with a minus: quotebrowser search -- -word"
        self.exit(2, f"{self.prog}: {safe_line(message)}\nhint: {hint}\n")


def _nearest(word: str, known: Sequence[str]) -> str:
    """The known word that begins with `word` or is most like it; empty if none is."""
    import difflib

    begun = [one for one in known if one.startswith(word)]
    return next(iter(begun or difflib.get_close_matches(word, known, 1)), "")


def build_parser(command: str = "") -> argparse.ArgumentParser:
    """The parser of all commands; of `command` alone where it is one, which is faster."""
    parser = _Parser(
        prog="quotebrowser",
        description="Search, compare and cite the quotes in a pile of articles."
        " Without a command, the browser opens.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog="examples:\n  quotebrowser add ~/news\n  quotebrowser search 'big blow' speaker:esbati\n"
        "  quotebrowser compare 'defeated very badly'\n  quotebrowser cite 'big blow' --style apa --copy",
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"quotebrowser {__version__}")
    shared = _Parser(add_help=False, allow_abbrev=False)
    shared.add_argument(
        "--library", metavar="DIR", type=library_place, default=None, help="the library to use"
    )
    commands = parser.add_subparsers(metavar="COMMAND", dest="command", parser_class=_Parser)
    arguments = {} if command in _ALONE else _arguments()
    for row in [row for row in COMMANDS if row.name == command] or COMMANDS:
        sub = commands.add_parser(
            row.name, help=row.help, description=row.help, parents=[shared], allow_abbrev=False
        )
        if row.name in arguments:
            arguments[row.name](sub)
        sub.set_defaults(run=row.run)
    return parser


def _arguments() -> dict[str, Callable[[argparse.ArgumentParser], None]]:
    from quotebrowser.cli.command_arguments import ARGUMENTS

    return ARGUMENTS


def insert_browse(arguments: list[str]) -> list[str]:
    """The arguments with a leading `--library` moved behind the command; `browse` if there is no command.

    `help COMMAND` is `COMMAND --help`, unless that is a topic.
    """
    front: list[str] = []
    rest = arguments
    while rest and rest[0].startswith("--library"):
        width = 1 if "=" in rest[0] else 2
        front, rest = front + rest[:width], rest[width:]
    if not rest:
        return ["browse", *front]
    if rest[0] == "help" and len(rest) == 2:  # noqa: PLR2004 - the command and a word
        from quotebrowser.cli.help_topics import TOPICS

        if rest[1] not in TOPICS and any(rest[1] == row.name for row in COMMANDS):
            rest = [rest[1], "--help"]
    return [rest[0], *front, *rest[1:]]
