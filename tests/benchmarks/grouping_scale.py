"""What adding an article to a large library costs, and how a rebuild grows with the library.

usage: grouping_scale.py [--small N] [--large N] [--rebuild N] [--reprints N] [--directory DIR]

Makes libraries of made-up quotes (a vocabulary that grows with the text, word sequences that recur, three of
ten quotes a version of an earlier one), adds articles of ten quotes to a small one (100,000 quotes) and to a
large one (1,000,000), and links two libraries (10,000 and 100,000 quotes) from nothing. Then adds files: 600
texts of a thousand words and seven quotes, 600 copies of such a text under other headlines, 600 near-copies.
And looks whether groups stay the same when texts are added in other orders, deleted and added again. CPU time
of this process; the last lines hold the ratios; it exits 1 when one is over its bound or groups differ.
A size of 0 leaves its part out.
"""

import argparse
import copy
import random
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import made_reprints
from made_newsroom import QUOTES, Newsroom

from quotebrowser import collate
from quotebrowser.library import Library
from quotebrowser.library.adding import add_files
from quotebrowser.library.changing import remove_articles
from quotebrowser.library.printed_spans import passages
from quotebrowser.library.upkeep.regroup import group_article

_ADDED = 200
_WARM = 20
_BATCH = 500
_MEDIAN_RATIO, _P95_RATIO, _REBUILD_RATIO, _REPRINTS_RATIO = 1.5, 2.0, 15.0, 3.0
_SHUFFLED, _SHUFFLES = 60, 10


def fill(library: Library, newsroom: Newsroom, quotes: int) -> None:
    """Store articles without linking them, until the library holds so many quotes."""
    while newsroom.made * QUOTES < quotes:
        with library.store.transaction():
            for _ in range(min(_BATCH, quotes // QUOTES - newsroom.made)):
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
            for _ in range(quotes // QUOTES):
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


def reprinting(directory: Path, number: int) -> Iterator[tuple[str, float]]:
    """What copies and near-copies of one text cost to add, by what as many distinct texts do."""
    spent = {}
    for kind, texts in made_reprints.KINDS.items():
        folder = made_reprints.write(directory / kind, texts(number))
        library = Library.open(directory / f"{kind} added")
        start = time.process_time()
        list(add_files.add(library, [folder], jobs=1))
        spent[kind] = time.process_time() - start
        print(f"{number} {kind}: {spent[kind]:.1f} s", flush=True)
        library.close()
    distinct = spent.pop("distinct")
    return ((kind, seconds / distinct) for kind, seconds in spent.items())


def steady(directory: Path) -> bool:
    """Whether groups are the same in other orders of adding, and when half is deleted and added again."""
    each = [texts(_SHUFFLED) for texts in made_reprints.KINDS.values()]
    files = list(made_reprints.write(directory / "shuffled", chain(*each)).iterdir())
    found = set()
    for turn in range(_SHUFFLES):
        random.Random(turn).shuffle(files)
        library = Library.open(directory / f"shuffled {turn}")
        list(add_files.add(library, files, jobs=1))
        found.add(grouped(library))
        remove_articles.remove(library, library.store.articles.ids()[::2])
        list(add_files.add(library, files, jobs=1))
        found.add(grouped(library))
        library.close()
    return len(found) == 1


def grouped(library: Library) -> frozenset[object]:
    """The utterances of each quote of a library, and what is said of them."""
    rows = library.store.quotes.many(library.store.listing.uids())
    return frozenset((row.quote.uid, row.utterances) for row in rows)


def main() -> int:
    """Measure and print; returns the exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--small", type=int, default=100_000)
    parser.add_argument("--large", type=int, default=1_000_000)
    parser.add_argument("--rebuild", type=int, default=10_000)
    parser.add_argument("--reprints", type=int, default=600)
    parser.add_argument("--directory", type=Path)
    wanted = parser.parse_args()
    ratios: list[tuple[str, float, float]] = []
    same = True
    with tempfile.TemporaryDirectory(dir=wanted.directory) as scratch:
        if wanted.small and wanted.large:
            (median, p95), (large_median, large_p95) = sizes(Path(scratch), wanted.small, wanted.large)
            ratios.append(("median", large_median / median, _MEDIAN_RATIO))
            ratios.append(("p95", large_p95 / p95, _P95_RATIO))
        if wanted.rebuild:
            once, tenfold = rebuilding(Path(scratch), wanted.rebuild)
            print(
                f"rebuild: {wanted.rebuild} quotes {once:.1f} s, {10 * wanted.rebuild} quotes {tenfold:.1f} s"
            )
            ratios.append(("rebuild", tenfold / once, _REBUILD_RATIO))
        if wanted.reprints:
            found = reprinting(Path(scratch), wanted.reprints)
            ratios += [(kind, ratio, _REPRINTS_RATIO) for kind, ratio in found]
            same = steady(Path(scratch))
            told = "the same" if same else "NOT THE SAME"
            print(f"groups in {_SHUFFLES} orders, and after deleting and adding: {told}")
    for name, ratio, most in ratios:
        print(f"{name} ratio {ratio:.2f} (at most {most})")
    return 0 if same and all(ratio <= most for _, ratio, most in ratios) else 1


if __name__ == "__main__":
    sys.exit(main())
