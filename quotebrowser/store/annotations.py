"""The user's notes and tags: what is said of quotes, tied to places in the articles and to the words there.

One rule guards it: a quote has one note at most, and bears a tag once; each has its own place in the order
of a tag.
"""

import time
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from quotebrowser.errors import UnknownError
from quotebrowser.model import Span
from quotebrowser.store.sqlite.database import Database
from quotebrowser.store.sqlite.packing import LAST_SECOND, listed, name, pack, whole
from quotebrowser.store.sqlite.row_door import Row
from quotebrowser.store.sqlite.row_guard import checked
from quotebrowser.store.tables.anchors import Selector, text_of
from quotebrowser.store.tables.quotes import Quotes

_READ: Final = checked(
    "SELECT n.no, q.uid, n.tag, n.text, n.place, n.at, {annotation} FROM annotation n"
    " JOIN quote q ON q.no = n.quote JOIN article a ON a.no = n.article WHERE a.removed = 0 AND {which}"
    " ORDER BY n.tag, n.place, n.no",
    annotation="n",
    which="{which}",
)
_OF: Final = _READ.format(
    which="n.quote IN (SELECT no FROM quote WHERE uid IN (SELECT value FROM json_each(?)))"
)
_UIDS: Final = (
    "SELECT q.uid FROM annotation n JOIN quote q ON q.no = n.quote JOIN article a ON a.no = n.article"
    " WHERE a.removed = 0 AND n.tag = ? ORDER BY n.place, n.no"
)
_ANY: Final = _UIDS.replace("n.tag = ?", "n.tag <> ''")
_NAMES: Final = "SELECT DISTINCT tag FROM annotation WHERE tag <> '' ORDER BY tag"
_SIGNS: Final = (
    # In three rows: making a row for each takes ten times as long.
    "SELECT n.tag = '', group_concat(q.uid, ' ') FROM annotation n JOIN quote q ON q.no = n.quote GROUP BY 1"
    " UNION ALL"
    " SELECT 2, group_concat(q.uid, ' ') FROM mark m JOIN quote q ON q.no = m.quote WHERE m.name = ?"
)
_NOTES: Final = _READ.format(which="n.tag = ''")
_COUNTED: Final = (
    "SELECT n.tag, count(*) FROM annotation n JOIN article a ON a.no = n.article"
    " WHERE n.tag <> '' AND n.quote IS NOT NULL AND a.removed = 0 GROUP BY n.tag ORDER BY n.tag"
)
_LAST: Final = (
    # A library from elsewhere may have others, which are left out.
    "SELECT max(place) FROM annotation WHERE tag = ? AND typeof(place) = 'integer' AND place < 1 << 40"
)
_THIS: Final = "quote = (SELECT no FROM quote WHERE uid = ?) AND tag = ?"


class Annotation(NamedTuple):
    """A note on a quote, or a tag that it bears."""

    uid: str
    """Of the quote."""
    tag: str
    """Empty for a note."""
    text: str
    """Of a note; empty for a tag."""
    place: int
    """Among the quotes that bear the tag; 0 for a note."""
    at: int
    """When it was written, in seconds since 1970, UTC."""


class Annotations:
    """The notes and tags of one library."""

    def __init__(self, db: Database, quotes: Quotes) -> None:
        self._db = db
        self._quotes = quotes

    def put(self, uid: str, *, tag: str = "", text: str = "") -> None:
        """Give a quote a tag, behind the others that bear it, or a note in place of the one it has.

        Raises:
            UnknownError: there is no such quote.
        """
        quote = self._quotes.get(uid)
        if quote is None:
            raise UnknownError(f"There is no quote with the uid {uid}")
        with self._db.transaction():
            if tag and self._db.value(f"SELECT 1 FROM annotation WHERE {_THIS}", (quote.uid, tag)):  # noqa: S608 - a constant
                return
            self.take(quote.uid, tag)
            place = Span(quote.spans[0].start, quote.spans[-1].end)
            words = map(pack, Selector.of(text_of(self._db, quote.article), place))
            last = self._db.value(_LAST, (tag,)) if tag else None
            self._db.run(
                'INSERT INTO annotation (article, quote, start, "end", at, place, tag, text, exact, prefix,'
                " suffix)"
                " SELECT article, no, ?, ?, ?, ?, ?, ?, ?, ?, ? FROM quote WHERE uid = ?",
                (
                    *(place.start, place.end, int(time.time()), (last or 0) + 1 if tag else 0),
                    *(tag, text, *words, quote.uid),
                ),
            )

    def take(self, uid: str, tag: str = "") -> bool:
        """Take a tag or, without one, its note from a quote; whether there was one."""
        with self._db.transaction():
            return bool(self._db.run(f"DELETE FROM annotation WHERE {_THIS}", (uid, tag)))  # noqa: S608 - as above

    def order(self, tag: str, uids: Sequence[str]) -> None:
        """Put quotes that bear a tag first among them, in this order."""
        bearing = dict.fromkeys(self.uids(tag))
        ordered = dict.fromkeys((*(uid for uid in uids if uid in bearing), *bearing))
        with self._db.transaction():
            self._db.run_many(
                f"UPDATE annotation SET place = ? WHERE {_THIS} AND place <> ?",  # noqa: S608 - as above
                ((place, uid, tag, place) for place, uid in enumerate(ordered, 1)),
            )

    def of(self, uids: Iterable[str]) -> dict[str, tuple[Annotation, ...]]:
        """Notes and tags of quotes, by uid; a note before the tags, which are sorted."""
        found: dict[str, tuple[Annotation, ...]] = {}
        asked = tuple(uids)
        for one in self._read(_OF, listed(asked)) if asked else ():
            found[one.uid] = (*found.get(one.uid, ()), one)
        return found

    def uids(self, tag: str | None) -> tuple[str, ...]:
        """Uids of the quotes that bear a tag, in its order; empty: with a note; None: with any tag."""
        found = (
            self._db.names("annotation", _ANY, ())
            if tag is None
            else self._db.names("annotation", _UIDS, (tag,))
        )
        return tuple(dict.fromkeys(found))

    def any(self) -> bool:
        """Whether there is a note or a tag."""
        return bool(self._db.rows("SELECT 1 FROM annotation LIMIT 1"))

    def notes(self) -> tuple[Annotation, ...]:
        """All notes, in the order of writing."""
        return tuple(self._read(_NOTES))

    def tags(self) -> dict[str, int]:
        """How many quotes bear each tag, by tag, sorted."""
        return dict(self._db.read("annotation", _COUNTED, (), lambda row: (name(row[0]), whole(row[1]))))

    def names(self) -> tuple[str, ...]:
        """All tags, also those of quotes that are gone or hidden; sorted."""
        return tuple(self._db.names("annotation", _NAMES))

    def signs(self, mark: str) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
        """Uids of the quotes with a mark, of those with a note, and with a tag, also of hidden ones."""
        found = {what: frozenset(str(uids or "").split()) for what, uids in self._db.rows(_SIGNS, (mark,))}
        return found.get(2, frozenset()), found.get(1, frozenset()), found.get(0, frozenset())

    def count(self, articles: Iterable[str]) -> tuple[int, int]:
        """How many notes and how many tags hang on articles, removed ones too."""
        rows = self._db.rows(
            "SELECT n.tag = '', count(*) FROM annotation n JOIN article a ON a.no = n.article"
            " WHERE a.id IN (SELECT value FROM json_each(?)) GROUP BY 1",
            (listed(articles),),
        )
        counted: dict[int, int] = dict(rows)
        return counted.get(1, 0), counted.get(0, 0)

    def _read(self, statement: str, *parameters: str) -> Iterator[Annotation]:
        yield from self._db.read("annotation", statement, parameters, _annotation)


def _annotation(row: Row) -> Annotation:
    _, uid, tag, text, place, at, sound = row
    if not sound:
        raise ValueError
    return Annotation(name(uid), name(tag), name(text), whole(place), whole(at, LAST_SECOND))
