"""Articles, what is known about them, and their quotes as rows; the user's corrections over what was found.

One rule guards it: whoever writes here is inside a transaction, and has taken away the passages of what is
replaced.
"""

import time
from collections.abc import Iterable, Sequence
from typing import Final

from quotebrowser.model import FACT_KEYS, Article, Fact, Facts, Provenance, Quote
from quotebrowser.store.sqlite.database import Database
from quotebrowser.store.sqlite.packing import (
    article_digest,
    listed,
    pack,
    pack_moments,
    pack_pages,
    pack_set_apart,
    packed_attribution,
    packed_facts,
    quote_digest,
    unpack,
    unpacked_fact,
)
from quotebrowser.store.sqlite.row_door import Row
from quotebrowser.store.sqlite.row_guard import checked

_FACTS: Final = checked(
    "SELECT a.no, a.id, f.key, f.value, f.provenance, f.confidence, {fact}"
    " FROM article a JOIN fact f ON f.article = a.no WHERE a.id IN (SELECT value FROM json_each(?1))"
    " UNION ALL SELECT a.no, a.id, c.key, c.value, NULL, NULL, {fact_correction}"
    " FROM article a JOIN fact_correction c ON c.article = a.no"
    " WHERE a.id IN (SELECT value FROM json_each(?1))",
    fact="f",
    fact_correction="c",
)
CAPTIONS: Final = (
    "(SELECT '[' || coalesce(group_concat('[' || c.start || ',' || c.\"end\" || ']'), '') || ']'"
    " FROM caption c WHERE c.article = a.no)"
)
"""What of the text of an article `a` is captions, as packed spans: read with the article, not by itself.

SQLite's own JSON fails the whole statement at a value that it cannot hold.
"""


def write_article(db: Database, article: Article) -> int:
    """Store the article itself and its facts, without the quotes it had; its row's key."""
    set_apart = pack_set_apart(article)
    checked = article_digest(article)
    no = db.value("SELECT no FROM article WHERE id = ?", (article.id,))
    columns = (pack(article.origin), article.sha256, checked, set_apart, pack(article.text))
    if no is None:
        no = db.insert(
            "INSERT INTO article (no, origin, sha256, digest, furniture, text, id, added)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (db.free_number("article"), *columns, article.id, int(time.time())),
        )
    else:
        db.run("DELETE FROM quote WHERE article = ?", (no,))
        db.run(
            "UPDATE article SET origin = ?, sha256 = ?, digest = ?, furniture = ?, text = ?, removed = 0"
            " WHERE no = ?",
            (*columns, no),
        )
        db.run("DELETE FROM caption WHERE article = ?", (no,))
        db.run("DELETE FROM timing WHERE article = ?", (no,))
        db.run("DELETE FROM paging WHERE article = ?", (no,))
    db.run_many(
        "INSERT OR IGNORE INTO caption VALUES (?, ?, ?)", ((no, s.start, s.end) for s in article.captions)
    )
    if article.times:
        db.run("INSERT INTO timing VALUES (?, ?)", (no, pack_moments(article.times)))
    if article.pages:
        db.run("INSERT INTO paging VALUES (?, ?)", (no, pack_pages(article.pages)))
    replace_facts(db, no, article.facts)
    return int(no)


def write_quotes(db: Database, no: int, article: Article, quotes: Sequence[Quote]) -> None:
    """Store the quotes of the article whose row has the key `no`, in the order they are to be listed."""
    if not quotes:
        return
    # Keys are given out here, so that all rows of a table go in with one statement.
    first = db.free_number("quote")
    parts = [quote.parts(article.text) for quote in quotes]
    db.run_many(
        "INSERT INTO quote (no, uid, article, place, kind, repeats, method, confidence, speaker_key,"
        " speaker_name, speaker_title, speaker_kind, source_start, source_end, cue_start, cue_end,"
        " digest) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (
                first + place,
                quote.uid,
                no,
                place,
                quote.kind.value,
                quote.repeats,
                *packed_attribution(quote.attribution),
                quote_digest(quote, parts[place]),
            )
            for place, quote in enumerate(quotes)
        ),
    )
    db.run_many(
        "INSERT INTO span VALUES (?, ?, ?, ?, ?)",
        (
            (first + place, part, span.start, span.end, pack(text))
            for place, quote in enumerate(quotes)
            for part, (span, text) in enumerate(zip(quote.spans, parts[place], strict=True))
        ),
    )


def replace_facts(db: Database, article: int, facts: Facts) -> None:
    """Store what was found about an article; corrections stay. Inside a transaction."""
    db.run("DELETE FROM fact WHERE article = ?", (article,))
    db.run_many("INSERT INTO fact VALUES (?, ?, ?, ?, ?)", ((article, *row) for row in packed_facts(facts)))


def facts_of(db: Database, ids: Iterable[str]) -> dict[str, Facts]:
    """What is known about each of the articles named, corrections applied; also where nothing is."""
    ids = list(ids)
    known: dict[str, dict[str, Fact]] = {article: {} for article in ids}
    for article, key, fact in _found(db, ids):
        if fact is not None:
            known[article][key] = fact
        else:
            known[article].pop(key, None)
    return {article: Facts(**found) for article, found in known.items()}


def facts_found(db: Database, article: str) -> Facts:
    """What was found about an article, without the corrections."""
    rows = [row for row in db.rows(_FACTS, (listed([article]),)) if row[4] is not None]
    return Facts(**{key: fact for _, key, fact in db.made("fact", rows, _fact) if fact})


def _found(db: Database, ids: Iterable[str]) -> list[tuple[str, str, Fact | None]]:
    """Articles, keys and values: what was found, then the corrections; None takes away what was found."""
    rows = db.rows(_FACTS, (listed(ids),))
    found, corrected = ([row for row in rows if (row[4] is None) is wanted] for wanted in (False, True))
    # Where a correction is damaged nothing is known: what was found, the user has said to be wrong.
    hidden = [(row[1], row[2], None) for row in corrected if not row[6]]
    return db.made("fact", found, _fact) + db.made("fact_correction", corrected, _fact) + hidden


def _fact(row: Row) -> tuple[str, str, Fact | None]:
    _, article, key, value, provenance, confidence, sound = row
    if not sound or key not in FACT_KEYS:
        raise ValueError
    if provenance is not None:
        return article, key, unpacked_fact(value, provenance, confidence)
    corrected = unpack(value)
    return article, key, Fact(corrected, Provenance.USER) if corrected else None
