"""What a search engine costs beside the answers: building, memory, disk, the first query, a small commit.

Each is measured in a process of its own, so that nothing one engine has in memory is counted for another.
"""

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from memory import most_memory
from search_corpus import Corpus
from search_rivals import ENGINES, Ours
from startup import HELLO, environment, run_until

BATCH: Final = 20_000
"""Quotes a commit, as the library makes them."""

_COMMITTED: Final = 50
_STARTS: Final = 7
_COMMITS: Final = 5
_FIRST: Final = """
import sys, time
from pathlib import Path
from quotebrowser.index import Binding, QuoteIndex
from quotebrowser.query import parse
whose = Binding(bytes(32), lambda: "library", lambda: "state", lambda state: state == "state")
before = time.process_time()
index = QuoteIndex.open(Path(sys.argv[1]), whose)
assert index.search(parse("government people", as_typed=True), limit=20).total
print(time.process_time() - before)
"""
"""Opening an index, which loads Whoosh and numpy, and asking first: a common word and a beginning."""


@dataclass(frozen=True)
class Built:
    """What building took."""

    cpu: float
    """Processor seconds, without those of making the quotes."""
    wall: float
    """Seconds."""
    peak: float
    """Megabytes the process had at most, with the vocabulary the quotes are made from."""
    size: float
    """Megabytes on disk."""


def place_of(directory: Path, name: str) -> Path:
    """Where an engine keeps its index."""
    return directory / name


def built(directory: Path, name: str, quotes: int) -> Built:
    """The index of an engine in `directory`, built by a process of its own unless it is there."""
    place = place_of(directory, name)
    told = directory / f"{name}.json"
    if not told.exists():
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir(parents=True)
        done = subprocess.run(
            [sys.executable, __file__, name, str(place), str(quotes)], check=True, stdout=subprocess.PIPE
        )
        told.write_bytes(done.stdout)
    found = json.loads(told.read_text())
    size = sum(path.stat().st_size for path in place.rglob("*") if path.is_file()) / 1e6
    return Built(found["cpu"], found["wall"], found["peak"], size)


def read_once(place: Path) -> None:
    """Read every file of an index, so that no engine waits for the disk when it is asked."""
    for path in place.rglob("*"):
        if path.is_file():
            with path.open("rb") as file:
                while file.read(1 << 20):
                    pass


def build(name: str, place: Path, quotes: int) -> None:
    """Build an index and print what that took; the work of the process of its own."""
    engine = ENGINES[name](place)
    cpu = wall = 0.0

    def timed(work: Callable[[], None]) -> None:
        nonlocal cpu, wall
        before = time.process_time(), time.perf_counter()
        work()
        cpu += time.process_time() - before[0]
        wall += time.perf_counter() - before[1]

    for batch in Corpus(quotes).batches(BATCH):
        timed(lambda batch=batch: engine.add(batch))  # type: ignore[misc]  # mypy cannot infer it
    timed(engine.finish)
    print(json.dumps({"cpu": cpu, "wall": wall, "peak": most_memory()}))


def first_query(place: Path) -> tuple[float, float, float]:
    """Processor seconds that opening an index and asking once takes, of all its process, and of bare Textual.

    The first is taken from within, with Whoosh and numpy loaded meanwhile; the second has Python's own start
    and this project's modules too. They take turns with a bare Textual start, and of each the fastest counts,
    as that is the one the machine disturbed least.
    """
    ours: list[float] = []
    whole: list[float] = []
    textual: list[float] = []
    with tempfile.TemporaryDirectory() as temporary:
        around = environment(Path(temporary) / "library")
        for _ in range(_STARTS):
            textual.append(run_until(HELLO, b"HELLOWORLD", around)[0])
            command = [sys.executable, "-c", _FIRST, str(place)]
            with subprocess.Popen(command, env=around, stdout=subprocess.PIPE) as process:
                said = process.stdout.read() if process.stdout else b""
                _, status, usage = os.wait4(process.pid, 0)
                process.returncode = os.waitstatus_to_exitcode(status)
            if process.returncode:
                raise RuntimeError("the first query was not answered")
            ours.append(float(said))
            whole.append(usage.ru_utime + usage.ru_stime)
    return min(ours), min(whole), min(textual)


def small_commit(place: Path, clock: Callable[[], float]) -> float:
    """Seconds that a commit of 50 quotes on top of an index takes: the median of several, each on a copy."""
    quotes = next(Corpus(BATCH).batches(BATCH))[-_COMMITTED:]
    taken = []
    for _ in range(_COMMITS):
        with tempfile.TemporaryDirectory(dir=place.parent) as temporary:
            copy = Path(temporary) / Ours.name
            shutil.copytree(place, copy, copy_function=_linked)
            engine = Ours(copy)
            before = clock()
            engine.add(quotes)
            taken.append(clock() - before)
    return statistics.median(taken)


def _linked(source: str, target: str) -> None:
    """Copy a file; a segment, which never changes, by another name for it."""
    if source.endswith(".arrays"):
        os.link(source, target)
    else:
        shutil.copy2(source, target)


if __name__ == "__main__":
    build(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))
