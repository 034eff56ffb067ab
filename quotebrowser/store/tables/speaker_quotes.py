"""What single speakers said, corrections applied: in which articles, under which titles, in which utterances.

One rule guards it: a speaker is found by the key they go by now, and costs no more than their own quotes.
"""

from collections.abc import Iterable
from typing import Final, NamedTuple

from quotebrowser.model import Date, Fact, Provenance
from quotebrowser.store.sqlite.database import Database
from quotebrowser.store.sqlite.packing import listed, name, unpack
from quotebrowser.store.sqlite.row_door import Row

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
_DOUBTFUL: Final = (
    "SELECT q.uid FROM current_quote q JOIN article a ON a.no = q.article AND a.removed = 0"
    " WHERE q.method IS NOT NULL AND q.confidence < ?"
)
_GUESSED: Final = (
    "SELECT q.uid FROM fact f JOIN article a ON a.no = f.article AND a.removed = 0"
    " JOIN quote q ON q.article = a.no WHERE f.key = ?1"
    " AND f.provenance IN (SELECT value FROM json_each(?2)) AND NOT EXISTS"
    " (SELECT 1 FROM fact_correction c WHERE c.article = f.article AND c.key = f.key)"
)
_KNOWN: Final = (
    "SELECT q.uid FROM quote q JOIN article a ON a.no = q.article AND a.removed = 0 JOIN"
    " (SELECT f.article AS no, f.value AS value FROM fact f WHERE f.key = ?1 AND NOT EXISTS"
    " (SELECT 1 FROM fact_correction c WHERE c.article = f.article AND c.key = f.key)"
    " UNION ALL SELECT c.article, c.value FROM fact_correction c WHERE c.key = ?1 AND c.value <> '') known"
    " ON known.no = q.article WHERE instr(lower(known.value), lower(?2)) > 0"
)
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


class Speakers:
    """The speakers of one library, each by key, and what is not sure."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def uids(self, key: str) -> tuple[str, ...]:
        """Uids of all quotes of a speaker, mentions and repeats included."""
        return tuple(self._db.names("quote", _UIDS, (listed([key]),)))

    def doubtful(self, below: float) -> tuple[str, ...]:
        """Uids of the quotes that are given to somebody with a lower confidence."""
        return tuple(self._db.names("quote", _DOUBTFUL, (below,)))

    def guessed(self, fact: str) -> tuple[str, ...]:
        """Uids of the quotes of articles of which a fact is known by guess, and not corrected."""
        return tuple(self._db.names("quote", _GUESSED, (fact, listed(_GUESSES))))

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
