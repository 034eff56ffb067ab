"""A copy filled for the first time, the newest articles first, so that it can be searched meanwhile.

One rule guards it: how far it is stands in the copy, written by the transaction that took it so far; after a
kill it goes on from there. What others write meanwhile is taken in at the end, from the revision then.
"""

import json
from collections.abc import Sequence
from typing import Final, NamedTuple, Self

from psycopg.sql import SQL, Composed, Identifier, Literal

from quotebrowser.store.newsroom.exchange.row_pull import FILLING, News, put, selected
from quotebrowser.store.newsroom.exchange.row_values import Row, packed_key, sent, unpacked_key
from quotebrowser.store.newsroom.server import Connection
from quotebrowser.store.newsroom.server_tables import Table, tables
from quotebrowser.store.sqlite.database import Database
from quotebrowser.store.sqlite.failures import VALUE_ERRORS
from quotebrowser.store.sqlite.meta import Meta
from quotebrowser.store.sqlite.packing import whole

FEW: Final = 500
"""Articles that are fetched at once; of a library with no more of them all is."""
_ROWS: Final = 20_000
"""Rows that are fetched at once of a table whose rows hang on no article."""
_ALL: Final = 1 << 62
"""Above the numbers of all articles."""
_FIRST: Final = ("meta", "alias", "apart", "put_off", "saved_search")
"""Small tables that what is shown depends on."""
_OF_ARTICLES: Final = "article"
_NEXT: Final = "SELECT no FROM quotebrowser.article WHERE no < %s ORDER BY no DESC LIMIT %s"
_HELD: Final = {
    "span": "quote IN (SELECT no FROM quotebrowser.quote WHERE article >= {0} AND article < {1})",
    "utterance": "id IN (SELECT utterance FROM quotebrowser.passage WHERE article >= {0} AND article < {1})",
}
"""Tables whose rows hang on an article by way of another one."""
_LATER: Final = ("outcome", "journal", "journal_row", "link")
"""Tables that nobody reads before the copy is whole."""


class Filling(NamedTuple):
    """How far a copy is."""

    rev: int
    """The revision at its beginning: what was written later is to be pulled."""
    step: int = 0
    """The place in `_STEPS`."""
    after: str = ""
    """The key of the last row of that step, packed."""
    done: int = 0
    """Articles that it has."""

    @classmethod
    def of(cls, db: Database) -> Self | None:
        """What the copy keeps of it; None: it is not being filled."""
        kept = Meta(db).get(FILLING)
        if kept is None:
            return None
        try:
            rev, step, after, done = json.loads(kept)
            return cls(whole(rev), whole(step, len(_STEPS)), str(after), whole(done))
        except VALUE_ERRORS:
            return cls(0)

    def keep(self, db: Database) -> None:
        """Keep it in the copy. Inside the transaction that takes in what was fetched."""
        Meta(db).set(FILLING, json.dumps(self))

    @property
    def is_done(self) -> bool:
        """Whether all is there but what was written meanwhile."""
        return self.step >= len(_STEPS)


_STEPS: Final = (*_FIRST, _OF_ARTICLES, *_LATER)


def is_small(connection: Connection) -> bool:
    """Whether a library is so small that it is fetched at once."""
    asked = "SELECT count(*) FROM (SELECT 1 FROM quotebrowser.article LIMIT %s) a"
    row = connection.execute(asked, (FEW + 1,)).fetchone()
    return row is not None and row[0] <= FEW


def next_of(connection: Connection, filling: Filling) -> tuple[News, Filling]:
    """The next rows, and how far the copy is with them. Inside a transaction that sees one snapshot."""
    name = _STEPS[filling.step]
    if name == _OF_ARTICLES:
        return _articles(connection, filling)
    table = next(table for table in tables() if table.name == name)
    rows = _page(connection, table, filling.after)
    news = News(rows={name: rows})
    if len(rows) < _ROWS:
        return news, filling._replace(step=filling.step + 1, after="")
    width = len(table.columns)
    names = [column.name for column in table.columns]
    last = rows[-1][:width]
    return news, filling._replace(after=packed_key([last[names.index(name)] for name in table.key]))


def _articles(connection: Connection, filling: Filling) -> tuple[News, Filling]:
    """The newest articles that the copy lacks, with all that hangs on them."""
    below = int(filling.after or _ALL)
    numbers = [no for (no,) in connection.execute(_NEXT, (below, FEW)).fetchall()]
    if not numbers:
        return News(), filling._replace(step=filling.step + 1, after="")
    news, first = News(), numbers[-1]
    with connection.pipeline():
        asked = [
            (table.name, connection.execute(selected(table) + which, binary=True))
            for table in tables()
            if (which := _which(table, first, below)) is not None
        ]
    for name, cursor in asked:
        news.rows[name] = cursor.fetchall()
    names = [column.name for table in tables() if table.name == "quote" for column in table.columns]
    news.uids = [row[names.index("uid")] for row in news.rows["quote"]]
    return news, filling._replace(after=str(first), done=filling.done + len(numbers))


def _which(table: Table, first: int, below: int) -> Composed | SQL | None:
    """The rows of a table that hang on articles; None: its rows hang on none."""
    bounds = Literal(first), Literal(below)
    if table.name in _HELD:
        return SQL(_HELD[table.name]).format(*bounds)
    if table.name == _OF_ARTICLES:
        return SQL("t.no >= {} AND t.no < {}").format(*bounds)
    if table.name in _LATER or _OF_ARTICLES not in [column.name for column in table.columns]:
        return None
    return SQL("t.article >= {} AND t.article < {}").format(*bounds)


def _page(connection: Connection, table: Table, after: str) -> list[Row]:
    """The next rows of a table by their keys, the last one of those before among them."""
    key = SQL(", ").join(Identifier("t", name) for name in table.key)
    values: Sequence[object] = unpacked_key(table, after) or () if after else ()
    which = (
        SQL("({}) >= ({})").format(key, SQL(", ").join(map(Literal, map(sent, values))))
        if values
        else SQL("true")
    )
    asked = selected(table) + which + SQL(" ORDER BY {} LIMIT {}").format(key, Literal(_ROWS))
    return connection.execute(asked, binary=True).fetchall()


def take(db: Database, news: News, filling: Filling) -> None:
    """Write what was fetched into the copy. Inside a transaction without foreign keys."""
    put(db, news, new=True)
    filling.keep(db)
