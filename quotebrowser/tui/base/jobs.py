"""Work that the screen does not wait for.

One rule guards it: of several answers only the one to the last question is shown. A question asked while an
older one is answered waits, and replaces any that waited before it.
"""

import asyncio
import time
from collections.abc import Callable
from typing import Generic, TypeVar

from textual.dom import DOMNode
from textual.screen import Screen

from quotebrowser import fault_report
from quotebrowser.debug_log import log, place
from quotebrowser.errors import QuoteBrowserError

Answer = TypeVar("Answer")


class Latest(Generic[Answer]):
    """Answers questions one after the other in a thread, stale ones left out."""

    def __init__(
        self,
        node: DOMNode,
        show: Callable[[Answer], None],
        fail: Callable[[QuoteBrowserError], None],
    ) -> None:
        self._node = node
        self._show = show
        self._fail = fail
        self._next: Callable[[], Answer] | None = None
        self._busy = False

    @property
    def busy(self) -> bool:
        """Whether an answer is still to come."""
        return self._busy

    def ask(self, question: Callable[[], Answer], *, here: bool = False) -> None:
        """Have `question` answered in a thread, and the answer shown unless another question comes first.

        With `here` it is answered at once where none is being answered: to wake a thread and be woken by it
        takes as long as what is known to be quick.
        """
        if here and not self._busy:
            self._tell(_answered(question))
            return
        self._next = question
        if not self._busy:
            self._busy = True
            # Given as a function: a coroutine that never begins, for all ends, warns on the terminal.
            self._node.run_worker(self._work)  # type: ignore[arg-type]  # of Textual

    async def _work(self) -> None:
        try:
            while self._next is not None:
                question, self._next = self._next, None
                answer = await asyncio.to_thread(_answered, question)
                if not _is_open(self._node):
                    return  # the page is gone, and what it would show the answer on
                if self._next is not None:
                    continue
                self._tell(answer)
        finally:
            self._busy = False

    def _tell(self, answer: Answer | QuoteBrowserError) -> None:
        if isinstance(answer, QuoteBrowserError):
            self._fail(answer)
        else:
            self._show(answer)


def _is_open(node: DOMNode) -> bool:
    """Whether a page or popup is open; what stands on one that was closed goes before it stops running."""
    return node.is_running and (not isinstance(node, Screen) or node in node.app.screen_stack)


def _answered(question: Callable[[], Answer]) -> Answer | QuoteBrowserError:
    """The answer, or why it failed: one failing answer must not end the program."""
    started = time.monotonic()
    try:
        answer = question()
    except QuoteBrowserError as error:
        log(__name__, f"refused: {place(error)}")
        return error
    except Exception as error:  # noqa: BLE001 - the last line of a worker
        return fault_report.leave(error, "a question of the browser")
    log(__name__, f"answered, {time.monotonic() - started:.3f} s")
    return answer
