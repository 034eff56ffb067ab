"""How much processor time the browser takes to its first list of quotes, beside a bare Textual program.

Each program runs in a terminal of its own of 120 by 40. When its text is on the screen it is stopped at once,
and the system is asked for the processor time it took: all of it, from the start of Python. Both programs
take turns, and of each the fastest of the runs counts, as that is the one the machine disturbed least.

    python tests/benchmarks/startup.py [RUNS]

The last line is `ratio N.NN`. Exits 1 when it is over 1.5, or when Whoosh, numpy, rapidfuzz or the query
language is loaded by then; the line before says so.
"""

import argparse
import fcntl
import os
import pty
import select
import signal
import struct
import sys
import tempfile
import termios
import time
from pathlib import Path
from typing import Final

HELLO: Final = """
from textual.app import App
from textual.widgets import Label
class Hello(App):
    ENABLE_COMMAND_PALETTE = False
    def compose(self):
        yield Label("HELLOWORLD")
Hello().run()
"""
"""The bare program."""

_RATIO: Final = 1.5
"""How many times the processor time of the bare program the browser may take."""

BROWSER: Final = "from quotebrowser.cli import main; import sys; sys.exit(main([]))"
"""The browser, as its command starts it."""

LOADED: Final = """
import sys, threading
from quotebrowser.tui.widgets import row_list
drawn = row_list.RowList.render_line
def render_line(self, y):
    if self.rows:
        late = ("whoosh", "numpy", "rapidfuzz", "quotebrowser.query")
        heavy = [name for name in late if name in sys.modules]
        sys.__stdout__.write("LOADED:" + ",".join(heavy) + ":LOADED")
        sys.__stdout__.flush()
    return drawn(self, y)
row_list.RowList.render_line = render_line
from quotebrowser.cli import main
sys.exit(main([]))
"""
"""The browser, made to tell which heavy packages are loaded when the first row is drawn."""

_SIZE: Final = (40, 120)
_DEADLINE: Final = 30.0


def spawn(code: str, environment: dict[str, str]) -> tuple[int, int]:
    """A Python process in a terminal of its own; its id and the terminal's other end."""
    pid, terminal = pty.fork()
    if pid == 0:
        os.execve(sys.executable, [sys.executable, "-c", code], environment)
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", *_SIZE, 0, 0))
    return pid, terminal


def run_until(code: str, marker: bytes, environment: dict[str, str]) -> tuple[float, bytes]:
    """Processor seconds a process takes until `marker` is on its screen, and all it wrote.

    Raises:
        RuntimeError: the marker did not come.
    """
    pid, terminal = spawn(code, environment)
    written = b""
    deadline = time.monotonic() + _DEADLINE
    try:
        while marker not in written:
            ready, _, _ = select.select([terminal], [], [], max(deadline - time.monotonic(), 0))
            if not ready:
                break
            try:
                written += os.read(terminal, 65536)
            except OSError:
                break
    finally:
        os.kill(pid, signal.SIGKILL)
        _, _, usage = os.wait4(pid, 0)
        os.close(terminal)
    if marker not in written:
        raise RuntimeError(f"{marker!r} was not painted; the program wrote {written[-2000:]!r}")
    return usage.ru_utime + usage.ru_stime, written


def environment(library: Path) -> dict[str, str]:
    """The processes' environment: a terminal of many colours, a library and compiled modules of its own."""
    left_out = ("QUOTEBROWSER_", "NO_COLOR", "PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(left_out)}
    return kept | {
        "PYTHONPYCACHEPREFIX": str(library.parent / "compiled"),
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "QUOTEBROWSER_LIBRARY": str(library),
        "QUOTEBROWSER_STATE": str(library.parent / "state"),
        "QUOTEBROWSER_CACHE": str(library.parent / "cache"),
        "QUOTEBROWSER_CONFIG": str(library.parent / "config.toml"),
    }


def make_library(directory: Path) -> bytes:
    """A library of the five sample articles; returns a word of the first quote it will list."""
    from quotebrowser.library import Library
    from quotebrowser.library.adding import add_files
    from quotebrowser.library.finding import search_quotes

    seeds = Path(__file__).resolve().parents[2] / "seeds"
    library = Library.open(directory)
    try:
        for _ in add_files.add(library, [seeds]):
            pass
        first = search_quotes.search(library, "", sort="date").rows[0]
    finally:
        library.close()
    return max(first.text.split()[:6], key=len).encode()


def measure(runs: int) -> tuple[float, str]:
    """Print both times and what was loaded; returns the ratio."""
    with tempfile.TemporaryDirectory() as place:
        library = Path(place) / "library"
        marker = make_library(library)
        around = environment(library)
        hello: list[float] = []
        browser: list[float] = []
        for _ in range(runs + 1):
            hello.append(run_until(HELLO, b"HELLOWORLD", around)[0])
            browser.append(run_until(BROWSER, marker, around)[0])
        # The first run of each writes the compiled modules, which every later start of a program finds.
        fastest = min(hello[1:]), min(browser[1:])
        _, written = run_until(LOADED, b":LOADED", around)
        heavy = written.partition(b"LOADED:")[2].partition(b":LOADED")[0].decode()
    print(f"bare Textual {fastest[0] * 1000:.0f} ms, browser {fastest[1] * 1000:.0f} ms of processor time")
    print(f"loaded at the first row: {heavy or 'neither Whoosh, numpy, rapidfuzz nor the query language'}")
    return fastest[1] / fastest[0], heavy


def main() -> int:
    """Measure as often as asked."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("runs", nargs="?", type=int, default=9)
    ratio, heavy = measure(parser.parse_args().runs)
    print(f"ratio {ratio:.2f}")
    return 0 if ratio <= _RATIO and not heavy else 1


if __name__ == "__main__":
    sys.exit(main())
