"""A text changed in the user's own editor.

One rule guards it: the text lies in a directory of its own, private to the user, for as long as that takes.
"""

import os
import shlex
import subprocess
import tempfile
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Final

from quotebrowser.errors import UsageError

_NOTHING: Final[AbstractContextManager[object]] = nullcontext()


def run(command: Sequence[str], aside: AbstractContextManager[object] = _NOTHING) -> int:
    """Run an editor until it ends; returns its exit code.

    Raises:
        OSError: it cannot be started. `aside` has ended by then: an error inside it would keep the terminal
            from those who lent it.
    """
    with aside:
        try:
            return subprocess.run(command, check=False).returncode  # noqa: S603 - the user's own editor
        except OSError as error:
            failed = error
    raise failed


def edited(text: str, aside: AbstractContextManager[object] = _NOTHING) -> str:
    """What the user makes of a text in $VISUAL or $EDITOR; `aside` frees the terminal meanwhile.

    Raises:
        UsageError: none is set, it cannot be started, or fails; the text is as it was.
    """
    asked = os.environ.get("VISUAL") or os.environ.get("EDITOR") or ""
    try:
        command = shlex.split(asked)
    except ValueError as error:
        raise UsageError(f"{asked} names no program: a quotation mark is open", "Check $EDITOR.") from error
    if not command:
        raise UsageError("No editor is set", "Set $EDITOR to the one you want.")
    try:
        with tempfile.TemporaryDirectory(prefix="quotebrowser-") as home:
            path = Path(home) / "note.txt"
            path.write_text(text + "\n" * bool(text), encoding="utf-8", errors="replace")
            if run([*command, str(path)], aside):
                raise UsageError(f"{command[0]} ended with an error; the note is as it was", "")
            return path.read_text(encoding="utf-8", errors="replace")
    except OSError as error:
        raise UsageError(f"{command[0]} could not be started: {error.strerror}", "Check $EDITOR.") from error
