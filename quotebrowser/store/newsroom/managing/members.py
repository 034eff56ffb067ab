"""Who may do what in a newsroom, and who may see an embargoed collection.

One rule guards it: rights are the server's roles and its policies; this program only hands them out.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from psycopg.sql import SQL, Identifier

from quotebrowser.errors import LibraryError, UnknownError
from quotebrowser.store.newsroom.address import Address
from quotebrowser.store.newsroom.server import Connection, connect, explained
from quotebrowser.store.newsroom.server_tables import RIGHTS, role_names, version_of
from quotebrowser.text import counted

NO_RIGHT: Final = "none"
"""In place of a right: who had one has it no longer."""


@dataclass(frozen=True, slots=True)
class User:
    """A user of the newsroom."""

    name: str
    right: str
    """reader, editor or admin."""
    collections: tuple[str, ...]
    """Embargoed collections that he is a member of; of others than oneself only admins see them."""


@contextmanager
def _asked(address: Address) -> Iterator[Connection]:
    """A transaction in a newsroom that is there."""
    with explained(address), connect(address) as connection, connection.transaction():
        version_of(connection, address)
        yield connection


def grant(address: Address, user: str, right: str) -> None:
    """Give a user of the server a right in the newsroom, in place of what he had.

    Args:
        address: of an admin.
        user: name of a role that may log in.
        right: reader, editor, admin, or `NO_RIGHT`.

    Raises:
        UnknownError: the server knows no such user.
        LibraryError: this user may not do that, or the server cannot be reached.
    """
    with _asked(address) as connection:
        _require_user(connection, user)
        roles = role_names(connection)
        name = Identifier(user)
        for other in RIGHTS:
            held = connection.execute(
                "SELECT 1 FROM pg_auth_members m JOIN pg_roles g ON g.oid = m.roleid"
                " JOIN pg_roles u ON u.oid = m.member WHERE g.rolname = %s AND u.rolname = %s",
                (roles[other], user),
            ).fetchone()
            if held and other != right:
                connection.execute(SQL("REVOKE {} FROM {}").format(Identifier(roles[other]), name))
        if right != NO_RIGHT:
            statement = SQL("GRANT {} TO {} WITH ADMIN OPTION" if right == "admin" else "GRANT {} TO {}")
            connection.execute(statement.format(Identifier(roles[right]), name))


def users(address: Address) -> tuple[User, ...]:
    """Who has a right in the newsroom, by name."""
    with _asked(address) as connection:
        roles = role_names(connection)
        found = connection.execute(
            "SELECT u.rolname, g.rolname FROM pg_auth_members m JOIN pg_roles g ON g.oid = m.roleid"
            " JOIN pg_roles u ON u.oid = m.member WHERE g.rolname = ANY(%s) AND u.rolname <> ALL(%s)",
            ([roles[right] for right in RIGHTS], list(roles.values())),
        ).fetchall()
        shown = connection.execute("SELECT role, collection FROM quotebrowser.member ORDER BY 2").fetchall()
    rights = {name: right for right in RIGHTS for name in [roles[right]]}
    highest: dict[str, str] = {}
    for name, role in found:
        highest[name] = max(highest.get(name, RIGHTS[0]), rights[role], key=RIGHTS.index)
    return tuple(
        User(name, right, tuple(collection for role, collection in shown if role == name))
        for name, right in sorted(highest.items())
    )


def collections(address: Address) -> dict[str, tuple[str, ...]]:
    """The embargoed collections that this user may see, each with its members."""
    with _asked(address) as connection:
        names = connection.execute("SELECT name FROM quotebrowser.collection ORDER BY 1").fetchall()
        rows = connection.execute("SELECT collection, role FROM quotebrowser.member ORDER BY 2").fetchall()
    return {name: tuple(role for other, role in rows if other == name) for (name,) in names}


def require_member(address: Address, collection: str) -> None:
    """Refuse a collection that this user does not see, whether there is one of the name or not.

    Raises:
        LibraryError: it is none of theirs.
    """
    if address.user not in collections(address).get(collection, ()):
        raise LibraryError(
            f"You are no member of a collection {collection}",
            "An admin makes one and adds members: quotebrowser newsroom collection add.",
        )


def add_members(address: Address, collection: str, names: Sequence[str]) -> None:
    """Make a collection where there is none, and let users see it.

    Raises:
        UnknownError: the server knows no such user.
    """
    with _asked(address) as connection:
        for name in names:
            _require_user(connection, name)
        connection.execute(
            "INSERT INTO quotebrowser.collection VALUES (%s) ON CONFLICT DO NOTHING", (collection,)
        )
        for name in names:
            connection.execute(
                "INSERT INTO quotebrowser.member VALUES (%s, %s) ON CONFLICT DO NOTHING", (collection, name)
            )


def remove_members(address: Address, collection: str, names: Sequence[str]) -> None:
    """Let users see a collection no longer; without names the collection goes, if nothing is embargoed in it.

    Raises:
        UnknownError: there is no such collection, or a user is no member of it.
        LibraryError: articles are embargoed in it, or this user does not see whether any are.
    """
    with _asked(address) as connection:
        if not connection.execute(
            "SELECT 1 FROM quotebrowser.collection WHERE name = %s", (collection,)
        ).fetchone():
            raise UnknownError(
                f"There is no collection {collection}", "quotebrowser newsroom show lists them."
            )
        for name in names:
            if not connection.execute(
                "DELETE FROM quotebrowser.member WHERE collection = %s AND role = %s", (collection, name)
            ).rowcount:
                raise UnknownError(f"{name} is no member of the collection {collection}")
        if not names:
            _require_empty(connection, collection)
            connection.execute("DELETE FROM quotebrowser.member WHERE collection = %s", (collection,))
            connection.execute("DELETE FROM quotebrowser.collection WHERE name = %s", (collection,))


def _require_empty(connection: Connection, collection: str) -> None:
    """Refuse to take a collection away with which articles would be out of everybody's sight."""
    asked = "SELECT 1 FROM quotebrowser.member WHERE collection = %s AND role = current_user"
    if not connection.execute(asked, (collection,)).fetchone():
        raise LibraryError(
            f"Only a member can take the collection {collection} away",
            "Nobody else sees whether articles are embargoed in it; become a member first.",
        )
    # Whoever embargoes one just now has this lock.
    connection.execute("SELECT 1 FROM quotebrowser.library FOR UPDATE")
    asked = "SELECT count(*) FROM quotebrowser.article WHERE audience = 'collection:' || %s"
    (held,) = connection.execute(asked, (collection,)).fetchone() or (0,)
    if held:
        raise LibraryError(
            f"{counted(held, 'article')} in the collection {collection} cannot be left to nobody",
            "Lift the embargo first: quotebrowser newsroom lift.",
        )


def _require_user(connection: Connection, name: str) -> None:
    if not connection.execute(
        "SELECT 1 FROM pg_roles WHERE rolname = %s AND rolcanlogin", (name,)
    ).fetchone():
        raise UnknownError(
            f"The server has no user {name}",
            f"Whoever runs the server makes one: createuser --pwprompt {name}.",
        )
