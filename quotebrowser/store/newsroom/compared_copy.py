"""Whether a copy holds what its server does, table by table."""

from collections.abc import Iterator
from contextlib import closing
from typing import Final

from quotebrowser.errors import LibraryError
from quotebrowser.store.newsroom.exchange.row_pull import REV, TWINS
from quotebrowser.store.newsroom.server_tables import tables
from quotebrowser.store.newsroom.shared_library import SharedLibrary
from quotebrowser.store.newsroom.transfer.file_end import FileEnd
from quotebrowser.store.newsroom.transfer.server_end import ReadServer
from quotebrowser.store.sqlite.database import Database
from quotebrowser.store.sqlite.meta import Meta

_TRIES: Final = 5
"""How often both are looked at, where others write meanwhile."""


def differences(db: Database, library: SharedLibrary) -> Iterator[str]:
    """A sentence for each table of the copy that is not what the server has. Reads everything.

    Nothing where the server cannot be asked, or others write so fast that both are never the same.
    """
    for _ in range(_TRIES):
        try:
            library.pull()
            library.fill()
            server = ReadServer(library.address)
        except LibraryError:
            return
        with closing(server):
            db.rows("BEGIN")
            try:
                if Meta(db).get(TWINS):
                    return  # some articles of the server stand aside in the copy
                if Meta(db).get(REV) == str(server.rev):
                    yield from _compared(FileEnd(db), server)
                    return
            finally:
                db.rows("ROLLBACK")


def _compared(copy: FileEnd, server: ReadServer) -> Iterator[str]:
    for table in tables():
        ours, theirs = copy.sum(table), server.sum(table)
        if ours.rows < theirs.rows <= ours.rows + server.personal(table):
            continue  # what a user keeps for himself of an article that he may not see just now
        if ours.rows != theirs.rows:
            yield f"The copy has {ours.rows} rows of {table.name}, the newsroom's server {theirs.rows}"
        elif ours != theirs:
            yield f"Rows of {table.name} in the copy are not those of the newsroom's server"
