"""The engines that are compared, each with the same fields: quote, stems, speaker, title, context, outlet."""

import importlib
import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final, Protocol

from search_corpus import BINDING, Ask

from quotebrowser.index import QuoteDocument, QuoteIndex
from quotebrowser.index.analysis import stem, tokens
from quotebrowser.index.index_fields import BOOSTS
from quotebrowser.model import Results
from quotebrowser.query import And, In, Or, Phrase, Word

_SHOWN: Final = 20
"""Hits asked for."""

PLAIN: Final = tuple(name for name in BOOSTS if name != "stem")
"""Fields of words as they are printed."""


class Engine(Protocol):
    """What every engine can do."""

    name: str

    def add(self, batch: Sequence[QuoteDocument]) -> None:
        """Take in a batch, in one commit."""
        ...

    def finish(self) -> None:
        """Everything is in."""
        ...

    def ask(self, kind: str, ask: Ask) -> int:
        """Answer a query of a class; returns how many hits came back."""
        ...


class Ours:
    """This project's index."""

    name = "quotebrowser"

    def __init__(self, directory: Path) -> None:
        made = any(directory.glob("*"))
        self.index = (QuoteIndex.open if made else QuoteIndex.create)(directory, BINDING)
        self.changes = 0

    def add(self, batch: Sequence[QuoteDocument]) -> None:
        """Take in a batch."""
        self.changes += len(batch)
        self.index.update(batch, (), self.changes)

    def finish(self) -> None:
        """Merge what the batches left, as the library does after many."""
        self.index.settle()

    def ask(self, kind: str, ask: Ask) -> int:
        """Answer a query."""
        return len(answer(self.index, kind, ask).hits)


def answer(index: QuoteIndex, kind: str, ask: Ask) -> Results:
    """What an index answers; facets are counted where asked for, and while typing, as the screen does."""
    sort = "date" if kind == "by date" else "relevance"
    facets = kind in ("as-you-type", "facets")
    return index.search(node_of(kind, ask), limit=_SHOWN, sort=sort, facets=facets)


def node_of(kind: str, ask: Ask) -> Any:
    """A query of a class as a tree."""
    words = [Word(word) for word in ask.words]
    node: Any = And(tuple(words)) if len(words) > 1 else words[0]
    if kind == "as-you-type":
        last = Word(ask.words[-1], prefix=True)
        node = And((*words[:-1], last)) if len(words) > 1 else last
    elif kind == "3 words, any":
        node = Or(tuple(words))
    elif kind.startswith("phrase") and len(words) > 1:
        node = Phrase(ask.words)
    elif kind == "3-letter prefix":
        node = Word(ask.words[0], prefix=True)
    elif kind == "fuzzy":
        node = Word(ask.words[0], fuzzy=1)
    elif ask.speaker:
        node = And((In("speaker", Word(ask.speaker)), *words))
    return node


class Fts5:
    """SQLite's full-text index, contentless, with prefix indexes of one to three letters."""

    name = "fts5"

    def __init__(self, directory: Path) -> None:
        self.db = sqlite3.connect(directory / "fts5.db")
        self.db.execute("pragma mmap_size=4000000000")
        self.db.execute("pragma cache_size=-200000")
        self.db.execute("pragma journal_mode=wal")
        self.db.execute(
            "create table if not exists quote(id integer primary key, uid, speaker, outlet, day integer)"
        )
        self.db.execute(
            "create virtual table if not exists words using "
            "fts5(text, stem, speaker, title, context, outlet, content='', prefix='1 2 3')"
        )

    def add(self, batch: Sequence[QuoteDocument]) -> None:
        """Take in a batch."""
        with self.db:
            for item in batch:
                row = (item.uid, item.named["speaker"], item.named["outlet"], item.first)
                number = self.db.execute(
                    "insert into quote(uid, speaker, outlet, day) values (?, ?, ?, ?)", row
                ).lastrowid
                stems = " ".join(map(stem, tokens(item.text)))
                self.db.execute(
                    "insert into words(rowid, text, stem, speaker, title, context, outlet) "
                    "values (?, ?, ?, ?, ?, ?, ?)",
                    (
                        number,
                        item.text,
                        stems,
                        item.named["speaker"],
                        item.named["title"],
                        item.context,
                        item.named["outlet"],
                    ),
                )

    def finish(self) -> None:
        """Make the write-ahead log part of the file."""
        self.db.execute("pragma wal_checkpoint(truncate)")

    @staticmethod
    def _word(word: str) -> str:
        return f'({{{" ".join(PLAIN)}}} : "{word}" OR stem : "{stem(word)}")'

    def _match(self, kind: str, ask: Ask) -> str:
        parts = [self._word(word) for word in ask.words]
        if kind in ("as-you-type", "3-letter prefix"):
            parts[-1] = f'{{{" ".join(PLAIN)}}} : "{ask.words[-1]}" *'
        if kind.startswith("phrase"):
            return f'{{{" ".join(PLAIN)}}} : "{" ".join(ask.words)}"'
        if ask.speaker:
            parts.append(f'speaker : "{ask.speaker}"')
        return (" OR " if kind == "3 words, any" else " AND ").join(parts)

    def ask(self, kind: str, ask: Ask) -> int:
        """Answer a query."""
        match = self._match(kind, ask)
        if kind == "facets":
            for column in ("speaker", "outlet"):
                self.db.execute(
                    f"select quote.{column}, count(*) n from words join quote on quote.id = words.rowid "
                    "where words match ? group by 1 order by n desc limit 10",
                    (match,),
                ).fetchall()
        if kind == "by date":
            sql = (
                "select uid from words join quote on quote.id = words.rowid where words match ? "
                f"order by day desc limit {_SHOWN}"
            )
        else:
            weights = ", ".join(str(BOOSTS.get(name, 0.0)) for name in (*BOOSTS, "outlet"))
            sql = (
                f"select uid from (select rowid r, bm25(words, {weights}) b from words where words match ? "
                f"order by b limit {_SHOWN}) join quote on quote.id = r order by b"
            )
        return len(self.db.execute(sql, (match,)).fetchall())


class Tantivy:
    """Tantivy, a search library in Rust; in the `test` extra."""

    name = "tantivy"

    def __init__(self, directory: Path) -> None:
        self.t = importlib.import_module("tantivy")
        builder = self.t.SchemaBuilder()
        builder.add_text_field("uid", stored=True, tokenizer_name="raw")
        for name in (*BOOSTS, "outlet"):
            builder.add_text_field(name, tokenizer_name="default")
        for name in ("by_speaker", "by_outlet"):
            builder.add_text_field(name, tokenizer_name="raw", fast=True)
        builder.add_integer_field("day", fast=True, indexed=True)
        self.schema = builder.build()
        self.index = self.t.Index(self.schema, path=str(directory), reuse=True)
        self.searcher = self.index.searcher()
        self.writer: Any = None

    def add(self, batch: Sequence[QuoteDocument]) -> None:
        """Take in a batch."""
        self.writer = self.writer or self.index.writer(300_000_000, 1)
        for item in batch:
            self.writer.add_document(
                self.t.Document(
                    uid=item.uid,
                    text=item.text,
                    stem=" ".join(map(stem, tokens(item.text))),
                    speaker=item.named["speaker"],
                    title=item.named["title"],
                    context=item.context,
                    outlet=item.named["outlet"],
                    by_speaker=item.named["speaker"],
                    by_outlet=item.named["outlet"],
                    day=item.first,
                )
            )
        self.writer.commit()

    def finish(self) -> None:
        """Wait for merges, and see everything."""
        if self.writer is not None:
            self.writer.wait_merging_threads()
        self.index.reload()
        self.searcher = self.index.searcher()

    def _any(self, made: Callable[[str], Any], *, stemmed: str = "") -> Any:
        parts = [self.t.Query.boost_query(made(name), BOOSTS[name]) for name in PLAIN]
        if stemmed:
            term = self.t.Query.term_query(self.schema, "stem", stemmed)
            parts.append(self.t.Query.boost_query(term, BOOSTS["stem"]))
        return self.t.Query.boolean_query([(self.t.Occur.Should, part) for part in parts])

    def _word(self, word: str) -> Any:
        return self._any(lambda name: self.t.Query.term_query(self.schema, name, word), stemmed=stem(word))

    def _prefix(self, word: str) -> Any:
        return self._any(lambda name: self.t.Query.regex_query(self.schema, name, f"{word}.*"))

    def _query(self, kind: str, ask: Ask) -> Any:
        query = self.t.Query
        if kind.startswith("phrase") and len(ask.words) > 1:
            return self._any(lambda name: query.phrase_query(self.schema, name, list(ask.words)))
        if kind == "fuzzy":
            return self._any(lambda name: query.fuzzy_term_query(self.schema, name, ask.words[0], distance=1))
        parts = [self._word(word) for word in ask.words]
        if kind in ("as-you-type", "3-letter prefix"):
            parts[-1] = self._prefix(ask.words[-1])
        if ask.speaker:
            parts.append(query.term_query(self.schema, "speaker", ask.speaker))
        occur = self.t.Occur.Should if kind == "3 words, any" else self.t.Occur.Must
        return query.boolean_query([(occur, part) for part in parts])

    def ask(self, kind: str, ask: Ask) -> int:
        """Answer a query."""
        query = self._query(kind, ask)
        options = {"order_by_field": "day"} if kind == "by date" else {}
        hits = self.searcher.search(query, _SHOWN, **options).hits
        if kind == "facets":
            wanted = {name: {"terms": {"field": name, "size": 10}} for name in ("by_speaker", "by_outlet")}
            self.searcher.aggregate(query, wanted)
        return len([self.searcher.doc(address)["uid"] for _, address in hits])


ENGINES: Final[dict[str, Callable[[Path], Engine]]] = {"quotebrowser": Ours, "fts5": Fts5, "tantivy": Tantivy}
"""Every engine by its name, opened in a directory of its own; ours first."""
