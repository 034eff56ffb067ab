"""The journal: every change that the user made, so that it can be taken back and done again.

Two rules guard it: an entry is written in the transaction of its change, so that both are there or neither;
and it holds rows alone, each with the article it belongs to, never a sentence: what is said is made of them,
and what belongs to an article goes when that is purged.

An addition is the ids of its articles. What they are is kept only while it is taken back.
"""

import os
import threading
import time
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from quotebrowser.errors import LibraryError
from quotebrowser.store.integrity import unsound_quotes
from quotebrowser.store.sqlite import row_images
from quotebrowser.store.sqlite.changes import forget_later
from quotebrowser.store.sqlite.database import Database
from quotebrowser.store.sqlite.failures import VALUE_ERRORS
from quotebrowser.store.sqlite.packing import LAST_SECOND, blob, listed, whole
from quotebrowser.store.sqlite.packing import name as stored_name
from quotebrowser.store.sqlite.row_door import Row
from quotebrowser.store.sqlite.row_guard import checked
from quotebrowser.store.sqlite.row_images import Image
from quotebrowser.store.sqlite.row_rules import ADDED, JOURNALED, PASSAGE

_ENTRIES: Final = checked(
    "SELECT no, at, program, undone, {journal} FROM journal j ORDER BY no DESC", journal="j"
)
_ROWS: Final = checked(
    "SELECT r.no, r.name, r.article, r.before, r.after, coalesce(w.audience, ''), {journal_row}"
    " FROM journal_row r LEFT JOIN authored w ON w.name = 'journal_row' AND w.key = json_array(r.no)"
    " WHERE r.entry = ? ORDER BY r.no",
    journal_row="r",
)
_DIGESTED: Final = ("article", "fact", "caption", "quote", "span")
"""What an article and its quotes keep digests of."""
_CORRECTED: Final = ("fact_correction", "speaker_correction", "mark", "annotation")
"""What may have been said of an article since it was added."""
_SPOKEN: Final = (
    "SELECT EXISTS (SELECT 1 FROM quote WHERE speaker_key = ?1)"
    " OR EXISTS (SELECT 1 FROM speaker_correction WHERE key = ?1)"
    " OR EXISTS (SELECT 1 FROM alias WHERE target = ?1)"
)
_NUMBERS: Final = "SELECT id, no FROM article WHERE id IN (SELECT value FROM json_each(?))"
_TOO_LARGE: Final = "DELETE FROM journal WHERE size > ?"
_OLDEST: Final = (
    "DELETE FROM journal WHERE no IN (SELECT no FROM (SELECT no, row_number() OVER newest AS place,"
    " sum(size) OVER newest AS total FROM journal WINDOW newest AS (ORDER BY no DESC))"
    " WHERE place > ? OR total > ?)"
)


class Entry(NamedTuple):
    """A change."""

    no: int
    """Its number; later ones have higher numbers."""
    at: int
    """When it was made, in seconds since 1970, UTC."""
    own: bool
    """Whether it was made through this journal, and not by another program."""
    undone: int
    """0: it is done; of those that were taken back the last one has most."""


@dataclass
class Addition:
    """The articles that one run adds, in as many transactions as it takes."""

    entry: int = 0
    """The number of its entry; 0: nothing was added yet."""
    size: int = 0
    """How many characters the texts have that it added."""
    added: list[str] = field(default_factory=list)
    """Ids of the articles that were added in this transaction."""
    restored: list[str] = field(default_factory=list)
    """Ids of those that had been removed and are back."""

    def adds(self, article: str, size: int) -> None:
        """Take an article in, whose text has `size` characters."""
        self.added.append(article)
        self.size += size


class Journal:
    """The journal of one library.

    Attributes:
        most_entries: how many changes are kept; the oldest are forgotten.
        most_size: how large all of them may be together, in characters; of an addition its texts count. One
            that is larger by itself is not kept.
        program: by what its entries are known to be this program's; a process that works for it has the same.
    """

    def __init__(self, db: Database) -> None:
        self._db = db
        self.program = os.urandom(8)
        self._thread = threading.local()
        self.most_entries = 1_000
        self.most_size = 100_000_000

    @contextmanager
    def noted(self, *tables: str) -> Iterator[None]:
        """A transaction, all of whose changes are one entry; inside another one they are a part of that.

        Args:
            tables: what may change in it; none: anything.

        Raises:
            LibraryError: the library is read-only or locked.
        """
        with self._db.transaction():
            if getattr(self._thread, "notes", False):
                yield
                return
            row_images.watch(self._db, *filter(None, [tables]))
            self._thread.notes = True
            try:
                yield
            finally:
                self._thread.notes = False
            images = row_images.unwatch(self._db, *filter(None, [tables]))
            if row_images.net(images):
                self._write(self._begun(), images)
                self._forget_oldest()

    @contextmanager
    def adds(self, run: Addition) -> Iterator[None]:
        """A transaction in which articles are added, which `run` gets; they are put into its entry."""
        with self._db.transaction():
            row_images.watch(self._db, ("outcome",))
            run.added, run.restored = [], []
            yield
            outcomes = row_images.unwatch(self._db, ("outcome",))
            if run.size > self.most_size:  # nor is kept what of it was written down so far
                self._db.run("DELETE FROM journal WHERE no = ?", (run.entry,))
                return
            if not run.added and not run.restored:
                return
            if not self._db.value("SELECT 1 FROM journal WHERE no = ? AND undone = 0", (run.entry,)):
                run.entry = self._begun()
            # What is said of a new article goes with it; what it replaced, of the same file, comes back.
            new = {*run.added, *run.restored}
            paths = {one.after["path"]: one.article for one in outcomes if one.after and one.article in new}
            told = [
                one._replace(article=paths[values["path"]])
                for one in outcomes
                if (values := one.after or one.before or {})["path"] in paths
                and (one.before or one.article in run.restored)
            ]
            shown = [
                Image("article", id_, {"no": no, "removed": 1}, {"no": no, "removed": 0})
                for id_, no in self._db.rows(_NUMBERS, (listed(run.restored),))
            ]
            added = [Image(ADDED, article) for article in run.added]
            self._write(run.entry, added + shown + told, size=run.size)
            self._forget_oldest()

    def entries(self) -> list[Entry]:
        """All changes, the latest first."""
        return self._db.read("journal", _ENTRIES, (), self._entry)

    def images(self, entry: int) -> list[Image]:
        """What was changed.

        Raises:
            LibraryError: a row of it is damaged, or none that this program ever wrote.
        """
        try:
            images = [_image(row) for row in self._db.rows(_ROWS, (entry,))]
            row_images.require_sound(self._db, ((one.name, side) for one in images for side in one[2:4]))
        except VALUE_ERRORS as error:
            raise _damaged(entry) from error
        return images

    @contextmanager
    def turning(self, entry: Entry) -> Iterator[Sequence[Image]]:
        """A transaction that takes a change back, or does it again where it was taken back.

        Inside, passages of the articles are to be taken away first, `put_back` called, and those that are
        there then linked again.

        Raises:
            ChangedSinceError: what was changed has been changed again since.
            LibraryError: what is kept of it is damaged.
        """
        with self._db.transaction(joins=True):
            row_images.watch(self._db)
            images = self.images(entry.no)
            yield [image.turned() for image in images] if entry.undone else images
            made = row_images.unwatch(self._db)
            if not entry.undone:
                made = [image.turned() for image in made]
            added = {image.article for image in images if image.name == ADDED}
            if not added and row_images.net(made) != row_images.net(images):
                raise row_images.changed_since()
            if added:
                kept = images if entry.undone else [image for image in images if image.name == ADDED] + made
                self._rewrite(
                    entry.no,
                    [
                        one
                        for one in kept
                        if not entry.undone or one.before or one.name == ADDED or one.article not in added
                    ],
                )
            elif not entry.undone:
                # Of articles that were brought back the numbers of passages are known only now.
                known = {image.key for image in images}
                self._write(entry.no, [one for one in made if one.name == PASSAGE and one.key not in known])
            last = self._db.value("SELECT max(undone) FROM journal")
            undone = 0 if entry.undone else last + 1
            self._db.run("UPDATE journal SET undone = ? WHERE no = ?", (undone, entry.no))

    def put_back(self, entry: Entry, images: Sequence[Image]) -> None:
        """Make rows what they were, inside `turning`, which gave the images."""
        if not entry.undone:
            self._delete([image.article for image in images if image.name == ADDED])
        row_images.put_back(self._db, images)
        self._require_sound({one.article for one in images if one.name in _DIGESTED}, entry)

    def forget(self, articles: Iterable[str]) -> None:
        """Forget what belongs to articles that were purged, and what was taken back. Inside a transaction."""
        self._db.run("DELETE FROM journal WHERE undone > 0")
        self._db.run_many("DELETE FROM journal_row WHERE article = ?", ((article,) for article in articles))
        for no, name, before, after in self._db.rows(
            "SELECT no, name, before, after FROM journal_row WHERE name IN ('alias', 'apart')"
        ):
            keys = self._keys_of(name, after or before)
            if not keys or not all(self._db.value(_SPOKEN, (key,)) for key in keys):
                self._db.run("DELETE FROM journal_row WHERE no = ?", (no,))
        self._db.run("DELETE FROM journal WHERE no NOT IN (SELECT entry FROM journal_row)")

    def _begun(self) -> int:
        """The number of a new entry, after which nothing can be done again."""
        self._db.run("DELETE FROM journal WHERE undone > 0")
        return self._db.insert(
            "INSERT INTO journal (at, program, size) VALUES (?, ?, 0)", (int(time.time()), self.program)
        )

    def _write(self, entry: int, images: Iterable[Image], size: int = 0) -> None:
        """Add rows to an entry; where one is a user's alone, the whole entry is."""
        images = list(images)
        first = self._db.free_number("journal_row")
        rows = [
            (no, entry, one.name, one.article, row_images.packed(one.before), row_images.packed(one.after))
            for no, one in enumerate(images, first)
        ]
        self._db.run_many(
            "INSERT INTO journal_row (no, entry, name, article, before, after) VALUES (?, ?, ?, ?, ?, ?)",
            rows,
        )
        audience = max((one.audience for one in images), default="")
        if audience:
            whose = [("journal", entry), *(("journal_row", row[0]) for row in rows)]
            row_images.make_personal(self._db, ((table, no, audience) for table, no in whose))
        size = max(size, sum(len(row[4] or "") + len(row[5] or "") for row in rows))
        self._db.run("UPDATE journal SET size = max(size, ?) WHERE no = ?", (size, entry))

    def _forget_oldest(self) -> None:
        """Keep to the bounds. What is taken back may exceed them until the next change."""
        self._db.run(_TOO_LARGE, (self.most_size,))
        self._db.run(_OLDEST, (self.most_entries, self.most_size))

    def _rewrite(self, entry: int, images: Iterable[Image]) -> None:
        self._db.run("DELETE FROM journal_row WHERE entry = ?", (entry,))
        self._write(entry, images)

    def _delete(self, articles: Sequence[str]) -> None:
        """Take away articles that were added, of which nothing was said since."""
        asked = (listed(articles),)
        numbers = [no for _, no in self._db.rows(f"{_NUMBERS} AND removed = 0", asked)]
        said = (
            self._db.value(
                f"SELECT 1 FROM {table} WHERE article IN (SELECT value FROM json_each(?))",  # noqa: S608 - of the schema
                (listed(numbers),),
            )
            for table in _CORRECTED
        )
        if len(numbers) != len(articles) or any(said):
            raise row_images.changed_since()
        self._db.run("DELETE FROM outcome WHERE article IN (SELECT value FROM json_each(?))", asked)
        self._db.run("DELETE FROM article WHERE id IN (SELECT value FROM json_each(?))", asked)
        forget_later(self._db)

    def _require_sound(self, articles: Collection[str], entry: Entry) -> None:
        for article, no in self._db.rows(_NUMBERS, (listed(articles),)):
            if unsound_quotes(self._db, no, article) != []:
                raise _damaged(entry.no)

    def _entry(self, row: Row) -> Entry:
        no, at, program, undone, sound = row
        if not sound or len(blob(program)) != len(self.program):
            raise ValueError
        return Entry(no, whole(at, LAST_SECOND), program == self.program, whole(undone))

    def _keys_of(self, name: str, data: object) -> list[object]:
        """Of the speakers that a row is of; empty if it is damaged."""
        try:
            values = row_images.unpacked(name, data) or {}
            row_images.require_sound(self._db, [(name, values)])
        except VALUE_ERRORS:
            return []
        return [values[column] for column in ("key", *(["other"] if name == "apart" else [])) if values]


def _image(row: Row) -> Image:
    _, name, article, before, after, audience, sound = row
    if not sound or name not in JOURNALED:
        raise ValueError
    if name == ADDED:
        return Image(name, stored_name(article))
    was, then = (row_images.unpacked(name, data) for data in (before, after))
    own = stored_name(audience).startswith(row_images.PERSONAL)
    image = Image(name, stored_name(article), was, then, audience if own else "")
    if image[2:4] == (None, None) or (image.before and image.after and image.key != image.turned().key):
        raise ValueError
    return image


def _damaged(entry: int) -> LibraryError:
    return LibraryError(
        f"Change {entry} in the journal of the library is damaged; nothing was changed",
        "See all damage with quotebrowser doctor.",
    )
