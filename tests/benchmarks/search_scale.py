"""Search at scale against SQLite FTS5 and tantivy: the same quotes, the same fields, the same queries.

    python tests/benchmarks/search_scale.py --quotes 100000 [--directory DIR] [--queries N] [--cpu]

Prints for each class of query the median and the 95th percentile of each engine in milliseconds and our
ratio to each rival, then what building cost. Exit 0 when as-you-type at the 95th percentile takes at most
twice tantivy's time and a twenty-fifth of FTS5's, and every other class at most twice FTS5's. The last line
holds the figures of as-you-type. Without tantivy (`pip install tantivy`) its column is left out.
"""

import argparse
import importlib.util
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from search_corpus import CLASSES, Ask, Corpus, asks
from search_rivals import Engine, Fts5, Ours, Tantivy

_BATCH: Final = 20_000
_TANTIVY: Final = 2.0
_FTS5_TYPED: Final = 1 / 25
_FTS5_OTHER: Final = 2.0
_TYPED: Final = "as-you-type"
_UNANSWERED: Final = {("fts5", "fuzzy")}
"""What an engine cannot answer."""

Times = dict[tuple[str, str], tuple[float, float]]


def build(engine: Engine, corpus: Corpus) -> tuple[float, float]:
    """Index the corpus; returns CPU and wall seconds, without those of making the quotes."""
    cpu = wall = 0.0
    for batch in corpus.batches(_BATCH):
        cpu_before, wall_before = time.process_time(), time.perf_counter()
        engine.add(batch)
        cpu += time.process_time() - cpu_before
        wall += time.perf_counter() - wall_before
    cpu_before, wall_before = time.process_time(), time.perf_counter()
    engine.finish()
    return cpu + time.process_time() - cpu_before, wall + time.perf_counter() - wall_before


def measure(engines: Sequence[Engine], asked: dict[str, list[Ask]], clock: Callable[[], float]) -> Times:
    """Median and 95th percentile in milliseconds by engine and class; the engines take turns."""
    times: Times = {}
    for kind in CLASSES:
        able = [engine for engine in engines if (engine.name, kind) not in _UNANSWERED]
        taken: dict[str, list[float]] = {engine.name: [] for engine in able}
        for ask in asked[kind]:
            for engine in able:
                before = clock()
                engine.ask(kind, ask)
                taken[engine.name].append((clock() - before) * 1000)
        for name, values in taken.items():
            ordered = sorted(values)
            last = ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]
            times[name, kind] = statistics.median(ordered), last
    return times


def table(times: Times, names: Sequence[str]) -> None:
    """Print a line a class."""
    print(
        f"{'p50 / p95 ms':22}"
        + "".join(f"{name:>20}" for name in names)
        + "".join(f"{'/ ' + name:>12}" for name in names[1:])
    )
    for kind in CLASSES:
        line = f"{kind:22}"
        for name in names:
            found = times.get((name, kind))
            line += f"{'-':>20}" if found is None else f"{found[0]:>11.2f} /{found[1]:>7.2f}"
        for name in names[1:]:
            found = times.get((name, kind))
            line += f"{'-':>12}" if found is None else f"{times[names[0], kind][1] / found[1]:>12.3f}"
        print(line)


def holds(times: Times, names: Sequence[str]) -> bool:
    """Whether the ratios are within their bounds."""
    ours = Ours.name
    typed = times[ours, _TYPED][1]
    good = typed <= _FTS5_TYPED * times[Fts5.name, _TYPED][1]
    if Tantivy.name in names:
        good &= typed <= _TANTIVY * times[Tantivy.name, _TYPED][1]
    others = [kind for kind in CLASSES if kind != _TYPED and (Fts5.name, kind) in times]
    return good and all(times[ours, kind][1] <= _FTS5_OTHER * times[Fts5.name, kind][1] for kind in others)


def _size(directory: Path, name: str) -> float:
    return (
        sum(path.stat().st_size for path in directory.rglob("*") if name in str(path) and path.is_file())
        / 1e6
    )


def main() -> int:
    """Build what is missing in the directory, ask, and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--quotes", type=int, default=100_000)
    parser.add_argument("--queries", type=int, default=60, help="of each class")
    parser.add_argument("--directory", type=Path, help="where indexes are kept; else a temporary one")
    parser.add_argument("--cpu", action="store_true", help="measure CPU time, for a busy machine")
    given = parser.parse_args()
    kinds: list[Callable[[Path], Engine]] = [Ours, Fts5]
    if importlib.util.find_spec("tantivy"):
        kinds.append(Tantivy)
    else:
        print("tantivy is not installed: pip install tantivy")
    with tempfile.TemporaryDirectory() as temporary:
        place = (given.directory or Path(temporary)) / str(given.quotes)
        engines: list[Engine] = []
        for kind in kinds:
            name = str(vars(kind)["name"])
            fresh = not (place / f"{name}.done").exists()
            engine = kind(place)
            if fresh:
                cpu, wall = build(engine, Corpus(given.quotes))
                (place / f"{name}.done").touch()
                peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
                print(
                    f"build {name}: CPU {cpu:.1f} s, wall {wall:.1f} s, {_size(place, name):.0f} MB, "
                    f"peak memory so far {peak:.0f} MB",
                    flush=True,
                )
            else:
                engine.finish()
            engines.append(engine)
        corpus = Corpus(given.quotes)
        asked = asks(corpus, next(Corpus(min(given.quotes, _BATCH)).batches(_BATCH)), given.queries)
        times = measure(engines, asked, time.process_time if given.cpu else time.perf_counter)
    names = [engine.name for engine in engines]
    table(times, names)
    print(f"{_TYPED} p95 ms: " + ", ".join(f"{name} {times[name, _TYPED][1]:.2f}" for name in names))
    return 0 if holds(times, names) else 1


if __name__ == "__main__":
    sys.exit(main())
