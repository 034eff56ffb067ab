"""Ctrl+C for commands that can stop between two articles.

One rule guards it: the first Ctrl+C lets what was begun be finished and stored; the second stops at once,
and even then nothing that was reported is lost.
"""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class Stopping:
    """Whether the user wants an end.

    Attributes:
        asked: True from the first Ctrl+C on.
    """

    def __init__(self) -> None:
        self.asked = False

    def __call__(self) -> bool:
        """Whether to stop."""
        return self.asked

    def _ask(self, number: int, frame: FrameType | None) -> None:
        if self.asked:
            signal.default_int_handler(number, frame)
        self.asked = True


@contextmanager
def stopping() -> Iterator[Stopping]:
    """Catch the first Ctrl+C while the block runs."""
    asked = Stopping()
    if threading.current_thread() is not threading.main_thread():
        yield asked
        return
    before = signal.signal(signal.SIGINT, asked._ask)  # noqa: SLF001 - of this module
    try:
        yield asked
    finally:
        signal.signal(signal.SIGINT, before)
