"""Does the browser's memory grow? `python tests/benchmarks/browser_soak.py [--quotes N] [--rounds N] ...`.

Makes a library of made-up quotes (`--library DIR` keeps it, or takes the one that is there) and runs the real
browser without a terminal on it. A round searches, opens an article and its comparison and copies a quote;
then the screen is resized, from 1 x 1 to 300 x 200, while keys are pressed at random. Prints how long
searches took until painted, and the memory; exits 1 where the browser ended, where it had more than 400 MB,
where rounds of the last half made it grow by more than 5 %, resizing by more than 40 MB, or where the 95th
percentile of searches is above 500 ms. Memory of the first tenth of each part, which loads, is not growth.
"""

import argparse
import asyncio
import gc
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import psutil  # type: ignore[import-untyped]
from keystrokes import fill, queries
from search_corpus import Corpus

from quotebrowser.library import Library
from quotebrowser.tui.actions import ACTIONS
from quotebrowser.tui.app import QuoteBrowser
from quotebrowser.tui.base.base_page import Page

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tui"))
from tui_pilot import Driven

_MOST: Final = 400.0
_GROWTH: Final = 0.05
_RESIZING: Final = 40.0
_SLOWEST: Final = 0.5
_LEAVE: Final = {"quit", "leave", "suspend", "editor", "open_source"}
_KEYS: Final = sorted(
    {key for action in ACTIONS if action.id not in _LEAVE for key in action.keys} | set("abxyz1")
)


def resident() -> float:
    """Megabytes of its own that this process has now: mapped pages of the index are the system's."""
    gc.collect()
    memory = psutil.Process().memory_info()
    return float(memory.rss - memory.shared) / (1 << 20)


async def home(driven: Driven) -> None:
    """Back to the search page, the text in the box selected."""
    while len(driven.app.screen_stack) > 1:
        driven.app.pop_screen()
        await driven.settle()
    driven.app.screen.query_one("SearchBox").focus()
    await driven.settle()


async def searched(driven: Driven, asked: Sequence[str]) -> tuple[list[float], list[float]]:
    """Seconds of each search, and megabytes after each tenth of the rounds."""
    times, memory = [], []
    for number, query in enumerate(asked, 1):
        await home(driven)
        began = time.perf_counter()
        await driven.fill(query)
        times.append(time.perf_counter() - began)
        for key in ("enter", "y", "enter", "escape", "c", "n"):
            await driven.press(key)
        if number % max(len(asked) // 10, 1) == 0:
            memory.append(resident())
    return times, memory


async def resized(driven: Driven, times: int, chance: random.Random) -> list[float]:
    """Megabytes after each tenth of the sizes."""
    memory = []
    for number in range(1, times + 1):
        await driven.pilot.resize_terminal(chance.randint(1, 300), chance.randint(1, 200))
        key = chance.choice(_KEYS)
        if key != "q" or len(driven.app.screen_stack) > 1:
            await driven.pilot.press(key)
        if number % max(times // 10, 1) == 0:
            await driven.settle()
            memory.append(resident())
    return memory


async def run(library: Library, asked: Sequence[str], sizes: int) -> list[str]:
    """Run it all; returns what fell short."""
    app = QuoteBrowser(library)
    async with app.run_test(size=(120, 40)) as pilot:
        driven = Driven(app, pilot)
        await driven.settle()
        times, rounds = await searched(driven, asked)
        await home(driven)
        resizing = await resized(driven, sizes, random.Random(5)) if sizes else []
        lives = app.fault is None and any(isinstance(screen, Page) for screen in app.screen_stack)
    slow = statistics.quantiles(times, n=20)[18]
    growth = rounds[-1] / rounds[len(rounds) // 2 - 1] - 1
    stretch = max(resizing[-1] - resizing[0], 0.0) if resizing else 0.0
    most = max([*rounds, *resizing])
    print(
        f"{len(times):,} rounds: searches p50 {statistics.median(times) * 1000:.0f}, p95 {slow * 1000:.0f} ms"
    )
    print("memory after each tenth of the rounds:", *(f"{one:.0f}" for one in rounds), "MB")
    print("after each tenth of the sizes:", *(f"{one:.0f}" for one in resizing), "MB")
    print(f"last half {growth:+.1%}, {sizes:,} sizes {stretch:+.0f} MB, {most:.0f} MB at most")
    return [
        what
        for what, wrong in (
            ("the browser ended", not lives), ("memory", most > _MOST), ("growth", growth > _GROWTH),
            ("growth by resizing", stretch > _RESIZING), ("searches", slow > _SLOWEST),
        )
        if wrong
    ]  # fmt: skip


def main() -> int:
    """Measure; returns the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--quotes", type=int, default=100_000)
    parser.add_argument(
        "--rounds", type=int, default=1000, help="of search, article, comparison, copy (1000)"
    )
    parser.add_argument("--resizes", type=int, default=2000)
    parser.add_argument("--library", type=Path, help="made where it is missing, and kept")
    given = parser.parse_args()
    corpus = Corpus(given.quotes)
    with tempfile.TemporaryDirectory() as place:
        os.environ |= {"QUOTEBROWSER_STATE": f"{place}/state", "QUOTEBROWSER_CONFIG": f"{place}/config.toml"}
        for name in ("DISPLAY", "WAYLAND_DISPLAY", "TMUX", "STY"):
            os.environ.pop(name, None)
        directory = given.library or Path(place) / "library"
        new = not directory.exists()
        library = Library.open(directory)
        try:
            if new:
                fill(library, corpus)
            wrong = asyncio.run(run(library, list(queries(corpus, given.rounds)), given.resizes))
        finally:
            library.close()
    print("; ".join(wrong) or "well")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
