"""The user's bookmarks: named sets of quotes, tied to places in the articles."""

from typing import Final

from quotebrowser.errors import UnknownError
from quotebrowser.store.sqlite.database import Database
from quotebrowser.store.sqlite.packing import pack, unpack
from quotebrowser.store.tables.quotes import Quotes

_MARKED: Final = (
    "SELECT 1 FROM mark m JOIN quote q ON q.uid = ? AND q.article = m.article"
    ' WHERE m.name = ? AND m.start = ? AND m."end" = ?'
)
_MARK: Final = (
    'INSERT INTO mark (name, article, start, "end", quote)'
    " SELECT ?, article, ?, ?, no FROM quote WHERE uid = ?"
)


class Bookmarks:
    """The marks of one library."""

    def __init__(self, db: Database, quotes: Quotes) -> None:
        self._db = db
        self._quotes = quotes

    def mark(self, uid: str, name: str = "") -> int:
        """Put a quote into the set `name`; the nameless one holds plain bookmarks.

        Returns:
            The number of the row; 0 where the quote is in it already.

        Raises:
            UnknownError: there is no such quote.
        """
        quote = self._quotes.get(uid)
        if quote is None:
            raise UnknownError.quote(uid)
        with self._db.transaction():
            place = (pack(name), quote.spans[0].start, quote.spans[-1].end)
            if self._db.rows(_MARKED, (quote.uid, *place)):
                return 0
            return self._db.insert(_MARK, (*place, quote.uid))

    def unmark(self, uid: str, name: str = "") -> None:
        """Take a quote out of the set `name`. Harmless when it is not in it."""
        with self._db.transaction():
            self._db.run(
                "DELETE FROM mark WHERE name = ? AND quote = (SELECT no FROM quote WHERE uid = ?)",
                (pack(name), uid),
            )

    def marked(self, name: str = "") -> tuple[str, ...]:
        """Uids of the quotes of the set `name`, in the order of marking."""
        return tuple(
            dict.fromkeys(
                self._db.names(
                    "quote",
                    "SELECT q.uid FROM mark m JOIN quote q ON q.no = m.quote"
                    " JOIN article a ON a.no = q.article"
                    " WHERE m.name = ? AND a.removed = 0 ORDER BY m.no",
                    (pack(name),),
                )
            )
        )

    def of(self, uid: str) -> tuple[str, ...]:
        """Names of the sets that a quote is in, sorted."""
        return self._sorted(
            "SELECT DISTINCT m.name FROM mark m JOIN quote q ON q.no = m.quote WHERE q.uid = ?", uid
        )

    def names(self) -> tuple[str, ...]:
        """Names of all sets, sorted."""
        return self._sorted("SELECT DISTINCT name FROM mark")

    def _sorted(self, statement: str, *parameters: str) -> tuple[str, ...]:
        return tuple(sorted(self._db.read("mark", statement, parameters, lambda row: unpack(row[0]))))
