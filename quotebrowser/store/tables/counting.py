"""How much a library holds, counted.

One rule guards it: it is counted again after a write and no sooner; a million quotes take half a second.
"""

import time
from dataclasses import dataclass
from typing import Final

from quotebrowser.store.sqlite.database import Database

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

    def _counted(self) -> Counts:
        (counted,) = self._db.rows(_COUNTS)
        return Counts(*counted)
