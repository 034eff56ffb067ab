"""Whether a library still holds what was stored in it.

One rule guards it: nothing is trusted. Every article and quote is compared with the digest taken when it was
stored, every quote with the words of its article, and all else with its guard: a flipped bit is found, and so
is a row that is gone, and a wrong program.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from quotebrowser.errors import LibraryError
from quotebrowser.model import Article, Facts, Span
from quotebrowser.store.sqlite.database import Database
from quotebrowser.store.sqlite.failures import VALUE_ERRORS, DamagedError, damaged, damaged_row
from quotebrowser.store.sqlite.packing import (
    article_digest,
    quote_digest,
    unpack,
    unpack_set_apart,
    unpack_spans,
    unpacked_fact,
    unpacked_quote,
)
from quotebrowser.store.sqlite.row_guard import differences
from quotebrowser.store.sqlite.row_rules import unsound
from quotebrowser.store.tables.anchors import orphans
from quotebrowser.store.tables.article_rows import CAPTIONS


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is wrong."""

    kind: str
    """`damaged`, `row`, `article`, `quote`, `link`, `index` or `orphan`; an orphan is no damage."""
    where: str
    """Id of an article, uid of a quote, or empty."""
    detail: str
    """One sentence without a final period."""

    def __str__(self) -> str:
        return f"{self.where}: {self.detail}" if self.where else self.detail


_KINDS: Final = {"article": "article", "text": "article", "fact": "article", "quote": "quote"}
"""What the rows of a guard belong to."""
_ARTICLE: Final = "SELECT origin, sha256, furniture, text, digest, {captions} FROM article a WHERE no = ?"
_QUOTES: Final = (
    "SELECT no, uid, ?, kind, repeats, method, confidence, speaker_key, speaker_name, speaker_title,"
    " speaker_kind, source_start, source_end, cue_start, cue_end, digest FROM quote WHERE article = ?"
)
_SPANS: Final = (
    'SELECT s.quote, s.place, s.start, s."end", s.text FROM span s JOIN quote q ON q.no = s.quote'
    " WHERE q.article = ? ORDER BY s.quote, s.place"
)


def check(db: Database) -> tuple[Finding, ...]:
    """All that is wrong, articles in the order of adding; empty if nothing is."""
    db.rows("BEGIN")  # all that is read is of one moment, whatever other programs write
    try:
        return tuple(_findings(db))
    finally:
        db.rows("ROLLBACK")


def first_damage(db: Database) -> DamagedError | None:
    """The first thing that is wrong; None if nothing is. Reads everything."""
    row = next(unsound(db), None)
    if row is not None:
        return damaged_row(row.table, row.key)
    found = next((finding for finding in _findings(db) if finding.kind != "orphan"), None)
    return None if found is None else damaged(db.path, str(found))


def _findings(db: Database) -> Iterator[Finding]:
    try:
        for (sentence,) in db.rows("PRAGMA integrity_check"):
            if sentence != "ok":
                yield Finding("damaged", "", str(sentence))
        for table, row, parent, _ in db.rows("PRAGMA foreign_key_check"):
            yield Finding("link", "", f"Row {row} of {table} belongs to a {parent} that is missing")
        for row in unsound(db):
            yield Finding("row", "", str(row))
        for difference in differences(db):
            yield Finding(_KINDS.get(difference.name, "row"), "", str(difference))
        for no, article in db.rows("SELECT no, id FROM article ORDER BY no"):
            yield from _article(db, no, str(article))
    except LibraryError as error:
        yield Finding("damaged", "", error.message)
        return
    for orphan in orphans(db):
        yield Finding(
            "orphan",
            orphan.article,
            f"There is no longer a quote at {orphan.span.start} to {orphan.span.end},"
            f" where {orphan.kind} {orphan.value!r} was set"
            f"{f' on {orphan.words!r}' if orphan.words else ''}",
        )


def _article(db: Database, no: int, name: str) -> Iterator[Finding]:
    found = unsound_quotes(db, no, name)
    if found is None:
        yield Finding("article", name, "The article differs from what was stored")
        return
    for _, uid in found:
        yield Finding("quote", str(uid), f"The quote differs from what was stored for article {name}")


def unsound_quotes(db: Database, no: int, name: str) -> list[tuple[int, object]] | None:
    """Keys and uids of the quotes of an article that are not what was stored; None if the article is not."""
    try:
        text = _text(db, no, name)
    except VALUE_ERRORS:
        text = None
    if text is None:
        return None
    spans: dict[int, list[tuple[Any, ...]]] = {}
    for quote, *span in db.rows(_SPANS, (no,)):
        spans.setdefault(quote, []).append(tuple(span))
    unsound: list[tuple[int, object]] = []
    for row in db.rows(_QUOTES, (name, no)):
        try:
            sound = _is_sound(row, spans.get(row[0], []), text)
        except VALUE_ERRORS:
            sound = False
        if not sound:
            unsound.append(row[:2])
    return unsound


def _text(db: Database, no: int, name: str) -> str | None:
    """The text of an article, None where the article is not what was stored."""
    origin, sha256, furniture, text, digest, captions = db.rows(_ARTICLE.format(captions=CAPTIONS), (no,))[0]
    facts = Facts(
        **{
            key: unpacked_fact(*columns)
            for key, *columns in db.rows(
                "SELECT key, value, provenance, confidence FROM fact WHERE article = ?", (no,)
            )
        }
    )
    set_apart, labels = unpack_set_apart(furniture)
    captioned = unpack_spans(captions)
    article = Article(
        name, unpack(text), unpack(origin), facts, sha256, set_apart, captions=captioned, labels=labels
    )
    return article.text if article_digest(article) == digest else None


def _is_sound(row: Sequence[Any], stored: Sequence[tuple[Any, ...]], text: str) -> bool:
    """Whether a quote is what was stored, and its words are those of the article's `text`."""
    spans = tuple(Span(start, end) for _, start, end, _ in stored)
    words = [unpack(printed) for *_, printed in stored]
    quote = unpacked_quote(row[1:-1], spans)
    in_order = [place for place, *_ in stored] == list(range(len(stored)))
    return in_order and quote_digest(quote, words) == row[-1] and words == [span.of(text) for span in spans]
