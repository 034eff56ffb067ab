"""Work that the screen does not wait for.

One rule guards it: of several answers only the one to the last question is shown. A question asked while an
older one is answered waits, and replaces any that waited before it.
"""

import asyncio
from collections.abc import Callable
from typing import Generic, TypeVar

from textual.dom import DOMNode

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

    def ask(self, question: Callable[[], Answer]) -> None:
        """Have `question` answered in a thread, and the answer shown unless another question comes first."""
        self._next = question
        if not self._busy:
            self._busy = True
            self._node.run_worker(self._work())

    async def _work(self) -> None:
        try:
            while self._next is not None:
                question, self._next = self._next, None
                try:
                    answer = await asyncio.to_thread(question)
                except QuoteBrowserError as error:
                    if self._next is None:
                        self._fail(error)
                    continue
                if self._next is None:
                    self._show(answer)
        finally:
            self._busy = False
