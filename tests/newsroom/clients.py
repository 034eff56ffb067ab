"""Machines of a newsroom: each has a copy of its own."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from quotebrowser.library import Library
from quotebrowser.store.newsroom.server_tables import tables
from quotebrowser.store.newsroom.shared_library import SharedLibrary

Client = Callable[..., Library]


@pytest.fixture
def client(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Client]:
    """Opens the library at an address as a machine of some name does."""
    with ExitStack() as stack:

        def opened(address: str, name: str) -> Library:
            monkeypatch.setenv("QUOTEBROWSER_COPIES", str(tmp_path / name))
            return stack.enter_context(closing(Library.open(address)))

        yield opened


def shared(library: Library) -> SharedLibrary:
    """The newsroom's library behind one that is open."""
    assert library.store.shared is not None
    return library.store.shared


def rows(directory: Path) -> dict[str, set[tuple[object, ...]]]:
    """All rows of a copy that are shared, and what follows from them."""
    with closing(sqlite3.connect(directory / "library.db")) as db:
        db.text_factory = bytes
        found = {
            name: set(db.execute(f"SELECT * FROM {name}"))
            for name in [*(table.name for table in tables()), "fingerprint"]
        }
    found["meta"] = {row for row in found["meta"] if not bytes(row[0]).startswith((b"copy.", b"purging"))}
    return found
