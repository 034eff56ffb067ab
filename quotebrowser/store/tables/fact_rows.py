"""What is known about stored articles, with the user's corrections over what was found."""

from collections.abc import Iterable

from quotebrowser.model import Fact, Facts, Provenance
from quotebrowser.store.sqlite.database import Database
from quotebrowser.store.sqlite.packing import listed, packed_facts, unpack, unpacked_fact


def replace_facts(db: Database, article: int, facts: Facts) -> None:
    """Store what was found about an article; corrections stay. Inside a transaction."""
    db.run("DELETE FROM fact WHERE article = ?", (article,))
    db.run_many("INSERT INTO fact VALUES (?, ?, ?, ?, ?)", ((article, *row) for row in packed_facts(facts)))


def facts_of(db: Database, ids: Iterable[str]) -> dict[str, Facts]:
    """What is known about each of the articles named, corrections applied; also where nothing is."""
    ids = list(ids)
    wanted = listed(ids)
    known: dict[str, dict[str, Fact]] = {article: {} for article in ids}
    for article, key, value, provenance, confidence in db.rows(
        "SELECT a.id, f.key, f.value, f.provenance, f.confidence"
        " FROM article a JOIN fact f ON f.article = a.no"
        " WHERE a.id IN (SELECT value FROM json_each(?))",
        (wanted,),
    ):
        known[article][key] = unpacked_fact(value, provenance, confidence)
    for article, key, value in db.rows(
        "SELECT a.id, c.key, c.value FROM article a JOIN fact_correction c ON c.article = a.no"
        " WHERE a.id IN (SELECT value FROM json_each(?))",
        (wanted,),
    ):
        known[article].pop(key, None)
        if value:
            known[article][key] = Fact(unpack(value), Provenance.USER)
    return {article: Facts(**found) for article, found in known.items()}
