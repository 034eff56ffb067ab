"""The latest outcome of every file ever given."""

import time
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from quotebrowser.store.sqlite.database import Database
from quotebrowser.store.sqlite.packing import LAST_SECOND, name, pack, unpack, whole
from quotebrowser.store.sqlite.row_door import Row
from quotebrowser.store.sqlite.row_guard import checked

_KEPT: Final = checked(
    "SELECT no, path, outcome, reason, article, at, {outcome} FROM outcome o ", outcome="o"
)


_SAID: Final = (
    # For a look through all of them; what is shown is read by `some`.
    "SELECT o.no, o.path, o.outcome, o.reason, iif(a.removed, 'removed', ''),"
    " coalesce(ct.value, t.value, ''), coalesce(co.value, u.value, ''), coalesce(cp.value, p.value, '')"
    " FROM outcome o LEFT JOIN article a ON a.id = o.article"
    " LEFT JOIN fact t ON t.article = a.no AND t.key = 'title'"
    " LEFT JOIN fact_correction ct ON ct.article = a.no AND ct.key = 'title'"
    " LEFT JOIN fact u ON u.article = a.no AND u.key = 'outlet'"
    " LEFT JOIN fact_correction co ON co.article = a.no AND co.key = 'outlet'"
    " LEFT JOIN fact p ON p.article = a.no AND p.key = 'published'"
    " LEFT JOIN fact_correction cp ON cp.article = a.no AND cp.key = 'published'"
    " ORDER BY o.no DESC"
)


@dataclass(frozen=True, slots=True)
class KeptOutcome:
    """An outcome as it was reported."""

    no: int
    """Its number; later ones have higher numbers."""
    path: str
    """As given."""
    outcome: str
    """`added`, `known`, `version`, `no quotes` or `rejected`."""
    reason: str
    """One sentence, or empty."""
    article: str
    """Id of the article; empty for a rejected file."""
    at: int
    """When, in seconds since 1970, UTC."""


class Outcomes:
    """The outcomes of one library. A file that holds many articles has one for each."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def record(self, path: str, outcome: str, reason: str = "", article: str = "") -> None:
        """Keep an outcome in place of an earlier one of the same file and article."""
        with self._db.transaction(joins=True):
            if article:
                # The file could not be read once, and now it can.
                self._db.run("DELETE FROM outcome WHERE path = ? AND article = ''", (pack(path),))
            if outcome == "known" and not reason:
                # What was said of the article when it was read is still true of it.
                earlier = self._db.rows(
                    "SELECT reason FROM outcome WHERE path = ? AND article = ?", (pack(path), article)
                )
                reason = unpack(next(iter(earlier), ("",))[0])
            self._db.run(
                "INSERT OR REPLACE INTO outcome (path, article, outcome, reason, at) VALUES (?, ?, ?, ?, ?)",
                (pack(path), article, outcome, pack(reason), int(time.time())),
            )

    def of(self, path: str) -> tuple[KeptOutcome, ...]:
        """The outcomes of one file."""
        return self._kept("WHERE path = ? ORDER BY no", pack(path))

    def numbers(self) -> list[int]:
        """Numbers of all outcomes, the latest first."""
        return [no for (no,) in self._db.rows("SELECT no FROM outcome ORDER BY no DESC")]

    def some(self, numbers: Iterable[int]) -> dict[int, KeptOutcome]:
        """Outcomes by their numbers; those that are gone are left out."""
        asked = str([*numbers])
        return {one.no: one for one in self._kept("WHERE no IN (SELECT value FROM json_each(?))", asked)}

    def said(self) -> list[tuple[int, str]]:
        """Numbers of all outcomes, the latest first, each with all that may be looked for in it."""
        return self._db.made("outcome", self._db.rows(_SAID), _words)

    def latest(self, limit: int = 100) -> tuple[KeptOutcome, ...]:
        """The latest outcomes, newest first."""
        return self._kept("ORDER BY no DESC LIMIT ?", limit)

    def rejected(self) -> tuple[KeptOutcome, ...]:
        """The files that could not be read, in the order in which they were given."""
        return self._kept("WHERE outcome = 'rejected' ORDER BY no")

    def _kept(self, asked: str, *parameters: object) -> tuple[KeptOutcome, ...]:
        return tuple(self._db.read("outcome", _KEPT + asked, parameters, _outcome))


def _words(row: Row) -> tuple[int, str]:
    return row[0], " ".join(map(unpack, row[1:]))


def _outcome(row: Row) -> KeptOutcome:
    no, path, outcome, reason, article, at, sound = row
    if not sound:
        raise ValueError
    return KeptOutcome(no, unpack(path), name(outcome), unpack(reason), name(article), whole(at, LAST_SECOND))
