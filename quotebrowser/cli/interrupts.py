"""Signals for commands that can stop between two articles.

One rule guards it: the first lets what was begun be finished and stored; the second stops at once, and even
then nothing that was reported is lost.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from quotebrowser.processes import endings


class Stopping:
    """Whether the user wants an end.

    Attributes:
        asked: True from the first signal on.
        status: what to exit with then; 0 before.
    """

    def __init__(self) -> None:
        self.asked = False
        self.status = 0

    def __call__(self) -> bool:
        """Whether to stop."""
        return self.asked

    def _ask(self, number: int) -> None:
        ended = endings.EndedError(number)
        if self.asked:
            raise ended
        self.asked, self.status = True, ended.status


@contextmanager
def stopping() -> Iterator[Stopping]:
    """Catch the first signal while the block runs."""
    asked = Stopping()
    with endings.caught(asked._ask):  # noqa: SLF001 - of this module
        yield asked
