"""The tables of a library, and the steps from every older version to the present one.

One rule guards it: a released step is never edited, not even a comment between its brackets, as a library's
tables are compared with this text to the letter (`schema_guard`). A change of the tables is a new step;
`user_version` says how many have been taken, and a copy of the file is kept before any but the first.

What is derived from an article (quotes, spans, passages, links) hangs on it and goes with it. What is the
user's own (corrections, marks, notes, tags) hangs on the article and on a place in its text, so that it
outlives the quotes when they are found again.
"""

from typing import Final

APPLICATION: Final = 0x51425231  # `application_id` of a library file: "QBR1"

_FIRST: Final = """
CREATE TABLE article (
    no INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    origin TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    added INTEGER NOT NULL,                 -- seconds since 1970, UTC
    removed INTEGER NOT NULL DEFAULT 0,     -- 1: hidden until restored or purged
    digest BLOB NOT NULL,                   -- of all that the model holds, see `packing.digest`
    furniture TEXT NOT NULL,                -- JSON: [[start, end], ...]
    text TEXT NOT NULL                      -- last, so that reading the others does not load it
);
CREATE INDEX article_sha256 ON article (sha256);
CREATE INDEX article_removed ON article (no) WHERE removed = 1;

CREATE TABLE fact (
    article INTEGER NOT NULL REFERENCES article ON DELETE CASCADE,
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    provenance TEXT NOT NULL,
    confidence REAL NOT NULL,
    PRIMARY KEY (article, key)
) WITHOUT ROWID;
CREATE INDEX fact_value ON fact (key, value);

CREATE TABLE quote (
    no INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    article INTEGER NOT NULL REFERENCES article ON DELETE CASCADE,
    place INTEGER NOT NULL,                 -- among the quotes of its article, from 0
    kind TEXT NOT NULL,
    repeats TEXT NOT NULL,
    method TEXT,                            -- NULL: nobody is named or implied, all below is NULL
    confidence REAL,
    speaker_key TEXT,
    speaker_name TEXT,
    speaker_title TEXT,
    speaker_kind TEXT,
    source_start INTEGER,
    source_end INTEGER,
    cue_start INTEGER,
    cue_end INTEGER,
    digest BLOB NOT NULL
);
CREATE UNIQUE INDEX quote_place ON quote (article, place);
-- Speakers are counted on this index alone.
CREATE INDEX quote_speaker ON quote (speaker_key, article, kind, repeats);
CREATE INDEX quote_counted ON quote (article) WHERE kind <> 'mention' AND repeats = '';

CREATE TABLE span (
    quote INTEGER NOT NULL REFERENCES quote ON DELETE CASCADE,
    place INTEGER NOT NULL,                 -- among the spans of its quote, from 0
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    text TEXT NOT NULL,                     -- a copy of the article's characters, checked against them
    PRIMARY KEY (quote, place)
) WITHOUT ROWID;

CREATE TABLE passage (
    no INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    article INTEGER NOT NULL REFERENCES article ON DELETE CASCADE,
    quote INTEGER NOT NULL,
    part INTEGER NOT NULL,                  -- `span.place`
    place INTEGER NOT NULL,                 -- among the passages of its article, from 0
    utterance TEXT,                         -- NULL: not grouped yet, or its article is removed
    fingerprints BLOB NOT NULL,             -- 64-bit little-endian integers, to find its postings again
    FOREIGN KEY (quote, part) REFERENCES span ON DELETE CASCADE
);
CREATE INDEX passage_article ON passage (article, place);
CREATE INDEX passage_quote ON passage (quote, part);
CREATE INDEX passage_utterance ON passage (utterance);

-- Postings. No foreign key: it would need a second index as large as the table itself.
CREATE TABLE fingerprint (
    value INTEGER NOT NULL,
    passage INTEGER NOT NULL,
    PRIMARY KEY (value, passage)
) WITHOUT ROWID;

CREATE TABLE link (
    a INTEGER NOT NULL REFERENCES passage ON DELETE CASCADE,
    b INTEGER NOT NULL REFERENCES passage ON DELETE CASCADE,
    tier INTEGER NOT NULL,
    info REAL NOT NULL,
    cover REAL NOT NULL,
    PRIMARY KEY (a, b)
) WITHOUT ROWID;
CREATE INDEX link_b ON link (b);

CREATE TABLE utterance (
    id TEXT PRIMARY KEY,
    witnesses INTEGER NOT NULL,
    level INTEGER NOT NULL
) WITHOUT ROWID;

-- One row for each quote that ever was: its latest change. What it means now, the quote itself says.
CREATE TABLE change (
    no INTEGER PRIMARY KEY AUTOINCREMENT,
    uid TEXT NOT NULL UNIQUE ON CONFLICT REPLACE
);

CREATE TABLE fact_correction (
    article INTEGER NOT NULL REFERENCES article ON DELETE CASCADE,
    key TEXT NOT NULL,
    value TEXT NOT NULL,                    -- empty: the user says it is not known
    PRIMARY KEY (article, key)
) WITHOUT ROWID;
CREATE INDEX fact_correction_value ON fact_correction (key, value);

CREATE TABLE speaker_correction (
    no INTEGER PRIMARY KEY AUTOINCREMENT,
    article INTEGER NOT NULL REFERENCES article ON DELETE CASCADE,
    start INTEGER NOT NULL,                 -- the place in the text that the user corrected
    "end" INTEGER NOT NULL,
    quote INTEGER REFERENCES quote ON DELETE SET NULL,
    key TEXT NOT NULL,                      -- empty, as the name: the user says that nobody is known
    name TEXT NOT NULL,
    title TEXT NOT NULL,
    kind TEXT NOT NULL
);
CREATE UNIQUE INDEX speaker_correction_place ON speaker_correction (article, start, "end");
CREATE UNIQUE INDEX speaker_correction_quote ON speaker_correction (quote);
CREATE INDEX speaker_correction_key ON speaker_correction (key);

CREATE TABLE alias (
    key TEXT PRIMARY KEY,
    target TEXT NOT NULL,
    name TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX alias_target ON alias (target);

-- A quote as the user has corrected it: the one place where that is decided.
CREATE VIEW current_quote AS
SELECT
    q.no AS no, q.uid AS uid, q.article AS article, q.place AS place, q.kind AS kind, q.repeats AS repeats,
    CASE WHEN c.no IS NULL THEN q.method WHEN c.name <> '' THEN 'user' END AS method,
    CASE WHEN c.no IS NULL THEN q.confidence WHEN c.name <> '' THEN 1.0 END AS confidence,
    coalesce(n.target, c.key, q.speaker_key) AS speaker_key,
    coalesce(n.name, c.name, q.speaker_name) AS speaker_name,
    coalesce(c.title, q.speaker_title) AS speaker_title,
    coalesce(c.kind, q.speaker_kind) AS speaker_kind,
    CASE WHEN c.no IS NULL THEN q.source_start END AS source_start,
    CASE WHEN c.no IS NULL THEN q.source_end END AS source_end,
    q.cue_start AS cue_start, q.cue_end AS cue_end
FROM quote q
LEFT JOIN speaker_correction c ON c.quote = q.no
LEFT JOIN alias n ON n.key = coalesce(c.key, q.speaker_key);

CREATE TABLE mark (
    no INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    article INTEGER NOT NULL REFERENCES article ON DELETE CASCADE,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    quote INTEGER REFERENCES quote ON DELETE SET NULL
);
CREATE UNIQUE INDEX mark_place ON mark (article, start, "end", name);
CREATE INDEX mark_quote ON mark (quote);
CREATE INDEX mark_name ON mark (name);

CREATE TABLE outcome (
    no INTEGER PRIMARY KEY AUTOINCREMENT,
    path TEXT NOT NULL,
    article TEXT NOT NULL,
    outcome TEXT NOT NULL,
    reason TEXT NOT NULL,
    at INTEGER NOT NULL                     -- seconds since 1970, UTC
);
CREATE UNIQUE INDEX outcome_path ON outcome (path, article);

CREATE TABLE meta (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;
"""

_TEXTS: Final = """
-- How many of the articles that print an utterance are texts of their own; 0: not counted yet.
ALTER TABLE utterance ADD COLUMN texts INTEGER NOT NULL DEFAULT 0;
-- See `model.Trace`; NULL in what was stored before.
ALTER TABLE passage ADD COLUMN words BLOB;
"""

_ONE_ENGINE: Final = """
-- The quotes' words once lay here too, for searches while there was no index.
DROP TABLE IF EXISTS fulltext_word;
DROP TABLE IF EXISTS fulltext;
DROP TABLE IF EXISTS fulltext_entry;
DROP TABLE IF EXISTS fulltext_state;
"""

_STATES: Final = """
-- What the library was after each transaction that changed what the index holds: copies that went different
-- ways have no row in common from there on.
CREATE TABLE state (
    change INTEGER PRIMARY KEY,             -- the last number of `change` then
    token BLOB NOT NULL                     -- 16 random bytes
);
INSERT INTO state SELECT coalesce(max(no), 0), randomblob(16) FROM change;
-- Which library this is: a copy that is restored or made for use beside it is another one.
INSERT INTO meta VALUES ('library', lower(hex(randomblob(16))));
"""

_GUARDED: Final = """
-- What of an article's text is captions; its quotes are marked as a caption's. No column of `article`: the
-- text would be read to reach it.
CREATE TABLE IF NOT EXISTS caption (
    article INTEGER NOT NULL REFERENCES article ON DELETE CASCADE,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    PRIMARY KEY (article, start, "end")
) WITHOUT ROWID;

-- What the rows of the other tables were when they were written, see `row_guard`.
CREATE TABLE guard (
    name TEXT NOT NULL,
    key NOT NULL,                           -- of the row; empty: of all rows together
    digest INTEGER NOT NULL,
    PRIMARY KEY (name, key)
) WITHOUT ROWID;
"""

_WORDINGS: Final = """
-- Which words a passage prints, see `model.Trace`; 0: no others print it so. NULL in what was stored before.
ALTER TABLE passage ADD COLUMN wording INTEGER;
-- The place of its article among those that print a wording: a number that follows from the article's id.
ALTER TABLE passage ADD COLUMN turn INTEGER;
CREATE INDEX passage_wording ON passage (wording, turn) WHERE wording <> 0;
CREATE INDEX utterance_left ON utterance (id) WHERE texts = 0;
"""

_TIMES: Final = """
-- When the places of a record were said. No column of `article`: nearly all are reports.
CREATE TABLE timing (
    article INTEGER PRIMARY KEY REFERENCES article ON DELETE CASCADE,
    moments BLOB NOT NULL                   -- pairs of 64-bit integers: offset in the text, milliseconds
);
-- Where the pages of a paginated file begin, which few are.
CREATE TABLE paging (
    article INTEGER PRIMARY KEY REFERENCES article ON DELETE CASCADE,
    pages TEXT NOT NULL                     -- JSON: [[offset in the text, number, whether labelled so], ...]
);
"""

_RECORDED: Final = """
-- How many of the articles that have an utterance are records, transcripts and captions: no printings of it.
ALTER TABLE utterance ADD COLUMN transcripts INTEGER NOT NULL DEFAULT 0;
ALTER TABLE utterance ADD COLUMN captions INTEGER NOT NULL DEFAULT 0;
"""

_JOURNAL: Final = """
-- What was changed, so that it can be taken back and done again, see `journal`.
CREATE TABLE journal (
    no INTEGER PRIMARY KEY AUTOINCREMENT,
    at INTEGER NOT NULL,                    -- seconds since 1970, UTC
    program BLOB NOT NULL,                  -- 8 random bytes of whoever changed it
    undone INTEGER NOT NULL DEFAULT 0,      -- 0: it is done; else what was taken back last has most
    size INTEGER NOT NULL                   -- characters that it holds, or will when it is taken back
);
-- Rows of other tables before a change and after it, as JSON; NULL: there was none.
CREATE TABLE journal_row (
    no INTEGER PRIMARY KEY,
    entry INTEGER NOT NULL REFERENCES journal ON DELETE CASCADE,
    name TEXT NOT NULL,                     -- of the table; `added`: the article as a whole, not kept here
    article TEXT NOT NULL,                  -- id of the article that the row belongs to; empty: to none
    before TEXT,
    after TEXT
);
CREATE INDEX journal_row_entry ON journal_row (entry);
"""

_SAID: Final = """
-- What the user says of a quote: a note on it, or a tag that it bears. It hangs on a place in the article's
-- text and on the words there, by which it is found again where the article is read otherwise.
CREATE TABLE annotation (
    no INTEGER PRIMARY KEY AUTOINCREMENT,
    article INTEGER NOT NULL REFERENCES article ON DELETE CASCADE,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    quote INTEGER REFERENCES quote ON DELETE SET NULL,
    at INTEGER NOT NULL,                    -- seconds since 1970, UTC
    place INTEGER NOT NULL,                 -- among the quotes that bear a tag, from 1; 0 for a note
    tag TEXT NOT NULL,                      -- empty: it is a note
    text TEXT NOT NULL,                     -- of a note; empty for a tag
    exact TEXT NOT NULL,                    -- the words at the place
    prefix TEXT NOT NULL,                   -- what stands before them
    suffix TEXT NOT NULL
);
CREATE INDEX annotation_article ON annotation (article);
CREATE INDEX annotation_quote ON annotation (quote);
CREATE INDEX annotation_tag ON annotation (tag, place);
-- Searches that the user keeps, by name.
CREATE TABLE saved_search (
    name TEXT PRIMARY KEY,
    query TEXT NOT NULL,
    at INTEGER NOT NULL
) WITHOUT ROWID;
-- Up to which article each of them has been looked through, and when. What is looked through is not undone.
CREATE TABLE search_seen (
    name TEXT PRIMARY KEY,
    article INTEGER NOT NULL,
    at INTEGER NOT NULL
) WITHOUT ROWID;
-- Searches that were made, each once, as last made.
CREATE TABLE past_search (
    no INTEGER PRIMARY KEY AUTOINCREMENT,
    query TEXT NOT NULL UNIQUE,
    at INTEGER NOT NULL
);
"""

_DECIDED: Final = """
-- Two names that the user says are two speakers', by their keys, the first in the alphabet first.
CREATE TABLE apart (
    no INTEGER PRIMARY KEY AUTOINCREMENT,
    key TEXT NOT NULL,
    other TEXT NOT NULL
);
CREATE UNIQUE INDEX apart_names ON apart (key, other);
-- What the user put off deciding, each once, the last put off last. That is not undone.
CREATE TABLE put_off (
    no INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    about TEXT NOT NULL,                    -- uid of the quote, id of the article or key of the name
    other TEXT NOT NULL                     -- key of the other name; empty for all but names
);
CREATE UNIQUE INDEX put_off_once ON put_off (kind, about, other);
"""

_AUTHORED: Final = """
-- Who wrote a row of a library that many share, when, and who is to see it: a mark may be everybody's and a
-- user's own at one place.
CREATE TABLE authored (
    name TEXT NOT NULL,                     -- of the table
    key TEXT NOT NULL,                      -- of the row, see `row_guard.key_of`
    author TEXT NOT NULL,                   -- empty: not known yet
    at INTEGER NOT NULL,                    -- seconds since 1970, UTC
    audience TEXT NOT NULL,                 -- empty: everybody; user:NAME: one user alone
    PRIMARY KEY (name, key)
) WITHOUT ROWID;
DROP INDEX mark_place;
CREATE INDEX mark_place ON mark (article, start, "end", name);
"""

STEPS: Final[tuple[str, ...]] = (
    _FIRST, _TEXTS, _ONE_ENGINE, _GUARDED + _STATES, _WORDINGS, _TIMES, _RECORDED, _JOURNAL, _SAID, _DECIDED,
    _AUTHORED,
)  # fmt: skip
"""What leads from version n to n + 1, n being the place in the tuple."""

GUARDED: Final = 4  # the first version whose rows are guarded

GUARDED_NOW: Final = {"passage": 5, "utterance": 7}
"""For what has other columns since, by its name in `guard`: the first version that guards them too."""

VERSION: Final = len(STEPS)  # `user_version` of a library this program writes

WORDS: Final = """
CREATE TABLE fulltext_state (
    format INTEGER NOT NULL,
    watermark INTEGER NOT NULL,             -- the change up to which all are taken in
    next INTEGER NOT NULL                   -- row to be given out next; none is given out twice
);
CREATE TABLE fulltext_entry (
    no INTEGER PRIMARY KEY,                 -- row of `fulltext`
    quote INTEGER NOT NULL UNIQUE REFERENCES quote ON DELETE CASCADE,
    uid TEXT NOT NULL,
    kind TEXT NOT NULL,
    speaker TEXT NOT NULL,                  -- empty: not known; so the next
    outlet TEXT NOT NULL,
    place TEXT NOT NULL,                    -- the outlet's name folded, to sort by
    first INTEGER NOT NULL,                 -- ordinals of the days it may have been published; 0: not known
    last INTEGER NOT NULL
);
CREATE VIRTUAL TABLE fulltext USING fts5(
    text, speaker, title, context, outlet, via, language,
    content='', tokenize="ascii tokenchars '(),.'''"
);
CREATE VIRTUAL TABLE fulltext_word USING fts5vocab('fulltext', 'row');
"""
"""What a library of an older version may have besides, until `WORDS_UNTIL`: tables no step of it made."""

WORDS_UNTIL: Final = 2
"""The last version whose program made `WORDS`."""
