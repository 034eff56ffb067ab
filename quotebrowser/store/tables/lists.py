"""What needs no search: the newest quotes, articles by age, the records, the outlets, how many there are."""

import re
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

from quotebrowser.model import Date, Facet, Facts, Form, Moment
from quotebrowser.store.sqlite.database import Database
from quotebrowser.store.sqlite.packing import listed, name, pack, unpack, unpack_moments
from quotebrowser.store.sqlite.row_door import Row
from quotebrowser.store.sqlite.row_guard import checked
from quotebrowser.store.tables.article_rows import facts_of

_LISTED: Final = (
    "EXISTS (SELECT 1 FROM quote q WHERE q.article = {} AND q.kind <> 'mention' AND q.repeats = '')"
)
_DAYS: Final = (
    "SELECT a.no AS no, coalesce(c.value, f.value, '') AS day FROM article a"
    " LEFT JOIN fact f ON f.article = a.no AND f.key = 'published'"
    " LEFT JOIN fact_correction c ON c.article = a.no AND c.key = 'published' WHERE a.removed = 0"
)
_BY_DAY: Final = (
    # As the index of values has them: no more articles are read than are asked for.
    "SELECT * FROM (SELECT d.article AS no, d.value AS day FROM {table} d WHERE d.key = 'published'"  # noqa: S608 - constants
    " AND d.value <> '' AND {said} AND d.article NOT IN (SELECT no FROM article WHERE removed = 1)"
    f" AND {_LISTED.format('d.article')} ORDER BY d.value {{order}}, d.article LIMIT ?1)"
)
_UNCORRECTED: Final = "d.article NOT IN (SELECT article FROM fact_correction WHERE key = 'published')"
_FIRST: Final = (
    "WITH dated AS MATERIALIZED (SELECT * FROM ("  # noqa: S608 - constants
    f"{_BY_DAY.format(table='fact', said=_UNCORRECTED, order='{order}')} UNION ALL "
    f"{_BY_DAY.format(table='fact_correction', said='1', order='{order}')})"
    " ORDER BY day {order}, no LIMIT ?1) SELECT no FROM (SELECT * FROM dated UNION ALL SELECT * FROM ("
    f"SELECT no, day FROM ({_DAYS}) d WHERE day = '' AND {_LISTED.format('d.no')} ORDER BY no"
    " LIMIT max(?1 - (SELECT count(*) FROM dated), 0))) ORDER BY day = '', day {order}, no"
)
_NEWEST: Final = _FIRST.format(order="DESC")
_OLDEST: Final = _FIRST.format(order="ASC")
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
_CODE: Final = re.compile("[a-z]{2,8}")
_LANGUAGES: Final = (
    "SELECT DISTINCT value FROM fact WHERE key = 'language' UNION"
    " SELECT DISTINCT value FROM fact_correction WHERE key = 'language'"
)
_MOST_AT_HOST: Final = 200
"""Articles of a host whose outlets are looked at."""
_EPOCH: Final = date(1970, 1, 1).toordinal()
_SECONDS_A_DAY: Final = 86_400
_LAST_DAY: Final = date.max.toordinal()
_ARTICLES: Final = "SELECT (SELECT count(*) FROM article) - (SELECT count(*) FROM article WHERE removed = 1)"
_QUOTES: Final = (
    "SELECT (SELECT count(*) FROM quote WHERE kind <> 'mention' AND repeats = '')"
    " - (SELECT count(*) FROM quote WHERE kind <> 'mention' AND repeats = ''"
    " AND article IN (SELECT no FROM article WHERE removed = 1))"
)
_SPEAKERS: Final = (
    # From an index alone: the keys as found, where they are not corrected, and those of the corrections.
    "WITH said AS (SELECT DISTINCT speaker_key AS key FROM quote INDEXED BY quote_speaker"
    " WHERE kind <> 'mention' AND repeats = ''"
    " AND speaker_key <> '' AND article NOT IN (SELECT no FROM article WHERE removed = 1)"
    " AND no NOT IN (SELECT quote FROM speaker_correction WHERE quote IS NOT NULL)"
    " UNION SELECT c.key FROM speaker_correction c JOIN quote q ON q.no = c.quote"
    " JOIN article a ON a.no = q.article"
    " WHERE a.removed = 0 AND c.key <> '' AND q.kind <> 'mention' AND q.repeats = '')"
    " SELECT count(DISTINCT coalesce(n.target, said.key)) FROM said LEFT JOIN alias n ON n.key = said.key"
)
_UTTERANCES: Final = "SELECT count(*) FROM utterance"
_COUNTS: Final = "SELECT " + ", ".join(f"({one})" for one in (_ARTICLES, _QUOTES, _SPEAKERS, _UTTERANCES))
"""What `Counts` holds, in its order."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How much a library holds, removed articles left out."""

    articles: int
    quotes: int
    """Mentions and repeats left out."""
    speakers: int
    """Distinct keys; speakers without a name are left out."""
    utterances: int


class Counting:
    """Counts what a library holds.

    Attributes:
        took: seconds that it took last; 0 before the first time.
    """

    def __init__(self, db: Database) -> None:
        self._db = db
        self._kept: tuple[int, Counts] | None = None
        self._quotes: tuple[int, int] = -1, 0
        self.took = 0.0

    def counts(self) -> Counts:
        """How much it holds; counted again only after something was written."""
        if self._db.token():
            return self._counted()  # it may be undone, and only this thread sees it
        state, kept = self._db.state(), self._kept
        if kept is None or kept[0] != state:
            started = time.monotonic()
            kept = self._kept = state, self._counted()
            self.took = time.monotonic() - started
        return kept[1]

    def quotes(self) -> int:
        """How many quotes it holds, which takes a tenth of the time."""
        state = -1 if self._db.token() else self._db.state()
        if state < 0 or self._quotes[0] != state:
            self._quotes = state, int(self._db.value(_QUOTES) or 0)
        return self._quotes[1]

    def _counted(self) -> Counts:
        (counted,) = self._db.rows(_COUNTS)
        return Counts(*counted)


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

    def languages(self) -> tuple[str, ...]:
        """The languages that articles are in, as found or corrected, without regions; sorted."""
        found = self._db.read("fact", _LANGUAGES, (), lambda row: unpack(row[0]))
        return tuple(sorted({code for one in found if _CODE.fullmatch(code := one.split("-")[0].lower())}))

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


_DIGITS: Final = "length({0}) = 16 AND {0} NOT GLOB '*[^0-9a-f]*'"
_SEEN: Final = (
    f"{_DIGITS.format('q.uid')}"  # noqa: S608 - constants
    " AND q.article NOT IN (SELECT no FROM article WHERE removed = 1)"
)
_ALL_BY_DATE: Final = (
    f"SELECT group_concat(uid, '') FROM (SELECT q.uid AS uid FROM ({_DAYS}) d"  # noqa: S608 - constants
    " JOIN quote q ON q.article = d.no"
    f" WHERE q.kind <> 'mention' AND q.repeats = '' AND {_SEEN}"
    " ORDER BY {order}, d.no, q.place)"
)
_ALL_NEWEST: Final = _ALL_BY_DATE.format(order="d.day DESC")
_ALL_OLDEST: Final = _ALL_BY_DATE.format(order="d.day = '', d.day")
_UTTERANCE: Final = f"CASE WHEN {_DIGITS.format('p.utterance')} THEN p.utterance ELSE '0000000000000000' END"
_PRINTED: Final = (
    f"SELECT group_concat(q.uid || {_UTTERANCE}, '') FROM {{quotes}}"  # noqa: S608 - constants
    f" LEFT JOIN passage p ON p.quote = q.no WHERE {_SEEN}"
)
_ALL_PRINTED: Final = _PRINTED.format(quotes="quote q")
_SOME_PRINTED: Final = _PRINTED.format(quotes="json_each(?) l CROSS JOIN quote q ON q.uid = l.value")
_WEIGHED: Final = (
    "SELECT group_concat(part, '') FROM (SELECT q.uid || u.id || printf('%02x',"  # noqa: S608 - constants
    " 128 * (u.witnesses > 1) + 64 * (u.id = q.uid) + min(max(u.level, 0), 63)) AS part"
    " FROM json_each(?) l CROSS JOIN quote q ON q.uid = l.value JOIN passage p ON p.quote = q.no"
    f" JOIN utterance u ON u.id = p.utterance WHERE {_SEEN} AND {_DIGITS.format('u.id')}"
    " ORDER BY q.no, p.part)"
)
_FULLNESS: Final = (
    "SELECT group_concat(q.uid || printf('%016x', iif("  # noqa: S608 - constants
    "EXISTS (SELECT 1 FROM span t WHERE t.quote = q.no AND t.place = 1), 1 << 62,"
    " ((q.kind = 'statement') << 40) + min(max(s.\"end\" - s.start, 0), 1 << 39)))"
    " || printf('%016x', q.article), '')"
    f" FROM quote q JOIN span s ON s.quote = q.no AND s.place = 0 WHERE {_SEEN}"
)
_VALUES: Final = (
    "SELECT a.no, coalesce(c.value, f.value, '') FROM article a"
    " LEFT JOIN fact f ON f.article = a.no AND f.key = ?1"
    " LEFT JOIN fact_correction c ON c.article = a.no AND c.key = ?1 WHERE a.removed = 0"
)
_DIFFERING: Final = (
    "SELECT group_concat(u.id, '') FROM {}"  # noqa: S608 - constants
    f" WHERE u.level >= 1 AND {_DIGITS.format('u.id')}"
)
_ALL_DIFFERING: Final = _DIFFERING.format("utterance u")
_SOME_DIFFERING: Final = _DIFFERING.format("json_each(?) l CROSS JOIN utterance u ON u.id = l.value")


class LongLists:
    """Lists of all quotes of one library as one text each, for those who make arrays of them.

    SQLite puts the text together: a million uids take a second of its time and none of Python's. What is not
    written as the program writes uids is left out.
    """

    def __init__(self, db: Database) -> None:
        self._db = db

    def most(self) -> int:
        """More quotes than these there are not; to count them would take long."""
        return int(self._db.value("SELECT max(no) FROM quote") or 0)

    def by_date(self, *, reverse: bool) -> str:
        """Uids as `Listing.newest` has them, all of them, one after another."""
        return self._db.value(_ALL_OLDEST if reverse else _ALL_NEWEST) or ""

    def printed(self, uids: Sequence[str] | None = None) -> str:
        """For each part of each quote the quote's uid and the id of the part's utterance, one after another.

        For a part that is in none, zeros in place of the id; so also for a quote without parts.

        Args:
            uids: of the quotes; None: all but those of removed articles, mentions and repeats included.
        """
        if uids is None:
            return self._db.value(_ALL_PRINTED) or ""
        return self._db.value(_SOME_PRINTED, (listed(uids),)) or ""

    def values(self, key: str) -> dict[int, str]:
        """A fact of each article, corrections applied, by the article's number; empty: not known."""
        return dict(self._db.read("article", _VALUES, (key,), lambda row: (row[0], unpack(row[1]))))

    def differing(self, utterances: Sequence[str] | None = None) -> str:
        """Ids of the utterances whose words differ between articles, one after another; None: of all."""
        if utterances is None:
            return self._db.value(_ALL_DIFFERING) or ""
        return self._db.value(_SOME_DIFFERING, (listed(utterances),)) or ""

    def fullness(self) -> str:
        """The uid of each quote and two numbers, 16 digits each, one after another.

        The first, of a quote that is printed in one span, is whether it is a statement, then its length: the
        larger, the better it stands for others. Of one in several it is 1 << 62. The second is the number of
        its article.
        """
        return self._db.value(_FULLNESS) or ""

    def weighed(self, uids: Sequence[str]) -> str:
        """As `printed` of some quotes, in order, without parts in no utterance; each with two digits more.

        Of a quote, the part with the largest number is the one that a row is of where no words were looked
        for, as `library.rows` has it: others print it, its utterance has the quote's uid, the level.
        """
        return self._db.value(_WEIGHED, (listed(uids),)) or ""


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
