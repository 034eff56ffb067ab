"""Damaged rows of a library, replaced by those of its copies.

One rule guards it: what is put in is what was stored. The library keeps a digest of every row, and a copy's
row goes in only where it has that digest; what no copy holds stays as it is, and is reported as before.
"""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from quotebrowser.errors import LibraryError
from quotebrowser.store import place
from quotebrowser.store.integrity import unsound_quotes
from quotebrowser.store.restoring import keep, stage
from quotebrowser.store.sqlite.changes import Changes
from quotebrowser.store.sqlite.database import Database
from quotebrowser.store.sqlite.failures import damaged
from quotebrowser.store.sqlite.meta import IDENTITY, renew_identity
from quotebrowser.store.sqlite.row_door import Row
from quotebrowser.store.sqlite.row_guard import GUARDED, Difference, differences, filling, total

_BEFORE_QUOTES: Final = ("article", "text", "fact")
"""What quotes hang on."""
_DERIVED: Final = ("link", "fingerprint", "passage", "utterance")
"""Tables that follow from the articles and their quotes."""
_LOG: Final = ("change", "state")
"""Tables that say only what the index is to look at again."""
_AT_ONCE: Final = 500
"""Quotes that are compared at a time."""


@dataclass(frozen=True, slots=True)
class Mended:
    """What was done."""

    kept: Path | None
    """The library as it was; None where nothing was changed."""
    rows: tuple[str, ...]
    """Each thing that was mended, and from which copy."""
    derived: bool
    """Whether passages and groups were forgotten; the caller makes them again."""


def mend(db: Database) -> Mended:
    """Replace what is damaged in a library by what its copies hold; the library as it was is kept.

    Raises:
        LibraryError: the file is damaged so far that no row can be replaced, or cannot be written.
    """
    kept = keep(db.path)
    with db.transaction():
        return Mended(kept, *_mended(db, kept))


def try_to_mend(db: Database) -> Mended:
    """What `mend` would mend; nothing where the library cannot be written."""
    found: tuple[str, ...] = ()
    with suppress(LibraryError, _TriedError), db.transaction():
        found, _ = _mended(db, None)
        raise _TriedError
    return Mended(None, found, derived=False)


def _mended(db: Database, kept: Path | None) -> tuple[tuple[str, ...], bool]:
    _require_readable(db)
    mender = _Mender(db)
    for copy in _copies(db.path.parent, kept):
        if not mender.left():
            break
        with suppress(LibraryError), stage(copy, db.path) as source:  # a damaged copy: the next one
            mender.take(source, copy.name)
    return mender.end()


def _copies(directory: Path, kept: Path | None) -> list[Path]:
    """The copies in a library's directory, newest first."""
    found = [path for path in (directory / place.COPIES).glob("*.db") if path != kept]
    return sorted(found, key=lambda path: path.stat().st_mtime, reverse=True)


def _require_readable(db: Database) -> None:
    if db.value("PRAGMA integrity_check") != "ok":
        db.run("REINDEX")
        why = db.value("PRAGMA integrity_check")
        if why != "ok":
            raise damaged(db.path, why)


class _Mender:
    """What is left to be mended in a library. Inside a transaction."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._sum = db.value("SELECT digest FROM guard WHERE name = 'quote' AND key = ''")
        self._done: list[str] = []
        self._look()
        self._derived = any(one.name in _DERIVED for one in self._found)
        self._log = any(one.name in _LOG for one in self._found)

    def left(self) -> bool:
        """Whether copies are needed."""
        named = {one.name for one in self._found} - {*_DERIVED, *_LOG}
        return bool(named or self._articles or self._quotes)

    def take(self, source: Database, name: str) -> None:
        """Take what a copy holds, or nothing of it where it cannot be taken."""
        done = self._done
        self._done = []
        with suppress(LibraryError), self._db.transaction():
            rows = [one for one in self._found if one.name in GUARDED and one.key is not None]
            self._take_rows(source, (one for one in rows if one.name in _BEFORE_QUOTES))
            self._take_captions(source)
            self._take_quotes(source)
            self._take_rows(source, (one for one in rows if one.name not in _BEFORE_QUOTES))
            if self._sum is not None:
                self._db.run("INSERT OR REPLACE INTO guard VALUES ('quote', '', ?)", (self._sum,))
            done += [f"{thing}, from {name}" for thing in self._done]
        self._done = done
        self._look()

    def end(self) -> tuple[tuple[str, ...], bool]:
        """What was mended; and whether what is derived was forgotten, so that it can be made again."""
        if self._log:
            for table in _LOG:
                self._db.run(f"DELETE FROM {table}")  # noqa: S608 - a name of those above
            Changes(self._db).note([uid for (uid,) in self._db.rows("SELECT uid FROM quote ORDER BY no")])
            self._done.append("log of changes, made again")
        if any((one.name, one.key) == ("meta", IDENTITY) for one in self._found):
            renew_identity(self._db)
            self._done.append("identity of the library, made again")
        if self._derived:
            for table in _DERIVED:
                self._db.run(f"DELETE FROM {table}")  # noqa: S608 - a name of those above
            self._done.append("groups, made again")
        for name, statement in filling():
            if (name in _LOG and self._log) or (name in _DERIVED and self._derived):
                self._db.run("DELETE FROM guard WHERE name = ?", (name,))
                self._db.run(statement)
        return tuple(self._done), self._derived

    def _take_rows(self, source: Database, rows: Iterable[Difference]) -> None:
        for one in rows:
            with suppress(LibraryError), self._db.transaction():  # what a row belongs to may be missing
                if _take_row(self._db, source, one):
                    self._derived |= one.name in _BEFORE_QUOTES
                    self._done.append(f"row {one.key} of {GUARDED[one.name].table}")

    def _take_captions(self, source: Database) -> None:
        asked = "SELECT * FROM caption WHERE article = ?"
        for no in self._articles:
            ours, theirs = self._db.rows(asked, (no,)), source.rows(asked, (no,))
            if ours != theirs and _same_article(self._db, source, no):
                self._db.run("DELETE FROM caption WHERE article = ?", (no,))
                for row in theirs:
                    _insert(self._db, "caption", row)
                self._done.append(f"captions of article {no}")

    def _take_quotes(self, source: Database) -> None:
        """Put back quotes that differ; then those that are missing, if the library is then what it was."""
        missing: list[Row] = []
        for ours, theirs in _pairs(self._db, source):
            if ours is None:
                missing.append(theirs)
            elif theirs[0] in self._quotes or (ours != theirs and _same_quote(ours, theirs)):
                self._put(source, theirs, exists=True)
        done = len(self._done)
        with suppress(_NotThoseError), self._db.transaction():
            for row in missing:
                if _same_article(self._db, source, row[2]):
                    self._put(source, row, exists=False)
            if total(self._db, "quote") not in (self._sum, _kept(source, "quote", "")):
                del self._done[done:]
                raise _NotThoseError
            self._sum = total(self._db, "quote")

    def _put(self, source: Database, row: Row, *, exists: bool) -> None:
        spans = source.rows("SELECT * FROM span WHERE quote = ?", (row[0],))
        with suppress(LibraryError), self._db.transaction():  # another quote may have its place
            if exists:
                changed = ", ".join(f"{column} = ?" for column in _columns(self._db, "quote"))
                self._db.run(f"UPDATE quote SET {changed} WHERE no = ?", (*row, row[0]))  # noqa: S608 - of the schema
            else:
                _insert(self._db, "quote", row)
            self._db.run("DELETE FROM span WHERE quote = ?", (row[0],))
            for span in spans:
                _insert(self._db, "span", span)
            self._done.append(f"quote {row[1]}")
            self._derived = True

    def _look(self) -> None:
        """See what is wrong now."""
        self._found = list(differences(self._db))
        looked = {
            no: unsound_quotes(self._db, no, article)
            for no, article in self._db.rows("SELECT no, id FROM article")
        }
        self._articles = [no for no, quotes in looked.items() if quotes is None]
        self._quotes = {row for quotes in looked.values() for row, _ in quotes or ()}


class _NotThoseError(Exception):
    """The quotes of a copy are not all that the library lacks."""


class _TriedError(Exception):
    """All that was mended is to be undone."""


def _take_row(db: Database, source: Database, one: Difference) -> bool:
    """Replace a row by that of a copy, or what is kept of the row where that is damaged; whether it was."""
    guarded = GUARDED[one.name]
    ours, theirs = (_digest(each, one.name, one.key) for each in (db, source))
    if theirs is None:
        return False
    if theirs == ours:
        db.run("INSERT OR REPLACE INTO guard VALUES (?, ?, ?)", (one.name, one.key, theirs))
        return True
    # A row that is missing is put in whole: then all that is kept of it must agree.
    names = [one.name] if ours else [name for name in GUARDED if GUARDED[name].table == guarded.table]
    if any(_kept(db, name, one.key) != _digest(source, name, one.key) for name in names):
        return False
    columns = (*guarded.numbers, *guarded.texts) if ours else _columns(db, guarded.table)
    asked = f"SELECT {', '.join(columns)} FROM {guarded.table} t WHERE {guarded.named('t')} = ?"  # noqa: S608 - of `row_guard`
    (row,) = source.rows(asked, (one.key,))
    if ours:
        changed = ", ".join(f"{column} = ?" for column in columns)
        db.run(f"UPDATE {guarded.table} AS t SET {changed} WHERE {guarded.named('t')} = ?", (*row, one.key))  # noqa: S608 - as above
    else:
        _insert(db, guarded.table, row)
    return True


def _digest(db: Database, name: str, key: object) -> int | None:
    one = GUARDED[name]
    found = db.value(f"SELECT {one.digest('t')} FROM {one.table} t WHERE {one.named('t')} = ?", (key,))  # noqa: S608 - as above
    return None if found is None else int(found)


def _kept(db: Database, name: str, key: object) -> int | None:
    found = db.value("SELECT digest FROM guard WHERE name = ? AND key = ?", (name, key))
    return found if isinstance(found, int) else None


def _columns(db: Database, table: str) -> list[str]:
    return [f'"{row[1]}"' for row in db.rows(f"PRAGMA table_info({table})")]


def _insert(db: Database, table: str, row: Row) -> None:
    db.run(f"INSERT INTO {table} VALUES ({', '.join('?' * len(row))})", row)  # noqa: S608 - as above


def _pairs(db: Database, source: Database) -> Iterator[tuple[Row | None, Row]]:
    """The rows of all quotes of a copy, each with that of the library or None."""
    last = -1
    asked = "SELECT * FROM quote WHERE no > ? AND no <= ? ORDER BY no"
    while theirs := source.rows("SELECT * FROM quote WHERE no > ? ORDER BY no LIMIT ?", (last, _AT_ONCE)):
        ours = {row[0]: row for row in db.rows(asked, (last, theirs[-1][0]))}
        yield from ((ours.get(row[0]), row) for row in theirs)
        last = theirs[-1][0]


def _same_quote(ours: Row, theirs: Row) -> bool:
    """Whether two rows are of one quote as it was found: their uid and digest are the same."""
    return (ours[1], ours[-1]) == (theirs[1], theirs[-1])


def _same_article(db: Database, source: Database, no: int) -> bool:
    asked = "SELECT id, digest FROM article WHERE no = ?"
    return db.rows(asked, (no,)) == source.rows(asked, (no,))
