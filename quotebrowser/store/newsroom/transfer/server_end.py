"""A newsroom's library as the one end of a copy of all its rows.

One rule guards it: while it is being filled its identity says so, which no library's does; whoever opens it
then is refused.
"""

import secrets
import uuid
from collections.abc import Iterator, Sequence
from typing import Any, Final

from quotebrowser.errors import LibraryError
from quotebrowser.store.newsroom.address import Address
from quotebrowser.store.newsroom.authors import key
from quotebrowser.store.newsroom.exchange.row_values import received
from quotebrowser.store.newsroom.server import connect, explained
from quotebrowser.store.newsroom.server_tables import (
    FILLING,
    VISIBLE,
    Table,
    require_filled,
    tables,
    version_of,
)
from quotebrowser.store.newsroom.transfer.row_streams import (
    Authorship,
    Sum,
    in_lists,
    key_of,
    names,
    quoted,
    server_sum,
    shared,
)
from quotebrowser.store.sqlite.row_door import Row
from quotebrowser.store.sqlite.row_guard import AUTHORED
from quotebrowser.store.sqlite.schema import VERSION

_TYPES: Final = {"bigint": "int8", "double precision": "float8", "text": "text", "bytea": "bytea"}
_MINE: Final = f"({VISIBLE})"
"""Whether a row is for whoever asks, be he a superuser, whom the server shows all rows."""
_LOCK: Final = "SELECT pg_advisory_lock(hashtext('quotebrowser.filling'))"
_FIRST: Final = 1
"""The revision of all rows of a library that was filled."""


class ServerEnd:
    """The rows of a newsroom's library that its user may see."""

    def __init__(self, address: Address) -> None:
        self.address = address
        self._connection = connect(address)
        try:
            self._require_version()
            self._begin()
        except BaseException:
            self.close()
            raise

    def _require_version(self) -> None:
        if version_of(self._connection, self.address) != VERSION:
            raise LibraryError(
                f"The library {self.address} is of another version of quotebrowser",
                "Install that version, or have an admin bring it up: quotebrowser newsroom setup.",
            )

    def _begin(self) -> None:
        """See that it can be used."""

    def sum(self, table: Table) -> Sum:
        """What the rows of a table add up to. Reads all of them."""
        ((count, digest),) = self._asked(f"SELECT {server_sum(table)} FROM ({self._rows_of(table)}) t")  # noqa: S608 - names of our tables
        return Sum(int(count), int(digest))

    def count(self, table: Table) -> int:
        """How many rows a table has."""
        return int(self._asked(f"SELECT count(*) FROM ({self._rows_of(table)}) t")[0][0])  # noqa: S608 - names of our tables

    def personal(self, table: Table) -> int:
        """How many rows of a table are for this user alone."""
        asked = f"SELECT count(*) FROM {_named(table)} WHERE audience = 'user:' || current_user"  # noqa: S608 - as above
        return int(self._asked(asked)[0][0])

    def rows(self, table: Table, start: int | None) -> Iterator[list[Row]]:
        """The rows of a table by their key, in lists; those from a first number on where one is given."""
        statement = f"COPY ({self._rows_of(table, start)}) TO STDOUT (FORMAT BINARY)"
        with explained(self.address), self._connection.cursor() as cursor, cursor.copy(statement) as copy:
            copy.set_types([_TYPES[column.kind] for column in table.columns])
            yield from in_lists(copy.rows())

    def _rows_of(self, table: Table, start: int | None = None) -> str:
        """The statement for rows of a table; of two with one key the one that is not for everybody."""
        key = key_of(table)
        where = f"{shared(table)} AND {_MINE}" + (
            "" if start is None else f" AND {quoted(table.key[0])} >= {start:d}"
        )
        chosen = f"DISTINCT ON ({key}) {names(table)} FROM {_named(table)}"
        return f"SELECT {chosen} WHERE {where} ORDER BY {key}, audience DESC"

    def _asked(self, statement: str) -> list[tuple[Any, ...]]:
        with explained(self.address):
            return self._connection.execute(statement).fetchall()

    def _run(self, statement: str, parameters: Sequence[object] = ()) -> None:
        with explained(self.address):
            self._connection.execute(statement, parameters)

    def close(self) -> None:
        """End the connection."""
        self._connection.close()


class ReadServer(ServerEnd):
    """A newsroom's library that is copied from: all that is read is of one moment."""

    def _begin(self) -> None:
        self._run("BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        ((self.rev, self._identity),) = self._asked("SELECT rev, identity FROM quotebrowser.library")
        require_filled(self.address, self._identity)

    @property
    def origin(self) -> str:
        """Which library it is, and what it is at this moment to this user."""
        return f"{self._identity} {self.rev}:{self.address.user}"

    def numbers(self) -> dict[str, int]:
        """The highest number that was ever given, by the name of the table."""
        if self._asked("SELECT has_table_privilege('quotebrowser.sequence', 'SELECT')") != [(True,)]:
            return {}  # who only reads is not told how many rows there are that others see
        found = self._asked("SELECT name, last FROM quotebrowser.sequence")
        return {str(name): int(last) for name, last in found}

    def authors(self) -> list[Authorship]:
        """Who wrote rows, when, and who is to see them."""
        found: list[Authorship] = []
        for table in tables():
            named = ", ".join(f"t.{quoted(name)}" for name in AUTHORED.get(table.name, ()))
            # Of articles only who is to see them is kept: all were added by somebody.
            some = "t.audience <> ''" if table.name == "article" else "true"
            if named:
                rows = self._asked(
                    f"SELECT w.author, extract(epoch FROM w.at)::bigint, t.audience, {named}"  # noqa: S608 - as above
                    f" FROM {_named(table)} t JOIN quotebrowser.write w ON w.rev = {table.wrote}"
                    f" WHERE {_MINE.replace('audience', 't.audience')} AND {some} ORDER BY t.audience"
                )
                found += [
                    (table.name, key(*map(received, name)), author, at, audience)
                    for author, at, audience, *name in rows
                ]
        return found


class FilledServer(ServerEnd):
    """A newsroom's library that is filled; a second program that wants to is refused."""

    def _begin(self) -> None:
        self._run(_LOCK)
        ((rev,),) = self._asked("SELECT rev FROM quotebrowser.library")
        if rev or not (self.mark or self._is_empty()):
            raise LibraryError(
                f"The library {self.address} holds something already",
                "A library is copied to a newsroom that nobody has written to: quotebrowser newsroom setup.",
            )

    def _is_empty(self) -> bool:
        return not any(self._asked(f"SELECT FROM {_named(table)} LIMIT 1") for table in tables())

    @property
    def mark(self) -> str:
        """What was kept of where the rows come from; empty if nothing was."""
        identity = str(self._asked("SELECT identity FROM quotebrowser.library")[0][0])
        return identity.removeprefix(FILLING) if identity.startswith(FILLING) else ""

    @mark.setter
    def mark(self, value: str) -> None:
        self._run("UPDATE quotebrowser.library SET identity = %s", (FILLING + value,))

    def last(self, table: Table) -> int | None:
        """The largest first number of a key in a table; None without rows."""
        ((last,),) = self._asked(f"SELECT max({quoted(table.key[0])}) FROM {_named(table)}")  # noqa: S608 - as above
        return None if last is None else int(last)

    def clear(self, table: Table, start: int | None) -> None:
        """Delete the rows of a table; those from a first number on where one is given."""
        where = "true" if start is None else f"{quoted(table.key[0])} >= {start:d}"
        self._run(f"DELETE FROM {_named(table)} WHERE {where}")  # noqa: S608 - as above

    def put(self, table: Table, rows: Sequence[Row]) -> None:
        """Store rows; they are there once this returns."""
        # Where policies hold, PostgreSQL copies into no table: the rows take a step in between.
        beside, into = f"pg_temp.{quoted('filling_' + table.name)}", f"{names(table)}, rev"
        made = f"CREATE TEMP TABLE IF NOT EXISTS {quoted('filling_' + table.name)} ON COMMIT DELETE ROWS AS"
        with explained(self.address), self._connection.transaction(), self._connection.cursor() as cursor:
            cursor.execute(f"{made} SELECT {into} FROM {_named(table)} WITH NO DATA")  # noqa: S608 - as above
            with cursor.copy(f"COPY {beside} FROM STDIN (FORMAT BINARY)") as copy:
                copy.set_types([*(_TYPES[column.kind] for column in table.columns), "int8"])
                for row in rows:
                    copy.write_row((*row, _FIRST))
            cursor.execute(f"INSERT INTO {_named(table)} ({into}) SELECT * FROM {beside}")  # noqa: S608 - as above

    def require(self, authors: Sequence[Authorship]) -> None:
        """Raise LibraryError if rows are to be seen by some alone: here all would see them."""
        if any(audience for *_, audience in authors):
            raise LibraryError(
                "The library holds what only some may see, which everybody would see in a copy on a server",
                "Lift the embargo first, and let the notes be everybody's.",
            )

    def finish(self, numbers: dict[str, int], _: Sequence[Authorship]) -> None:
        """Make a library of it, in one transaction; its identity is one of its own.

        Args:
            numbers: the highest that was ever given, by the name of the table.
        """
        with explained(self.address), self._connection.transaction():
            self._run("DELETE FROM quotebrowser.change")
            self._run("INSERT INTO quotebrowser.change SELECT uid, rev, audience FROM quotebrowser.quote")
            for name, last in numbers.items():
                self._run("UPDATE quotebrowser.sequence SET last = %s WHERE name = %s", (last, name))
            self._run("INSERT INTO quotebrowser.write (rev, token) VALUES (%s, %s)", (_FIRST, uuid.uuid4()))
            self._run(
                "UPDATE quotebrowser.library SET rev = %s, identity = %s", (_FIRST, secrets.token_hex(16))
            )


def _named(table: Table) -> str:
    return f"quotebrowser.{quoted(table.name)}"
