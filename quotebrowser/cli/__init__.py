"""The line front end: one table of commands, each a module loaded when it runs.

Three rules guard it: stdout is data and stderr is narration; exit 0 is found or done, 1 nothing found, 2 an
error; and `--help` loads no more than argparse.
"""

import os
import sys
from collections.abc import Sequence
from typing import Final

from quotebrowser.errors import ExitCode, QuoteBrowserError

STOPPED: Final = 130
"""Exit code of what Ctrl+C stopped, as shells have it."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit code."""
    try:
        return _run(arguments)
    except KeyboardInterrupt:
        print("Stopped; what was done is kept", file=sys.stderr)
        return STOPPED


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
    except BrokenPipeError:
        # The reader had enough (`| head`): that is success. Python would complain again at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return int(ExitCode.FOUND)
