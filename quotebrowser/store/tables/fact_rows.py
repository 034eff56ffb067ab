"""What is known about stored articles, with the user's corrections over what was found."""

from collections.abc import Iterable
from typing import Any, Final

from quotebrowser.model import Fact, Facts, Provenance
from quotebrowser.store.sqlite.database import Database
from quotebrowser.store.sqlite.packing import listed, packed_facts, unpack, unpacked_fact

_FACTS: Final = (
    "SELECT a.id, f.key, f.value, f.provenance, f.confidence"
    " FROM article a JOIN fact f ON f.article = a.no WHERE a.id IN (SELECT value FROM json_each(?1))"
    " UNION ALL SELECT a.id, c.key, c.value, NULL, NULL"
    " FROM article a JOIN fact_correction c ON c.article = a.no"
    " WHERE a.id IN (SELECT value FROM json_each(?1))"
)


def _found(db: Database, ids: Iterable[str]) -> list[tuple[Any, ...]]:
    """Rows (article, key, value, provenance, confidence): what was found, then the corrections.

    A correction has no provenance.
    """
    return sorted(db.rows(_FACTS, (listed(ids),)), key=lambda row: row[3] is None)


def replace_facts(db: Database, article: int, facts: Facts) -> None:
    """Store what was found about an article; corrections stay. Inside a transaction."""
    db.run("DELETE FROM fact WHERE article = ?", (article,))
    db.run_many("INSERT INTO fact VALUES (?, ?, ?, ?, ?)", ((article, *row) for row in packed_facts(facts)))


def facts_of(db: Database, ids: Iterable[str]) -> dict[str, Facts]:
    """What is known about each of the articles named, corrections applied; also where nothing is."""
    ids = list(ids)
    known: dict[str, dict[str, Fact]] = {article: {} for article in ids}
    for article, key, value, provenance, confidence in _found(db, ids):
        if provenance is not None:
            known[article][key] = unpacked_fact(value, provenance, confidence)
        elif value:
            known[article][key] = Fact(unpack(value), Provenance.USER)
        else:
            known[article].pop(key, None)
    return {article: Facts(**found) for article, found in known.items()}
