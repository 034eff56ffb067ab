"""The words of the quotes in SQLite's FTS5: what answers a search while the index cannot.

One rule guards it: it follows the store by the change log and holds nothing of its own, so that it may be
thrown away at any time. The words are cut and folded here (`text.normals`); SQLite only keeps them.

No step of `schema` makes its tables: they are no part of what a library is, and whatever version of them is
found, another program may have made. FTS5 here keeps no contents, so nothing in it can be altered: a quote
that changes gets a new row, and rows without an entry are dead. What was purged is wiped with all the rest.
"""

from collections.abc import Collection, Iterable, Sequence
from typing import Final

from quotebrowser.errors import LibraryError
from quotebrowser.model import Date, Results
from quotebrowser.query import Node
from quotebrowser.store.finding import Forms, find
from quotebrowser.store.sqlite.database import Database
from quotebrowser.store.sqlite.failures import DamagedError
from quotebrowser.store.sqlite.packing import listed, unpack
from quotebrowser.store.tables.changes import Changes
from quotebrowser.store.tables.quotes import Quotes
from quotebrowser.text import fold, normals

FORMAT: Final = 1
"""Grows with every change of the tables, or of how words are cut."""

AROUND: Final = 160
"""Characters of the article on either side of a quote whose words find it too."""

STRIDE: Final = 2000
"""Changes taken in at a time: a tenth of a second's work, so that no other writer waits long."""

DAMAGED: Final = "The search words are damaged"
"""Said of it where it is."""

MENDED: Final = "quotebrowser rebuild makes them, and the index, anew"
"""What to do then."""

_TABLES: Final = """
CREATE TABLE fulltext_state (
    format INTEGER NOT NULL,
    watermark INTEGER NOT NULL,             -- the change up to which all are taken in
    next INTEGER NOT NULL                   -- row to be given out next; none is given out twice
);
CREATE TABLE fulltext_entry (
    no INTEGER PRIMARY KEY,                 -- row of `fulltext`
    quote INTEGER NOT NULL UNIQUE REFERENCES quote ON DELETE CASCADE,
    uid TEXT NOT NULL,
    kind TEXT NOT NULL,
    speaker TEXT NOT NULL,                  -- empty: not known; so the next
    outlet TEXT NOT NULL,
    place TEXT NOT NULL,                    -- the outlet's name folded, to sort by
    first INTEGER NOT NULL,                 -- ordinals of the days it may have been published; 0: not known
    last INTEGER NOT NULL
);
CREATE VIRTUAL TABLE fulltext USING fts5(
    text, speaker, title, context, outlet, via, language,
    content='', tokenize="ascii tokenchars '(),.'''"
);
CREATE VIRTUAL TABLE fulltext_word USING fts5vocab('fulltext', 'row');
"""
"""All that is not ASCII counts as a letter for SQLite's tokenizer `ascii`, and the signs named are those that
`fold` can leave in a word: between blanks, what it sees as a word is what `text.normals` cut."""

_DROP: Final = """
DROP TABLE IF EXISTS fulltext_word;
DROP TABLE IF EXISTS fulltext;
DROP TABLE IF EXISTS fulltext_entry;
DROP TABLE IF EXISTS fulltext_state;
"""
_QUOTES: Final = (
    "SELECT q.no, q.uid, q.article, q.kind, q.method, q.speaker_name FROM current_quote q"
    " WHERE q.repeats = '' AND q.uid IN (SELECT value FROM json_each(?)) ORDER BY q.no"
)
_PARTS: Final = (
    "SELECT quote, text FROM span WHERE quote IN (SELECT value FROM json_each(?)) ORDER BY quote, place"
)
_FACTS: Final = (
    "SELECT f.article, f.key, f.value FROM fact f WHERE f.article IN (SELECT value FROM json_each(?1))"
    " AND f.key IN ('title', 'outlet', 'via', 'language', 'published')"
    " UNION ALL SELECT c.article, c.key, c.value FROM fact_correction c"
    " WHERE c.article IN (SELECT value FROM json_each(?1))"
)
_INTO_ENTRIES: Final = "INSERT INTO fulltext_entry VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
_INTO_WORDS: Final = (
    "INSERT INTO fulltext (rowid, text, speaker, title, context, outlet, via, language)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
)


def wipe(db: Database) -> None:
    """Leave no word in it; it is filled again when it next follows. Inside a transaction."""
    if _exists(db):
        db.run("DELETE FROM fulltext_entry")
        db.run("INSERT INTO fulltext (fulltext) VALUES ('delete-all')")
        db.run("UPDATE fulltext_state SET watermark = 0, next = 1")


def damage(db: Database) -> str:
    """What is wrong with it, in a sentence; empty where nothing is, or where to look would be to write."""
    if db.read_only or not _exists(db):
        return ""
    try:
        with db.transaction():
            db.run("INSERT INTO fulltext (fulltext) VALUES ('integrity-check')")
    except DamagedError:
        return f"{DAMAGED}: {MENDED}"
    return ""


def _exists(db: Database) -> bool:
    return bool(db.value("SELECT count(*) FROM sqlite_master WHERE name = 'fulltext_state'"))


class Fulltext:
    """The words of one library's quotes."""

    def __init__(self, db: Database, changes: Changes, quotes: Quotes) -> None:
        self._db = db
        self._changes = changes
        self._quotes = quotes

    @property
    def watermark(self) -> int:
        """The change number up to which all changes are in it; 0 for an empty one or none."""
        if not _exists(self._db):
            return 0
        rows = self._db.rows("SELECT watermark FROM fulltext_state WHERE format = ?", (FORMAT,))
        return int(rows[0][0]) if rows else 0

    def behind(self) -> int:
        """How many change numbers it lags behind the store."""
        return max(0, self._changes.latest() - self.watermark)

    def follow(self, limit: int = STRIDE) -> int:
        """Take in the next changes, at most `limit`, in one transaction; how far it still lags.

        Raises:
            LibraryError: the library cannot be written.
        """
        if not self.behind():
            return 0
        with self._db.transaction():
            self._make()
            changed, deleted, watermark = self._changes.since(self.watermark, limit)
            self._db.run(
                "DELETE FROM fulltext_entry WHERE quote IN"
                " (SELECT no FROM quote WHERE uid IN (SELECT value FROM json_each(?)))",
                (listed((*changed, *deleted)),),
            )
            self._take_in(changed)
            self._db.run("UPDATE fulltext_state SET watermark = ?", (watermark,))
        return self.behind()

    def renew(self) -> None:
        """Throw it away; it is filled again when it next follows."""
        with self._db.transaction():
            self._db.run_script(_DROP)

    def search(self, query: Node, *, limit: int, sort: str, forms: Forms) -> Results:
        """What answers `query`, as far as it follows.

        Args:
            query: a parsed query. Words of a phrase with a slop may stand in any order.
            limit: how many hits at most; total and facets count all that answer.
            sort: `relevance`, `date` (newest first, undated last) or `outlet`.
            forms: which words count as the same.

        Raises:
            QueryError: it takes longer than two seconds.
            LibraryError: it is damaged.
        """
        if not self.watermark:
            return Results((), 0)
        try:
            return find(self._db, query, limit, sort, forms)
        except DamagedError as error:
            raise LibraryError(DAMAGED, MENDED) from error

    def suggest(self, word: str, forms: Forms) -> tuple[str, ...]:
        """Up to three words of it that resemble `word`, nearest and most used first; none for one it has."""
        from quotebrowser.store.finding import suggestions  # noqa: PLC0415 - only where nothing was found

        return suggestions(self._db, word, forms) if self.watermark else ()

    def _make(self) -> None:
        """Make the tables where they are missing or of another format."""
        if _exists(self._db):
            if self._db.value("SELECT format FROM fulltext_state") == FORMAT:
                return
            self._db.run_script(_DROP)
        self._db.run_script(_TABLES)
        self._db.run("INSERT INTO fulltext_state VALUES (?, 0, 1)", (FORMAT,))

    def _take_in(self, uids: Sequence[str]) -> None:
        rows = self._db.rows(_QUOTES, (listed(uids),))
        texts = self._texts(row[0] for row in rows)
        contexts = self._quotes.contexts((row[1] for row in rows), AROUND)
        articles = self._printed({row[2] for row in rows})
        first = int(self._db.value("SELECT next FROM fulltext_state"))
        entries: list[tuple[object, ...]] = []
        kept: list[tuple[object, ...]] = []
        for no, (quote, uid, article, kind, method, name) in enumerate(rows, first):
            printed = articles[article]
            speaker = _clean(name) if method is not None and name else ""
            entries.append((no, quote, uid, kind, speaker, *printed.columns))
            said = _words(texts.get(quote, ""))
            kept.append(
                (no, said, _words(speaker), printed.title, _words(contexts.get(uid, "")), *printed.rest)
            )
        self._db.run_many(_INTO_ENTRIES, entries)
        self._db.run_many(_INTO_WORDS, kept)
        self._db.run("UPDATE fulltext_state SET next = ?", (first + len(rows),))

    def _texts(self, quotes: Iterable[int]) -> dict[int, str]:
        """The printed words of quotes by the keys of their rows, parts joined."""
        texts: dict[int, str] = {}
        for quote, text in self._db.rows(_PARTS, (str(list(quotes)),)):
            texts[quote] = f"{texts[quote]} {unpack(text)}" if quote in texts else unpack(text)
        return texts

    def _printed(self, articles: Collection[int]) -> "dict[int, _Printed]":
        """What is known of articles by the keys of their rows; of a fact what is told last counts."""
        found: dict[int, dict[str, str]] = {no: {} for no in articles}
        for article, key, value in self._db.rows(_FACTS, (str(list(found)),)):
            found[article][key] = _clean(value)
        return {no: _Printed(facts) for no, facts in found.items()}


class _Printed:
    """What all quotes of an article share."""

    def __init__(self, facts: dict[str, str]) -> None:
        published = Date.parse(facts["published"]) if facts.get("published") else None
        outlet = facts.get("outlet", "")
        days = (published.first, published.last) if published else (0, 0)
        self.columns = (outlet, fold(outlet), *days)
        self.title = _words(facts.get("title", ""))
        self.rest = tuple(_words(facts.get(key, "")) for key in ("outlet", "via", "language"))


def _clean(value: str | bytes) -> str:
    """A stored string as the index shows it: lone surrogates replaced."""
    return value if isinstance(value, str) else unpack(value).encode("utf-8", "replace").decode("utf-8")


def _words(text: str) -> str:
    """The folded words of `text`, a blank between two; a blank within one is not broken at."""
    found = normals(text)
    joined = " ".join(found)
    if joined.count(" ") >= len(found) > 0:
        return " ".join(word.replace(" ", "\u00a0") for word in found)
    return joined
