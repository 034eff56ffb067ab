"""How long typing keeps the screen from anything else: `python tests/benchmarks/keystrokes.py`.

Makes a library of made-up quotes (100,000 by default; `--library DIR` keeps it, or takes the one that is
there), runs the real browser without a terminal, and types queries at 15 keys a second. A timer of 5 ms on
the event loop tells how late each tick comes, before anything is typed too, which is what the machine does,
and how much processor time the screen took since the one before, which other programs hardly disturb. For
each key that is answered before the next the time until that is painted is taken. `--building` takes the
index away, so that it is built meanwhile. The last line is `tick delay p99 N ms`;
it exits 1 when that is over 10, or over 20 while the index is being built.
"""

import argparse
import asyncio
import contextlib
import random
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Final

from search_corpus import Corpus
from textual import events

from quotebrowser import names
from quotebrowser.index import QuoteDocument
from quotebrowser.library import Library
from quotebrowser.library.upkeep import level
from quotebrowser.model import (
    Article,
    Attribution,
    Fact,
    Facts,
    Passage,
    Provenance,
    Quote,
    Span,
    Speaker,
    SpeakerKind,
    article_id,
    passage_uid,
)
from quotebrowser.tui.app import QuoteBrowser
from quotebrowser.tui.screens.search_page import SearchPage

_TICK: Final = 0.005
_LATEST, _LATEST_BUILDING = 10.0, 20.0
"""Milliseconds that the 99th percentile of ticks may be late, and while the index is being built."""
_RATE: Final = 15.0
_BATCH: Final = 5_000
_QUOTES: Final = 10
"""Of an article."""
_KEYS: Final = {" ": "space", ":": "colon", '"': "quotation_mark"}


def article_of(number: int, said: Sequence[QuoteDocument], corpus: Corpus) -> tuple[Article, list[Quote]]:
    """An article that prints these quotes."""
    name = article_id(str(number))
    text, quotes = "", []
    for document in said:
        text += " ".join(corpus.words(30)) + " “"
        span = Span(len(text), len(text) + len(document.text))
        text += document.text + "”, one said. "
        person = document.named["speaker"]
        speaker = Speaker(names.key(person), person, "", SpeakerKind.PERSON)
        uid = passage_uid(name, span.start)
        quotes.append(Quote(uid, name, (span,), document.kind, Attribution(speaker, None, None, "m", 0.9)))
    facts = Facts(
        title=Fact(said[0].named["title"], Provenance.PRINTED),
        outlet=Fact(said[0].named["outlet"], Provenance.GIVEN),
        published=Fact(date.fromordinal(said[0].first or 1).isoformat(), Provenance.PRINTED),
    )
    return Article(name, text, f"articles/{number}.txt", facts, str(number)), quotes


def passages_of(article: Article, quotes: Sequence[Quote]) -> list[Passage]:
    """The printed spans of an article's quotes."""
    return [
        Passage(
            quote.uid, quote.uid, article.id, quote.spans[0], quote.spans[0].of(article.text),
            quote.kind, quote.speaker.key if quote.speaker else "", 0.9, None, order,
        )
        for order, quote in enumerate(quotes)
    ]  # fmt: skip


def fill(library: Library, corpus: Corpus, first: int = 0) -> None:
    """Put the made-up quotes into a library. One passage in ten is of the utterance of the one before it.

    Args:
        library: where.
        corpus: of the quotes.
        first: the number of its first article.
    """
    chance, number, before = random.Random(9), first, ""
    for batch in corpus.batches(_BATCH):
        with library.store.transaction():
            groups: dict[str, str] = {}
            for start in range(0, len(batch), _QUOTES):
                article, quotes = article_of(number, batch[start : start + _QUOTES], corpus)
                number += 1
                printed = passages_of(article, quotes)
                library.store.articles.add(article, quotes, printed)
                for passage in printed:
                    before = before if before and chance.random() < 1 / _QUOTES else passage.uid
                    groups[passage.uid] = before
            library.store.utterances.set_groups(groups)
        print(f"\r{number * _QUOTES:,} quotes", end="", file=sys.stderr, flush=True)
    print("\rindexing            ", end="\r", file=sys.stderr, flush=True)
    level.catch_up(library)


def page_of(app: QuoteBrowser) -> SearchPage:
    """The page that is typed into."""
    assert isinstance(app.screen, SearchPage)
    return app.screen


class Watch:
    """Takes the time of ticks and of answers."""

    def __init__(self, app: QuoteBrowser) -> None:
        self.app = app
        self.idle: list[float] = []
        self.delays: list[float] = []
        self.busy: list[float] = []
        self.answers: list[float] = []

    async def tick(self, delays: list[float]) -> None:
        """Wake up every 5 ms, and note how late."""
        while True:
            due, worked = time.perf_counter() + _TICK, time.thread_time()
            await asyncio.sleep(_TICK)
            delays.append(max(time.perf_counter() - due, 0.0))
            if delays is self.delays:
                self.busy.append(time.thread_time() - worked)

    @contextlib.asynccontextmanager
    async def ticking(self, delays: list[float]) -> AsyncIterator[None]:
        """Tick inside the `with`."""
        task = asyncio.create_task(self.tick(delays))
        try:
            yield
        finally:
            task.cancel()

    async def painted(self, query: str, pressed: float) -> None:
        """Wait until the answer to `query` is listed and painted, or another key was pressed."""
        page = page_of(self.app)
        while page.panes.box.value == query:
            found = page.listing.found
            if found is not None and found.query == query:
                done = asyncio.Event()
                page.call_after_refresh(done.set)
                await done.wait()
                self.answers.append(time.perf_counter() - pressed)
                return
            await asyncio.sleep(0.001)


def queries(corpus: Corpus, count: int) -> Iterator[str]:
    """What is typed: two or three words as they follow one another in speech, now and then with a name."""
    chance = random.Random(4)
    for number in range(count):
        words = corpus.words(chance.choice((2, 3)), chance)
        if number % 4 == 0:
            words.append("speaker:" + chance.choice(corpus.speakers[:200]).split()[1].lower())
        yield " ".join(words)


async def type_all(app: QuoteBrowser, typed: Sequence[str]) -> Watch:
    """Type queries, each into an emptied box."""
    watch = Watch(app)
    async with app.run_test(size=(120, 40)) as pilot:
        # The first search loads the index's libraries, which is not what is measured.
        await asyncio.sleep(3.0)
        async with watch.ticking(watch.idle):
            await asyncio.sleep(5.0)
        async with watch.ticking(watch.delays):
            for query in typed:
                waiting: list[asyncio.Task[None]] = []
                page_of(app).panes.box.fill("")
                for char in query:
                    due = time.perf_counter() + 1 / _RATE
                    pressed = time.perf_counter()
                    page_of(app).panes.box.post_message(events.Key(_KEYS.get(char, char), char))
                    value = query[: len(page_of(app).panes.box.value) + 1]
                    await asyncio.sleep(0)
                    waiting.append(asyncio.create_task(watch.painted(value, pressed)))
                    await asyncio.sleep(max(due - time.perf_counter(), 0))
                await asyncio.wait(waiting, timeout=5)
        del pilot
    return watch


def told(name: str, times: Sequence[float]) -> None:
    """Print a line of percentiles in milliseconds."""
    cuts = statistics.quantiles(times, n=1000)
    p50, p95, p99 = (cuts[int(share * 1000) - 1] * 1000 for share in (0.5, 0.95, 0.99))
    most = max(times) * 1000
    print(f"{name}: p50 {p50:.1f}  p95 {p95:.1f}  p99 {p99:.1f}  max {most:.1f} ms ({len(times):,})")


def main() -> int:
    """Measure; returns the exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--quotes", type=int, default=100_000)
    parser.add_argument("--queries", type=int, default=30)
    parser.add_argument("--library", type=Path, help="made where it is missing, and kept")
    parser.add_argument("--building", action="store_true", help="without the index, which is built meanwhile")
    given = parser.parse_args()
    corpus = Corpus(given.quotes)
    with tempfile.TemporaryDirectory() as home:
        directory = given.library or Path(home) / "library"
        new = not directory.exists()
        library = Library.open(directory)
        try:
            if new:
                fill(library, corpus)
            if given.building:
                library.close()
                shutil.rmtree(directory / "index")
                library = Library.open(directory)
            watch = asyncio.run(type_all(QuoteBrowser(library), list(queries(corpus, given.queries))))
        finally:
            library.close()
    told("key to painted answer", watch.answers)
    told("tick delay while nothing is typed", watch.idle)
    told("the screen's own processor time between two ticks", watch.busy)
    told("tick delay", watch.delays)
    cut = statistics.quantiles(watch.delays, n=100)[98] * 1000
    print(f"tick delay p99 {cut:.1f} ms")
    return 0 if cut <= (_LATEST_BUILDING if given.building else _LATEST) else 1


if __name__ == "__main__":
    sys.exit(main())
