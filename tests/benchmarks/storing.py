"""How fast the store takes and gives: `python tests/benchmarks/storing.py [ARTICLES]`.

Articles of 4,000 characters with ten quotes each, made here; ten fingerprints a passage. The times are this
process's own CPU seconds, medians where something is done often.
"""

import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from quotebrowser.model import (
    Article,
    Attribution,
    Fact,
    Facts,
    Kind,
    Passage,
    Provenance,
    Quote,
    Span,
    Speaker,
    SpeakerKind,
    Trace,
    article_id,
    passage_uid,
)
from quotebrowser.store import Store

QUOTES = 10
SENTENCE = (
    "The minister told the members of the committee what everybody in the room had known for a long time"
)


def made(number: int, dice: random.Random) -> tuple[Article, list[Quote], list[Passage], dict[str, Trace]]:
    """An article, its quotes, its passages and their traces."""
    name = article_id(f"{number:064x}")
    facts = Facts(
        title=Fact(f"What was said in committee {number}", Provenance.PRINTED),
        outlet=Fact(f"Example Herald {number % 50}", Provenance.GIVEN),
        published=Fact(f"2024-{number % 12 + 1:02}-{number % 28 + 1:02}", Provenance.PRINTED),
    )
    text, quotes, passages = "", [], []
    for order in range(QUOTES):
        text += "“"
        span = Span(len(text), len(text) + len(SENTENCE))
        person = f"Speaker {dice.randrange(2000)}"
        speaker = Speaker(person.lower(), person, "", SpeakerKind.PERSON)
        uid = passage_uid(name, span.start)
        quotes.append(Quote(uid, name, (span,), Kind.STATEMENT, Attribution(speaker, None, None, "m", 0.9)))
        text += SENTENCE + "”, she said. " + "Nobody answered. " * 16
        passages.append(
            Passage(uid, uid, name, span, SENTENCE, Kind.STATEMENT, speaker.key, 0.9, None, order)
        )
    traces = {
        passage.uid: Trace(tuple(int(dice.paretovariate(0.5)) % 2**40 for _ in range(10)), bytes(6 * 12 + 8))
        for passage in passages
    }
    return (
        Article(name, text, f"articles/{number}.txt", facts, f"{number:064x}"),
        quotes,
        passages,
        traces,
    )


def seconds(work: Callable[[], object]) -> float:
    """CPU seconds of this process."""
    before = time.process_time()
    work()
    return time.process_time() - before


def median(times: Iterator[float]) -> str:
    """The median and the 95th percentile, in milliseconds."""
    found = sorted(times)
    return f"{statistics.median(found) * 1000:.2f} ms (p95 {found[int(len(found) * 0.95)] * 1000:.2f})"


def main(articles: int) -> None:
    dice = random.Random(7)
    with tempfile.TemporaryDirectory() as home, Store.open(Path(home) / "library") as store:
        uids: list[str] = []
        times = []
        for first in range(0, articles, 1000):
            batch = [made(number, dice) for number in range(first, min(first + 1000, articles))]

            def add(
                batch: list[tuple[Article, list[Quote], list[Passage], dict[str, Trace]]] = batch,
            ) -> None:
                with store.transaction():
                    for item in batch:
                        store.articles.add(*item)

            times.append(seconds(add))
            for _, quotes, passages, _ in batch:
                uids += [quote.uid for quote in quotes]
                store.utterances.set_groups({passage.uid: passage.uid for passage in passages})
        size = (Path(home) / "library" / "library.db").stat().st_size / 1e6
        print(f"{articles:,} articles, {len(uids):,} quotes: {size:,.0f} MB")
        print(
            f"adding 1,000 articles in one transaction: first {times[0]:.2f} s, last {times[-1]:.2f} s of CPU"
        )
        report(store, uids, dice)


def report(store: Store, uids: list[str], dice: random.Random) -> None:
    """Print how long reading takes."""

    def often(times: int, work: Callable[[], object]) -> str:
        return median(seconds(work) for _ in range(times))

    print("quotes.many(50):", often(300, lambda: store.quotes.many(dice.sample(uids, 50))))
    print("quotes.get:", often(300, lambda: store.quotes.get(dice.choice(uids))))
    print("sharing(10):", often(100, lambda: store.passages.sharing(dice.sample(range(1000), 10))))
    once: dict[str, Callable[[], object]] = {
        "counts": store.counting.counts,
        "counts again": store.counting.counts,
        "quotes.speakers": store.quotes.speakers,
        "listing.newest(50)": lambda: store.listing.newest(50),
        "articles.rows": store.articles.rows,
        "articles.resolve": lambda: store.articles.resolve("777.txt"),
        "20,000 changes": lambda: store.changes.since(0, 20_000),
        "20,000 contexts": lambda: store.quotes.contexts(uids[:20_000], 160),
        "20,000 rows": lambda: store.quotes.many(uids[:20_000]),
        "check": store.check,
        "backup": store.backup,
    }
    for name, work in once.items():
        print(f"{name}: {seconds(work):.3f} s")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
