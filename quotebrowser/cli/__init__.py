"""The line front end: one table of commands, each a module loaded when it runs.

Three rules guard it: stdout is data and stderr is narration; exit 0 is found or done, 1 nothing found, 2 an
error; and `--help` loads no more than argparse.
"""

import contextlib
import errno
import os
import sys
from collections.abc import Sequence
from typing import Final

from quotebrowser.errors import ExitCode, QuoteBrowserError

_UNWRITTEN: Final = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
"""What a write fails with where there is no room: of an error that names no file, that was the output."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit code."""
    _open_closed()
    try:
        code = _run(arguments)
        sys.stdout.flush()
    except KeyboardInterrupt:
        print("Stopped; everything done so far is kept", file=sys.stderr)
        return int(ExitCode.STOPPED)
    except BrokenPipeError:
        # The reader had enough (`| head`): that is success.
        _let_go()
        return int(ExitCode.FOUND)
    except OSError as error:
        from quotebrowser.text.safe import safe_line

        failed = "The command could not be carried out"
        if error.filename:
            failed = f"{safe_line(str(error.filename))} could not be used"
        elif error.errno in _UNWRITTEN:
            failed = "The results could not be written"
        print(f"quotebrowser: {failed}: {error.strerror or error}", file=sys.stderr)
        _let_go()
        return int(ExitCode.ERROR)
    return code


def _open_closed() -> None:
    """Where a standard stream was closed by whoever started the program: nothing, in its place."""
    if sys.stdin is None:
        sys.stdin = os.fdopen(os.open(os.devnull, os.O_RDONLY), encoding="utf-8")
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, os.fdopen(os.open(os.devnull, os.O_WRONLY), "w", encoding="utf-8"))


def _let_go() -> None:
    """What could not be written goes nowhere: Python would complain of it again at exit."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _run(arguments: Sequence[str] | None) -> int:
    from quotebrowser.cli.parser import build_parser, insert_browse

    os.umask(0o077)
    given = insert_browse(list(sys.argv[1:] if arguments is None else arguments))
    parsed = build_parser(given[0]).parse_args(given)
    from quotebrowser.cli import output

    try:
        return int(parsed.run(parsed))
    except QuoteBrowserError as error:
        output.fail(error)
        return int(error.exit_code)
