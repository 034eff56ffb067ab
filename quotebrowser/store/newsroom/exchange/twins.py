"""One file added twice, by members of a collection and by others who could not know: two articles of one id.

One rule guards it: in a copy the one that more people see stands for both. What others see must follow from
it alone; what members said of the other one is shown on it, and stays theirs.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Self

from quotebrowser.store.newsroom.exchange.row_values import Row, key_places
from quotebrowser.store.newsroom.server_tables import Table, tables
from quotebrowser.store.sqlite.database import Database

_SAID: Final = ("speaker_correction", "mark", "annotation")
"""Tables of what users say of places in an article, which are the same in its twin."""
_HAVE: Final = (
    "SELECT a.no, a.id, coalesce(w.audience, '') FROM article a"
    " LEFT JOIN authored w ON w.name = 'article' AND w.key = json_array(a.no)"
    " WHERE a.id IN (SELECT value FROM json_each(?))"
)
_BY: Final = {"span": ("quote", ("quote",)), "link": ("passage", ("a", "b"))}
"""Tables whose rows hang on an article by way of others, and their columns with numbers of these."""


@dataclass(slots=True)
class Twins:
    """The articles that stand aside, and the quotes that had been theirs."""

    instead: dict[object, object]
    """By the number of each: that of the article that stands for it."""
    quotes: dict[object, object]
    """Uids of their quotes, by number."""

    @classmethod
    def among(cls, db: Database, articles: Sequence[Row]) -> Self | None:
        """Those among articles that come in, and those that the copy has; usually None."""
        names = [column.name for column in _table("article").columns]
        places = names.index("no"), names.index("id")
        known: dict[object, dict[object, str]] = {}
        ids = json.dumps([row[places[1]] for row in articles if isinstance(row[places[1]], str)])
        had = [(no, id_, str(audience)) for no, id_, audience in db.rows(_HAVE, (ids,))] if articles else []
        come = [(row[places[0]], row[places[1]], str(row[len(names)])) for row in articles]
        for no, id_, audience in (*had, *come):
            known.setdefault(id_, {})[no] = audience
        instead: dict[object, object] = {}
        for numbers in known.values():
            first = min(numbers, key=lambda no: (numbers[no] != "", -int(no)))  # type: ignore[call-overload]
            instead |= {no: first for no in numbers if no != first}
        return cls(instead, {}) if instead else None

    def step_aside(self, db: Database, rows: dict[str, list[Row]], gone: dict[str, list[Row]]) -> None:
        """Take what follows from their texts out of what comes in, and out of the copy."""
        listed = json.dumps([*self.instead])
        self.quotes |= dict(
            db.rows("SELECT no, uid FROM quote WHERE article IN (SELECT value FROM json_each(?))", (listed,))
        )
        self.quotes |= dict(_picked(rows, "quote", "no", "uid", self.instead))
        passages = db.rows(
            "SELECT no, utterance FROM passage WHERE article IN (SELECT value FROM json_each(?))", (listed,)
        )
        passages += _picked(rows, "passage", "no", "utterance", self.instead)
        numbers = {"quote": {*self.quotes}, "passage": {no for no, _ in passages}, "": {*self.instead}}
        utterances = {utterance for _, utterance in passages}
        for table in tables():
            owner, columns = _BY.get(table.name, ("", ("no",) if table.name == "article" else ("article",)))
            names = [column.name for column in table.columns]
            if table.name == "utterance":
                width = len(names)
                rows[table.name] = [
                    row for row in rows[table.name] if not (row[width] and row[0] in utterances)
                ]
            elif table.name not in _SAID and all(_is_number(table, column) for column in columns):
                places = [names.index(column) for column in columns]
                aside = numbers[owner]
                rows[table.name] = [
                    row for row in rows[table.name] if not any(row[at] in aside for at in places)
                ]
                gone.setdefault(table.name, []).extend(_keys(db, table, columns, aside))

    def settle(self, db: Database) -> None:
        """Show what was said of them on the articles that stand for them."""
        for name in _SAID:
            for no, first in self.instead.items():
                db.run(f"UPDATE OR IGNORE {name} SET article = ? WHERE article = ?", (first, no))  # noqa: S608 - a name above
                db.run(f"DELETE FROM {name} WHERE article = ?", (no,))  # noqa: S608 - as above
            db.run_many(
                f"UPDATE OR IGNORE {name} SET quote = (SELECT no FROM quote WHERE uid = ?) WHERE quote = ?",  # noqa: S608 - as above
                ((uid, no) for no, uid in self.quotes.items()),
            )


def _table(name: str) -> Table:
    return next(table for table in tables() if table.name == name)


def _is_number(table: Table, name: str) -> bool:
    return any((column.name, column.kind) == (name, "bigint") for column in table.columns)


def _picked(
    rows: dict[str, list[Row]], name: str, first: str, second: str, articles: dict[object, object]
) -> list[Row]:
    """Two columns of those rows of a table that come in and hang on some articles."""
    names = [column.name for column in _table(name).columns]
    one, other, article = (names.index(column) for column in (first, second, "article"))
    return [(row[one], row[other]) for row in rows[name] if row[article] in articles]


def _keys(db: Database, table: Table, columns: Iterable[str], numbers: set[object]) -> list[Row]:
    """Keys of the rows of the copy that have one of the numbers in some columns."""
    names = [table.columns[place].name for place in key_places(table)]
    listed = ", ".join(f'"{name}"' for name in names)
    numbered = "SELECT value FROM json_each(?1)"
    which = " OR ".join(f"{column} IN ({numbered})" for column in columns)
    return db.rows(f"SELECT {listed} FROM {table.name} WHERE {which}", (json.dumps([*numbers]),))  # noqa: S608 - of the schema
