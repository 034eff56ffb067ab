"""What a terminal tells about its clipboard, and what to do where it has none.

One rule guards it: only a terminal that no screen program reads from is asked, as its answer arrives like
typed keys; and no answer proves nothing, since alacritty 0.11 and kitty 0.26 take OSC 52 without saying so.
"""

import os
import re
import select
import time
from collections.abc import Mapping
from typing import Final

_ASK: Final = b"\033[c"
"""Primary device attributes (DA1): the answer lists 52 where the clipboard can be written."""
_ANSWER: Final = re.compile(rb"\033\[\?([0-9;]{1,100})c")
_PATIENCE: Final = 0.3
"""Seconds to wait for the answer."""

_ADVICE: Final = (
    ("XTERM_VERSION", "", "xterm drops it unless ~/.Xresources has: XTerm*allowWindowOps: true"),
    ("VTE_VERSION", "", "VTE terminals drop it: install wl-clipboard or xclip"),
    ("TERM", "rxvt", "urxvt drops it: install xclip"),
    (
        "TERM",
        "tmux",
        "if it does not arrive, add to ~/.tmux.conf on the machine running tmux: set -s set-clipboard on",
    ),
    (
        "TERM",
        "screen",
        "if it does not arrive from inside tmux, add to its ~/.tmux.conf: set -s set-clipboard on",
    ),
)
"""Variable, start of its value, and what to do; measured with xterm 379, VTE 0.70, urxvt and tmux 3.3a."""


def advice(environment: Mapping[str, str]) -> str:
    """What to do about the terminal's clipboard, if the terminal is recognised; else empty."""
    if environment.get("STY"):
        return ""
    return next(
        (
            told
            for name, start, told in _ADVICE
            if name in environment and environment[name].startswith(start)
        ),
        "",
    )


def says_yes() -> bool:
    """Whether the controlling terminal says that it takes OSC 52; asks it and waits for its answer."""
    try:
        import termios  # noqa: PLC0415 - Unix only
        import tty  # noqa: PLC0415 - Unix only

        handle = os.open("/dev/tty", os.O_RDWR | os.O_NOCTTY)
    except (ImportError, OSError):
        return False
    try:
        before = termios.tcgetattr(handle)
        try:
            tty.setcbreak(handle)
            os.write(handle, _ASK)
            return b"52" in _attributes(handle)
        finally:
            termios.tcsetattr(handle, termios.TCSAFLUSH, before)
    except (termios.error, OSError):
        return False
    finally:
        os.close(handle)


def _attributes(handle: int) -> list[bytes]:
    """The attributes the terminal answers with; none where it does not answer in time."""
    until = time.monotonic() + _PATIENCE
    heard = b""
    while (left := until - time.monotonic()) > 0 and select.select([handle], [], [], left)[0]:
        heard += os.read(handle, 256)
        answer = _ANSWER.search(heard)
        if answer:
            return answer[1].split(b";")
    return []
