"""The clipboard escape sequence of terminals (OSC 52 of xterm's control sequences).

One rule guards it: only base64 stands between its ends, so no text can break out of it.
"""

import base64
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

Writer = Callable[[str], object]
"""Takes characters for the terminal."""

SCREEN_CHUNK: Final = 200
"""Characters GNU screen 4.9 passes on in one device control string: 200 arrive, 4,000 at once do not."""
MOST: Final = 74_994
"""Base64 characters that every known terminal takes; many drop a longer sequence silently."""


def sequence(data: bytes, environment: Mapping[str, str]) -> str:
    """What puts `data` on the clipboard of the terminal; within GNU screen wrapped so that it passes."""
    osc = f"\033]52;c;{base64.b64encode(data).decode('ascii')}\a"
    if not environment.get("STY"):
        return osc
    chunks = (osc[at : at + SCREEN_CHUNK] for at in range(0, len(osc), SCREEN_CHUNK))
    return "".join(f"\033P{chunk}\033\\" for chunk in chunks)


def write_to_terminal(text: str) -> None:
    """Write to the controlling terminal, whatever standard output is.

    Raises:
        OSError: there is none.
    """
    with Path("/dev/tty").open("wb") as terminal:
        terminal.write(text.encode("ascii"))
