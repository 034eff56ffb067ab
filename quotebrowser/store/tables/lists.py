"""Lists that need no search: the newest quotes, articles by their age, the records, the outlets."""

from collections.abc import Iterable
from datetime import date
from typing import Final, NamedTuple

from quotebrowser.model import Date, Facet, Facts, Form, Moment
from quotebrowser.store.sqlite.database import Database
from quotebrowser.store.sqlite.packing import listed, name, pack, unpack, unpack_moments
from quotebrowser.store.sqlite.row_door import Row
from quotebrowser.store.sqlite.row_guard import checked
from quotebrowser.store.tables.article_rows import facts_of

_DATED: Final = (
    "SELECT a.no FROM article a"
    " LEFT JOIN fact f ON f.article = a.no AND f.key = 'published'"
    " LEFT JOIN fact_correction c ON c.article = a.no AND c.key = 'published'"
    " WHERE a.removed = 0 AND EXISTS (SELECT 1 FROM quote q WHERE q.article = a.no"
    " AND q.kind <> 'mention' AND q.repeats = '')"
    " ORDER BY {order}, a.no LIMIT ?"
)
_DAY: Final = "coalesce(c.value, f.value, '')"
_NEWEST: Final = _DATED.format(order=f"{_DAY} DESC")
_OLDEST: Final = _DATED.format(order=f"{_DAY} = '', {_DAY}")
_AGES: Final = (
    "SELECT a.no, coalesce(c.value, f.value, ''), CAST(a.added AS INTEGER), count(*)"
    " FROM quote q JOIN article a ON a.no = q.article"
    " LEFT JOIN fact f ON f.article = a.no AND f.key = 'published'"
    " LEFT JOIN fact_correction c ON c.article = a.no AND c.key = 'published'"
    " WHERE a.removed = 0 AND q.repeats = '' GROUP BY a.no"
)
_AT_HOST: Final = (
    "SELECT DISTINCT coalesce(c.value, f.value) FROM"
    " (SELECT article FROM fact WHERE key = 'url' AND value >= ?1 AND value < ?2 LIMIT ?3) u"
    " JOIN article a ON a.no = u.article"
    " LEFT JOIN fact f ON f.article = a.no AND f.key = 'outlet' AND f.provenance <> 'heuristic'"
    " LEFT JOIN fact_correction c ON c.article = a.no AND c.key = 'outlet'"
    " WHERE a.removed = 0 AND coalesce(c.value, f.value, '') <> ''"
)
_RECORDS: Final = (
    "SELECT a.no, a.id, coalesce(d.value, p.value, '')"
    " FROM (SELECT article FROM fact WHERE key = 'form' AND value <> ?1"
    " UNION SELECT article FROM fact_correction WHERE key = 'form' AND value <> ?1) said"
    " JOIN article a ON a.no = said.article AND a.removed = 0"
    " LEFT JOIN fact f ON f.article = a.no AND f.key = 'form'"
    " LEFT JOIN fact_correction c ON c.article = a.no AND c.key = 'form'"
    " LEFT JOIN fact p ON p.article = a.no AND p.key = 'published'"
    " LEFT JOIN fact_correction d ON d.article = a.no AND d.key = 'published'"
    " WHERE coalesce(nullif(coalesce(c.value, f.value), ''), ?1) <> ?1 ORDER BY a.no"
)
_TIMES: Final = checked(
    "SELECT a.no, a.id, t.moments, {timing} FROM article a JOIN timing t ON t.article = a.no"
    " WHERE a.id IN (SELECT value FROM json_each(?))",
    timing="t",
)
_MOST_AT_HOST: Final = 200
"""Articles of a host whose outlets are looked at."""
_EPOCH: Final = date(1970, 1, 1).toordinal()
_SECONDS_A_DAY: Final = 86_400
_LAST_DAY: Final = date.max.toordinal()


class Age(NamedTuple):
    """An article by its age; the larger, the newer. Two articles never have the same."""

    day: int
    """Ordinal of the day it was published, as far as is known; of the day it was added where that is not."""
    no: int
    """Key of its row: what was added later has a larger one."""


_COUNTED: Final = (
    "SELECT q.uid FROM json_each(?) listed JOIN quote q ON q.article = listed.value"
    " WHERE q.kind <> 'mention' AND q.repeats = '' ORDER BY listed.key, q.place"
)
_AT_ONCE: Final = 64
"""Articles whose quotes are read at a time: more than a screen shows, too few to delay the first paint."""


class Listing:
    """Lists of one library."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def newest(self, limit: int, *, reverse: bool = False) -> tuple[str, ...]:
        """Uids of at most `limit` quotes, the newest articles' first, or the oldest's; undated ones last."""
        articles = [no for (no,) in self._db.rows(_OLDEST if reverse else _NEWEST, (limit,))]
        uids: list[str] = []
        while articles and len(uids) < limit:
            some, articles = articles[:_AT_ONCE], articles[_AT_ONCE:]
            uids += self._db.names("quote", _COUNTED, (str(some),))
        return tuple(uids[:limit])

    def ages(self) -> tuple[tuple[Age, int], ...]:
        """All articles that have quotes a search can find, newest first, each with how many it has."""
        return tuple(sorted(self._db.read("article", _AGES, (), _age), reverse=True))

    def uids_of(self, articles: Iterable[Age]) -> tuple[str, ...]:
        """Uids of the quotes of some articles that a search can find, as far as they are still there."""
        return tuple(
            self._db.names(
                "quote",
                "SELECT q.uid FROM quote q JOIN article a ON a.no = q.article"
                " WHERE a.removed = 0 AND q.repeats = '' AND a.no IN (SELECT value FROM json_each(?))"
                " ORDER BY a.no, q.place",
                (str([article.no for article in articles]),),
            )
        )

    def uids(self) -> tuple[str, ...]:
        """Uids of all quotes a search can find: repetitions left out, mentions not; sorted."""
        return tuple(
            self._db.names(
                "quote",
                "SELECT q.uid FROM quote q JOIN article a ON a.no = q.article"
                " WHERE a.removed = 0 AND q.repeats = '' ORDER BY q.uid",
            )
        )

    def repeating(self, uids: Iterable[str]) -> dict[str, str]:
        """Uids of the quotes that repeat some others word for word, each with that of the one it repeats."""
        return dict(
            self._db.read(
                "quote",
                "SELECT q.no, q.uid, q.repeats FROM quote q"
                " JOIN article a ON a.no = q.article AND a.removed = 0"
                " WHERE q.repeats <> '' AND q.repeats IN (SELECT value FROM json_each(?))",
                (listed(uids),),
                lambda row: (name(row[1]), name(row[2])),
            )
        )

    def articles_of(self, speaker: str) -> tuple[str, ...]:
        """Ids of the articles that quote the speaker of this key, corrections applied."""
        return tuple(
            self._db.names(
                "article",
                "SELECT DISTINCT a.id FROM current_quote q JOIN article a ON a.no = q.article"
                " WHERE a.removed = 0 AND q.speaker_key = ? ORDER BY a.no",
                (pack(speaker),),
            )
        )

    def records(self) -> dict[str, Date | None]:
        """When each transcript or captions were published, by id, in the order of adding; None: not known."""
        return dict(self._db.read("article", _RECORDS, (Form.REPORT.value,), _record))

    def times(self, articles: Iterable[str]) -> dict[str, tuple[Moment, ...]]:
        """When the places of articles were said, in order, by id; those without times are left out."""
        return dict(self._db.read("timing", _TIMES, (listed(articles),), _times))

    def facts(self, articles: Iterable[str]) -> dict[str, Facts]:
        """What is known about articles, corrections applied, by their ids."""
        return facts_of(self._db, articles)

    def has_merged(self) -> bool:
        """Whether any speaker goes by another's name."""
        return bool(self._db.rows("SELECT 1 FROM alias LIMIT 1"))

    def outlets_at(self, host: str) -> tuple[str, ...]:
        """What the outlets of articles of a host are called, as corrected, guesses left out; sorted."""
        starts = (f"{scheme}://{www}{host}" for scheme in ("https", "http") for www in ("", "www."))
        # What stands behind a host's address sorts between `/` and the sign after it.
        ranges = ((f"{start}/", f"{start}0", _MOST_AT_HOST) for start in starts)
        found = {unpack(name) for limits in ranges for (name,) in self._db.rows(_AT_HOST, limits)}
        return tuple(sorted(found))

    def outlets(self) -> tuple[Facet, ...]:
        """Outlets and how many articles each has, most first; an empty value is not recorded."""
        return tuple(
            self._db.read(
                "fact",
                "SELECT coalesce(c.value, f.value, ''), count(*) FROM article a"
                " LEFT JOIN fact f ON f.article = a.no AND f.key = 'outlet'"
                " LEFT JOIN fact_correction c ON c.article = a.no AND c.key = 'outlet'"
                " WHERE a.removed = 0 GROUP BY 1 ORDER BY 2 DESC, 1",
                (),
                lambda row: Facet(unpack(row[0]), row[1]),
            )
        )


def _age(row: Row) -> tuple[Age, int]:
    no, published, added, quotes = row
    known = Date.parse(unpack(published))
    day = known.first if known else _EPOCH + added // _SECONDS_A_DAY
    return Age(min(max(day, 0), _LAST_DAY), no), quotes


def _record(row: Row) -> tuple[str, Date | None]:
    return name(row[1]), Date.parse(unpack(row[2]))


def _times(row: Row) -> tuple[str, tuple[Moment, ...]]:
    _, article, moments, sound = row
    if not sound:
        raise ValueError
    return name(article), unpack_moments(moments)
