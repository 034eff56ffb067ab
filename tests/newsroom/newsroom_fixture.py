"""A newsroom of a test's own, on the server that QUOTEBROWSER_POSTGRES names; `.ci/postgres` starts one."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import network_guard
import pytest

SERVER = os.environ.get("QUOTEBROWSER_POSTGRES", "")
"""Address of a superuser, or of whoever may create databases and roles, with any database."""

if SERVER:
    network_guard._served.add(urlsplit(SERVER).port or 5432)
    os.environ[network_guard._GIVEN] = str(urlsplit(SERVER).port or 5432)


@dataclass
class Newsroom:
    """A database on the server, with a newsroom in it."""

    database: str
    people: list[str] = field(default_factory=list)

    @property
    def address(self) -> str:
        """Of whoever set it up; for what its users may and see, see `user`."""
        return f"{SERVER.rpartition('/')[0]}/{self.database}"

    def named(self, name: str) -> str:
        """A user's name on the server: no other test's."""
        return f"{name}_{self.database[-6:]}"

    def user(self, name: str, right: str = "editor") -> str:
        """The address of a user, who is made with that right (`none`: nobody) where he is new."""
        from psycopg.sql import SQL, Identifier, Literal

        from quotebrowser.store.newsroom import server
        from quotebrowser.store.newsroom.address import parse
        from quotebrowser.store.newsroom.managing import members

        role = self.named(name)
        if role not in self.people:
            with server.connect(parse(self.address)) as connection:
                connection.execute(
                    SQL("CREATE ROLE {} LOGIN PASSWORD {}").format(Identifier(role), Literal("secret"))
                )
            self.people.append(role)
            members.grant(parse(self.address), role, right)
        host = SERVER.rpartition("@")[2].rpartition("/")[0]
        return f"postgresql://{role}:secret@{host}/{self.database}"

    def sql(self, statement: str, address: str = "") -> list[tuple[object, ...]]:
        """What a statement answers, by hand; as whoever set it up, or as a user."""
        import psycopg

        with psycopg.connect(address or self.address, autocommit=True) as connection:
            cursor = connection.execute(statement.encode())
            return cursor.fetchall() if cursor.description else []


@contextmanager
def new_database() -> Iterator[Newsroom]:
    """An empty database; it and the roles made for it go with the block."""
    from psycopg.sql import SQL, Identifier

    from quotebrowser.store.newsroom import server, server_tables
    from quotebrowser.store.newsroom.address import parse

    if not SERVER:
        pytest.skip("QUOTEBROWSER_POSTGRES names no server")
    made = Newsroom(f"quotebrowser_test_{secrets.token_hex(6)}")
    with server.connect(parse(SERVER)) as connection:
        connection.execute(SQL("CREATE DATABASE {}").format(Identifier(made.database)))
    try:
        yield made
    finally:
        with server.connect(parse(made.address)) as connection:
            roles = server_tables.role_names(connection)
        with server.connect(parse(SERVER)) as connection:
            connection.execute(SQL("DROP DATABASE {} WITH (FORCE)").format(Identifier(made.database)))
            for role in (*roles.values(), *made.people):
                connection.execute(SQL("DROP ROLE IF EXISTS {}").format(Identifier(role)))


def new_newsroom(database: Newsroom) -> Newsroom:
    """The newsroom in an empty database."""
    from quotebrowser.store.newsroom import server_tables
    from quotebrowser.store.newsroom.address import parse

    server_tables.setup(parse(database.address))
    return database


@pytest.fixture
def database() -> Iterator[Newsroom]:
    """An empty database of the test alone."""
    with new_database() as made:
        yield made


@pytest.fixture
def newsroom(database: Newsroom) -> Newsroom:
    """A newsroom without articles, of the test alone."""
    return new_newsroom(database)


@pytest.fixture
def other_newsroom() -> Iterator[Newsroom]:
    """Another one."""
    with new_database() as made:
        yield new_newsroom(made)
