"""The README's tables, written from the program's own: `python tests/docs/readme_tables.py` renews them."""

import re
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final

from quotebrowser import cite, query, settings
from quotebrowser.cli.parser import COMMANDS
from quotebrowser.tui import actions

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
    return _table("command|what it does", (_code(command.name), _cell(command.help)) for command in COMMANDS)


def _signs() -> str:
    return _table("write|finds|example", (_code(sign.form), _cell(sign.help), _code(sign.example)) for sign in query.SIGNS)


def _fields() -> str:
    return _table("field|takes|finds|example", 
        (_code(field.name + ":"), _cell(field.takes), _cell(field.help), _code(field.example))
        for field in query.FIELDS
    )


def _styles() -> str:
    return _table("style|what it follows", (_code(style.name), _cell(style.manual)) for style in cite.STYLES)


def _forms() -> str:
    return _table("form|what it prints", (_code(form.name), _cell(form.help)) for form in cite.FORMS)


def _flavours() -> str:
    return _table("flavour|what it is", (_code(flavour.name), _cell(flavour.help)) for flavour in cite.FLAVOURS)


def _changes() -> str:
    return "\n".join(f"- {change}" for _, change in cite.CHANGES)


def _keys() -> str:
    return _table(
        "keys|where|what",
        (
            (" ".join(_code(actions.shown(key)) for key in action.keys), ", ".join(action.where), _cell(action.help))
            for action in actions.ACTIONS
        ),
    )


def _settings() -> str:
    return _table("setting|variable|what it is", 
        (_code(option.key), _code(option.variable) if option.variable else "", _cell(option.help))
        for option in settings.OPTIONS
    )


TABLES: Final[dict[str, Callable[[], str]]] = {
    "commands": _commands,
    "signs": _signs,
    "fields": _fields,
    "styles": _styles,
    "forms": _forms,
    "flavours": _flavours,
    "changes": _changes,
    "keys": _keys,
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
