"""A newsroom of an older version brought up to this one.

One rule guards it: the steps that a library on a disk takes are taken here too, by SQLite, on the rows of
each audience; what they change is written in the transaction that changes the server's tables, or nothing is.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing

from psycopg.sql import SQL, Identifier, Literal

from quotebrowser.store.newsroom.address import Address
from quotebrowser.store.newsroom.exchange.row_values import Row, key_places, packed_key, received, sent
from quotebrowser.store.newsroom.server import Connection, connect, explained
from quotebrowser.store.newsroom.server_tables import (
    SCHEMA,
    Table,
    as_owner,
    complete,
    newer,
    tables,
    version_of,
)
from quotebrowser.store.sqlite.schema import STEPS, VERSION


def upgrade(address: Address) -> tuple[int, int]:
    """Bring the tables and the rows of a newsroom up; its version before and now.

    Args:
        address: of who set it up, or of a superuser: an admin alone may not change tables.

    Raises:
        LibraryError: it is of a newer version, or this user may not do that; nothing was changed.
    """
    with explained(address), connect(address) as connection, connection.transaction():
        before = version_of(connection, address)
        if before > VERSION:
            raise newer(address)
        if before == VERSION:
            return before, VERSION
        with as_owner(connection) as roles:
            connection.execute("SELECT 1 FROM quotebrowser.library FOR UPDATE")
            old = tables(STEPS[:before])
            audiences = sorted({"", *(row[0] for table in old for row in _audiences(connection, table))})
            complete(connection, roles)
            (rev,) = connection.execute("SELECT rev + 1 FROM quotebrowser.library").fetchone() or (1,)
            for audience in audiences:
                _take_steps(connection, before, audience, rev)
            connection.execute(
                "INSERT INTO quotebrowser.write (rev, token) VALUES (%s, gen_random_uuid())", (rev,)
            )
            connection.execute("UPDATE quotebrowser.library SET version = %s, rev = %s", (VERSION, rev))
    return before, VERSION


def _audiences(connection: Connection, table: Table) -> list[tuple[str]]:
    return connection.execute(
        SQL("SELECT DISTINCT audience FROM {}").format(Identifier(SCHEMA, table.name))
    ).fetchall()


def _take_steps(connection: Connection, before: int, audience: str, rev: int) -> None:
    """Take the steps on the rows of an audience, and write what they changed."""
    old, new = {table.name: table for table in tables(STEPS[:before])}, tables()
    with closing(sqlite3.connect("")) as db:  # a file of its own that goes when it is closed
        for step in STEPS[:before]:
            db.executescript(step)
        for table in old.values():
            db.execute(f"DELETE FROM {table.name}")  # noqa: S608 - of the schema
            db.executemany(
                f"INSERT INTO {table.name} VALUES ({', '.join('?' * len(table.columns))})",  # noqa: S608
                _rows(connection, table, audience),
            )
        db.commit()
        had = {name: _keyed(db, table) for name, table in old.items()}
        for step in STEPS[before:]:
            db.executescript(step)
        for table in new:
            _write(connection, table, (had.get(table.name, {}), _keyed(db, table)), audience, rev)
        for name, table in old.items():
            if all(name != other.name for other in new):
                connection.execute(SQL("DROP TABLE IF EXISTS {}").format(Identifier(SCHEMA, table.name)))


def _rows(connection: Connection, table: Table, audience: str) -> Iterator[Row]:
    listed = SQL(", ").join(Identifier(column.name) for column in table.columns)
    asked = SQL("SELECT {} FROM {} WHERE audience = %s").format(listed, Identifier(SCHEMA, table.name))
    for row in connection.execute(asked, (audience,)):
        yield tuple(received(value) for value in row)


def _keyed(db: sqlite3.Connection, table: Table) -> dict[Row, Row]:
    """The rows of a table by their keys."""
    listed = ", ".join(f'"{column.name}"' for column in table.columns)
    places = key_places(table)
    rows = db.execute(f"SELECT {listed} FROM {table.name}")  # noqa: S608 - of the schema
    return {tuple(row[place] for place in places): row for row in rows}


def _write(
    connection: Connection, table: Table, rows: tuple[dict[Row, Row], dict[Row, Row]], audience: str, rev: int
) -> None:
    """Write the rows of a table that are others than they were, and take away those that are no more."""
    before, after = rows
    name = Identifier(SCHEMA, table.name)
    same = SQL(" AND ").join(SQL("{} = %s").format(Identifier(part)) for part in table.key)
    dead = SQL("DELETE FROM {} WHERE {} AND audience = %s").format(name, same)
    changed = [key for key, row in after.items() if before.get(key) != row]
    gone = [key for key in before if key not in after]
    listed = SQL(", ").join(Identifier(column.name) for column in table.columns)
    made = SQL("INSERT INTO {} ({}, rev, audience) VALUES ({}, {}, %s)").format(
        name, listed, SQL(", ").join([SQL("%s")] * len(table.columns)), Literal(rev)
    )
    with connection.cursor() as cursor:
        cursor.executemany(dead, [(*map(sent, key), audience) for key in (*changed, *gone)])
        cursor.executemany(made, [(*_sent(table, after[key]), audience) for key in changed])
        cursor.executemany(
            "INSERT INTO quotebrowser.gone VALUES (%s, %s, %s, %s)"
            " ON CONFLICT (name, key, audience) DO UPDATE SET rev = EXCLUDED.rev",
            [(table.name, packed_key(key), rev, audience) for key in gone],
        )


def _sent(table: Table, row: Sequence[object]) -> list[object]:
    return [
        sent(value) if column.kind == "text" else value
        for value, column in zip(row, table.columns, strict=True)
    ]
