"""What the rows of a library were when they were written, so that any other change of them is found.

One rule guards it: every statement of this program that writes a guarded row renews what is kept of it, in
the same transaction. Triggers of the connection do so, also where a row goes with another or is replaced;
they are no part of the file, so that whatever else writes to it is found.

Some tables are guarded row by row, so that a row can be checked when it is shown and named when it is
damaged or gone; the large ones as a whole, by the sum of all rows. The rest needs neither: captions are in
the digest of their article, spans in that of their quote, and fingerprints follow from the passages.
"""

import hashlib
import sqlite3
from collections.abc import Iterator
from itertools import repeat
from typing import Final, NamedTuple

from quotebrowser.store.sqlite.row_door import RowDoor

_MOST: Final = (1 << 62) - 1
"""The largest digest: two of them add up to no more than SQLite's integers hold."""
_SAME_POSTINGS: Final = (
    "SELECT 1 WHERE (SELECT coalesce(posting_sum(value, passage), 0) FROM fingerprint)"
    " = (SELECT coalesce(posting_sum(fingerprints, no), 0) FROM passage)"
)


class Guarded(NamedTuple):
    """Columns of a table that are guarded together."""

    table: str
    key: tuple[str, ...]
    """What names a row; none where all rows are guarded as one."""
    numbers: tuple[str, ...]
    texts: tuple[str, ...]
    """Texts and BLOBs."""

    def digest(self, row: str) -> str:
        """The expression for the digest of a row."""
        columns = ", ".join(
            [f"{row}.{column}" for column in self.numbers]
            + [f"CAST({row}.{column} AS BLOB)" for column in self.texts]  # any bytes, also no UTF-8
        )
        return f"row_digest({columns})"

    def named(self, row: str) -> str:
        """The expression for the key of a row; of no affinity, or SQLite would look through all keys."""
        return "+" + " || ' ' || ".join(f"{row}.{column}" for column in self.key)


_PLACED: Final = ("no", "article", "start", '"end"', "quote")
GUARDED: Final[dict[str, Guarded]] = {
    "article": Guarded("article", ("no",), ("no", "added", "removed"), ("id", "origin", "sha256", "digest")),
    "text": Guarded("article", ("no",), ("no",), ("furniture", "text")),
    "timing": Guarded("timing", ("article",), ("article",), ("moments",)),
    "paging": Guarded("paging", ("article",), ("article",), ("pages",)),
    "fact": Guarded("fact", ("article", "key"), ("article", "confidence"), ("key", "value", "provenance")),
    "fact_correction": Guarded("fact_correction", ("article", "key"), ("article",), ("key", "value")),
    "speaker_correction": Guarded("speaker_correction", ("no",), _PLACED, ("key", "name", "title", "kind")),
    "mark": Guarded("mark", ("no",), _PLACED, ("name",)),
    "annotation": Guarded(
        "annotation", ("no",), (*_PLACED, "at", "place"), ("tag", "text", "exact", "prefix", "suffix")
    ),
    "saved_search": Guarded("saved_search", ("name",), ("at",), ("name", "query")),
    "search_seen": Guarded("search_seen", ("name",), ("article", "at"), ("name",)),
    "past_search": Guarded("past_search", ("no",), ("no", "at"), ("query",)),
    "alias": Guarded("alias", ("key",), (), ("key", "target", "name")),
    "apart": Guarded("apart", ("no",), ("no",), ("key", "other")),
    "put_off": Guarded("put_off", ("no",), ("no",), ("kind", "about", "other")),
    "outcome": Guarded("outcome", ("no",), ("no", "at"), ("path", "article", "outcome", "reason")),
    "meta": Guarded("meta", ("key",), (), ("key", "value")),
    "journal": Guarded("journal", ("no",), ("no", "at", "undone", "size"), ("program",)),
    "journal_row": Guarded("journal_row", ("no",), ("no", "entry"), ("name", "article", "before", "after")),
    "quote": Guarded("quote", (), ("no", "article", "place"), ("uid", "digest")),
    "passage": Guarded(
        "passage",
        (),
        ("no", "article", "quote", "part", "place", "wording", "turn"),
        ("uid", "utterance", "fingerprints", "words"),
    ),
    "link": Guarded("link", (), ("a", "b", "tier", "info", "cover"), ()),
    "utterance": Guarded(
        "utterance", (), ("witnesses", "level", "texts", "transcripts", "captions"), ("id",)
    ),
    "change": Guarded("change", (), ("no",), ("uid",)),
    "state": Guarded("state", (), ("change",), ("token",)),
    "authored": Guarded("authored", ("name", "key"), ("at",), ("name", "key", "author", "audience")),
}
"""By name in the table `guard`."""
AUTHORED: Final = {
    "fact_correction": ("article", "key"),
    "speaker_correction": ("no",),
    "alias": ("key",),
    "apart": ("no",),
    "mark": ("no",),
    "annotation": ("no",),
    "journal": ("no",),
    "journal_row": ("no",),
    "article": ("no",),
}
"""Tables of whose rows `authored` says who wrote them, and what names a row. It goes with its row."""


class Difference(NamedTuple):
    """A row that is not what was written."""

    name: str
    """Of what is guarded."""
    key: object
    """Of the row; None: somewhere among the rows."""
    what: str
    """What is wrong, in words that follow the row."""

    def __str__(self) -> str:
        table = GUARDED[self.name].table if self.name in GUARDED else self.name
        return (
            f"Rows of {table} {self.what}" if self.key is None else f"Row {self.key} of {table} {self.what}"
        )


def checked(statement: str, **parts: str) -> str:
    """A statement that asks for rows, and whether they are what was written.

    Args:
        statement: where it asks so of a row, it has the name of what is guarded in braces.
        parts: the alias of the row by that name; by other names, what is to stand in their place.
    """
    return statement.format(
        **{name: _is_sound(name, part) if name in GUARDED else part for name, part in parts.items()}
    )


def _is_sound(name: str, row: str) -> str:
    one = GUARDED[name]
    return f"{one.digest(row)} = (SELECT digest FROM guard WHERE name = '{name}' AND key = {one.named(row)})"  # noqa: S608 - as above


def key_of(table: str, row: str) -> str:
    """The expression for the key of a row in `authored`: a JSON array of what names it."""
    # SQLite makes no JSON of a BLOB, which a name with lone surrogates is.
    coded = "iif(typeof({0}) = 'blob', char(57344) || hex({0}), {0})"
    return f"json_array({', '.join(coded.format(f'{row}.{column}') for column in AUTHORED[table])})"


def prepare(connection: sqlite3.Connection) -> None:
    """Give a connection the functions for digests."""
    connection.create_function("row_digest", -1, _digest, deterministic=True)
    connection.create_aggregate("row_sum", 1, _Sum)
    connection.create_aggregate("posting_sum", 2, _PostingSum)  # type: ignore[arg-type]  # takes BLOBs


def watch(connection: sqlite3.Connection) -> None:
    """Guard all that a connection writes."""
    for name, one in GUARDED.items():
        if one.key:
            added = (
                f"INSERT OR REPLACE INTO guard VALUES ('{name}', {one.named('NEW')}, {one.digest('NEW')});"  # noqa: S608 - as above
            )
            taken = f"DELETE FROM guard WHERE name = '{name}' AND key = {one.named('OLD')};"  # noqa: S608 - as above
            changed = f"{taken} {added}"
        else:
            added = _summed(name, f"+ {one.digest('NEW')}")
            taken = _summed(name, f"- {one.digest('OLD')}")
            changed = _summed(name, f"+ {one.digest('NEW')} - {one.digest('OLD')}")
        columns = ", ".join(dict.fromkeys((*one.key, *one.numbers, *one.texts)))
        for when, statements in (("INSERT", added), ("DELETE", taken), (f"UPDATE OF {columns}", changed)):
            connection.execute(
                f"CREATE TEMP TRIGGER guard_{name}_{when[:6]} AFTER {when} ON main.{one.table}"
                f" BEGIN {statements} END"
            )
    for table in AUTHORED:
        gone = f"DELETE FROM authored WHERE name = '{table}' AND key = {key_of(table, 'OLD')};"  # noqa: S608 - as above
        connection.execute(
            f"CREATE TEMP TRIGGER authored_{table} AFTER DELETE ON main.{table} BEGIN {gone} END"
        )


def filling() -> Iterator[tuple[str, str]]:
    """What is guarded, and the statement that guards the rows that are there."""
    for name, one in GUARDED.items():
        rows = f"{one.named('t')}, {one.digest('t')} FROM {one.table} t" if one.key else f"'', {_sum(one)}"
        yield name, f"INSERT INTO guard SELECT '{name}', {rows}"


def total(db: RowDoor, name: str) -> int:
    """The sum of the rows of a table that is guarded as a whole."""
    return int(db.rows(f"SELECT {_sum(GUARDED[name])}")[0][0])


def differences(db: RowDoor) -> Iterator[Difference]:
    """All rows that are not what was written. Reads everything."""
    for name, one in GUARDED.items():
        if not one.key:
            same = f"SELECT 1 FROM guard WHERE name = ? AND key = '' AND digest = {_sum(one)}"  # noqa: S608 - as above
            if not db.rows(same, (name,)):
                yield Difference(name, None, "differ from what was stored, or some are missing")
            continue
        key, table = one.named("t"), one.table
        for found, kept in db.rows(
            f"SELECT {key}, g.digest FROM {table} t LEFT JOIN guard g ON g.name = ? AND g.key = {key}"  # noqa: S608 - as above
            f" WHERE g.digest IS NOT {one.digest('t')}",
            (name,),
        ):
            yield Difference(
                name, found, "was never stored" if kept is None else "differs from what was stored"
            )
        for (gone,) in db.rows(
            f"SELECT key FROM guard WHERE name = ? AND key NOT IN (SELECT {key} FROM {table} t)",  # noqa: S608 - as above
            (name,),
        ):
            yield Difference(name, gone, "is missing")
    if not db.rows(_SAME_POSTINGS):
        yield Difference("fingerprint", None, "are not those of the passages")
    for (unknown,) in db.rows("SELECT DISTINCT name FROM guard"):
        if unknown not in GUARDED:
            yield Difference("guard", unknown, "was never stored")


def _summed(name: str, changed: str) -> str:
    return f"UPDATE guard SET digest = (digest {changed}) & {_MOST} WHERE name = '{name}' AND key = '';"  # noqa: S608 - as above


def _sum(one: Guarded) -> str:
    return f"(SELECT coalesce(row_sum({one.digest('t')}), 0) FROM {one.table} t)"  # noqa: S608 - as above


def _digest(*values: float | bytes | None) -> int:
    """Of the values of a row, from 0 to `_MOST`."""
    blobs = [value for value in values if type(value) is bytes]
    plain = [len(value) if type(value) is bytes else value for value in values]
    data = b"".join((ascii(plain).encode(), *blobs))
    return int.from_bytes(hashlib.blake2b(data, digest_size=8).digest()) >> 2


class _Sum:
    """The sum of digests, as SQLite asks Python for it."""

    def __init__(self) -> None:
        self._sum = 0

    def step(self, digest: int) -> None:
        self._sum += digest

    def finalize(self) -> int:
        return self._sum & _MOST


class _PostingSum(_Sum):
    """The sum of postings, each given by itself or with all of its passage."""

    def step(self, values: int | bytes, passage: int) -> None:  # type: ignore[override]
        if type(values) is int:
            self._sum += hash((values, passage))
        elif type(values) is bytes and not len(values) % 8:  # others are damaged, which their own sum says
            self._sum += sum(map(hash, zip(memoryview(values).cast("q"), repeat(passage))))
