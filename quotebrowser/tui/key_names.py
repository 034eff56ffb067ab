"""Which names of keys there are, for keys that users set.

One rule guards it: a name that no key has is reported, with the name that was meant where that can be told.
"""

import unicodedata
from typing import Final

_NAMED: Final = frozenset((
    *("escape", "enter", "tab", "space", "backspace", "delete", "insert", "home", "end", "pageup"),
    *("pagedown", "up", "down", "left", "right", "slash", "backslash", "at", "minus", "plus", "underscore"),
    *(f"f{number}" for number in range(1, 25)),
))  # fmt: skip
_MODIFIERS: Final = ("ctrl+", "alt+", "shift+")
_MEANT: Final = {"esc": "escape", "return": "enter", "pgup": "pageup", "pgdn": "pagedown", "del": "delete"}


def known(key: str) -> bool:
    """Whether a key has this name: `x`, `?`, `f5`, `pagedown`, `ctrl+x`, `question_mark`."""
    for modifier in _MODIFIERS:
        key = key.removeprefix(modifier) if len(key) > len(modifier) else key
    if len(key) == 1:
        return key.isprintable() and not key.isspace()
    try:
        return key in _NAMED or (key == key.lower() and bool(unicodedata.lookup(key.replace("_", " "))))
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
