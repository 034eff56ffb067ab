"""Copying, and reporting the outcome truthfully.

One rule guards it: `verified` means that the same bytes were read back, `sent` that nothing here can look,
`failed` that they are nowhere.
"""

import os
import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from quotebrowser.clipboard import rich_text
from quotebrowser.clipboard.osc52 import MOST, Writer, sequence, write_to_terminal
from quotebrowser.clipboard.routes import Reach, Route, applying
from quotebrowser.clipboard.run_tool import Ran, run
from quotebrowser.debug_log import log
from quotebrowser.model import CopyState, Outcome

POLL: Final = 0.25
"""Seconds within which a copy must be readable: of 40 copies 1 by xclip and 10 by xsel were not at once."""
_PAUSE: Final = 0.01
_SLOW: Final = 3.0
"""Seconds PowerShell may take to start."""


def copy(
    text: str,
    *,
    html: str | None = None,
    command: Sequence[str] = (),
    environment: Mapping[str, str] | None = None,
    terminal: Writer | None = None,
) -> Outcome:
    """Put exactly `text` on the clipboard by every route that applies, until one is verified.

    `html` is the same text for targets that show it; it goes only where both can be offered together.
    `command` is the user's own, tried first, with the text on its standard input. `terminal` takes the
    escape sequence of a terminal; None writes it to the controlling terminal. A tmux buffer is filled even
    when the desktop's clipboard is.
    """
    around = os.environ if environment is None else environment
    tried: list[Outcome] = []
    best: Outcome | None = None
    for route in applying(around, command):
        if best is not None and best.state is not CopyState.FAILED and _needless(route, best):
            continue
        outcome = attempt(route, text, around, terminal or write_to_terminal, html=html)
        tried.append(outcome)
        log(__name__, f"{outcome.route}: {outcome.state.value}")
        if best is None or _rank(outcome) > _rank(best):
            best = outcome
    if best is None:
        return Outcome(CopyState.FAILED, "", "no clipboard tool or terminal was found", len(text))
    if best.state is CopyState.FAILED:
        return Outcome(
            CopyState.FAILED, best.route, "; ".join(outcome.detail for outcome in tried), len(text)
        )
    return best


def _needless(route: Route, best: Outcome) -> bool:
    """Whether a route can add nothing to what is already done."""
    if best.route == "your command":
        return True
    done = best.state is CopyState.VERIFIED and best.route != "tmux buffer"
    return done and route.reaches is not Reach.TMUX


def _rank(outcome: Outcome) -> tuple[int, bool]:
    """Verified above sent above failed; the desktop above a buffer of tmux."""
    order = (CopyState.FAILED, CopyState.SENT, CopyState.VERIFIED)
    return order.index(outcome.state), outcome.route != "tmux buffer"


def attempt(
    route: Route,
    text: str,
    environment: Mapping[str, str],
    terminal: Writer,
    *,
    html: str | None = None,
) -> Outcome:
    """Copy by one route and read it back; with `html` beside the text where the route can offer both."""
    try:
        data = text.encode(route.encoding)
    except UnicodeEncodeError:
        why = "the text contains half a character (a lone surrogate)"
        return Outcome(CopyState.FAILED, route.name, why, len(text))
    if html is not None and route.name in rich_text.COMMANDS and _both(route, text, html, environment):
        verified = _verified(route, len(text), environment)
        detail = f"{verified}; programs that accept HTML get it too (not read back)"
        return Outcome(CopyState.VERIFIED, route.name, detail, len(text))
    if route.reaches is Reach.TERMINAL:
        state, detail = _to_terminal(data, environment, terminal)
    else:
        state, detail = _by_tool(route, text, data, environment)
    return Outcome(state, route.name, detail, len(text))


def to_page(text: str, page: Writer) -> Outcome:
    """Give `text` to a web page that shows the program: its web browser's clipboard, not this machine's."""
    outcome = attempt(Route("web page", Reach.TERMINAL), text, {}, page)
    if outcome.state is not CopyState.SENT:
        return outcome
    return replace(outcome, detail="the page says whether your web browser copied it")


def _both(route: Route, text: str, html: str, environment: Mapping[str, str]) -> bool:
    """Whether text and HTML were put there together, and the text was read back."""
    command, given = rich_text.COMMANDS[route.name], rich_text.offer(route.name, text, html)
    if not run(command, environment, given=given, timeout=_SLOW).done:
        return False
    return _read_back(route, text.encode("utf-8"), environment)[0] is CopyState.VERIFIED


def _by_tool(route: Route, text: str, data: bytes, environment: Mapping[str, str]) -> tuple[CopyState, str]:
    ran = run(route.write, _around(route, environment), given=data)
    if not ran.done:
        return CopyState.FAILED, f"{route.name} failed: {ran.complaint}"
    if not route.read:
        return CopyState.SENT, f"passed to {route.write[0]}, which cannot be read back"
    state, why = _read_back(route, text.encode("utf-8"), environment)
    if state is CopyState.VERIFIED:
        return state, _verified(route, len(text), environment)
    return state, f"{route.name} accepted it, but {why}"


def _to_terminal(data: bytes, environment: Mapping[str, str], terminal: Writer) -> tuple[CopyState, str]:
    codes = sequence(data, environment)
    try:
        terminal(codes)
    except OSError as error:
        return CopyState.FAILED, f"no terminal to send it to ({error.strerror})"
    long = "; many terminals drop a text this long" if len(codes) > MOST else ""
    return CopyState.SENT, f"sent to the terminal (OSC 52), which cannot be read back{long}; paste to check"


def _around(route: Route, environment: Mapping[str, str]) -> Mapping[str, str]:
    return {**environment, **dict(route.setting)}


def read(route: Route, most: int, environment: Mapping[str, str]) -> Ran:
    """What the clipboard behind a route holds, at most `most` bytes of UTF-8."""
    timeout = _SLOW if route.encoding != "utf-8" else 1.0
    return run(route.read, _around(route, environment), most=most, timeout=timeout)


def put_back(route: Route, content: bytes, environment: Mapping[str, str]) -> None:
    """Write what `read` gave, and wait until it is there: the next reader must not see what it replaces."""
    data = content.decode("utf-8", "replace").encode(route.encoding)
    run(route.write, _around(route, environment), given=data)
    _read_back(route, content, environment)


def _read_back(route: Route, expected: bytes, environment: Mapping[str, str]) -> tuple[CopyState, str]:
    """Poll until the same bytes are there, or time is up.

    A reader that hangs is asked once more: under X11 one waits forever when the clipboard changes hands just
    as it asks.
    """
    until = time.monotonic() + POLL
    hung = 0
    while True:
        found = read(route, len(expected) + 1, environment)
        if found.done and found.output == expected:
            return CopyState.VERIFIED, ""
        hung += found.code is None
        if time.monotonic() >= until and (found.code is not None or hung > 1):
            break
        time.sleep(_PAUSE)
    if not found.done:
        return CopyState.SENT, f"it could not be read back: {route.read[0]} failed, {found.complaint}"
    return CopyState.FAILED, "the clipboard contains something else"


def _verified(route: Route, chars: int, environment: Mapping[str, str]) -> str:
    if route.reaches is not Reach.TMUX:
        return f"{chars} characters are on the clipboard, read back by {route.read[0]}"
    return f"{chars} characters are in the tmux buffer, read back; {tmux_beyond(environment)}"


def tmux_beyond(environment: Mapping[str, str]) -> str:
    """What tmux can do beyond its buffer, as a clause."""
    asked = run(("tmux", "display-message", "-p", "#{client_termfeatures}"), environment, most=400)
    if asked.done and b"clipboard" in asked.output:
        return "tmux passed them on to the terminal, whose clipboard cannot be read back"
    return "they are not on the desktop’s clipboard: tmux does not know that this terminal has one"
