"""Does a byte of an article act on the terminal? `python tests/benchmarks/hostile_screen.py [--articles N]`.

Two libraries are made of the same articles, one of them with escape sequences, control characters, marks of
direction, invisible letters and markup in titles, names and quotes. The real browser runs on each in a
terminal of its own and shows every article: in the list with its preview, by itself, compared, and with its
choice of citations. Exits 1 where what is written for the hostile library holds a kind of escape sequence or
a control character that the other's does not, or a character that is never to be shown, and where the
browser ended by itself.
"""

import argparse
import fcntl
import os
import pty
import random
import re
import select
import signal
import struct
import sys
import tempfile
import termios
import time
from collections import Counter
from pathlib import Path
from typing import Final

from quotebrowser.library import Library
from quotebrowser.library.adding import add_files

_PIECES: Final = (
    "\x1b]52;c;RVZJTA==\x07", "\x1b]0;evil\x07", "\x1b]8;;http://evil.example\x1b\\", "\x1b[2J", "\x1b[31m",
    "\x1b[?1049l", "\x1bc", "\x1bP$q\x1b\\", "\x9b31m", "\x9d52;c;RVZJTA==\x9c", "\x90", "\x07", "\x08",
    "\x7f", "\x0e", "\x05", "\x00", "\x1b[200~", "\x1b[6n", "\u202e", "\u2066", "\u200b", "\u2060",
    "\ufeff", "\u200f", "\U000e0041", "e" + "\u0301" * 40, "[@click=app.quit()]x[/]", "[/ [red", "[b]",
    "\\[", "{{", "\u2028", "\u0085",
)  # fmt: skip
_NEVER: Final = re.compile(
    "[\x80-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\U000e0000-\U000e007f]"
)
_SEQUENCE: Final = re.compile(
    r"\x1b(?:\[(?P<mark>[?<=>]?)[0-9;:]*(?P<middle>[ -/]*)(?P<end>[@-~])"
    r"|\](?P<osc>[0-9]*)[^\x07\x1b]*(?:\x07|\x1b\\)|(?P<text>[PX^_])[^\x1b]*\x1b\\|(?P<short>[ -/]*[0-~]))"
)
_WALK: Final = ("\r", "\x7f", "c", "n", "\x7f", "Y", "\x7f", "\x1b[B")
"""Open the article, back, compare, the next difference, back, citations, back, the next quote."""
_QUIET: Final = 0.06
_SECONDS: Final = 5.0
"""That the screen may take after a key."""


def texts(directory: Path, number: int, *, hostile: bool) -> Path:
    """Articles in pairs that print one quote, each otherwise."""
    directory.mkdir()
    for at in range(number):
        chance = random.Random(at // 2)
        word = (
            chance.choice(("harbour", "bridge", "ferry", "tunnel"))
            + " number "
            + "abcdefghij"[at // 2 % 10] * 3
        )
        own = random.Random(at)
        evil = ["".join(own.choices(_PIECES, k=3)) if hostile else "" for _ in range(4)]
        (directory / f"{at:04}.txt").write_text(
            f"The {word} {evil[0]} of {at // 2}\n\nBy Jane {evil[1]} Roe\n\n"
            f"“We lost the {word} {at // 2} {evil[2]} and it was {'very ' * (at % 2)}hard for us,” "
            f"said Jane {evil[3]} Roe of the council.\n",
            encoding="utf-8",
        )
    return directory


def shown(library: Path, number: int, home: Path) -> tuple[str, bool]:
    """All that the browser writes to its terminal on a walk through a library, and whether it lived."""
    child, terminal = pty.fork()
    if not child:
        os.environ |= {
            "TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8",
            "QUOTEBROWSER_STATE": str(home), "QUOTEBROWSER_CONFIG": str(home / "none.toml"),
            "QUOTEBROWSER_LIBRARY": str(library),
        }  # fmt: skip
        os.execv(sys.executable, [sys.executable, "-m", "quotebrowser"])
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
    os.kill(child, signal.SIGWINCH)
    written = bytearray(_read(terminal, 3.0))
    for walk in (("\r",), *[_WALK] * number):
        for key in walk:
            try:
                os.write(terminal, key.encode())
            except OSError:
                break
            written += _read(terminal, _QUIET)
    lives = os.waitpid(child, os.WNOHANG)[0] == 0
    if lives:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    os.close(terminal)
    return written.decode("utf-8", "surrogateescape"), lives


def _read(terminal: int, quiet: float) -> bytes:
    """What is written until nothing was for some time."""
    found = bytearray()
    end = time.monotonic() + _SECONDS
    while time.monotonic() < end and select.select([terminal], [], [], quiet)[0]:
        try:
            found += os.read(terminal, 1 << 16)
        except OSError:
            break
    return bytes(found)


def kinds(written: str) -> Counter[str]:
    """Kinds of sequences, control characters outside them, and characters that are never to be shown."""
    found: Counter[str] = Counter()
    for match in _SEQUENCE.finditer(written):
        parts = {name: part for name, part in match.groupdict().items() if part}
        found["sequence " + " ".join(f"{name} {part}" for name, part in sorted(parts.items()))] += 1
    rest = _SEQUENCE.sub("", written)
    found.update(f"control {ord(char):#x}" for char in rest if ord(char) < 0x20 or ord(char) == 0x7F)
    found.update(f"never {ord(match[0]):#x}" for match in _NEVER.finditer(rest))
    return found


def main() -> int:
    """Show both; returns the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--articles", type=int, default=500)
    number = parser.parse_args().articles
    found = {}
    wrong = []
    with tempfile.TemporaryDirectory() as scratch:
        for name in ("clean", "hostile"):
            directory = Path(scratch) / name
            library = Library.open(directory / "library")
            list(add_files.add(library, [texts(directory / "texts", number, hostile=name == "hostile")]))
            quotes = library.counts().quotes
            library.close()
            written, lives = shown(directory / "library", number, directory)
            found[name] = kinds(written)
            print(
                f"{name}: {quotes} quotes, {len(written):,} characters, {len(found[name])} kinds", flush=True
            )
            wrong += [] if lives else [f"the browser ended on the {name} library"]
            # A few of the hostile ones are refused, as binary.
            wrong += [] if quotes >= 0.8 * number else [f"only {quotes} quotes in the {name} library"]
            wrong += ["the article's own words are not shown"] if "council" not in written else []
    wrong += [
        f"{kind}: {times} times" for kind, times in found["hostile"].items() if kind not in found["clean"]
    ]
    print("\n".join(wrong) or f"{number} articles, nothing that acts")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
