"""Search at scale against SQLite FTS5 and tantivy: the same quotes, the same fields, the same queries.

    python tests/benchmarks/search_scale.py --quotes 1000000 [--directory DIR] [--queries N] [--cpu]

Prints for each class of query the median and the 95th percentile of each engine in milliseconds and our
ratio to each rival, then what building, opening and a small commit cost, each with its bound. Exit 0 when all
bounds hold: from a million quotes on all that are printed, below that only those of the queries against FTS5
and as-you-type against tantivy. The last line holds the figures of as-you-type.
"""

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from search_corpus import CLASSES, Ask, Corpus, asks
from search_costs import BATCH, Built, built, first_query, place_of, read_once, small_commit
from search_rivals import ENGINES, Engine

_LARGE: Final = 1_000_000
_SMALL: Final = 100_000
_TYPED: Final = "as-you-type"
_FUZZY: Final = "fuzzy"
_OURS, _FTS5, _TANTIVY = ENGINES
_UNANSWERED: Final = {(_FTS5, _FUZZY)}
"""What an engine cannot answer."""

_BUILD_CPU: Final = 2.5
_SIZE: Final = 1.5
_PEAK: Final = 1000.0
_COMMIT: Final = 2.0

Times = dict[tuple[str, str], tuple[float, float]]


def measure(
    engines: dict[str, Engine], asked: dict[str, list[Ask]], directory: Path, clock: Callable[[], float]
) -> Times:
    """Median and 95th percentile in milliseconds by engine and class; the engines take turns.

    Their files are read before each class: a small machine forgets soon what it has read of them.
    """
    times: Times = {}
    for kind in CLASSES:
        for name in engines:
            read_once(place_of(directory, name))
        able = [name for name in engines if (name, kind) not in _UNANSWERED]
        taken: dict[str, list[float]] = {name: [] for name in able}
        for ask in asked[kind]:
            for name in able:
                before = clock()
                engines[name].ask(kind, ask)
                taken[name].append((clock() - before) * 1000)
        for name, values in taken.items():
            ordered = sorted(values)
            last = ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]
            times[name, kind] = statistics.median(ordered), last
    return times


def bounds(kind: str, tantivy: float, *, large: bool) -> dict[str, float]:
    """For a class of query the most our time may be, as a multiple of each rival's."""
    if not large:
        return {_FTS5: 1 / 25, _TANTIVY: 2.0} if kind == _TYPED else {_FTS5: 2.0}
    if kind == _TYPED:
        return {_FTS5: 1 / 50, _TANTIVY: 1.0}
    if kind == _FUZZY:
        return {_TANTIVY: 5.0}
    return {_FTS5: 1.0, _TANTIVY: 4.0 if tantivy < 1 else 2.0}


def table(times: Times, names: Sequence[str], *, large: bool) -> bool:
    """Print a line a class; returns whether all bounds hold."""
    head = "".join(f"{name:>20}" for name in names) + "".join(f"{'/ ' + name:>18}" for name in names[1:])
    print(f"{'p50 / p95 ms':22}{head}")
    good = True
    for kind in CLASSES:
        line = f"{kind:22}"
        for name in names:
            found = times.get((name, kind))
            line += f"{'-':>20}" if found is None else f"{found[0]:>11.2f} /{found[1]:>7.2f}"
        most = bounds(kind, times[_TANTIVY, kind][1], large=large)
        for name in names[1:]:
            found = times.get((name, kind))
            ratio = None if found is None else times[_OURS, kind][1] / found[1]
            line += f"{'-':>18}" if ratio is None else f"{_bounded(ratio, most.get(name)):>18}"
            good &= ratio is None or name not in most or ratio <= most[name]
        print(line)
    return good


def _bounded(ratio: float, most: float | None) -> str:
    """A ratio, its bound, and a mark where it is missed."""
    return f"{ratio:.3f}" if most is None else f"{ratio:.3f} {'!' if ratio > most else '<'} {most:g}"


def _line(what: str, value: float, most: float, detail: str) -> bool:
    print(f"{what}: {_bounded(value, most)} ({detail})")
    return value <= most


def costs(directory: Path, found: dict[str, Built], quotes: int, clock: Callable[[], float]) -> bool:
    """Print what ours costs beside FTS5; returns whether all bounds hold."""
    for name, each in found.items():
        print(
            f"build {name}: CPU {each.cpu:.1f} s, wall {each.wall:.1f} s, {each.size:.0f} MB on disk, "
            f"peak memory {each.peak:.0f} MB"
        )
    ours, fts5 = found[_OURS], found[_FTS5]
    first, process, textual = first_query(place_of(directory, _OURS))
    small = directory.parent / str(_SMALL)
    built(small, _OURS, _SMALL)
    here = small_commit(place_of(directory, _OURS), clock)
    there = small_commit(place_of(small, _OURS), clock)
    held = [
        _line("build CPU / FTS5's", ours.cpu / fts5.cpu, _BUILD_CPU, f"{ours.cpu:.0f} s, {fts5.cpu:.0f} s"),
        _line("peak memory, MB", ours.peak, _PEAK, "of the process that builds"),
        _line("index size / FTS5's", ours.size / fts5.size, _SIZE, f"{ours.size:.0f} MB, {fts5.size:.0f} MB"),
        _line(
            "CPU of open and first query / of a bare Textual start",
            process / textual,
            1.0,
            f"{process * 1000:.0f} ms, {textual * 1000:.0f} ms; from opening on {first * 1000:.0f} ms",
        ),
        _line(
            f"commit of 50 on top of {quotes} / of {_SMALL}",
            here / there,
            _COMMIT,
            f"{here * 1000:.0f} ms, {there * 1000:.0f} ms",
        ),
    ]
    return all(held)


def main() -> int:
    """Build what is missing in the directory, ask, and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--quotes", type=int, default=_SMALL)
    parser.add_argument("--queries", type=int, default=60, help="of each class")
    parser.add_argument("--directory", type=Path, help="where indexes are kept; else a temporary one")
    parser.add_argument("--cpu", action="store_true", help="measure CPU time, for a busy machine")
    given = parser.parse_args()
    large = given.quotes >= _LARGE
    clock = time.process_time if given.cpu else time.perf_counter
    with tempfile.TemporaryDirectory() as temporary:
        directory = (given.directory or Path(temporary)).absolute() / str(given.quotes)
        found = {name: built(directory, name, given.quotes) for name in ENGINES}
        engines = {name: kind(place_of(directory, name)) for name, kind in ENGINES.items()}
        corpus = Corpus(given.quotes)
        asked = asks(corpus, next(Corpus(min(given.quotes, BATCH)).batches(BATCH)), given.queries)
        times = measure(engines, asked, directory, clock)
        good = table(times, list(ENGINES), large=large)
        cheap = costs(directory, found, given.quotes, clock)
    print(f"{_TYPED} p95 ms: " + ", ".join(f"{name} {times[name, _TYPED][1]:.2f}" for name in ENGINES))
    return 0 if good and (cheap or not large) else 1


if __name__ == "__main__":
    sys.exit(main())
