"""Rows as they were before a change and after it: seen while it is made, and put back.

One rule guards it: what is put back is what was there, to the value, or nothing is. Where a row is no longer
as the change left it, or is none that this program writes, the whole is refused.

Rows that follow from others (groups, fingerprints) are not kept: their own rules make them again. Of passages
the numbers are kept, so that they get the same ones.
"""

import base64
import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple, Self

from quotebrowser.errors import LibraryError
from quotebrowser.store.sqlite.database import Database
from quotebrowser.store.sqlite.row_rules import ADDED, JOURNALED, KEYED, PASSAGE, RULES

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
_WHOLE: Final = frozenset({"quote", "span", "speaker_correction", "mark", "annotation"})
"""Tables of which rows are kept too that were written again as they were: where a quote goes, its spans go
with it, and what is tied to it is let go."""


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

    def turned(self) -> Self:
        """The same, seen from its end."""
        return self._replace(before=self.after, after=self.before)

    @property
    def key(self) -> tuple[object, ...]:
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


def unwatch(db: Database, tables: Collection[str] = tuple(_WATCHED)) -> list[Image]:
    """End `watch`; the rows that were changed, as they were and as they are now."""
    found = [image for table in tables for image in _seen(db, table)]
    for table in tables:
        for when, _ in _whens(table, "", ""):
            db.run(f"DROP TRIGGER temp.seen_{table}_{when}")
        db.run(f"DROP TABLE temp.seen_{table}")
    return list(_of_articles(db, found))


def put_back(db: Database, images: Sequence[Image]) -> None:
    """Make rows what they were before a change. Inside a transaction, which an error must end.

    Raises:
        ChangedSinceError: one of them is not as the change left it.
    """
    for image in images:
        if _counts(image) and not _is_now(db, image):
            raise changed_since()
    rows = {table: [image for image in images if image.name == table] for table in _PUT}
    try:
        for table in reversed(_PUT):
            for image in rows[table]:
                if image.after and not (table == "article" and image.before):
                    db.run(f"DELETE FROM {table} WHERE {_named(table)}", image.key[1:])  # noqa: S608 - of the schema
        for table in _PUT:
            for image in rows[table]:
                _put(db, image)
    except LibraryError as error:
        if isinstance(
            error.__cause__, sqlite3.IntegrityError
        ):  # what it belongs to is gone, or its place taken
            raise changed_since() from error
        raise


def net(images: Iterable[Image]) -> dict[tuple[object, ...], tuple[Values | None, Values | None]]:
    """What changed, by what names the row."""
    return {one.key: one[2:] for one in images if _counts(one) and one.before != one.after}


def packed(values: Values | None) -> str | None:
    """A row as JSON."""
    if values is None:
        return None
    plain = {
        column: {"bytes": base64.b64encode(value).decode()} if isinstance(value, bytes) else value
        for column, value in values.items()
    }
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":"))


def unpacked(db: Database, name: str, data: object) -> Values | None:
    """The row that `packed` packed; None for none.

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
    asked = ", ".join(f"? AS {column}" for column in values)
    rules = (RULES[name].get(column, "typeof({0}) = 'integer'").format(column) for column in values)
    holds = " AND ".join(f"({rule})" for rule in rules)
    if db.value(f"SELECT {holds} FROM (SELECT {asked})", [*values.values()]) != 1:  # noqa: S608 - of the schema
        raise ValueError
    return values


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
        for values in filter(None, one[2:]):
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


def _is_now(db: Database, image: Image) -> bool:
    """Whether a row is as a change left it."""
    columns = tuple(image.after or _PUT[image.name])
    rows = db.rows(f"SELECT {', '.join(columns)} FROM {image.name} WHERE {_named(image.name)}", image.key[1:])  # noqa: S608 - of the schema
    return [dict(zip(columns, row, strict=True)) for row in rows] == ([image.after] if image.after else [])


def _put(db: Database, image: Image) -> None:
    before, table = image.before, image.name
    if before is None:
        return
    if table == _REPORTED:
        db.run("DELETE FROM outcome WHERE path = ? AND article = ?", (before["path"], before["article"]))
    if table == "article" and image.after:
        changed = ", ".join(f"{column} = ?" for column in before)
        db.run(f"UPDATE article SET {changed} WHERE no = ?", (*before.values(), before["no"]))  # noqa: S608 - of the schema
    else:
        db.run(
            f"INSERT INTO {table} ({', '.join(before)}) VALUES ({', '.join('?' * len(before))})",  # noqa: S608 - of the schema
            tuple(before.values()),
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
