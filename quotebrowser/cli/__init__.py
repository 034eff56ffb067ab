"""The line front end: one table of commands, each a module loaded when it runs.

Three rules guard it: stdout is data and stderr is narration; exit 0 is found or done, 1 nothing found, 2 an
error; and `--help` loads no more than argparse. No traceback reaches the user: an error of the program itself
leaves a report, and one sentence names its file.
"""

import argparse
import contextlib
import errno
import os
import sys
import time
from collections.abc import Sequence
from typing import Final

from quotebrowser import debug_log
from quotebrowser.errors import ExitCode, QuoteBrowserError
from quotebrowser.processes import endings

_UNWRITTEN: Final = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
"""What a write fails with where there is no room: of an error that names no file, that was the output."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit code."""
    _open_closed()
    _start_log()
    try:
        with endings.caught(endings.end):
            code = _run(arguments)
            sys.stdout.flush()
    except KeyboardInterrupt as error:
        print("Stopped; everything done so far is kept", file=sys.stderr)
        return error.status if isinstance(error, endings.EndedError) else int(ExitCode.STOPPED)
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
        debug_log.log(__name__, f"refused: {debug_log.place(error)}")
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


def _start_log() -> None:
    """Begin the debug log, if one is asked for; the program goes on without it if that fails."""
    try:
        debug_log.start()
    except OSError as error:
        from quotebrowser.text.safe import safe_line

        path = safe_line(os.environ[debug_log.VARIABLE])
        print(f"quotebrowser: The log {path} cannot be written: {error.strerror or error}", file=sys.stderr)


def _run(arguments: Sequence[str] | None) -> int:
    from quotebrowser.cli.parser import build_parser, insert_browse

    os.umask(0o077)
    given = insert_browse(list(sys.argv[1:] if arguments is None else arguments))
    parsed = build_parser(given[0]).parse_args(given)
    doing = _named(given, parsed)
    debug_log.log(__name__, f"began: {doing}")
    started = time.monotonic()
    code = _command(parsed, doing)
    debug_log.log(__name__, f"ended: exit {code}, {time.monotonic() - started:.3f} s")
    return code


def _named(given: Sequence[str], parsed: argparse.Namespace) -> str:
    """The command and the names of its options, without a value of any."""
    # `--json` and its like are kept as the value of `format`.
    names = {f"--{name.replace('_', '-')}" for name in [*vars(parsed), str(vars(parsed).get("format"))]}
    options = dict.fromkeys(word.partition("=")[0] for word in given[1:])
    return " ".join([str(parsed.command), *(option for option in options if option in names)])


def _command(parsed: argparse.Namespace, doing: str) -> int:
    """Run a command; returns its exit code, whatever happens."""
    from quotebrowser import fault_report
    from quotebrowser.cli import output

    try:
        with fault_report.threads_guarded(doing):
            return int(parsed.run(parsed))
    except QuoteBrowserError as error:
        debug_log.log(__name__, f"refused: {debug_log.place(error)}")
        output.fail(error)
        return int(error.exit_code)
    except OSError:
        raise  # `main` says what could not be used
    except Exception as error:  # noqa: BLE001 - the last line of the program
        output.fail(fault_report.leave(error, doing))
        return int(ExitCode.ERROR)
