"""Utterances: the groups of passages that print one thing said once, and what is known of each.

One rule guards it: an utterance is there as long as a passage is in it. Passages of removed articles are in
none.
"""

from collections.abc import Iterable, Mapping
from typing import Final

from quotebrowser.store.sqlite.database import Database
from quotebrowser.store.sqlite.packing import listed, name, whole
from quotebrowser.store.tables.quote_rows import Summary, stored_summary

ALIKE: Final = (
    "(SELECT no FROM passage WHERE uid IN (SELECT value FROM json_each(?1)) UNION"
    " SELECT m.no FROM passage p JOIN passage m ON m.wording = p.wording AND m.wording <> 0"
    " WHERE p.uid IN (SELECT value FROM json_each(?1)))"
)
"""Numbers of the given passages, and of all that print the same."""
_COUNTED: Final = ", ".join(Summary._fields)
_SET: Final = "INSERT OR REPLACE INTO utterance (id, {}) VALUES (?{})"
_SET_SUMMARY: Final = _SET.format(_COUNTED, ", ?" * len(Summary._fields))
_SUMMARY: Final = "SELECT id, {} FROM utterance WHERE id IN (SELECT value FROM json_each(?))"
_SUMMARIES: Final = _SUMMARY.format(_COUNTED)
_LEFT: Final = f"SELECT DISTINCT utterance FROM passage WHERE utterance IS NOT NULL AND no IN {ALIKE}"  # noqa: S608 - constants
_PUT: Final = (
    "UPDATE passage SET utterance = nullif(?1, '') WHERE uid = ?2 AND utterance IS NOT nullif(?1, '')",
    (
        "UPDATE passage SET utterance = nullif(?1, '') WHERE utterance IS NOT nullif(?1, '') AND wording <> 0"
        " AND wording = (SELECT wording FROM passage WHERE uid = ?2 AND wording <> 0)"
    ),
)
_OF_PASSAGES: Final = (
    "SELECT uid, utterance FROM passage WHERE utterance IS NOT NULL"
    " AND uid IN (SELECT value FROM json_each(?))"
)
_ARTICLES: Final = (
    "SELECT DISTINCT p.utterance, a.id FROM passage p JOIN article a ON a.no = p.article"
    " WHERE p.utterance IN (SELECT value FROM json_each(?))"
)
_WITNESSES: Final = (
    "SELECT utterance, count(DISTINCT article) FROM passage"
    " WHERE utterance IN (SELECT value FROM json_each(?)) GROUP BY utterance"
)

_IN_UTTERANCES: Final = (
    "SELECT q.uid FROM quote q WHERE q.no IN (SELECT p.quote FROM utterance u"
    " CROSS JOIN passage p ON p.utterance = u.id WHERE {})"
)
"""Few utterances are asked for: to go through all passages takes four times as long."""


class Utterances:
    """The utterances of one library."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def set_groups(self, groups: Mapping[str, str]) -> None:
        """Put passages into utterances, by uid and id, and with each of them all that print the same.

        An empty id takes passages out of theirs. Groups that lose all their passages are forgotten.
        An utterance that is new has as many witnesses as articles and no difference, until `set_summaries`.
        """
        with self._db.transaction(joins=True):
            left = self._db.names("passage", _LEFT, (listed(groups),))
            for statement in _PUT:  # most stay where they are
                self._db.run_many(statement, ((utterance, uid) for uid, utterance in groups.items()))
            self._db.run(
                "INSERT OR IGNORE INTO utterance (id, witnesses, level, texts)"
                " SELECT utterance, count(DISTINCT article), 0, 0 FROM passage"
                " WHERE utterance IN (SELECT value FROM json_each(?)) GROUP BY utterance",
                (listed(set(groups.values())),),
            )
            self._forget_empty(left)

    def of_passages(self, uids: Iterable[str]) -> dict[str, str]:
        """The utterance of each of the passages that are in one."""
        return dict(
            self._db.read("passage", _OF_PASSAGES, (listed(uids),), lambda row: (name(row[0]), name(row[1])))
        )

    def witnesses(self, utterances: Iterable[str]) -> dict[str, int]:
        """How many articles print each of the utterances; unknown ones are left out."""
        asked = (listed(utterances),)
        return dict(self._db.read("passage", _WITNESSES, asked, lambda row: (name(row[0]), whole(row[1]))))

    def articles(self, utterances: Iterable[str]) -> dict[str, list[str]]:
        """Ids of the articles that print each of the utterances; unknown ones are left out."""
        found: dict[str, list[str]] = {}
        asked = (listed(utterances),)
        for utterance, article in self._db.read(
            "passage", _ARTICLES, asked, lambda row: (name(row[0]), name(row[1]))
        ):
            found.setdefault(utterance, []).append(article)
        return found

    def set_summaries(self, summaries: Mapping[str, Summary]) -> None:
        """Say how many articles print each utterance, how much they differ and how many texts they are."""
        with self._db.transaction(joins=True):
            self._db.run_many(
                _SET_SUMMARY,
                ((utterance, *one) for utterance, one in summaries.items()),
            )

    def summaries(self, utterances: Iterable[str]) -> dict[str, Summary]:
        """What is known of each of the utterances; unknown ones are left out."""
        return dict(
            self._db.read(
                "utterance",
                _SUMMARIES,
                (listed(utterances),),
                lambda row: (name(row[0]), stored_summary(*row[1:])),
            )
        )

    def uncounted(self, limit: int, after: str = "") -> tuple[str, ...]:
        """Ids of the first utterances behind `after` whose texts are not counted. Looks at all until then."""
        statement = "SELECT id FROM utterance WHERE texts = 0 AND id > ? ORDER BY id LIMIT ?"
        return tuple(self._db.names("utterance", statement, (after, limit)))

    def ungroup(self, article: str) -> None:
        """Take the passages of an article out of their groups."""
        uids = self._uids(article)
        if not uids:
            return
        with self._db.transaction(joins=True):
            left = self._utterances(uids)
            self._db.run(
                "UPDATE passage SET utterance = NULL WHERE uid IN (SELECT value FROM json_each(?))",
                (listed(uids),),
            )
            self._forget_empty(left)

    def witnessed(self, minimum: int) -> frozenset[str]:
        """Uids of the quotes a part of which at least `minimum` articles print."""
        return self._in_utterances("u.witnesses - u.transcripts - u.captions >= ?", minimum)

    def differing(self, level: int = 1) -> frozenset[str]:
        """Uids of the quotes a part of which articles print with a difference of at least `level`."""
        return self._in_utterances("u.witnesses > 1 AND u.level >= ?", level)

    def _uids(self, article: str) -> list[str]:
        return self._db.names(
            "passage",
            "SELECT p.uid FROM passage p JOIN article a ON a.no = p.article WHERE a.id = ?",
            (article,),
        )

    def _utterances(self, uids: Iterable[str]) -> list[str]:
        return self._db.names(
            "passage",
            "SELECT DISTINCT utterance FROM passage WHERE utterance IS NOT NULL"
            " AND uid IN (SELECT value FROM json_each(?))",
            (listed(uids),),
        )

    def _forget_empty(self, utterances: Iterable[str]) -> None:
        self._db.run(
            "DELETE FROM utterance WHERE id IN (SELECT value FROM json_each(?))"
            " AND NOT EXISTS (SELECT 1 FROM passage p WHERE p.utterance = utterance.id)",
            (listed(utterances),),
        )

    def _in_utterances(self, which: str, bound: int) -> frozenset[str]:
        # Passages of removed articles are in no utterance.
        return frozenset(self._db.names("quote", _IN_UTTERANCES.format(which), (bound,)))
