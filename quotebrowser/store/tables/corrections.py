"""What the user has corrected: facts of articles, speakers of quotes, names of speakers.

One rule guards it: a correction is the user's own. It is laid over what was found whenever that is read,
never written into it, so that it outlives every new reading, and taking it back shows what was found.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from quotebrowser import names
from quotebrowser.errors import UnknownError
from quotebrowser.model import FACT_KEYS, Fact, Provenance, Span, SpeakerKind
from quotebrowser.store.sqlite.changes import Changes
from quotebrowser.store.sqlite.database import Database
from quotebrowser.store.sqlite.packing import listed, pack, stored_span, unpack
from quotebrowser.store.sqlite.packing import name as stored_name
from quotebrowser.store.sqlite.row_door import Row
from quotebrowser.store.sqlite.row_guard import checked
from quotebrowser.store.tables.anchors import Orphan, orphans
from quotebrowser.store.tables.quotes import Quotes

_NUMBERS: Final = "SELECT id, no FROM article WHERE id IN (SELECT value FROM json_each(?))"
_ALL_FACTS: Final = checked(
    "SELECT c.article, a.id, c.key, c.value, {fact_correction} FROM fact_correction c"
    " JOIN article a ON a.no = c.article ORDER BY a.no, c.key",
    fact_correction="c",
)
_ALL_SPEAKERS: Final = checked(
    'SELECT c.no, a.id, c.start, c."end", c.name, q.uid, {speaker_correction} FROM speaker_correction c'
    " JOIN article a ON a.no = c.article LEFT JOIN quote q ON q.no = c.quote"
    ' ORDER BY a.no, c.start, c."end"',
    speaker_correction="c",
)
_ALL_ALIASES: Final = checked("SELECT key, name, {alias} FROM alias n ORDER BY key", alias="n")
_HAS_FACT: Final = (
    "SELECT 1 FROM fact_correction c JOIN article a ON a.no = c.article WHERE a.id = ? AND c.key = ?"
)
_APART: Final = checked("SELECT no, key, other, {apart} FROM apart t ORDER BY no", apart="t")


@dataclass(frozen=True, slots=True)
class FactCorrection:
    """A fact of an article in the user's words."""

    article: str
    """Id of the article."""
    key: str
    """One of `FACT_KEYS`."""
    fact: Fact | None
    """None: the user says that it is not known."""


@dataclass(frozen=True, slots=True)
class SpeakerCorrection:
    """Who said the quote at a place of an article, in the user's words."""

    article: str
    """Id of the article."""
    span: Span
    """From the first to the last character of the quote when it was corrected."""
    name: str
    """Empty: the user says that nobody is known."""
    quote: str
    """Uid of the quote that lies there now; empty if none does."""


@dataclass(frozen=True, slots=True)
class Alias:
    """A speaker who goes by another's name."""

    key: str
    """Of the speaker as found."""
    name: str
    """The name used instead."""


@dataclass(frozen=True, slots=True)
class AllCorrections:
    """All that the user has corrected in a library, removed articles included."""

    facts: tuple[FactCorrection, ...]
    speakers: tuple[SpeakerCorrection, ...]
    aliases: tuple[Alias, ...]


class Corrections:
    """The corrections of one library."""

    def __init__(self, db: Database, changes: Changes, quotes: Quotes) -> None:
        self._db = db
        self._changes = changes
        self._quotes = quotes

    def set_fact(self, article: str, key: str, value: str | None) -> None:
        """Correct a fact of an article.

        Args:
            article: id of the article.
            key: one of `FACT_KEYS`.
            value: what it is; empty if the user says it is not known; None takes the correction back.

        Raises:
            UnknownError: there is no such article or key.
        """
        self.set_facts([article], key, value)

    def set_facts(self, articles: Sequence[str], key: str, value: str | None) -> None:
        """Correct a fact of articles, as `set_fact`; of all of them, or of none."""
        if key not in FACT_KEYS:
            raise UnknownError(f"Unknown fact {key}", f"Facts are: {', '.join(FACT_KEYS)}.")
        with self._db.transaction(joins=True):
            found: dict[str, int] = dict(self._db.rows(_NUMBERS, (listed(articles),)))
            unknown = next((article for article in articles if article not in found), None)
            if unknown is not None:
                raise UnknownError(f"There is no article with the id {unknown}")
            nos = [found[article] for article in dict.fromkeys(articles)]
            self._db.run_many(
                "DELETE FROM fact_correction WHERE article = ? AND key = ?", ((no, key) for no in nos)
            )
            if value is not None:
                self._db.run_many(
                    "INSERT INTO fact_correction VALUES (?, ?, ?)", ((no, key, pack(value)) for no in nos)
                )
            self._changes.note_articles(*articles)

    def has_fact(self, article: str, key: str) -> bool:
        """Whether the user has said what a fact is, or that it is not known."""
        return bool(self._db.rows(_HAS_FACT, (article, key)))

    def set_speaker(
        self, uid: str, name: str | None, kind: SpeakerKind | None = None, title: str | None = None
    ) -> None:
        """Say who said a quote.

        Args:
            uid: of the quote, or of one of its passages.
            name: full name, with or without a title; empty if nobody is known; None takes the correction
                back.
            kind: None is what a known speaker of this name is, else a person.
            title: as printed; None: what of the name is one.

        Raises:
            UnknownError: there is no such quote.
        """
        quote = self._quotes.get(uid)
        if quote is None:
            raise UnknownError.quote(uid)
        start, end = quote.spans[0].start, quote.spans[-1].end
        with self._db.transaction():
            no, article = self._db.rows("SELECT no, article FROM quote WHERE uid = ?", (quote.uid,))[0]
            self._db.run(
                'DELETE FROM speaker_correction WHERE quote = ? OR (article = ? AND start = ? AND "end" = ?)',
                (no, article, start, end),
            )
            if name is not None:
                title, bare = _titled(name) if title is None else (title, name)
                kind = kind or self._kind(names.key(bare))
                key = "" if kind is SpeakerKind.UNNAMED else names.key(bare)
                self._db.run(
                    'INSERT INTO speaker_correction (article, start, "end", quote, key, name, title, kind)'
                    " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                    (article, start, end, no, pack(key), pack(bare), pack(title), kind.value),
                )
            self._changes.note([quote.uid])

    def speaker_found(self, uid: str) -> str:
        """Who said a quote, as it was found; empty if nobody is known."""
        asked = "SELECT no, coalesce(speaker_name, '') FROM quote WHERE uid = ?"
        return next(iter(self._db.read("quote", asked, (uid,), lambda row: unpack(row[1]))), "")

    def alias(self, key: str, name: str | None) -> None:
        """Let the speaker of `key` go by `name` in all articles, and so join whoever has that name.

        Args:
            key: of the speaker as found.
            name: full name; None or empty takes it back.

        Raises:
            UnknownError: `key` is empty: speakers without a name are never merged.
        """
        if not key:
            raise UnknownError("An unnamed speaker cannot be merged with another")
        with self._db.transaction():
            touched = self._said_by(key)
            self._db.run("DELETE FROM alias WHERE key = ?", (pack(key),))
            if name:
                _, name = _titled(name)
                target = names.key(name)
                # Whoever has that name may go by a third; all lead to the last one, so no chain is ever read.
                for further, other in self._db.rows(
                    "SELECT target, name FROM alias WHERE key = ? AND target <> ?",
                    (pack(target), pack(key)),
                ):
                    target, name = unpack(further), unpack(other)
                self._db.run("INSERT INTO alias VALUES (?, ?, ?)", (pack(key), pack(target), pack(name)))
                self._db.run(
                    "UPDATE alias SET target = ?, name = ? WHERE target = ?",
                    (pack(target), pack(name), pack(key)),
                )
            self._changes.note(dict.fromkeys(touched + self._said_by(key)))

    def keep_apart(self, key: str, other: str) -> None:
        """Two names are two speakers': neither is proposed for the other any more."""
        with self._db.transaction():
            self._db.run("INSERT OR IGNORE INTO apart (key, other) VALUES (?, ?)", _pair(key, other))

    def let_meet(self, key: str, other: str) -> None:
        """Forget that two names are two speakers'."""
        with self._db.transaction():
            self._db.run("DELETE FROM apart WHERE key = ? AND other = ?", _pair(key, other))

    def apart(self) -> frozenset[frozenset[str]]:
        """Pairs of keys that are two speakers'."""
        return frozenset(self._db.read("apart", _APART, (), _kept_apart))

    def all(self) -> AllCorrections:
        """All corrections, in the order of articles and places."""
        return AllCorrections(
            facts=tuple(self._db.read("fact_correction", _ALL_FACTS, (), _fact)),
            speakers=tuple(self._db.read("speaker_correction", _ALL_SPEAKERS, (), _speaker)),
            aliases=tuple(self._db.read("alias", _ALL_ALIASES, (), _alias)),
        )

    def orphans(self) -> tuple[Orphan, ...]:
        """Corrections of speakers, and marks, whose place no longer has a quote."""
        return orphans(self._db)

    def _kind(self, key: str) -> SpeakerKind:
        found = self._db.value(
            "SELECT speaker_kind FROM quote WHERE speaker_key = ? AND speaker_key <> '' LIMIT 1", (pack(key),)
        )
        return SpeakerKind(found) if found in tuple(SpeakerKind) else SpeakerKind.PERSON

    def _said_by(self, key: str) -> list[str]:
        """Uids of the quotes whose speaker has `key`, or goes by a name because of it."""
        return [
            *self._db.names(
                "quote",
                "WITH same AS (SELECT ?1 AS key UNION SELECT key FROM alias WHERE target = ?1)"
                " SELECT uid FROM quote WHERE speaker_key IN (SELECT key FROM same)"
                " UNION SELECT q.uid FROM speaker_correction c JOIN quote q ON q.no = c.quote"
                " WHERE c.key IN (SELECT key FROM same)",
                (pack(key),),
            )
        ]


def _titled(name: str) -> tuple[str, str]:
    """The title and the bare name in what the user wrote, which may be a title alone."""
    title, bare = names.split_title(name)
    return (title, bare) if bare else ("", name.strip())


def _pair(key: str, other: str) -> tuple[str | bytes, ...]:
    return tuple(map(pack, sorted((key, other))))


def _kept_apart(row: Row) -> frozenset[str]:
    _, key, other, sound = row
    if not sound:
        raise ValueError
    return frozenset((unpack(key), unpack(other)))


def _alias(row: Row) -> Alias:
    key, name, sound = row
    if not sound:
        raise ValueError
    return Alias(unpack(key), unpack(name))


def _fact(row: Row) -> FactCorrection:
    _, article, key, value, sound = row
    if not sound or key not in FACT_KEYS:
        raise ValueError
    corrected = unpack(value)
    return FactCorrection(stored_name(article), key, Fact(corrected, Provenance.USER) if corrected else None)


def _speaker(row: Row) -> SpeakerCorrection:
    _, article, start, end, name, uid, sound = row
    if not sound:
        raise ValueError
    return SpeakerCorrection(
        stored_name(article), stored_span(start, end), unpack(name), stored_name(uid or "")
    )
