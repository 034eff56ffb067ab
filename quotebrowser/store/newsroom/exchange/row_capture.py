"""Which rows of the copy a transaction touches: seen by triggers of the connection, read at its end.

One rule guards it: whatever writes a shared row is seen, also where it goes with another or is replaced; what
is taken back within the transaction leaves at most a key behind.
"""

import sqlite3
from collections.abc import Iterable, Sequence
from typing import Final

from quotebrowser.store.newsroom.exchange.row_values import unpacked_key
from quotebrowser.store.newsroom.server_tables import Table, tables
from quotebrowser.store.sqlite.database import Database
from quotebrowser.store.sqlite.meta import SHARED
from quotebrowser.store.sqlite.row_door import Row

_CHANGED: Final = "change"
_AUTHORED: Final = "authored"


def watch(connection: sqlite3.Connection) -> None:
    """Keep the keys of all rows that a connection writes from now on."""
    for table in tables():
        keys = [f"k{place}" for place in range(len(table.key))]
        connection.execute(
            f"CREATE TEMP TABLE touched_{table.name} ({', '.join(keys)}, PRIMARY KEY ({', '.join(keys)}))"
            " WITHOUT ROWID"
        )
        for when, rows in (("INSERT", ["NEW"]), ("DELETE", ["OLD"]), ("UPDATE", ["OLD", "NEW"])):
            kept = " ".join(_keeping(table, row) for row in rows)
            which = f" WHEN {SHARED.format(key=f'{rows[-1]}.key')}" if table.name == "meta" else ""
            connection.execute(
                f"CREATE TEMP TRIGGER touched_{table.name}_{when} AFTER {when} ON main.{table.name}{which}"
                f" BEGIN {kept} END"
            )
        if table.said:
            connection.execute(f"CREATE TEMP TABLE said_{table.name} (no PRIMARY KEY) WITHOUT ROWID")
            differ = " OR ".join(f'OLD."{name}" IS NOT NEW."{name}"' for name in table.said)
            for when, which in (("INSERT", ""), ("UPDATE", f" WHEN {differ}")):
                connection.execute(
                    f"CREATE TEMP TRIGGER said_{table.name}_{when} AFTER {when} ON main.{table.name}{which}"  # noqa: S608 - of the schema
                    f" BEGIN INSERT INTO said_{table.name} SELECT NEW.no"
                    f" WHERE NOT EXISTS (SELECT 1 FROM said_{table.name} WHERE no = NEW.no); END"
                )
    connection.execute("CREATE TEMP TABLE touched_change (k0 PRIMARY KEY) WITHOUT ROWID")
    connection.execute(
        "CREATE TEMP TRIGGER touched_change_INSERT AFTER INSERT ON main.change"
        f" BEGIN {_kept('change', ['NEW.uid'])} END"
    )
    connection.execute("CREATE TEMP TABLE touched_authored (name, key, audience)")
    for when, row in (("INSERT", "NEW"), ("DELETE", "OLD"), ("UPDATE", "OLD")):
        audience = "NULL" if when == "INSERT" else "OLD.audience"
        connection.execute(
            f"CREATE TEMP TRIGGER touched_authored_{when} AFTER {when} ON main.authored"  # noqa: S608 - of the schema
            f" BEGIN INSERT INTO touched_authored VALUES ({row}.name, {row}.key, {audience}); END"
        )


def _keeping(table: Table, row: str) -> str:
    return _kept(table.name, [f'{row}."{name}"' for name in table.key])


def _kept(name: str, values: Sequence[str]) -> str:
    """The statement that keeps a key once; what OR IGNORE is here, the statement that is seen would say."""
    same = " AND ".join(f"k{place} = {value}" for place, value in enumerate(values))
    return (
        f"INSERT INTO touched_{name} SELECT {', '.join(values)}"  # noqa: S608 - of the schema
        f" WHERE NOT EXISTS (SELECT 1 FROM touched_{name} WHERE {same});"
    )


def clear(db: Database) -> None:
    """Forget what was touched before. Inside a transaction."""
    for name in (*(table.name for table in tables()), _CHANGED, _AUTHORED):
        db.run(f"DELETE FROM temp.touched_{name}")  # noqa: S608 - of the schema
    for table in tables():
        if table.said:
            db.run(f"DELETE FROM temp.said_{table.name}")  # noqa: S608 - of the schema


def said(db: Database, table: Table) -> set[Row] | None:
    """Keys of rows that say something else than before, not of those that were only tied again; None: all."""
    return set(db.rows(f"SELECT no FROM temp.said_{table.name}")) if table.said else None  # noqa: S608 - of the schema


def had_audience(db: Database) -> list[Row]:
    """Tables, keys as `authors.key` makes them, and audiences of rows that had another one before."""
    return db.rows(
        "SELECT name, key, audience FROM temp.touched_authored WHERE audience <> '' ORDER BY rowid DESC"
    )


def has_moved_articles(db: Database) -> bool:
    """Whether an article was handed to others than before."""
    return bool(
        db.rows(
            "SELECT 1 FROM temp.touched_authored w JOIN article a ON a.no = json_extract(w.key, '$[0]')"
            " WHERE w.name = 'article' LIMIT 1"
        )
    )


def has_deleted_articles(db: Database) -> bool:
    """Whether an article is there no more."""
    asked = "SELECT 1 FROM temp.touched_article WHERE k0 NOT IN (SELECT no FROM article) LIMIT 1"
    return bool(db.rows(asked))


def may_be_redone(db: Database) -> bool:
    """Whether what is gone may come back: an addition that was taken back can be done again."""
    return bool(db.rows("SELECT 1 FROM journal WHERE undone > 0 LIMIT 1"))


def touch_authored(db: Database) -> None:
    """Have rows looked at whose audience alone was touched."""
    known = {table.name: table for table in tables()}
    for name, packed in db.rows("SELECT DISTINCT name, key FROM temp.touched_authored"):
        key = unpacked_key(known[name], packed) if name in known else None
        if key is not None:
            db.run(f"INSERT OR IGNORE INTO touched_{name} VALUES ({', '.join('?' * len(key))})", key)  # noqa: S608 - of the schema


def written(db: Database, table: Table) -> list[Row]:
    """The rows of a table that were touched and are there, with all of their columns."""
    columns = _listed("t", (column.name for column in table.columns))
    return db.rows(
        f"SELECT {columns} FROM temp.touched_{table.name} k"  # noqa: S608 - of the schema
        f" JOIN main.{table.name} t ON {_same(table)}"
    )


def taken(db: Database, table: Table) -> list[Row]:
    """The keys of the rows of a table that were touched and are there no more."""
    keys = ", ".join(f"k.k{place}" for place in range(len(table.key)))
    return db.rows(
        f"SELECT {keys} FROM temp.touched_{table.name} k"  # noqa: S608 - of the schema
        f" WHERE NOT EXISTS (SELECT 1 FROM main.{table.name} t WHERE {_same(table)})"
    )


def changed(db: Database) -> list[str]:
    """Uids of the quotes that are there and that the index is to look at again, in the order of the log."""
    return db.names(
        "change",
        # CROSS JOIN: from the few that were touched, not through all of the log in its order.
        "SELECT c.uid FROM temp.touched_change k CROSS JOIN main.change c ON c.uid = k.k0"
        " JOIN quote q ON q.uid = c.uid ORDER BY c.no",
    )


def _same(table: Table) -> str:
    return " AND ".join(f't."{name}" = k.k{place}' for place, name in enumerate(table.key))


def _listed(row: str, columns: Iterable[str]) -> str:
    return ", ".join(f'{row}."{column}"' for column in columns)
