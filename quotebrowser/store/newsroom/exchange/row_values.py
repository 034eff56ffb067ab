"""Values of shared rows on their way between a copy and the server.

One rule guards it: what comes back is what went out, to the value. PostgreSQL's texts hold neither U+0000 nor
lone surrogates; such a text goes as U+E000 and its bytes in base64, as does one that begins with U+E000.
"""

import base64
import json
from collections.abc import Iterable, Sequence
from typing import Any, Final

from quotebrowser.store.newsroom.server_tables import Table

_ENCODED: Final = "\ue000"
_TEXT: Final = "text"
_KINDS: Final = {"bigint": int, "double precision": float, _TEXT: str, "bytea": bytes}
_NUMBERS: Final = range(-(1 << 63), 1 << 63)
_LONGEST: Final = 60_000_000
"""Characters of a row's texts, which are at most 240 of the 256 million bytes that SQLite takes."""

Row = tuple[Any, ...]


def sent(value: object) -> object:
    """A text of the copy (or its bytes, where it has lone surrogates) as PostgreSQL takes it."""
    if type(value) is str and "\0" not in value and value[:1] != _ENCODED:
        return value
    data = value.encode() if isinstance(value, str) else value
    return _ENCODED + base64.b64encode(data).decode() if isinstance(data, bytes) else data


def received(value: object) -> object:
    """What `sent` was given; what that never made is left as it is."""
    if type(value) is not str or value[:1] != _ENCODED:
        return value
    try:
        data = base64.b64decode(value[1:], validate=True)
    except ValueError:
        return value
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data


def columns_of(table: Table, rows: Sequence[Row], places: Iterable[int] | None = None) -> list[list[object]]:
    """Rows of the copy, column for column, as arrays of PostgreSQL.

    Args:
        table: whose rows they are.
        rows: their values.
        places: in the table, of the columns that they have; None: all.
    """
    kinds = [table.columns[place].kind for place in (range(len(table.columns)) if places is None else places)]
    return [[sent(row[no]) if kind == _TEXT else row[no] for row in rows] for no, kind in enumerate(kinds)]


def key_places(table: Table) -> list[int]:
    """Places of the columns that name a row, in the order of its key."""
    names = [column.name for column in table.columns]
    return [names.index(name) for name in table.key]


def unpacked(table: Table, row: Sequence[object]) -> Row | None:
    """A row that somebody hands out, as the copy has it; None: it is none that any copy ever sent."""
    values = tuple(map(received, row))
    for value, column in zip(values, table.columns, strict=True):
        kind = _KINDS[column.kind]
        if value is None:
            if column.required:
                return None
        elif type(value) is not kind and not (kind is str and type(value) is bytes):
            return None
    texts = (value for value in values if isinstance(value, str | bytes))
    return values if sum(map(len, texts)) <= _LONGEST else None


def packed_key(key: Iterable[object]) -> str:
    """The key of a row as JSON, its texts as they are sent."""
    return json.dumps([sent(value) for value in key], ensure_ascii=False, separators=(",", ":"))


def unpacked_key(table: Table, packed: object) -> Row | None:
    """What `packed_key` packed; None: it is no key of this table."""
    try:
        found = json.loads(str(packed))
    except (ValueError, RecursionError):
        return None
    if not isinstance(found, list) or len(found) != len(table.key):
        return None
    kinds = [_KINDS[table.columns[place].kind] for place in key_places(table)]
    values = tuple(map(received, found))
    return values if all(map(_may_be, values, kinds)) else None


def _may_be(value: object, kind: type) -> bool:
    """Whether a value that JSON held is one of a kind that both databases take."""
    if type(value) is int:
        return kind is int and value in _NUMBERS
    if type(value) is str:
        return kind is str and not any("\ud800" <= char <= "\udfff" for char in value)
    return type(value) is bytes and kind is str
