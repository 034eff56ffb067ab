"""A library's store: SQLite, the only truth.

`Store` opens, holds and closes; each part of it is a small class over the same connections.
"""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, Self

from quotebrowser.errors import LibraryError
from quotebrowser.store import place
from quotebrowser.store.bookmarks import Bookmarks
from quotebrowser.store.migrate import bring_up
from quotebrowser.store.sqlite.changes import Changes
from quotebrowser.store.sqlite.database import Database
from quotebrowser.store.sqlite.failures import DamagedError, UnwritableError, damaged_row
from quotebrowser.store.sqlite.meta import IDENTITY, Meta, renew_identity
from quotebrowser.store.tables.articles import Articles
from quotebrowser.store.tables.lists import Counting, Listing, LongLists
from quotebrowser.store.tables.passages import Passages, Wordings
from quotebrowser.store.tables.quotes import Quotes
from quotebrowser.store.tables.utterances import Utterances

if TYPE_CHECKING:
    from quotebrowser.store.annotations import Annotations
    from quotebrowser.store.integrity import Finding
    from quotebrowser.store.journal import Journal
    from quotebrowser.store.mending import Mended
    from quotebrowser.store.newsroom.authors import Authors
    from quotebrowser.store.newsroom.shared_library import SharedLibrary
    from quotebrowser.store.searches import Searches
    from quotebrowser.store.tables.corrections import Corrections
    from quotebrowser.store.tables.outcomes import Outcomes
    from quotebrowser.store.tables.speaker_quotes import Outlets, Speakers

_DIGITS: Final = re.compile(r"[0-9a-f]{32}")


# Parts that are loaded when first asked, which a search never does.
# ruff: noqa: PLC0415, SLF001


def _corrections(store: "Store") -> "Corrections":
    from quotebrowser.store.tables.corrections import Corrections

    return Corrections(store._db, store.changes, store.quotes)


def _annotations(store: "Store") -> "Annotations":
    from quotebrowser.store.annotations import Annotations

    return Annotations(store._db, store.quotes)


def _authors(store: "Store") -> "Authors":
    from quotebrowser.store.newsroom.authors import Authors

    return Authors(store._db, store.changes, is_shared=lambda: store.shared is not None)


def _searches(store: "Store") -> "Searches":
    from quotebrowser.store.searches import Searches

    return Searches(store._db)


def _outcomes(store: "Store") -> "Outcomes":
    from quotebrowser.store.tables.outcomes import Outcomes

    return Outcomes(store._db)


def _speakers(store: "Store") -> "Speakers":
    from quotebrowser.store.tables.speaker_quotes import Speakers

    return Speakers(store._db)


def _outlets(store: "Store") -> "Outlets":
    from quotebrowser.store.tables.speaker_quotes import Outlets

    return Outlets(store._db)


def _journal(store: "Store") -> "Journal":
    from quotebrowser.store.journal import Journal

    return Journal(store._db)


class Store(AbstractContextManager["Store"]):
    """An open library. Made by `open`; usable from any thread, where each has a connection of its own.

    Attributes:
        directory: where the library lies.
        warnings: a sentence for each thing in it that others can read; usually empty.
        shared: the newsroom's library that this is the copy of; None for one of this machine alone.
        full: why nothing can be written though it may be: there is no room. None where that is not so.
        articles, quotes, passages, wordings, utterances, changes, corrections, annotations (notes and tags),
            authors (who wrote what), searches, speakers, outlets, long_lists, marks, outcomes, journal, meta,
            listing: its parts.
    """

    def __init__(
        self,
        directory: Path,
        db: Database,
        warnings: tuple[str, ...] = (),
        full: UnwritableError | None = None,
    ) -> None:
        self.directory = directory
        self.warnings = warnings
        self.full = full
        self.shared: SharedLibrary | None = None
        self._db = db
        self.counting = Counting(db)
        self.changes = Changes(db)
        self.utterances = Utterances(db)
        self.passages = Passages(db, self.utterances)
        self.wordings = Wordings(db)
        self.quotes = Quotes(db)
        self.articles = Articles(db, self.changes, self.passages, self.utterances)
        self.marks = Bookmarks(db, self.quotes)
        self.meta = Meta(db)
        self.listing = Listing(db)
        self.long_lists = LongLists(db)

    corrections = cached_property(_corrections)
    annotations = cached_property(_annotations)
    authors = cached_property(_authors)
    searches = cached_property(_searches)
    outcomes = cached_property(_outcomes)
    speakers = cached_property(_speakers)
    outlets = cached_property(_outlets)
    journal = cached_property(_journal)

    @classmethod
    def open(cls, directory: Path | str, *, create: bool = True, writing: bool = True) -> Self:
        """The library in a directory, made where it is missing and `create` says so; or at an address.

        Where nothing can be written, or is to be (`writing`), it is opened for reading only. Of what a
        newsroom shares the copy on this machine is opened, by its directory too.

        Raises:
            LibraryError: there is none, it is damaged, locked, of a newer program, or cannot be read; or its
                file is missing or empty where there was one.
        """
        if isinstance(directory, str) or (directory / place.NEWSROOM).exists():
            from quotebrowser.store.newsroom.opening import open_shared

            return open_shared(directory, partial(cls._open_file, create=True, writing=writing))
        return cls._open_file(directory, create=create, writing=writing)

    @classmethod
    def _open_file(
        cls, directory: Path, database: Callable[[Path], Database] = Database, *, create: bool, writing: bool
    ) -> Self:
        file = directory / place.FILE
        if not place.is_reachable(directory):
            raise LibraryError(
                f"The library {directory} cannot be opened: permission denied",
                "Choose another with --library.",
            )
        if directory.exists() and not directory.is_dir():
            raise LibraryError(f"{directory} is not a directory", "A library is a directory.")
        place.require_filled(directory)
        made = not file.exists()
        if made or (file.is_file() and not file.stat().st_size):
            _require_new(directory, "missing" if made else "empty")
        if made and not create:
            raise LibraryError(
                f"There is no library in {directory}",
                "Create one with quotebrowser add PATH, or open the five samples with quotebrowser demo.",
            )
        place.require_plain(directory)
        if made:
            place.make(directory)
        if not writing or not place.is_writable(directory):
            return cls(directory, _for_reading(file))
        place.sweep(directory)
        warnings = place.keep_private(directory)
        try:
            db = _opened(database(file))
        except UnwritableError as error:
            if made:
                raise  # there is nothing in it to be read
            # A full disk leaves no room even for the log; what is stored can still be read.
            return cls(directory, _for_reading(file), (*warnings, error.message), error)
        return cls(directory, db, warnings)

    @property
    def identity(self) -> str:
        """Which library it is: 32 hexadecimal digits, those of no other.

        As it was when the latest change was last asked for: it may have been restored since then.
        """
        found = self.changes.identity or self.meta.get(IDENTITY)
        if isinstance(found, str) and _DIGITS.fullmatch(found):
            return found
        if self.read_only:
            raise LibraryError(f"The library {self.directory} is damaged: it has no identity")
        return self.renew_identity()

    def renew_identity(self) -> str:
        """Make it another library than the one it is a copy of; its identity from now on."""
        made = self.changes.identity = renew_identity(self._db)
        return made

    @property
    def read_only(self) -> bool:
        """Whether nothing can be written to it."""
        return self._db.read_only

    @property
    def damage(self) -> tuple[DamagedError, ...]:
        """The damaged rows that were left out of what was read so far; the first ones, each once."""
        return self._db.damage

    def note_damaged(self, table: str, key: object) -> None:
        """Keep that a row was found damaged while something else was read; see `damage`."""
        self._db.note(damaged_row(table, key))

    def first_damage(self) -> DamagedError | None:
        """The first thing that this program never wrote or SQLite finds wrong. Reads everything."""
        from quotebrowser.store.integrity import first_damage

        return first_damage(self._db)

    def transaction(self) -> AbstractContextManager[None]:
        """All of what this thread writes inside the `with`, or nothing of it; one inside another is a part.

        Raises:
            LibraryError: the library is read-only or locked.
        """
        return self._db.transaction()

    def state(self) -> int:
        """A number that changes with every commit, whoever made it: what was read may be out of date.

        Numbers from one open store can be compared, also between threads.
        """
        return self._db.state()

    def backup(self, target: Path | None = None) -> Path:
        """A verified copy of the library's file, private to its owner.

        Args:
            target: where to; None is a new file in the library's `backup` directory.

        Raises:
            LibraryError: it cannot be written, exists already, or what was copied is damaged.
        """
        from quotebrowser.store import backups

        return backups.copy(self._db, target or backups.new_path(self.directory, "library"))

    def check(self) -> "tuple[Finding, ...]":
        """All that is wrong with it; empty if nothing is. Reads everything, a newsroom's server too."""
        from quotebrowser.store.integrity import Finding, check

        found = check(self._db)
        if self.shared is None:
            return found
        from quotebrowser.store.newsroom.compared_copy import differences

        return found + tuple(Finding("row", "", one) for one in differences(self._db, self.shared))

    def mend(self, *, only_try: bool = False) -> "Mended":
        """Replace what is damaged by what the library's copies hold, or say only what would be replaced.

        Raises:
            LibraryError: the file is damaged so far that no row can be replaced, or cannot be written.
        """
        from quotebrowser.store import mending

        mended = mending.try_to_mend(self._db) if only_try else mending.mend(self._db)
        self.changes.latest()  # the library's identity may be another
        return mended

    def compact(self, *, wholly: bool = True) -> bool:
        """Overwrite what was deleted, in the file and in the log beside it.

        Args:
            wholly: False only empties the log, and does not wait some seconds for other programs.

        Returns:
            Whether nothing of it is left; False while another program reads what the library was before.
        """
        if wholly:
            self._db.rows("VACUUM")
        patience = self._db.value("PRAGMA busy_timeout")
        if not wholly:
            self._db.rows("PRAGMA busy_timeout = 0")
        try:
            ((busy, _, _),) = self._db.rows("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            self._db.rows(f"PRAGMA busy_timeout = {patience}")
        return not busy

    def close(self) -> None:
        """Let go of the file. Harmless when done already."""
        if self.shared is not None:
            self.shared.close()
        self._db.close()

    def __exit__(self, *_: object) -> None:
        self.close()


def _require_new(directory: Path, state: str) -> None:
    """Refuse to make a library where there was one: what is left of it would be taken for all."""
    witness = place.witness(directory)
    if witness:
        raise LibraryError(
            f"The library file {directory / place.FILE} is {state}, but {witness} shows that there was one",
            "Restore a copy with quotebrowser restore COPY, or move the directory away to start afresh.",
        )


def _for_reading(file: Path) -> Database:
    """The library's file, where nothing can be written.

    First with locks, as its owner may be writing at this moment; where even those cannot be made (a CD, a
    folder of another user), as a file that nobody changes.
    """
    try:
        return _opened(Database(file, read_only=True))
    except LibraryError as error:
        log = file.with_name(file.name + "-wal")
        if log.exists() and log.stat().st_size:
            # As a file that nobody changes it would be read without what its log holds.
            raise LibraryError(
                f"The library {file.parent} was left in the middle of a change"
                " and cannot be read where it is",
                "Copy its directory to a place you can write to.",
            ) from error
        return _opened(Database(file, read_only=True, immutable=True))


def _opened(db: Database) -> Database:
    """`db`, at the present version of the tables; closed if it cannot be."""
    try:
        bring_up(db)
    except LibraryError:
        db.close()
        raise
    return db
