"""Trying every route to the clipboard, for `doctor clipboard`.

One rule guards it: what the clipboard held before is put back wherever it could be read.
"""

import os
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from quotebrowser.clipboard.copy_text import attempt, put_back, read
from quotebrowser.clipboard.osc52 import Writer, write_to_terminal
from quotebrowser.clipboard.routes import TABLE, Reach, Route, applying
from quotebrowser.clipboard.terminal_probe import advice, says_yes
from quotebrowser.model import CopyState, Outcome

_MOST_KEPT: Final = 16_000_000
"""Bytes of a clipboard's content that are put back; a larger one is not touched."""
_TMUX_LINE: Final = "add to ~/.tmux.conf: set -as terminal-features ',*:clipboard'"


@dataclass(frozen=True, slots=True)
class Check:
    """The outcome of trying one route."""

    route: str
    """Its name."""
    outcome: Outcome | None
    """What became of a nonce; None if the route does not apply here."""
    advice: str
    """What to install or the one line of configuration to add; empty if nothing is amiss."""


def check(
    *,
    command: Sequence[str] = (),
    environment: Mapping[str, str] | None = None,
    terminal: Writer | None = None,
) -> tuple[Check, ...]:
    """Every route in the order it would be tried, then those that do not apply.

    The terminal itself is asked about its clipboard only where no `terminal` is given, as a screen program
    would take its answer for keys.
    """
    around = os.environ if environment is None else environment
    routes = applying(around, command)
    rows = [_tried(route, around, terminal) for route in routes]
    absent = [route for route in TABLE if route not in routes]
    return (*rows, *(Check(route.name, None, route.needs) for route in absent))


def _tried(route: Route, environment: Mapping[str, str], terminal: Writer | None) -> Check:
    before = read(route, _MOST_KEPT, environment) if route.read else None
    if before is not None and len(before.output) == _MOST_KEPT:
        return Check(route.name, None, "not tried: the clipboard holds too much to restore afterwards")
    nonce = f"quotebrowser {secrets.token_hex(8)}"
    outcome = attempt(route, nonce, environment, terminal or write_to_terminal)
    if before is not None and before.done:
        put_back(route, before.output, environment)
    return Check(route.name, outcome, _advice(route, outcome, environment, asked=terminal is None))


def _advice(route: Route, outcome: Outcome, environment: Mapping[str, str], *, asked: bool) -> str:
    if outcome.state is CopyState.FAILED:
        return route.needs
    if route.reaches is Reach.TMUX and "does not know" in outcome.detail:
        return _TMUX_LINE
    if route.reaches is not Reach.TERMINAL:
        return ""
    return "the terminal says it accepts copies" if asked and says_yes() else advice(environment)
