"""The articles of a library, each with the quotes that were found in it.

One rule guards it: an article and all that hangs on it come and go together. A removed article is kept and
hidden; only `purge` forgets it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from quotebrowser.errors import UnknownError
from quotebrowser.model import Article, Facts, Passage, Quote, Trace
from quotebrowser.store.sqlite.changes import Changes, forget_later
from quotebrowser.store.sqlite.database import Database
from quotebrowser.store.sqlite.packing import (
    LAST_SECOND,
    listed,
    name,
    pack,
    unpack,
    unpack_moments,
    unpack_pages,
    unpack_set_apart,
    unpack_spans,
    whole,
)
from quotebrowser.store.sqlite.row_door import Row
from quotebrowser.store.sqlite.row_guard import checked
from quotebrowser.store.tables import anchors
from quotebrowser.store.tables.article_rows import (
    CAPTIONS,
    facts_found,
    facts_of,
    write_article,
    write_quotes,
)
from quotebrowser.store.tables.passages import Passages
from quotebrowser.store.tables.utterances import Utterances

_BY_ID: Final = checked(
    "SELECT a.no, a.id, a.text, a.origin, a.sha256, a.furniture, {captions}, t.moments, p.pages,"
    " {article} AND {text} AND (t.article IS NULL OR {timing}) AND (p.article IS NULL OR {paging})"
    " FROM article a LEFT JOIN timing t ON t.article = a.no LEFT JOIN paging p ON p.article = a.no"
    " WHERE a.id IN (SELECT value FROM json_each(?))",
    article="a",
    text="a",
    timing="t",
    paging="p",
    captions=CAPTIONS,
)
_ROWS: Final = checked(
    "SELECT a.no, a.id, a.origin, a.added, (SELECT count(*) FROM quote q WHERE q.article = a.no"
    " AND q.kind <> 'mention' AND q.repeats = ''), a.removed, {article} FROM article a",
    article="a",
)
_SPEAKERS: Final = (
    "SELECT q.speaker_key FROM quote q JOIN article a ON a.no = q.article WHERE a.id = ?1"
    " UNION SELECT c.key FROM speaker_correction c JOIN article a ON a.no = c.article WHERE a.id = ?1"
)
_NOBODY: Final = (
    # The name of a speaker whom no article quotes any more.
    "DELETE FROM alias WHERE key = ?1 AND NOT EXISTS (SELECT 1 FROM quote WHERE speaker_key = ?1)"
    " AND NOT EXISTS (SELECT 1 FROM speaker_correction WHERE key = ?1)"
)
_BATCH: Final = 200
"""How many articles are read at a time when all are."""


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """An article as lists show it, without its text."""

    id: str
    """Of the article."""
    origin: str
    """Path of its file as the user gave it, or an address."""
    facts: Facts
    """What is known about it, corrections applied."""
    quotes: int
    """Number of its quotes, mentions and repeats left out."""
    added: int
    """When it was added, in seconds since 1970, UTC."""
    removed: bool
    """Whether it is kept but hidden."""


class Articles:
    """The articles of one library."""

    def __init__(self, db: Database, changes: Changes, passages: Passages, utterances: Utterances) -> None:
        self._db = db
        self._changes = changes
        self._passages = passages
        self._utterances = utterances

    def add(
        self,
        article: Article,
        quotes: Iterable[Quote] = (),
        passages: Sequence[Passage] = (),
        traces: Mapping[str, Trace] | None = None,
    ) -> None:
        """Store an article with its quotes; in place of what is stored under its id, removed or not.

        The user's corrections, marks, notes and tags stay, tied to the quotes that now lie over their places.

        Args:
            article: the article, its facts as found.
            quotes: its quotes, in the order they are to be listed.
            passages: their printed spans, as far as they are to be grouped.
            traces: by what each passage is found, by its uid.

        Raises:
            LibraryError: the library cannot be written.
        """
        quotes = tuple(quotes)
        with self._db.transaction(joins=True):
            known = self.has(article.id)
            before = anchors.text_of(self._db, article.id) if known else ""
            self._changes.note_articles(article.id)
            if known:
                self._passages.drop(article.id)
            no = write_article(self._db, article)
            write_quotes(self._db, no, article, quotes)
            if known:
                anchors.renew(self._db, no, before, article.text)
            self._changes.note(quote.uid for quote in quotes)
            self._passages.add(passages, traces)

    def is_empty(self) -> bool:
        """Whether there is no article that is not removed."""
        return self._db.value("SELECT 1 FROM article WHERE removed = 0 LIMIT 1") is None

    def has(self, article: str) -> bool:
        """Whether there is an article of this id, removed or not."""
        return self._db.value("SELECT 1 FROM article WHERE id = ?", (article,)) is not None

    def get(self, article: str) -> Article | None:
        """The article of this id, corrections applied, also a removed one, or None."""
        return next(iter(self.many([article])), None)

    def as_found(self, article: str) -> Article | None:
        """The article of this id without the user's corrections, also a removed one, or None."""
        return next(iter(self.many([article], {article: facts_found(self._db, article)})), None)

    def many(self, articles: Iterable[str], facts: Mapping[str, Facts] | None = None) -> tuple[Article, ...]:
        """The articles of these ids, corrections applied, in the order asked; unknown ids are left out.

        Args:
            articles: their ids.
            facts: what is known about each of them, where that was read already.
        """
        asked = list(dict.fromkeys(articles))
        known = facts or facts_of(self._db, asked)
        found = self._db.read(
            "article",
            _BY_ID,
            (listed(asked),),
            lambda row: _article(row, known),
        )
        by_id = {article.id: article for article in found}
        return tuple(by_id[one] for one in asked if one in by_id)

    def all(self) -> Iterator[Article]:
        """All articles that are not removed, in the order of adding."""
        ids = self.ids()
        for first in range(0, len(ids), _BATCH):
            yield from self.many(ids[first : first + _BATCH])

    def ids(self) -> tuple[str, ...]:
        """Ids of all articles that are not removed, in the order of adding."""
        return tuple(self._db.names("article", "SELECT id FROM article WHERE removed = 0 ORDER BY no"))

    def rows(self, of: Iterable[str] | None = None, *, removed: bool = False) -> tuple[ArticleRow, ...]:
        """Articles without their texts, in the order of adding.

        Args:
            of: ids of those that are wanted, removed or not; None: all that are not removed.
            removed: whether, of all, those are wanted that are.
        """
        if of is None:
            found = self._db.rows(f"{_ROWS} WHERE a.removed = ? ORDER BY a.no", (int(removed),))
        else:
            asked = "WHERE a.id IN (SELECT value FROM json_each(?)) ORDER BY a.no"
            found = self._db.rows(f"{_ROWS} {asked}", (listed(of),))
        facts = facts_of(self._db, (row[1] for row in found if type(row[1]) is str))
        return tuple(self._db.made("article", found, lambda row: _listed(row, facts)))

    def resolve(self, named: str, *, removed: bool = False) -> tuple[str, ...]:
        """Ids of the articles that `named` may mean, in the order of adding.

        An id or a file's name that is `named` exactly, or else those that start with it. A whole path counts
        as a name.
        """
        rows = self._db.read(
            "article",
            "SELECT no, id, origin FROM article WHERE removed = ? ORDER BY no",
            (int(removed),),
            lambda row: (name(row[1]), _names(unpack(row[2]))),
        )
        exact = tuple(article for article, names in rows if named == article or named in names)
        if exact or not named:
            return exact
        return tuple(
            article
            for article, names in rows
            if article.startswith(named) or any(each.startswith(named) for each in names)
        )

    def same_text(self, article: Article, limit: int) -> str:
        """Id of the first article, not removed, that has the text of another and whose file had its bytes.

        Args:
            article: the other, which is not stored.
            limit: how many articles of such a file are looked at.
        """
        return str(
            self._db.value(
                "SELECT id FROM (SELECT id, text, no FROM article WHERE sha256 = ? AND removed = 0"
                " ORDER BY no LIMIT ?) WHERE text = ? ORDER BY no",
                (article.sha256, limit, pack(article.text)),
            )
            or ""
        )

    def has_bytes(self, sha256: str) -> bool:
        """Whether an article, removed or not, was read from these bytes."""
        return bool(self._db.rows("SELECT 1 FROM article WHERE sha256 = ? LIMIT 1", (sha256,)))

    def by_url(self, url: str) -> tuple[str, ...]:
        """Ids of the articles, not removed, that were published at this address."""
        return tuple(
            self._db.names(
                "article",
                "SELECT a.id FROM article a LEFT JOIN fact_correction c ON c.article = a.no AND c.key = 'url'"
                " WHERE a.removed = 0 AND a.no IN (SELECT article FROM fact WHERE key = 'url' AND value = ?1"
                " UNION SELECT article FROM fact_correction WHERE key = 'url' AND value = ?1)"
                " AND coalesce(c.value, ?1) = ?1 ORDER BY a.no",
                (pack(url),),
            )
        )

    def is_removed(self, article: str) -> bool:
        """Whether the article is kept but hidden."""
        return bool(self._db.value("SELECT removed FROM article WHERE id = ?", (article,)))

    def remove(self, article: str) -> None:
        """Hide an article and its quotes until `restore`.

        Its passages leave their groups; the caller regroups those that shared one with them.

        Raises:
            UnknownError: there is no such article.
        """
        with self._db.transaction(joins=True):
            self._hide(article, removed=True)
            self._utterances.ungroup(article)

    def restore(self, article: str) -> None:
        """Show a removed article again. The caller links and groups its passages again.

        Raises:
            UnknownError: there is no such article.
        """
        with self._db.transaction(joins=True):
            self._hide(article, removed=False)

    def purge(self, article: str) -> None:
        """Forget an article permanently, with all that the user said about it.

        The bytes are overwritten; the file is made smaller by `Store.compact`.

        Raises:
            UnknownError: there is no such article.
        """
        with self._db.transaction(joins=True):
            self._hide(article, removed=True)
            self._passages.drop(article)
            speakers = self._db.rows(_SPEAKERS, (article,))
            self._db.run("DELETE FROM outcome WHERE article = ?", (article,))
            self._db.run("DELETE FROM article WHERE id = ?", (article,))
            forget_later(self._db)
            self._db.run_many(_NOBODY, speakers)

    def prints(self, words: str) -> bool:
        """Whether any article, removed ones included, has these words in its text. Reads all texts."""
        return bool(self._db.value("SELECT 1 FROM article WHERE instr(text, ?) LIMIT 1", (pack(words),)))

    def _hide(self, article: str, *, removed: bool) -> None:
        if not self._db.run("UPDATE article SET removed = ? WHERE id = ?", (int(removed), article)):
            raise UnknownError(
                f"There is no article with the id {article}", "See them with: quotebrowser list articles"
            )
        self._changes.note_articles(article)


def _article(row: Row, known: Mapping[str, Facts]) -> Article:
    _, article, text, origin, sha256, furniture, captions, moments, pages, sound = row
    if not sound:
        raise ValueError
    set_apart, labels = unpack_set_apart(furniture)
    return Article(
        id=name(article),
        text=unpack(text),
        origin=unpack(origin),
        facts=known[article],
        sha256=name(sha256),
        furniture=set_apart,
        captions=unpack_spans(captions),
        times=unpack_moments(moments),
        pages=unpack_pages(pages),
        labels=labels,
    )


def _listed(row: Row, facts: Mapping[str, Facts]) -> ArticleRow:
    _, article, origin, added, quotes, removed, sound = row
    if not sound:
        raise ValueError
    return ArticleRow(
        name(article), unpack(origin), facts[article], whole(quotes), whole(added, LAST_SECOND), bool(removed)
    )


def _names(origin: str) -> tuple[str, str]:
    """The path of a file and its last part."""
    return origin, origin.replace("\\", "/").rsplit("/", 1)[-1]
