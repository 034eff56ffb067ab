"""What the browser answers, and how soon, after the index of a large library was deleted.

    python tests/benchmarks/first_answers.py [--quotes 100000] [--library DIR] [--runs 7]

Makes a library of made-up quotes (`--library DIR` keeps it, or takes the one that is there). The browser runs
in a terminal of its own. First the processor time it takes until its first list is painted is measured, with
the index and without it in turns; of each the fastest run counts. Then, without the index, a query is typed
as soon as the list is there: the time from the start of the program until that is answered, until it is
answered from the newest 20,000 quotes, and what the line below the box says of the answers. Then the process
that builds the index is killed, which has to go on from there until all is in. Exit 1 when the answer from
20,000 quotes takes more than 10 s or does not say what it lacks, when the first paint without the index takes
more than 1.15 times what it takes with it, or when the build does not go on.
"""

import argparse
import os
import re
import select
import shutil
import signal
import sys
import tempfile
import time
from pathlib import Path
from typing import Final

import keystrokes
import startup
from search_corpus import Corpus

from quotebrowser.library import Library
from quotebrowser.library.finding import search_quotes
from quotebrowser.library.upkeep import level

_SECONDS: Final = 10.0
_NEWEST: Final = 20_000
_PAINT: Final = 1.15
_BUILT: Final = 600.0
"""Seconds the whole index may take; the process has the lowest priority."""
_QUERY: Final = b"the people"
_LACKS: Final = re.compile(rb"only the newest (\d+) % of quotes")
_STATUS: Final = re.compile(rb"([\d,]+) quotes? ")


class Terminal:
    """A browser in a terminal of its own."""

    def __init__(self, environment: dict[str, str]) -> None:
        self.started = time.monotonic()
        self.pid, self._terminal = startup.spawn(startup.BROWSER, environment)
        self.written = b""

    def until(self, wanted: re.Pattern[bytes], seconds: float) -> "re.Match[bytes] | None":
        """The first place in what is painted from now on that is wanted; None where none comes in time."""
        self.written = b""
        deadline = time.monotonic() + seconds
        while (found := wanted.search(self.written)) is None:
            ready, _, _ = select.select([self._terminal], [], [], max(deadline - time.monotonic(), 0))
            if not ready:
                return None
            self.written += os.read(self._terminal, 65536)
        return found

    def type(self, text: bytes) -> None:
        """Type a text."""
        os.write(self._terminal, text)

    def builder(self) -> int:
        """Id of the process that builds the index; 0 where there is none."""
        for task in Path(f"/proc/{self.pid}/task").iterdir():
            for child in (task / "children").read_text("ascii").split():
                if b"upkeep.builder" in Path(f"/proc/{child}/cmdline").read_bytes():
                    return int(child)
        return 0

    def end(self) -> None:
        """End the browser."""
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self._terminal)


def paint(directory: Path, marker: bytes, environment: dict[str, str], runs: int) -> bool:
    """Measure the first paint with the index and without; returns whether the bar holds."""
    index, aside = directory / "index", directory / "index.aside"
    taken: dict[bool, list[float]] = {True: [], False: []}
    for _ in range(runs + 1):
        taken[True].append(startup.run_until(startup.BROWSER, marker, environment)[0])
        index.rename(aside)
        taken[False].append(startup.run_until(startup.BROWSER, marker, environment)[0])
        time.sleep(0.5)  # the process beside it ends with it
        shutil.rmtree(index, ignore_errors=True)
        aside.rename(index)
    # The first run of each writes the compiled modules.
    whole, without = (min(taken[kept][1:]) for kept in (True, False))
    ratio = without / whole
    print(
        f"processor time to the first paint: {whole * 1000:.0f} ms with the index,"
        f" {without * 1000:.0f} ms without; ratio {ratio:.2f} (at most {_PAINT})"
    )
    return ratio <= _PAINT


def answers(directory: Path, marker: bytes, environment: dict[str, str], quotes: int) -> bool:
    """Delete the index, search, kill what builds it, and see it go on; returns whether all bars hold."""
    shutil.rmtree(directory / "index")
    screen = Terminal(environment)
    try:
        if screen.until(re.compile(re.escape(marker)), 30) is None:
            print("no list was painted")
            return False
        print(f"list painted after {time.monotonic() - screen.started:.1f} s")
        screen.type(_QUERY)
        share, taken = 0, 0.0
        while share * quotes < 100 * _NEWEST:
            said = screen.until(_LACKS, 60)
            counts = _STATUS.findall(screen.written)
            if said is None or not counts or counts[-1] == b"0":
                print("no answer came, or it did not say what it lacks")
                return False
            taken, share = time.monotonic() - screen.started, int(said[1])
            print(f"answer after {taken:.1f} s from the newest {share} % of {quotes:,} quotes")
        builder = screen.builder()
        os.kill(builder, signal.SIGKILL)
        later = screen.until(_LACKS, 60)
        again = screen.builder()
        went_on = later is not None and int(later[1]) >= share > 0 and again not in (0, builder)
        print(f"killed at {share} %, it {'goes on' if went_on else 'does not go on'}")
        whole = _built(directory)
        print(
            f"index complete after {time.monotonic() - screen.started:.1f} s"
            if whole
            else "it is not completed"
        )
    finally:
        screen.end()
    return taken <= _SECONDS and went_on and whole


def _built(directory: Path) -> bool:
    """Whether the index is completed in time, and holds each quote once."""
    library = Library.open(directory)
    try:
        deadline = time.monotonic() + _BUILT
        while level.behind(library):
            if time.monotonic() > deadline:
                return False
            time.sleep(0.2)
        return level.check(library) == ()
    finally:
        library.close()


def main() -> int:
    """Measure; returns the exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--quotes", type=int, default=100_000)
    parser.add_argument("--library", type=Path, help="made where it is missing, and kept")
    parser.add_argument("--runs", type=int, default=7)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        directory = (given.library or Path(home) / "library").absolute()
        new = not directory.exists()
        library = Library.open(directory)
        try:
            if new:
                keystrokes.fill(library, Corpus(given.quotes))
            level.catch_up(library)
            quotes = library.counts().quotes
            row = search_quotes.search(library, "", limit=1).rows[0]
        finally:
            library.close()
        marker = max(row.text.split()[:6], key=len).encode()
        environment = startup.environment(Path(home) / "library") | {"QUOTEBROWSER_LIBRARY": str(directory)}
        painted = paint(directory, marker, environment, given.runs)
        answered = answers(directory, marker, environment, quotes)
    return 0 if painted and answered else 1


if __name__ == "__main__":
    sys.exit(main())
