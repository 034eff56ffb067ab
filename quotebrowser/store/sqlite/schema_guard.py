"""Whether the tables of a library's file are those this program makes, and of which version.

One rule guards it: a library's file may come from anybody. What its schema says is run by every statement
(triggers, views, generated columns, indexes on expressions), so it is the text of our own steps to the
letter, or the file is refused before anything is read from it.
"""

import json
import sqlite3
from collections.abc import Sequence
from functools import cache
from typing import Final

from quotebrowser.errors import LibraryError
from quotebrowser.store.sqlite.database import Database
from quotebrowser.store.sqlite.failures import damaged
from quotebrowser.store.sqlite.schema import APPLICATION, STEPS, WORDS, WORDS_UNTIL

_PARTS_READ: Final = 200
"""Tables, indexes and views that are looked at; this program makes a quarter of that."""
_STATE: Final = (
    "SELECT (SELECT user_version FROM pragma_user_version),"
    " (SELECT application_id FROM pragma_application_id),"
    " (SELECT json_group_array(json_array(type, name, tbl_name, sql)) FROM"
    " (SELECT type, name, tbl_name, sql FROM sqlite_master LIMIT ?))"
)
"""Which version the tables are, of which program, and their text."""

Part = tuple[str, str, str, str | None]
"""Kind, name, table and text of a part of a schema."""


def version_of(db: Database, steps: Sequence[str] = STEPS) -> int:
    """How many of `steps` a library's file has taken; 0 for an empty one.

    Raises:
        LibraryError: the file is no library, is of a newer program, or its tables are not what `steps` make.
    """
    # In one statement, so that all is of one moment: another program may be making the tables.
    ((version, application, parts),) = db.rows(_STATE, (_PARTS_READ,))
    try:
        found = sorted((_part(part) for part in json.loads(parts)), key=str)
    except ValueError as error:  # of text that is no UTF-8 SQLite makes no JSON
        raise damaged(db.path, "it contains names that are not text") from error
    if (application, bool(found)) not in ((APPLICATION, True), (0, False)):
        raise LibraryError(
            f"{db.path} is not a quotebrowser library", "Choose another directory with --library."
        )
    if version > len(steps):
        raise LibraryError(
            f"The library {db.path.parent} was made by a newer version of quotebrowser",
            "Use that version, or choose another library with --library.",
        )
    why = _difference(found, version, tuple(steps)) if version >= 0 else f"its version is {version}"
    if why:
        raise damaged(db.path, why)
    return int(version)


def _difference(found: list[Part], version: int, steps: tuple[str, ...]) -> str:
    """What is not as the first `version` of `steps` make it, in words; empty if nothing is."""
    if version <= WORDS_UNTIL and any(name == "fulltext" for _, name, *_ in found):
        expected = _made((*steps[:version], WORDS))
    else:
        expected = _made(steps[:version])
    if found == list(expected):
        return ""
    known = {(kind, name) for kind, name, *_ in expected}
    there = {(kind, name) for kind, name, *_ in found}
    for kind, name, *_ in found:
        if (kind, name) not in known:
            return f"it has a {kind} {name!r} that quotebrowser does not make"
    for kind, name, *_ in expected:
        if (kind, name) not in there:
            return f"its {kind} {name!r} is missing"
    altered = next((one for one in found if one not in expected), found[0])
    return f"its {altered[0]} {altered[1]!r} is not as quotebrowser makes it"


@cache
def _made(steps: tuple[str, ...]) -> tuple[Part, ...]:
    """The parts that `steps` make of an empty file, sorted; a millisecond's work."""
    empty = sqlite3.connect(":memory:")
    try:
        for step in steps:
            empty.executescript(step)
        parts = empty.execute("SELECT type, name, tbl_name, sql FROM sqlite_master").fetchall()
    finally:
        empty.close()
    return tuple(sorted((_part(part) for part in parts), key=str))


def _part(part: Sequence[str | None]) -> Part:
    kind, name, table, text = part
    return str(kind), str(name), str(table), text
