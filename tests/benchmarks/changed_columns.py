"""Whether `doctor` says so when one value, or one row, of a library's file is changed behind its back.

usage: changed_columns.py

Makes a library of the sample articles with all that a user can do to it; then changes one value of every
column of every table, takes a row away and puts one in, each in a copy of its own. Prints a line for each,
and exits 1 when one is not reported.
"""

import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from quotebrowser.library import Library
from quotebrowser.library.adding import add_files
from quotebrowser.library.changing import remove_articles
from quotebrowser.library.upkeep import level, regroup
from quotebrowser.model import Article, Facts, Moment, Page, Span, article_id
from quotebrowser.store import Store

SAMPLES = Path(__file__).parents[2] / "seeds"
LESS, MORE = "a row less", "a row more"


def fill(directory: Path, scratch: Path) -> None:
    """Make a library with rows in every table, one sample article printed twice."""
    given = scratch / "given"
    shutil.copytree(SAMPLES, given)
    first = min(given.glob("*.txt"))
    (given / "again.txt").write_text(
        f"Reprinted here.\n\n{first.read_text(encoding='utf-8')}", encoding="utf-8"
    )
    (given / "broken.pdf").write_bytes(bytes(range(256)) * 9)
    with closing(Library.open(directory)) as library:
        list(add_files.add(library, [given], jobs=1))
        articles, uids = library.store.articles.ids(), library.store.quotes.uids()
        for article, outlet in zip(articles, ("Example Herald", "Kleine Zeitung"), strict=False):
            library.store.corrections.set_fact(article, "outlet", outlet)
        for uid in uids[:3]:
            library.store.corrections.set_speaker(uid, f"Dr. Cy Sample {uid}")
            library.store.marks.mark(uid, "chapter 2")
            for tag in ("", "lead"):
                library.store.annotations.put(uid, tag=tag, text="" if tag else f"Ask {uid} again.")
        with library.store.transaction():
            for table in ("mark", "annotation", "speaker_correction"):
                library.store.authors.keep(table, (1, 2), "anna")
        for name in ("one", "two"):
            library.store.searches.save(name, "harbour")
            library.store.searches.look(name)
            library.store.searches.remember([f"{name} harbour"])
        for speaker in library.store.quotes.speakers()[:3]:
            library.store.corrections.alias(speaker.key, f"Ada {speaker.name}")
            library.store.corrections.keep_apart(speaker.key, "Zoe Quint")
            library.store.speakers.put(("name", speaker.key, "zoe quint"), off=True)
        for name in ("search 1", "search 2"):
            library.store.meta.set(name, "harbour")
        regroup.refresh(library, articles)
        remove_articles.remove(library, articles[-1:])
        captioned = Article(article_id("p"), "A port.", "p.txt", Facts(), sha256="p", captions=(Span(0, 7),))
        captioned = replace(
            captioned, times=(Moment(0, 0), Moment(2, 900)), pages=(Page(0, "ix", labelled=True),)
        )
        library.store.articles.add(captioned)
        level.catch_up(library)


def names(file: Path) -> Iterator[tuple[str, str]]:
    """A table and a column, or what is done to a row: each thing that `change` can do to a library's file."""
    with closing(sqlite3.connect(file)) as read:
        tables = [name for (name,) in read.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for table in tables:
            if not table.startswith("sqlite_"):
                columns = [row[1] for row in read.execute(f"PRAGMA table_info({table})")]
                yield from ((table, what) for what in (*columns, LESS, MORE))


def change(file: Path, table: str, what: str) -> bool:
    """Change a value of a column in a row of a table, or the rows; whether there was something to change."""
    with closing(sqlite3.connect(file)) as other, other:
        columns = [row[1] for row in other.execute(f"PRAGMA table_info({table})")]
        asked = f"""SELECT * FROM {table} {f'WHERE "{what}" IS NOT NULL' if what in columns else ""}"""
        rows = other.execute(asked).fetchall()
        if not rows:
            return False
        row = rows[len(rows) // 2]
        same = " AND ".join(f'"{column}" IS ?' for column in columns)
        if what == LESS:
            other.execute(f"DELETE FROM {table} WHERE {same}", row)
        elif what == MORE:
            marks = ", ".join("?" * len(columns))
            other.execute(
                f"INSERT INTO {table} VALUES ({marks})", [_altered(value, 1_000_003) for value in row]
            )
        else:
            old = row[columns.index(what)]
            try:
                other.execute(f'UPDATE {table} SET "{what}" = ? WHERE {same}', (_altered(old, 1), *row))
            except sqlite3.IntegrityError:  # another row has that value
                other.execute(
                    f'UPDATE {table} SET "{what}" = ? WHERE {same}', (_altered(old, 1_000_003), *row)
                )
        return True


def _altered(value: object, by: int) -> object:
    """Another value of the same kind, as near as can be."""
    if isinstance(value, str):
        return f"{value[:-1]}{'x' if value[-1:] != 'x' else 'y'}"
    if isinstance(value, bytes):
        return value[:-1] + bytes([value[-1] ^ 1]) if value else b"x"
    if value in (0, 1) and by == 1:
        return 1 - value
    return value + by if isinstance(value, int) else value * 0.999 if isinstance(value, float) else None


def is_reported(library: Path, table: str, what: str, scratch: Path) -> bool | None:
    """Whether a change of a copy of a library is found; None where there was nothing to change."""
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir()
    shutil.copyfile(library / "library.db", scratch / "library.db")
    if not change(scratch / "library.db", table, what):
        return None
    with Store.open(scratch) as store:
        return bool(store.check())


def main() -> int:
    """Change one thing after the other; returns the exit code."""
    with tempfile.TemporaryDirectory() as scratch:
        library = Path(scratch) / "library"
        fill(library, Path(scratch))
        tally: dict[bool | None, int] = {True: 0, False: 0, None: 0}
        for table, what in names(library / "library.db"):
            found = is_reported(library, table, what, Path(scratch) / "copy")
            tally[found] += 1
            if not found:
                print(f"{table}, {what}: {'nothing to change' if found is None else 'NOT REPORTED'}")
        print(f"{tally[True]} changes reported, {tally[False]} not; {tally[None]} columns hold nothing")
    return 1 if tally[False] else 0


if __name__ == "__main__":
    sys.exit(main())
