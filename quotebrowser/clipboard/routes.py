"""The ways to a clipboard, and which of them apply where.

One rule guards it: a route that would reach somebody else's clipboard (a desktop tool over SSH) or nobody's
(raw OSC 52 within tmux) does not apply.
"""

import shutil
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Reach(StrEnum):
    """What a route reaches."""

    DESKTOP = "desktop"
    """The clipboard of the desktop."""
    TMUX = "tmux"
    """A buffer of tmux, which may pass it on."""
    TERMINAL = "terminal"
    """The terminal, which may put it on the clipboard."""
    COMMAND = "command"
    """Whatever the user's own command does."""


@dataclass(frozen=True, slots=True)
class Route:
    """A way to a clipboard."""

    name: str
    """As the user knows it."""
    reaches: Reach
    """What it reaches."""
    write: tuple[str, ...] = ()
    """Command that takes the text on standard input; empty for the terminal."""
    read: tuple[str, ...] = ()
    """Command that prints what the clipboard holds; empty if nothing can."""
    setting: tuple[tuple[str, str], ...] = ()
    """Variables that its commands need."""
    encoding: str = "utf-8"
    """In which `write` takes the text; `read` always prints UTF-8."""
    needs: str = ""
    """What to do where it does not apply."""


_POWERSHELL: Final = (
    "[Console]::OutputEncoding=[Text.UTF8Encoding]::new($false);[Console]::Out.Write((Get-Clipboard -Raw))"
)

_UTF8: Final = (("LANG", "en_US.UTF-8"), ("LC_ALL", "en_US.UTF-8"))
"""Without them pbcopy and pbpaste take and give Mac Roman, so that even a wrong copy reads back as equal."""

TABLE: Final = (
    Route(
        "clip.exe",
        Reach.DESKTOP,
        ("clip.exe",),
        ("powershell.exe", "-NoProfile", "-Command", _POWERSHELL),
        encoding="utf-16-le",
        needs="works on Windows and under WSL",
    ),
    Route("pbcopy", Reach.DESKTOP, ("pbcopy",), ("pbpaste",), _UTF8, needs="comes with macOS"),
    Route(
        "wl-copy",
        Reach.DESKTOP,
        ("wl-copy", "--type", "text/plain"),
        ("wl-paste", "--no-newline"),
        needs="needs Wayland and the package wl-clipboard",
    ),
    Route(
        "xclip",
        Reach.DESKTOP,
        ("xclip", "-selection", "clipboard", "-in"),
        ("xclip", "-selection", "clipboard", "-out"),
        needs="needs an X display and the package xclip",
    ),
    Route(
        "xsel",
        Reach.DESKTOP,
        ("xsel", "--clipboard", "--input"),
        ("xsel", "--clipboard", "--output"),
        needs="needs an X display and the package xsel",
    ),
    Route(
        "tmux buffer",
        Reach.TMUX,
        ("tmux", "load-buffer", "-w", "-"),
        ("tmux", "save-buffer", "-"),
        needs="works within tmux 3.2 or newer",
    ),
    Route("OSC 52", Reach.TERMINAL, needs="needs a terminal outside tmux"),
)
"""Every route but the user's own command, in the order they are tried on a desktop.

xclip comes before xsel, whose version 1.2 loses texts of a megabyte now and then once they are copied.
"""

_NO_OSC: Final = ("", "dumb", "linux")
"""Values of TERM whose terminals have no clipboard."""


def remote(environment: Mapping[str, str]) -> bool:
    """Whether the user sits at another machine."""
    return bool(environment.get("SSH_TTY") or environment.get("SSH_CONNECTION"))


def _forwarded(environment: Mapping[str, str]) -> bool:
    """Whether DISPLAY names a display at the user's machine: `localhost:10.0`, not `:0`."""
    return bool(environment.get("DISPLAY", "").partition(":")[0])


def _applies(route: Route, environment: Mapping[str, str]) -> bool:
    if route.write and shutil.which(route.write[0], path=environment.get("PATH")) is None:
        return False
    far = remote(environment)
    windows = sys.platform == "win32" or bool(
        environment.get("WSL_DISTRO_NAME") or environment.get("WSL_INTEROP")
    )
    rules = {
        "clip.exe": windows and not far,
        "pbcopy": not far,
        "wl-copy": bool(environment.get("WAYLAND_DISPLAY")) and not far,
        "xclip": bool(environment.get("DISPLAY")) and (not far or _forwarded(environment)),
        "xsel": bool(environment.get("DISPLAY")) and (not far or _forwarded(environment)),
        "tmux buffer": bool(environment.get("TMUX")),
        "OSC 52": not environment.get("TMUX")
        and environment.get("TERM", "") not in _NO_OSC
        and environment.get("TERM_PROGRAM") != "Apple_Terminal",
    }
    return rules[route.name]


def applying(environment: Mapping[str, str], command: Sequence[str] = ()) -> tuple[Route, ...]:
    """The routes that apply, in the order they are tried: the user's own command first.

    Over SSH the terminal and tmux come before the X tools, which reach a display only where it is forwarded.
    """
    own = (Route("your command", Reach.COMMAND, tuple(command)),) if command else ()
    found = [route for route in TABLE if _applies(route, environment)]
    if remote(environment):
        found.sort(key=lambda route: route.reaches is Reach.DESKTOP)
    return (*own, *found)
