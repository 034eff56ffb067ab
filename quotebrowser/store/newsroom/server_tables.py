"""The tables of a newsroom's library on its server, who may read and write them, and how they are made.

One rule guards it: which tables and columns there are follows from the steps of SQLite's schema; nothing here
names them again. What is the server's own:

    library     one row, which whoever writes locks: how many steps its tables have, how often it was written
    sequence    the highest number that was given in a table, so that none is given twice
    write       each transaction that wrote: who and when
    change      uids of quotes that changed
    gone        keys of rows that were deleted
    collection  names of embargoed collections, and `member`: who may see them

Each row has its `audience`: everybody (empty), `collection:NAME` or `user:ROLE`. Policies of the server, not
this program, keep it from all others.
"""

import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import cache
from typing import Final, LiteralString

from psycopg.sql import SQL, Composed, Identifier, Literal

from quotebrowser.errors import LibraryError
from quotebrowser.store.newsroom.address import Address
from quotebrowser.store.newsroom.server import Connection, connect, explained
from quotebrowser.store.sqlite.schema import STEPS, VERSION

SCHEMA: Final = "quotebrowser"
RIGHTS: Final = ("reader", "editor", "admin")
"""What a user may do; each includes those before it."""
OWN_TO_COPIES: Final = frozenset(
    {"guard", "fingerprint", "state", "change", "past_search", "search_seen", "authored", "sqlite_sequence"}
)
"""Tables that each machine makes for itself."""
_KINDS: Final = {"INTEGER": "bigint", "REAL": "double precision", "TEXT": "text", "BLOB": "bytea"}
_DIGITS: Final = 16
_SAID: Final = ("speaker_correction", "mark", "annotation")
"""Tables of what users say of places in an article."""
_TIES: Final = ("no", "article", "start", "end", "quote", "place", "exact", "prefix", "suffix")
"""Their columns with what these are tied to."""
_ARTICLE: Final = "article"
"""The column of what hangs on an article."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column as SQLite's schema has it."""

    name: str
    kind: str
    """Of PostgreSQL: bigint, double precision, text, bytea."""
    required: bool
    """Whether it is never NULL."""
    default: str | None
    """As SQL."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table that all machines share."""

    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    """Columns of its primary key, in their order."""

    @property
    def said(self) -> tuple[str, ...]:
        """Columns with what its user said, where rows are tied to places that anybody may read again."""
        return (
            ()
            if self.name not in _SAID
            else tuple(column.name for column in self.columns if column.name not in _TIES)
        )

    @property
    def wrote(self) -> LiteralString:
        """The expression for the revision of who wrote a row `t`."""
        return "coalesce(t.said, t.rev)" if self.said else "t.rev"

    @property
    def numbered(self) -> bool:
        """Whether its rows have numbers of their own, of which none may be given twice."""
        return self.key == ("no",)


@cache
def tables(steps: tuple[str, ...] = STEPS) -> tuple[Table, ...]:
    """The shared tables, in the order in which the steps make them: a row comes after what it hangs on."""
    with closing(sqlite3.connect(":memory:")) as db:
        for step in steps:
            db.executescript(step)
        names = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return tuple(_table(db, name) for name in names if name not in OWN_TO_COPIES)


def _table(db: sqlite3.Connection, name: str) -> Table:
    found = db.execute('SELECT name, type, "notnull", dflt_value, pk FROM pragma_table_info(?)', (name,))
    rows = found.fetchall()
    columns = tuple(
        Column(column, _KINDS[kind], bool(required or place), default)
        for column, kind, required, default, place in rows
    )
    key = tuple(row[0] for row in sorted(rows, key=lambda row: row[4]) if row[4])
    return Table(name, columns, key)


def setup(address: Address) -> bool:
    """Make the newsroom's tables and roles in a database, or what is missing of them.

    Args:
        address: of a user who owns the database and may create roles, or of a superuser.

    Returns:
        False if it was there already.

    Raises:
        LibraryError: the server cannot be reached, or does not let this user make it.
    """
    with explained(address), connect(address) as connection, connection.transaction():
        connection.execute("SELECT pg_advisory_xact_lock(hashtext('quotebrowser.setup'))")
        found = connection.execute("SELECT to_regnamespace(%s) IS NULL", (SCHEMA,)).fetchone()
        is_new = found == (True,)
        if not is_new and (version := version_of(connection, address)) != VERSION:
            raise newer(address) if version > VERSION else older(address)
        with as_owner(connection, is_new=is_new) as roles:
            complete(connection, roles)
            if is_new:
                connection.execute(
                    "INSERT INTO quotebrowser.library VALUES (true, %s, 0, %s)",
                    (VERSION, secrets.token_hex(_DIGITS)),
                )
        connection.execute(
            SQL("GRANT {} TO CURRENT_USER WITH ADMIN OPTION").format(Identifier(roles["admin"]))
        )
    return is_new


@contextmanager
def as_owner(connection: Connection, *, is_new: bool = False) -> Iterator[dict[str, str]]:
    """Act as the role that owns the tables, which is nobody's otherwise; the names of all roles."""
    roles = role_names(connection)
    _make_roles(connection, roles)
    owner = Identifier(roles["owner"])
    connection.execute(SQL("GRANT {} TO CURRENT_USER").format(owner))
    if is_new:
        connection.execute(SQL("CREATE SCHEMA {} AUTHORIZATION {}").format(Identifier(SCHEMA), owner))
    connection.execute(SQL("SET LOCAL ROLE {}").format(owner))
    yield roles
    connection.execute("RESET ROLE")
    connection.execute(SQL("REVOKE {} FROM CURRENT_USER").format(owner))


def complete(connection: Connection, roles: dict[str, str]) -> None:
    """Make what is missing of the tables, policies and rights. As their owner."""
    for statement in _statements(roles):
        connection.execute(statement)


def version_of(connection: Connection, address: Address) -> int:
    """How many steps the tables of the newsroom have.

    Raises:
        NoNewsroomError: there is none.
    """
    with explained(address):
        row = connection.execute("SELECT version FROM quotebrowser.library").fetchone()
    if row is None or not isinstance(row[0], int):
        raise LibraryError(f"The library {address} is damaged: it does not say its version")
    return row[0]


FILLING: Final = "filling:"
"""How the identity of a library begins that is being filled from another one; no library's does."""


def require_filled(address: Address, identity: object) -> None:
    """Raise LibraryError if a library is being filled from another one."""
    if str(identity).startswith(FILLING):
        raise LibraryError(
            f"The library {address} is not complete: it is being filled from another one",
            "Go on with the same command as before: quotebrowser copy-library FROM TO",
        )


def newer(address: Address) -> LibraryError:
    """A newer program made the newsroom, or brought it up."""
    return LibraryError(
        f"The library {address} was made by a newer version of quotebrowser", "Install that version."
    )


def older(address: Address) -> LibraryError:
    """The newsroom is to be brought up before this program can use it."""
    return LibraryError(
        f"The library {address} is of an older version of quotebrowser",
        "Have whoever set it up bring it up: quotebrowser newsroom upgrade.",
    )


def role_names(connection: Connection) -> dict[str, str]:
    """The names of the newsroom's own roles, by right and `owner`; those of no other on the same server."""
    row = connection.execute("SELECT oid FROM pg_database WHERE datname = current_database()").fetchone()
    return {right: f"quotebrowser_{right}_{row[0] if row else 0}" for right in (*RIGHTS, "owner")}


def _make_roles(connection: Connection, roles: dict[str, str]) -> None:
    """Groups without log-in; each has the rights of the one before it, and admins may give those."""
    for name in roles.values():
        if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", (name,)).fetchone():
            connection.execute(SQL("CREATE ROLE {} NOLOGIN").format(Identifier(name)))
            connection.execute(
                SQL("COMMENT ON ROLE {} IS {}").format(
                    Identifier(name), Literal(f"quotebrowser's newsroom in {connection.info.dbname}")
                )
            )
    reader, editor, admin = (Identifier(roles[right]) for right in RIGHTS)
    connection.execute(SQL("GRANT {} TO {}").format(reader, editor))
    connection.execute(SQL("GRANT {}, {} TO {} WITH ADMIN OPTION").format(reader, editor, admin))


def _statements(roles: dict[str, str]) -> Iterator[SQL | Composed]:
    """What makes all that is missing, run as the owner of the tables."""
    for name, columns in _OWN.items():
        yield SQL("CREATE TABLE IF NOT EXISTS {} ({})").format(Identifier(SCHEMA, name), SQL(columns))
    for name in ("change", "gone"):
        yield _index(name)
    for table in tables():
        yield from _table_statements(table)
        if table.numbered:
            yield SQL("INSERT INTO quotebrowser.sequence VALUES ({}, 0) ON CONFLICT DO NOTHING").format(
                Literal(table.name)
            )
    yield SQL("INSERT INTO quotebrowser.sequence VALUES ('change', 0) ON CONFLICT DO NOTHING")
    yield from _policies(roles["admin"])
    yield _FORGET
    yield SQL("REVOKE ALL ON FUNCTION quotebrowser.forget FROM PUBLIC")
    reader, editor, admin = (Identifier(roles[right]) for right in RIGHTS)
    shared = _names([*(table.name for table in tables()), "change", "gone"])
    yield SQL("REVOKE ALL ON SCHEMA quotebrowser FROM PUBLIC")
    yield SQL("GRANT USAGE ON SCHEMA quotebrowser TO {}").format(reader)
    yield SQL("GRANT SELECT ON {}, {} TO {}").format(
        shared, _names(["library", "write", "collection", "member"]), reader
    )
    yield SQL("GRANT INSERT, UPDATE, DELETE ON {} TO {}").format(shared, editor)
    yield SQL("GRANT UPDATE (rev, identity) ON quotebrowser.library TO {}").format(editor)
    yield SQL("GRANT SELECT, UPDATE (last) ON quotebrowser.sequence TO {}").format(editor)
    yield SQL("GRANT EXECUTE ON FUNCTION quotebrowser.forget TO {}").format(editor)
    # Who wrote and when, the server says.
    yield SQL("GRANT INSERT (rev, token, audience) ON quotebrowser.write TO {}").format(editor)
    yield SQL("GRANT INSERT, DELETE ON {} TO {}").format(_names(["collection", "member"]), admin)


_FORGET: Final = SQL(
    """
    CREATE OR REPLACE FUNCTION quotebrowser.forget(purged bigint[]) RETURNS void
    LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
        WITH dead AS (
            SELECT no FROM unnest(purged) AS p (no)
            WHERE NOT EXISTS (SELECT FROM quotebrowser.article a WHERE a.no = p.no)
        ), annotations AS (
            DELETE FROM quotebrowser.annotation t USING dead
            WHERE t.article = dead.no AND t.audience LIKE 'user:%' RETURNING t.no, t.audience
        ), marks AS (
            DELETE FROM quotebrowser.mark t USING dead
            WHERE t.article = dead.no AND t.audience LIKE 'user:%' RETURNING t.no, t.audience
        ), entries AS (
            SELECT DISTINCT r.entry FROM quotebrowser.journal_row r
            WHERE r.audience LIKE 'user:%' AND r.article <> ''
            AND NOT EXISTS (SELECT FROM quotebrowser.article a WHERE a.id = r.article)
        ), rows AS (
            DELETE FROM quotebrowser.journal_row t USING entries
            WHERE t.entry = entries.entry AND t.audience LIKE 'user:%' RETURNING t.no, t.audience
        ), changes AS (
            DELETE FROM quotebrowser.journal t USING entries
            WHERE t.no = entries.entry AND t.audience LIKE 'user:%' RETURNING t.no, t.audience
        )
        INSERT INTO quotebrowser.gone (name, key, rev, audience)
        SELECT name, '[' || no || ']', (SELECT rev + 1 FROM quotebrowser.library), audience FROM (
            SELECT 'annotation' AS name, * FROM annotations UNION ALL SELECT 'mark', * FROM marks
            UNION ALL SELECT 'journal_row', * FROM rows UNION ALL SELECT 'journal', * FROM changes
        ) AS forgotten
        ON CONFLICT (name, key, audience) DO UPDATE SET rev = EXCLUDED.rev
    $$
    """
)
"""What users keep for themselves of purged articles goes, though nobody else sees it; of those alone that no
longer are there, for whomever, or anybody could delete what another one wrote."""
_OWN: Final[dict[str, LiteralString]] = {
    "library": "one boolean PRIMARY KEY CHECK (one), version integer NOT NULL, rev bigint NOT NULL,"
    " identity text NOT NULL",
    "sequence": "name text PRIMARY KEY, last bigint NOT NULL",
    "write": "rev bigint PRIMARY KEY, token uuid NOT NULL UNIQUE, author text NOT NULL DEFAULT session_user,"
    " at timestamptz NOT NULL DEFAULT clock_timestamp(), audience text NOT NULL DEFAULT ''",
    "change": "uid text, rev bigint NOT NULL, audience text DEFAULT '', PRIMARY KEY (uid, audience)",
    "gone": "name text, key text, rev bigint NOT NULL, audience text DEFAULT '',"
    " PRIMARY KEY (name, key, audience)",
    "collection": "name text PRIMARY KEY",
    "member": "collection text, role text, PRIMARY KEY (collection, role)",
}
"""What the server has besides, each with its columns."""


def _table_statements(table: Table) -> Iterator[Composed]:
    """A shared table, and the columns and the index that it lacks."""
    name = Identifier(SCHEMA, table.name)
    columns = SQL(", ").join(
        [
            *(_column(column) for column in table.columns),
            SQL("rev bigint NOT NULL"),
            SQL("audience text NOT NULL DEFAULT ''"),
            SQL("PRIMARY KEY ({})").format(
                SQL(", ").join(Identifier(part) for part in (*table.key, "audience"))
            ),
        ]
    )
    yield SQL("CREATE TABLE IF NOT EXISTS {} ({})").format(name, columns)
    for column in table.columns:
        if column.name not in table.key:
            yield SQL("ALTER TABLE {} ADD COLUMN IF NOT EXISTS {}").format(name, _column(column))
    if table.said:
        # The revision in which it was said, where it was only tied again since.
        yield SQL("ALTER TABLE {} ADD COLUMN IF NOT EXISTS said bigint").format(name)
    yield _index(table.name)
    if table.key[0] != _ARTICLE and _ARTICLE in [column.name for column in table.columns]:
        yield _index(table.name, _ARTICLE)


def _index(name: str, column: str = "rev") -> Composed:
    """By which is found what changed since a copy last asked; or what hangs on an article."""
    return SQL("CREATE INDEX IF NOT EXISTS {} ON {} ({})").format(
        Identifier(f"{name}_{column}"), Identifier(SCHEMA, name), Identifier(column)
    )


def _column(column: Column) -> Composed:
    made = SQL("{} {}").format(Identifier(column.name), _type(column.kind))
    if column.default is not None:
        made += SQL(" DEFAULT {}").format(Literal(_default(column.default)))
    return made + SQL(" NOT NULL" if column.required else "")


def _type(kind: str) -> SQL:
    known: dict[str, LiteralString] = {
        "bigint": "bigint",
        "double precision": "double precision",
        "text": 'text COLLATE "C"',
        "bytea": "bytea",
    }
    return SQL(known[kind])


def _default(text: str) -> int | str:
    """The value of a default in SQLite's schema: a whole number or a text."""
    return int(text) if text.lstrip("-").isdigit() else text.strip("'")


VISIBLE: Final[LiteralString] = (
    "audience = '' OR audience = 'user:' || current_user OR audience IN"
    " (SELECT 'collection:' || collection FROM quotebrowser.member WHERE role = current_user)"
)
"""Whether a row is for whoever asks; what stands in brackets is asked once for a statement."""


def _policies(admin: str) -> Iterator[Composed]:
    """Who sees which rows. A user sees the names of those collections alone that he is a member of."""
    for name in (*(table.name for table in tables()), "change", "gone", "write"):
        yield from _policy(name, SQL(VISIBLE))
    is_admin = SQL("pg_has_role(current_user, {}, 'USAGE')").format(Literal(admin))
    yield from _policy("member", SQL("role = current_user OR {}").format(is_admin))
    yield from _policy(
        "collection",
        SQL("{} OR name IN (SELECT collection FROM quotebrowser.member WHERE role = current_user)").format(
            is_admin
        ),
    )


def _policy(name: str, visible: SQL | Composed) -> Iterator[Composed]:
    table = Identifier(SCHEMA, name)
    yield SQL("ALTER TABLE {} ENABLE ROW LEVEL SECURITY").format(table)
    yield SQL("DROP POLICY IF EXISTS audience ON {}").format(table)
    yield SQL("CREATE POLICY audience ON {} USING ({}) WITH CHECK ({})").format(table, visible, visible)


def _names(names: list[str]) -> Composed:
    return SQL(", ").join(Identifier(SCHEMA, name) for name in names)
