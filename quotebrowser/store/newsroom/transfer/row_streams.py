"""The rows of a library on their way from one place to another, and what they add up to.

One rule guards it: a row is the same values at both ends. On the way it is what PostgreSQL holds of it
(texts that PostgreSQL has no room for are encoded), and the sum of a table's rows is made of that, so that a
file and a server can each add up their own and be compared without the rows being sent.
"""

import hashlib
import struct
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final, NamedTuple, Protocol

from quotebrowser.store.newsroom.exchange.row_values import sent
from quotebrowser.store.newsroom.server_tables import Table
from quotebrowser.store.sqlite.meta import COPY, SHARED
from quotebrowser.store.sqlite.row_door import Row

MARK: Final = f"{COPY}from"
"""Under which `meta` of what is being filled says from where; not in a library."""
BYTES: Final = 8_000_000
"""Of rows that are sent and committed together."""
ROWS: Final = 20_000
"""Rows that are, at most."""
_NULL: Final = b"\0"
_NUMBER: Final = struct.Struct(">cq")
_SHARE: Final = struct.Struct(">cd")
_FIRST_BYTES: Final = struct.Struct(">q")
_RANGE: Final = 1 << 64


Authorship = tuple[str, str, str, int, str]
"""Of a row: its table and key, who wrote it, when in seconds since 1970, who is to see it; see `authors`."""


class Sum(NamedTuple):
    """What the rows of a table add up to."""

    rows: int
    digest: int
    """The sum of the rows' digests: the first 8 bytes of SHA-256 as a signed number, modulo 2 to the 64."""


class End(Protocol):
    """Where rows come from or go to."""

    def sum(self, table: Table) -> Sum:
        """What the rows of a table add up to. Reads all of them."""

    def count(self, table: Table) -> int:
        """How many rows a table has."""

    def rows(self, table: Table, start: int | None) -> Iterator[list[Row]]:
        """The rows of a table by their key, in lists; those from a first number on where one is given."""


class Source(End, Protocol):
    """Where rows come from, all as they were at one moment."""

    @property
    def origin(self) -> str:
        """The library's identity, a space, and what it was at that moment."""

    def numbers(self) -> dict[str, int]:
        """The highest number that was ever given, by the name of the table."""

    def authors(self) -> list[Authorship]:
        """Who wrote rows, when, and who is to see them."""

    def close(self) -> None:
        """Let go of it."""


class Target(End, Protocol):
    """Where rows go to.

    Attributes:
        mark: what was kept of where they come from; empty if nothing was.
    """

    mark: str

    def last(self, table: Table) -> int | None:
        """The largest first number of a key in a table; None without rows."""

    def clear(self, table: Table, start: int | None) -> None:
        """Delete the rows of a table; those from a first number on where one is given."""

    def put(self, table: Table, rows: Sequence[Row]) -> None:
        """Store rows; they are there once this returns."""

    def require(self, authors: Sequence[Authorship]) -> None:
        """Raise LibraryError if it would show rows to more people than they are for."""

    def finish(self, numbers: dict[str, int], authors: Sequence[Authorship]) -> None:
        """Make a library of it, whose identity is its own.

        Args:
            numbers: the highest that was ever given, by the name of the table.
            authors: who wrote rows.

        Raises:
            LibraryError: it is damaged; it is no library then.
        """

    def close(self) -> None:
        """Let go of it."""


def added(rows: Iterable[Row]) -> Sum:
    """What rows add up to."""
    count = total = 0
    for row in rows:
        count += 1
        total += _FIRST_BYTES.unpack(hashlib.sha256(_framed(row)).digest()[:8])[0]
    return Sum(count, total % _RANGE)


_SENT: Final[dict[str, type]] = {"bigint": int, "double precision": float, "bytea": bytes}


def as_sent(value: Any, kind: str) -> Any:
    """A value of a file as PostgreSQL holds it.

    Raises:
        TypeError: it is of another kind than its column's.
    """
    if value is None:
        return None
    if kind == "text" and type(value) in (str, bytes):
        return sent(value)
    if type(value) is not _SENT.get(kind):
        raise TypeError
    return value


def server_sum(table: Table) -> str:
    """The expression by which PostgreSQL adds up the rows of a table."""
    framed = " || ".join(_server_framed(column.name, column.kind) for column in table.columns)
    first = f"('x' || encode(substr(sha256({framed}), 1, 8), 'hex'))::bit(64)::bigint"
    return f"count(*), mod(coalesce(sum({first}), 0) + {_RANGE * _RANGE}, {_RANGE})"


def sized(row: Row) -> int:
    """About how many bytes a row takes."""
    return sum(len(value) for value in row if type(value) in (str, bytes)) + 8 * len(row)


def in_lists(rows: Iterable[Row]) -> Iterator[list[Row]]:
    """The same rows in lists that are sent together."""
    batch: list[Row] = []
    size = 0
    for row in rows:
        batch.append(row)
        size += sized(row)
        if size > BYTES or len(batch) >= ROWS:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _framed(row: Row) -> bytes:
    """The values of a row as bytes that no other row has."""
    return b"".join(map(_value, row))


def _value(value: object) -> bytes:
    if value is None:
        return _NULL
    if isinstance(value, int):
        return _NUMBER.pack(b"\1", value)
    if isinstance(value, float):
        return _SHARE.pack(b"\3", value)
    kind, data = (b"\2", value.encode()) if isinstance(value, str) else (b"\4", value)
    return _NUMBER.pack(kind, len(data)) + data  # type: ignore[arg-type,operator] # of what is sent, only bytes are left


def _server_framed(column: str, kind: str) -> str:
    """The same of a column, as PostgreSQL writes it."""
    sent = {
        "bigint": r"'\x01'::bytea || int8send({0})",
        "text": r"'\x02'::bytea || int8send(octet_length({0})) || convert_to({0}, 'UTF8')",
        "double precision": r"'\x03'::bytea || float8send({0})",
        "bytea": r"'\x04'::bytea || int8send(octet_length({0})) || {0}",
    }[kind].format(quoted(column))
    return rf"coalesce({sent}, '\x00'::bytea)"


def shared(table: Table) -> str:
    """The condition for rows that belong to the library, not to one place where it is held."""
    return SHARED.format(key='"key"') if table.name == "meta" else "true"


def begins_with_number(table: Table) -> bool:
    """Whether a table's key begins with a number: an interrupted copy goes on from the largest."""
    return next(column.kind for column in table.columns if column.name == table.key[0]) == "bigint"


def names(table: Table) -> str:
    """The columns of a table, one after the other."""
    return ", ".join(quoted(column.name) for column in table.columns)


def key_of(table: Table) -> str:
    """The columns of its key."""
    return ", ".join(map(quoted, table.key))


def quoted(name: str) -> str:
    """A name as both databases take it; it comes from the steps that make a library's tables."""
    return f'"{name}"'
