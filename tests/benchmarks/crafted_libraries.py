"""Libraries that somebody else made or that changed at random: every command on each, and the browser.

usage: crafted_libraries.py [--mutated N] [--first SEED] [--browser N]

All crafted libraries of the suite, and as many changed at random. Prints what went wrong with which; ends
with 1 where a command ended in a traceback or a report, exited with anything but 0, 1 or 2, took more than
20 seconds, printed what acts on a terminal, or touched a file outside the library. The browser is started on
every N-th of them (0: on none).
"""

import argparse
import asyncio
import contextlib
import io
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "cli"))
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tui"))
import crafted_library as crafted

_SEEDS = Path(__file__).resolve().parents[2] / "seeds"
_SECONDS = 20.0
_ARTICLE = "“Good day to you all here in the harbour,” said Ann Berg on Monday."


def _run(words: list[str]) -> tuple[object, str, str]:
    """Exit code and output of a command, run in this process."""
    from quotebrowser.cli import main

    out, err = io.BytesIO(), io.BytesIO()
    code: object
    with (
        contextlib.redirect_stdout(io.TextIOWrapper(out, encoding="utf-8", write_through=True)) as stdout,
        contextlib.redirect_stderr(io.TextIOWrapper(err, encoding="utf-8", write_through=True)) as stderr,
    ):
        try:
            code = main(words)
        except BaseException as error:  # noqa: BLE001 - whatever leaves it is a fault
            code = repr(error)
        stdout.flush()
        stderr.flush()
        return code, out.getvalue().decode("utf-8", "replace"), err.getvalue().decode("utf-8", "replace")


async def _browse(library: Path) -> list[str]:
    """What is wrong with the browser on a library."""
    from tui_pilot import browser

    from quotebrowser.errors import QuoteBrowserError
    from quotebrowser.library import Library

    try:
        opened = Library.open(library)
    except QuoteBrowserError:
        return []
    if opened.is_empty:
        opened.close()
        return []
    try:
        async with browser((120, 30), library=opened) as driven:
            for key in ("down", "enter", "escape", "e", "escape", "c", "escape"):
                await driven.press(key)
            fault, text = driven.app.fault, driven.text
    except QuoteBrowserError:
        return []  # said in a sentence when the browser has ended
    found = [f"the browser ended: {fault.message}"] if fault is not None else []
    return found + [f"the browser: {fault}" for fault in crafted.faults(0, text, "")]


def _tried(base: Path, make: Callable[[Path, Path], object], *, browse: bool) -> Iterator[str]:
    """What went wrong with a library that `make` makes of a sound one."""
    with tempfile.TemporaryDirectory() as place:
        library = crafted.copied(base, Path(place) / "library")
        article = Path(place) / "new.txt"
        article.write_text(_ARTICLE)
        try:
            with crafted.outside(Path(place)) as victim:
                made = make(library, victim)
                if browse:
                    yield from asyncio.run(_browse(library))
                for command in crafted.COMMANDS:
                    started = time.monotonic()
                    code, out, err = _run(crafted.filled(command, article, library))
                    faults = crafted.faults(code, out, err)
                    if time.monotonic() - started > _SECONDS:
                        faults.append(f"takes {time.monotonic() - started:.0f} s")
                    yield from (f"{' '.join(command)}: {fault} ({made or ''})" for fault in faults)
        except AssertionError:
            yield "a file outside the library was touched"


def _cases(first: int, count: int) -> Iterator[tuple[str, Callable[[Path, Path], object]]]:
    for name, script in crafted.SCHEMAS.items():
        yield name, partial(_altered, script)
    for name, script in crafted.ROWS.items():
        yield name, partial(_altered, script)
    yield from crafted.FILES.items()
    for seed in range(first, first + count):
        yield f"seed {seed}", partial(_mutated, seed)


def _altered(script: str, library: Path, victim: Path) -> None:
    crafted.alter(library, script.replace("{victim}", str(victim)))


def _mutated(seed: int, library: Path, victim: Path) -> str:
    del victim
    return crafted.mutated(library, seed)


def main() -> int:
    """Try them all."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--mutated", type=int, default=200, metavar="N")
    parser.add_argument("--first", type=int, default=0, metavar="SEED")
    parser.add_argument("--browser", type=int, default=5, metavar="N")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        for name in ("STATE", "CACHE", "CONFIG", "LIBRARY"):
            os.environ[f"QUOTEBROWSER_{name}"] = str(Path(home) / name.lower())
        os.environ["HOME"] = home
        base = Path(home) / "base"
        code, _, _ = _run(["add", str(_SEEDS), "--library", str(base)])
        assert code == 0
        tried = faulty = 0
        for number, (name, make) in enumerate(_cases(arguments.first, arguments.mutated)):
            browse = bool(arguments.browser) and number % arguments.browser == 0
            faults = list(_tried(base, make, browse=browse))
            tried, faulty = tried + 1, faulty + bool(faults)
            for fault in faults:
                print(f"{name}: {fault}", flush=True)
        print(f"{tried} libraries, {len(crafted.COMMANDS)} commands on each, {faulty} with faults")
    return int(faulty > 0)


if __name__ == "__main__":
    sys.exit(main())
