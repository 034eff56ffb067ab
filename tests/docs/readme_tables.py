"""The README's tables, written from the program's own: `python tests/docs/readme_tables.py` renews them."""

import re
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final

from quotebrowser import cite, query, settings
from quotebrowser.cite.item import DESCRIPTIONS
from quotebrowser.cli.parser import COMMANDS
from quotebrowser.ingest.formats.format_table import FORMATS
from quotebrowser.model import Genre, Variation
from quotebrowser.tui import actions, key_names
from quotebrowser.tui.key_presets import PRESETS

README: Final = Path(__file__).resolve().parents[2] / "README.md"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _code(text: str) -> str:
    return f"`{_cell(text)}`"


def _table(headers: str, rows: Iterable[Iterable[str]]) -> str:
    """A Markdown table; `headers` are words joined by `|`."""
    names = headers.split("|")
    lines = ["| " + " | ".join(names) + " |", "|" + "---|" * len(names)]
    lines += ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join(lines)


def _commands() -> str:
    return _table("command|what it does", [(_code(row.name), _cell(row.help)) for row in COMMANDS])


def _formats() -> str:
    return _table("format|what is read", [(row.name, row.detail) for row in FORMATS if row.read])


def _unread() -> str:
    *first, last = (row.name for row in FORMATS if not row.read)
    return f"These are refused, and `add` says so: {', '.join(first)} and {last}, and any file over 20 MB."


def _signs() -> str:
    return _table(
        "write|finds|example",
        [(_code(row.form), _cell(row.help), _code(row.example)) for row in query.SIGNS],
    )


def _fields() -> str:
    return _table(
        "field|takes|finds|example",
        [
            (_code(row.name + ":"), _cell(row.takes), _cell(row.help), _code(row.example))
            for row in query.FIELDS
        ],
    )


def _styles() -> str:
    return _table("style|what it follows", [(_code(row.name), _cell(row.manual)) for row in cite.STYLES])


def _forms() -> str:
    return _table("form|what it prints", [(_code(row.name), _cell(row.help)) for row in cite.FORMS])


def _genres() -> str:
    rows = ((_code(genre.value), DESCRIPTIONS[genre]) for genre in Genre)
    return _table("genre|cited as", rows)


def _flavours() -> str:
    return _table("flavour|what it is", [(_code(row.name), _cell(row.help)) for row in cite.FLAVOURS])


def _differences() -> str:
    return _table(
        "mark|ASCII|means",
        [
            (_code(kind.shown.sign), _code(kind.shown.ascii_sign), kind.shown.means)
            for kind in Variation
            if kind.shown.sign
        ],
    )


def _changes() -> str:
    return "\n".join(f"- {change}" for _, change in cite.CHANGES)


def _keys() -> str:
    return _table(
        "keys|where|what",
        [
            (" ".join(_code(key_names.shown(key)) for key in row.keys), ", ".join(row.where), _cell(row.help))
            for row in actions.ACTIONS
        ],
    )


def _presets() -> str:
    names = [name for name in PRESETS if PRESETS[name]]
    changed = [row for row in actions.ACTIONS if any(row.id in PRESETS[name] for name in names)]
    return _table(
        "|".join(["what", "where", "default", *names]),
        [
            (
                _cell(row.label),
                ", ".join(row.where),
                *(
                    " ".join(_code(key_names.shown(key)) for key in PRESETS[name].get(row.id, row.keys))
                    for name in ("default", *names)
                ),
            )
            for row in changed
        ],
    )


def _settings() -> str:
    return _table(
        "setting|variable|what it is",
        [
            (_code(row.key), _code(row.variable) if row.variable else "", _cell(row.help))
            for row in settings.OPTIONS
        ],
    )


TABLES: Final[dict[str, Callable[[], str]]] = {
    "commands": _commands,
    "formats": _formats,
    "unread": _unread,
    "signs": _signs,
    "fields": _fields,
    "styles": _styles,
    "genres": _genres,
    "forms": _forms,
    "flavours": _flavours,
    "changes": _changes,
    "differences": _differences,
    "keys": _keys,
    "presets": _presets,
    "settings": _settings,
}


def filled(readme: str) -> str:
    """The README with every table as the program has it."""

    def replace(match: re.Match[str]) -> str:
        return f"<!-- {match[1]} -->\n{TABLES[match[1]]()}\n<!-- end -->"

    return re.sub(r"<!-- (\w+) -->\n.*?<!-- end -->", replace, readme, flags=re.DOTALL)


if __name__ == "__main__":
    README.write_text(filled(README.read_text(encoding="utf-8")), encoding="utf-8")
    sys.exit(0)
