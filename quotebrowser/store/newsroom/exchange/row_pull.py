"""What others wrote, read from the server in one snapshot and written into the copy.

One rule guards it: nothing that is handed out is trusted. A row that no copy ever sent is left out and noted
as damaged; what a copy makes for itself (postings, change numbers, states) is made by its own rules.

Foreign keys are not looked at meanwhile: all rows of a transaction are written as they are, whatever hangs on
what, so that the copy is afterwards what the server's snapshot was.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Final

from psycopg.sql import SQL, Composed, Identifier, Literal

from quotebrowser.store.newsroom.exchange.row_push import WHOLLY, sign
from quotebrowser.store.newsroom.exchange.row_values import (
    Row,
    columns_of,
    key_places,
    received,
    unpacked,
    unpacked_key,
)
from quotebrowser.store.newsroom.exchange.twins import Twins
from quotebrowser.store.newsroom.server import Connection
from quotebrowser.store.newsroom.server_tables import SCHEMA, Table, tables
from quotebrowser.store.sqlite import row_guard
from quotebrowser.store.sqlite.changes import Changes
from quotebrowser.store.sqlite.database import Database
from quotebrowser.store.sqlite.failures import damaged_row
from quotebrowser.store.sqlite.meta import COPY, IDENTITY, PURGING, Meta, is_own
from quotebrowser.store.sqlite.packing import LAST_SECOND
from quotebrowser.store.sqlite.row_guard import AUTHORED

REV: Final = f"{COPY}rev"
"""Under which the copy keeps the revision that it has."""
TOKEN: Final = f"{COPY}token"
"""Under which it keeps the token of the transaction that made it."""
COLLECTIONS: Final = f"{COPY}collections"
"""Under which it keeps which embargoed collections its user sees."""
TWINS: Final = f"{COPY}twins"
"""Under which it keeps that articles stand aside for their twins."""
_ARTICLE: Final = "article"
_HANGS: Final = (_ARTICLE, "bigint")
_INDEX: Final = "index"
"""Stands among what is to be purged for the search index."""
_UNUSED: Final = (
    "DELETE FROM utterance WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM passage WHERE utterance = ?1)"
)
FILLING: Final = f"{COPY}filling"
"""Under which it keeps how far it is while it is first filled."""
_UIDS: Final = "SELECT uid FROM quotebrowser.change WHERE rev > %s"
_WRITTEN: Final = "SELECT token FROM quotebrowser.write WHERE rev = %s"
_GONE: Final = "SELECT name, key FROM quotebrowser.gone WHERE rev > %s"


@dataclass(slots=True)
class News:
    """All that changed after a revision."""

    rows: dict[str, list[Row]] = field(default_factory=dict)
    """By table: values of its columns, then audience, author and time of the last change."""
    gone: list[tuple[object, object]] = field(default_factory=list)
    """Tables and packed keys."""
    uids: list[object] = field(default_factory=list)
    """Of quotes that are to be looked at again."""
    token: str = ""
    """Of the transaction that wrote the newest of it; empty where it is not said."""


def fetched(connection: Connection, since: int, until: int) -> News:
    """What changed after one revision until another, in two round trips.

    Inside a transaction that sees one snapshot. Most changes are of two or three tables, and each program of
    a newsroom asks after each of them: no others are read.
    """
    news = News()
    with connection.pipeline():
        touched = connection.execute(_touched(), [since] * len(tables()))
        gone, uids = connection.execute(_GONE, (since,)), connection.execute(_UIDS, (since,))
        written = connection.execute(_WRITTEN, (until,))
    news.gone = [(name, key) for name, key in gone.fetchall()]
    news.uids = [uid for (uid,) in uids.fetchall()]
    news.token = "".join(str(token) for (token,) in written.fetchall())
    names = {name for (name,) in touched.fetchall()}
    with connection.pipeline():
        asked = [
            (table.name, connection.execute(_since(table), (since,), binary=True))
            for table in tables()
            if table.name in names
        ]
    for name, cursor in asked:
        news.rows[name] = cursor.fetchall()
    _again(connection, news)
    return news


@cache
def _touched() -> Composed:
    """The names of the tables of which rows were written after a revision, given once for each table.

    The highest is looked for, as PostgreSQL does that from the end of the index. Asked whether there is any
    row, it reads the table, since it counts on finding one soon: of a table of millions, seconds.
    """
    return SQL(" UNION ALL ").join(
        SQL("SELECT {} WHERE (SELECT max(rev) FROM {} WHERE rev > %s) IS NOT NULL").format(
            Literal(table.name), Identifier(SCHEMA, table.name)
        )
        for table in tables()
    )


def _again(connection: Connection, news: News) -> None:
    """Rows that are gone for some and there for others: those whose older row is still to be seen."""
    for table in tables():
        if (table.name, WHOLLY) in news.gone:
            news.rows[table.name] = connection.execute(selected(table) + SQL("true"), binary=True).fetchall()
            continue
        keys = [unpacked_key(table, key) for name, key in news.gone if name == table.name]
        wanted = [key for key in keys if key is not None]
        if wanted:
            news.rows.setdefault(table.name, []).extend(_by_key(connection, table, wanted))


@cache
def selected(table: Table) -> Composed:
    """The rows of a table with who changed them last and when, up to the condition."""
    return SQL(
        "SELECT {}, t.audience, w.author, extract(epoch FROM w.at)::bigint"
        " FROM {} t LEFT JOIN quotebrowser.write w ON w.rev = {} WHERE "
    ).format(
        SQL(", ").join(Identifier("t", column.name) for column in table.columns),
        Identifier(SCHEMA, table.name),
        SQL(table.wrote),
    )


@cache
def _since(table: Table) -> Composed:
    return selected(table) + SQL("t.rev > %s")


def _by_key(connection: Connection, table: Table, keys: Sequence[Row]) -> list[Row]:
    places = key_places(table)
    arrays = SQL(", ").join(SQL("%s::{}[]").format(SQL(table.columns[place].kind)) for place in places)
    named = SQL(", ").join(Identifier("t", name) for name in table.key)
    asked = selected(table) + SQL("({}) IN (SELECT * FROM unnest({}))").format(named, arrays)
    return connection.execute(asked, columns_of(table, keys, places), binary=True).fetchall()


def take(db: Database, news: News, rev: int, *, since: int) -> None:
    """Write all that changed into the copy, which is whole then. Inside a transaction without foreign keys.

    Args:
        db: the copy.
        news: what changed.
        rev: up to which revision.
        since: the revision that the copy had; -1: it was not whole.
    """
    meta = Meta(db)
    if since < 0:
        meta.delete(TWINS)
    put(db, news)
    if since < 0 or any(name == _ARTICLE or key == WHOLLY for name, key in news.gone):
        for statement in _left_behind():
            db.run(statement)
    note(db, rev, news.token, articles_gone=since >= 0 and any(name == _ARTICLE for name, _ in news.gone))


def put(db: Database, news: News, *, new: bool = False) -> None:
    """Write some of it into the copy, which has none of the rows yet if they are `new`."""
    uids = [uid for uid in map(received, news.uids) if type(uid) is str]
    gone = _gone(news)
    uids += _uids_of(db, gone.get("quote", []))
    for table in tables():
        if (table.name, WHOLLY) in news.gone:
            listed_key = ", ".join(f'"{name}"' for name in table.key)
            gone[table.name] = db.rows(f"SELECT {listed_key} FROM {table.name}")  # noqa: S608 - of the schema
    had = _files_of(db, gone.get("article", []))
    left = [] if new else _utterances(db, [*gone.get("passage", []), *news.rows.get("passage", [])])
    rows = {table.name: list(sound(db, table, news.rows.get(table.name, ()))) for table in tables()}
    twins = Twins.among(db, rows[_ARTICLE])
    if twins is not None:
        twins.step_aside(db, rows, gone)
        Meta(db).set(TWINS, "1")
    for table in tables():
        write(db, table, rows[table.name], gone.get(table.name, ()), new=new and twins is None)
    if twins is not None:
        twins.settle(db)
    db.run_many(_UNUSED, ((utterance,) for utterance in left))
    _purge(db, had - _files_of(db, gone.get("article", [])))
    if uids:
        Changes(db).note(dict.fromkeys(uids))


@cache
def _left_behind() -> tuple[str, ...]:
    """Takes away what users keep for themselves of articles that they do not see any more."""
    hanging = (
        f"DELETE FROM {table.name} WHERE article NOT IN (SELECT no FROM article)"  # noqa: S608 - of the schema
        for table in tables()
        if table.name in AUTHORED and any((one.name, one.kind) == _HANGS for one in table.columns)
    )
    return (
        *hanging,
        # Of an addition that was taken back the articles are to come again.
        (
            "DELETE FROM journal WHERE undone = 0 AND no IN (SELECT entry FROM journal_row"
            " WHERE article <> '' AND article NOT IN (SELECT id FROM article))"
        ),
        "DELETE FROM journal_row WHERE entry NOT IN (SELECT no FROM journal)",
    )


def empty(db: Database) -> None:
    """Take all that is shared out of a copy that was made from another library. Inside a transaction."""
    uids = db.names("quote", "SELECT uid FROM quote")
    for name in (*(table.name for table in tables() if table.name != "meta"), "fingerprint"):
        db.run(f"DELETE FROM {name}")  # noqa: S608 - of the schema
    db.run("DELETE FROM meta WHERE key NOT IN (?, ?)", (IDENTITY, PURGING))
    # Rows may have been damaged: what was kept of them is not what is deleted with them.
    db.run("DELETE FROM guard")
    for _, statement in row_guard.filling():
        db.run(statement)
    if uids:
        Changes(db).note(uids)
        _purge(db, {_INDEX})


def _files_of(db: Database, articles: Iterable[Row]) -> set[str]:
    """What the files of articles are named by, as far as the copy has them."""
    numbers = str([no for (no,) in articles])
    asked = "SELECT sha256 FROM article WHERE no IN (SELECT value FROM json_each(?))"
    return set(db.names("article", asked, (numbers,)))


def _utterances(db: Database, passages: Iterable[Row]) -> list[str]:
    """What passages are grouped as, whose numbers stand first in the rows; nobody says which is gone."""
    numbers = json.dumps([no for no, *_ in passages])
    asked = (
        "SELECT DISTINCT utterance FROM passage WHERE no IN (SELECT value FROM json_each(?))"
        " AND utterance IS NOT NULL"
    )
    return db.names("passage", asked, (numbers,))


def _purge(db: Database, files: set[str]) -> None:
    """Have the words of articles that went taken out of all that lies beside the copy, before it is used."""
    if files:
        left = (Meta(db).get(PURGING) or "").split()
        Meta(db).set(PURGING, " ".join(sorted({*left, *files, _INDEX})))


def note(db: Database, rev: int, token: str, *, articles_gone: bool = False) -> None:
    """Keep which revision the copy has, which is whole then. Inside a transaction.

    Where articles are gone, what stood aside for them may stand alone now: all is asked for again.
    """
    meta = Meta(db)
    meta.delete(FILLING)
    meta.set(REV, str(rev))
    meta.set(TOKEN, token)
    if articles_gone and meta.get(TWINS):
        meta.delete(REV)


def write(
    db: Database, table: Table, rows: Sequence[Row], gone: Iterable[Row] = (), *, new: bool = False
) -> None:
    """Put rows in the place of those with their keys, and take away others.

    Args:
        db: the copy.
        table: whose rows they are.
        rows: sound ones, with audience, author and time.
        gone: keys of those that are no more.
        new: whether the copy has none of them.
    """
    places = key_places(table)
    keys = [] if new else [*gone, *(tuple(row[place] for place in places) for row in rows)]
    width = len(table.columns)
    if table.name == "passage":
        _posting(db, [key[0] for key in keys], rows)
    if keys:
        same = " AND ".join(f'"{name}" = ?' for name in table.key)
        db.run_many(f"DELETE FROM {table.name} WHERE {same}", dict.fromkeys(keys))  # noqa: S608 - of the schema
    # What is for fewer people stands in the place of what is for all; else what is there stays.
    for clause, some in (
        ("IGNORE", [row[:width] for row in rows if not row[width]]),
        ("REPLACE", [row[:width] for row in rows if row[width]]),
    ):
        if some:
            db.run_many(
                f"INSERT OR {clause} INTO {table.name} ({_columns(table)}) VALUES ({', '.join('?' * width)})",  # noqa: S608 - of the schema
                some,
            )
    sign(
        db,
        table,
        ((row[:width], *_signed(*row[width:])) for row in sorted(rows, key=lambda row: str(row[width]))),
    )


def _signed(audience: object, author: object, at: object) -> tuple[str, int, str]:
    """Who wrote a row, when and for whom, as far as that is said."""
    when = at if type(at) is int and 0 <= at <= LAST_SECOND else 0
    return author if isinstance(author, str) else "", when, audience if isinstance(audience, str) else ""


def _columns(table: Table) -> str:
    return ", ".join(f'"{column.name}"' for column in table.columns)


def _posting(db: Database, keys: Sequence[object], rows: Sequence[Row]) -> None:
    """Keep the postings of passages level with their fingerprints."""
    (place,) = (no for no, column in enumerate(_passage().columns) if column.name == "fingerprints")
    had: dict[object, object] = dict(
        db.rows(
            "SELECT no, fingerprints FROM passage WHERE no IN (SELECT value FROM json_each(?))",
            (str([*keys]),),
        )
    )
    have = {row[0]: row[place] for row in rows}
    gone = [one for no, packed in had.items() if have.get(no) != packed for one in _postings(packed, no)]
    db.run_many("DELETE FROM fingerprint WHERE value = ? AND passage = ?", gone)
    made = [one for no, packed in have.items() if had.get(no) != packed for one in _postings(packed, no)]
    db.run_many("INSERT OR IGNORE INTO fingerprint VALUES (?, ?)", made)


def _postings(packed: object, no: object) -> Iterator[tuple[int, object]]:
    if type(packed) is bytes and not len(packed) % 8:
        yield from ((value, no) for value in memoryview(packed).cast("q"))


@cache
def _passage() -> Table:
    return next(table for table in tables() if table.name == "passage")


def _gone(news: News) -> dict[str, list[Row]]:
    """The keys of the rows that are no more, by table."""
    found: dict[str, list[Row]] = {}
    known = {table.name: table for table in tables()}
    for name, packed in news.gone:
        table = known.get(str(name))
        key = unpacked_key(table, packed) if table else None
        if key is not None:
            found.setdefault(str(name), []).append(key)
    return found


def _uids_of(db: Database, quotes: Iterable[Row]) -> list[str]:
    numbers = str([no for (no,) in quotes])
    return db.names("quote", "SELECT uid FROM quote WHERE no IN (SELECT value FROM json_each(?))", (numbers,))


def sound(db: Database, table: Table, rows: Iterable[Row]) -> Iterator[Row]:
    """Those of the rows that a copy may have sent, with audience, author and time; the others are noted."""
    width = len(table.columns)
    for row in rows:
        values = unpacked(table, row[:width])
        if values is None or (table.name == "meta" and is_own(str(values[0]))):
            db.note(damaged_row(table.name, row[0]))
        else:
            yield (*values, *row[width:])
