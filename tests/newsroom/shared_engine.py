"""The suite's own tests on the shared engine: each library that a test opens is the copy of a newsroom's.

`QUOTEBROWSER_ENGINE=shared .ci/postgres tests/store tests/library` runs them so. A library is then a database
of its own on the server; its copy lies in the directory that the test names. What a test finds in a directory
that it filled by other means is first written to the server, as `copy-library` does.
"""

import os
import secrets
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

SHARED = os.environ.get("QUOTEBROWSER_ENGINE") == "shared"

EXEMPT = {
    "tests/store/test_store_opening.py": "what a file is refused for, before anybody is asked",
    "tests/store/test_row_guard.py::test_the_library_that_is_changed": "filled by hand, past the server",
    "tests/store/test_row_guard.py::test_an_older_library": "doctor also compares with the server",
    "tests/store/test_store_authors.py::test_who_wrote_a_row_goes": "in a newsroom each row has an author",
    "tests/store/test_store_authors.py::test_a_row_that_is_only": "in a newsroom each row has an author",
    "tests/store/test_store_authors.py::test_what_was_altered": "in a newsroom each row has an author",
    "tests/store/test_store_states.py::test_an_identity": "a newsroom's identity is its server's",
    "tests/store/test_store_restoring.py": "a newsroom is restored on its server",
    "tests/store/test_store_checking.py::test_what_a_copy_replaces": "it is restored on its server",
    "tests/store/test_store_checking.py::test_a_bad_copy": "it is restored on its server",
    "tests/store/test_store_checking.py::test_what_is_not_as": "doctor also compares with the server",
    "tests/store/test_store_threads.py::test_nothing_that_was_ack": "other programs; see test_kills",
    "tests/store/test_store_threads.py::test_many_programs_make": "other programs; see test_kills",
    "tests/library/test_mending.py": "a newsroom's rows are mended from its server",
    "tests/library/test_library.py::test_a_library_is_put_back_from_its_copy": "it is restored on its server",
    "tests/library/test_library.py::test_a_damaged_copy_changes_nothing": "it is restored on its server",
    "tests/library/test_noting.py::test_in_a_library_of_one_user": "it has several",
    "tests/library/test_noting.py::test_all_of_it_is_there": "remarks have authors; restored on its server",
    "tests/library/test_index_binding.py": "files that are copied and put back by hand",
    "tests/library/test_index_parts.py::test_an_older_library": "it is put back by hand",
    "tests/library/test_rebuilding.py": "other programs build; see test_newsroom_browser",
    "tests/library/test_library_watching.py": "other programs watch; see test_newsroom_browser",
    "tests/library/test_building.py::test_killed_at_random": "other programs; see test_kills",
    "tests/library/test_building.py::test_two_programs": "other programs; see test_kills",
    "tests/library/test_building.py::test_an_article_that_was_added_at_no": "its columns hold no such values",
}
"""Tests that are about the file itself, by the beginning of their names, and why."""


class Newsrooms:
    """A newsroom for each directory of a library."""

    def __init__(self) -> None:
        self._template = f"quotebrowser_test_{secrets.token_hex(6)}"
        self.copies: dict[str, Path] = {}
        """Directories of copies, by address."""
        self._made = 0

    def prepare(self) -> None:
        """Make the database that the others are made from."""
        from quotebrowser.store.newsroom import server_tables
        from quotebrowser.store.newsroom.address import parse

        self._run(f"CREATE DATABASE {self._template}")
        server_tables.setup(parse(self._address(self._template)))

    def address(self, directory: Path) -> str:
        """Of the library whose copy is in a directory; a new one that is empty where it has none yet."""
        for address, copy in self.copies.items():
            if copy == directory.absolute():
                return address
        self._made += 1
        database = f"{self._template}_{self._made}"
        self._run(f"CREATE DATABASE {database} TEMPLATE {self._template}")
        address = self._address(database)
        self.copies[address] = directory.absolute()
        return address

    def known(self, directory: Path) -> bool:
        """Whether the library in a directory is shared already."""
        return directory.absolute() in self.copies.values()

    def drop(self) -> None:
        """Delete all of them."""
        for address in self.copies:
            self._run(f"DROP DATABASE {address.rpartition('/')[2]} WITH (FORCE)")
        self.copies.clear()

    def end(self) -> None:
        """Delete the database that the others are made from, and its roles."""
        import psycopg
        from newsroom_fixture import SERVER

        from quotebrowser.store.newsroom import server, server_tables
        from quotebrowser.store.newsroom.address import parse

        with server.connect(parse(self._address(self._template))) as connection:
            roles = server_tables.role_names(connection)
        self._run(f"DROP DATABASE {self._template} WITH (FORCE)")
        with psycopg.connect(SERVER, autocommit=True) as connection:
            for role in roles.values():
                connection.execute(f"DROP ROLE {role}".encode())

    def _address(self, database: str) -> str:
        from newsroom_fixture import SERVER

        from quotebrowser.store.newsroom.address import parse

        return parse(f"{SERVER.rpartition('/')[0]}/{database}").text

    def _run(self, statement: str) -> None:
        import psycopg
        from newsroom_fixture import SERVER

        with psycopg.connect(SERVER, autocommit=True) as connection:
            connection.execute(statement.encode())


def send(file: Path, address: str) -> None:
    """Write all that a library's file holds to an empty newsroom."""
    from quotebrowser.store.migrate import bring_up
    from quotebrowser.store.newsroom import server
    from quotebrowser.store.newsroom.address import parse
    from quotebrowser.store.newsroom.exchange import row_capture, row_pull, row_push
    from quotebrowser.store.newsroom.exchange.audiences import Audiences
    from quotebrowser.store.newsroom.server_tables import tables
    from quotebrowser.store.newsroom.shared_database import SharedDatabase

    db = SharedDatabase(file)
    bring_up(db)
    (file.parent / "newsroom.toml").unlink(missing_ok=True)
    token = str(uuid.uuid4())
    with db.transaction(), server.connect(parse(address)) as connection, connection.transaction():
        row_capture.clear(db)
        for table in tables():
            keys = ", ".join(f'"{name}"' for name in table.key)
            which = " WHERE key NOT LIKE 'copy.%' AND key <> 'library'" if table.name == "meta" else ""
            db.run(f"INSERT INTO touched_{table.name} SELECT {keys} FROM main.{table.name}{which}")
        db.run("INSERT INTO touched_change SELECT uid FROM main.change")
        for statement, values in row_push.statements(db, Audiences(db), 1, "postgres"):
            connection.execute(statement, values)
        identity = db.value("SELECT value FROM meta WHERE key = 'library'")
        connection.execute("INSERT INTO quotebrowser.write (rev, token) VALUES (1, %s)", (token,))
        connection.execute("UPDATE quotebrowser.library SET rev = 1, identity = %s", (identity,))
        row_pull.note(db, 1, token, articles_gone=False)
    db.close()


@pytest.fixture(scope="session")
def newsrooms() -> Iterator[Newsrooms | None]:
    """Where the suite runs on the shared engine, the newsrooms of its libraries."""
    if not SHARED:
        yield None
        return
    made = Newsrooms()
    made.prepare()
    yield made
    # A server that is taken away after the tests needs no minutes for hundreds of databases.
    if os.environ.get("QUOTEBROWSER_POSTGRES_KEPT") != "no":
        made.drop()
        made.end()


@pytest.fixture(scope="session", autouse=True)
def shared_engine(newsrooms: Newsrooms | None) -> Iterator[None]:
    """Have every library that is opened by its directory be a copy."""
    if newsrooms is None:
        yield
        return
    from quotebrowser.store import Store, place
    from quotebrowser.store.newsroom.address import Address

    patch = pytest.MonkeyPatch()
    plain = Store.open.__func__  # type: ignore[attr-defined]
    copy = Address.copy.fget  # type: ignore[attr-defined]

    def opened(
        cls: type[Store], directory: Path | str, *, create: bool = True, writing: bool = True
    ) -> Store:
        if isinstance(directory, str) or not _is_library(directory, create=create):
            return plain(cls, directory, create=create, writing=writing)  # type: ignore[no-any-return]
        file = directory / place.FILE
        is_new = not newsrooms.known(directory)
        address = newsrooms.address(directory)
        if is_new and file.exists() and file.stat().st_size:
            send(file, address)
        return plain(cls, address, create=create, writing=writing)  # type: ignore[no-any-return]

    patch.setattr(Store, "open", classmethod(opened))
    patch.setattr(
        Address, "copy", property(lambda address: newsrooms.copies.get(address.text) or copy(address))
    )
    yield
    patch.undo()


def _is_library(directory: Path, *, create: bool) -> bool:
    from quotebrowser.store import place

    if directory.exists() and not directory.is_dir():
        return False
    return (directory / place.FILE).is_file() or create


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave out what is about the file itself."""
    if not SHARED:
        return
    for item in items:
        why = next((why for name, why in EXEMPT.items() if item.nodeid.startswith(name)), "")
        if why:
            item.add_marker(pytest.mark.skip(reason=f"on the local engine alone: {why}"))
