"""What a transaction did to the copy, written to the server in one round trip.

One rule guards it: each row goes whole, with the revision of its transaction and its audience; where a row is
deleted, one in `gone` says so to all who may have had it.
"""

import time
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from psycopg.sql import SQL, Composed, Identifier, Literal

from quotebrowser.store.newsroom.authors import key
from quotebrowser.store.newsroom.exchange import row_capture
from quotebrowser.store.newsroom.exchange.audiences import Audiences
from quotebrowser.store.newsroom.exchange.row_values import columns_of, key_places, packed_key, sent
from quotebrowser.store.newsroom.server_tables import SCHEMA, Table, tables
from quotebrowser.store.sqlite.database import Database
from quotebrowser.store.sqlite.row_door import Row
from quotebrowser.store.sqlite.row_guard import AUTHORED

_AT_ONCE: Final = 5_000
"""Rows that one statement takes."""
_CHANGED: Final = SQL(
    "INSERT INTO quotebrowser.change (uid, rev, audience) SELECT g.uid, {rev}, g.audience"
    " FROM unnest(%s::text[], %s::text[]) AS g (uid, audience)"
    " ON CONFLICT (uid, audience) DO UPDATE SET rev = EXCLUDED.rev"
)
_MOVED: Final = (
    "DELETE FROM quotebrowser.change c USING unnest(%s::text[], %s::text[]) AS g (uid, audience)"
    " WHERE c.uid = g.uid AND c.audience <> g.audience"
)
_SAID_THEN: Final = SQL("said = CASE WHEN ({}) IS NOT DISTINCT FROM ({}) THEN coalesce(t.said, t.rev) END")
"""Who said it stays who did where it was only tied again."""
_QUOTE: Final = "quote"
_ARTICLE: Final = "article"
_FORGOTTEN: Final = "SELECT quotebrowser.forget(%s::bigint[])"
_OWN: Final = [name for name in AUTHORED if name != "article"]
"""Tables of what users say themselves: small, and asked for again where an article moves to others."""
_UNSAID: Final = "utterance"
"""The table of which a copy finds by itself which rows are gone: their keys tell which quotes were."""
WHOLLY: Final = "[]"
"""In place of a key: all rows of the table are to be asked for again."""
_AGAIN: Final = (
    "INSERT INTO quotebrowser.gone (name, key, rev) SELECT name, %s, %s FROM unnest(%s::text[]) AS g (name)"
    " ON CONFLICT (name, key, audience) DO UPDATE SET rev = EXCLUDED.rev"
)
_GIVEN: Final = "UPDATE quotebrowser.sequence SET last = greatest(last, %s) WHERE name = %s"
_WHERE_HIDDEN: Final = ("article", "journal_row")
"""Tables of which it is kept only where a row is not for everybody."""

Statement = tuple[Composed | str, Sequence[object]]


def statements(db: Database, audiences: Audiences, rev: int, author: str) -> Iterator[Statement]:
    """What writes to the server all that was touched; nothing where nothing was. Inside a transaction.

    Args:
        db: the copy, in which is kept who wrote what.
        audiences: of the rows.
        rev: what the transaction is to be.
        author: who writes.
    """
    now = int(time.time())
    purged: list[int] = []
    for table in tables():
        rows = row_capture.written(db, table)
        told = audiences.of_rows(table, rows)
        if _QUOTE in audiences.moving and table.name in _OWN:
            # It is moved as it is: whose it is stays so.
            _sign_moved(db, table, rows, told, (author, now))
            moved = columns_of(table, [_key(table, row) for row in rows], key_places(table))
            yield _move(table), [*moved, told]
            rows = []
        said = row_capture.said(db, table)
        signed = zip(rows, told, strict=False)
        by_now = ((row, author, now, one) for row, one in signed if said is None or _key(table, row) in said)
        sign(db, table, by_now)
        for start in range(0, len(rows), _AT_ONCE):
            some, their = rows[start : start + _AT_ONCE], told[start : start + _AT_ONCE]
            yield _upsert(table, rev), [*columns_of(table, some), their]
            if table.name in audiences.moving:
                keys = _keys(table, [_key(table, row) for row in some])
                yield _delete(table, rev, moved=True), [*keys, their]
        if rows and table.numbered:
            yield _GIVEN, (max(row[0] for row in rows), table.name)
        gone = row_capture.taken(db, table)
        for start in range(0, len(gone), _AT_ONCE):
            yield _delete(table, rev), _keys(table, gone[start : start + _AT_ONCE])
        if gone and table.name == _ARTICLE and not row_capture.may_be_redone(db):
            purged = [no for (no,) in gone]
    if purged:
        yield _FORGOTTEN, (purged,)
    uids = row_capture.changed(db)
    if uids:
        listed = [sent(uid) for uid in uids], audiences.of_quotes(uids)
        yield _CHANGED.format(rev=Literal(rev)), listed
        if _QUOTE in audiences.moving:
            yield _MOVED, listed
            yield _AGAIN, (WHOLLY, rev, _OWN)


def sign(db: Database, table: Table, rows: Iterable[tuple[Row, object, object, object]]) -> None:
    """Keep in the copy who wrote rows, when, and for whom, where it keeps that of a table."""
    if table.name not in AUTHORED:
        return
    db.run_many(
        "INSERT OR REPLACE INTO authored VALUES (?, ?, ?, ?, ?)",
        (
            (table.name, key(*_key(table, row)), author, at, audience)
            for row, author, at, audience in rows
            if audience or table.name not in _WHERE_HIDDEN
        ),
    )


def _sign_moved(
    db: Database, table: Table, rows: Sequence[Row], audiences: Sequence[str], by: tuple[str, int]
) -> None:
    """Keep in the copy for whom rows are now; by whom they are moved, where it has kept nothing of them."""
    named = [(table.name, key(*_key(table, row))) for row in rows]
    db.run_many("INSERT OR IGNORE INTO authored VALUES (?, ?, ?, ?, '')", ((*each, *by) for each in named))
    told = ((audience, *each) for each, audience in zip(named, audiences, strict=True))
    db.run_many("UPDATE authored SET audience = ? WHERE name = ? AND key = ?", told)


def _key(table: Table, row: Row) -> Row:
    return tuple(row[place] for place in key_places(table))


def _keys(table: Table, keys: Sequence[Row]) -> list[object]:
    said = [None if table.name == _UNSAID else packed_key(key) for key in keys]
    return [*columns_of(table, keys, key_places(table)), said]


def _move(table: Table) -> Composed:
    """Gives rows to another audience; copies ask for all rows of the table again."""
    kinds = [table.columns[place].kind for place in key_places(table)]
    return SQL(
        "UPDATE {table} t SET audience = g.target FROM unnest({arrays}, %s::text[]) AS g ({key}, target)"
        " WHERE {same} AND t.audience <> g.target"
    ).format(
        table=Identifier(SCHEMA, table.name),
        arrays=SQL(", ").join(SQL("%s::{}[]").format(SQL(kind)) for kind in kinds),
        key=SQL(", ").join(map(Identifier, table.key)),
        same=SQL(" AND ").join(SQL("t.{0} = g.{0}").format(Identifier(name)) for name in table.key),
    )


def _upsert(table: Table, rev: int) -> Composed:
    names = [column.name for column in table.columns]
    listed = SQL(", ").join(map(Identifier, names))
    changed = [name for name in names if name not in table.key]
    return SQL(
        "INSERT INTO {table} AS t ({listed}, rev, audience) SELECT {listed}, {rev}, audience"
        " FROM unnest({arrays}, %s::text[]) AS g ({listed}, audience)"
        " ON CONFLICT ({key}, audience) DO UPDATE SET {changed}"
    ).format(
        table=Identifier(SCHEMA, table.name),
        listed=listed,
        rev=Literal(rev),
        arrays=SQL(", ").join(SQL("%s::{}[]").format(SQL(column.kind)) for column in table.columns),
        key=SQL(", ").join(map(Identifier, table.key)),
        changed=SQL(", ").join(
            [
                *(SQL("{0} = EXCLUDED.{0}").format(Identifier(name)) for name in (*changed, "rev")),
                *(
                    [_SAID_THEN.format(*(_listed(row, table.said) for row in ("t", "excluded")))]
                    if table.said
                    else []
                ),
            ]
        ),
    )


def _listed(row: str, names: Iterable[str]) -> Composed:
    return SQL(", ").join(Identifier(row, name) for name in names)


def _delete(table: Table, rev: int, *, moved: bool = False) -> Composed:
    """Deletes rows by key; those that moved to another audience for all others."""
    kinds = [table.columns[place].kind for place in key_places(table)]
    same = SQL(" AND ").join(SQL("t.{0} = g.{0}").format(Identifier(name)) for name in table.key)
    return SQL(
        "WITH dead AS (DELETE FROM {table} t USING unnest({arrays}, %s::text[]{others})"
        " AS g ({key}, packed{audience}) WHERE {same}{elsewhere} RETURNING g.packed, t.audience)"
        " INSERT INTO quotebrowser.gone (name, key, rev, audience)"
        " SELECT DISTINCT {name}, packed, {rev}, audience FROM dead WHERE packed IS NOT NULL"
        " ON CONFLICT (name, key, audience) DO UPDATE SET rev = EXCLUDED.rev"
    ).format(
        table=Identifier(SCHEMA, table.name),
        arrays=SQL(", ").join(SQL("%s::{}[]").format(SQL(kind)) for kind in kinds),
        key=SQL(", ").join(map(Identifier, table.key)),
        same=same,
        others=SQL(", %s::text[]" if moved else ""),
        audience=SQL(", target" if moved else ""),
        elsewhere=SQL(" AND t.audience <> g.target" if moved else ""),
        name=Literal(table.name),
        rev=Literal(rev),
    )
