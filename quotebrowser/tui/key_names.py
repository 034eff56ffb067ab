"""How keys are called: on the screen, and by users who set their own.

One rule guards it: a name that no key has is reported, with the name that was meant where that can be told.
"""

import unicodedata
from typing import Final

_NAMES: Final = {
    "escape": "esc",
    "enter": "⏎",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "home": "Home",
    "end": "End",
    "delete": "Del",
    "backspace": "⌫",
    "shift+tab": "S-tab",
}
_SIGNS: Final = {"underscore": "_"}
_ASCII_NAMES: Final = {
    "enter": "Enter", "up": "Up", "down": "Down", "left": "Left", "right": "Right", "backspace": "Bksp",
}  # fmt: skip
_KNOWN: Final = frozenset((
    *("escape", "enter", "tab", "space", "backspace", "delete", "insert", "home", "end", "pageup"),
    *("pagedown", "up", "down", "left", "right", "slash", "backslash", "at", "minus", "plus", "underscore"),
    *(f"f{number}" for number in range(1, 25)),
))  # fmt: skip
_MODIFIERS: Final = ("ctrl+", "alt+", "shift+")
_MEANT: Final = {"esc": "escape", "return": "enter", "pgup": "pageup", "pgdn": "pagedown", "del": "delete"}


def shown(key: str, *, ascii_only: bool = False) -> str:
    """A key as people write it: `^p`, `F1`, `⏎`."""
    if ascii_only and key in _ASCII_NAMES:
        return _ASCII_NAMES[key]
    if key in _NAMES:
        return _NAMES[key]
    for modifier, sign in (("ctrl+", "^"), ("alt+", "M-")):
        if key.startswith(modifier):
            name = key.removeprefix(modifier)
            return sign + _SIGNS.get(name, name)
    return key.upper() if len(key) > 1 and key[0] == "f" and key[1:].isdigit() else key


def known(key: str) -> bool:
    """Whether a key has this name: `x`, `?`, `f5`, `pagedown`, `ctrl+x`, `question_mark`."""
    for modifier in _MODIFIERS:
        key = key.removeprefix(modifier) if len(key) > len(modifier) else key
    if len(key) == 1:
        return key.isprintable() and not key.isspace()
    try:
        return key in _KNOWN or (key == key.lower() and bool(unicodedata.lookup(key.replace("_", " "))))
    except KeyError:
        return False


def problem(action: str, key: str) -> str:
    """What to say of a name that no key has; empty for one that is known."""
    if known(key):
        return ""
    meant = key.lower().replace("^", "ctrl+", 1).replace("c-", "ctrl+", 1).replace("-", "+")
    start, _, name = meant.rpartition("+")
    meant = f"{start}+{_MEANT.get(name, name)}" if start else _MEANT.get(name, name)
    hint = f"; did you mean {meant}?" if known(meant) else ""
    return f"keys: {action} has “{key}”, which is no key{hint}"
