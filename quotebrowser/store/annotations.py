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
from quotebrowser.store.sqlite.packing import (
    LAST_SECOND,
    listed,
    name,
    pack,
    stored_span,
    unpack,
    whole,
)
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
_PLACES: Final = (
    "SELECT q.no, q.uid, q.article, a.id, min(s.start), max(s.\"end\"), max(iif(s.place = 0, s.text, ''))"
    " FROM quote q JOIN article a ON a.no = q.article AND a.removed = 0 JOIN span s ON s.quote = q.no"
    " WHERE q.uid IN (SELECT value FROM json_each(?)) GROUP BY q.no ORDER BY q.article"
)
_PERSONAL: Final = (
    "EXISTS (SELECT 1 FROM authored w WHERE w.name = 'annotation' AND w.key = json_array(annotation.no)"
    " AND w.audience LIKE 'user:%')"
)
_BEARING: Final = f"SELECT quote, {_PERSONAL} FROM annotation WHERE tag = ? AND quote IS NOT NULL"  # noqa: S608 - as above
_SHARED: Final = f"DELETE FROM annotation WHERE tag = ? AND quote = ? AND {_PERSONAL}"  # noqa: S608 - as above
_TAKEN: Final = (
    "DELETE FROM annotation WHERE tag = ?"
    " AND quote IN (SELECT no FROM quote WHERE uid IN (SELECT value FROM json_each(?)))"
)
_CLEARED: Final = (
    f"DELETE FROM annotation WHERE tag = '' AND quote = ? AND {_PERSONAL} IS coalesce(?, {_PERSONAL})"  # noqa: S608 - all of it stands above
)
_ORDERED: Final = (
    "UPDATE annotation SET place = ?"
    " WHERE quote = (SELECT no FROM quote WHERE uid = ?) AND tag = ? AND place <> ?"
)


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
    no: int = 0
    """The number of its row."""


class _Place(NamedTuple):
    """Where a quote stands."""

    article: int
    """The number of its article."""
    quote: int
    """Its own number."""
    span: Span
    words: Selector


class Annotations:
    """The notes and tags of one library."""

    def __init__(self, db: Database, quotes: Quotes) -> None:
        self._db = db
        self._quotes = quotes

    def put(self, *uids: str, tag: str = "", text: str = "", personal: bool | None = None) -> list[int]:
        """Give quotes a tag, behind the others that bear it, or a note in place of the one they have.

        Args:
            uids: of the quotes.
            tag: empty: it is a note.
            text: of the note.
            personal: whether it is to be one user's alone, which the caller says of the rows. Such a note
                stands beside one that is everybody's; a tag goes from one to the other. None: nobody shares
                the library.

        Returns:
            The numbers of the rows.

        Raises:
            UnknownError: there is no such quote.
        """
        with self._db.transaction(joins=True):
            places = self._places(uids)
            if tag:
                bearing = self._db.rows(_BEARING, (tag,))
                last = self._db.value(_LAST, (tag,)) or 0
                kept = {quote for quote, own in bearing if personal is not False or not own}
                places = [place for place in places if place.quote not in kept]
                own = {quote for quote, own in bearing if own}
                self._db.run_many(_SHARED, ((tag, place.quote) for place in places if place.quote in own))
            else:
                self._db.run_many(_CLEARED, ((place.quote, personal) for place in places))
                last = 0
            now = int(time.time())
            first = self._db.value("SELECT seq FROM sqlite_sequence WHERE name = 'annotation'") or 0
            self._db.run_many(
                'INSERT INTO annotation (article, quote, start, "end", at, place, tag, text, exact, prefix,'
                " suffix) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    (
                        *(one.article, one.quote, one.span.start, one.span.end),
                        *(now, no if tag else 0, tag, text),
                        *map(pack, one.words),
                    )
                    for no, one in enumerate(places, last + 1)
                ),
            )
            return [*range(first + 1, first + 1 + len(places))]

    def _places(self, uids: Sequence[str]) -> list["_Place"]:
        """Where quotes stand, in the order of their uids, each once."""
        text = ("", "")

        def placed(row: Row) -> tuple[str, _Place]:
            nonlocal text
            quote, uid, article, id_, start, end, first = row
            if text[0] != id_:  # all quotes of an article come together
                text = id_, text_of(self._db, id_)
            span = stored_span(start, end)
            words = Selector.of(text[1], span)
            if not words.exact.startswith(unpack(first)):
                raise ValueError
            return name(uid), _Place(article, quote, span, words)

        found = dict(self._db.read("quote", _PLACES, (listed(uids),), placed))
        for uid in uids:
            if uid not in found:  # that of one of its parts may be given
                quote = self._quotes.get(uid)
                if quote is None:
                    raise UnknownError.quote(uid)
                found |= dict(self._db.read("quote", _PLACES, (listed([quote.uid]),), placed))
                found[uid] = found[quote.uid]
        return list({found[uid].quote: found[uid] for uid in uids}.values())

    def take(self, *uids: str, tag: str = "", personal: bool | None = None) -> int:
        """Take a tag or, without one, their notes from quotes; how many had it.

        Args:
            uids: of the quotes.
            tag: empty: notes.
            personal: only what is one user's alone, or only what is everybody's; None: both.
        """
        which = "" if personal is None else f" AND {'' if personal else 'NOT '}{_PERSONAL}"
        with self._db.transaction(joins=True):
            return self._db.run(f"{_TAKEN}{which}", (tag, listed(uids)))

    def order(self, tag: str, uids: Sequence[str]) -> None:
        """Put quotes that bear a tag first among them, in this order."""
        bearing = dict.fromkeys(self.uids(tag))
        ordered = dict.fromkeys((*(uid for uid in uids if uid in bearing), *bearing))
        with self._db.transaction():
            self._db.run_many(
                _ORDERED,
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
    no, uid, tag, text, place, at, sound = row
    if not sound:
        raise ValueError
    return Annotation(name(uid), name(tag), name(text), whole(place), whole(at, LAST_SECOND), no)
