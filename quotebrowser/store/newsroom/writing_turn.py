"""The right to write to a newsroom's library, from the moment it is given to the server's commit.

One rule guards it: the copy commits only what the server has.
"""

import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

import psycopg

from quotebrowser.store.newsroom.address import Address
from quotebrowser.store.newsroom.exchange import copy_state, row_capture, row_pull, row_push
from quotebrowser.store.newsroom.exchange.audiences import Audiences
from quotebrowser.store.newsroom.server import Connection, UnreachableError, failure
from quotebrowser.store.sqlite.database import Database
from quotebrowser.store.sqlite.failures import BusyError

_WRITTEN: Final = "INSERT INTO quotebrowser.write (rev, token, audience) VALUES (%s, %s, %s)"
_REVISED: Final = "UPDATE quotebrowser.library SET rev = %s"
_TOLD: Final = "SELECT pg_notify('quotebrowser', %s)"


@dataclass
class Turn:
    """The right to write, and what the server said when it was given."""

    address: Address
    connection: Connection
    rev: int
    """Of the transaction that is to come."""
    floors: dict[str, int]
    """The highest number ever given, by table."""
    has: Callable[[uuid.UUID], bool]
    """Whether a transaction whose end was not heard was made."""
    done: bool = field(default=False)
    """Whether the server has what was written."""

    def begin(self, db: Database) -> None:
        """Look at what is written from here on. Inside the copy's transaction."""
        if copy_state.have(db).rev != self.rev - 1:
            raise BusyError(
                "The copy of the newsroom's library is being made again", "Try again in a moment."
            )
        row_capture.clear(db)
        had: dict[object, int | None] = dict(db.rows("SELECT name, seq FROM sqlite_sequence"))
        for name, seq in db.rows(
            "SELECT name, ? FROM sqlite_master WHERE type = 'table' AND sql LIKE '%AUTOINCREMENT%'", (0,)
        ):
            if self.floors.get(name, int(seq)) > (had.get(name) or 0):
                _raise_sequence(db, name, self.floors[name], known=name in had)

    def end(self, db: Database) -> None:
        """Write to the server what was written, and commit there. Inside the copy's transaction."""
        row_capture.touch_authored(db)
        audiences = Audiences(db)
        statements = list(row_push.statements(db, audiences, self.rev, self.address.user))
        if not statements:
            return
        token = uuid.UUID(bytes=db.token())
        row_pull.note(db, self.rev, str(token), articles_gone=row_capture.has_deleted_articles(db))
        statements += [
            (_WRITTEN, (self.rev, token, audiences.of_all)),
            (_REVISED, (self.rev,)),
            (_TOLD, (str(self.rev),)),
            ("COMMIT", ()),
        ]
        try:
            with self.connection.pipeline():
                for statement, values in statements:
                    self.connection.execute(statement, values)
        except psycopg.Error as error:
            found = failure(error, self.address)
            if not isinstance(found, UnreachableError) or not self.has(token):
                raise found from error
        self.done = True


def _raise_sequence(db: Database, name: str, number: int, *, known: bool) -> None:
    if known:
        db.run("UPDATE sqlite_sequence SET seq = ? WHERE name = ?", (number, name))
    else:
        db.run("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", (name, number))
