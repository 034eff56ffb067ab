"""Running a clipboard tool without ever being held up by it.

One rule guards it: no tool can hang, flood or draw on this program. There are no pipes (a tool's daemon would
keep them open): input and output are temporary files, a bounded part of the output is read, and a tool that
does not end in time or writes without end is killed with its whole group.
"""

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import IO, Final

TIMEOUT: Final = 1.0
"""Seconds a tool may take; xclip and xsel take 5 ms, wl-copy 180 ms on a loaded machine."""
_MOST_COMPLAINT: Final = 400
"""Bytes of a tool's standard error that are read."""
_SLACK: Final = 1 << 20
"""Bytes a tool may write beyond what is read, before it is killed."""
_PAUSES: Final = (0.001, 0.02)
"""Seconds between two looks at a running tool: at first, and at most."""


@dataclass(frozen=True, slots=True)
class Ran:
    """How a tool ended."""

    code: int | None
    """Exit code; None if it was not started or had to be killed."""
    output: bytes
    """Its standard output, as far as asked for."""
    complaint: str
    """One line why it failed; empty if it did not."""

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

    The program is looked up in the PATH of `environment`, never in the current directory. One that prints
    far more than `most` is stopped, and what it printed counts.
    """
    program = shutil.which(argv[0], path=environment.get("PATH"))
    if program is None:
        return Ran(None, b"", "it is not installed")
    try:
        with (
            tempfile.TemporaryFile() as words,
            tempfile.TemporaryFile() as out,
            tempfile.TemporaryFile() as err,
        ):
            words.write(given)
            words.seek(0)
            # argv comes from our table or the user's own settings, never from an article; no shell
            process = subprocess.Popen(  # noqa: S603
                (program, *argv[1:]),
                stdin=words,
                stdout=out if most else subprocess.DEVNULL,
                stderr=err,
                env=dict(environment),
                start_new_session=True,
            )
            with process:
                ended = _watched(process, out, most, err, timeout)
            return _ran(process.returncode if ended else None, out, most, err, timeout)
    except OSError as error:
        return Ran(None, b"", f"it could not be started ({error.strerror or error})")


def _ran(code: int | None, out: IO[bytes], most: int, err: IO[bytes], timeout: float) -> Ran:
    """The outcome of a tool that ended with `code`, or was killed (None)."""
    if code is None:
        flood = _size(out) > most + _SLACK
        return Ran(0, _start(out, most), "") if flood else Ran(None, b"", _killed(err, timeout))
    complaint = "" if code == 0 else _complaint(err) or f"it exited with {code}"
    return Ran(code, _start(out, most), complaint)


def _watched(
    process: "subprocess.Popen[bytes]", out: IO[bytes], most: int, err: IO[bytes], timeout: float
) -> bool:
    """Whether the tool ended by itself; otherwise it is killed."""
    until = time.monotonic() + timeout
    pause, longest = _PAUSES
    while process.poll() is None:
        if time.monotonic() >= until or _size(out) > most + _SLACK or _size(err) > _SLACK:
            _kill(process)
            return False
        time.sleep(pause)
        pause = min(2 * pause, longest)
    return True


def _kill(process: "subprocess.Popen[bytes]") -> None:
    """Kill the tool and what it started."""
    if os.name == "posix":
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()


def _size(file: IO[bytes]) -> int:
    return os.fstat(file.fileno()).st_size


def _start(file: IO[bytes], most: int) -> bytes:
    file.seek(0)
    return file.read(most)


def _killed(err: IO[bytes], timeout: float) -> str:
    return "it printed endless errors" if _size(err) > _SLACK else f"it did not finish within {timeout:g} s"


def _complaint(file: IO[bytes]) -> str:
    """The first line that says something."""
    text = _start(file, _MOST_COMPLAINT).decode("utf-8", "replace")
    first = next((" ".join(line.split()) for line in text.splitlines() if line.strip()), "")
    return f"it said ‘{first}’" if first else ""
