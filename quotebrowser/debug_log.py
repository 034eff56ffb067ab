"""The debug log: what happens, line by line, in the file that `QUOTEBROWSER_LOG` names.

One rule guards it: nothing of an article, a query, a person or a file goes in. A line is made of counts,
durations, kinds and names from the program's own code; of an exception it has the class and the place.
"""

import errno
import os
import sys
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import logging

VARIABLE: Final = "QUOTEBROWSER_LOG"
"""Of the environment, so that child processes write to the same file."""
_MOST_FRAMES: Final = 40
"""Frames of one exception that are kept at either end; deep recursion repeats what is between."""

_logger: "logging.Logger | None" = None


class _Lines:
    """A file to which each line is appended by one write, so that lines of several processes never mix."""

    def __init__(self, path: str) -> None:
        self._handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)

    def write(self, text: str) -> None:
        """Append a line; where that fails it is lost, as the program's work matters more."""
        try:
            os.write(self._handle, text.encode("utf-8", "backslashreplace"))
        except OSError:
            return

    def close(self) -> None:
        """Let go of the file."""
        os.close(self._handle)


def start() -> None:
    """Write the log from now on, if the environment asks for one.

    Raises:
        OSError: its file cannot be written.
    """
    global _logger  # noqa: PLW0603 - a process has one log
    path = os.environ.get(VARIABLE)
    if not path or _logger is not None:
        return
    lines = _Lines(path)
    import logging  # noqa: PLC0415 - it costs a command some milliseconds, and is needed only here
    import time  # noqa: PLC0415

    form = logging.Formatter(
        "%(asctime)s.%(msecs)03dZ %(process)d %(name)s: %(message)s", datefmt="%Y-%m-%dT%H:%M:%S"
    )
    form.converter = time.gmtime
    handler = logging.StreamHandler(lines)
    handler.setFormatter(form)
    logger = logging.getLogger("quotebrowser")
    logger.setLevel(logging.DEBUG)
    logger.propagate = False
    logger.addHandler(handler)
    _logger = logger
    log(__name__, f"a process began: Python {sys.version_info[0]}.{sys.version_info[1]}, {sys.platform}")


def start_in_child() -> None:
    """Like `start`; where the file cannot be written, the parent has already said so."""
    try:
        start()
    except OSError:
        return


def stop() -> None:
    """End the log of this process."""
    global _logger  # noqa: PLW0603 - as above
    if _logger is None:
        return
    for handler in list(_logger.handlers):
        _logger.removeHandler(handler)
        stream = getattr(handler, "stream", None)
        if isinstance(stream, _Lines):
            stream.close()
    _logger = None


def log(module: str, what: str) -> None:
    """Write a line, if there is a log.

    Args:
        module: `__name__` of the module that speaks.
        what: what happened; no text of articles, queries, names or files.
    """
    if _logger is not None:
        _logger.getChild(module.removeprefix("quotebrowser.")).debug("%s", " ".join(what.split()))


def class_of(error: BaseException) -> str:
    """The class of an exception, with the system's name of the error where it has one; never its message."""
    kind = type(error)
    name = kind.__qualname__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__qualname__}"
    code = errno.errorcode.get(error.errno or 0, "") if isinstance(error, OSError) else ""
    return f"{name} ({code})" if code else name


def frames(error: BaseException) -> list[str]:
    """Where an exception came from, outermost first: `file:line function`, without lines of source."""
    found: list[str] = []
    step = error.__traceback__
    while step is not None:
        code = step.tb_frame.f_code
        found.append(f"{_short(code.co_filename)}:{step.tb_lineno} {code.co_qualname}")
        step = step.tb_next
    if len(found) > 2 * _MOST_FRAMES:
        between = f"... {len(found) - 2 * _MOST_FRAMES} more"
        found = [*found[:_MOST_FRAMES], between, *found[-_MOST_FRAMES:]]
    return found


def place(error: BaseException) -> str:
    """The class of an exception and the line that raised it."""
    return " at ".join([class_of(error), *frames(error)[-1:]])


def _short(path: str) -> str:
    """A source file's path from its package on: what stands before it names the user's own folders."""
    parts = path.replace("\\", "/").split("/")
    for root in ("site-packages", "quotebrowser", f"python{sys.version_info[0]}.{sys.version_info[1]}"):
        if root in parts:
            at = len(parts) - 1 - parts[::-1].index(root)
            return "/".join(parts[at if root == "quotebrowser" else at + 1 :])
    return parts[-1]
