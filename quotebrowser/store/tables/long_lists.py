"""Lists of all quotes as one text each, for those who make arrays of them.

One rule guards it: SQLite puts the text together, so that a million uids take a second of its time and none
of Python's. What is not written as the program writes uids is left out, as it is elsewhere.
"""

from collections.abc import Sequence
from typing import Final

from quotebrowser.store.sqlite.database import Database
from quotebrowser.store.sqlite.packing import listed

DIGITS: Final = 16
"""Of a uid, and of the id of an utterance: hexadecimal ones."""
_DIGITS: Final = "length({0}) = 16 AND {0} NOT GLOB '*[^0-9a-f]*'"
_SEEN: Final = (
    f"{_DIGITS.format('q.uid')}"  # noqa: S608 - constants
    " AND q.article NOT IN (SELECT no FROM article WHERE removed = 1)"
)
_DATED: Final = (
    "SELECT a.no AS no, coalesce(c.value, f.value, '') AS day FROM article a"
    " LEFT JOIN fact f ON f.article = a.no AND f.key = 'published'"
    " LEFT JOIN fact_correction c ON c.article = a.no AND c.key = 'published' WHERE a.removed = 0"
)
_BY_DATE: Final = (
    f"SELECT group_concat(uid, '') FROM (SELECT q.uid AS uid FROM ({_DATED}) d"  # noqa: S608 - constants
    " JOIN quote q ON q.article = d.no"
    f" WHERE q.kind <> 'mention' AND q.repeats = '' AND {_SEEN}"
    " ORDER BY {order}, d.no, q.place)"
)
_NEWEST: Final = _BY_DATE.format(order="d.day DESC")
_OLDEST: Final = _BY_DATE.format(order="d.day = '', d.day")
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
_DIFFERING: Final = f"SELECT group_concat(id, '') FROM utterance WHERE level >= 1 AND {_DIGITS.format('id')}"  # noqa: S608 - constants


class LongLists:
    """Long lists of one library."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def by_date(self, *, reverse: bool) -> str:
        """Uids as `Listing.newest` has them, all of them, one after another."""
        return self._db.value(_OLDEST if reverse else _NEWEST) or ""

    def printed(self, uids: Sequence[str] | None = None) -> str:
        """For each part of each quote the quote's uid and the id of the part's utterance, one after another.

        For a part that is in none, zeros in place of the id; so also for a quote without parts.

        Args:
            uids: of the quotes; None: all but those of removed articles, mentions and repeats included.
        """
        if uids is None:
            return self._db.value(_ALL_PRINTED) or ""
        return self._db.value(_SOME_PRINTED, (listed(uids),)) or ""

    def differing(self) -> str:
        """Ids of the utterances whose words differ between articles, one after another."""
        return self._db.value(_DIFFERING) or ""

    def weighed(self, uids: Sequence[str]) -> str:
        """As `printed` of some quotes, in order, without parts in no utterance; each with two digits more.

        Of a quote, the part with the largest number is the one that a row is of where no words were looked
        for, as `library.rows` has it: others print it, its utterance has the quote's uid, the level.
        """
        return self._db.value(_WEIGHED, (listed(uids),)) or ""
