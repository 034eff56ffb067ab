"""Libraries that somebody else may have made: tables, rows and files that this program never writes.

`SCHEMAS` are refused, each by a sentence; `ROWS` are opened and their damaged rows named; `FILES` are what
may lie in a library's directory. `mutated` changes bytes and values at random. All of them start from a sound
library, whose file they change.
"""

import contextlib
import random
import shutil
import sqlite3
import struct
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

ESC: Final = "\x1b]0;pwned\x07\x9b31m"
"""What a terminal would act on."""
_SQL_ESC: Final = "char(27) || ']0;pwned' || char(7) || char(155) || '31m'"

SCHEMAS: Final = {
    "a trigger that empties the library": (
        "CREATE TRIGGER t AFTER INSERT ON outcome BEGIN DELETE FROM article; END;"
    ),
    "a trigger on a correction": (
        "CREATE TRIGGER t BEFORE INSERT ON fact_correction BEGIN DELETE FROM fact; END;"
    ),
    "a trigger instead of a view's rows": (
        "CREATE TRIGGER t INSTEAD OF UPDATE ON current_quote BEGIN SELECT 1; END;"
    ),
    "an endless view in place of our own": (
        "DROP VIEW current_quote; CREATE VIEW current_quote AS WITH RECURSIVE n(no) AS"
        " (SELECT 1 UNION ALL SELECT no + 1 FROM n) SELECT no, 'u' || no AS uid, 1 AS article, no AS place,"
        " 'statement' AS kind, '' AS repeats, NULL AS method, 1.0 AS confidence, '' AS speaker_key,"
        " '' AS speaker_name, '' AS speaker_title, '' AS speaker_kind, 0 AS source_start, 0 AS source_end,"
        " 0 AS cue_start, 0 AS cue_end FROM n;"
    ),
    "a further view": "CREATE VIEW harmless AS SELECT * FROM article;",
    "a view over a table of SQLite's own": "CREATE VIEW v AS SELECT * FROM pragma_database_list;",
    "a view in place of a table": "ALTER TABLE meta RENAME TO m; CREATE VIEW meta AS SELECT * FROM m;",
    "a table in place of a view": (
        "DROP VIEW current_quote; CREATE TABLE current_quote AS SELECT * FROM quote;"
    ),
    "a further table": "CREATE TABLE extra (no INTEGER PRIMARY KEY);",
    "a further table without rowid": "CREATE TABLE extra (k TEXT PRIMARY KEY) WITHOUT ROWID;",
    "a further column": "ALTER TABLE article ADD COLUMN further TEXT;",
    "a missing column": "ALTER TABLE utterance DROP COLUMN level;",
    "a renamed column": "ALTER TABLE mark RENAME COLUMN name TO label;",
    "a generated column": "ALTER TABLE article ADD COLUMN g TEXT GENERATED ALWAYS AS (upper(text)) VIRTUAL;",
    "a column with a default that is an expression": "ALTER TABLE fact ADD COLUMN d TEXT DEFAULT 'x';",
    "an index on an expression": "CREATE INDEX i ON article (length(text) + abs(no));",
    "a partial index": "CREATE INDEX i ON article (no) WHERE origin LIKE '%x%';",
    "a further unique index": "CREATE UNIQUE INDEX i ON outcome (no);",
    "an index in another collation": (
        "DROP INDEX article_sha256; CREATE INDEX article_sha256 ON article (sha256 COLLATE NOCASE);"
    ),
    "a missing index": "DROP INDEX quote_speaker;",
    "a missing table": "DROP TABLE alias;",
    "a virtual table of full text": "CREATE VIRTUAL TABLE words USING fts5(text);",
    "a virtual table of rectangles": "CREATE VIRTUAL TABLE boxes USING rtree(no, low, high);",
    "statistics for the planner": "ANALYZE;",
    "a check that calls a function": (
        "ALTER TABLE meta RENAME TO m; CREATE TABLE meta (key TEXT PRIMARY KEY CHECK (load_extension('x')),"
        " value TEXT NOT NULL) WITHOUT ROWID; DROP TABLE m;"
    ),
    "text of the schema with a further condition": (
        "PRAGMA writable_schema = ON; UPDATE sqlite_master SET sql = replace(sql, 'value TEXT NOT NULL',"
        " 'value TEXT NOT NULL CHECK (1)') WHERE name = 'meta';"
    ),
    "text of the schema that is none": (
        "PRAGMA writable_schema = ON; UPDATE sqlite_master SET sql = 'CREATE TABLE meta' WHERE name = 'meta';"
    ),
    "two tables in one place": (
        "PRAGMA writable_schema = ON; UPDATE sqlite_master SET name = 'article', tbl_name = 'article'"
        " WHERE name = 'meta';"
    ),
    "a virtual table of a module that does not exist": (
        "PRAGMA writable_schema = ON; INSERT INTO sqlite_master VALUES"
        " ('table', 'm', 'm', 0, 'CREATE VIRTUAL TABLE m USING nothing(x)');"
    ),
    "a name that acts on the terminal": f'CREATE TABLE "{ESC}" (no INTEGER);',
    "a thousand tables": "".join(f"CREATE TABLE t{number} (no);" for number in range(1000)),
    "a name of an attached file": 'CREATE TABLE "temp.article" (no); CREATE TABLE "main" (no);',
    "version 0": "PRAGMA user_version = 0;",
    "version -1": "PRAGMA user_version = -1;",
    "version 1 with later tables": "PRAGMA user_version = 1;",
    "a version that does not exist yet": "PRAGMA user_version = 999;",
    "version 2 with words that are not ours": (
        "PRAGMA user_version = 2; CREATE VIRTUAL TABLE fulltext USING fts5(text);"
    ),
    "another program's number": "PRAGMA application_id = 7;",
}  # fmt: skip
"""What is done to the tables."""

ROWS: Final = {
    "text that is no UTF-8": "UPDATE article SET text = CAST(x'ff41fe' AS TEXT) WHERE no = 1",
    "text that is bytes": "UPDATE article SET text = x'ff41fe' WHERE no = 1",
    "an origin that is no UTF-8": "UPDATE article SET origin = CAST(x'ff41fe' AS TEXT) WHERE no = 2",
    "a number as text": "UPDATE article SET text = x'' WHERE no = 1",
    "a fact that is no UTF-8": "UPDATE fact SET value = CAST(x'fffe' AS TEXT) WHERE article = 1",
    "a fact that is bytes": "UPDATE fact SET value = x'fffe' WHERE key = 'outlet'",
    "a fact with another name": "UPDATE fact SET key = 'colour' WHERE key = 'outlet'",
    "a fact from nowhere": "UPDATE fact SET provenance = 'rumour' WHERE article = 1",
    "facts surer than sure": "UPDATE fact SET confidence = 7",
    "a date that is impossible": "UPDATE fact SET value = '2025-99-99' WHERE key = 'published'",
    "a date of the year 9999": "UPDATE fact SET value = '9999-12-31' WHERE key = 'published'",
    "a span before the text": "UPDATE span SET start = -5 WHERE quote = 1",
    "a span between characters": "UPDATE span SET start = 0.5 WHERE quote = 1",
    "a span that is a word": "UPDATE span SET start = 'x' WHERE quote = 1",
    "spans beyond the text": 'UPDATE span SET start = start + 1000000, "end" = "end" + 1000000',
    "a span of no end": 'UPDATE span SET "end" = 9223372036854775807 WHERE quote = 1',
    "a span the wrong way round": 'UPDATE span SET start = "end", "end" = start',
    "a missing span": "DELETE FROM span WHERE quote = 2",
    "confidence that is a word": "UPDATE quote SET confidence = 'x'",
    "confidence of seven": "UPDATE quote SET confidence = 7 WHERE no < 5",
    "confidence that is infinite": "UPDATE quote SET confidence = 9e999",
    "speakers without a name": "UPDATE quote SET speaker_name = NULL",
    "speakers of another kind": "UPDATE quote SET speaker_kind = 'ghost' WHERE no < 4",
    "quotes of another kind": "UPDATE quote SET kind = 'song' WHERE no < 4",
    "a source outside the text": "UPDATE quote SET source_start = -1, source_end = 'x' WHERE no < 9",
    "brackets within brackets": f"UPDATE article SET furniture = '{'[' * 100_000}' WHERE no = 1",
    "furniture that is no list": "UPDATE article SET furniture = '{\"a\": 1}' WHERE no = 1",
    "furniture that is half a list": "UPDATE article SET furniture = '[[0' WHERE no = 1",
    "captions of bytes": (
        "INSERT INTO caption SELECT no, x'ff', x'fe' FROM article WHERE no < 3;"
        "INSERT INTO caption VALUES (3, '[[', 0.5), (4, 9, 3), (4, -1, 9223372036854775807)"
    ),
    "times that are none": (
        "INSERT INTO timing VALUES (1, x'ff'), (2, 'noon'), (3, zeroblob(8)), (4, x'')"
    ),
    "a form that there is not": (
        "INSERT OR REPLACE INTO fact SELECT no, 'form', 'song', 'given', 1.0 FROM article WHERE no < 4"
    ),
    "a level of 99": "UPDATE utterance SET level = 99",
    "a level below all": "UPDATE utterance SET level = -1, witnesses = -1, texts = -1",
    "a digest that is too short": (
        "UPDATE article SET digest = x'00' WHERE no = 1; UPDATE quote SET digest = 'x'"
    ),
    "passages of no quote": "PRAGMA foreign_keys = OFF; UPDATE passage SET quote = 999999 WHERE no < 5",
    "passages without fingerprints": "UPDATE passage SET fingerprints = x'010203', words = x'ff'",
    "links of no weight": "UPDATE link SET tier = 'x', info = 'y', cover = x'00'",
    "utterances that do not exist": "DELETE FROM utterance",
    "an article hidden twice": "UPDATE article SET removed = 2 WHERE no = 1",
    "an article added in the far future": "UPDATE article SET added = 9223372036854775807",
    "an article added some day": "UPDATE article SET added = 'some day'",
    "a change of no quote": "UPDATE change SET uid = x'ff' WHERE no = 1",
    "the last change there can be": "UPDATE change SET no = 9223372036854775807 WHERE no = 1",
    "uids that act on the terminal": f"UPDATE quote SET uid = {_SQL_ESC} || no",
    "ids that act on the terminal": f"UPDATE article SET id = {_SQL_ESC} || no",
    "origins and facts that act on the terminal": (
        f"UPDATE article SET origin = {_SQL_ESC} || no; UPDATE fact SET value = {_SQL_ESC} || value"
    ),
    "words that act on the terminal": f"UPDATE span SET text = {_SQL_ESC} || substr(text, 14)",
    "speakers that act on the terminal": (
        f"UPDATE quote SET speaker_name = {_SQL_ESC}, speaker_title = {_SQL_ESC}"
    ),
    "outcomes that act on the terminal": (
        f"UPDATE outcome SET path = {_SQL_ESC} || no, reason = {_SQL_ESC}, outcome = {_SQL_ESC},"
        f" article = {_SQL_ESC} || no"
    ),
    "outcomes of bytes": "UPDATE outcome SET path = CAST(x'ff' || no AS TEXT), reason = x'fe', at = 'x'",
    "corrections of bytes": (
        "INSERT INTO fact_correction SELECT no, 'outlet', CAST(x'ff' AS TEXT) FROM article;"
        "INSERT INTO alias SELECT DISTINCT speaker_key, x'ff', CAST(x'fe' AS TEXT) FROM quote"
        " WHERE speaker_key <> ''"
    ),
    "a correction of a span that is none": (
        'INSERT INTO speaker_correction (article, start, "end", quote, key, name, title, kind)'
        " VALUES (1, 'a', -3, 1, 'k', 'n', 't', 'ghost');"
        'INSERT INTO mark (name, article, start, "end", quote) VALUES (x\'ff\', 1, 5.5, -3, 1)'
    ),
    "a saved value that is a number": "INSERT INTO meta VALUES ('summaries left', x'ff'), (x'fe', 5)",
    "a hash that is a path": "UPDATE article SET sha256 = '{victim}'",
    "a hash that climbs": "UPDATE article SET sha256 = '../../victim/kept.txt'",
    "an origin that is a path": "UPDATE article SET origin = '{victim}'",
    "a quarter of a gigabyte of nothing": "UPDATE article SET text = zeroblob(300000000) WHERE no = 1",
    "a hundred thousand spans": (
        "WITH RECURSIVE n(i) AS (SELECT 100 UNION ALL SELECT i + 1 FROM n WHERE i < 100100)"
        " INSERT INTO span SELECT 1, i, 0, 0, '' FROM n"
    ),
}  # fmt: skip
"""What is done to the rows; `{victim}` is a file outside the library."""


def alter(library: Path, script: str) -> None:
    """Run SQL on the library's file, past all of what guards it; the index goes, as it would lag behind."""
    connection = sqlite3.connect(library / "library.db", isolation_level=None)
    try:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("PRAGMA ignore_check_constraints = ON")
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.executescript(script)
    finally:
        connection.close()
    shutil.rmtree(library / "index", ignore_errors=True)


def copied(library: Path, to: Path) -> Path:
    """A sound library's file in a directory of its own, without index; the directory."""
    to.mkdir(mode=0o700)
    shutil.copyfile(library / "library.db", to / "library.db")
    return to


def _linked(name: str) -> Callable[[Path, Path], None]:
    def make(library: Path, victim: Path) -> None:
        (library / name).unlink(missing_ok=True)
        (library / name).symlink_to(victim)

    return make


def _journal(library: Path, victim: Path) -> None:
    """A journal that is to be played back, as a part of a change to several files that `victim` names."""
    alter(library, "")
    pages = (library / "library.db").stat().st_size // 4096
    name = str(victim).encode()
    header = bytes.fromhex("d9d505f920a163d7") + struct.pack(">IIIII", 0, 0, pages, 512, 4096)
    body = header.ljust(512, b"\0")
    end = struct.pack(">II", len(name), sum(name) & 0xFFFFFFFF) + bytes.fromhex("d9d505f920a163d7")
    lock_page = struct.pack(">I", 0x40000000 // 4096 + 1)
    (library / "library.db-journal").write_bytes(body + lock_page + name + end)


def _linked_directory(name: str) -> Callable[[Path, Path], None]:
    def make(library: Path, victim: Path) -> None:
        shutil.rmtree(library / name, ignore_errors=True)
        (library / name).symlink_to(victim.parent)

    return make


FILES: Final[dict[str, Callable[[Path, Path], None]]] = {
    "a log that is a link": _linked("library.db-wal"),
    "a shared memory that is a link": _linked("library.db-shm"),
    "a journal that is a link": _linked("library.db-journal"),
    "a restored copy that is a link": _linked("library.db.new"),
    "a lock that is a link": _linked("index.lock"),
    "a journal that names a file": _journal,
    "an index that is a link": _linked_directory("index"),
    "originals that are a link": _linked_directory("originals"),
    "copies that are a link": _linked_directory("backup"),
}
"""What lies in the library's directory besides."""

_VALUES: Final = (
    None, -1, 0, 7, 0.5, -1e308, 2**63 - 1, -(2**63), "", "x", "-rf", "../../x", "[[1,2]", "[" * 5000,
    "9999-99-99", ESC, "\x00", "\ud7ff\uffff", "a" * 100_000, b"", b"\xff\xfe", b"\x00" * 8, b"\xed\xa0\x80",
)  # fmt: skip
_PAGE: Final = 4096


def mutated(library: Path, seed: int) -> str:
    """Change bytes or values of the library's file at random, the same for one seed; what was done."""
    dice = random.Random(seed)
    if dice.random() < 0.5:
        return _mutated_bytes(library / "library.db", dice)
    return _mutated_values(library, dice)


def _mutated_values(library: Path, dice: random.Random) -> str:
    done = []
    connection = sqlite3.connect(library / "library.db", isolation_level=None)
    try:
        connection.execute("PRAGMA foreign_keys = OFF")
        tables = [
            name
            for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            if connection.execute(f'SELECT 1 FROM "{name}" LIMIT 1').fetchone() and "sqlite" not in name
        ]
        for _ in range(dice.randint(1, 4)):
            table = dice.choice(tables)
            columns = [row[1] for row in connection.execute(f'PRAGMA table_info("{table}")')]
            column, value = dice.choice(columns), dice.choice(_VALUES)
            rows = dice.choice(["", f" WHERE {columns[0]} IN (SELECT {columns[0]} FROM {table} LIMIT 3)"])
            with contextlib.suppress(sqlite3.Error):
                connection.execute(f'UPDATE OR REPLACE "{table}" SET "{column}" = ?{rows}', (value,))
                done.append(f"{table}.{column} = {value!r:.20}{rows}")
    finally:
        connection.close()
    shutil.rmtree(library / "index", ignore_errors=True)
    return "; ".join(done)


def _mutated_bytes(file: Path, dice: random.Random) -> str:
    data = bytearray(file.read_bytes())
    kind = dice.choice(["bits", "bytes", "page", "pages", "cut", "header", "grown"])
    at = dice.randrange(len(data))
    if kind == "bits":
        for _ in range(dice.randint(1, 20)):
            data[dice.randrange(len(data))] ^= 1 << dice.randrange(8)
    elif kind == "bytes":
        data[at : at + 64] = dice.randbytes(len(data[at : at + 64]))
    elif kind == "page":
        start = at // _PAGE * _PAGE
        data[start : start + _PAGE] = bytes(_PAGE)
    elif kind == "pages":
        one, other = (dice.randrange(1, len(data) // _PAGE) * _PAGE for _ in range(2))
        data[one : one + _PAGE], data[other : other + _PAGE] = (
            data[other : other + _PAGE],
            data[one : one + _PAGE],
        )
    elif kind == "cut":
        del data[at:]
    elif kind == "header":
        data[dice.randrange(16, 100)] = dice.randrange(256)
    else:
        data += dice.randbytes(dice.randint(1, 9000))
    file.write_bytes(data)
    shutil.rmtree(file.parent / "index", ignore_errors=True)
    return f"{kind} at {at}"


COMMANDS: Final = (
    ("search", ""),
    ("search", "blow", "--json"),
    ("search", "blow", "--csv"),
    ("list", "articles"),
    ("list", "speakers"),
    ("list", "outlets"),
    ("list", "files"),
    ("info",),
    ("compare", "blow"),
    ("cite", "blow"),
    ("export", "--format", "csv"),
    ("export", "--format", "jsonl"),
    ("verify", "a terrible blow to the army"),
    ("doctor",),
    ("backup",),
    ("set", "--all", "blow", "outlet=Example Herald"),
    ("add", "{article}"),
    ("purge", "--yes", "{name}"),
    ("doctor", "--json"),
)
"""What is run on each library; `{article}` is a file to add, `{name}` one that was added."""
NAME: Final = "003_8df294ec2e242fb0.txt"


@contextmanager
def outside(directory: Path) -> Iterator[Path]:
    """A file that no command may touch, in a directory that nothing may be written to."""
    victim = directory / "victim" / "kept.txt"
    victim.parent.mkdir(exist_ok=True)
    victim.write_text("Somebody else's words.\n")
    victim.chmod(0o644)
    before = _seen(victim.parent)
    yield victim
    assert _seen(victim.parent) == before


def _seen(directory: Path) -> dict[str, tuple[int, bytes]]:
    return {
        str(path): (path.stat().st_mode, path.read_bytes() if path.is_file() else b"")
        for path in (directory, *directory.rglob("*"))
    }


_ACTS: Final = frozenset(map(chr, [*range(9), 11, 12, *range(14, 32), *range(127, 160)]))


def faults(code: object, out: str, err: str) -> list[str]:
    """What is wrong with what a command did, whatever library it was run on; empty if nothing is."""
    printed = out + err
    found = [f"prints {sign!r}" for sign in sorted(_ACTS.intersection(printed))]
    found += [
        said for said in ("Traceback", "Something went wrong in quotebrowser itself") if said in printed
    ]
    if code not in (0, 1, 2):
        found.append(f"exits with {code}")
    if code == 2 and "quotebrowser: " not in err:
        found.append("fails without a sentence")
    return found


def filled(command: tuple[str, ...], article: Path, library: Path) -> list[str]:
    """A command of `COMMANDS` as it is run on a library."""
    return [word.format(article=article, name=NAME) for word in command] + ["--library", str(library)]
