"""A store of each test's own, and what is asked of any store."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from quotebrowser.store import Store
from quotebrowser.store.sqlite.database import Database


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "library") as opened:
        yield opened


@pytest.fixture
def statements(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every statement that SQLite runs from now on, in any thread; not those that open a connection."""
    ran: list[str] = []
    connect = Database._connect

    def traced(db: Database) -> sqlite3.Connection:
        connection = connect(db)
        connection.set_trace_callback(ran.append)
        return connection

    monkeypatch.setattr(Database, "_connect", traced)
    return ran
