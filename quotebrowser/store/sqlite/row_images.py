"""Rows as they were before a change and after it: seen while it is made, and put back.

One rule guards it: what is put back is what was there, to the value, or nothing is. Where a row is no longer
as the change left it, or is none that this program writes, the whole is refused.

Rows that follow from others (groups, fingerprints) are not kept: their own rules make them again. Of passages
the numbers are kept, so that they get the same ones.
"""

import base64
import json
import sqlite3
import time
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import groupby, islice
from typing import Any, Final, NamedTuple, Self, TypeVar

from quotebrowser.errors import LibraryError
from quotebrowser.store.sqlite.database import Database
from quotebrowser.store.sqlite.row_rules import ADDED, JOURNALED, KEYED, PASSAGE, RULES

_T = TypeVar("_T")
Values = Mapping[str, Any]
"""A row by its columns; of an article that was changed, its number and what was changed."""

_KEYS: Final = {
    "fact": ("article", "key"),
    "caption": ("article", "start", '"end"'),
    "timing": ("article",),
    "paging": ("article",),
    "span": ("quote", "place"),
    "fact_correction": ("article", "key"),
    "alias": ("key",),
    "saved_search": ("name",),
    PASSAGE: ("uid",),
}
"""What names a row, where that is not its number."""
_PUT: Final = {
    table: (*(() if table in KEYED else ("no",)), *RULES[table])
    for table in JOURNALED
    if table not in (PASSAGE, ADDED)
}
"""The columns of what is put back; tables behind those whose rows they belong to."""
_WATCHED: Final = _PUT | {PASSAGE: ("no", "uid", "article")}
_REPORTED: Final = "outcome"
"""What was said of files is said again whenever they are given; it is put back whatever it is by now."""
_AT_ONCE: Final = 50
"""Rows that one statement takes; SQLite may have no more than 999 values in one."""
_PACKED: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_WHOLE: Final = frozenset({"quote", "span", "speaker_correction", "mark", "annotation"})
"""Tables of which rows are kept too that were written again as they were: where a quote goes, its spans go
with it, and what is tied to it is let go."""
_SAID: Final = frozenset({"mark", "annotation"})
"""Tables whose rows may be one user's alone."""
PERSONAL: Final = "user:"
"""How the audience of a row begins that is one user's alone; the user's name follows."""
_AUTHORED: Final = (
    "SELECT name, key, audience FROM authored WHERE name = ? AND key IN (SELECT value FROM json_each(?))"
)


class Image(NamedTuple):
    """A row before a change and after it."""

    name: str
    """Of the table; or `ADDED`: an article that was added, with all that hangs on it."""
    article: str
    """Id of the article that it belongs to; empty if it belongs to none."""
    before: Values | None = None
    """None: there was none."""
    after: Values | None = None
    """None: there is none."""
    audience: str = ""
    """`PERSONAL` and a name: it is that user's alone; else empty."""

    def turned(self) -> Self:
        """The same, seen from its end."""
        return self._replace(before=self.after, after=self.before)

    @property
    def key(self) -> tuple[Any, ...]:
        """What names the row."""
        values = self.after or self.before or {}
        return (self.name, *(values[column] for column in _key(self.name)))


class ChangedSinceError(LibraryError):
    """A row is not as a change left it."""


def watch(db: Database, tables: Collection[str] = tuple(_WATCHED)) -> None:
    """Keep rows as they are before they are changed, until `unwatch`. Inside a transaction."""
    for table in tables:
        columns, key = _WATCHED[table], _key(table)
        db.run(f"CREATE TEMP TABLE seen_{table} ({', '.join(columns)}, was)")
        old = f"INSERT INTO seen_{table} VALUES ({_row('OLD', columns)}, 1);"  # noqa: S608 - of the schema
        new = f"INSERT INTO seen_{table} ({', '.join(key)}, was) VALUES ({_row('NEW', key)}, 0);"  # noqa: S608 - of the schema
        for when, kept in _whens(table, old, new):
            db.run(f"CREATE TEMP TRIGGER seen_{table}_{when} AFTER {when} ON main.{table} BEGIN {kept} END")
    if not _SAID.isdisjoint(tables):
        db.run("CREATE TEMP TABLE seen_authored (name, key, audience)")
        db.run(
            "CREATE TEMP TRIGGER seen_authored_DELETE AFTER DELETE ON main.authored"
            " BEGIN INSERT INTO seen_authored VALUES (OLD.name, OLD.key, OLD.audience); END"
        )


def unwatch(db: Database, tables: Collection[str] = tuple(_WATCHED)) -> list[Image]:
    """End `watch`; the rows that were changed, as they were and as they are now."""
    found = [image for table in tables for image in _seen(db, table)]
    for table in tables:
        for when, _ in _whens(table, "", ""):
            db.run(f"DROP TRIGGER temp.seen_{table}_{when}")
        db.run(f"DROP TABLE temp.seen_{table}")
    if not _SAID.isdisjoint(tables):
        found = list(_personal(db, found))
        db.run("DROP TRIGGER temp.seen_authored_DELETE")
        db.run("DROP TABLE temp.seen_authored")
    return list(_of_articles(db, found))


def _personal(db: Database, images: Sequence[Image]) -> Iterator[Image]:
    """Images, each with whose its row alone is or was."""
    known: dict[tuple[object, object], object] = {}
    for name in _SAID:
        numbers = [one.key[1] for one in images if one.name == name]
        if numbers:
            there = db.rows(_AUTHORED, (name, json.dumps([json.dumps([no]) for no in numbers])))
            gone = db.rows("SELECT name, key, audience FROM temp.seen_authored WHERE name = ?", (name,))
            known |= {(table, key): audience for table, key, audience in [*gone, *there]}
    for one in images:
        audience = str(known.get((one.name, json.dumps([*one.key[1:]])), "")) if one.name in _SAID else ""
        yield one._replace(audience=audience) if audience.startswith(PERSONAL) else one


def make_personal(db: Database, rows: Iterable[tuple[str, int, str]]) -> None:
    """Say whose alone rows are, each given by its table, number and audience. Inside a transaction."""
    now = int(time.time())
    said = [(name, json.dumps([no]), whose.removeprefix(PERSONAL), now, whose) for name, no, whose in rows]
    db.run_many("INSERT OR REPLACE INTO authored VALUES (?, ?, ?, ?, ?)", said)


def put_back(db: Database, images: Sequence[Image]) -> None:
    """Make rows what they were before a change. Inside a transaction, which an error must end.

    Raises:
        ChangedSinceError: one of them is not as the change left it.
    """
    for (table, columns), some in groupby(filter(_counts, images), _columns):
        if not _are_now(db, table, columns, some):
            raise changed_since()
    rows = {table: [image for image in images if image.name == table] for table in _PUT}
    try:
        for table in reversed(_PUT):
            gone = (one for one in rows[table] if one.after and not (table == "article" and one.before))
            db.run_many(f"DELETE FROM {table} WHERE {_named(table)}", (one.key[1:] for one in gone))  # noqa: S608 - of the schema
        for table in _PUT:
            _put(db, table, [one for one in rows[table] if one.before])
        own = [one for one in images if one.audience and one.before and one.name in _SAID]
        make_personal(db, [(one.name, one.key[1], one.audience) for one in own])
    except LibraryError as error:
        if isinstance(
            error.__cause__, sqlite3.IntegrityError
        ):  # what it belongs to is gone, or its place taken
            raise changed_since() from error
        raise


def net(images: Iterable[Image]) -> dict[tuple[object, ...], tuple[Values | None, Values | None]]:
    """What changed, by what names the row."""
    return {one.key: one[2:4] for one in images if _counts(one) and one.before != one.after}


def packed(values: Values | None) -> str | None:
    """A row as JSON."""
    if values is None:
        return None
    plain = {
        column: {"bytes": base64.b64encode(value).decode()} if isinstance(value, bytes) else value
        for column, value in values.items()
    }
    return _PACKED(plain)


def unpacked(name: str, data: object) -> Values | None:
    """The row that `packed` packed, with values that `require_sound` has not seen; None for none.

    Raises:
        One of `VALUE_ERRORS`: it is no row that this program writes.
    """
    if data is None:
        return None
    if type(data) is not str:
        raise TypeError
    columns = _WATCHED[name]
    values = {column: _value(value) for column, value in json.loads(data).items()}
    if name == "article" and len(values) < len(columns):
        if "no" not in values or not values.keys() <= {*columns}:
            raise ValueError
    elif tuple(values) != columns:
        raise ValueError
    return values


def require_sound(db: Database, rows: Iterable[tuple[str, Values | None]]) -> None:
    """Look at the values of rows, each given with the name of its table.

    Raises:
        One of `VALUE_ERRORS`: it is no row that this program writes.
    """
    given = ((name, values) for name, values in rows if values)
    for (name, columns), some in groupby(given, lambda row: (row[0], tuple(row[1]))):
        asked = ", ".join(f"column{no} AS {column}" for no, column in enumerate(columns, 1))
        rules = (RULES[name].get(column, "typeof({0}) = 'integer'").format(column) for column in columns)
        holds = " AND ".join(f"({rule})" for rule in rules)
        for batch in _batches(values.values() for _, values in some):
            listed, parameters = _listed(batch)
            sound = f"SELECT total(({holds}) IS 1) FROM (SELECT {asked} FROM ({listed}))"  # noqa: S608 - of the schema
            if db.value(sound, parameters) != len(batch):
                raise ValueError


def _batches(rows: Iterable[_T]) -> Iterator[list[_T]]:
    """Rows, as many together as one statement takes."""
    some = iter(rows)
    while batch := list(islice(some, _AT_ONCE)):
        yield batch


def _listed(rows: Sequence[Collection[object]]) -> tuple[str, list[object]]:
    """Rows of the same width as a table of their own, and its values."""
    row = f"({', '.join('?' * len(rows[0]))})"
    return f"VALUES {', '.join([row] * len(rows))}", [value for values in rows for value in values]


def _value(value: object) -> object:
    if isinstance(value, dict):
        (encoded,) = value.values()
        return base64.b64decode(encoded, validate=True)
    if type(value) not in (int, float, str, type(None)):
        raise TypeError
    return value


def _whens(table: str, old: str, new: str) -> list[tuple[str, str]]:
    """When a row of a table is to be kept, and the statements that do."""
    whens = [("INSERT", new), ("DELETE", old)]
    return whens if table == PASSAGE else [*whens, ("UPDATE", old + new)]  # no number of it is ever changed


def _seen(db: Database, table: str) -> Iterator[Image]:
    columns, key = _WATCHED[table], _key(table)
    same = " AND ".join(f"t.{column} = s.{column}" for column in key)
    rows = db.rows(
        # Of the rows of a key the first: SQLite gives the others of its columns with the least number.
        f"SELECT {_row('s', columns)}, s.was, t.{key[0]} IS NOT NULL, {_row('t', columns)}, min(s.rowid)"  # noqa: S608 - of the schema
        f" FROM temp.seen_{table} s LEFT JOIN main.{table} t ON {same} GROUP BY {_row('s', key)}"
    )
    width = len(columns)
    for row in rows:
        before = dict(zip(columns, row, strict=False)) if row[width] else None
        after = dict(zip(columns, row[width + 2 :], strict=False)) if row[width + 1] else None
        if table == "article" and before and after:
            changed = [one for one in columns if one == "no" or before[one] != after[one]]
            before, after = ({one: values[one] for one in changed} for values in (before, after))
        if before != after or (before and table in _WHOLE):
            yield Image(table, "", before, after)


def _of_articles(db: Database, images: Sequence[Image]) -> Iterator[Image]:
    """Images, each with the id of the article that its row belongs to."""
    quotes: dict[object, object] = {}
    ids: dict[object, object] = {}
    for one in images:
        for values in filter(None, one[2:4]):
            if one.name == "quote":
                quotes[values["no"]] = values["article"]
            if one.name == "article" and "id" in values:
                ids[values["no"]] = values["id"]
    owners = [_owner(one, quotes) for one in images]
    asked = [no for no in dict.fromkeys(owners) if type(no) is int and no not in ids]
    ids |= db.rows(
        "SELECT no, id FROM article WHERE no IN (SELECT value FROM json_each(?))", (json.dumps(asked),)
    )
    for one, no in zip(images, owners, strict=True):
        yield one._replace(article=str(no if type(no) is str else ids[no]))


def _owner(image: Image, quotes: Mapping[object, object]) -> object:
    """The number of the article that a row belongs to; its id where the row has that, empty for none."""
    values = image.after or image.before or {}
    if image.name == "span":
        return quotes[values["quote"]]
    return values["no"] if image.name == "article" else values.get("article", "")


def _counts(image: Image) -> bool:
    """Whether a row must be as the change left it."""
    return image.name in _PUT and image.name != _REPORTED


def _columns(image: Image) -> tuple[str, tuple[str, ...]]:
    """The table of a row, and what of it was changed."""
    return image.name, tuple(image.after or _PUT[image.name])


def _are_now(db: Database, table: str, columns: Sequence[str], images: Iterable[Image]) -> bool:
    """Whether rows of a table are as a change left them."""
    expected = {one.key[1:]: one.after for one in images}
    same = " AND ".join(f"t.{column} = k.column{no}" for no, column in enumerate(_key(table), 1))
    for batch in _batches(expected):
        listed, parameters = _listed(batch)
        # The keys come first, or SQLite may look through the whole table.
        asked = f"SELECT {_row('t', columns)} FROM ({listed}) k CROSS JOIN {table} t ON {same}"  # noqa: S608 - of the schema
        found = [dict(zip(columns, row, strict=True)) for row in db.rows(asked, parameters)]
        present = {tuple(values[column] for column in _key(table)): values for values in found}
        if any(present.get(key) != expected[key] for key in batch):
            return False
    return True


def _put(db: Database, table: str, images: Iterable[Image]) -> None:
    """Put rows of a table back, all of which were there before."""
    rows = [(one.before or {}, one.after) for one in images]
    if table == _REPORTED:
        reported = ((before["path"], before["article"]) for before, _ in rows)
        db.run_many("DELETE FROM outcome WHERE path = ? AND article = ?", reported)
    for before in [before for before, after in rows if table == "article" and after]:
        changed = ", ".join(f"{column} = ?" for column in before)
        db.run(f"UPDATE article SET {changed} WHERE no = ?", (*before.values(), before["no"]))  # noqa: S608 - of the schema
    columns = _PUT[table]
    db.run_many(
        f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})",  # noqa: S608 - of the schema
        [tuple(before.values()) for before, after in rows if not (table == "article" and after)],
    )


def _key(table: str) -> tuple[str, ...]:
    return _KEYS.get(table, ("no",))


def _named(table: str) -> str:
    return " AND ".join(f"{column} = ?" for column in _key(table))


def _row(alias: str, columns: Iterable[str]) -> str:
    return ", ".join(f"{alias}.{column}" for column in columns)


def changed_since() -> ChangedSinceError:
    """What is said where rows are not as a change left them."""
    return ChangedSinceError("What was changed then has been changed again since", "Nothing was changed now.")
