"""Articles into the library: read, quotes found, stored, grouped; then the index brought level.

Two rules guard it: every input has an outcome, and an outcome is told only after its article is safely
stored. A killed run is simply run again: what is known already is skipped.
"""

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

from quotebrowser import extract, ingest
from quotebrowser.library.grouping import group_article
from quotebrowser.library.keeping import catch_up
from quotebrowser.library.library import Library
from quotebrowser.library.passages import is_counted, passages
from quotebrowser.library.views import FileOutcome
from quotebrowser.model import Article, Facts, Rejected

Progress = Callable[[int, int, str], None]
"""Called with how many files are done, how many there are, and the one being read."""

_BATCH_SECONDS: Final = 0.5
"""How long a transaction may stay open before it is committed. On 1,000 short articles: one commit each
costs 3 times the CPU of extraction; longer than a second would keep other writers waiting."""


def add(
    library: Library,
    paths: Iterable[Path],
    given: ingest.Given | None = None,
    *,
    progress: Progress | None = None,
) -> Iterator[FileOutcome]:
    """Read `paths` (files and directories) into the library; an outcome for each article, in order.

    The index is brought level at the end; it also is when the caller stops early.

    Raises:
        LibraryError: the library cannot be written.
    """
    library.require_writable()
    given = given or ingest.Given()
    files = list(ingest.walk(paths))
    try:
        yield from _in_batches(library, files, given, progress)
    except GeneratorExit:
        catch_up(library)
        raise
    catch_up(library)


def _in_batches(
    library: Library, files: list[Path], given: ingest.Given, progress: Progress | None
) -> Iterator[FileOutcome]:
    """The outcomes, a batch at a time, each after its commit."""
    done = 0
    while done < len(files):
        outcomes: list[FileOutcome] = []
        deadline = time.monotonic() + _BATCH_SECONDS
        with library.store.transaction():
            while done < len(files) and time.monotonic() < deadline:
                if progress is not None:
                    progress(done, len(files), str(files[done]))
                outcomes.extend(_add_file(library, files[done], given))
                done += 1
            # Kept by the same transaction, so that the store can always answer a search by itself: on 400
            # news articles with 4,100 quotes 0.09 of the CPU of extraction.
            library.store.fulltext.follow()
            for outcome in outcomes:
                library.store.outcomes.record(outcome.path, outcome.outcome, outcome.reason, outcome.article)
        yield from outcomes
    if progress is not None:
        progress(done, len(files), "")


def _add_file(library: Library, path: Path, given: ingest.Given) -> Iterator[FileOutcome]:
    for item in ingest.read(path, given):
        if isinstance(item, Rejected):
            yield FileOutcome(item.path, "rejected", item.reason)
        else:
            yield add_article(library, item)


def add_article(library: Library, article: Article) -> FileOutcome:
    """Store one article with its quotes and group them; inside the caller's transaction."""
    store = library.store
    if store.articles.get(article.id) is not None:
        return _known(library, article)
    url = article.facts.url.value if article.facts.url else ""
    earlier = store.articles.by_url(url) if url else ()
    article = replace(article, facts=article.facts.over(Facts(via=extract.via(article))))
    quotes = extract.quotes(article)
    store.articles.add(article, quotes)
    group_article(library, article, passages(article, quotes))
    if earlier:
        return _outcome(library, article, "version", f"another text of {url}")
    counted = any(is_counted(quote) for quote in quotes)
    return _outcome(library, article, "added" if counted else "no quotes")


def _known(library: Library, article: Article) -> FileOutcome:
    """An article that is there already; one that had been removed is brought back."""
    store = library.store
    if not store.articles.is_removed(article.id):
        return _outcome(library, article, "known")
    store.articles.restore(article.id)
    group_article(library, article, passages(article, store.quotes.of_article(article.id)))
    return _outcome(library, article, "added", "it had been removed")


def _outcome(library: Library, article: Article, outcome: str, reason: str = "") -> FileOutcome:
    """The outcome, with the article as it now stands in the library."""
    stored = library.store.articles.get(article.id)
    quotes = library.store.quotes.of_article(article.id)
    return FileOutcome(
        path=article.origin,
        outcome=outcome,
        reason=reason,
        article=article.id,
        quotes=sum(is_counted(quote) for quote in quotes),
        facts=tuple(stored.facts.known()) if stored else (),
    )
