"""An index in parts beside one index: the same quotes, the same queries, the same run.

    python tests/benchmarks/shards.py --quotes 1000000 [--parts 4] [--engine local] [--directory DIR]

Each part is searched by an actor of a Ray of its own, or by a thread of this process. For each class of
query all answers have to be equal: uids, their order, scores, totals and facets; and the 95th percentile of
the parts may be twice that of one index, and 20 ms. Then an actor is killed: until it is made again answers
have to say what is missing, and it has to be back within 10 s. Exit 0 when all of this holds.
"""

import argparse
import os
import signal
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

import numpy as np
from search_corpus import BINDING, CLASSES, Ask, Corpus, asks
from search_costs import BATCH, read_once
from search_rivals import answer, node_of

from quotebrowser.errors import MissingPartError
from quotebrowser.index import QuoteIndex, Stamp
from quotebrowser.index.shards.division import Division
from quotebrowser.index.shards.shard import Shard
from quotebrowser.library.held.held_index import lacking
from quotebrowser.processes.ray_actors import RayActors

_FACTOR: Final = 2.0
_MORE: Final = 20.0
"""Milliseconds that asking others may take."""
_BACK: Final = 10.0
"""Seconds in which a part is back."""
_ORDERED: Final = 5
"""Queries of each class of which all that answers is compared too."""


def made(
    place: Path, quotes: int, create: Callable[[Path], QuoteIndex], opened: Callable[[Path], QuoteIndex]
) -> QuoteIndex:
    """The index in a directory, built unless it is there whole."""
    done = place.with_name(f"{place.name}.done")
    if not done.exists():
        begun = time.perf_counter()
        index = create(place)
        changes = 0
        for batch in Corpus(quotes).batches(BATCH):
            changes += len(batch)
            index.update(batch, (), changes)
        index.settle()
        index.close()
        done.touch()
        print(f"built {place.name}: {time.perf_counter() - begun:.0f} s", flush=True)
    read_once(place)
    return opened(place)


def compared(one: QuoteIndex, parts: QuoteIndex, asked: dict[str, list[Ask]]) -> bool:
    """Ask both each query, print a line a class; returns whether all answers are equal and all bars hold."""
    print(f"{'p50 / p95 ms':22}{'one index':>20}{'parts':>20}{'bar':>10}{'equal':>16}{'all, one/parts':>18}")
    good = True
    for kind in CLASSES:
        here, there, equal = list[float](), list[float](), 0
        for ask in asked[kind]:
            begun = time.perf_counter()
            wanted = answer(one, kind, ask)
            half = time.perf_counter()
            found = answer(parts, kind, ask)
            here.append((half - begun) * 1000)
            there.append((time.perf_counter() - half) * 1000)
            equal += found == wanted
        whole = [ordered(one, parts, kind, ask) for ask in asked[kind][:_ORDERED]]
        bar = last(here) * _FACTOR + _MORE
        holds = equal == len(here) and all(same for same, _, _ in whole) and last(there) <= bar
        good &= holds
        print(
            f"{kind:22}{statistics.median(here):>11.2f} /{last(here):>7.2f}"
            f"{statistics.median(there):>11.2f} /{last(there):>7.2f}{bar:>10.1f}"
            f"{equal:>8} of{len(here):>5}"
            f"{max(took for _, took, _ in whole):>9.0f} /{max(took for *_, took in whole):>6.0f}"
            f"{'' if holds else ' !'}",
            flush=True,
        )
    return good


def ordered(one: QuoteIndex, parts: QuoteIndex, kind: str, ask: Ask) -> tuple[bool, float, float]:
    """Whether all uids stand in the same order, and what asking each took in milliseconds."""
    node = node_of(kind, ask)
    begun = time.perf_counter()
    wanted = one.order(node)
    half = time.perf_counter()
    found = parts.order(node)
    return np.array_equal(wanted, found), (half - begun) * 1000, (time.perf_counter() - half) * 1000


def last(values: Sequence[float]) -> float:
    """The 95th percentile."""
    return sorted(values)[min(len(values) - 1, int(len(values) * 0.95))]


def killed(parts: QuoteIndex, reach: RayActors, ask: Ask, times: int) -> bool:
    """Kill an actor, and another; whether answers say it and each is back in time."""
    count = len(reach._arguments)
    whole = parts.search(node_of("common word", ask), limit=20)
    good = True
    for number in range(times):
        actor = reach._actors[number % count]
        os.kill(reach._ray.get(actor.__ray_call__.remote(lambda _: os.getpid())), signal.SIGKILL)
        begun = time.perf_counter()
        silent, told = 0, set[str]()
        while True:
            said = lacking(*parts.missing)
            try:
                found = parts.search(node_of("common word", ask), limit=20)
            except MissingPartError:
                continue
            told.add(said)
            silent += not said and found != whole
            took = time.perf_counter() - begun
            if (not said and len(told) > 1) or took > 6 * _BACK:
                break
        good &= took <= _BACK and not silent and found == whole
        print(
            f"killed part {number % count + 1}: back in {took:.1f} s; said: {', '.join(filter(None, told))}"
        )
        print(f"answers that lacked it without a word: {silent}")
    return good


def main() -> int:
    """Build what is missing in the directory, ask, kill, and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--quotes", type=int, default=50_000)
    parser.add_argument("--parts", type=int, default=4)
    parser.add_argument("--engine", choices=("ray", "local"), default="ray")
    parser.add_argument("--queries", type=int, default=40, help="of each class")
    parser.add_argument("--kills", type=int, default=2)
    parser.add_argument("--directory", type=Path, help="where indexes are kept; else a temporary one")
    given = parser.parse_args()
    division = Division(given.parts)
    reached: list[RayActors] = []

    def reach(directories: Sequence[str]) -> RayActors:
        reached.append(RayActors(Shard, directories, None, lambda: None, waits=True))
        return reached[0]

    with tempfile.TemporaryDirectory() as temporary:
        directory = (given.directory or Path(temporary)).absolute() / str(given.quotes)
        directory.mkdir(parents=True, exist_ok=True)
        far = reach if given.engine == "ray" else None
        one: QuoteIndex = made(
            directory / "one",
            given.quotes,
            lambda place: QuoteIndex.create(place, BINDING),
            lambda place: QuoteIndex.open(place, BINDING),
        )
        parts: QuoteIndex = made(
            directory / f"parts{given.parts}",
            given.quotes,
            lambda place: QuoteIndex.create_parts(place, BINDING, division),
            lambda place: QuoteIndex.open_parts(place, BINDING, division, far),
        )
        corpus = Corpus(given.quotes)
        asked = asks(corpus, next(Corpus(min(given.quotes, BATCH)).batches(BATCH)), given.queries)
        parts.search(node_of("common word", asked["common word"][0]))
        good = compared(one, parts, asked)
        assert parts.stamp == one.stamp == Stamp(given.quotes)
        if reached:
            good &= killed(parts, reached[0], asked["common word"][0], given.kills)
        parts.close()
        one.close()
    print("all bars hold" if good else "a bar fell")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
