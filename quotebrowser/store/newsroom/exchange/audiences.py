"""Who is to see a row that is written: everybody, the members of a collection, or one user.

One rule guards it: what hangs on an embargoed article is for no more people than the article is, and what
shows a row is for no more than the row. Of two audiences the one that sorts last is the smaller.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from typing import Final

from quotebrowser.store.newsroom.authors import key
from quotebrowser.store.newsroom.exchange import row_capture
from quotebrowser.store.newsroom.server_tables import Table, tables
from quotebrowser.store.sqlite.database import Database
from quotebrowser.store.sqlite.failures import VALUE_ERRORS
from quotebrowser.store.sqlite.row_door import Row
from quotebrowser.store.sqlite.row_guard import AUTHORED
from quotebrowser.store.sqlite.row_images import PERSONAL

_OWN: Final = "SELECT name, key, audience FROM authored WHERE audience <> ''"
_NOW: Final = "SELECT audience FROM authored WHERE name = ? AND key = ?"
_NAMED: Final = (
    "SELECT article FROM quote WHERE speaker_key = ?1"
    " UNION SELECT article FROM speaker_correction WHERE key = ?1"
)
_ENTRIES: Final = (
    "SELECT entry, name, article, coalesce(after, before) FROM journal_row"
    " WHERE entry IN (SELECT value FROM json_each(?))"
)
_NAMES: Final = {"alias": ("key",), "apart": ("key", "other")}
"""Tables that say something of names, and their columns with keys of these."""
_KEPT: Final = ("annotation", "mark")
"""Tables whose rows may be one user's alone."""


class Audiences:
    """The audiences of the rows that a transaction touched. Made inside it."""

    def __init__(self, db: Database) -> None:
        self._db = db
        had = {(name, packed): audience for name, packed, audience in row_capture.had_audience(db)}
        now = {(name, packed): audience for name, packed, audience in db.rows(_OWN)}
        # What is shared now is; what is gone was for those who saw it.
        again = {one: found[0][0] for one in had if (found := db.rows(_NOW, one))}
        self._own = had | again | now
        self.moving = frozenset(AUTHORED if self._own else ())
        self._are_moved = row_capture.has_moved_articles(db)
        if self._are_moved:
            self.moving = frozenset(table.name for table in tables())
        """Tables whose rows may have been for others before."""
        self._given = {str(audience) for audience in had.values()}

    @property
    def of_all(self) -> str:
        """The audience of all that was asked for or is gone; everybody's where there are several."""
        return next(iter(self._given)) if len(self._given) == 1 else ""

    def of_rows(self, table: Table, rows: Sequence[Row]) -> list[str]:
        """The audience of each row."""
        if not self._own:
            return [""] * len(rows)
        found = self._by_table.get(table.name, self._by_article)(table, rows)
        names = [column.name for column in table.columns]
        places = [names.index(name) for name in table.key]
        own = (self._said(table.name, *(row[place] for place in places)) for row in rows)
        found = [mine if mine is not None else theirs for mine, theirs in zip(own, found, strict=True)]
        self._given.update(found)
        return found

    def of_quotes(self, uids: Sequence[str]) -> list[str]:
        """The audience of each quote."""
        if not self._own:
            return [""] * len(uids)
        asked = "SELECT uid, article FROM quote WHERE uid IN (SELECT value FROM json_each(?))"
        articles: dict[object, object] = dict(self._db.rows(asked, (json.dumps([*uids]),)))
        found = [self._articles.get(articles.get(uid), "") for uid in uids]
        self._given.update(found)
        return found

    def _said(self, table: str, *values: object) -> str | None:
        """The audience that is kept of a row itself; None: none is."""
        found = self._own.get((table, key(*values))) if table in AUTHORED else None
        if self._are_moved and table != "article" and not (found or "").startswith(PERSONAL):
            return None  # what has its audience of an article moves with that
        return found

    @cached_property
    def _articles(self) -> dict[object, str]:
        """Of articles that are not everybody's, by number and by id."""
        kept = {
            json.loads(packed)[0]: audience
            for (name, packed), audience in self._own.items()
            if name == "article"
        }
        asked = "SELECT no, id FROM article WHERE no IN (SELECT value FROM json_each(?))"
        return kept | {found: kept[no] for no, found in self._db.rows(asked, (json.dumps([*kept]),))}

    @cached_property
    def _by_table(self) -> dict[str, Callable[[Table, Sequence[Row]], list[str]]]:
        return {
            "article": lambda _, rows: [""] * len(rows),
            "span": lambda _, rows: self._by_owner("quote", [[row[0]] for row in rows]),
            "link": lambda _, rows: self._by_owner("passage", [[*row[:2]] for row in rows]),
            "utterance": lambda _, rows: self._of_utterances([row[0] for row in rows]),
            "alias": lambda _, rows: [self._of_names([row[0]]) for row in rows],
            "apart": lambda _, rows: [self._of_names(row[1:3]) for row in rows],
            "put_off": lambda _, rows: [self._of_doubt(*row[2:4]) for row in rows],
            "journal": lambda _, rows: self._of_entries([row[0] for row in rows]),
            "journal_row": lambda _, rows: [self._of_row(row[2], row[3], row[5] or row[4]) for row in rows],
        }

    def _by_article(self, table: Table, rows: Sequence[Row]) -> list[str]:
        """By the article that a row names, by number or by id."""
        names = [column.name for column in table.columns]
        if "article" not in names:
            return [""] * len(rows)
        place = names.index("article")
        return [self._articles.get(row[place], "") for row in rows]

    def _by_owner(self, table: str, owners: Sequence[Sequence[object]]) -> list[str]:
        """By the articles of the quotes or passages that a row hangs on."""
        asked = f"SELECT no, article FROM {table} WHERE no IN (SELECT value FROM json_each(?))"  # noqa: S608 - of the schema
        numbers = json.dumps(sorted({no for some in owners for no in some if type(no) is int}))
        articles: dict[object, object] = dict(self._db.rows(asked, (numbers,)))
        return [max(self._articles.get(articles.get(no), "") for no in some) for some in owners]

    def _of_utterances(self, ids: Sequence[str]) -> list[str]:
        """Everybody's where an article prints it that is everybody's."""
        asked = "SELECT utterance, article FROM passage WHERE utterance IN (SELECT value FROM json_each(?))"
        found: dict[object, str] = {}
        for utterance, article in self._db.rows(asked, (json.dumps(ids),)):
            audience = self._articles.get(article, "")
            found[utterance] = min(found.get(utterance, audience), audience)
        return [found.get(utterance, "") for utterance in ids]

    def _of_names(self, keys: Iterable[object]) -> str:
        """Everybody's, unless only articles that are not everybody's have one of the names."""
        told = [
            [self._articles.get(article, "") for (article,) in self._db.rows(_NAMED, (one,))] for one in keys
        ]
        return max((min(some, default="") for some in told), default="")

    def _of_doubt(self, about: object, other: object) -> str:
        asked = "SELECT article FROM quote WHERE uid = ?"
        article = self._articles.get(about) or self._articles.get(self._db.value(asked, (about,)), "")
        return max(article, self._of_names([about, other]))

    def _of_entries(self, numbers: Sequence[int]) -> list[str]:
        """Of entries of the journal: whoever sees a row of one sees the entry, with that row alone."""
        found: dict[object, str] = {}
        for entry, *row in self._db.rows(_ENTRIES, (json.dumps(numbers),)):
            audience = self._of_row(*row)
            found[entry] = min(found.get(entry, audience), audience)
        return [found.get(entry, "") for entry in numbers]

    def _of_row(self, name: str, article: object, packed: object) -> str:
        """Of a row of the journal: the smaller of those of its article and of the row that it shows."""
        return max(self._articles.get(article, ""), self._shown(name, packed))

    def _shown(self, name: str, packed: object) -> str:
        try:
            row = json.loads(str(packed)) if name in (*_KEPT, *_NAMES) else {}
            if name in _NAMES:
                return self._of_names([row[column] for column in _NAMES[name]])
            return (self._said(name, row["no"]) if row else "") or ""
        except VALUE_ERRORS:
            return ""
