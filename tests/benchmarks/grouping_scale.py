"""What adding an article to a large library costs, and how a rebuild grows with the library.

usage: grouping_scale.py [--small N] [--large N] [--rebuild N] [--directory DIR]

Makes libraries of made-up quotes (a vocabulary that grows with the text, word sequences that recur, three of
ten quotes a version of an earlier one), adds articles of ten quotes to a small one (100,000 quotes) and to a
large one (1,000,000), and links two libraries (10,000 and 100,000 quotes) anew. CPU time of this process; the
last lines hold the ratios; it exits 1 when one is over its bound.
"""

import argparse
import copy
import math
import random
import shutil
import statistics
import sys
import tempfile
import time
import zlib
from bisect import bisect
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate
from pathlib import Path

from quotebrowser import collate
from quotebrowser.library import Library
from quotebrowser.library.printed_spans import passages
from quotebrowser.library.upkeep.regroup import group_article
from quotebrowser.model import (
    Article,
    Fact,
    Facts,
    Kind,
    Provenance,
    Quote,
    Span,
    article_id,
    passage_uid,
)

_QUOTES = 10
_ADDED = 200
_WARM = 20
_BATCH = 500
_VERSION = 0.3
_FOLLOWS = 0.5
_STEEPNESS = 0.5
_RARE = 0.12
_MEDIAN_RATIO, _P95_RATIO, _REBUILD_RATIO = 1.5, 2.0, 15.0


@dataclass
class Newsroom:
    """Makes articles.

    Of 8,000 sentences made so, as many share one or two fingerprints by chance as of 8,000 quotes of US
    newspapers: 4 others and 0.06 for each, there 3 and 0.1.
    """

    chance: random.Random = field(default_factory=lambda: random.Random(11))
    words: list[str] = field(default_factory=list)
    weights: list[float] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    spoken: int = 0
    made: int = 0

    def __post_init__(self) -> None:
        table = Path(collate.__file__).with_name("weights.txt").read_text("utf-8").splitlines()
        rows = [line.split() for line in table if not line.startswith("#")]
        self.words = [word for word, _ in rows]
        self.weights = list(
            accumulate(1 - (1 - math.exp(-int(weight) / 100)) ** (1 / 16) for _, weight in rows)
        )

    def article(self) -> tuple[Article, tuple[Quote, ...]]:
        """An article that prints ten quotes."""
        texts = [
            self.version() if self.said and self.chance.random() < _VERSION else self.speech()
            for _ in range(_QUOTES)
        ]
        self.said += texts
        self.made += 1
        article = article_id(str(self.made))
        spans = []
        at = 0
        for text in texts:
            spans.append(Span(at + 1, at + 1 + len(text)))
            at += len(text) + 11
        body = "".join(f"“{text}” he said." for text in texts)
        quotes = tuple(
            Quote(passage_uid(article, span.start), article, (span,), Kind.STATEMENT, None) for span in spans
        )
        facts = Facts(published=Fact(f"20{self.made % 20:02}-0{self.made % 9 + 1}-15", Provenance.GIVEN))
        return Article(article, body, f"{self.made}.txt", facts), quotes

    def speech(self) -> str:
        """A new sentence: words follow each other in sequences that recur, and new words keep coming."""
        spoken: list[str] = []
        for _ in range(max(2, min(60, round(self.chance.lognormvariate(2.55, 0.75))))):
            self.spoken += 1
            if spoken and self.chance.random() < _FOLLOWS:
                step = int(self.chance.paretovariate(_STEEPNESS))
                spoken.append(self._common(zlib.crc32(f"{spoken[-1]} {step}".encode()) / 2**32))
            elif self.chance.random() < _RARE:
                spoken.append(f"rare{int(20 * self.spoken**0.55 * self.chance.random() ** 2)}")
            else:
                spoken.append(self._common(self.chance.random()))
        return " ".join(spoken)

    def _common(self, share: float) -> str:
        return self.words[min(bisect(self.weights, share * self.weights[-1]), len(self.words) - 1)]

    def version(self) -> str:
        """An earlier sentence, cut or with other words."""
        words = self.chance.choice(self.said[-20_000:]).split()
        if self.chance.random() < 0.5 and len(words) > 4:
            start = self.chance.randrange(len(words) // 2)
            return " ".join(words[start : start + max(2, len(words) // 2)])
        return " ".join(word if self.chance.random() > 0.05 else "otherwise" for word in words)


def fill(library: Library, newsroom: Newsroom, quotes: int) -> None:
    """Store articles without linking them, until the library holds so many quotes."""
    while newsroom.made * _QUOTES < quotes:
        with library.store.transaction():
            for _ in range(min(_BATCH, quotes // _QUOTES - newsroom.made)):
                article, printed = newsroom.article()
                spans = passages(article, printed)
                traces = {one.uid: collate.trace(one.text) for one in spans}
                library.store.articles.add(article, printed, spans, traces)


def added(library: Library, newsroom: Newsroom) -> float:
    """Milliseconds of CPU that linking and grouping a further article takes."""
    article, printed = newsroom.article()
    with library.store.transaction():
        library.store.articles.add(article, printed)
        start = time.process_time()
        group_article(library, article, passages(article, printed))
        return 1000 * (time.process_time() - start)


def sizes(directory: Path, small: int, large: int) -> Iterator[tuple[float, float]]:
    """Median and 95th percentile of adding to a library of each size.

    Both are there at once and get an article by turns, so that a busy machine slows both alike.
    """
    newsroom = Newsroom()
    newsrooms, spent = [], []
    for quotes in (small, large):
        library = Library.open(directory / "growing")
        start = time.process_time()
        fill(library, newsroom, quotes)
        print(f"{quotes} quotes filled in {time.process_time() - start:.0f} s", flush=True)
        library.close()
        shutil.copytree(directory / "growing", directory / f"at-{quotes}")
        newsrooms.append(copy.deepcopy(newsroom))
        spent.append([0.0] * _ADDED)
    libraries = [Library.open(directory / f"at-{quotes}") for quotes in (small, large)]
    for turn in range(-_WARM, _ADDED):
        for at, library in enumerate(libraries):
            taken = added(library, newsrooms[at])
            if turn >= 0:
                spent[at][turn] = taken
    for quotes, library, times in zip((small, large), libraries, spent, strict=True):
        median, p95 = statistics.median(times), sorted(times)[int(0.95 * len(times))]
        print(f"{quotes} quotes: median {median:.1f} ms, p95 {p95:.1f} ms", flush=True)
        library.close()
        yield median, p95


class Rebuild:
    """A library that is linked and grouped article by article, from nothing."""

    def __init__(self, directory: Path, quotes: int) -> None:
        self.library = Library.open(directory / f"rebuild-{quotes}")
        self.newsroom = Newsroom()
        self.spent = 0.0

    def go_on(self, quotes: int) -> None:
        """Add so many quotes."""
        with self.library.store.transaction():
            for _ in range(quotes // _QUOTES):
                article, printed = self.newsroom.article()
                self.library.store.articles.add(article, printed)
                start = time.process_time()
                group_article(self.library, article, passages(article, printed))
                self.spent += time.process_time() - start


def rebuilding(directory: Path, quotes: int) -> tuple[float, float]:
    """Seconds of CPU to link and group a library of so many quotes, and one of tenfold, by turns."""
    once, tenfold = Rebuild(directory, quotes), Rebuild(directory, 10 * quotes)
    for _ in range(quotes // _BATCH):
        once.go_on(_BATCH)
        for _ in range(10):
            tenfold.go_on(_BATCH)
    once.library.close()
    tenfold.library.close()
    return once.spent, tenfold.spent


def main() -> int:
    """Measure and print; returns the exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--small", type=int, default=100_000)
    parser.add_argument("--large", type=int, default=1_000_000)
    parser.add_argument("--rebuild", type=int, default=10_000)
    parser.add_argument("--directory", type=Path)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=wanted.directory) as scratch:
        (median, p95), (large_median, large_p95) = sizes(Path(scratch), wanted.small, wanted.large)
        once, tenfold = rebuilding(Path(scratch), wanted.rebuild)
    print(f"rebuild: {wanted.rebuild} quotes {once:.1f} s, {10 * wanted.rebuild} quotes {tenfold:.1f} s")
    ratios = (
        ("median", large_median / median, _MEDIAN_RATIO),
        ("p95", large_p95 / p95, _P95_RATIO),
        ("rebuild", tenfold / once, _REBUILD_RATIO),
    )
    for name, ratio, most in ratios:
        print(f"{name} ratio {ratio:.2f} (at most {most})")
    return 0 if all(ratio <= most for _, ratio, most in ratios) else 1


if __name__ == "__main__":
    sys.exit(main())
