"""What single speakers said and single outlets printed, corrections applied: where, in which utterances.

One rule guards it: a speaker is found by the key they go by now, an outlet by the name it has now; each costs
no more than their own quotes.
"""

from collections.abc import Iterable
from typing import Final, NamedTuple

from quotebrowser.model import Date, DoubtKind, Fact, Provenance
from quotebrowser.store.sqlite.database import Database
from quotebrowser.store.sqlite.packing import listed, name, pack, share, unpack, whole
from quotebrowser.store.sqlite.row_door import Row
from quotebrowser.store.sqlite.row_guard import checked

_THEIRS: Final = (
    # Those who go by the key: found so, corrected to it, or merged into whoever has it.
    "WITH asked AS (SELECT value AS key FROM json_each(?1)),"
    " known AS (SELECT key FROM asked UNION SELECT n.key FROM alias n JOIN asked ON n.target = asked.key),"
    " theirs AS (SELECT q.no AS no FROM known JOIN quote q ON q.speaker_key = known.key"
    " UNION SELECT c.quote FROM known JOIN speaker_correction c ON c.key = known.key)"
)
_UIDS: Final = (
    f"{_THEIRS} SELECT q.uid FROM theirs JOIN current_quote q ON q.no = theirs.no"  # noqa: S608 - constants
    " JOIN article a ON a.no = q.article AND a.removed = 0"
    " WHERE q.speaker_key IN (SELECT key FROM asked)"
)
_SAID: Final = (
    f"{_THEIRS} SELECT q.no, q.speaker_key, q.speaker_title, a.id,"  # noqa: S608 - constants
    " coalesce(oc.value, o.value, ''), coalesce(dc.value, d.value, ''),"
    " (SELECT group_concat(p.utterance, ' ') FROM passage p WHERE p.quote = q.no)"
    " FROM theirs JOIN current_quote q ON q.no = theirs.no"
    " JOIN article a ON a.no = q.article AND a.removed = 0"
    " LEFT JOIN fact o ON o.article = a.no AND o.key = 'outlet'"
    " LEFT JOIN fact_correction oc ON oc.article = a.no AND oc.key = 'outlet'"
    " LEFT JOIN fact d ON d.article = a.no AND d.key = 'published'"
    " LEFT JOIN fact_correction dc ON dc.article = a.no AND dc.key = 'published'"
    " WHERE q.kind <> 'mention' AND q.repeats = '' AND q.speaker_key IN (SELECT key FROM asked)"
    " ORDER BY q.no"
)
_NAMED: Final = (
    "SELECT DISTINCT value FROM fact WHERE key = 'outlet' UNION"
    " SELECT DISTINCT value FROM fact_correction WHERE key = 'outlet'"
)
_THEIR_ARTICLES: Final = (
    "WITH named AS (SELECT article FROM fact"
    " WHERE key = 'outlet' AND value IN (SELECT value FROM json_each(?1))"
    " UNION SELECT article FROM fact_correction"
    " WHERE key = 'outlet' AND value IN (SELECT value FROM json_each(?1))),"
    " theirs AS (SELECT a.no AS no, a.id AS id FROM named JOIN article a ON a.no = named.article"
    " AND a.removed = 0"
    " LEFT JOIN fact f ON f.article = a.no AND f.key = 'outlet'"
    " LEFT JOIN fact_correction c ON c.article = a.no AND c.key = 'outlet'"
    " WHERE coalesce(c.value, f.value) IN (SELECT value FROM json_each(?1)))"
)
_PRINTED_BY: Final = f"{_THEIR_ARTICLES} SELECT q.uid FROM theirs JOIN quote q ON q.article = theirs.no"  # noqa: S608 - constants
_SHARED: Final = (
    f"{_THEIR_ARTICLES} SELECT p.no, q.uid, theirs.id, u.id, u.level"  # noqa: S608 - constants
    " FROM theirs JOIN passage p ON p.article = theirs.no JOIN quote q ON q.no = p.quote"
    " JOIN utterance u ON u.id = p.utterance WHERE u.witnesses > 1 ORDER BY p.no"
)
_DOUBTFUL: Final = (
    "SELECT q.no, q.uid, a.id, q.speaker_key, q.confidence FROM current_quote q"
    " JOIN article a ON a.no = q.article AND a.removed = 0"
    " WHERE q.method IS NOT NULL AND q.confidence < ? ORDER BY q.no"
)
_COUNTED: Final = (
    "SELECT min(q.no), q.speaker_key, count(*) FROM current_quote q"
    " WHERE q.kind <> 'mention' AND q.repeats = '' AND q.speaker_key <> '' GROUP BY 2"
)
_KNOWN: Final = (
    "SELECT q.uid FROM quote q JOIN article a ON a.no = q.article AND a.removed = 0 JOIN"
    " (SELECT f.article AS no, f.value AS value FROM fact f WHERE f.key = ?1 AND NOT EXISTS"
    " (SELECT 1 FROM fact_correction c WHERE c.article = f.article AND c.key = f.key)"
    " UNION ALL SELECT c.article, c.value FROM fact_correction c WHERE c.key = ?1 AND c.value <> '') known"
    " ON known.no = q.article WHERE instr(lower(known.value), lower(?2)) > 0"
)
_UNSURE: Final = (
    "SELECT a.no, a.id, f.value, coalesce(uc.value, u.value, ''), a.origin, count(*)"
    " FROM article a JOIN quote q ON q.article = a.no LEFT JOIN fact f ON f.article = a.no AND f.key = ?1"
    " LEFT JOIN fact u ON u.article = a.no AND u.key = 'url'"
    " LEFT JOIN fact_correction uc ON uc.article = a.no AND uc.key = 'url'"
    " WHERE a.removed = 0 AND (f.provenance IN (SELECT value FROM json_each(?2)) OR (?3 AND f.value IS NULL))"
    " AND NOT EXISTS (SELECT 1 FROM fact_correction c WHERE c.article = a.no AND c.key = ?1)"
    " GROUP BY a.no ORDER BY a.no"
)
_OF_ARTICLES: Final = (
    "SELECT q.uid FROM article a JOIN quote q ON q.article = a.no"
    " WHERE a.id IN (SELECT value FROM json_each(?))"
)
_ABOUT: Final = (
    "SELECT DISTINCT q.article, a.id, coalesce(q.speaker_key, '') FROM current_quote q"
    " JOIN article a ON a.no = q.article AND a.removed = 0 WHERE q.uid IN (SELECT value FROM json_each(?))"
)
_PUT_OFF: Final = checked("SELECT no, kind, about, other, {put_off} FROM put_off p ORDER BY no", put_off="p")
_SPOKEN: Final = (
    "SELECT speaker_key FROM quote WHERE speaker_key IS NOT NULL UNION SELECT key FROM speaker_correction"
    " UNION SELECT target FROM alias"
)
"""Keys of all names that there are."""
_UNDECIDED: Final = (
    f"DELETE FROM apart WHERE key NOT IN ({_SPOKEN}) OR other NOT IN ({_SPOKEN})",  # noqa: S608 - constants
    f"DELETE FROM put_off WHERE kind = 'name' AND (about NOT IN ({_SPOKEN}) OR other NOT IN ({_SPOKEN}))",  # noqa: S608 - constants
    "DELETE FROM put_off WHERE kind = 'speaker' AND about NOT IN (SELECT uid FROM quote)",
    "DELETE FROM put_off WHERE kind IN ('date', 'outlet') AND about NOT IN (SELECT id FROM article)",
)
"""What was decided, or put off, about what is no longer there."""
_GUESSES: Final = [each.value for each in Provenance if not Fact("", each).certain]


class SaidRow(NamedTuple):
    """A quote of a speaker, mentions and repeats left out, as far as it is counted."""

    key: str
    """Of the speaker."""
    title: str
    """As printed; empty if none is."""
    article: str
    """Id of the article."""
    outlet: str
    """Empty where it is not recorded."""
    published: Date | None
    utterances: frozenset[str]
    """Ids of the utterances of its parts."""


class SharedRow(NamedTuple):
    """A part of a quote that an outlet prints, and that other articles have too."""

    quote: str
    """Uid of the quote."""
    article: str
    """Id of the article."""
    utterance: str
    """Id of the utterance."""
    level: int
    """Of the worst difference in the utterance."""


class Outlets:
    """What single outlets printed, each by the names that are its own."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def names(self) -> tuple[str, ...]:
        """What outlets are called, or were before they were corrected."""
        return tuple(self._db.read("fact", _NAMED, (), lambda row: unpack(row[0])))

    def uids(self, names: Iterable[str]) -> tuple[str, ...]:
        """Uids of all quotes of the outlets of these names, mentions and repeats included."""
        return tuple(self._db.names("quote", _PRINTED_BY, (listed(names),)))

    def shared(self, names: Iterable[str]) -> list[SharedRow]:
        """What they print that is in other articles too, in the order of adding."""
        return self._db.read("passage", _SHARED, (listed(names),), _shared)


class DoubtfulRow(NamedTuple):
    """A quote whose speaker is doubtful."""

    uid: str
    article: str
    """Its id."""
    key: str
    """Of the speaker; empty for one without a name."""
    confidence: float


class UnsureRow(NamedTuple):
    """An article of which a fact is not sure."""

    article: str
    """Its id."""
    value: str
    """The guess; empty: nothing is known."""
    url: str
    """Where it was published; empty if unknown."""
    origin: str
    """Its path as it was given."""
    quotes: int
    """How many it has, mentions and repeats included."""


class Speakers:
    """The speakers of one library, each by key, and what is not sure."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def uids(self, *keys: str) -> tuple[str, ...]:
        """Uids of all quotes of some speakers, mentions and repeats included."""
        return tuple(self._db.names("quote", _UIDS, (listed(keys),)))

    def doubtful(self, below: float) -> list[DoubtfulRow]:
        """The quotes that are given to somebody with a lower confidence, in the order of adding."""
        return self._db.read("quote", _DOUBTFUL, (below,), _doubtful)

    def counted(self) -> dict[str, int]:
        """How many quotes speakers have by their keys, those of removed articles included."""
        return dict(self._db.read("quote", _COUNTED, (), lambda row: (unpack(row[1]), whole(row[2]))))

    def unsure(self, fact: str) -> list[UnsureRow]:
        """Articles with quotes of which a fact is guessed and not corrected, in the order of adding.

        Of outlets also those of which nothing is known: a site or a file may tell.
        """
        return self._db.read("fact", _UNSURE, (fact, listed(_GUESSES), fact == "outlet"), _unsure)

    def of_articles(self, articles: Iterable[str]) -> tuple[str, ...]:
        """Uids of all quotes of some articles."""
        return tuple(self._db.names("quote", _OF_ARTICLES, (listed(articles),)))

    def about(self, uids: Iterable[str]) -> tuple[frozenset[str], frozenset[str]]:
        """Ids of the articles of some quotes, and keys of their speakers."""
        rows = self._db.read("quote", _ABOUT, (listed(uids),), lambda row: (name(row[1]), unpack(row[2])))
        return frozenset(article for article, _ in rows), frozenset(key for _, key in rows) - {""}

    def put_off(self) -> dict[tuple[str, str, str], int]:
        """What the user put off deciding: kind, what it is about and the other name; the last has most."""
        rows = self._db.read("put_off", _PUT_OFF, (), _later)
        return {row: at for at, row in enumerate(rows, 1)}

    def put(self, doubt: tuple[str, str, str], *, off: bool) -> None:
        """Put a decision off, behind all others; or take it up again."""
        with self._db.transaction():
            kind, about, other = doubt[0], pack(doubt[1]), pack(doubt[2])
            self._db.run(
                "DELETE FROM put_off WHERE kind = ? AND about = ? AND other = ?", (kind, about, other)
            )
            if off:
                self._db.run(
                    "INSERT INTO put_off (kind, about, other) VALUES (?, ?, ?)", (kind, about, other)
                )

    def forget_gone(self) -> None:
        """Forget what was decided, or put off, about what was purged."""
        with self._db.transaction(joins=True):
            for statement in _UNDECIDED:
                self._db.run(statement)

    def known(self, fact: str, part: str = "") -> tuple[str, ...]:
        """Uids of the quotes of articles of which a fact is known, with `part` in its value."""
        return tuple(self._db.names("quote", _KNOWN, (fact, part)))

    def said(self, keys: Iterable[str]) -> list[SaidRow]:
        """The quotes of some speakers, in the order of adding."""
        return self._db.read("quote", _SAID, (listed(keys),), _said)


def _said(row: Row) -> SaidRow:
    _, key, title, article, outlet, published, utterances = row
    return SaidRow(
        unpack(key),
        unpack(title or ""),
        name(article),
        unpack(outlet),
        Date.parse(unpack(published)),
        frozenset((utterances or "").split()),
    )


def _shared(row: Row) -> SharedRow:
    return SharedRow(name(row[1]), name(row[2]), name(row[3]), whole(row[4]))


def _doubtful(row: Row) -> DoubtfulRow:
    _, uid, article, key, confidence = row
    return DoubtfulRow(name(uid), name(article), unpack(key), share(confidence))


def _unsure(row: Row) -> UnsureRow:
    _, article, value, url, origin, quotes = row
    return UnsureRow(name(article), unpack(value or ""), unpack(url), unpack(origin), quotes)


def _later(row: Row) -> tuple[str, str, str]:
    _, kind, about, other, sound = row
    if not sound or kind not in tuple(DoubtKind):
        raise ValueError
    return kind, unpack(about), unpack(other)
