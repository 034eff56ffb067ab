"""Signals that ask a program to end: Ctrl+C, `kill`, a terminal that is closed.

Two rules guard it: what was begun is finished or undone before the program ends, with the status that shells
expect; and a signal that whoever started the program has it ignore (`nohup`) stays ignored.
"""

import errno
import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

_NAMES: Final = ("SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT")
SIGNALS: Final = tuple(getattr(signal, name) for name in _NAMES if hasattr(signal, name))
"""Those this system has."""
_STREAMS: Final = (0, 1, 2)


class EndedError(KeyboardInterrupt):
    """A signal ends the program; what handles Ctrl+C handles every one.

    Attributes:
        status: what the program exits with: 128 and the signal's number.
    """

    def __init__(self, number: int) -> None:
        super().__init__()
        self.status = 128 + number


def end(number: int) -> None:
    """Raise EndedError."""
    raise EndedError(number)


@contextmanager
def caught(told: Callable[[int], object]) -> Iterator[None]:
    """Call `told` with the number of every signal that comes while the block runs.

    Where this is not the main thread, nothing is caught.
    """

    def handle(number: int, _frame: object) -> None:
        _leave_dead_terminal()
        told(number)

    before = {}
    try:
        if threading.current_thread() is threading.main_thread():
            for number in SIGNALS:
                if signal.getsignal(number) is not signal.SIG_IGN:
                    before[number] = signal.signal(number, handle)
        yield
    finally:
        for number, kept in before.items():
            signal.signal(number, signal.SIG_DFL if kept is None else kept)


def _leave_dead_terminal() -> None:
    """Where the terminal is gone: nothing in its place, for every write to it would fail from now on."""
    for stream in _STREAMS:
        if is_dead_terminal(stream):
            nowhere = os.open(os.devnull, os.O_RDWR)
            os.dup2(nowhere, stream)
            os.close(nowhere)


def is_dead_terminal(stream: int) -> bool:
    """Whether a descriptor was a terminal that is now gone."""
    try:
        import termios
    except ImportError:
        return False
    try:
        termios.tcgetattr(stream)
    except termios.error as error:
        return bool(error.args[0] == errno.EIO)
    except OSError:
        return False
    return False
