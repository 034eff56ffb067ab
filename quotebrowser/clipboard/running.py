"""Running a clipboard tool without ever being held up by it.

One rule guards it: no tool can hang, flood or draw on this program. No pipe is read (a tool's daemon would
keep it open), output goes to temporary files of which a bounded part is read, and a tool that does not end
in time is killed with its whole group.
"""

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import IO, Final

TIMEOUT: Final = 1.0
"""Seconds a tool may take; xclip and xsel take 5 ms, wl-copy 180 ms on a loaded machine."""
_MOST_COMPLAINT: Final = 400
"""Bytes of a tool's standard error that are read."""


@dataclass(frozen=True, slots=True)
class Ran:
    """What became of a tool."""

    code: int | None
    """Exit code; None where it was not started or had to be killed."""
    output: bytes
    """Its standard output, as far as asked for."""
    complaint: str
    """One line why it failed; empty where it did not."""

    @property
    def done(self) -> bool:
        """Whether it ended and said that all is well."""
        return self.code == 0


def run(
    argv: Sequence[str],
    environment: Mapping[str, str],
    *,
    given: bytes = b"",
    most: int = 0,
    timeout: float = TIMEOUT,
) -> Ran:
    """Run `argv` with `given` on its standard input; read at most `most` bytes of its output.

    The program is looked up in the PATH of `environment`, never in the current directory.
    """
    program = shutil.which(argv[0], path=environment.get("PATH"))
    if program is None:
        return Ran(None, b"", "it is not installed")
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        try:
            # argv comes from our table or the user's own settings, never from an article; no shell
            process = subprocess.Popen(  # noqa: S603
                (program, *argv[1:]),
                stdin=subprocess.PIPE,
                stdout=out if most else subprocess.DEVNULL,
                stderr=err,
                env=dict(environment),
                start_new_session=True,
            )
        except OSError as error:
            return Ran(None, b"", f"it could not be started ({error.strerror or error})")
        with process:
            try:
                process.communicate(given, timeout)
            except subprocess.TimeoutExpired:
                _kill(process)
                return Ran(None, b"", f"it did not end within {timeout:g} s")
        complaint = (
            "" if process.returncode == 0 else _complaint(err) or f"it exited with {process.returncode}"
        )
        return Ran(process.returncode, _start(out, most), complaint)


def _kill(process: "subprocess.Popen[bytes]") -> None:
    """Kill the tool and what it started."""
    if os.name == "posix":
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()


def _start(file: IO[bytes], most: int) -> bytes:
    file.seek(0)
    return file.read(most)


def _complaint(file: IO[bytes]) -> str:
    """The first line that says something."""
    text = _start(file, _MOST_COMPLAINT).decode("utf-8", "replace")
    first = next((" ".join(line.split()) for line in text.splitlines() if line.strip()), "")
    return f"it said ‘{first}’" if first else ""
