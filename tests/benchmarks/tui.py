"""What a key costs, beside a bare Textual program, its tables and fzf.

    python tests/benchmarks/tui.py [--quotes N]

Each program runs in a terminal of its own of 120 by 40, all in one run; every byte that it sends is read.
Ours and fzf have the same made-up quotes (20,000), the lists of Textual a thousand of them. A time is from a
key to the last byte before it rests; our preview comes after a rest and is not counted. Moves come 60 ms
apart, as from a key that is held. `typing, bare` is a box over a list of Textual's own, which is made again
at each letter.

The last line is `in bounds` or names what is not. It exits 1 where a move in view sends over 1.5 KB, one that
scrolls over 12 KB, typing takes longer than in fzf (medians), or, while `add` runs, at the 95th percentile
longer than twice what it takes otherwise.
"""

import argparse
import contextlib
import fcntl
import os
import pty
import select
import shlex
import shutil
import signal
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from keystrokes import fill
from made_articles import write_texts
from search_corpus import Corpus
from startup import BROWSER, HELLO

from quotebrowser.library import Library

_SIZE: Final = (120, 40)
_STILL: Final = 0.08
"""Seconds without a byte after which a program has done what a key asked for."""
_RESTED: Final = 0.5
"""Seconds after which a preview is drawn too."""
_MOST: Final = 20.0
_APART: Final = 0.06
_DOWN, _UP, _PAGE = b"\x1b[B", b"\x1b[A", b"\x1b[6~"
_MOVE_BYTES, _SCROLL_BYTES = 1500, 12_000
_WHILE_ADDING: Final = 2.0
_LONGEST_LINE: Final = 110

_LISTED: Final = """
import sys
from textual.app import App
from textual.widgets import {widget}
class Listed(App):
    ENABLE_COMMAND_PALETTE = False
    def compose(self):
        yield {widget}(id="list")
    def on_mount(self):
        listed = self.query_one("#list")
        lines = open(sys.argv[1], encoding="utf-8").read().splitlines()[:1000]
        {fill}
        listed.focus()
Listed().run()
"""
_NARROWED: Final = """
import sys
from textual.app import App
from textual.widgets import Input, OptionList
class Narrowed(App):
    ENABLE_COMMAND_PALETTE = False
    def compose(self):
        yield Input()
        yield OptionList()
    def on_mount(self):
        self.query_one(Input).cursor_blink = False
        self.lines = open(sys.argv[1], encoding="utf-8").read().splitlines()
    def on_input_changed(self, event):
        listed = self.query_one(OptionList)
        listed.clear_options()
        listed.add_options([line for line in self.lines if event.value in line][:40])
Narrowed().run()
"""
"""What the least that Textual can do for a letter takes: a box, and the first 40 lines that have it."""
_FILLS: Final = {
    "DataTable": "listed.cursor_type = 'row'; listed.add_column('quote'); listed.add_rows(zip(lines))",
    "OptionList": "listed.add_options(lines)",
}


class Terminal:
    """A program in a terminal of its own."""

    def __init__(self, command: Sequence[str], environment: dict[str, str]) -> None:
        self.started = time.perf_counter()
        self.pid, self._handle = pty.fork()
        if not self.pid:
            os.execvpe(command[0], list(command), environment | {"TERM": "xterm-256color"})
        fcntl.ioctl(self._handle, termios.TIOCSWINSZ, struct.pack("HHHH", _SIZE[1], _SIZE[0], 0, 0))
        os.kill(self.pid, signal.SIGWINCH)

    def read(self, still: float = _STILL, least: int = 0) -> tuple[int, float]:
        """How many bytes come until none does for so long, and when the last one came."""
        count, last, begun = 0, time.perf_counter(), time.perf_counter()
        while time.perf_counter() - begun < _MOST:
            if select.select([self._handle], [], [], max(last + still - time.perf_counter(), 0.001))[0]:
                try:
                    count += len(os.read(self._handle, 1 << 16))
                except OSError as error:
                    raise SystemExit("the program on the terminal has ended") from error
                last = time.perf_counter()
            elif count >= least and time.perf_counter() - last > still:
                break
        return count, last

    def press(self, key: bytes, least: int = 0) -> tuple[int, float]:
        """Bytes, and milliseconds until the last one; some `least` bytes are waited for."""
        pressed = time.perf_counter()
        os.write(self._handle, key)
        count, last = self.read(least=least)
        return count, (last - pressed) * 1000 if count else 0.0

    def held(self, key: bytes, times: int) -> int:
        """Bytes that each of some keys makes it send that come as from a key that is held."""
        total = 0
        for _ in range(times):
            os.write(self._handle, key)
            end = time.perf_counter() + _APART
            while (left := end - time.perf_counter()) > 0:
                if select.select([self._handle], [], [], left)[0]:
                    total += len(os.read(self._handle, 1 << 16))
        return total // times

    def memory(self) -> float:
        """Megabytes in memory now."""
        told = Path(f"/proc/{self.pid}/status").read_text(encoding="ascii")
        return int(told.partition("VmRSS:")[2].split()[0]) / 1024

    def idle(self, seconds: float = 3.0) -> float:
        """Milliseconds of processor time in a second without a key."""
        before = self.spent()
        time.sleep(seconds)
        return (self.spent() - before) / seconds

    def spent(self) -> float:
        """Milliseconds of processor time so far."""
        fields = Path(f"/proc/{self.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK") * 1000

    def close(self) -> None:
        """End it."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self._handle)


@contextlib.contextmanager
def running(command: Sequence[str], environment: dict[str, str]) -> Iterator[Terminal]:
    """A program that has drawn its first screen."""
    terminal = Terminal(command, environment)
    try:
        yield terminal
    finally:
        terminal.close()


def typed(terminal: Terminal, words: Sequence[str], empty: bytes = b"\x15") -> list[float]:
    """Milliseconds from each letter typed until all of it is drawn; the box is emptied between two words."""
    taken = []
    for word in words:
        terminal.press(empty)
        taken += [terminal.press(letter.encode(), least=1)[1] for letter in word]
    return taken


def row(name: str, **figures: float) -> None:
    """A line of the table."""
    print(
        f"{name:<14}" + "  ".join(f"{label} {figure:,.0f}" for label, figure in figures.items()), flush=True
    )


def measured(name: str, command: Sequence[str], environment: dict[str, str], lead: bytes) -> dict[str, float]:
    """First paint, moves, scrolling, a page, memory and idling of a list."""
    with running(command, environment) as terminal:
        count, last = terminal.read(still=0.6, least=500)
        paint = (last - terminal.started) * 1000
        if lead:
            terminal.press(lead)
        terminal.read(_RESTED)
        move = terminal.held(_DOWN, 5)
        terminal.held(_DOWN, 40)
        terminal.read(_RESTED)
        scroll = terminal.held(_DOWN, 8)
        terminal.read(_RESTED)
        page = terminal.press(_PAGE)
        once = terminal.press(_UP)
        figures = {
            "paint_ms": paint, "paint_B": count, "move_B": move, "move_ms": once[1], "scroll_B": scroll,
            "page_B": page[0], "page_ms": page[1], "MB": terminal.memory(), "idle_ms/s": terminal.idle(),
        }  # fmt: skip
    row(name, **figures)
    return figures


def typing(name: str, command: Sequence[str], environment: dict[str, str], words: Sequence[str]) -> float:
    """The median of the milliseconds that a letter takes in a program that lists what has the words."""
    with running(command, environment) as terminal:
        terminal.read(still=0.6, least=500)
        typed(terminal, words[:1])
        taken = typed(terminal, words)
    median = statistics.median(taken)
    row(name, type_ms=median, type_p95=statistics.quantiles(taken, n=20)[18])
    return median


def ours(environment: dict[str, str], words: Sequence[str], incoming: Path) -> dict[str, float]:
    """Typing, and what opening pages costs, in the browser; typing while articles are added too."""
    with running([sys.executable, "-c", BROWSER], environment) as terminal:
        terminal.read(still=0.8, least=2000)
        typed(terminal, words[:1])
        free = typed(terminal, words)
        terminal.press(b"\r")
        opened = {
            name: terminal.press(key)
            for name, key in (("compare", b"c"), ("back", b"q"), ("article", b"\r"), ("left", b"q"))
        }
        row(
            "pages",
            **{f"{name}_B": count for name, (count, _) in opened.items()},
            **{f"{name}_ms": ms for name, (_, ms) in opened.items()},
        )
        terminal.press(b"/")
        adding = subprocess.Popen(
            [sys.executable, "-m", "quotebrowser", "add", str(incoming)],
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        time.sleep(1.0)
        busy: list[float] = []
        while adding.poll() is None and len(busy) < 400:
            busy += typed(terminal, words)
        adding.kill()
        adding.wait()
    late = [statistics.quantiles(each, n=20)[18] for each in (free, busy)]
    figures = {
        "type_ms": statistics.median(free),
        "type_p95": late[0],
        "adding_p95": late[1],
        "keys": len(busy),
    }
    row("typing, ours", **figures)
    return figures


def in_bounds(found: dict[str, float]) -> dict[str, bool]:
    """What is bounded of moving and typing, and whether it is within its bounds."""
    return {
        f"a move sends {found['move_B']:.0f} B": found["move_B"] <= _MOVE_BYTES,
        f"scrolling sends {found['scroll_B']:.0f} B": found["scroll_B"] <= _SCROLL_BYTES,
        "typing is slower than in fzf": found["type_ms"] <= found["rival_ms"],
    }


def lines_of(corpus: Corpus) -> list[str]:
    """What the quotes look like in a list."""
    return [document.text[:_LONGEST_LINE] for batch in corpus.batches(5000) for document in batch]


def words_of(lines: Sequence[str]) -> list[str]:
    """The words that are typed."""
    return [word for word in dict.fromkeys(" ".join(lines[:50]).split()) if len(word) > 5][:12]


def fzf_over(lines: Path) -> list[str]:
    """The command; its list stands on its head by itself, where the first arrow down goes nowhere."""
    return ["sh", "-c", f"exec fzf --reverse < {shlex.quote(str(lines))}"]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quotes", type=int, default=20_000, help="how many of them")
    given = parser.parse_args()
    if shutil.which("fzf") is None:
        parser.error("fzf is not installed: apt-get install fzf")
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        corpus = Corpus(given.quotes)
        library = Library.open(place / "library")
        fill(library, corpus)
        lines = place / "lines.txt"
        texts = lines_of(Corpus(given.quotes))
        lines.write_text("\n".join(texts), encoding="utf-8")
        library.close()
        incoming = place / "incoming"
        incoming.mkdir()
        write_texts(incoming, 1500)
        words = words_of(texts)
        environment = os.environ | {
            "QUOTEBROWSER_LIBRARY": str(place / "library"),
            "QUOTEBROWSER_STATE": folder,
            "HOME": folder,
        }
        environment.pop("FZF_DEFAULT_OPTS", None)
        fzf = fzf_over(lines)
        measured("bare Textual", [sys.executable, "-c", HELLO], environment, b"")
        for widget, filling in _FILLS.items():
            program = _LISTED.format(widget=widget, fill=filling)
            measured(widget, [sys.executable, "-c", program, str(lines)], environment, b"")
        measured("fzf", fzf, environment, b"")
        found = measured("quotebrowser", [sys.executable, "-c", BROWSER], environment, b"\r")
        bare = [sys.executable, "-c", _NARROWED, str(lines)]
        typing("typing, bare", bare, environment, words)
        rival = typing("typing, fzf", fzf, environment, words)
        found |= ours(environment, words, incoming)
        found["rival_ms"] = rival
    bounds = in_bounds(found) | {
        "typing is slowed by adding": found["adding_p95"] <= _WHILE_ADDING * found["type_p95"]
    }
    broken = [said for said, holds in bounds.items() if not holds]
    print("; ".join(broken) or "in bounds")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
