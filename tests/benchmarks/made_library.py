"""A large library of made-up quotes, to which articles can be added as to one that grew.

Other processes make the articles and what their passages are found by; this one stores them through the store
and builds the index. A million quotes take some seven minutes of processor time. Nothing is linked: that
would take hours, and no reader of it asks for links.
"""

import multiprocessing
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from keystrokes import article_of, passages_of
from search_corpus import Corpus

from quotebrowser import collate
from quotebrowser.library import Library
from quotebrowser.library.upkeep import level, regroup
from quotebrowser.model import Article, Passage, Quote, Trace
from quotebrowser.store.tables.quote_rows import Summary

_BATCH: Final = 5_000
_QUOTES: Final = 10
"""Of an article."""
_MAKERS: Final = 2
_SUMMARIES: Final = 50_000
_AHEAD: Final = 2
"""Batches that a maker may be ahead."""

_Made = tuple[Article, list[Quote], list[Passage], dict[str, Trace]]


def make(directory: Path, quotes: int) -> None:
    """Make a library of so many quotes in a directory, with its index."""
    library = Library.open(directory)
    try:
        number = 0
        for batch in _batches(quotes):
            with library.store.transaction():
                for article, said, printed, traces in batch:
                    library.store.articles.add(article, said, printed, traces)
                uids = [passage.uid for _, _, printed, _ in batch for passage in printed]
                library.store.utterances.set_groups(dict(zip(uids, uids, strict=True)))
            number += len(uids)
            print(f"\r{number:,} quotes", end="", flush=True)
        library.store.meta.set(regroup._RULES, collate.RULES)
        summarise(library)
        print(", indexing", flush=True)
        level.catch_up(library)
    finally:
        library.close()


def summarise(library: Library) -> None:
    """Say of each utterance what a library that grew says of it."""
    store = library.store
    ids = list(store.utterances.uncounted(1 << 62))
    for start in range(0, len(ids), _SUMMARIES):
        counts = store.utterances.witnesses(ids[start : start + _SUMMARIES])
        store.utterances.set_summaries({one: Summary(1, 0, 1) for one, count in counts.items() if count == 1})
    store.meta.set(regroup.LEFT, "1")
    regroup.settle(library)


def _batches(quotes: int) -> Iterator[list[_Made]]:
    """The batches in their order, which the makers make by turns."""
    context = multiprocessing.get_context("spawn")
    queues = [context.Queue(_AHEAD) for _ in range(_MAKERS)]
    makers = [
        context.Process(target=_make, args=(queue, quotes, turn), daemon=True)
        for turn, queue in enumerate(queues)
    ]
    for maker in makers:
        maker.start()
    for number in range(-(-quotes // _BATCH)):
        yield queues[number % _MAKERS].get()
    for maker in makers:
        maker.join()


def _make(queue: "multiprocessing.Queue[list[_Made]]", quotes: int, turn: int) -> None:
    corpus = Corpus(quotes)
    for number, batch in enumerate(corpus.batches(_BATCH)):
        if number % _MAKERS != turn:
            continue
        made = []
        for start in range(0, len(batch), _QUOTES):
            at = (number * _BATCH + start) // _QUOTES
            article, said = article_of(at, batch[start : start + _QUOTES], corpus)
            printed = passages_of(article, said)
            made.append((article, said, printed, {one.uid: collate.trace(one.text) for one in printed}))
        queue.put(made)
