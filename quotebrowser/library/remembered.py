"""A few answers that are given again while nothing has changed.

One rule guards it: an answer is given only in the state of the store it was made from.
"""

import threading
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Answer = TypeVar("Answer")


class Remembered(Generic[Key, Answer]):
    """The last answers to questions, from any thread.

    Args:
        state: what tells whether the store has changed.
        most: how many answers are kept.
    """

    def __init__(self, state: Callable[[], int], most: int) -> None:
        self._state = state
        self._most = most
        self._guard = threading.Lock()
        self._seen = 0
        self._kept: dict[Key, Future[Answer]] = {}

    def get(self, key: Key, make: Callable[[], Answer]) -> Answer:
        """The answer; who asks what another thread is being answered waits for that.

        What `make` raises is raised to all who wait, and is not kept.
        """
        state = self._state()
        with self._guard:
            if state != self._seen:
                self._kept.clear()
                self._seen = state
            known = self._kept.pop(key, None)
            answer = self._kept[key] = known or Future()
            if len(self._kept) > self._most:
                del self._kept[next(iter(self._kept))]
        if known is None:
            try:
                answer.set_result(make())
            except BaseException as error:
                with self._guard:
                    if self._kept.get(key) is answer:
                        del self._kept[key]
                answer.set_exception(error)
                raise
        return answer.result()
