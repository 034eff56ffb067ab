"""The process that brings the index level while the browser is used, seen from the browser.

One rule guards it: the process may be ended at any moment, and so it is when the library is closed; whoever
comes next goes on from the index's watermark.
"""

import contextlib
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import IO, Final

_PROGRAM: Final = (
    "import sys; sys.path.append(sys.argv.pop());"
    " from quotebrowser.library.upkeep.builder_process import main; sys.exit(main())"
)
"""Appended, so that the package is found where it is run from a checkout, and stands before nothing else. Not
`-m`, and with `-P`: the directory the user happens to be in must not lend the program its modules."""


class Rebuilding:
    """At most one such process.

    Args:
        directory: of the library.
        told: called, in a thread, when it has gone on and when it has ended.
    """

    def __init__(self, directory: Path, told: Callable[[], object]) -> None:
        self._directory = directory
        self._told = told
        self._process: subprocess.Popen[str] | None = None
        self._guard = threading.Lock()
        self._ended = False
        self.running = False
        """Whether the process is at work."""
        self.percent: int | None = None
        """How far it is; None before it has told, and while another program holds the lock."""
        self.failed = ""
        """Why the last one could not do its work; it is not tried again then. Empty where it could."""
        self.finished = False
        """Whether one has ended well, and nobody has looked at what it made; `sources` takes it back."""

    def start(self, *, anew: bool) -> None:
        """Let it begin, where it is not at work and has not failed.

        Args:
            anew: whether the index that is there is not to be trusted.
        """
        with self._guard:
            if self.running or self.failed or self._ended:
                return
            package = Path(__file__).resolve().parents[3]
            command = [
                sys.executable,
                "-P",
                "-c",
                _PROGRAM,
                str(self._directory),
                *["--anew"] * anew,
                str(package),
            ]
            try:
                self._process = subprocess.Popen(  # noqa: S603 - this program itself
                    command,
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.PIPE,
                    text=True,
                    encoding="utf-8",
                    errors="replace",
                )
            except OSError as error:
                self.failed = f"{error.strerror or error}"
                return
            self.running, self.percent = True, None
        threading.Thread(target=self._listen, args=(self._process,), daemon=True).start()

    def _listen(self, process: "subprocess.Popen[str]") -> None:
        """Follow what it tells until it ends."""
        with contextlib.suppress(ValueError):  # closed by `stop` in the middle of a line
            for line in _lines(process.stdout):
                if line.strip().isdigit():
                    self.percent = int(line)
                    self._told()
        said = ""
        with contextlib.suppress(ValueError):
            said = "".join(_lines(process.stderr)).strip()
        code = process.wait()
        for stream in (process.stdout, process.stderr):
            if stream is not None:
                stream.close()
        with self._guard:
            self.running = False
            if code == 0:
                self.finished = True
            elif not self._ended:
                self.failed = said.rpartition("\n")[2] or "its process was stopped"
        if not self._ended:
            self._told()

    def stop(self) -> None:
        """End it, if it is at work, and let no other begin."""
        with self._guard:
            self._ended = True
            process = self._process
        if process is not None:
            process.kill()
            process.wait()


def _lines(stream: IO[str] | None) -> IO[str]:
    assert stream is not None  # noqa: S101 - both are pipes
    return stream
