"""What the columns of a library's rows may hold, as SQLite itself can test it.

One rule guards it: SQLite keeps any value in any column. What this program never writes is named here by
table and row; whether it is also the value that was written, digests say.
"""

from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import Final, NamedTuple

from quotebrowser.model import FACT_KEYS, DoubtKind, Kind, Level, Provenance, SpeakerKind
from quotebrowser.store.sqlite.database import Database
from quotebrowser.store.sqlite.packing import LAST_SECOND, MOST_PARTS
from quotebrowser.store.sqlite.row_guard import AUTHORED

_TEXT: Final = "(typeof({0}) = 'text' OR typeof({0}) = 'blob')"
_NAME: Final = "typeof({0}) = 'text'"
_BLOB: Final = "typeof({0}) = 'blob'"
_NUMBER: Final = "typeof({0}) = 'integer'"
_COUNT: Final = "typeof({0}) = 'integer' AND {0} >= 0"
_SECOND: Final = f"{_COUNT} AND {{0}} <= {LAST_SECOND}"
_FLAG: Final = "{0} IN (0, 1)"
_REAL: Final = "typeof({0}) IN ('real', 'integer')"
_SHARE: Final = "typeof({0}) IN ('real', 'integer') AND {0} BETWEEN 0 AND 1"
_DIGEST: Final = "typeof({0}) = 'blob' AND length({0}) = 8"


def _one_of(words: Iterable[str]) -> str:
    quoted = ", ".join(f"'{word}'" for word in words)
    return f"{{0}} IN ({quoted})"


def _some(kind: type[StrEnum]) -> str:
    return _one_of(member.value for member in kind)


def _or_null(rule: str) -> str:
    return f"({{0}} IS NULL OR {rule})"


LONGEST_NAME: Final = 64
"""Characters of a tag, or of the name of a search."""
LONGEST_NOTE: Final = 10_000
"""Characters of a note: four pages."""
LONGEST_QUERY: Final = 1_000
"""Characters of a query that is kept: no longer one is answered."""
PASSAGE: Final = "passage"
ADDED: Final = "added"
JOURNALED: Final = (
    "article",
    "fact",
    "caption",
    "timing",
    "paging",
    "quote",
    "span",
    "fact_correction",
    "speaker_correction",
    "mark",
    "annotation",
    "alias",
    "apart",
    "saved_search",
    "outcome",
    PASSAGE,
    ADDED,
)
"""What rows in the journal are of: tables, each behind those whose rows it belongs to; and additions."""
RULES: Final[dict[str, dict[str, str]]] = {
    "article": {
        "id": _NAME,
        "origin": _TEXT,
        "sha256": _NAME,
        "added": _SECOND,
        "removed": _FLAG,
        "digest": _DIGEST,
        "furniture": _NAME,
        "text": _TEXT,
    },
    "fact": {
        "article": _COUNT,
        "key": _one_of(FACT_KEYS),
        "value": _TEXT,
        "provenance": _some(Provenance),
        "confidence": _SHARE,
    },
    "caption": {"article": _COUNT, "start": _COUNT, '"end"': _COUNT + " AND {0} >= start"},
    "timing": {"article": _COUNT, "moments": _BLOB + " AND length({0}) % 16 = 0"},
    "paging": {"article": _COUNT, "pages": _NAME},
    "quote": {
        "uid": _NAME,
        "article": _COUNT,
        "place": _COUNT,
        "kind": _some(Kind),
        "repeats": _NAME,
        "method": _or_null(_TEXT),
        "confidence": "(method IS NULL OR " + _SHARE + ")",
        "speaker_key": "(method IS NULL OR " + _TEXT + ")",
        "speaker_name": "(method IS NULL OR " + _TEXT + ")",
        "speaker_title": "(method IS NULL OR " + _TEXT + ")",
        "speaker_kind": "(method IS NULL OR " + _some(SpeakerKind) + ")",
        "source_start": _or_null(_COUNT),
        "source_end": _or_null(_COUNT + " AND {0} >= source_start"),
        "cue_start": _or_null(_COUNT),
        "cue_end": _or_null(_COUNT + " AND {0} >= cue_start"),
        "digest": _DIGEST,
    },
    "span": {
        "quote": _COUNT,
        "place": f"{_COUNT} AND {{0}} < {MOST_PARTS}",
        "start": _COUNT,
        '"end"': _COUNT + " AND {0} >= start",
        "text": _TEXT,
    },
    "passage": {
        "uid": _NAME,
        "article": _COUNT,
        "quote": _COUNT,
        "part": _COUNT,
        "place": _COUNT,
        "utterance": _or_null(_NAME),
        "fingerprints": _BLOB + " AND length({0}) % 8 = 0",
        "words": _or_null(_BLOB),
        "wording": _or_null(_COUNT),
        "turn": _or_null(_COUNT),
    },
    "fingerprint": {"value": _NUMBER, "passage": _COUNT},
    "link": {"a": _COUNT, "b": _COUNT, "tier": _COUNT, "info": _REAL, "cover": _SHARE},
    "utterance": {
        "id": _NAME,
        "witnesses": _COUNT,
        "level": f"{_COUNT} AND {{0}} <= {max(Level):d}",
        "texts": _COUNT,
        "transcripts": _COUNT,
        "captions": _COUNT,
    },
    "change": {"uid": _NAME},
    "state": {"change": _COUNT, "token": "typeof({0}) = 'blob' AND length({0}) = 16"},
    "fact_correction": {"article": _COUNT, "key": _one_of(FACT_KEYS), "value": _TEXT},
    "speaker_correction": {
        "article": _COUNT,
        "start": _COUNT,
        '"end"': _COUNT + " AND {0} >= start",
        "quote": _or_null(_COUNT),
        "key": _TEXT,
        "name": _TEXT,
        "title": _TEXT,
        "kind": _some(SpeakerKind),
    },
    "alias": {"key": _TEXT, "target": _TEXT, "name": _TEXT},
    "apart": {"key": _TEXT, "other": _TEXT},
    "put_off": {"kind": _some(DoubtKind), "about": _TEXT, "other": _TEXT},
    "mark": {
        "name": _TEXT,
        "article": _COUNT,
        "start": _COUNT,
        '"end"': _COUNT + " AND {0} >= start",
        "quote": _or_null(_COUNT),
    },
    "annotation": {
        "article": _COUNT,
        "start": _COUNT,
        '"end"': _COUNT + " AND {0} >= start",
        "quote": _or_null(_COUNT),
        "at": _SECOND,
        "place": _COUNT,
        "tag": f"{_NAME} AND length({{0}}) <= {LONGEST_NAME}",
        "text": f"{_NAME} AND length({{0}}) <= {LONGEST_NOTE}",
        "exact": _TEXT,
        "prefix": _TEXT,
        "suffix": _TEXT,
    },
    "saved_search": {
        "name": f"{_NAME} AND length({{0}}) <= {LONGEST_NAME}",
        "query": f"{_NAME} AND length({{0}}) <= {LONGEST_QUERY}",
        "at": _SECOND,
    },
    "search_seen": {"name": _NAME, "article": _COUNT, "at": _SECOND},
    "past_search": {"query": f"{_NAME} AND length({{0}}) <= {LONGEST_QUERY}", "at": _SECOND},
    "outcome": {"path": _TEXT, "article": _NAME, "outcome": _NAME, "reason": _TEXT, "at": _SECOND},
    "meta": {"key": _TEXT, "value": _TEXT},
    "journal": {"at": _SECOND, "program": _BLOB + " AND length({0}) = 8", "undone": _COUNT, "size": _COUNT},
    "journal_row": {
        "entry": _COUNT,
        "name": _one_of(JOURNALED),
        "article": _NAME,
        "before": _or_null(_NAME),
        "after": _or_null(_NAME),
    },
    "authored": {
        "name": _one_of(AUTHORED),
        "key": _NAME,
        "author": _NAME,
        "at": _SECOND,
        "audience": _NAME,
    },
}
"""For each table what its columns may hold; `no` needs no rule, it cannot be but a number."""
KEYED: Final = frozenset(
    {
        "fact",
        "caption",
        "timing",
        "paging",
        "span",
        "fingerprint",
        "link",
        "utterance",
        "state",
        "fact_correction",
        "alias",
        "meta",
        "saved_search",
        "search_seen",
        "authored",
    }
)
"""Tables without a number of their own for each row: they are named by their first column."""
_LISTED: Final = 20
"""Rows of a table that are named; one that has more is of no use."""


class Unsound(NamedTuple):
    """A row that this program never wrote."""

    table: str
    key: object
    """The row's number, or the first column of its key."""
    column: str

    def __str__(self) -> str:
        return f"Row {self.key} of {self.table} is damaged: its {self.column} is nothing that is ever written"


def unsound(db: Database) -> Iterator[Unsound]:
    """The first rows of each table that hold what this program never writes. Reads everything."""
    for table, rules in RULES.items():
        key = next(iter(rules)) if table in KEYED else "no"
        tests = [(column, f"({rule.format(column)})") for column, rule in rules.items()]
        which = " ".join(f"WHEN NOT coalesce({test}, 0) THEN '{column}'" for column, test in tests)
        wrong = " AND ".join(test for _, test in tests)
        statement = f"SELECT {key}, CASE {which} END FROM {table} WHERE NOT coalesce({wrong}, 0) LIMIT ?"  # noqa: S608 - all of it stands above
        for found, column in db.rows(statement, (_LISTED,)):
            yield Unsound(table, found, str(column).strip('"'))
        yield from _no_text(db, table, key, [name for name, rule in rules.items() if rule in (_TEXT, _NAME)])


def _no_text(db: Database, table: str, key: str, columns: list[str]) -> Iterator[Unsound]:
    """Rows with text that is no UTF-8; the long texts of articles and quotes have their digests."""
    for column in columns:
        if (table, column) in _LONG:
            continue
        statement = f"SELECT {key}, {column} FROM {table} WHERE typeof({column}) = 'text'"  # noqa: S608 - as above
        bad = [row for row in db.rows(statement) if type(row[1]) is bytes]
        yield from (Unsound(table, row[0], column) for row in bad[:_LISTED])


_LONG: Final = frozenset({("article", "text"), ("article", "furniture"), ("span", "text")})
